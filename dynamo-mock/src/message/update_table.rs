//! The errors of UpdateTable.

use dynamo_model::api::{ErrorCode, ProvisionedThroughput, ServiceError};

use super::invalid;

pub(crate) fn nothing_to_update() -> ServiceError {
    ServiceError::validation(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or \
         SSESpecification or ReplicaUpdates is required",
    )
}

pub(crate) fn no_index_action() -> ServiceError {
    invalid(
        "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, \
         GlobalSecondaryIndexUpdate.Delete must not be null",
    )
}

pub(crate) fn several_index_actions() -> ServiceError {
    invalid("Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object")
}

pub(crate) fn index_updated_twice(index: &str) -> ServiceError {
    invalid(format!(
        "Only one global secondary index update per index is allowed simultaneously. Index: {index}"
    ))
}

pub(crate) fn one_index_at_a_time() -> ServiceError {
    ServiceError::new(
        ErrorCode::LimitExceeded,
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    )
}

pub(crate) fn index_exists() -> ServiceError {
    ServiceError::validation("Attempting to create an index which already exists")
}

pub(crate) fn attribute_redefined() -> ServiceError {
    invalid(
        "Attributes cannot be redefined. Please check that your attribute has the same type as previously defined.",
    )
}

pub(crate) fn same_throughput(
    of: &str,
    current: ProvisionedThroughput,
    wanted: ProvisionedThroughput,
) -> ServiceError {
    ServiceError::validation(format!(
        "The provisioned throughput for the {of} will not change. The requested value equals the current value. \
         Current ReadCapacityUnits provisioned for the {of}: {}. Requested ReadCapacityUnits: {}. \
         Current WriteCapacityUnits provisioned for the {of}: {}. Requested WriteCapacityUnits: {}. \
         Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.",
        current.read_capacity_units,
        wanted.read_capacity_units,
        current.write_capacity_units,
        wanted.write_capacity_units,
    ))
}
