//! The errors of what is set on tables.

use dynamo_model::api::{ErrorCode, ServiceError};

use super::invalid;

pub(crate) fn time_to_live_is(what: &str) -> ServiceError {
    ServiceError::validation(format!("TimeToLive is already {what}"))
}

pub(crate) fn time_to_live_elsewhere(attribute: &str) -> ServiceError {
    ServiceError::validation(format!(
        "TimeToLive is active on a different AttributeName: current AttributeName is {attribute}"
    ))
}

pub(crate) fn time_to_live_too_often() -> ServiceError {
    ServiceError::validation("Time to live has been modified multiple times within a fixed interval")
}

pub(crate) fn invalid_table_arn() -> ServiceError {
    ServiceError::validation("Invalid TableArn")
}

pub(crate) fn malformed_table_arn(arn: &str) -> ServiceError {
    ServiceError::validation(format!("Invalid TableArn: Invalid ResourceArn provided as input {arn}"))
}

/// A table of another account, in an engine that has one account.
pub(crate) fn foreign_table(arn: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::Other("AccessDeniedException".to_owned()),
        format!("The caller is not authorized to access {arn} because no resource-based policy allows it"),
    )
}

/// The misspelling is the service's own.
pub(crate) fn resource_not_found(arn: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::ResourceNotFound,
        format!("Requested resource not found: ResourcArn: {arn} not found"),
    )
}

pub(crate) fn no_tags(what: &str) -> ServiceError {
    ServiceError::validation(format!("Atleast one {what} needs to be provided as Input."))
}

pub(crate) fn reserved_tag_key(key: &str) -> ServiceError {
    invalid(format!("Tag keys that start with aws: are reserved: {key}"))
}

pub(crate) fn repeated_tag_key(key: &str) -> ServiceError {
    invalid(format!("Duplicate tag key: {key}"))
}

pub(crate) fn too_many_tags() -> ServiceError {
    ServiceError::new(
        ErrorCode::LimitExceeded,
        "Subscriber limit exceeded: The number of tags exceeds the limit of 50 per resource",
    )
}

pub(crate) fn invalid_next_token() -> ServiceError {
    invalid("Invalid NextToken")
}

pub(crate) fn backup_table_not_found(name: &str) -> ServiceError {
    ServiceError::new(ErrorCode::TableNotFound, format!("Table not found: {name}"))
}

pub(crate) fn described_index_not_found(table: &str, index: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::ResourceNotFound,
        format!("Requested resource not found: Table: {table}, Index: {index} not found"),
    )
}

pub(crate) fn policy_not_found(arn: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::PolicyNotFound,
        format!("Resource-based policy not found for the provided ResourceArn: {arn}"),
    )
}

pub(crate) fn other_policy_revision() -> ServiceError {
    ServiceError::new(
        ErrorCode::PolicyNotFound,
        "The resource-based policy's revision is not the expected one",
    )
}

pub(crate) fn invalid_policy(why: &str) -> ServiceError {
    invalid(format!("Invalid policy document: {why}"))
}
