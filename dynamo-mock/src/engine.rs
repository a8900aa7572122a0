//! The engine: DynamoDB's actions as one synchronous call.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use dynamo_model::api::{Request, Response, ServiceError};

use crate::action::{self, Tokens};
use crate::expression::ExpressionCache;
use crate::storage::Table;
use crate::{Clock, message};

/// DynamoDB inside the process.
///
/// Every call is answered at once and in full; calls of several threads are answered as if one after the other.
///
/// ```
/// use dynamo_mock::Engine;
/// use dynamo_model::api::{DescribeTableInput, ErrorCode};
///
/// let engine = Engine::new();
/// let request = DescribeTableInput { table_name: "none".into() };
/// let error = engine.call(request.into()).unwrap_err();
/// assert_eq!(error.code, ErrorCode::ResourceNotFound);
/// ```
#[derive(Debug, Default)]
pub struct Engine {
    clock: Clock,
    expressions: ExpressionCache,
    tables: RwLock<BTreeMap<Arc<str>, SharedTable>>,
    /// How many tables were ever created, for their ids.
    created: AtomicU64,
    /// How many writes later reads that are behind see a write.
    lag: AtomicUsize,
    /// The transactions that were done under a token.
    tokens: Mutex<Tokens>,
}

/// A table behind its own lock, so that work on one table does not wait for another one.
pub(crate) type SharedTable = Arc<RwLock<Table>>;

impl Engine {
    /// An engine without tables and with a clock of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// An engine without tables that reads the time from a clock.
    pub fn with_clock(clock: Clock) -> Self {
        Self { clock, ..Self::default() }
    }

    /// The clock.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Answers one request. The response is of the request's action.
    ///
    /// # Errors
    /// What DynamoDB would answer: the same code and the same message.
    pub fn call(&self, request: Request) -> Result<Response, ServiceError> {
        match request {
            Request::CreateTable(input) => action::create_table(self, input).map(Response::from),
            Request::DescribeTable(input) => action::describe_table(self, &input).map(Response::from),
            Request::DeleteTable(input) => action::delete_table(self, &input).map(Response::from),
            Request::GetItem(input) => action::get_item(self, &input).map(Response::from),
            Request::PutItem(input) => action::put_item(self, input).map(Response::from),
            Request::UpdateItem(input) => action::update_item(self, &input).map(Response::from),
            Request::DeleteItem(input) => action::delete_item(self, &input).map(Response::from),
            Request::Query(input) => action::query(self, &input).map(Response::from),
            Request::Scan(input) => action::scan(self, &input).map(Response::from),
            Request::BatchGetItem(input) => action::batch_get_item(self, &input).map(Response::from),
            Request::BatchWriteItem(input) => action::batch_write_item(self, input).map(Response::from),
            Request::TransactGetItems(input) => action::transact_get_items(self, &input).map(Response::from),
            Request::TransactWriteItems(input) => {
                action::transact_write_items(self, input).map(Response::from)
            }
            other => Err(message::unknown_operation(other.action())),
        }
    }

    /// The parsed expressions of earlier requests.
    pub(crate) const fn expressions(&self) -> &ExpressionCache {
        &self.expressions
    }

    /// The transactions that were done under a token. Held while such a transaction is done, so that two with
    /// the same token cannot both be.
    pub(crate) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The table with a name.
    pub(crate) fn table(&self, name: &str) -> Result<SharedTable, ServiceError> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        tables.get(name).cloned().ok_or_else(message::table_not_found)
    }

    /// The id of the next table to be created.
    pub(crate) fn next_table_id(&self) -> String {
        let number = self.created.fetch_add(1, Ordering::Relaxed);
        format!("00000000-0000-4000-8000-{number:012x}")
    }

    /// How many tables were ever created.
    pub(crate) const fn created(&self) -> &AtomicU64 {
        &self.created
    }

    /// How many writes later reads that are behind see a write.
    pub(crate) const fn lag_setting(&self) -> &AtomicUsize {
        &self.lag
    }

    /// All tables, to be looked at.
    pub(crate) fn tables_ref(&self) -> RwLockReadGuard<'_, BTreeMap<Arc<str>, SharedTable>> {
        self.tables.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// All tables, to be changed.
    pub(crate) fn tables_mut(&self) -> RwLockWriteGuard<'_, BTreeMap<Arc<str>, SharedTable>> {
        self.tables.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Locks a table to read it. Nothing panics while it holds the lock, so that a poisoned lock means nothing.
pub(crate) fn read(table: &RwLock<Table>) -> RwLockReadGuard<'_, Table> {
    table.read().unwrap_or_else(PoisonError::into_inner)
}

/// Locks a table to change it.
pub(crate) fn write(table: &RwLock<Table>) -> RwLockWriteGuard<'_, Table> {
    table.write().unwrap_or_else(PoisonError::into_inner)
}
