//! A backend that throttles.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use dynamo_model::api::{
    BillingMode, ConsumedCapacity, DescribeTableInput, ErrorCode, KeySchemaElement, KeyType, Request,
    Response, ServiceError, TableDescription, ThrottlingReason,
};
use dynamo_model::{Backend, BackendError, CallFuture, IntoBackend, Item, PauseFuture};

use super::bucket::Bucket;
use super::metering;
use super::record::Units;
use super::touched::{is_write, touched};
use super::verdict::Verdict;
use crate::action::plain_name;
use crate::{Clock, message};

/// Enforces limits of throughput, so that hot partitions and tables that are too small show in a test. Clones
/// share what is used.
///
/// - A provisioned table and its global indexes have the throughput that they were created with. On-demand
///   tables have no limit of their own; [`table`](Self::table) sets one.
/// - Each partition key has 3,000 read units and 1,000 write units per second, as in the service;
///   [`partition`](Self::partition) sets another limit.
/// - Unused throughput is kept for one second. The service keeps up to five minutes of a table's:
///   see [`burst`](Self::burst).
///
/// Time is the engine's clock: without [`Clock::advance`] nothing comes back. A request is let in while anything is
/// left, and may leave a debt. Parts of a batch are left unprocessed, a transaction is cancelled, everything else
/// is answered with `ProvisionedThroughputExceeded` on provisioned tables and `Throttling` on others.
/// The units of a batch or transaction on one table are spread evenly over its parts; a Scan counts for its table only.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html>.
///
/// ```
/// use dynamo_mock::{Mock, Throughput, Units};
///
/// let mock = Mock::new();
/// let backend = Throughput::new(mock.clone(), mock.clock().clone())
///     .partition(Units { read: 100.0, write: 10.0 });
/// # let _ = backend;
/// ```
#[derive(Clone)]
pub struct Throughput {
    backend: Arc<dyn Backend>,
    clock: Clock,
    limits: BTreeMap<String, Units>,
    partition: Units,
    burst: Duration,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    tables: HashMap<String, Arc<TableDescription>>,
    buckets: HashMap<Place, Bucket>,
}

/// What has a limit of its own: a table, an index, or one partition of either, for reads or for writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place {
    table: String,
    index: Option<String>,
    partition: Option<Item>,
    write: bool,
}

/// One part of a request: the table or index, and the partition when it names one.
struct Part {
    whole: Place,
    partition: Option<Place>,
}

impl Throughput {
    /// Limits in front of a backend, whose time a clock shows.
    pub fn new(backend: impl IntoBackend, clock: Clock) -> Self {
        Self {
            backend: backend.into_backend(),
            clock,
            limits: BTreeMap::new(),
            partition: Units { read: 3_000.0, write: 1_000.0 },
            burst: Duration::from_secs(1),
            state: Arc::default(),
        }
    }

    /// The units per second of a table, instead of its own.
    #[must_use]
    pub fn table(mut self, name: impl Into<String>, units: Units) -> Self {
        self.limits.insert(name.into(), units);
        self
    }

    /// The units per second of each partition key, in tables and in indexes.
    #[must_use]
    pub const fn partition(mut self, units: Units) -> Self {
        self.partition = units;
        self
    }

    /// For how long unused throughput is kept.
    #[must_use]
    pub const fn burst(mut self, time: Duration) -> Self {
        self.burst = time;
        self
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Describes the tables that are met for the first time. Those that do not exist have no limit.
    async fn meet(&self, request: &Request) {
        let names: HashSet<&str> = touched(request).into_iter().map(|part| part.table).collect();
        for name in names {
            if self.lock().tables.contains_key(name) {
                continue;
            }
            let request = DescribeTableInput { table_name: name.into() };
            if let Ok(Response::DescribeTable(output)) = self.backend.call(request.into()).await {
                self.lock().tables.insert(name.to_owned(), Arc::new(output.table));
            }
        }
    }

    /// What is known of a table may change with a request that is not about items. Only a new or deleted table
    /// begins with all its throughput again.
    fn forget(&self, request: &Request) {
        let mut state = self.lock();
        let renewed = matches!(request, Request::CreateTable(_) | Request::DeleteTable(_));
        for part in touched(request) {
            state.tables.remove(part.table);
            if renewed {
                state.buckets.retain(|place, _| place.table != part.table);
            }
        }
    }

    /// The parts of a request.
    fn parts(&self, request: &Request) -> Vec<Part> {
        let write = is_write(request.action());
        let state = self.lock();
        let part = |table: &str, index: Option<&str>, attributes: &Item| {
            let description = state.tables.get(table);
            // A local index is part of its table.
            let global = description.and_then(|table| {
                table.global_secondary_indexes.iter().find(|global| Some(global.index_name.as_str()) == index)
            });
            let schema = match (global, description) {
                (Some(global), _) => global.key_schema.as_slice(),
                (None, Some(table)) => &table.key_schema,
                (None, None) => &[],
            };
            let whole = Place {
                table: table.to_owned(),
                index: global.map(|global| global.index_name.clone()),
                partition: None,
                write,
            };
            let partition = partition_of(schema, attributes)
                .map(|partition| Place { partition: Some(partition), ..whole.clone() });
            Part { whole, partition }
        };
        touched(request)
            .into_iter()
            .map(|touched| part(touched.table, touched.index, &touched.attributes))
            .collect()
    }

    /// The units per second of a place.
    fn rate(&self, state: &State, place: &Place) -> Option<f64> {
        let of = |units: Units| if place.write { units.write } else { units.read };
        if place.partition.is_some() {
            return Some(of(self.partition));
        }
        let table = state.tables.get(&place.table)?;
        let provisioned = match &place.index {
            None if self.limits.contains_key(&place.table) => {
                return self.limits.get(&place.table).copied().map(of);
            }
            None => Some(table.provisioned_throughput),
            Some(name) => {
                let index = table.global_secondary_indexes.iter().find(|index| index.index_name == *name)?;
                index.provisioned_throughput
            }
        };
        let units = provisioned.filter(|_| table.billing_mode == BillingMode::Provisioned)?;
        Some(of(Units { read: units.read_capacity_units as f64, write: units.write_capacity_units as f64 }))
    }

    /// Does something with the bucket of a place, when it has a limit.
    fn with_bucket<T>(
        &self,
        state: &mut State,
        place: &Place,
        work: impl FnOnce(&mut Bucket, Duration) -> T,
    ) -> Option<T> {
        let now = self.clock.now();
        if let Some(bucket) = state.buckets.get_mut(place) {
            return Some(work(bucket, now));
        }
        let mut bucket = Bucket::new(self.rate(state, place)?, self.burst, now);
        let done = work(&mut bucket, now);
        state.buckets.insert(place.clone(), bucket);
        Some(done)
    }

    /// What keeps a part out: the first place whose throughput is used up.
    fn obstacle(&self, state: &mut State, part: &Part) -> Option<Place> {
        let mut places = vec![part.whole.clone()];
        places.extend(part.partition.clone());
        // An index that cannot follow holds the writes of its table up.
        if part.whole.write
            && let Some(table) = state.tables.get(&part.whole.table)
        {
            places.extend(
                table
                    .global_secondary_indexes
                    .iter()
                    .map(|global| Place { index: Some(global.index_name.clone()), ..part.whole.clone() }),
            );
        }
        places.into_iter().find(|place| self.with_bucket(state, place, Bucket::is_open) == Some(false))
    }

    /// What a place says of itself when it is used up.
    fn reason(&self, state: &State, place: &Place) -> ThrottlingReason {
        let table = state.tables.get(&place.table);
        let provisioned = table.is_some_and(|table| table.billing_mode == BillingMode::Provisioned);
        let limit = match (&place.partition, provisioned) {
            (Some(_), _) => "KeyRangeThroughputExceeded",
            (None, true) => "ProvisionedThroughputExceeded",
            (None, false) => "MaxOnDemandThroughputExceeded",
        };
        let resource = table.map_or_else(String::new, |table| table.table_arn.clone());
        message::throttling_reason(resource, place.index.as_deref(), place.write, limit)
    }

    fn judge(&self, request: &mut Request, parts: &[Part]) -> (Verdict, Vec<bool>) {
        let mut state = self.lock();
        let obstacles: Vec<_> = parts.iter().map(|part| self.obstacle(&mut state, part)).collect();
        let struck: Vec<bool> = obstacles.iter().map(Option::is_some).collect();
        let Some(first) = obstacles.iter().flatten().next() else { return (Verdict::Pass, struck) };
        let table = state.tables.get(&first.table);
        let provisioned = table.is_some_and(|table| table.billing_mode == BillingMode::Provisioned);
        let mut error =
            if provisioned { message::provisioned_throughput_exceeded() } else { message::throttled() };
        for obstacle in obstacles.iter().flatten() {
            let reason = self.reason(&state, obstacle);
            if !error.throttling_reasons.contains(&reason) {
                error.throttling_reasons.push(reason);
            }
        }
        (Verdict::refuse(request, &struck, error), struck)
    }

    /// Charges what a report says to the table, its indexes, and the partitions of the parts that were done.
    fn charge(&self, report: &ConsumedCapacity, parts: &[&Part]) {
        let mut state = self.lock();
        let global: f64 = report.global_secondary_indexes.values().map(|index| index.capacity_units).sum();
        let done: Vec<&Part> =
            parts.iter().filter(|part| part.whole.table == plain_name(&report.table_name)).copied().collect();
        let Some(first) = done.first() else { return };
        let mut charge = |place: &Place, units: f64| {
            self.with_bucket(&mut state, place, |bucket, now| bucket.charge(units, now));
        };
        // The table's own units, and those of its local indexes.
        let own = report.capacity_units - global;
        charge(&Place { index: None, ..first.whole.clone() }, own);
        for (name, index) in &report.global_secondary_indexes {
            let place = Place { index: Some(name.clone()), ..first.whole.clone() };
            charge(&place, index.capacity_units);
        }
        let share = done.len().max(1) as f64;
        for part in &done {
            let units = if part.whole.index.is_some() { global } else { own };
            if let Some(partition) = &part.partition {
                charge(partition, units / share);
            }
        }
    }
}

/// The attributes of the partition key, when all are known.
fn partition_of(schema: &[KeySchemaElement], attributes: &Item) -> Option<Item> {
    let names = schema.iter().filter(|element| element.key_type == KeyType::Hash);
    let mut partition = Item::new();
    for KeySchemaElement { attribute_name, .. } in names {
        partition.insert(attribute_name.clone(), attributes.get(attribute_name)?.clone());
    }
    (!partition.is_empty()).then_some(partition)
}

/// The capacity that a refused write used: its condition was read.
fn of_refusal(error: &ServiceError, parts: &[&Part]) -> Option<ConsumedCapacity> {
    let table_name = parts.first()?.whole.table.clone();
    let refused = error.code == ErrorCode::ConditionalCheckFailed;
    refused.then(|| ConsumedCapacity { table_name, capacity_units: 1.0, ..ConsumedCapacity::default() })
}

impl Backend for Throughput {
    fn call(&self, mut request: Request) -> CallFuture<'_> {
        Box::pin(async move {
            let Some(wanted) = metering::ask(&mut request) else {
                self.forget(&request);
                return self.backend.call(request).await;
            };
            self.meet(&request).await;
            let parts = self.parts(&request);
            let (verdict, struck) = self.judge(&mut request, &parts);
            let passed = !matches!(verdict, Verdict::Fail(_));
            let mut answer = verdict.carry_out(&*self.backend, request).await;
            let done: Vec<&Part> =
                parts.iter().zip(struck).filter(|(_, struck)| !struck).map(|(part, _)| part).collect();
            match &mut answer {
                Ok(response) => {
                    for report in metering::reported(response) {
                        self.charge(&report, &done);
                    }
                    metering::strip(response, wanted);
                }
                Err(BackendError::Service { error, .. }) if passed => {
                    if let Some(report) = of_refusal(error, &done) {
                        self.charge(&report, &done);
                    }
                }
                Err(_) => {}
            }
            answer
        })
    }

    fn pause(&self, duration: Duration) -> PauseFuture<'_> {
        self.backend.pause(duration)
    }

    fn now(&self) -> SystemTime {
        self.backend.now()
    }

    fn random(&self) -> u128 {
        self.backend.random()
    }
}

impl fmt::Debug for Throughput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throughput").field("limits", &self.limits).finish_non_exhaustive()
    }
}
