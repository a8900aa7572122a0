//! The request of a read, Query or Scan, and its answer.

use crate::Item;
use crate::api::{QueryInput, ReturnConsumedCapacity, ReturnedItem, ScanInput, Select};
use crate::connection::Connection;
use crate::error::Result;

/// The request of a read.
#[derive(Debug, Clone)]
pub(in crate::op) enum Request {
    Query(Box<QueryInput>),
    Scan(Box<ScanInput>),
}

/// One answer of DynamoDB.
pub(super) struct Answer {
    pub(super) items: Vec<ReturnedItem>,
    pub(super) count: i32,
    pub(super) scanned_count: i32,
    pub(super) last_evaluated_key: Option<Item>,
    pub(super) capacity: Option<f64>,
}

impl Request {
    pub(in crate::op) fn index_name(&self) -> Option<&str> {
        match self {
            Self::Query(input) => input.index_name.as_deref(),
            Self::Scan(input) => input.index_name.as_deref(),
        }
    }

    pub(super) fn set_limit(&mut self, limit: Option<i32>) {
        match self {
            Self::Query(input) => input.limit = limit,
            Self::Scan(input) => input.limit = limit,
        }
    }

    pub(super) fn set_start(&mut self, key: Item) {
        match self {
            Self::Query(input) => input.exclusive_start_key = Some(key),
            Self::Scan(input) => input.exclusive_start_key = Some(key),
        }
    }

    pub(super) fn is_at_the_beginning(&self) -> bool {
        match self {
            Self::Query(input) => input.exclusive_start_key.is_none(),
            Self::Scan(input) => input.exclusive_start_key.is_none(),
        }
    }

    pub(super) fn meter(&mut self) {
        match self {
            Self::Query(input) => input.return_consumed_capacity = Some(ReturnConsumedCapacity::Total),
            Self::Scan(input) => input.return_consumed_capacity = Some(ReturnConsumedCapacity::Total),
        }
    }

    pub(super) fn select_count(&mut self) {
        match self {
            Self::Query(input) => input.select = Some(Select::Count),
            Self::Scan(input) => input.select = Some(Select::Count),
        }
    }

    pub(super) async fn send(&self, connection: &Connection) -> Result<Answer> {
        Ok(match self {
            Self::Query(input) => {
                let output = connection.call((**input).clone()).await?;
                Answer {
                    items: output.items,
                    count: output.count,
                    scanned_count: output.scanned_count,
                    last_evaluated_key: output.last_evaluated_key,
                    capacity: output.consumed_capacity.map(|used| used.capacity_units),
                }
            }
            Self::Scan(input) => {
                let output = connection.call((**input).clone()).await?;
                Answer {
                    items: output.items,
                    count: output.count,
                    scanned_count: output.scanned_count,
                    last_evaluated_key: output.last_evaluated_key,
                    capacity: output.consumed_capacity.map(|used| used.capacity_units),
                }
            }
        })
    }
}
