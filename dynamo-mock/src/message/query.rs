//! The errors of Query and Scan.

use dynamo_model::api::ServiceError;

use super::{detected, invalid};

pub(crate) fn no_key_condition() -> ServiceError {
    ServiceError::validation(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    )
}

pub(crate) fn key_condition_operator(operator: &str) -> ServiceError {
    ServiceError::validation(format!("Invalid operator used in KeyConditionExpression: {operator}"))
}

pub(crate) fn key_condition(what: &str) -> ServiceError {
    ServiceError::validation(format!("Invalid condition in KeyConditionExpression: {what}"))
}

pub(crate) fn key_condition_rule(what: &str) -> ServiceError {
    ServiceError::validation(format!("Invalid KeyConditionExpression: KeyConditionExpressions {what}"))
}

pub(crate) fn nested_key_condition() -> ServiceError {
    ServiceError::validation("KeyConditionExpressions cannot contain nested operations")
}

pub(crate) fn partition_without_equality(names: &[&str]) -> ServiceError {
    ServiceError::validation(format!(
        "HASH key attributes {} must have equality conditions specified in the query",
        names.join(", ")
    ))
}

pub(crate) fn sort_key_gap(names: &[&str], present: &str) -> ServiceError {
    ServiceError::validation(format!(
        "RANGE key attributes {} must have equality conditions specified in the query because a condition is \
         present on key attribute {present}",
        names.join(", ")
    ))
}

pub(crate) fn too_many_key_conditions(found: usize, keys: usize) -> ServiceError {
    ServiceError::validation(format!(
        "The number of query conditions ({found}) exceeds the number of key attributes defined in the schema ({keys})"
    ))
}

pub(crate) fn missing_key_condition(name: &str) -> ServiceError {
    ServiceError::validation(format!("Query condition missed key schema element: {name}"))
}

pub(crate) fn unsupported_key_condition() -> ServiceError {
    ServiceError::validation("Query key condition not supported")
}

pub(crate) fn key_condition_type() -> ServiceError {
    invalid("Condition parameter type does not match schema type")
}

pub(crate) fn filter_on_key(name: &str) -> ServiceError {
    ServiceError::validation(format!(
        "Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}"
    ))
}

pub(crate) fn select(what: &str) -> ServiceError {
    detected(ServiceError::validation(what))
}

pub(crate) fn all_attributes_of_index(index: &str) -> ServiceError {
    invalid(format!(
        "Select type ALL_ATTRIBUTES is not supported for global secondary index {index} because its projection \
         type is not ALL"
    ))
}

pub(crate) fn not_projected(index: &str, names: &[&str]) -> ServiceError {
    invalid(format!("Global secondary index {index} does not project [{}]", names.join(", ")))
}

pub(crate) fn filter_not_projected(index: &str, names: &[&str]) -> ServiceError {
    invalid(format!(
        "Secondary index {index} does not project one or more filter attributes: [{}]",
        names.join(", ")
    ))
}

pub(crate) fn consistent_index_read() -> ServiceError {
    ServiceError::validation("Consistent reads are not supported on global secondary indexes")
}

pub(crate) fn start_key_invalid() -> ServiceError {
    ServiceError::validation("The provided starting key is invalid")
}

pub(crate) fn start_key_outside_query() -> ServiceError {
    ServiceError::validation(
        "The provided starting key is outside query boundaries based on provided conditions",
    )
}

pub(crate) fn start_key_outside_range() -> ServiceError {
    ServiceError::validation("The provided starting key does not match the range key predicate")
}

pub(crate) fn start_key_outside_segment() -> ServiceError {
    ServiceError::validation("Exclusive start key must lie within the segment")
}

pub(crate) fn segment_without_total() -> ServiceError {
    ServiceError::validation(
        "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
    )
}

pub(crate) fn total_without_segment() -> ServiceError {
    ServiceError::validation(
        "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
    )
}

pub(crate) fn segment_out_of_range() -> ServiceError {
    ServiceError::validation(
        "The Segment parameter is zero-based and must be less than parameter TotalSegments",
    )
}
