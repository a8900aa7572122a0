//! The sizes of item collections.

use std::collections::BTreeMap;

use dynamo_mock::Engine;
use dynamo_model::api::{
    BatchWriteItemInput, BillingMode, ConditionCheck, CreateTableInput, Delete, DeleteItemInput,
    ItemCollectionMetrics, Put, PutItemInput, ReturnItemCollectionMetrics, TransactWriteItem,
    TransactWriteItemsInput, UpdateItemInput, WriteRequest,
};

use crate::fixture::{call, definitions, engine, item, key, key_schema, s};

const SIZE: Option<ReturnItemCollectionMetrics> = Some(ReturnItemCollectionMetrics::Size);

/// What is said of a small collection.
fn small(pk: &str) -> ItemCollectionMetrics {
    ItemCollectionMetrics {
        item_collection_key: item(&[("pk", s(pk))]),
        size_estimate_range_gb: vec![0.0, 1.0],
    }
}

/// The table `items`, which has a local index, and the table `plain`, which has none.
fn two_tables() -> Engine {
    let engine = engine();
    let definition = CreateTableInput {
        table_name: "plain".into(),
        attribute_definitions: definitions("pk:S sk:S"),
        key_schema: key_schema("pk/sk"),
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    };
    call(&engine, definition).unwrap();
    engine
}

fn put(table: &str, wanted: Option<ReturnItemCollectionMetrics>) -> PutItemInput {
    PutItemInput {
        table_name: table.into(),
        item: key("a", "1"),
        return_item_collection_metrics: wanted,
        ..PutItemInput::default()
    }
}

#[test]
fn a_write_says_how_large_the_collection_of_its_item_is() {
    let engine = two_tables();
    assert_eq!(call(&engine, put("items", SIZE)).unwrap().item_collection_metrics, Some(small("a")));
    let update = UpdateItemInput {
        table_name: "items".into(),
        key: key("b", "1"),
        return_item_collection_metrics: SIZE,
        ..UpdateItemInput::default()
    };
    assert_eq!(call(&engine, update).unwrap().item_collection_metrics, Some(small("b")));
    let delete = DeleteItemInput {
        table_name: "items".into(),
        key: key("c", "absent"),
        return_item_collection_metrics: SIZE,
        ..DeleteItemInput::default()
    };
    assert_eq!(call(&engine, delete).unwrap().item_collection_metrics, Some(small("c")));
}

#[test]
fn nothing_is_said_unasked_or_of_a_table_without_local_indexes() {
    let engine = two_tables();
    for input in
        [put("items", None), put("items", Some(ReturnItemCollectionMetrics::None)), put("plain", SIZE)]
    {
        assert_eq!(call(&engine, input).unwrap().item_collection_metrics, None);
    }
}

#[test]
fn a_batch_names_each_collection_once() {
    let engine = two_tables();
    let put = |pk: &str, sk: &str| WriteRequest::Put(key(pk, sk));
    let input = BatchWriteItemInput {
        request_items: BTreeMap::from([
            ("items".to_owned(), vec![put("b", "1"), put("a", "1"), put("b", "2")]),
            ("plain".to_owned(), vec![put("b", "1")]),
        ]),
        return_item_collection_metrics: SIZE,
        ..BatchWriteItemInput::default()
    };
    let mut unasked = input.clone();
    unasked.return_item_collection_metrics = None;
    let expected = BTreeMap::from([("items".to_owned(), vec![small("b"), small("a")])]);
    assert_eq!(call(&engine, input).unwrap().item_collection_metrics, expected);
    assert!(call(&engine, unasked).unwrap().item_collection_metrics.is_empty());
}

#[test]
fn a_transaction_names_the_collections_that_it_writes_to() {
    let engine = two_tables();
    let put = |table: &str, pk: &str| {
        TransactWriteItem::Put(Put { table_name: table.into(), item: key(pk, "1"), ..Put::default() })
    };
    let delete = Delete { table_name: "items".into(), key: key("a", "2"), ..Delete::default() };
    let check = ConditionCheck {
        table_name: "items".into(),
        key: key("c", "1"),
        condition_expression: "attribute_not_exists(pk)".to_owned(),
        ..ConditionCheck::default()
    };
    let transact_items = vec![
        put("items", "b"),
        put("items", "a"),
        put("plain", "a"),
        TransactWriteItem::Delete(delete),
        TransactWriteItem::ConditionCheck(check),
    ];
    let input = TransactWriteItemsInput {
        transact_items,
        client_request_token: Some("once".to_owned()),
        return_item_collection_metrics: SIZE,
        ..TransactWriteItemsInput::default()
    };
    let expected = BTreeMap::from([("items".to_owned(), vec![small("b"), small("a")])]);
    assert_eq!(call(&engine, input.clone()).unwrap().item_collection_metrics, expected);
    let replayed = call(&engine, input).unwrap();
    assert!(replayed.item_collection_metrics.is_empty(), "a replay writes nothing");
}
