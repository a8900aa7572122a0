//! The SDK's errors as this crate's.

use std::collections::HashMap;
use std::fmt;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::operation::{
    batch_get_item::BatchGetItemError, batch_write_item::BatchWriteItemError, create_table::CreateTableError,
    delete_item::DeleteItemError, delete_resource_policy::DeleteResourcePolicyError,
    delete_table::DeleteTableError, describe_continuous_backups::DescribeContinuousBackupsError,
    describe_contributor_insights::DescribeContributorInsightsError,
    describe_endpoints::DescribeEndpointsError, describe_limits::DescribeLimitsError,
    describe_table::DescribeTableError, describe_time_to_live::DescribeTimeToLiveError,
    get_item::GetItemError, get_resource_policy::GetResourcePolicyError, list_tables::ListTablesError,
    list_tags_of_resource::ListTagsOfResourceError, put_item::PutItemError,
    put_resource_policy::PutResourcePolicyError, query::QueryError, scan::ScanError,
    search_vectors::SearchVectorsError, tag_resource::TagResourceError,
    transact_get_items::TransactGetItemsError, transact_write_items::TransactWriteItemsError,
    untag_resource::UntagResourceError, update_continuous_backups::UpdateContinuousBackupsError,
    update_contributor_insights::UpdateContributorInsightsError, update_item::UpdateItemError,
    update_table::UpdateTableError, update_time_to_live::UpdateTimeToLiveError,
};
use aws_sdk_dynamodb::types::error::{
    ProvisionedThroughputExceededException, RequestLimitExceeded, ThrottlingException,
};
use aws_sdk_dynamodb::types::{AttributeValue as SdkValue, CancellationReason as SdkReason};

use super::ConversionError;
use crate::api::{CancellationReason, ErrorCode, ServiceError, ThrottlingReason};
use crate::{BackendError, Item};

/// What the error of an operation says beyond its code and message.
pub(super) trait OperationError:
    ProvideErrorMetadata + std::error::Error + Send + Sync + 'static
{
    /// The item of a failed condition.
    fn item(&self) -> Option<&HashMap<String, SdkValue>> {
        None
    }

    /// Why a transaction was cancelled.
    fn reasons(&self) -> &[SdkReason] {
        &[]
    }
}

macro_rules! plain {
    ($($error:ty),* $(,)?) => {$(
        impl OperationError for $error {}
    )*};
}

macro_rules! with_condition {
    ($($error:ident),* $(,)?) => {$(
        impl OperationError for $error {
            fn item(&self) -> Option<&HashMap<String, SdkValue>> {
                match self {
                    Self::ConditionalCheckFailedException(error) => error.item(),
                    _ => None,
                }
            }
        }
    )*};
}

macro_rules! transactional {
    ($($error:ident),* $(,)?) => {$(
        impl OperationError for $error {
            fn reasons(&self) -> &[SdkReason] {
                match self {
                    Self::TransactionCanceledException(error) => error.cancellation_reasons(),
                    _ => &[],
                }
            }
        }
    )*};
}

plain! {
    CreateTableError, UpdateTableError, DescribeTableError, DeleteTableError, GetItemError, QueryError, ScanError,
    SearchVectorsError,
    BatchGetItemError, BatchWriteItemError,
    ListTablesError,
    UpdateTimeToLiveError,
    DescribeTimeToLiveError,
    TagResourceError,
    UntagResourceError,
    ListTagsOfResourceError,
    DescribeLimitsError,
    DescribeEndpointsError,
    UpdateContinuousBackupsError,
    DescribeContinuousBackupsError,
    UpdateContributorInsightsError,
    DescribeContributorInsightsError,
    PutResourcePolicyError,
    GetResourcePolicyError,
    DeleteResourcePolicyError,
}
with_condition!(PutItemError, UpdateItemError, DeleteItemError);
transactional!(TransactGetItemsError, TransactWriteItemsError);

/// The error of a call that the SDK made.
///
/// An answer without a code is not DynamoDB's: something between here and the service gave it.
pub(super) fn failed<E: OperationError>(error: SdkError<E, HttpResponse>) -> BackendError {
    let described = match &error {
        SdkError::ServiceError(answer) => describe(answer.err(), error.request_id()),
        _ => Ok(None),
    };
    match described {
        Ok(Some(service)) => BackendError::Service { error: service, source: Some(Box::new(error)) },
        Ok(None) => BackendError::Transport(Box::new(error)),
        Err(unreadable) => unreadable,
    }
}

fn describe<E: OperationError>(
    error: &E,
    request_id: Option<&str>,
) -> Result<Option<ServiceError>, BackendError> {
    let Some(code) = error.code() else { return Ok(None) };
    let mut service = ServiceError::new(ErrorCode::from_name(code), error.message().unwrap_or_default());
    service.item = copied(error.item())?;
    service.cancellation_reasons = error.reasons().iter().map(reason).collect::<Result<_, _>>()?;
    service.throttling_reasons = throttling(error);
    service.request_id = request_id.map(str::to_owned);
    Ok(Some(service))
}

/// What was throttled. The three exceptions that say so are parts of the errors of most operations.
fn throttling(error: &dyn std::error::Error) -> Vec<ThrottlingReason> {
    let Some(cause) = error.source() else { return Vec::new() };
    let reasons = if let Some(cause) = cause.downcast_ref::<ProvisionedThroughputExceededException>() {
        cause.throttling_reasons()
    } else if let Some(cause) = cause.downcast_ref::<ThrottlingException>() {
        cause.throttling_reasons()
    } else if let Some(cause) = cause.downcast_ref::<RequestLimitExceeded>() {
        cause.throttling_reasons()
    } else {
        &[]
    };
    let reason = |reason: &aws_sdk_dynamodb::types::ThrottlingReason| ThrottlingReason {
        reason: reason.reason.clone(),
        resource: reason.resource.clone(),
    };
    reasons.iter().map(reason).collect()
}

fn reason(reason: &SdkReason) -> Result<CancellationReason, BackendError> {
    Ok(CancellationReason {
        code: reason.code().unwrap_or("None").to_owned(),
        message: reason.message().map(str::to_owned),
        item: copied(reason.item())?,
    })
}

/// The SDK's error keeps its item, so this one is a copy. Failures are rare and items are small.
fn copied(item: Option<&HashMap<String, SdkValue>>) -> Result<Option<Item>, BackendError> {
    item.cloned().map(Item::try_from).transpose().map_err(unreadable)
}

/// The error of a request that the SDK refuses to build. Nothing was sent.
pub(super) fn not_built(error: BuildError) -> BackendError {
    BackendError::Transport(Box::new(error))
}

/// The error of an answer with a value that cannot be read.
pub(super) fn unreadable(error: ConversionError) -> BackendError {
    BackendError::Transport(Box::new(error))
}

/// The error of an answer that lacks a part or has one that this version does not know.
pub(super) fn unexpected(part: &'static str, found: Option<&str>) -> BackendError {
    BackendError::Transport(Box::new(Unexpected { part, found: found.map(str::to_owned) }))
}

#[derive(Debug)]
struct Unexpected {
    part: &'static str,
    found: Option<String>,
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.found {
            Some(found) => write!(f, "the answer's {} is unknown: {found}", self.part),
            None => write!(f, "the answer has no {}", self.part),
        }
    }
}

impl std::error::Error for Unexpected {}
