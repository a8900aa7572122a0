use std::sync::Arc;

use dynamo_model::api::{
    ErrorCode, PutItemInput, ReturnConsumedCapacity, ReturnValues, ReturnValuesOnConditionCheckFailure,
};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, n, names, order, s, shop_with, stored, text};

#[test]
fn a_put_replaces_the_item() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        let least = key("a", "1");
        let put = PutItemInput {
            table_name: Arc::clone(&table),
            item: least.clone(),
            return_values: Some(ReturnValues::AllOld),
            ..PutItemInput::default()
        };
        let old = case.answer(put.clone()).await.attributes;
        assert_eq!(old, Some(order("a", "1", "open", "5").into()));
        assert_eq!(stored(case, &table, key("a", "1")).await, Some(least));

        let first = PutItemInput { item: key("a", "2"), ..put };
        assert_eq!(case.answer(first).await.attributes, None);
    });
}

#[test]
fn nothing_is_returned_unasked() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, [order("a", "1", "open", "5")]).await;
        let put = PutItemInput { table_name, item: key("a", "1"), ..PutItemInput::default() };
        let output = case.answer(put).await;
        assert_eq!((output.attributes, output.consumed_capacity), (None, None));
    });
}

#[test]
fn a_condition_decides() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, [order("a", "1", "open", "5")]).await;
        let done = item([(":done", s("done"))]);
        let put = |item| PutItemInput {
            table_name: Arc::clone(&table_name),
            item,
            condition_expression: text("attribute_not_exists(pk) OR #s = :done"),
            expression_attribute_names: names([("#s", "status")]),
            expression_attribute_values: done.clone(),
            ..PutItemInput::default()
        };
        case.answer(put(order("a", "2", "done", "1"))).await;
        case.answer(put(order("a", "2", "open", "2"))).await;
        let error = case.refusal(put(order("a", "2", "done", "3"))).await;
        assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
        assert_eq!(error.message, "The conditional request failed");
        assert_eq!(error.item, None);
        let kept = stored(case, &table_name, key("a", "2")).await;
        assert_eq!(kept, Some(order("a", "2", "open", "2")));
    });
}

#[test]
fn a_failed_condition_returns_the_item_on_request() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, [order("a", "1", "open", "5")]).await;
        let put = PutItemInput {
            table_name,
            item: key("a", "1"),
            condition_expression: text("attribute_not_exists(pk)"),
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
            ..PutItemInput::default()
        };
        let error = case.refusal(put).await;
        assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
        assert_eq!(error.item, Some(order("a", "1", "open", "5")));
    });
}

#[test]
fn capacity_names_the_indexes() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, []).await;
        let put = PutItemInput {
            table_name,
            item: order("a", "1", "open", "5"),
            return_consumed_capacity: Some(ReturnConsumedCapacity::Indexes),
            ..PutItemInput::default()
        };
        let capacity = case.answer(put).await.consumed_capacity.expect("asked for");
        assert_eq!(capacity.capacity_units, 3.0);
        assert_eq!(capacity.table.map(|table| table.capacity_units), Some(1.0));
        assert_eq!(capacity.global_secondary_indexes["by_status"].capacity_units, 1.0);
        assert_eq!(capacity.local_secondary_indexes["by_total"].capacity_units, 1.0);
    });
}

#[test]
fn keys_must_be_whole_and_typed() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, []).await;
        for item in [
            item([("pk", s("a"))]),
            item([("pk", s("a")), ("sk", n("1"))]),
            item([("pk", s("")), ("sk", s("1"))]),
            // A key of an index, too, must have its type where it is present.
            item([("pk", s("a")), ("sk", s("1")), ("status", n("1"))]),
        ] {
            let put = PutItemInput { table_name: Arc::clone(&table_name), item, ..PutItemInput::default() };
            assert_eq!(case.refusal(put).await.code, ErrorCode::Validation);
        }
    });
}

#[test]
fn only_old_values_can_be_returned() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, []).await;
        for form in [ReturnValues::UpdatedOld, ReturnValues::AllNew, ReturnValues::UpdatedNew] {
            let put = PutItemInput {
                table_name: Arc::clone(&table_name),
                item: key("a", "1"),
                return_values: Some(form),
                ..PutItemInput::default()
            };
            assert_eq!(case.refusal(put).await.code, ErrorCode::Validation);
        }
    });
}
