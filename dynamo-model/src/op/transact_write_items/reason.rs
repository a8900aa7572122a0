//! Why a transaction was cancelled, action by action.

use std::fmt;
use std::marker::PhantomData;

use super::Action;
use crate::api::{CancellationReason, ReturnedItem};
use crate::entity::from_returned;
use crate::error::{ErrorKind, Result};
use crate::{Entity, Item};

/// Why one action of a cancelled transaction was not done: because of itself, or because of another one.
///
/// `E` is the entity that the action was about; `()` in a list of different writes.
pub struct Reason<E = ()> {
    kind: Option<ErrorKind>,
    code: String,
    message: Option<String>,
    old: Option<Item>,
    entity: PhantomData<fn() -> E>,
}

impl<E> Reason<E> {
    /// Whether this action is a cause. When it is none, the action alone would have been done.
    pub const fn is_cause(&self) -> bool {
        self.kind.is_some()
    }

    /// What kind of failure it is; nothing when this action is no cause.
    pub const fn kind(&self) -> Option<ErrorKind> {
        self.kind
    }

    /// Whether the item exists although it must not.
    pub fn is_already_exists(&self) -> bool {
        self.kind == Some(ErrorKind::AlreadyExists)
    }

    /// Whether there is no item although there must be.
    pub fn is_not_found(&self) -> bool {
        self.kind == Some(ErrorKind::NotFound)
    }

    /// Whether the item does not meet the action's condition.
    pub fn is_condition_failed(&self) -> bool {
        self.kind == Some(ErrorKind::ConditionFailed)
    }

    /// Whether the item was written since the value was read that this write is of.
    pub fn is_lock_failed(&self) -> bool {
        self.kind == Some(ErrorKind::LockFailed)
    }

    /// Whether the item is of another version of its entity than the write.
    pub fn is_other_version(&self) -> bool {
        self.kind == Some(ErrorKind::OtherVersion)
    }

    /// Whether another item has the value that must be unique: the action is that of its marker.
    pub fn is_unique_taken(&self) -> bool {
        self.kind == Some(ErrorKind::UniqueTaken)
    }

    /// Whether another transaction was at work on the item.
    pub fn is_conflict(&self) -> bool {
        self.kind == Some(ErrorKind::Conflict)
    }

    /// Whether there were too many requests.
    pub fn is_throttled(&self) -> bool {
        self.kind == Some(ErrorKind::Throttled)
    }

    /// DynamoDB's own name of the reason: `None` when this action is no cause.
    ///
    /// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// DynamoDB's own words.
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The item as it was when the action's condition failed; nothing when there was none, or the action is no cause.
    pub const fn old_item(&self) -> Option<&Item> {
        self.old.as_ref()
    }

    /// The item as it was when the action's condition failed, as an entity.
    ///
    /// # Errors
    /// When it is not one of the entity.
    pub fn old_as<O: Entity>(&self) -> Result<Option<O>> {
        self.old.as_ref().map(|old| from_returned(ReturnedItem::from(old.clone()))).transpose()
    }

    pub(super) fn new(action: &Action, reason: &CancellationReason) -> Self {
        let kind = match &*reason.code {
            "None" => None,
            "ConditionalCheckFailed" => Some(action.expectation.kind_of_failure(reason.item.as_ref())),
            "TransactionConflict" => Some(ErrorKind::Conflict),
            code if is_throttling(code) => Some(ErrorKind::Throttled),
            _ => Some(ErrorKind::Service),
        };
        Self {
            kind,
            code: reason.code.clone(),
            message: reason.message.clone(),
            old: reason.item.clone(),
            entity: PhantomData,
        }
    }

    /// The same reason, of an action on another entity.
    pub(super) fn of<O>(self) -> Reason<O> {
        let Self { kind, code, message, old, .. } = self;
        Reason { kind, code, message, old, entity: PhantomData }
    }
}

impl<E: Entity> Reason<E> {
    /// The item as it was when the action's condition failed; nothing when there was none, or the action is no cause.
    ///
    /// # Errors
    /// When it is not one of the entity.
    pub fn old(&self) -> Result<Option<E>> {
        self.old_as()
    }
}

impl<E> Clone for Reason<E> {
    fn clone(&self) -> Self {
        let Self { kind, code, message, old, .. } = self;
        Self {
            kind: *kind,
            code: code.clone(),
            message: message.clone(),
            old: old.clone(),
            entity: PhantomData,
        }
    }
}

impl<E> fmt::Debug for Reason<E> {
    /// Without the old item, whose key can be personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reason").field("kind", &self.kind).field("code", &self.code).finish_non_exhaustive()
    }
}

/// Whether an action was refused because there were too many requests.
pub(in crate::op) fn is_throttling(code: &str) -> bool {
    matches!(code, "ProvisionedThroughputExceeded" | "ThrottlingError" | "RequestLimitExceeded")
}

/// Whether a cancelled transaction can succeed when it is sent again: some actions met a conflict or throttling, and
/// none failed for another reason.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html>.
pub(in crate::op) fn is_transient(reasons: &[CancellationReason]) -> bool {
    let transient = |code: &str| code == "TransactionConflict" || is_throttling(code);
    let mut causes = reasons.iter().map(|reason| &*reason.code).filter(|code| *code != "None").peekable();
    causes.peek().is_some() && causes.all(transient)
}
