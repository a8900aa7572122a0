//! The sizes of item collections.

use crate::Item;

/// Whether a write reports on the item collections that it affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnItemCollectionMetrics {
    /// Their sizes.
    Size,
    /// Nothing.
    None,
}

/// How large an item collection is: the items with one partition key, in the table and in its local indexes.
///
/// Only tables with local indexes have them, because only there a collection is bounded (10 GB). See
/// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ItemCollectionMetrics.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ItemCollectionMetrics {
    /// The partition key.
    pub item_collection_key: Item,
    /// At least and at most so many gigabytes.
    pub size_estimate_range_gb: Vec<f64>,
}
