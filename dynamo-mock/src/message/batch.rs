//! The errors of batches.

use dynamo_model::api::ServiceError;

use super::DETECTED;

pub(crate) fn empty_batch_write() -> ServiceError {
    ServiceError::validation("The requestItems parameter is required for BatchWriteItem")
}

fn batch_constraint(value: &str, constraint: &str) -> ServiceError {
    ServiceError::validation(format!(
        "{DETECTED}Value '{value}' at 'requestItems' failed to satisfy constraint: {constraint}"
    ))
}

/// The service prints the whole request here, in the notation of its own language; the engine an ellipsis.
pub(crate) fn batch_write_length(table: &str, empty: bool) -> ServiceError {
    let requests = if empty { "" } else { "..." };
    batch_constraint(
        &format!("{{{table}=[{requests}]}}"),
        "Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have \
         length greater than or equal to 1]",
    )
}

/// The service prints the whole request here; the engine an ellipsis.
pub(crate) fn batch_table_name(table: &str) -> ServiceError {
    batch_constraint(
        &format!("{{{table}=[...]}}"),
        "Map keys must satisfy constraint: [Member must have length less than or equal to 255, Member must have \
         length greater than or equal to 3, Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+]",
    )
}

pub(crate) fn too_many_in_batch(action: &str) -> ServiceError {
    ServiceError::validation(format!("Too many items requested for the {action} call"))
}

pub(crate) fn duplicates_in_batch() -> ServiceError {
    ServiceError::validation("Provided list of item keys contains duplicates")
}
