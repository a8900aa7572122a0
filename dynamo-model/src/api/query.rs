//! Query and Scan.

use std::sync::Arc;

use super::{
    ConditionalOperator, Conditions, ConsumedCapacity, ExpressionAttributeNames, ReturnConsumedCapacity,
    ReturnedItem,
};
use crate::Item;

/// What a Query or Scan returns of each item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Select {
    /// Every attribute of the item, fetched from the table where a local index lacks it.
    AllAttributes,
    /// The attributes that the index projects.
    AllProjectedAttributes,
    /// The attributes of the projection expression.
    SpecificAttributes,
    /// Only how many items there are.
    Count,
}

/// The input of `Query`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueryInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The index, when not the table itself is read.
    pub index_name: Option<String>,
    /// Which partition, and which part of it.
    pub key_condition_expression: Option<String>,
    /// Which of the items read are returned.
    pub filter_expression: Option<String>,
    /// Which attributes to return.
    pub projection_expression: Option<String>,
    /// The names behind the expressions' placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expressions' placeholders, under `:name`.
    pub expression_attribute_values: Item,
    /// The key after which to start.
    pub exclusive_start_key: Option<Item>,
    /// How many items to evaluate at most, before the filter.
    pub limit: Option<i32>,
    /// `false` reads from the end; forward when absent.
    pub scan_index_forward: Option<bool>,
    /// Whether the read must see every write that was acknowledged before it.
    pub consistent_read: Option<bool>,
    /// What to return of each item.
    pub select: Option<Select>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Which items to evaluate, without an expression.
    pub key_conditions: Option<Conditions>,
    /// Which of the items read are returned, without an expression.
    pub query_filter: Option<Conditions>,
    /// How those are joined.
    pub conditional_operator: Option<ConditionalOperator>,
    /// Which attributes to return, without an expression.
    pub attributes_to_get: Option<Vec<String>>,
}

/// The output of `Query`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QueryOutput {
    /// The items, in key order; empty with `Select::Count`.
    pub items: Vec<ReturnedItem>,
    /// How many items passed the filter.
    pub count: i32,
    /// How many items were evaluated.
    pub scanned_count: i32,
    /// The key after which the next page starts; absent at the end.
    pub last_evaluated_key: Option<Item>,
    /// The capacity used, on request.
    pub consumed_capacity: Option<ConsumedCapacity>,
}

/// The input of `Scan`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScanInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The index, when not the table itself is read.
    pub index_name: Option<String>,
    /// Which of the items read are returned.
    pub filter_expression: Option<String>,
    /// Which attributes to return.
    pub projection_expression: Option<String>,
    /// The names behind the expressions' placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expressions' placeholders, under `:name`.
    pub expression_attribute_values: Item,
    /// The key after which to start.
    pub exclusive_start_key: Option<Item>,
    /// How many items to evaluate at most, before the filter.
    pub limit: Option<i32>,
    /// Which of `total_segments` to read, from 0.
    pub segment: Option<i32>,
    /// Into how many segments the scan is divided.
    pub total_segments: Option<i32>,
    /// Whether the read must see every write that was acknowledged before it.
    pub consistent_read: Option<bool>,
    /// What to return of each item.
    pub select: Option<Select>,
    /// Which capacity to report.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
    /// Which of the items read are returned, without an expression.
    pub scan_filter: Option<Conditions>,
    /// How those are joined.
    pub conditional_operator: Option<ConditionalOperator>,
    /// Which attributes to return, without an expression.
    pub attributes_to_get: Option<Vec<String>>,
}

/// The output of `Scan`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScanOutput {
    /// The items; empty with `Select::Count`.
    pub items: Vec<ReturnedItem>,
    /// How many items passed the filter.
    pub count: i32,
    /// How many items were evaluated.
    pub scanned_count: i32,
    /// The key after which the next page starts; absent at the end.
    pub last_evaluated_key: Option<Item>,
    /// The capacity used, on request.
    pub consumed_capacity: Option<ConsumedCapacity>,
}
