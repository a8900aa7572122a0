//! Tables by their Amazon resource names.

use std::collections::BTreeMap;

use dynamo_mock::{Fault, Faults, Mock, Rule};
use dynamo_model::Backend;
use dynamo_model::api::{
    BatchGetItemInput, BatchWriteItemInput, CreateTableInput, DeleteItemInput, DeleteTableInput,
    DescribeTableInput, DescribeTimeToLiveInput, ErrorCode, Get, GetItemInput, KeysAndAttributes, Put,
    PutItemInput, QueryInput, ReturnConsumedCapacity, ScanInput, TransactGetItemsInput, TransactWriteItem,
    TransactWriteItemsInput, UpdateItemInput, UpdateTableInput, WriteRequest,
};

use crate::fixture::{call, definition, engine, get, item, key, put, refused, s};

const ITEMS: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/items";
const TOTAL: Option<ReturnConsumedCapacity> = Some(ReturnConsumedCapacity::Total);

#[test]
fn an_item_is_written_and_read_by_the_resource_name_of_its_table() {
    let engine = engine();
    let described = call(&engine, DescribeTableInput { table_name: ITEMS.into() }).unwrap().table;
    assert_eq!((described.table_name.as_str(), described.table_arn.as_str()), ("items", ITEMS));
    let input = PutItemInput {
        table_name: ITEMS.into(),
        item: key("a", "1"),
        return_consumed_capacity: TOTAL,
        ..PutItemInput::default()
    };
    let capacity = call(&engine, input).unwrap().consumed_capacity.unwrap();
    assert_eq!(capacity.table_name, ITEMS, "capacity is reported under the name that was given");
    assert_eq!(get(&engine, "a", "1"), Some(key("a", "1")));
    let input = GetItemInput { table_name: ITEMS.into(), key: key("a", "1"), ..GetItemInput::default() };
    assert!(call(&engine, input).unwrap().item.is_some());
    let input = QueryInput {
        table_name: ITEMS.into(),
        key_condition_expression: Some("pk = :p".to_owned()),
        expression_attribute_values: item(&[(":p", s("a"))]),
        ..QueryInput::default()
    };
    assert_eq!(call(&engine, input).unwrap().count, 1);
    assert_eq!(
        call(&engine, ScanInput { table_name: ITEMS.into(), ..ScanInput::default() }).unwrap().count,
        1
    );
    let input =
        UpdateItemInput { table_name: ITEMS.into(), key: key("a", "2"), ..UpdateItemInput::default() };
    call(&engine, input).unwrap();
    let input =
        DeleteItemInput { table_name: ITEMS.into(), key: key("a", "2"), ..DeleteItemInput::default() };
    call(&engine, input).unwrap();
    assert_eq!(get(&engine, "a", "2"), None);
}

#[test]
fn tables_are_managed_by_their_resource_names() {
    let engine = engine();
    let name = "arn:aws:dynamodb:us-east-1:000000000000:table/others";
    call(&engine, CreateTableInput { table_name: name.into(), ..definition() }).unwrap();
    assert_eq!(
        call(&engine, DescribeTableInput { table_name: "others".into() }).unwrap().table.table_arn,
        name
    );
    call(&engine, DescribeTimeToLiveInput { table_name: name.into() }).unwrap();
    let protect = |on| UpdateTableInput {
        table_name: name.into(),
        deletion_protection_enabled: Some(on),
        ..UpdateTableInput::default()
    };
    call(&engine, protect(true)).unwrap();
    let protected = call(&engine, DeleteTableInput { table_name: name.into() });
    assert_eq!(protected.unwrap_err().code, ErrorCode::Validation);
    call(&engine, protect(false)).unwrap();
    call(&engine, DeleteTableInput { table_name: name.into() }).unwrap();
    let gone = call(&engine, DescribeTableInput { table_name: "others".into() });
    assert_eq!(gone.unwrap_err().code, ErrorCode::ResourceNotFound);
}

#[test]
fn a_batch_answers_under_the_names_that_it_was_given() {
    let engine = engine();
    let writes = |pk| vec![WriteRequest::Put(key(pk, "1"))];
    let batch = |requests: &[(&str, &'static str)]| BatchWriteItemInput {
        request_items: requests.iter().map(|(name, pk)| ((*name).to_owned(), writes(*pk))).collect(),
        ..BatchWriteItemInput::default()
    };
    call(&engine, batch(&[(ITEMS, "a"), ("items", "b")])).unwrap();
    assert!(get(&engine, "a", "1").is_some() && get(&engine, "b", "1").is_some());
    let twice = "Provided list of item keys contains duplicates";
    refused(call(&engine, batch(&[(ITEMS, "a"), ("items", "a")])), twice);

    let read = |requests: &[(&str, &str)]| {
        let keys = |pk| KeysAndAttributes { keys: vec![key(pk, "1")], ..KeysAndAttributes::default() };
        let request_items: BTreeMap<_, _> =
            requests.iter().map(|(name, pk)| ((*name).to_owned(), keys(pk))).collect();
        BatchGetItemInput { request_items, return_consumed_capacity: None }
    };
    let found = call(&engine, read(&[(ITEMS, "a")])).unwrap().responses;
    assert_eq!(found[ITEMS], [key("a", "1").into()]);
    refused(call(&engine, read(&[(ITEMS, "a"), ("items", "a")])), twice);
}

#[test]
fn a_transaction_knows_a_table_under_both_names() {
    let engine = engine();
    let put = |table: &str, pk: &str| {
        TransactWriteItem::Put(Put { table_name: table.into(), item: key(pk, "1"), ..Put::default() })
    };
    let write = |transact_items| TransactWriteItemsInput {
        transact_items,
        return_consumed_capacity: TOTAL,
        ..TransactWriteItemsInput::default()
    };
    let done = call(&engine, write(vec![put("items", "a"), put(ITEMS, "b")])).unwrap();
    let capacity: Vec<_> =
        done.consumed_capacity.iter().map(|used| (used.table_name.as_str(), used.capacity_units)).collect();
    assert_eq!(capacity, [("items", 4.0)]);
    let twice = "Transaction request cannot include multiple operations on one item";
    refused(call(&engine, write(vec![put("items", "a"), put(ITEMS, "a")])), twice);
    let get = |table: &str| Get { table_name: table.into(), key: key("a", "1"), ..Get::default() };
    let read = |transact_items| TransactGetItemsInput { transact_items, return_consumed_capacity: TOTAL };
    let found = call(&engine, read(vec![get(ITEMS)])).unwrap();
    assert!(found.responses[0].is_some());
    assert_eq!(found.consumed_capacity[0].table_name, ITEMS);
    refused(call(&engine, read(vec![get("items"), get(ITEMS)])), twice);
}

#[test]
fn other_resources_regions_and_accounts_are_refused() {
    let engine = engine();
    put(&engine, key("a", "1"));
    let code = |table: &str| {
        let input = GetItemInput { table_name: table.into(), key: key("a", "1"), ..GetItemInput::default() };
        let code = call(&engine, input).unwrap_err().code;
        let input = BatchWriteItemInput {
            request_items: [(table.to_owned(), vec![WriteRequest::Delete(key("a", "1"))])].into(),
            ..BatchWriteItemInput::default()
        };
        assert_eq!(call(&engine, input).unwrap_err().code, code, "{table}");
        let input = DescribeTableInput { table_name: table.into() };
        assert_eq!(call(&engine, input).unwrap_err().code, code, "{table}");
        code
    };
    for malformed in [
        "arn:aws:dynamodb:us-east-1:000000000000:table/items/index/gsi",
        "arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/1",
        "arn:aws:dynamodb:us-east-1:000000000000:table/it",
        "arn:aws:dynamodb:us-east-1:000000000000:items",
        "arn:aws:s3:::items",
        "arn:",
    ] {
        assert_eq!(code(malformed), ErrorCode::Validation, "{malformed}");
    }
    assert_eq!(
        code("arn:aws:dynamodb:eu-west-1:000000000000:table/items"),
        ErrorCode::ResourceNotFound,
        "another Region has other tables"
    );
    assert_eq!(
        code("arn:aws:dynamodb:us-east-1:123456789012:table/items"),
        ErrorCode::Other("AccessDeniedException".to_owned())
    );
    assert_eq!(code("arn:aws:dynamodb:us-east-1:000000000000:table/none"), ErrorCode::ResourceNotFound);
    assert!(get(&engine, "a", "1").is_some());
}

#[test]
fn a_fault_on_a_table_strikes_under_either_name() {
    let mock = Mock::new();
    call(mock.engine(), definition()).unwrap();
    let faults = Faults::new(mock).rule(Rule::new(Fault::Throttling).table("items"));
    let input = GetItemInput { table_name: ITEMS.into(), key: key("a", "1"), ..GetItemInput::default() };
    let answer =
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(faults.call(input.into()));
    assert!(answer.unwrap_err().to_string().starts_with("ThrottlingException"));
}
