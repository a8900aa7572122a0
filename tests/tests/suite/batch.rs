use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{
    BatchGetItemInput, BatchWriteItemInput, ErrorCode, KeysAndAttributes, ReturnConsumedCapacity,
    WriteRequest,
};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, n, names, order, shop_with, stored, text};

fn get(table: &Arc<str>, keys: Vec<Item>) -> BatchGetItemInput {
    let keys = KeysAndAttributes { keys, ..KeysAndAttributes::default() };
    BatchGetItemInput { request_items: [(table.to_string(), keys)].into(), return_consumed_capacity: None }
}

fn write(table: &Arc<str>, writes: Vec<WriteRequest>) -> BatchWriteItemInput {
    BatchWriteItemInput {
        request_items: [(table.to_string(), writes)].into(),
        ..BatchWriteItemInput::default()
    }
}

#[test]
fn a_batch_reads_from_several_tables() {
    for_each_backend(async |case| {
        let first = shop_with(case, [order("a", "1", "open", "5"), order("a", "2", "done", "6")]).await;
        let second = shop_with(case, [order("b", "1", "open", "7")]).await;
        let projected = KeysAndAttributes {
            keys: vec![key("b", "1")],
            projection_expression: text("#t"),
            expression_attribute_names: names([("#t", "total")]),
            consistent_read: Some(true),
            ..KeysAndAttributes::default()
        };
        let mut input = get(&first, vec![key("a", "1"), key("a", "2"), key("a", "3")]);
        input.request_items.insert(second.to_string(), projected);
        let mut output = case.answer(input).await;

        let found = output.responses.get_mut(&*first).expect("the first table");
        found.sort_by_key(|item| item.as_item().get("sk").and_then(|sk| sk.as_s()).map(str::to_owned));
        assert_eq!(*found, [order("a", "1", "open", "5").into(), order("a", "2", "done", "6").into()]);
        assert_eq!(output.responses[&*second], [item([("total", n("7"))]).into()]);
        assert!(output.unprocessed_keys.is_empty());
    });
}

#[test]
fn capacity_is_reported_per_table() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5"), order("a", "2", "done", "6")]).await;
        let keys = vec![key("a", "1"), key("a", "2")];
        let input = BatchGetItemInput {
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
            ..get(&table, keys)
        };
        let capacity = case.answer(input).await.consumed_capacity;
        let [capacity] = &capacity[..] else { panic!("one table: {capacity:?}") };
        assert_eq!((&*capacity.table_name, capacity.capacity_units), (&*table, 1.0));
    });
}

#[test]
fn a_missing_item_costs_like_a_small_one() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let input = BatchGetItemInput {
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
            ..get(&table, vec![key("a", "1")])
        };
        let capacity = case.answer(input).await.consumed_capacity;
        assert_eq!(capacity[0].capacity_units, 0.5);
    });
}

#[test]
fn a_batch_puts_and_deletes() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        let put = order("a", "2", "open", "6");
        let writes = vec![WriteRequest::Put(put.clone()), WriteRequest::Delete(key("a", "1"))];
        let output = case.answer(write(&table, writes)).await;
        assert!(output.unprocessed_items.is_empty());
        assert_eq!(stored(case, &table, key("a", "1")).await, None);
        assert_eq!(stored(case, &table, key("a", "2")).await, Some(put));
    });
}

#[test]
fn a_key_may_be_in_a_batch_once() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let twice = vec![WriteRequest::Put(key("a", "1")), WriteRequest::Delete(key("a", "1"))];
        assert_eq!(case.refusal(write(&table, twice)).await.code, ErrorCode::Validation);
        let twice = vec![key("a", "1"), key("a", "1")];
        assert_eq!(case.refusal(get(&table, twice)).await.code, ErrorCode::Validation);
    });
}

#[test]
fn a_batch_is_bounded() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let keys = |count: usize| (0..count).map(|number| key("a", &number.to_string()));
        case.answer(write(&table, keys(25).map(WriteRequest::Put).collect())).await;
        let error = case.refusal(write(&table, keys(26).map(WriteRequest::Put).collect())).await;
        assert_eq!(error.code, ErrorCode::Validation);
        let found = case.answer(get(&table, keys(100).collect())).await;
        assert_eq!(found.responses[&*table].len(), 25);
        let error = case.refusal(get(&table, keys(101).collect())).await;
        assert_eq!(error.code, ErrorCode::Validation);
    });
}

#[test]
fn an_empty_batch_is_refused() {
    for_each_backend(async |case| {
        assert_eq!(case.refusal(BatchGetItemInput::default()).await.code, ErrorCode::Validation);
        assert_eq!(case.refusal(BatchWriteItemInput::default()).await.code, ErrorCode::Validation);
        let table = shop_with(case, []).await;
        assert_eq!(case.refusal(get(&table, Vec::new())).await.code, ErrorCode::Validation);
        assert_eq!(case.refusal(write(&table, Vec::new())).await.code, ErrorCode::Validation);
    });
}

#[test]
fn a_batch_needs_its_tables() {
    for_each_backend(async |case| {
        let absent: Arc<str> = "absent".into();
        let error = case.refusal(get(&absent, vec![key("a", "1")])).await;
        assert_eq!(error.code, ErrorCode::ResourceNotFound);
        let error = case.refusal(write(&absent, vec![WriteRequest::Put(key("a", "1"))])).await;
        assert_eq!(error.code, ErrorCode::ResourceNotFound);
    });
}
