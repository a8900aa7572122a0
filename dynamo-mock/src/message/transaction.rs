//! The errors of transactions.

use dynamo_model::api::{CancellationReason, ErrorCode, ServiceError};

pub(crate) fn duplicates_in_transaction() -> ServiceError {
    ServiceError::validation("Transaction request cannot include multiple operations on one item")
}

pub(crate) fn transaction_too_large() -> ServiceError {
    ServiceError::validation(
        "Collection size of items exceeded, which can also be caused by the aggregate size of the items in the \
         transaction exceeding the 4MB limit",
    )
}

pub(crate) fn token_mismatch() -> ServiceError {
    ServiceError::new(
        ErrorCode::IdempotentParameterMismatch,
        "An error occurred (IdempotentParameterMismatchException)",
    )
}

/// The code of an action that was not the cause of a cancellation.
const NO_REASON: &str = "None";

/// The reason of one action: `None` when it would have been done.
pub(crate) fn cancellation_reason(error: Option<ServiceError>) -> CancellationReason {
    let Some(error) = error else {
        return CancellationReason { code: NO_REASON.to_owned(), ..CancellationReason::default() };
    };
    let code = match error.code {
        ErrorCode::ConditionalCheckFailed => "ConditionalCheckFailed",
        _ => "ValidationError",
    };
    CancellationReason { code: code.to_owned(), message: Some(error.message), item: error.item }
}

/// The cancellation for what is wrong with each action, in their order; `None` when nothing is.
pub(crate) fn transaction_refused(errors: Vec<Option<ServiceError>>) -> Option<ServiceError> {
    if errors.iter().all(Option::is_none) {
        return None;
    }
    transaction_canceled(errors.into_iter().map(cancellation_reason).collect())
}

/// The cancellation for reasons in the order of the actions; `None` when no action has a reason.
pub(crate) fn transaction_canceled(reasons: Vec<CancellationReason>) -> Option<ServiceError> {
    let codes: Vec<&str> = reasons.iter().map(|reason| reason.code.as_str()).collect();
    if codes.iter().all(|code| *code == NO_REASON) {
        return None;
    }
    let message = format!(
        "Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
        codes.join(", ")
    );
    let mut error = ServiceError::new(ErrorCode::TransactionCanceled, message);
    error.cancellation_reasons = reasons;
    Some(error)
}
