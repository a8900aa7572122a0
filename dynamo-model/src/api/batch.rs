//! BatchGetItem and BatchWriteItem.

use std::collections::BTreeMap;

use super::{
    ConsumedCapacity, ExpressionAttributeNames, ItemCollectionMetrics, ReturnConsumedCapacity,
    ReturnItemCollectionMetrics, ReturnedItem,
};
use crate::Item;

/// The keys to read from one table, and what to read of each item.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeysAndAttributes {
    /// The primary keys.
    pub keys: Vec<Item>,
    /// Which attributes to return; all when absent.
    pub projection_expression: Option<String>,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// Whether the reads must see every write that was acknowledged before them.
    pub consistent_read: Option<bool>,
    /// Which attributes to return, without an expression.
    pub attributes_to_get: Option<Vec<String>>,
}

/// The input of `BatchGetItem`: at most 100 keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BatchGetItemInput {
    /// The keys per table.
    pub request_items: BTreeMap<String, KeysAndAttributes>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
}

/// The output of `BatchGetItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BatchGetItemOutput {
    /// The items found per table, in no particular order.
    pub responses: BTreeMap<String, Vec<ReturnedItem>>,
    /// What was not read; to be asked for again.
    pub unprocessed_keys: BTreeMap<String, KeysAndAttributes>,
    /// The capacity used per table, on request.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}

/// One write of a batch.
#[derive(Debug, Clone, PartialEq)]
pub enum WriteRequest {
    /// Put the whole item.
    Put(Item),
    /// Delete the item with this primary key.
    Delete(Item),
}

/// The input of `BatchWriteItem`: at most 25 writes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BatchWriteItemInput {
    /// The writes per table.
    pub request_items: BTreeMap<String, Vec<WriteRequest>>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Whether to report on the items' collections.
    pub return_item_collection_metrics: Option<ReturnItemCollectionMetrics>,
}

/// The output of `BatchWriteItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct BatchWriteItemOutput {
    /// What was not written; to be sent again.
    pub unprocessed_items: BTreeMap<String, Vec<WriteRequest>>,
    /// The capacity used per table, on request.
    pub consumed_capacity: Vec<ConsumedCapacity>,
    /// The sizes of the items' collections per table, on request.
    pub item_collection_metrics: BTreeMap<String, Vec<ItemCollectionMetrics>>,
}
