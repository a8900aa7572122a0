//! The errors of streams.

use dynamo_model::api::{ErrorCode, ServiceError};

use super::invalid;

pub(crate) fn stream_view_missing() -> ServiceError {
    ServiceError::validation(
        "Invalid StreamViewType: Stream ViewType must not be null or empty when enabling streams.",
    )
}

pub(crate) fn stream_view_without_stream() -> ServiceError {
    ServiceError::validation(
        "Invalid StreamViewType: Stream StreamEnabled was false but a StreamViewType was present.",
    )
}

pub(crate) fn stream_enabled(table: &str) -> ServiceError {
    ServiceError::validation(format!("Table already has an enabled stream: TableName: {table}"))
}

pub(crate) fn no_stream_to_disable(table: &str) -> ServiceError {
    ServiceError::validation(format!("Table has no stream to disable: TableName: {table}"))
}

pub(crate) fn stream_not_found(arn: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::ResourceNotFound,
        format!("Requested resource not found: Stream: {arn} not found"),
    )
}

pub(crate) fn shard_not_found(shard: &str, arn: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::ResourceNotFound,
        format!("Requested resource not found: Shard: {shard} in Stream: {arn} not found"),
    )
}

pub(crate) fn sequence_number_missing() -> ServiceError {
    invalid("Invalid SequenceNumber")
}

pub(crate) fn sequence_number_unwanted() -> ServiceError {
    invalid("SequenceNumber should not be passed for this iterator type")
}

pub(crate) fn sequence_number_unknown() -> ServiceError {
    ServiceError::validation("Invalid SequenceNumber for the shard")
}

pub(crate) fn invalid_iterator() -> ServiceError {
    ServiceError::validation("Invalid ShardIterator")
}

pub(crate) fn expired_iterator() -> ServiceError {
    ServiceError::new(ErrorCode::ExpiredIterator, "The shard iterator is older than 15 minutes")
}

pub(crate) fn trimmed() -> ServiceError {
    ServiceError::new(
        ErrorCode::TrimmedDataAccess,
        "The requested stream record is older than 24 hours and is no longer in the shard",
    )
}

pub(crate) fn stream_limit(action: &str) -> ServiceError {
    match action {
        "GetRecords" => invalid("Limit should be less than or equal to 1000"),
        _ => invalid("Limit cannot be greater than the maximum allowed size: 100"),
    }
}
