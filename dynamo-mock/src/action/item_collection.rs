//! The sizes of item collections, which writes report on request.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections>.

use std::collections::BTreeMap;

use dynamo_model::Item;
use dynamo_model::api::{ItemCollectionMetrics, ReturnItemCollectionMetrics};

use crate::storage::{KeyRange, Scope, Table};

const GIGABYTE: usize = 1 << 30;

/// The size of the collection of an item with a key; `None` unless it is asked for and the table has local indexes.
pub(super) fn metrics(
    table: &Table,
    key: &Item,
    wanted: Option<ReturnItemCollectionMetrics>,
) -> Option<ItemCollectionMetrics> {
    if wanted != Some(ReturnItemCollectionMetrics::Size) {
        return None;
    }
    table.indexes_of(Scope::Local).next()?;
    let range = KeyRange::of_prefix(table.key.partition_of(key)?);
    // A local index has the table's partition key, so that the same range is the collection in each tree.
    let trees = table.indexes_of(Scope::Local).map(|index| &index.entries).chain([&table.items]);
    let bytes: usize = trees.flat_map(|tree| tree.walk(&range, true)).map(|(_, entry)| entry.size).sum();
    let least = (bytes / GIGABYTE) as f64;
    let mut item_collection_key = Item::new();
    table.key.project_partition(key, &mut item_collection_key);
    Some(ItemCollectionMetrics { item_collection_key, size_estimate_range_gb: vec![least, least + 1.0] })
}

/// The sizes of the collections that several writes affect, each once, in the order in which they come first.
#[derive(Default)]
pub(super) struct Collections {
    keys: BTreeMap<String, Vec<Item>>,
}

impl Collections {
    /// Takes note of a write to an item with a key.
    pub(super) fn note(&mut self, table: &Table, key: &Item) {
        let mut partition = Item::new();
        table.key.project_partition(key, &mut partition);
        let keys = self.keys.entry(table.name.to_string()).or_default();
        if !keys.contains(&partition) {
            keys.push(partition);
        }
    }

    /// The sizes of a table's collections, when all is written.
    pub(super) fn of(&self, table: &Table) -> Option<(String, Vec<ItemCollectionMetrics>)> {
        let keys = self.keys.get(&*table.name)?;
        let size = Some(ReturnItemCollectionMetrics::Size);
        let sizes: Vec<_> = keys.iter().filter_map(|key| metrics(table, key, size)).collect();
        (!sizes.is_empty()).then(|| (table.name.to_string(), sizes))
    }
}
