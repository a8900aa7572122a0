//! BatchGetItem and BatchWriteItem.

use std::collections::BTreeMap;

use dynamo_mock::Engine;
use dynamo_model::api::{
    BatchGetItemInput, BatchGetItemOutput, BatchWriteItemInput, BatchWriteItemOutput, BillingMode,
    CreateTableInput, ErrorCode, KeysAndAttributes, ReturnConsumedCapacity, ReturnedItem, ServiceError,
    WriteRequest,
};
use dynamo_model::{AttributeValue, Item};

use crate::fixture::{call, definitions, engine, get, item, key, key_schema, n, names, put, refused, s, ss};

/// The usual table and one with a single key attribute.
fn two_tables() -> Engine {
    let engine = engine();
    let definition = CreateTableInput {
        table_name: "hash".into(),
        attribute_definitions: definitions("pk:S"),
        key_schema: key_schema("pk"),
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    };
    call(&engine, definition).unwrap();
    engine
}

fn write(
    engine: &Engine,
    requests: &[(&str, Vec<WriteRequest>)],
) -> Result<BatchWriteItemOutput, ServiceError> {
    let request_items = requests.iter().map(|(name, list)| ((*name).to_owned(), list.clone())).collect();
    let return_consumed_capacity = Some(ReturnConsumedCapacity::Indexes);
    call(
        engine,
        BatchWriteItemInput { request_items, return_consumed_capacity, ..BatchWriteItemInput::default() },
    )
}

fn put_request(pk: &str, attributes: &[(&str, AttributeValue)]) -> WriteRequest {
    WriteRequest::Put(key(pk, "s").into_iter().chain(item(attributes)).collect())
}

fn delete_request(pk: &str) -> WriteRequest {
    WriteRequest::Delete(key(pk, "s"))
}

#[test]
fn a_batch_writes_to_several_tables() {
    let engine = two_tables();
    put(&engine, key("gone", "s"));
    let indexed = put_request("p", &[("g", s("g")), ("h", n("1")), ("l", s("l")), ("a", n("1"))]);
    let output = write(
        &engine,
        &[
            ("items", vec![indexed, put_request("q", &[]), delete_request("gone"), delete_request("none")]),
            ("hash", vec![WriteRequest::Put(item(&[("pk", s("1"))]))]),
        ],
    )
    .unwrap();
    assert!(output.unprocessed_items.is_empty());
    assert!(get(&engine, "p", "s").is_some() && get(&engine, "q", "s").is_some());
    assert_eq!(get(&engine, "gone", "s"), None);
    let [hash, items] = output.consumed_capacity.as_slice() else { panic!("one entry per table") };
    assert_eq!((hash.table_name.as_str(), hash.capacity_units), ("hash", 1.0));
    assert_eq!((items.capacity_units, items.table.unwrap().capacity_units), (7.0, 4.0));
}

#[test]
fn a_write_batch_keeps_its_rules_and_else_writes_nothing() {
    let engine = two_tables();
    let many = |count: usize| -> Vec<WriteRequest> {
        (0..count).map(|at| put_request(&format!("many{at}"), &[])).collect()
    };
    const DUPLICATES: &str = "Provided list of item keys contains duplicates";
    const MISMATCH: &str = "The provided key element does not match the schema";
    const LENGTH: &str = "failed to satisfy constraint: Map value must satisfy constraint: [Member must have length \
                          less than or equal to 25, Member must have length greater than or equal to 1]";
    let first = || put_request("first", &[]);
    refused(write(&engine, &[]), "The requestItems parameter is required for BatchWriteItem");
    refused(
        write(&engine, &[("items", Vec::new())]),
        &format!("1 validation error detected: Value '{{items=[]}}' at 'requestItems' {LENGTH}"),
    );
    refused(
        write(&engine, &[("items", many(26))]),
        &format!("1 validation error detected: Value '{{items=[...]}}' at 'requestItems' {LENGTH}"),
    );
    refused(
        write(&engine, &[("items", many(25)), ("hash", vec![WriteRequest::Put(item(&[("pk", s("1"))]))])]),
        "Too many items requested for the BatchWriteItem call",
    );
    refused(write(&engine, &[("items", vec![first(), put_request("first", &[("a", n("1"))])])]), DUPLICATES);
    refused(write(&engine, &[("items", vec![first(), delete_request("first")])]), DUPLICATES);
    refused(
        write(&engine, &[("items", vec![first(), WriteRequest::Put(item(&[("pk", s("x"))]))])]),
        MISMATCH,
    );
    refused(
        write(&engine, &[("items", vec![first(), WriteRequest::Delete(item(&[("pk", s("x"))]))])]),
        MISMATCH,
    );
    refused(
        write(&engine, &[("items", vec![first(), put_request("x", &[("x", ss(&[]))])])]),
        "One or more parameter values were invalid: An string set  may not be empty",
    );
    refused(
        write(&engine, &[("items", vec![first(), put_request("x", &[("x", s(&"x".repeat(409_600)))])])]),
        "Item size has exceeded the maximum allowed size",
    );
    refused(
        write(&engine, &[("items", vec![first(), put_request("x", &[("g", n("1"))])])]),
        "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: \
         gsi",
    );
    let error = write(&engine, &[("items", vec![first()]), ("none", vec![first(), first()])]).unwrap_err();
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::ResourceNotFound, "Requested resource not found")
    );
    assert_eq!(get(&engine, "first", "s"), None);
    assert!(write(&engine, &[("items", many(25))]).is_ok());
}

fn read(engine: &Engine, name: &str, wanted: KeysAndAttributes) -> Result<BatchGetItemOutput, ServiceError> {
    let request_items = BTreeMap::from([(name.to_owned(), wanted)]);
    let return_consumed_capacity = Some(ReturnConsumedCapacity::Total);
    call(engine, BatchGetItemInput { request_items, return_consumed_capacity })
}

fn keys(keys: Vec<Item>) -> KeysAndAttributes {
    KeysAndAttributes { keys, ..KeysAndAttributes::default() }
}

#[test]
fn a_batch_reads_what_is_there() {
    let engine = two_tables();
    put(&engine, item(&[("pk", s("p")), ("sk", s("s")), ("a", n("1"))]));
    let wanted = KeysAndAttributes {
        projection_expression: Some("#a".to_owned()),
        expression_attribute_names: names(&[("#a", "a")]),
        consistent_read: Some(true),
        ..keys(vec![key("p", "s"), key("none", "s")])
    };
    let output = read(&engine, "items", wanted).unwrap();
    assert_eq!(output.responses["items"], [ReturnedItem::Owned(item(&[("a", n("1"))]))]);
    assert!(output.unprocessed_keys.is_empty());
    // A missing item costs as much as a small one.
    assert_eq!(output.consumed_capacity[0].capacity_units, 2.0);
}

#[test]
fn a_read_batch_keeps_its_rules() {
    let engine = two_tables();
    let many = |count: usize| (0..count).map(|at| key(&at.to_string(), "s")).collect::<Vec<_>>();
    const FAILED: &str = "failed to satisfy constraint: Member must have length";
    const DETECTED: &str = "1 validation error detected: Value at";
    refused(
        call(&engine, BatchGetItemInput::default()),
        &format!("{DETECTED} 'RequestItems' {FAILED} greater than or equal to 1"),
    );
    refused(
        read(&engine, "items", keys(Vec::new())),
        &format!("{DETECTED} 'RequestItems.items.member.Keys' {FAILED} greater than or equal to 1"),
    );
    refused(
        read(&engine, "items", keys(many(101))),
        &format!("{DETECTED} 'RequestItems.items.member.Keys' {FAILED} less than or equal to 100"),
    );
    assert!(read(&engine, "items", keys(many(100))).is_ok());
    refused(
        read(&engine, "items", keys(vec![key("p", "s"), key("p", "s")])),
        "Provided list of item keys contains duplicates",
    );
    refused(
        read(&engine, "items", keys(vec![item(&[("pk", s("p"))])])),
        "The provided key element does not match the schema",
    );
    let unused =
        KeysAndAttributes { expression_attribute_names: names(&[("#a", "a")]), ..keys(vec![key("p", "s")]) };
    refused(
        read(&engine, "items", unused),
        "ExpressionAttributeNames can only be specified when using expressions",
    );
    assert_eq!(read(&engine, "none", keys(many(1))).unwrap_err().code, ErrorCode::ResourceNotFound);
}

#[test]
fn a_response_has_at_most_16_megabytes() {
    let engine = two_tables();
    let large = s(&"x".repeat(400_000));
    let all: Vec<Item> = (0..50).map(|at| key(&at.to_string(), "s")).collect();
    for key in &all {
        let mut item = key.clone();
        item.insert("x", large.clone());
        put(&engine, item);
    }
    let output = read(&engine, "items", keys(all)).unwrap();
    let (found, rest) = (output.responses["items"].len(), output.unprocessed_keys["items"].keys.clone());
    assert_eq!((found, rest.len()), (41, 9));
    assert_eq!(read(&engine, "items", keys(rest)).unwrap().responses["items"].len(), 9);
}
