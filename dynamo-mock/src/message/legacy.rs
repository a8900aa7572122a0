//! The errors of the parameters that are older than expressions.

use dynamo_model::api::ServiceError;

use super::invalid;

pub(crate) fn both_kinds(older: &[String], expressions: &[String]) -> ServiceError {
    ServiceError::validation(format!(
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: \
         {{{}}} Expression parameters: {{{}}}",
        older.join(", "),
        expressions.join(", ")
    ))
}

pub(crate) fn nothing_to_join() -> ServiceError {
    ServiceError::validation("ConditionalOperator cannot be used without Filter or Expected")
}

pub(crate) fn one_to_join() -> ServiceError {
    ServiceError::validation(
        "ConditionalOperator can only be used when Filter or Expected has two or more elements",
    )
}

pub(crate) fn expectation(what: &str, name: &str) -> ServiceError {
    invalid(format!("{what} for Attribute: {name}"))
}

pub(crate) fn comparison_arguments(operator: &str) -> ServiceError {
    invalid(format!("Invalid number of argument(s) for the {operator} ComparisonOperator"))
}

pub(crate) fn comparison_types() -> ServiceError {
    invalid("AttributeValues inside AttributeValueList must be of same type")
}

pub(crate) fn comparison_type(operator: &str, kind: &str) -> ServiceError {
    invalid(format!("ComparisonOperator {operator} is not valid for {kind} AttributeValue type"))
}

pub(crate) fn reversed_bounds() -> ServiceError {
    ServiceError::validation(
        "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    )
}

pub(crate) fn key_conditions_length() -> ServiceError {
    ServiceError::validation("Conditions can be of length 1 or 2 only")
}

pub(crate) fn not_indexable() -> ServiceError {
    ServiceError::validation("Attempted conditional constraint is not an indexable operation")
}

pub(crate) fn update_without_value() -> ServiceError {
    invalid("Only DELETE action is allowed when no attribute value is specified")
}

pub(crate) fn update_action(action: &str, kind: &str) -> ServiceError {
    invalid(format!("{action} is not supported for the type {kind}"))
}

pub(crate) fn repeated_attribute(name: &str) -> ServiceError {
    invalid(format!("Duplicate value in attribute name: {name}"))
}
