//! Values as the SDK's types. They are shared with the engine, so that they are read and not taken.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::{self, AttributeValue as SdkValue};
use dynamo_model::api::{Capacity, ConsumedCapacity, ItemCollectionMetrics, ReturnedItem, VectorCapacity};
use dynamo_model::{AttributeValue, Item};

pub(super) fn value(value: &AttributeValue) -> SdkValue {
    match value {
        AttributeValue::S(text) => SdkValue::S(text.clone()),
        AttributeValue::N(number) => SdkValue::N(number.to_string()),
        AttributeValue::B(bytes) => SdkValue::B(Blob::new(bytes.clone())),
        AttributeValue::Bool(truth) => SdkValue::Bool(*truth),
        AttributeValue::Null => SdkValue::Null(true),
        AttributeValue::L(values) => SdkValue::L(values.iter().map(self::value).collect()),
        AttributeValue::M(map) => SdkValue::M(item(map)),
        AttributeValue::Ss(set) => SdkValue::Ss(set.iter().cloned().collect()),
        AttributeValue::Ns(set) => SdkValue::Ns(set.iter().map(ToString::to_string).collect()),
        AttributeValue::Bs(set) => SdkValue::Bs(set.iter().cloned().map(Blob::new).collect()),
    }
}

pub(super) fn item(item: &Item) -> HashMap<String, SdkValue> {
    item.iter().map(|(name, one)| ((**name).to_owned(), value(one))).collect()
}

pub(super) fn optional_item(absent_or: Option<&Item>) -> Option<HashMap<String, SdkValue>> {
    absent_or.map(item)
}

pub(super) fn returned(absent_or: Option<&ReturnedItem>) -> Option<HashMap<String, SdkValue>> {
    absent_or.map(|one| item(one.as_item()))
}

pub(super) fn consumed_capacity(consumed: &ConsumedCapacity) -> types::ConsumedCapacity {
    let ConsumedCapacity {
        table_name,
        capacity_units,
        read_capacity_units,
        write_capacity_units,
        table,
        local_secondary_indexes,
        global_secondary_indexes,
        vector_indexes,
    } = consumed;
    types::ConsumedCapacity::builder()
        .table_name(table_name)
        .capacity_units(*capacity_units)
        .set_read_capacity_units(*read_capacity_units)
        .set_write_capacity_units(*write_capacity_units)
        .set_table(table.as_ref().map(capacity))
        .set_local_secondary_indexes(per_index(local_secondary_indexes))
        .set_global_secondary_indexes(per_index(global_secondary_indexes))
        .set_vector_indexes(per_vector_index(vector_indexes))
        .build()
}

pub(super) fn collection(found: &ItemCollectionMetrics) -> types::ItemCollectionMetrics {
    let ItemCollectionMetrics { item_collection_key, size_estimate_range_gb } = found;
    types::ItemCollectionMetrics::builder()
        .set_item_collection_key(Some(item(item_collection_key)))
        .set_size_estimate_range_gb(Some(size_estimate_range_gb.clone()))
        .build()
}

/// An answer without indexes lacks the member.
fn per_index(indexes: &BTreeMap<String, Capacity>) -> Option<HashMap<String, types::Capacity>> {
    let indexes = indexes.iter().map(|(name, used)| (name.clone(), capacity(used)));
    Some(indexes.collect()).filter(|indexes: &HashMap<_, _>| !indexes.is_empty())
}

fn per_vector_index(
    indexes: &BTreeMap<String, VectorCapacity>,
) -> Option<HashMap<String, types::VectorCapacity>> {
    let capacity = |used: &VectorCapacity| {
        let VectorCapacity { vector_search_request_bytes, vector_write_request_bytes } = used;
        types::VectorCapacity::builder()
            .set_vector_search_request_bytes(*vector_search_request_bytes)
            .set_vector_write_request_bytes(*vector_write_request_bytes)
            .build()
    };
    let indexes = indexes.iter().map(|(name, used)| (name.clone(), capacity(used)));
    Some(indexes.collect()).filter(|indexes: &HashMap<_, _>| !indexes.is_empty())
}

fn capacity(used: &Capacity) -> types::Capacity {
    let Capacity { capacity_units, read_capacity_units, write_capacity_units } = used;
    types::Capacity::builder()
        .capacity_units(*capacity_units)
        .set_read_capacity_units(*read_capacity_units)
        .set_write_capacity_units(*write_capacity_units)
        .build()
}
