//! The errors of vector indexes and SearchVectors.

use dynamo_model::api::ServiceError;

use super::invalid;

pub(crate) fn vectors_on_demand() -> ServiceError {
    invalid("Vector indexes are only supported for PAY_PER_REQUEST tables")
}

pub(crate) fn vectors_stay_on_demand() -> ServiceError {
    invalid("Tables with vector indexes must be in PAY_PER_REQUEST mode")
}

pub(crate) fn dimensions_out_of_range() -> ServiceError {
    invalid("Number of dimensions must be between 1 and 4096 inclusive.")
}

pub(crate) fn undefined_search_attribute() -> ServiceError {
    invalid("One element in SearchSchema is not defined in attribute definitions")
}

pub(crate) fn several_search_keys(count: usize) -> ServiceError {
    invalid(format!(
        "Value '{count}' at 'SearchSchema' failed to satisfy constraint: Member must have HASH count less than or \
         equal to 1"
    ))
}

pub(crate) fn repeated_search_attribute() -> ServiceError {
    invalid("SearchSchema contains a duplicate AttributeName")
}

pub(crate) fn too_many_vector_indexes() -> ServiceError {
    invalid("VectorIndex count exceeds the per-table limit of 5")
}

pub(crate) fn other_dimensions(attribute: &str) -> ServiceError {
    invalid(format!(
        "Conflicting attribute definition for '{attribute}'. All VectorIndexes on the same vector attribute must use \
         the same dimensions."
    ))
}

pub(crate) fn defined_vector_attribute(attribute: &str) -> ServiceError {
    invalid(format!(
        "Conflicting attribute definition for '{attribute}'. An attribute cannot be defined in AttributeDefinitions \
         when used as a VectorAttribute."
    ))
}

/// An index of vectors is not read in order.
pub(crate) fn not_for_vectors(action: &str) -> ServiceError {
    ServiceError::validation(format!("{action} operation not supported on this index type."))
}

const PARAMETER: &str = "One or more parameter values were invalid. ";

pub(crate) fn vector_type(attribute: &str, index: &str) -> ServiceError {
    ServiceError::validation(format!(
        "{PARAMETER}Invalid type for parameter {attribute}, Expected: 32-bit floating point number list \
         IndexName: {index}"
    ))
}

pub(crate) fn vector_length(attribute: &str, expected: usize, actual: usize, index: &str) -> ServiceError {
    ServiceError::validation(format!(
        "{PARAMETER}Invalid size for parameter {attribute}, Expected: {expected}, Actual: {actual} IndexName: {index}"
    ))
}

pub(crate) fn vector_element_type(
    attribute: &str,
    position: usize,
    actual: &str,
    index: &str,
) -> ServiceError {
    ServiceError::validation(format!(
        "{PARAMETER}Invalid type for parameter {attribute}[{position}], Expected: 32-bit floating point number, \
         Actual: {actual}. IndexName: {index}"
    ))
}

pub(crate) fn vector_element_range(
    attribute: &str,
    position: usize,
    value: &str,
    index: &str,
) -> ServiceError {
    ServiceError::validation(format!(
        "{PARAMETER}Invalid value for parameter {attribute}[{position}], Value: {value} is outside valid range \
         [-3.4028235E38, 3.4028235E38]. IndexName: {index}"
    ))
}

pub(crate) fn search_attribute_type(
    attribute: &str,
    expected: &str,
    actual: &str,
    index: &str,
) -> ServiceError {
    ServiceError::validation(format!(
        "{PARAMETER}Attribute '{attribute}' type mismatch. Expected: {expected}, Actual: {actual}. IndexName: {index}"
    ))
}

pub(crate) fn top_k(value: i32) -> ServiceError {
    ServiceError::validation(format!(
        "Provided TopK value '{value}' is out of valid range. The value must be between 1 and 100 inclusive"
    ))
}

pub(crate) fn search_vector() -> ServiceError {
    ServiceError::validation(
        "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point \
         number attribute",
    )
}

pub(crate) fn search_dimensions(given: usize, expected: usize) -> ServiceError {
    ServiceError::validation(format!(
        "Input search vector dimension {given} does not match vector index dimension {expected}"
    ))
}

pub(crate) fn search_comparator() -> ServiceError {
    ServiceError::validation(
        "Invalid SearchConditionExpression: Invalid comparator used in SearchConditionExpression",
    )
}

pub(crate) fn nested_search() -> ServiceError {
    ServiceError::validation(
        "Invalid SearchConditionExpression: SearchConditionExpression cannot have conditions on nested attributes",
    )
}

pub(crate) fn repeated_search_key() -> ServiceError {
    ServiceError::validation(
        "Invalid SearchConditionExpression: SearchConditionExpression must only contain one condition per attribute",
    )
}

pub(crate) fn foreign_search_attribute(attribute: &str) -> ServiceError {
    ServiceError::validation(format!(
        "SearchConditionExpression must not contain any attributes that is not in SearchSchema. \
         Invalid attribute: {attribute}"
    ))
}

pub(crate) fn search_key_missing() -> ServiceError {
    ServiceError::validation("SearchConditionExpression must be provided when SearchSchema has a HASH key")
}

pub(crate) fn search_key_type(attribute: &str, actual: &str, expected: &str) -> ServiceError {
    ServiceError::validation(format!(
        "Type of '{attribute}' attribute in SearchConditionExpression ({actual}) does not match type in search \
         schema ({expected})"
    ))
}
