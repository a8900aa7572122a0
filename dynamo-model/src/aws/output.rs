//! The parts of an answer that several actions share, out of the SDK's types.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::types::{self, AttributeValue as SdkValue};

use super::error::unreadable;
use super::vector;
use crate::api::{Capacity, ConsumedCapacity, ItemCollectionMetrics, ReturnedItem};
use crate::{BackendError, Item};

type SdkItem = HashMap<String, SdkValue>;

/// A map of attributes: an item, or a key.
pub(super) fn item(item: SdkItem) -> Result<Item, BackendError> {
    Item::try_from(item).map_err(unreadable)
}

/// A map of attributes that may be absent.
pub(super) fn optional_item(absent_or: Option<SdkItem>) -> Result<Option<Item>, BackendError> {
    absent_or.map(item).transpose()
}

/// An item that the caller asked for.
pub(super) fn returned(absent_or: Option<SdkItem>) -> Result<Option<ReturnedItem>, BackendError> {
    Ok(optional_item(absent_or)?.map(ReturnedItem::from))
}

/// The items that the caller asked for.
pub(super) fn all_returned(items: Vec<SdkItem>) -> Result<Vec<ReturnedItem>, BackendError> {
    items.into_iter().map(|one| item(one).map(ReturnedItem::from)).collect()
}

pub(super) fn consumed_capacity(consumed: types::ConsumedCapacity) -> ConsumedCapacity {
    ConsumedCapacity {
        table_name: consumed.table_name.unwrap_or_default(),
        capacity_units: consumed.capacity_units.unwrap_or_default(),
        read_capacity_units: consumed.read_capacity_units,
        write_capacity_units: consumed.write_capacity_units,
        table: consumed.table.map(capacity),
        local_secondary_indexes: per_index(consumed.local_secondary_indexes),
        global_secondary_indexes: per_index(consumed.global_secondary_indexes),
        vector_indexes: vector::per_index(consumed.vector_indexes),
    }
}

/// The size of an item's collection.
pub(super) fn metrics(
    found: Option<types::ItemCollectionMetrics>,
) -> Result<Option<ItemCollectionMetrics>, BackendError> {
    found.map(collection).transpose()
}

/// The sizes of collections of an action that reports them per table.
pub(super) fn metrics_per_table(
    found: Option<HashMap<String, Vec<types::ItemCollectionMetrics>>>,
) -> Result<BTreeMap<String, Vec<ItemCollectionMetrics>>, BackendError> {
    let of_table = |(table, found): (String, Vec<_>)| {
        Ok((table, found.into_iter().map(collection).collect::<Result<_, BackendError>>()?))
    };
    found.unwrap_or_default().into_iter().map(of_table).collect()
}

fn collection(found: types::ItemCollectionMetrics) -> Result<ItemCollectionMetrics, BackendError> {
    Ok(ItemCollectionMetrics {
        item_collection_key: item(found.item_collection_key.unwrap_or_default())?,
        size_estimate_range_gb: found.size_estimate_range_gb.unwrap_or_default(),
    })
}

/// The capacity of an action that reports one entry per table.
pub(super) fn per_table(consumed: Option<Vec<types::ConsumedCapacity>>) -> Vec<ConsumedCapacity> {
    consumed.unwrap_or_default().into_iter().map(consumed_capacity).collect()
}

fn per_index(consumed: Option<HashMap<String, types::Capacity>>) -> BTreeMap<String, Capacity> {
    consumed.unwrap_or_default().into_iter().map(|(index, used)| (index, capacity(used))).collect()
}

fn capacity(used: types::Capacity) -> Capacity {
    Capacity {
        capacity_units: used.capacity_units.unwrap_or_default(),
        read_capacity_units: used.read_capacity_units,
        write_capacity_units: used.write_capacity_units,
    }
}
