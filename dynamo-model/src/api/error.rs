//! The errors that the service answers.

use std::fmt;

use crate::Item;

macro_rules! codes {
    ($($(#[$doc:meta])* $code:ident = $name:literal),* $(,)?) => {
        /// The kind of a [`ServiceError`]: the exception's name less `Exception`.
        ///
        /// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[$doc])* $code,)*
            /// A code that this version does not know.
            Other(String),
        }

        impl ErrorCode {
            /// The exception's name as the service spells it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$code => $name,)*
                    Self::Other(name) => name,
                }
            }

            /// The code of an exception's name, with or without a namespace in front of a `#`.
            pub fn from_name(name: &str) -> Self {
                match name.rsplit('#').next().unwrap_or(name) {
                    $($name => Self::$code,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }
    };
}

codes! {
    /// An iterator of a stream is older than 15 minutes.
    ExpiredIterator = "ExpiredIteratorException",
    /// The condition of a write was false.
    ConditionalCheckFailed = "ConditionalCheckFailedException",
    /// A batch statement inserts an item that exists.
    DuplicateItem = "DuplicateItemException",
    /// A token was used again with another request.
    IdempotentParameterMismatch = "IdempotentParameterMismatchException",
    /// The service failed. The write may have happened.
    InternalServerError = "InternalServerError",
    /// An item collection is above 10 GB.
    ItemCollectionSizeLimitExceeded = "ItemCollectionSizeLimitExceededException",
    /// Too many table operations at once.
    LimitExceeded = "LimitExceededException",
    /// A resource has no policy, or not the expected revision of it.
    PolicyNotFound = "PolicyNotFoundException",
    /// More requests than the provisioned throughput allows.
    ProvisionedThroughputExceeded = "ProvisionedThroughputExceededException",
    /// More requests than the account's limits allow.
    RequestLimitExceeded = "RequestLimitExceeded",
    /// The table or index is being changed.
    ResourceInUse = "ResourceInUseException",
    /// The table or index does not exist.
    ResourceNotFound = "ResourceNotFoundException",
    /// The request is not JSON of the right form.
    Serialization = "SerializationException",
    /// The table does not exist, in an action on backups.
    TableNotFound = "TableNotFoundException",
    /// The control plane or data plane is throttled.
    Throttling = "ThrottlingException",
    /// A transaction was cancelled; the reasons say why.
    TransactionCanceled = "TransactionCanceledException",
    /// Another transaction works on the item.
    TransactionConflict = "TransactionConflictException",
    /// A transaction with this token is under way.
    TransactionInProgress = "TransactionInProgressException",
    /// A record of a stream is older than 24 hours.
    TrimmedDataAccess = "TrimmedDataAccessException",
    /// The action does not exist.
    UnknownOperation = "UnknownOperationException",
    /// The request breaks a rule.
    Validation = "ValidationException",
}

impl ErrorCode {
    /// Whether the same request can succeed later: throttling, conflicts and failures of the service.
    pub const fn is_retryable(&self) -> bool {
        matches!(
            self,
            Self::InternalServerError
                | Self::ProvisionedThroughputExceeded
                | Self::RequestLimitExceeded
                | Self::Throttling
                | Self::TransactionConflict
                | Self::TransactionInProgress
        )
    }
}

/// An error that the service answered.
///
/// `Display` shows the code and the message. The item of a failed condition is there only on request,
/// and `Debug` redacts its values.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceError {
    /// What kind of error it is.
    pub code: ErrorCode,
    /// The service's own words.
    pub message: String,
    /// The item as it was when its condition failed, when the request asked for it.
    pub item: Option<Item>,
    /// Why a transaction was cancelled: one entry per action, in their order.
    pub cancellation_reasons: Vec<CancellationReason>,
    /// What was throttled and why, when throttling is the error.
    pub throttling_reasons: Vec<ThrottlingReason>,
    /// The id to quote to AWS support.
    pub request_id: Option<String>,
}

/// What was throttled, and why.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html>.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThrottlingReason {
    /// What is throttled, for which operations, by which limit, as in `TableWriteProvisionedThroughputExceeded`.
    pub reason: Option<String>,
    /// The Amazon resource name of the table or index.
    pub resource: Option<String>,
}

/// Why one action of a transaction was not done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CancellationReason {
    /// `None` when this action was not the cause, else for example `ConditionalCheckFailed`.
    pub code: String,
    /// The service's own words.
    pub message: Option<String>,
    /// The item as it was, when the action asked for it and its condition failed.
    pub item: Option<Item>,
}

impl ServiceError {
    /// An error with a code and a message.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            item: None,
            cancellation_reasons: Vec::new(),
            throttling_reasons: Vec::new(),
            request_id: None,
        }
    }

    /// A `ValidationException`.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::Validation, message)
    }
}

impl fmt::Display for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

impl std::error::Error for ServiceError {}
