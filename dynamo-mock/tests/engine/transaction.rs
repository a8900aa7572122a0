//! TransactGetItems and TransactWriteItems.

use std::time::Duration;

use dynamo_mock::Engine;
use dynamo_model::api::{
    ConditionCheck, Delete, ErrorCode, Get, Put, ReturnConsumedCapacity, ReturnValuesOnConditionCheckFailure,
    ServiceError, TransactGetItemsInput, TransactWriteItem, TransactWriteItemsInput,
    TransactWriteItemsOutput, Update,
};
use dynamo_model::{AttributeValue, Item};

use crate::fixture::{call, engine, get, item, key, n, names, put, refused, s};

fn put_action(item: Item) -> TransactWriteItem {
    TransactWriteItem::Put(Put { table_name: "items".into(), item, ..Put::default() })
}

fn delete_action(key: Item) -> TransactWriteItem {
    TransactWriteItem::Delete(Delete { table_name: "items".into(), key, ..Delete::default() })
}

fn check_action(key: Item, condition: &str) -> TransactWriteItem {
    TransactWriteItem::ConditionCheck(ConditionCheck {
        table_name: "items".into(),
        key,
        condition_expression: condition.to_owned(),
        ..ConditionCheck::default()
    })
}

fn update_action(key: Item, update: &str, values: &[(&str, AttributeValue)]) -> TransactWriteItem {
    TransactWriteItem::Update(Update {
        table_name: "items".into(),
        key,
        update_expression: update.to_owned(),
        expression_attribute_values: item(values),
        ..Update::default()
    })
}

fn write(
    engine: &Engine,
    transact_items: Vec<TransactWriteItem>,
    token: Option<&str>,
) -> Result<TransactWriteItemsOutput, ServiceError> {
    let input = TransactWriteItemsInput {
        transact_items,
        client_request_token: token.map(str::to_owned),
        return_consumed_capacity: Some(ReturnConsumedCapacity::Indexes),
        ..TransactWriteItemsInput::default()
    };
    call(engine, input)
}

/// The codes and messages of the reasons of a cancellation.
fn reasons(error: &ServiceError) -> Vec<(&str, Option<&str>)> {
    assert_eq!(error.code, ErrorCode::TransactionCanceled, "{error}");
    error
        .cancellation_reasons
        .iter()
        .map(|reason| (reason.code.as_str(), reason.message.as_deref()))
        .collect()
}

#[test]
fn all_actions_are_done_together() {
    let engine = engine();
    put(&engine, key("there", "s"));
    put(&engine, key("gone", "s"));
    let mut indexed = key("new", "s");
    indexed.extend(item(&[("g", s("g")), ("h", n("1"))]));
    let output = write(
        &engine,
        vec![
            put_action(indexed),
            check_action(key("there", "s"), "attribute_exists(pk)"),
            delete_action(key("gone", "s")),
            update_action(key("made", "s"), "SET a = :a", &[(":a", n("1"))]),
        ],
        None,
    )
    .unwrap();
    assert!(get(&engine, "new", "s").is_some() && get(&engine, "gone", "s").is_none());
    assert_eq!(get(&engine, "made", "s").unwrap().get("a"), Some(&n("1")));
    // Twice the units of the table; a global index follows at the ordinary price.
    let used = &output.consumed_capacity[0];
    assert_eq!((used.capacity_units, used.write_capacity_units), (10.0, Some(10.0)));
    assert_eq!(used.table.unwrap().capacity_units, 8.0);
    assert_eq!(used.global_secondary_indexes["gsi"].capacity_units, 1.0);
}

#[test]
fn one_failed_condition_cancels_everything_and_each_action_has_its_reason() {
    let engine = engine();
    let mut stored = key("there", "s");
    stored.insert("a", n("1"));
    put(&engine, stored.clone());
    let mut failing = check_action(key("there", "s"), "attribute_not_exists(pk)");
    if let TransactWriteItem::ConditionCheck(check) = &mut failing {
        check.return_values_on_condition_check_failure = Some(ReturnValuesOnConditionCheckFailure::AllOld);
    }
    let error = write(
        &engine,
        vec![
            put_action(key("new", "s")),
            failing,
            check_action(key("none", "s"), "attribute_exists(pk)"),
            update_action(key("other", "s"), "SET a = b", &[]),
        ],
        None,
    )
    .unwrap_err();
    const FAILED: (&str, Option<&str>) = ("ConditionalCheckFailed", Some("The conditional request failed"));
    assert_eq!(
        reasons(&error),
        [
            ("None", None),
            FAILED,
            FAILED,
            (
                "ValidationError",
                Some("The provided expression refers to an attribute that does not exist in the item")
            )
        ]
    );
    assert_eq!(
        error.message,
        "Transaction cancelled, please refer cancellation reasons for specific reasons [None, \
         ConditionalCheckFailed, ConditionalCheckFailed, ValidationError]"
    );
    assert_eq!(error.cancellation_reasons[1].item, Some(stored));
    assert_eq!(error.cancellation_reasons[2].item, None);
    assert_eq!(get(&engine, "new", "s"), None);
}

#[test]
fn broken_keys_and_results_are_reasons_and_broken_requests_are_not() {
    let engine = engine();
    let canceled = |action: TransactWriteItem, message: &str| {
        let error = write(&engine, vec![put_action(key("first", "s")), action], None).unwrap_err();
        assert_eq!(reasons(&error), [("None", None), ("ValidationError", Some(message))]);
    };
    const INVALID: &str = "One or more parameter values were invalid: ";
    canceled(put_action(item(&[("pk", s("p"))])), &format!("{INVALID}Missing the key sk in the item"));
    canceled(
        put_action(item(&[("pk", n("1")), ("sk", s("s"))])),
        &format!("{INVALID}Type mismatch for key pk expected: S actual: N"),
    );
    canceled(delete_action(item(&[("pk", s("p"))])), "The provided key element does not match the schema");
    canceled(
        update_action(key("p", "s"), "SET g = :x", &[(":x", n("1"))]),
        &format!("{INVALID}Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi"),
    );
    canceled(
        update_action(key("p", "s"), "SET pk = :x", &[(":x", s("x"))]),
        &format!("{INVALID}Cannot update attribute pk. This attribute is part of the key"),
    );
    canceled(
        update_action(key("p", "s"), "SET x = :x", &[(":x", s(&"x".repeat(409_600)))]),
        "Item size to update has exceeded the maximum allowed size",
    );
    let broken = |action: TransactWriteItem, message: &str| {
        refused(write(&engine, vec![put_action(key("first", "s")), action], None), message);
    };
    broken(
        check_action(key("p", "s"), "a ="),
        "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\"",
    );
    broken(
        update_action(key("p", "s"), "SET a = :a", &[(":a", n("1")), (":b", n("1"))]),
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}",
    );
    broken(
        put_action(key("", "s")),
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
         empty string value. Key: pk",
    );
    let mut large = key("p", "s");
    large.insert("x", s(&"x".repeat(409_600)));
    broken(put_action(large), "Item size has exceeded the maximum allowed size");
    broken(
        delete_action(key("first", "s")),
        "Transaction request cannot include multiple operations on one item",
    );
    assert_eq!(get(&engine, "first", "s"), None);
}

#[test]
fn a_transaction_has_1_to_100_actions_and_4_megabytes() {
    let engine = engine();
    const DETECTED: &str = "1 validation error detected: Value";
    const FAILED: &str = "at 'transactItems' failed to satisfy constraint: Member must have length";
    let many = |count: usize| (0..count).map(|at| put_action(key(&at.to_string(), "s"))).collect();
    refused(
        write(&engine, Vec::new(), None),
        &format!("{DETECTED} '[]' {FAILED} greater than or equal to 1"),
    );
    refused(
        write(&engine, many(101), None),
        &format!("{DETECTED} '[...]' {FAILED} less than or equal to 100"),
    );
    assert!(write(&engine, many(100), None).is_ok());
    let large = |count: usize| -> Vec<TransactWriteItem> {
        (0..count)
            .map(|at| {
                let mut item = key(&format!("large{at}"), "s");
                item.insert("x", s(&"x".repeat(400_000)));
                put_action(item)
            })
            .collect()
    };
    assert!(write(&engine, large(10), None).is_ok());
    refused(
        write(&engine, large(11), None),
        "Collection size of items exceeded, which can also be caused by the aggregate size of the items in the \
         transaction exceeding the 4MB limit",
    );
}

#[test]
fn a_missing_table_is_not_found_and_nothing_is_done() {
    let engine = engine();
    let mut elsewhere = put_action(key("p", "s"));
    if let TransactWriteItem::Put(put) = &mut elsewhere {
        put.table_name = "none".into();
    }
    let error = write(&engine, vec![put_action(key("p", "s")), elsewhere], None).unwrap_err();
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::ResourceNotFound, "Requested resource not found")
    );
    assert_eq!(get(&engine, "p", "s"), None);
}

#[test]
fn a_token_stands_for_its_transaction_for_ten_minutes() {
    let engine = engine();
    let add = |amount: &str| vec![update_action(key("p", "s"), "ADD a :a", &[(":a", n(amount))])];
    let stored = || get(&engine, "p", "s").unwrap().get("a").cloned();
    let first = write(&engine, add("1"), Some("token")).unwrap();
    assert_eq!(first.consumed_capacity[0].write_capacity_units, Some(2.0));
    // The replay does nothing and costs the reads that it takes.
    let again = write(&engine, add("1"), Some("token")).unwrap();
    let used = &again.consumed_capacity[0];
    assert_eq!((used.read_capacity_units, used.write_capacity_units), (Some(2.0), None));
    assert_eq!(stored(), Some(n("1")));
    let error = write(&engine, add("2"), Some("token")).unwrap_err();
    assert_eq!(error.code, ErrorCode::IdempotentParameterMismatch);
    engine.clock().advance(Duration::from_secs(599));
    write(&engine, add("1"), Some("token")).unwrap();
    assert_eq!(stored(), Some(n("1")));
    engine.clock().advance(Duration::from_secs(1));
    write(&engine, add("2"), Some("token")).unwrap();
    assert_eq!(stored(), Some(n("3")));
    let long = "t".repeat(37);
    refused(
        write(&engine, add("1"), Some(&long)),
        &format!(
            "1 validation error detected: Value '{long}' at 'clientRequestToken' failed to satisfy constraint: \
             Member must have length less than or equal to 36"
        ),
    );
}

#[test]
fn a_cancelled_transaction_does_not_use_its_token_up() {
    let engine = engine();
    let action = || vec![check_action(key("p", "s"), "attribute_exists(pk)")];
    assert_eq!(write(&engine, action(), Some("token")).unwrap_err().code, ErrorCode::TransactionCanceled);
    put(&engine, key("p", "s"));
    assert!(write(&engine, action(), Some("token")).is_ok());
}

fn read(engine: &Engine, gets: Vec<Get>) -> Result<dynamo_model::api::TransactGetItemsOutput, ServiceError> {
    let return_consumed_capacity = Some(ReturnConsumedCapacity::Total);
    call(engine, TransactGetItemsInput { transact_items: gets, return_consumed_capacity })
}

fn get_action(key: Item) -> Get {
    Get { table_name: "items".into(), key, ..Get::default() }
}

#[test]
fn a_read_transaction_answers_by_position() {
    let engine = engine();
    put(&engine, item(&[("pk", s("p")), ("sk", s("s")), ("a", n("1"))]));
    let projected = Get {
        projection_expression: Some("#a".to_owned()),
        expression_attribute_names: names(&[("#a", "a")]),
        ..get_action(key("p", "s"))
    };
    let output = read(&engine, vec![get_action(key("none", "s")), projected]).unwrap();
    let found: Vec<_> = output.responses.into_iter().map(|item| item.map(|item| item.into_item())).collect();
    assert_eq!(found, [None, Some(item(&[("a", n("1"))]))]);
    let used = &output.consumed_capacity[0];
    assert_eq!((used.capacity_units, used.read_capacity_units), (4.0, Some(4.0)));
}

#[test]
fn a_read_transaction_keeps_its_rules() {
    let engine = engine();
    refused(
        read(&engine, Vec::new()),
        "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have \
         length greater than or equal to 1",
    );
    refused(
        read(&engine, vec![get_action(key("p", "s")), get_action(key("p", "s"))]),
        "Transaction request cannot include multiple operations on one item",
    );
    let error =
        read(&engine, vec![get_action(key("p", "s")), get_action(item(&[("pk", s("p"))]))]).unwrap_err();
    assert_eq!(
        reasons(&error),
        [("None", None), ("ValidationError", Some("The provided key element does not match the schema"))]
    );
    let elsewhere = Get { table_name: "none".into(), ..get_action(key("p", "s")) };
    assert_eq!(read(&engine, vec![elsewhere]).unwrap_err().code, ErrorCode::ResourceNotFound);
}
