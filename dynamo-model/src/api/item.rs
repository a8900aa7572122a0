//! GetItem, PutItem, UpdateItem and DeleteItem.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{
    AttributeValueUpdate, ConditionalOperator, ConsumedCapacity, ExpectedAttributeValue,
    ExpressionAttributeNames, ItemCollectionMetrics, ReturnConsumedCapacity, ReturnItemCollectionMetrics,
    ReturnedItem,
};
use crate::Item;

/// Which attributes a write returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnValues {
    /// None.
    None,
    /// The item as it was.
    AllOld,
    /// The updated attributes as they were.
    UpdatedOld,
    /// The item as it is after the update.
    AllNew,
    /// The updated attributes as they are after the update.
    UpdatedNew,
}

/// Whether a failed condition returns the item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnValuesOnConditionCheckFailure {
    /// Return nothing.
    None,
    /// Return the item as it was.
    AllOld,
}

/// The input of `GetItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetItemInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The primary key.
    pub key: Item,
    /// Which attributes to return; all when absent.
    pub projection_expression: Option<String>,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// Whether the read must see every write that was acknowledged before it.
    pub consistent_read: Option<bool>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Which attributes to return, without an expression.
    pub attributes_to_get: Option<Vec<String>>,
}

/// The output of `GetItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetItemOutput {
    /// The item, when it exists.
    pub item: Option<ReturnedItem>,
    /// The capacity used, on request.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// The input of `PutItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PutItemInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The whole item.
    pub item: Item,
    /// What must hold of the item that is there.
    pub condition_expression: Option<String>,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expression's placeholders, under `:name`.
    pub expression_attribute_values: Item,
    /// `NONE` or `ALL_OLD`.
    pub return_values: Option<ReturnValues>,
    /// Whether a failed condition returns the item.
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Whether to report on the item's collection.
    pub return_item_collection_metrics: Option<ReturnItemCollectionMetrics>,
    /// What must hold of attributes, without an expression.
    pub expected: Option<BTreeMap<String, ExpectedAttributeValue>>,
    /// How that is joined.
    pub conditional_operator: Option<ConditionalOperator>,
}

/// The output of `PutItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PutItemOutput {
    /// The attributes that `return_values` asked for.
    pub attributes: Option<ReturnedItem>,
    /// The capacity used, on request.
    pub consumed_capacity: Option<ConsumedCapacity>,
    /// The size of the item's collection, on request.
    pub item_collection_metrics: Option<ItemCollectionMetrics>,
}

/// The input of `UpdateItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateItemInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The primary key.
    pub key: Item,
    /// What to change.
    pub update_expression: Option<String>,
    /// What must hold of the item that is there.
    pub condition_expression: Option<String>,
    /// The names behind the expressions' placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expressions' placeholders, under `:name`.
    pub expression_attribute_values: Item,
    /// Which attributes to return.
    pub return_values: Option<ReturnValues>,
    /// Whether a failed condition returns the item.
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Whether to report on the item's collection.
    pub return_item_collection_metrics: Option<ReturnItemCollectionMetrics>,
    /// What must hold of attributes, without an expression.
    pub expected: Option<BTreeMap<String, ExpectedAttributeValue>>,
    /// How that is joined.
    pub conditional_operator: Option<ConditionalOperator>,
    /// What to change, without an expression.
    pub attribute_updates: Option<BTreeMap<String, AttributeValueUpdate>>,
}

/// The output of `UpdateItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UpdateItemOutput {
    /// The attributes that `return_values` asked for.
    pub attributes: Option<ReturnedItem>,
    /// The capacity used, on request.
    pub consumed_capacity: Option<ConsumedCapacity>,
    /// The size of the item's collection, on request.
    pub item_collection_metrics: Option<ItemCollectionMetrics>,
}

/// The input of `DeleteItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeleteItemInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The primary key.
    pub key: Item,
    /// What must hold of the item that is there.
    pub condition_expression: Option<String>,
    /// The names behind the expression's placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expression's placeholders, under `:name`.
    pub expression_attribute_values: Item,
    /// `NONE` or `ALL_OLD`.
    pub return_values: Option<ReturnValues>,
    /// Whether a failed condition returns the item.
    pub return_values_on_condition_check_failure: Option<ReturnValuesOnConditionCheckFailure>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Whether to report on the item's collection.
    pub return_item_collection_metrics: Option<ReturnItemCollectionMetrics>,
    /// What must hold of attributes, without an expression.
    pub expected: Option<BTreeMap<String, ExpectedAttributeValue>>,
    /// How that is joined.
    pub conditional_operator: Option<ConditionalOperator>,
}

/// The output of `DeleteItem`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DeleteItemOutput {
    /// The attributes that `return_values` asked for.
    pub attributes: Option<ReturnedItem>,
    /// The capacity used, on request.
    pub consumed_capacity: Option<ConsumedCapacity>,
    /// The size of the item's collection, on request.
    pub item_collection_metrics: Option<ItemCollectionMetrics>,
}
