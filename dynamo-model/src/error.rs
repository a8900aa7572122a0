//! The one error type of operations.

use std::fmt;
use std::sync::Arc;

use crate::api::{CancellationReason, ErrorCode, ServiceError};
use crate::expression::ExpressionError;
use crate::op::Unwritten;
use crate::{BackendError, DecodeError, EncodeError, Item};

/// The result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation did not do what was asked.
///
/// [`Error::kind`] tells the kinds apart, the `is_…` methods ask for one, and
/// [`source`](std::error::Error::source) leads to the cause. Texts never hold keys or values of items.
#[derive(Clone)]
pub struct Error(Box<Inner>);

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    /// The operation and the entity, such as `update of order`.
    context: Option<String>,
    message: String,
    /// The attribute that it is about.
    attribute: Option<String>,
    service: Option<ServiceError>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    unwritten: Option<Arc<Unwritten>>,
    unreadable: Option<Arc<Item>>,
}

/// What kind of error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The request was refused before it was sent: a key that cannot be built, a value that cannot be stored, an
    /// expression that contradicts itself, a cursor of another query.
    Invalid,
    /// A stored item is not what its type says.
    Decode,
    /// `create` met an item that exists.
    AlreadyExists,
    /// `update` or `delete_existing` met no item.
    NotFound,
    /// The condition of a write was false.
    ConditionFailed,
    /// Somebody else has written the item since it was read: its optimistic lock is not what it was.
    LockFailed,
    /// The item is of another version of its entity, so a change of some attributes would mix two shapes.
    OtherVersion,
    /// The request is about another tenant than the handle. Nothing was sent.
    OtherTenant,
    /// Another item has a value that no two items may have; see [`Error::attribute`].
    UniqueTaken,
    /// A transaction was cancelled; see [`Error::cancellation_reasons`].
    TransactionCanceled,
    /// The table or index does not exist.
    ResourceNotFound,
    /// Too many requests. Nothing was written.
    Throttled,
    /// Other transactions or writers work on the item. Nothing was written.
    Conflict,
    /// DynamoDB left parts of a batch unprocessed every time; see [`Error::unwritten`].
    Unprocessed,
    /// DynamoDB refused the request for another reason; see [`Error::service_error`].
    Service,
    /// No answer came, or the service failed on the way: a write may or may not have happened.
    OutcomeUnknown,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind,
            context: None,
            message: message.into(),
            attribute: None,
            service: None,
            source: None,
            unwritten: None,
            unreadable: None,
        }))
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Invalid, message)
    }

    fn caused(kind: ErrorKind, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        let mut error = Self::new(kind, source.to_string());
        error.0.source = Some(Arc::new(source));
        error
    }

    /// Says what was being done; the innermost saying stays.
    #[must_use]
    pub(crate) fn during(mut self, what: impl FnOnce() -> String) -> Self {
        self.0.context.get_or_insert_with(what);
        self
    }

    /// Says what all of it was part of.
    #[must_use]
    pub(crate) fn inside(mut self, whole: String) -> Self {
        self.0.context = Some(match self.0.context {
            Some(part) => format!("{whole}: {part}"),
            None => whole,
        });
        self
    }

    /// The error as another kind, where an operation knows more than the service said.
    #[must_use]
    pub(crate) fn into_kind(mut self, kind: ErrorKind, message: &str) -> Self {
        self.0.kind = kind;
        message.clone_into(&mut self.0.message);
        self
    }

    /// Says which attribute it is about.
    #[must_use]
    pub(crate) fn about(mut self, attribute: &str) -> Self {
        self.0.attribute = Some(attribute.to_owned());
        self
    }

    /// What kind of error it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the request was refused before it was sent.
    pub fn is_invalid(&self) -> bool {
        self.kind() == ErrorKind::Invalid
    }

    /// Whether a stored item could not be read as its type.
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Whether `create` met an item that exists.
    pub fn is_already_exists(&self) -> bool {
        self.kind() == ErrorKind::AlreadyExists
    }

    /// Whether an operation that needs an item met none.
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// Whether the condition of a write was false.
    pub fn is_condition_failed(&self) -> bool {
        self.kind() == ErrorKind::ConditionFailed
    }

    /// Whether somebody else has written the item since it was read, as its optimistic lock tells.
    pub fn is_lock_failed(&self) -> bool {
        self.kind() == ErrorKind::LockFailed
    }

    /// Whether the item is of another version of its entity than the write.
    pub fn is_other_version(&self) -> bool {
        self.kind() == ErrorKind::OtherVersion
    }

    /// Whether the request is about another tenant than the handle.
    pub fn is_other_tenant(&self) -> bool {
        self.kind() == ErrorKind::OtherTenant
    }

    /// Whether another item has a value that must be unique.
    pub fn is_unique_taken(&self) -> bool {
        self.kind() == ErrorKind::UniqueTaken
    }

    /// Whether a transaction was cancelled.
    pub fn is_transaction_canceled(&self) -> bool {
        self.kind() == ErrorKind::TransactionCanceled
    }

    /// Whether the table or index does not exist.
    pub fn is_resource_not_found(&self) -> bool {
        self.kind() == ErrorKind::ResourceNotFound
    }

    /// Whether there were too many requests.
    pub fn is_throttled(&self) -> bool {
        self.kind() == ErrorKind::Throttled
    }

    /// Whether another transaction was at work on the item.
    pub fn is_conflict(&self) -> bool {
        self.kind() == ErrorKind::Conflict
    }

    /// Whether a write may have happened although no answer says so.
    pub fn is_outcome_unknown(&self) -> bool {
        self.kind() == ErrorKind::OutcomeUnknown
    }

    /// The attribute that it is about: with [`ErrorKind::UniqueTaken`] the one whose value is taken.
    pub fn attribute(&self) -> Option<&str> {
        self.0.attribute.as_deref()
    }

    /// Whether DynamoDB left parts of a batch unprocessed every time.
    pub fn is_unprocessed(&self) -> bool {
        self.kind() == ErrorKind::Unprocessed
    }

    /// The writes of a batch that are not known to be done.
    pub fn unwritten(&self) -> Option<&Unwritten> {
        self.0.unwritten.as_deref()
    }

    /// The item of a query or scan that is not what its entity says. It holds its key; neither is in any text.
    pub fn unreadable(&self) -> Option<&Item> {
        self.0.unreadable.as_deref()
    }

    #[must_use]
    pub(crate) fn with_unreadable(mut self, item: Item) -> Self {
        self.0.unreadable = Some(Arc::new(item));
        self
    }

    #[must_use]
    pub(crate) fn with_unwritten(mut self, unwritten: Unwritten) -> Self {
        self.0.unwritten = Some(Arc::new(unwritten));
        self
    }

    /// The service's own error, when it answered one.
    pub fn service_error(&self) -> Option<&ServiceError> {
        self.0.service.as_ref()
    }

    /// The item as it was when a condition failed, when it existed and the backend returns it. [`from_item`](crate::from_item)
    /// reads an entity from it, without another request.
    ///
    /// ```
    /// use dynamo_model::from_item;
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(DynamoTable)]
    /// #[dynamo(key(pk = S), kind = "_t", entities(Account))]
    /// struct Bank;
    ///
    /// #[derive(Debug, PartialEq, DynamoEntity)]
    /// #[dynamo(table = Bank, key(pk = "ACCOUNT#{id}"))]
    /// struct Account {
    ///     id: u32,
    ///     balance: i64,
    /// }
    ///
    /// # async fn program() -> dynamo_model::Result<()> {
    /// let bank = Bank::on(dynamo_mock::Mock::new(), "bank").create_table().await?;
    /// bank.create(&Account { id: 1, balance: 30 }).await?;
    ///
    /// let paid = bank.update(Account::key(1)).add(|a| a.balance(), -50).when(|a| a.balance().ge(50)).await;
    /// let error = paid.unwrap_err();
    /// assert!(error.is_condition_failed());
    /// let account: Option<Account> = error.item().cloned().map(from_item).transpose()?;
    /// assert_eq!(account, Some(Account { id: 1, balance: 30 }));
    ///
    /// // There is none where nothing was found.
    /// let error = bank.update(Account::key(2)).add(|a| a.balance(), 1).await.unwrap_err();
    /// assert!(error.is_not_found() && error.item().is_none());
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program()).unwrap();
    /// ```
    pub fn item(&self) -> Option<&Item> {
        self.service_error().and_then(|error| error.item.as_ref())
    }

    /// Why each action of a cancelled transaction was not done, in the order of the actions.
    pub fn cancellation_reasons(&self) -> &[CancellationReason] {
        self.service_error().map_or(&[], |error| &error.cancellation_reasons)
    }
}

fn kind_of(code: &ErrorCode) -> ErrorKind {
    match code {
        ErrorCode::ConditionalCheckFailed => ErrorKind::ConditionFailed,
        ErrorCode::TransactionCanceled => ErrorKind::TransactionCanceled,
        ErrorCode::ResourceNotFound => ErrorKind::ResourceNotFound,
        ErrorCode::ProvisionedThroughputExceeded
        | ErrorCode::RequestLimitExceeded
        | ErrorCode::Throttling => ErrorKind::Throttled,
        ErrorCode::TransactionConflict => ErrorKind::Conflict,
        ErrorCode::InternalServerError | ErrorCode::TransactionInProgress => ErrorKind::OutcomeUnknown,
        _ => ErrorKind::Service,
    }
}

impl From<BackendError> for Error {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::Service { error, source } => {
                let mut wrapped = Self::new(kind_of(&error.code), error.to_string());
                wrapped.0.source = Some(source.map_or_else(|| Arc::new(error.clone()) as _, Arc::from));
                wrapped.0.service = Some(error);
                wrapped
            }
            BackendError::Transport(source) => {
                let mut wrapped = Self::new(
                    ErrorKind::OutcomeUnknown,
                    format!("no answer from DynamoDB: {}", chain(&*source)),
                );
                wrapped.0.source = Some(Arc::from(source));
                wrapped
            }
        }
    }
}

/// An error and its causes in one line: a client's outermost error often says no more than that something failed.
fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        // Many errors repeat their cause in their own text.
        if !text.contains(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = error.source();
    }
    text
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self::caused(ErrorKind::Invalid, error)
    }
}

impl From<ExpressionError> for Error {
    fn from(error: ExpressionError) -> Self {
        Self::caused(ErrorKind::Invalid, error)
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self::caused(ErrorKind::Decode, error)
    }
}

impl From<crate::wire::DecodeError> for Error {
    fn from(error: crate::wire::DecodeError) -> Self {
        Self::caused(ErrorKind::Decode, error)
    }
}

impl From<dynamo_schema::KeyError> for Error {
    fn from(error: dynamo_schema::KeyError) -> Self {
        Self::caused(ErrorKind::Invalid, error)
    }
}

impl From<dynamo_schema::PartError> for Error {
    fn from(error: dynamo_schema::PartError) -> Self {
        Self::caused(ErrorKind::Invalid, error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(context) = &self.0.context {
            write!(f, "{context}: ")?;
        }
        f.write_str(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("message", &self.to_string())
            .field("service", &self.0.service)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|error| error as _)
    }
}

const _: () = {
    const fn assert_thread_safe<T: Send + Sync + 'static>() {}
    assert_thread_safe::<Error>();
};
