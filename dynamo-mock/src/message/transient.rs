//! The errors that pass when a request is sent again.

use dynamo_model::api::{CancellationReason, ErrorCode, ServiceError, ThrottlingReason};

const PROVISIONED: &str = "The level of configured provisioned throughput for the table was exceeded. \
    Consider increasing your provisioning level with the UpdateTable API.";
const THROTTLED: &str = "Throughput exceeds the current capacity of your table or index. DynamoDB is \
    automatically scaling your table or index so please try again shortly.";
const CONFLICT: &str = "Transaction is ongoing for the item";

pub(crate) fn provisioned_throughput_exceeded() -> ServiceError {
    ServiceError::new(ErrorCode::ProvisionedThroughputExceeded, PROVISIONED)
}

pub(crate) fn throttled() -> ServiceError {
    ServiceError::new(ErrorCode::Throttling, THROTTLED)
}

pub(crate) fn request_limit_exceeded() -> ServiceError {
    ServiceError::new(
        ErrorCode::RequestLimitExceeded,
        "Throughput exceeds the current throughput limit for your account. Please contact AWS Support at \
         https://aws.amazon.com/support to request a limit increase",
    )
}

/// What was throttled, and why: `resource` by its name, for writes or for reads, because of `limit`.
pub(crate) fn throttling_reason(
    resource: String,
    index: Option<&str>,
    write: bool,
    limit: &str,
) -> ThrottlingReason {
    let kind = if index.is_some() { "Index" } else { "Table" };
    let operation = if write { "Write" } else { "Read" };
    ThrottlingReason {
        reason: Some(format!("{kind}{operation}{limit}")),
        resource: Some(match index {
            None => resource,
            Some(index) => format!("{resource}/index/{index}"),
        }),
    }
}

pub(crate) fn internal_server_error() -> ServiceError {
    ServiceError::new(ErrorCode::InternalServerError, "Internal server error")
}

pub(crate) fn transaction_conflict() -> ServiceError {
    ServiceError::new(ErrorCode::TransactionConflict, CONFLICT)
}

/// Why an action of a transaction could not be done at this time.
pub(crate) fn transient_reason(code: &ErrorCode) -> Option<CancellationReason> {
    let (code, message) = match code {
        ErrorCode::ProvisionedThroughputExceeded => ("ProvisionedThroughputExceeded", PROVISIONED),
        ErrorCode::Throttling => ("ThrottlingError", THROTTLED),
        ErrorCode::TransactionConflict => ("TransactionConflict", CONFLICT),
        _ => return None,
    };
    Some(CancellationReason { code: code.to_owned(), message: Some(message.to_owned()), item: None })
}
