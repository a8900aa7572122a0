//! The engine: DynamoDB's actions as one synchronous call.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use dynamo_model::api::{Request, Response, ServiceError, StreamViewType};

use crate::action::{self, Tokens};
use crate::chance::Chance;
use crate::expression::ExpressionCache;
use crate::storage::{Stream, Table, TableLock, Tree};
use crate::time_to_live::Sweeper;
use crate::{Clock, Wording, message};

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
    /// For identifiers that writes make up.
    chance: Chance,
    expressions: ExpressionCache,
    tables: RwLock<BTreeMap<Arc<str>, SharedTable>>,
    /// How many tables were ever created, for their ids.
    created: AtomicU64,
    /// How many writes later reads that are behind see a write.
    lag: AtomicUsize,
    /// The transactions that were done under a token.
    tokens: Mutex<Tokens>,
    sweeper: Sweeper,
    /// Deleted tables whose streams can be read still.
    retired: Mutex<Vec<SharedTable>>,
    /// The label of the last stream, in milliseconds: labels differ even while the clock stands still.
    last_label: AtomicU64,
    address: Address,
    /// Whether errors are said in the former words.
    former: AtomicBool,
}

/// The host and port that clients are told.
#[derive(Debug)]
struct Address(RwLock<String>);

impl Default for Address {
    fn default() -> Self {
        Self(RwLock::new("localhost:8000".to_owned()))
    }
}

/// A table behind its own lock, so that work on one table does not wait for another one.
pub(crate) type SharedTable = Arc<TableLock>;

impl Engine {
    /// An engine without tables and with a clock of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// An engine without tables that reads the time from a clock.
    pub fn with_clock(clock: Clock) -> Self {
        Self { clock, ..Self::default() }
    }

    /// The same engine, whose random numbers start from a seed: the same calls make up the same identifiers. Engines
    /// start from 0.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self { chance: Chance::new(seed), ..self }
    }

    /// The next 128 random bits of the engine's sequence.
    pub fn random(&self) -> u128 {
        self.chance.next()
    }

    /// The same engine with another sequence of random numbers.
    pub(crate) fn with_chance(self, chance: Chance) -> Self {
        Self { chance, ..self }
    }

    /// The sequence of random numbers.
    pub(crate) const fn chance(&self) -> &Chance {
        &self.chance
    }

    /// The clock.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Sets how long after its expiry an item is deleted: whole seconds, and none at first.
    ///
    /// On a table with a time to live, an item expires when the clock shows a second after the one that its
    /// attribute holds. The first request of each second deletes what has expired and this delay is over for,
    /// before it is answered; without requests nothing is deleted, and an item that expired more than five years
    /// ago never is. The service takes up to a few days, see
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html>.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// let engine = dynamo_mock::Engine::new();
    /// engine.set_expiry_delay(Duration::from_secs(48 * 60 * 60));
    /// ```
    pub fn set_expiry_delay(&self, delay: Duration) {
        self.sweeper.set_delay(delay);
    }

    /// Sets the host and port that DescribeEndpoints answers: `localhost:8000` at first, so that no client is ever
    /// sent to AWS.
    pub fn set_address(&self, address: impl Into<String>) {
        *self.address.0.write().unwrap_or_else(PoisonError::into_inner) = address.into();
    }

    /// Sets the words of errors: the current ones at first.
    pub fn set_wording(&self, wording: Wording) {
        self.former.store(wording == Wording::Former, Ordering::Relaxed);
    }

    /// The words of errors.
    pub fn wording(&self) -> Wording {
        if self.former.load(Ordering::Relaxed) { Wording::Former } else { Wording::Current }
    }

    /// Answers one request. The response is of the request's action.
    ///
    /// # Errors
    /// What DynamoDB would answer: the same code and the same message.
    pub fn call(&self, request: Request) -> Result<Response, ServiceError> {
        if self.wording() == Wording::Current {
            return self.answer(request);
        }
        let asked = request.clone();
        self.answer(request).map_err(|mut error| {
            Wording::Former.apply(&mut error, Some(&asked));
            error
        })
    }

    fn answer(&self, request: Request) -> Result<Response, ServiceError> {
        self.sweeper.sweep(self);
        match request {
            Request::CreateTable(input) => action::create_table(self, input).map(Response::from),
            Request::DescribeTable(input) => action::describe_table(self, &input).map(Response::from),
            Request::DeleteTable(input) => action::delete_table(self, &input).map(Response::from),
            Request::ListTables(input) => action::list_tables(self, &input).map(Response::from),
            Request::UpdateTimeToLive(input) => action::update_time_to_live(self, input).map(Response::from),
            Request::DescribeTimeToLive(input) => {
                action::describe_time_to_live(self, &input).map(Response::from)
            }
            Request::TagResource(input) => action::tag_resource(self, input).map(Response::from),
            Request::UntagResource(input) => action::untag_resource(self, &input).map(Response::from),
            Request::ListTagsOfResource(input) => {
                action::list_tags_of_resource(self, &input).map(Response::from)
            }
            Request::UpdateContinuousBackups(input) => {
                action::update_continuous_backups(self, &input).map(Response::from)
            }
            Request::DescribeContinuousBackups(input) => {
                action::describe_continuous_backups(self, &input).map(Response::from)
            }
            Request::UpdateContributorInsights(input) => {
                action::update_contributor_insights(self, input).map(Response::from)
            }
            Request::DescribeContributorInsights(input) => {
                action::describe_contributor_insights(self, input).map(Response::from)
            }
            Request::PutResourcePolicy(input) => action::put_resource_policy(self, input).map(Response::from),
            Request::GetResourcePolicy(input) => {
                action::get_resource_policy(self, &input).map(Response::from)
            }
            Request::DeleteResourcePolicy(input) => {
                action::delete_resource_policy(self, &input).map(Response::from)
            }
            Request::DescribeLimits(_) => Ok(action::describe_limits().into()),
            Request::DescribeEndpoints(_) => Ok(action::describe_endpoints(self).into()),
            Request::UpdateTable(input) => action::update_table(self, input).map(Response::from),
            Request::ListStreams(input) => action::list_streams(self, &input).map(Response::from),
            Request::DescribeStream(input) => action::describe_stream(self, &input).map(Response::from),
            Request::GetShardIterator(input) => action::get_shard_iterator(self, &input).map(Response::from),
            Request::GetRecords(input) => action::get_records(self, &input).map(Response::from),
            Request::GetItem(input) => action::get_item(self, &input).map(Response::from),
            Request::PutItem(input) => action::put_item(self, input).map(Response::from),
            Request::UpdateItem(input) => action::update_item(self, input).map(Response::from),
            Request::DeleteItem(input) => action::delete_item(self, input).map(Response::from),
            Request::Query(input) => action::query(self, &input).map(Response::from),
            Request::Scan(input) => action::scan(self, &input).map(Response::from),
            Request::SearchVectors(input) => action::search_vectors(self, &input).map(Response::from),
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

    /// Deletes expired items.
    pub(crate) const fn sweeper(&self) -> &Sweeper {
        &self.sweeper
    }

    /// The host and port that clients are told.
    pub(crate) fn address(&self) -> String {
        self.address.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// An open stream without records.
    pub(crate) fn new_stream(&self, view: StreamViewType) -> Stream {
        let now = self.clock.now();
        let millis = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        let last = self.last_label.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |last| {
            Some(millis.max(last.saturating_add(1)))
        });
        let label = last.map_or(millis, |last| millis.max(last.saturating_add(1)));
        Stream::new(view, now, Duration::from_millis(label))
    }

    /// Keeps what can be read of a deleted table: the records of its streams.
    pub(crate) fn retire(&self, shared: &SharedTable) {
        let mut table = write(shared);
        let now = self.clock.now();
        if let Some(stream) = table.streams.last_mut() {
            stream.closed.get_or_insert(now);
            table.items = Tree::default();
            table.indexes.clear();
            table.vector_indexes.clear();
            self.retired.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(shared));
        }
    }

    /// The tables that have or had streams, deleted ones included.
    pub(crate) fn streaming_tables(&self, now: Duration) -> Vec<SharedTable> {
        let mut tables = self.all_tables();
        let mut retired = self.retired.lock().unwrap_or_else(PoisonError::into_inner);
        retired.retain(|table| !read(table).streams.iter().all(|stream| stream.is_over(now)));
        tables.extend(retired.iter().cloned());
        tables.retain(|table| !read(table).streams.is_empty());
        tables
    }

    /// All tables, in the order of their names.
    pub(crate) fn all_tables(&self) -> Vec<SharedTable> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        tables.values().cloned().collect()
    }

    /// The first names after one, in their order.
    pub(crate) fn table_names_after(&self, start: Option<&str>, limit: usize) -> Vec<String> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        let start = start.map_or(Bound::Unbounded, Bound::Excluded);
        let names = tables.range::<str, _>((start, Bound::Unbounded));
        names.take(limit).map(|(name, _)| name.as_ref().to_owned()).collect()
    }

    /// The table with a name, or with a resource name.
    pub(crate) fn table(&self, name: &str) -> Result<SharedTable, ServiceError> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        tables.get(action::plain_name(name)).cloned().ok_or_else(message::table_not_found)
    }

    /// The id of the next table to be created.
    pub(crate) fn next_table_id(&self) -> String {
        let number = self.created.fetch_add(1, Ordering::Relaxed);
        format!("00000000-0000-4000-8000-{number:012x}")
    }

    /// The label of the last stream.
    pub(crate) const fn last_label(&self) -> &AtomicU64 {
        &self.last_label
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

/// Locks a table to read it.
pub(crate) fn read(table: &TableLock) -> RwLockReadGuard<'_, Table> {
    table.read()
}

/// Locks a table to change it.
pub(crate) fn write(table: &TableLock) -> RwLockWriteGuard<'_, Table> {
    table.write()
}
