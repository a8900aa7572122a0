//! A table for the cases, and short ways to write items and requests.

use std::sync::Arc;
use std::time::Duration;

use dynamo_model::api::{
    AttributeDefinition, BillingMode, CreateTableInput, DescribeTableInput, ExpressionAttributeNames,
    GetItemInput, GlobalSecondaryIndex, IndexProjection, KeySchemaElement, KeyType, LocalSecondaryIndex,
    ProjectionType, PutItemInput, TableDescription, TableStatus,
};
use dynamo_model::{AttributeValue, Item};
use dynamo_schema::ScalarType;
use dynamo_tests::Case;

pub(crate) fn s(text: &str) -> AttributeValue {
    text.into()
}

pub(crate) fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.parse().expect("a number"))
}

pub(crate) fn item<const N: usize>(attributes: [(&'static str, AttributeValue); N]) -> Item {
    attributes.into_iter().collect()
}

pub(crate) fn key(pk: &str, sk: &str) -> Item {
    item([("pk", s(pk)), ("sk", s(sk))])
}

/// An order: in both indexes.
pub(crate) fn order(pk: &str, sk: &str, status: &str, total: &str) -> Item {
    item([
        ("note", s("fragile")),
        ("pk", s(pk)),
        ("secret", s("in no index")),
        ("sk", s(sk)),
        ("status", s(status)),
        ("total", n(total)),
    ])
}

pub(crate) fn names<const N: usize>(names: [(&'static str, &'static str); N]) -> ExpressionAttributeNames {
    names.into_iter().map(|(placeholder, name)| (placeholder.into(), name.into())).collect()
}

pub(crate) fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(crate) fn definition(name: &str, attribute_type: ScalarType) -> AttributeDefinition {
    AttributeDefinition { attribute_name: name.to_owned(), attribute_type }
}

pub(crate) fn key_schema(elements: &[(&str, KeyType)]) -> Vec<KeySchemaElement> {
    let element = |(name, key_type): &(&str, KeyType)| KeySchemaElement {
        attribute_name: (*name).to_owned(),
        key_type: *key_type,
    };
    elements.iter().map(element).collect()
}

/// Orders under `pk` and `sk`; by status and total across partitions; by total within a partition.
pub(crate) fn shop(table_name: Arc<str>) -> CreateTableInput {
    CreateTableInput {
        table_name,
        attribute_definitions: vec![
            definition("pk", ScalarType::S),
            definition("sk", ScalarType::S),
            definition("status", ScalarType::S),
            definition("total", ScalarType::N),
        ],
        key_schema: key_schema(&[("pk", KeyType::Hash), ("sk", KeyType::Range)]),
        global_secondary_indexes: vec![GlobalSecondaryIndex {
            index_name: "by_status".to_owned(),
            key_schema: key_schema(&[("status", KeyType::Hash), ("total", KeyType::Range)]),
            projection: IndexProjection {
                projection_type: Some(ProjectionType::Include),
                non_key_attributes: vec!["note".to_owned()],
            },
            provisioned_throughput: None,
        }],
        local_secondary_indexes: vec![LocalSecondaryIndex {
            index_name: "by_total".to_owned(),
            key_schema: key_schema(&[("pk", KeyType::Hash), ("total", KeyType::Range)]),
            projection: IndexProjection {
                projection_type: Some(ProjectionType::KeysOnly),
                non_key_attributes: Vec::new(),
            },
        }],
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    }
}

/// Creates a table and waits until it can be used.
pub(crate) async fn create(case: &Case, input: CreateTableInput) -> Arc<str> {
    let table_name = Arc::clone(&input.table_name);
    case.answer(input).await;
    active(case, &table_name).await;
    table_name
}

/// Waits until a table can be used, and describes it.
pub(crate) async fn active(case: &Case, table_name: &Arc<str>) -> TableDescription {
    for _ in 0..100 {
        let describe = DescribeTableInput { table_name: Arc::clone(table_name) };
        let table = case.answer(describe).await.table;
        if table.table_status == TableStatus::Active {
            return table;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{table_name} is not active after five seconds");
}

/// A shop of the case's own, with these items.
pub(crate) async fn shop_with<const N: usize>(case: &Case, items: [Item; N]) -> Arc<str> {
    let table = create(case, shop(case.table_name())).await;
    for item in items {
        put(case, &table, item).await;
    }
    table
}

pub(crate) async fn put(case: &Case, table: &Arc<str>, item: Item) {
    case.answer(PutItemInput { table_name: Arc::clone(table), item, ..PutItemInput::default() }).await;
}

/// The item as it is.
pub(crate) async fn stored(case: &Case, table: &Arc<str>, key: Item) -> Option<Item> {
    let get = GetItemInput {
        table_name: Arc::clone(table),
        key,
        consistent_read: Some(true),
        ..GetItemInput::default()
    };
    case.answer(get).await.item.map(|item| item.into_item())
}
