//! TransactGetItems and TransactWriteItems.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    ConsumedCapacity, ExpressionAttributeNames, ItemCollectionMetrics, ReturnConsumedCapacity,
    ReturnItemCollectionMetrics, ReturnValuesOnConditionCheckFailure, ReturnedItem,
};
use crate::Item;

/// One read of a transaction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Get {
    /// The table.
    pub table_name: Arc<str>,
    /// The primary key.
    pub key: Item,
    /// Which attributes to return; all when absent.
    pub projection_expression: Option<String>,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
}

/// The input of `TransactGetItems`: at most 100 reads.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransactGetItemsInput {
    /// The reads.
    pub transact_items: Vec<Get>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
}

/// The output of `TransactGetItems`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransactGetItemsOutput {
    /// One entry per read, in their order; `None` where there is no item.
    pub responses: Vec<Option<ReturnedItem>>,
    /// The capacity used per table, on request.
    pub consumed_capacity: Vec<ConsumedCapacity>,
}

/// A put in a transaction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Put {
    /// The table.
    pub table_name: Arc<str>,
    /// The whole item.
    pub item: Item,
    /// What must hold of the item that is there.
    pub condition_expression: Option<String>,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expression's placeholders.
    pub expression_attribute_values: Item,
    /// Whether a failed condition returns the item.
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
}

/// An update in a transaction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Update {
    /// The table.
    pub table_name: Arc<str>,
    /// The primary key.
    pub key: Item,
    /// What to change.
    pub update_expression: String,
    /// What must hold of the item that is there.
    pub condition_expression: Option<String>,
    /// The names behind the expressions' placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expressions' placeholders.
    pub expression_attribute_values: Item,
    /// Whether a failed condition returns the item.
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
}

/// A delete in a transaction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Delete {
    /// The table.
    pub table_name: Arc<str>,
    /// The primary key.
    pub key: Item,
    /// What must hold of the item that is there.
    pub condition_expression: Option<String>,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expression's placeholders.
    pub expression_attribute_values: Item,
    /// Whether a failed condition returns the item.
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
}

/// A condition on an item that the transaction does not write.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConditionCheck {
    /// The table.
    pub table_name: Arc<str>,
    /// The primary key.
    pub key: Item,
    /// What must hold of the item.
    pub condition_expression: String,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expression's placeholders.
    pub expression_attribute_values: Item,
    /// Whether a failed condition returns the item.
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
}

/// One action of a write transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum TransactWriteItem {
    /// Check a condition only.
    ConditionCheck(ConditionCheck),
    /// Put a whole item.
    Put(Put),
    /// Delete an item.
    Delete(Delete),
    /// Update an item.
    Update(Update),
}

impl TransactWriteItem {
    /// The table of the action's item.
    pub const fn table_name(&self) -> &Arc<str> {
        match self {
            Self::ConditionCheck(check) => &check.table_name,
            Self::Put(put) => &put.table_name,
            Self::Delete(delete) => &delete.table_name,
            Self::Update(update) => &update.table_name,
        }
    }
}

/// The input of `TransactWriteItems`: at most 100 actions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransactWriteItemsInput {
    /// The actions.
    pub transact_items: Vec<TransactWriteItem>,
    /// Makes the call idempotent for ten minutes; 1 to 36 characters.
    pub client_request_token: Option<String>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Whether to report on the items' collections.
    pub return_item_collection_metrics: Option<ReturnItemCollectionMetrics>,
}

/// The output of `TransactWriteItems`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TransactWriteItemsOutput {
    /// The capacity used per table, on request.
    pub consumed_capacity: Vec<ConsumedCapacity>,
    /// The sizes of the items' collections per table, on request.
    pub item_collection_metrics: BTreeMap<String, Vec<ItemCollectionMetrics>>,
}
