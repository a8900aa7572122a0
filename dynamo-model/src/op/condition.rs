//! The conditions of a write and what their failure means.

use crate::Name;
use crate::error::{Error, ErrorKind};
use crate::expression::{Condition, DocumentPath, ExpressionError, Renderer};

/// What a write demands of the item that is there.
#[derive(Debug, Clone, Default)]
pub(crate) struct WriteConditions {
    existence: Existence,
    given: Vec<Condition>,
}

/// What is left of the conditions when they have failed: enough to say what their failure means.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expectation {
    existence: Existence,
    /// There was no other condition.
    alone: bool,
}

impl Expectation {
    /// The kind of failure, given whether there was an item.
    pub(crate) const fn kind_of_failure(self, found: bool) -> ErrorKind {
        match self.existence {
            Existence::MustExist if !found => ErrorKind::NotFound,
            Existence::MustNotExist if found || self.alone => ErrorKind::AlreadyExists,
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
        Self { existence, given: Vec::new() }
    }

    pub(crate) fn add(&mut self, condition: Condition) {
        self.given.push(condition);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.existence == Existence::Either && self.given.is_empty()
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
        let all = Condition::all(existence.into_iter().chain(self.given.iter().cloned()));
        all.map(|condition| renderer.condition(&condition)).transpose()
    }

    /// Tells a failed condition apart from an item that is missing or in the way.
    pub(crate) fn explain_failure(&self, error: Error) -> Error {
        if !error.is_condition_failed() {
            return error;
        }
        match self.expectation().kind_of_failure(error.item().is_some()) {
            ErrorKind::NotFound => error.into_kind(
                ErrorKind::NotFound,
                "there is no item with this key; `create` or `upsert` writes one",
            ),
            ErrorKind::AlreadyExists => error.into_kind(
                ErrorKind::AlreadyExists,
                "an item with this key exists; `put` replaces it, `update` changes it",
            ),
            _ => error,
        }
    }

    pub(crate) const fn expectation(&self) -> Expectation {
        Expectation { existence: self.existence, alone: self.given.is_empty() }
    }
}
