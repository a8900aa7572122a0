//! The conditions of a write and what their failure means.

use dynamo_schema::{EntityModel, TableModel};

use super::lock::LockDemand;
use crate::error::{Error, ErrorKind};
use crate::expression::{Condition, DocumentPath, ExpressionError, Renderer};
use crate::version::VersionDemand;
use crate::{Item, Name};

/// What a write demands of the item that is there.
#[derive(Debug, Clone, Default)]
pub(crate) struct WriteConditions {
    existence: Existence,
    lock: Option<LockDemand>,
    version: Option<VersionDemand>,
    given: Vec<Condition>,
}

/// What is left of the conditions when they have failed: enough to say what their failure means.
#[derive(Debug, Clone)]
pub(crate) struct Expectation {
    existence: Existence,
    lock: Option<LockDemand>,
    version: Option<VersionDemand>,
    /// There was no other condition.
    alone: bool,
    /// It is the marker of a value that must be unique.
    is_marker: bool,
}

impl Expectation {
    /// What the marker of a unique value is expected to be: not there, or that of the same item.
    pub(crate) fn of_marker() -> Self {
        Self { is_marker: true, ..WriteConditions::default().expectation() }
    }

    /// The kind of failure, given the item that there was.
    pub(crate) fn kind_of_failure(&self, found: Option<&Item>) -> ErrorKind {
        match self.existence {
            _ if self.is_marker => ErrorKind::UniqueTaken,
            Existence::MustExist if found.is_none() => ErrorKind::NotFound,
            Existence::MustNotExist if found.is_some() || self.alone => ErrorKind::AlreadyExists,
            _ if found.is_some_and(|found| {
                self.version.as_ref().is_some_and(|version| version.is_broken_by(found))
            }) =>
            {
                ErrorKind::OtherVersion
            }
            _ if self.lock.as_ref().is_some_and(|lock| lock.is_broken_by(found)) => ErrorKind::LockFailed,
            _ => ErrorKind::ConditionFailed,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Existence {
    #[default]
    Either,
    MustExist,
    MustNotExist,
}

impl WriteConditions {
    pub(crate) const fn new(existence: Existence) -> Self {
        Self { existence, lock: None, version: None, given: Vec::new() }
    }

    pub(crate) fn demand_lock(&mut self, lock: Option<LockDemand>) {
        self.lock = lock;
    }

    /// Demands that the item that is there is of the entity's own version.
    pub(crate) fn demand_version(&mut self, table: &TableModel, entity: &EntityModel) {
        self.version = VersionDemand::new(table, entity);
    }

    pub(crate) fn add(&mut self, condition: Condition) {
        self.given.push(condition);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.existence == Existence::Either
            && self.lock.is_none()
            && self.version.is_none()
            && self.given.is_empty()
    }

    /// The condition expression. An item exists exactly when it has a partition key.
    pub(crate) fn render(
        &self,
        partition_key: &Name,
        renderer: &mut Renderer,
    ) -> Result<Option<String>, ExpressionError> {
        let key = || DocumentPath::attribute(partition_key.clone());
        let existence = match self.existence {
            Existence::Either => None,
            Existence::MustExist => Some(Condition::Exists(key())),
            Existence::MustNotExist => Some(Condition::NotExists(key())),
        };
        let lock = self.lock.as_ref().map(|lock| lock.condition(partition_key));
        let can_be_new = self.existence == Existence::Either;
        let version = self.version.as_ref().map(|version| version.condition(partition_key, can_be_new));
        let own = existence.into_iter().chain(lock).chain(version);
        let all = Condition::all(own.chain(self.given.iter().cloned()));
        all.map(|condition| renderer.condition(&condition)).transpose()
    }

    /// Tells a failed condition apart from an item that is missing or in the way.
    pub(crate) fn explain_failure(&self, error: Error) -> Error {
        if !error.is_condition_failed() {
            return error;
        }
        match self.expectation().kind_of_failure(error.item()) {
            ErrorKind::NotFound => error.into_kind(
                ErrorKind::NotFound,
                "there is no item with this key; `create` or `upsert` writes one",
            ),
            ErrorKind::AlreadyExists => error.into_kind(
                ErrorKind::AlreadyExists,
                "an item with this key exists; `put` replaces it, `update` changes it",
            ),
            ErrorKind::LockFailed => error.into_kind(
                ErrorKind::LockFailed,
                "somebody else has written the item since it was read; read it again, or use `update_with`",
            ),
            ErrorKind::OtherVersion => error.into_kind(
                ErrorKind::OtherVersion,
                "the item is of another version of the entity; `update_with` and `put` write the whole of an older one anew",
            ),
            _ => error,
        }
    }

    pub(crate) fn expectation(&self) -> Expectation {
        let alone = self.given.is_empty();
        Expectation {
            existence: self.existence,
            lock: self.lock.clone(),
            version: self.version.clone(),
            alone,
            is_marker: false,
        }
    }
}
