//! One recorded call.

use std::fmt;

use dynamo_model::BackendError;
use dynamo_model::api::{ConsumedCapacity, Request, Response, ServiceError};

use super::touched::{is_write, touched};

/// How a call ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// The backend answered.
    Answered(Response),
    /// The backend refused.
    Refused(ServiceError),
    /// No answer came; in the words of the error.
    NoAnswer(String),
    /// The recorder did not pass it on.
    Forbidden,
    /// It has not ended, or the caller stopped waiting.
    Open,
}

impl Outcome {
    pub(super) fn of(answer: &Result<Response, BackendError>) -> Self {
        match answer {
            Ok(response) => Self::Answered(response.clone()),
            Err(BackendError::Service { error, .. }) => Self::Refused(error.clone()),
            Err(error) => Self::NoAnswer(error.to_string()),
        }
    }
}

/// A call: what was asked and how it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub(super) request: Request,
    pub(super) outcome: Outcome,
    pub(super) capacity: Vec<ConsumedCapacity>,
}

impl Call {
    /// The request, as the caller made it.
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// How it ended.
    pub const fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The name of the action.
    pub const fn action(&self) -> &'static str {
        self.request.action()
    }

    /// The tables that it names, each once.
    pub fn tables(&self) -> Vec<&str> {
        let mut tables: Vec<&str> = touched(&self.request).into_iter().map(|part| part.table).collect();
        tables.sort_unstable();
        tables.dedup();
        tables
    }

    /// The index that it reads.
    pub fn index(&self) -> Option<&str> {
        match &self.request {
            Request::Query(input) => input.index_name.as_deref(),
            Request::Scan(input) => input.index_name.as_deref(),
            _ => None,
        }
    }

    /// The capacity that it used, per table, as far as the backend reported it.
    pub fn capacity(&self) -> &[ConsumedCapacity] {
        &self.capacity
    }

    /// The units that it used.
    pub(super) fn units(&self) -> Units {
        let total = self.capacity.iter().map(|report| report.capacity_units).sum();
        // A transaction that is replayed reads, although its action writes: its report says so.
        let read = self.capacity.iter().any(|report| report.read_capacity_units.is_some());
        if is_write(self.action()) && !read {
            Units { read: 0.0, write: total }
        } else {
            Units { read: total, write: 0.0 }
        }
    }
}

/// Shows the action, the tables and the index, and neither keys nor values.
impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.action(), self.tables().join(", "))?;
        if let Some(index) = self.index() {
            write!(f, "/{index}")?;
        }
        match &self.outcome {
            Outcome::Answered(_) => Ok(()),
            Outcome::Refused(error) => write!(f, " ({})", error.code.as_str()),
            Outcome::NoAnswer(_) => f.write_str(" (no answer)"),
            Outcome::Forbidden => f.write_str(" (forbidden)"),
            Outcome::Open => f.write_str(" (open)"),
        }
    }
}

/// Capacity units.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Units {
    /// Read capacity units.
    pub read: f64,
    /// Write capacity units.
    pub write: f64,
}
