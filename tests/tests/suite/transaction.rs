use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{
    ConditionCheck, Delete, ErrorCode, Get, Put, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure,
    TransactGetItemsInput, TransactWriteItem, TransactWriteItemsInput, Update,
};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, n, names, order, shop_with, stored, text};

fn get(table_name: &Arc<str>, key: Item) -> Get {
    Get { table_name: Arc::clone(table_name), key, ..Get::default() }
}

fn put(table_name: &Arc<str>, item: Item) -> Put {
    Put { table_name: Arc::clone(table_name), item, ..Put::default() }
}

/// A put of an item that must not be there.
fn create(table: &Arc<str>, item: Item) -> TransactWriteItem {
    let condition_expression = text("attribute_not_exists(pk)");
    TransactWriteItem::Put(Put { condition_expression, ..put(table, item) })
}

fn add_one(table_name: &Arc<str>, key: Item) -> Update {
    Update {
        table_name: Arc::clone(table_name),
        key,
        update_expression: "ADD #t :one".to_owned(),
        expression_attribute_names: names([("#t", "total")]),
        expression_attribute_values: item([(":one", n("1"))]),
        ..Update::default()
    }
}

fn write(transact_items: Vec<TransactWriteItem>) -> TransactWriteItemsInput {
    TransactWriteItemsInput { transact_items, ..TransactWriteItemsInput::default() }
}

#[test]
fn reads_keep_their_order() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5"), order("a", "2", "done", "6")]).await;
        let projected = Get {
            projection_expression: text("#t"),
            expression_attribute_names: names([("#t", "total")]),
            ..get(&table, key("a", "1"))
        };
        let input = TransactGetItemsInput {
            transact_items: vec![get(&table, key("a", "2")), get(&table, key("a", "3")), projected],
            return_consumed_capacity: None,
        };
        let expected =
            [Some(order("a", "2", "done", "6").into()), None, Some(item([("total", n("5"))]).into())];
        assert_eq!(case.answer(input).await.responses, expected);
    });
}

#[test]
fn every_kind_of_write() {
    for_each_backend(async |case| {
        let orders = ["1", "2", "3"].map(|sk| order("a", sk, "open", "5"));
        let table = shop_with(case, orders).await;
        let check = ConditionCheck {
            table_name: Arc::clone(&table),
            key: key("a", "1"),
            condition_expression: "#t = :t".to_owned(),
            expression_attribute_names: names([("#t", "total")]),
            expression_attribute_values: item([(":t", n("5"))]),
            ..ConditionCheck::default()
        };
        let delete = Delete { table_name: Arc::clone(&table), key: key("a", "3"), ..Delete::default() };
        let output = case
            .answer(write(vec![
                TransactWriteItem::ConditionCheck(check),
                TransactWriteItem::Update(add_one(&table, key("a", "2"))),
                TransactWriteItem::Delete(delete),
                create(&table, order("a", "4", "open", "5")),
            ]))
            .await;
        assert!(output.consumed_capacity.is_empty());
        assert_eq!(stored(case, &table, key("a", "1")).await, Some(order("a", "1", "open", "5")));
        assert_eq!(stored(case, &table, key("a", "2")).await, Some(order("a", "2", "open", "6")));
        assert_eq!(stored(case, &table, key("a", "3")).await, None);
        assert_eq!(stored(case, &table, key("a", "4")).await, Some(order("a", "4", "open", "5")));
    });
}

#[test]
fn a_cancelled_transaction_says_why_per_action_and_writes_nothing() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5"), order("a", "2", "done", "6")]).await;
        let with_item = TransactWriteItem::Put(Put {
            condition_expression: text("attribute_not_exists(pk)"),
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
            ..put(&table, key("a", "1"))
        });
        let error = case
            .refusal(write(vec![
                TransactWriteItem::Put(put(&table, key("a", "3"))),
                with_item,
                create(&table, key("a", "2")),
            ]))
            .await;
        assert_eq!(error.code, ErrorCode::TransactionCanceled);
        let codes: Vec<_> = error.cancellation_reasons.iter().map(|reason| reason.code.as_str()).collect();
        assert_eq!(codes, ["None", "ConditionalCheckFailed", "ConditionalCheckFailed"]);
        assert!(error.message.contains("[None, ConditionalCheckFailed, ConditionalCheckFailed]"), "{error}");
        let [untouched, with_item, without] = &error.cancellation_reasons[..] else { panic!("{error:?}") };
        assert_eq!((&untouched.message, &untouched.item), (&None, &None));
        assert_eq!(with_item.message.as_deref(), Some("The conditional request failed"));
        assert_eq!(with_item.item, Some(order("a", "1", "open", "5")));
        assert_eq!(without.item, None);
        assert_eq!(stored(case, &table, key("a", "3")).await, None);
    });
}

#[test]
fn an_impossible_update_cancels() {
    for_each_backend(async |case| {
        let mut words = order("a", "1", "open", "5");
        words.insert("note", "not a number".into());
        let table = shop_with(case, [words]).await;
        let mut update = add_one(&table, key("a", "1"));
        update.expression_attribute_names = names([("#t", "note")]);
        let error = case.refusal(write(vec![TransactWriteItem::Update(update)])).await;
        assert_eq!(error.code, ErrorCode::TransactionCanceled);
        assert_eq!(error.cancellation_reasons[0].code, "ValidationError");
    });
}

#[test]
fn an_item_may_be_in_a_transaction_once() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let once = || TransactWriteItem::Put(put(&table, key("a", "1")));
        assert_eq!(case.refusal(write(vec![once(), once()])).await.code, ErrorCode::Validation);
        let twice = TransactGetItemsInput {
            transact_items: vec![get(&table, key("a", "1")), get(&table, key("a", "1"))],
            return_consumed_capacity: None,
        };
        assert_eq!(case.refusal(twice).await.code, ErrorCode::Validation);
    });
}

#[test]
fn an_item_twice_is_refused_before_conditions() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let twice = vec![create(&table, key("a", "1")), create(&table, key("a", "1"))];
        assert_eq!(case.refusal(write(twice)).await.code, ErrorCode::Validation);
    });
}

#[test]
fn a_transaction_is_bounded() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let keys = |count: usize| (0..count).map(|number| key("a", &number.to_string()));
        case.answer(write(keys(100).map(|key| create(&table, key)).collect())).await;
        let error = case.refusal(write(keys(101).map(|key| create(&table, key)).collect())).await;
        assert_eq!(error.code, ErrorCode::Validation);
        let reads = |count| TransactGetItemsInput {
            transact_items: keys(count).map(|key| get(&table, key)).collect(),
            return_consumed_capacity: None,
        };
        assert_eq!(case.answer(reads(100)).await.responses.len(), 100);
        assert_eq!(case.refusal(reads(101)).await.code, ErrorCode::Validation);
    });
}

#[test]
fn a_token_makes_a_transaction_idempotent() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        let once = TransactWriteItemsInput {
            client_request_token: text("the-token"),
            ..write(vec![TransactWriteItem::Update(add_one(&table, key("a", "1")))])
        };
        case.answer(once.clone()).await;
        case.answer(once.clone()).await;
        assert_eq!(stored(case, &table, key("a", "1")).await, Some(order("a", "1", "open", "6")));

        let other = TransactWriteItemsInput {
            transact_items: vec![TransactWriteItem::Update(add_one(&table, key("a", "2")))],
            ..once
        };
        assert_eq!(case.refusal(other).await.code, ErrorCode::IdempotentParameterMismatch);
    });
}

#[test]
fn reads_cost_twice() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        let input = TransactGetItemsInput {
            transact_items: vec![get(&table, key("a", "1"))],
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
        };
        let capacity = case.answer(input).await.consumed_capacity;
        assert_eq!((capacity.len(), capacity[0].capacity_units), (1, 2.0));
    });
}

#[test]
fn writes_cost_twice() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let input = TransactWriteItemsInput {
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
            ..write(vec![create(&table, key("a", "1"))])
        };
        let capacity = case.answer(input).await.consumed_capacity;
        assert_eq!((capacity.len(), capacity[0].capacity_units), (1, 2.0));
        assert_eq!(capacity[0].write_capacity_units, Some(2.0));
    });
}

#[test]
fn a_transaction_needs_its_tables() {
    for_each_backend(async |case| {
        let absent: Arc<str> = "absent".into();
        let error = case.refusal(write(vec![create(&absent, key("a", "1"))])).await;
        assert_eq!(error.code, ErrorCode::ResourceNotFound);
        let read = TransactGetItemsInput {
            transact_items: vec![get(&absent, key("a", "1"))],
            return_consumed_capacity: None,
        };
        assert_eq!(case.refusal(read).await.code, ErrorCode::ResourceNotFound);
    });
}
