//! The parts of a request that several actions share, as the SDK's types.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{self, AttributeValue as SdkValue};

use crate::Item;
use crate::api::{
    ExpressionAttributeNames, ReturnConsumedCapacity, ReturnItemCollectionMetrics, ReturnValues,
    ReturnValuesOnConditionCheckFailure, Select,
};

/// `ExpressionAttributeNames`. DynamoDB refuses an empty map, so it is left out.
pub(super) fn names(names: ExpressionAttributeNames) -> Option<HashMap<String, String>> {
    let pairs = names.into_iter().map(|(placeholder, name)| (placeholder.into_owned(), name.into_owned()));
    Some(pairs.collect()).filter(|names: &HashMap<_, _>| !names.is_empty())
}

/// `ExpressionAttributeValues`. DynamoDB refuses an empty map, so it is left out.
pub(super) fn values(values: Item) -> Option<HashMap<String, SdkValue>> {
    (!values.is_empty()).then(|| values.into())
}

/// A list that DynamoDB refuses when it is empty, so it is left out.
pub(super) fn unless_empty<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

pub(super) const fn consumed_capacity(wanted: ReturnConsumedCapacity) -> types::ReturnConsumedCapacity {
    match wanted {
        ReturnConsumedCapacity::Indexes => types::ReturnConsumedCapacity::Indexes,
        ReturnConsumedCapacity::Total => types::ReturnConsumedCapacity::Total,
        ReturnConsumedCapacity::None => types::ReturnConsumedCapacity::None,
    }
}

pub(super) const fn metrics(wanted: ReturnItemCollectionMetrics) -> types::ReturnItemCollectionMetrics {
    match wanted {
        ReturnItemCollectionMetrics::Size => types::ReturnItemCollectionMetrics::Size,
        ReturnItemCollectionMetrics::None => types::ReturnItemCollectionMetrics::None,
    }
}

pub(super) const fn return_values(wanted: ReturnValues) -> types::ReturnValue {
    match wanted {
        ReturnValues::None => types::ReturnValue::None,
        ReturnValues::AllOld => types::ReturnValue::AllOld,
        ReturnValues::UpdatedOld => types::ReturnValue::UpdatedOld,
        ReturnValues::AllNew => types::ReturnValue::AllNew,
        ReturnValues::UpdatedNew => types::ReturnValue::UpdatedNew,
    }
}

pub(super) const fn on_failure(
    wanted: ReturnValuesOnConditionCheckFailure,
) -> types::ReturnValuesOnConditionCheckFailure {
    match wanted {
        ReturnValuesOnConditionCheckFailure::None => types::ReturnValuesOnConditionCheckFailure::None,
        ReturnValuesOnConditionCheckFailure::AllOld => types::ReturnValuesOnConditionCheckFailure::AllOld,
    }
}

pub(super) const fn select(wanted: Select) -> types::Select {
    match wanted {
        Select::AllAttributes => types::Select::AllAttributes,
        Select::AllProjectedAttributes => types::Select::AllProjectedAttributes,
        Select::SpecificAttributes => types::Select::SpecificAttributes,
        Select::Count => types::Select::Count,
    }
}
