//! BatchGetItem: `batch_get`.

mod groups;

use std::collections::{BTreeMap, HashMap};
use std::future::IntoFuture;
use std::marker::PhantomData;

pub use groups::{KeyGroups, Lookup};

use super::OpFuture;
use crate::api::{
    BatchGetItemInput, BatchGetItemOutput, ErrorCode, KeysAndAttributes, ReturnConsumedCapacity, ReturnedItem,
};
use crate::concurrent::{Job, concurrently};
use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::retry::{Retry, Tries};
use crate::{Item, Table};

/// The most keys of one request.
const KEYS: usize = 100;
/// How many requests are under way at the same time, unless the program says otherwise.
pub(super) const CONCURRENCY: usize = 4;

/// The read of many items by their primary keys, of one entity or of several.
///
/// Any number of keys is read, 100 per request; several requests are under way at the same time. What DynamoDB leaves
/// unprocessed is asked for again, with growing pauses of random length; see [`Retry`].
///
/// Awaited, it answers an `Option` per key, in the order of the keys, which is `None` where there is no item. A key that
/// is there twice is read once and answered at both places. When some keys stay unprocessed, the error is
/// [`Unprocessed`](ErrorKind::Unprocessed); [`report`](Self::report) answers what was read, and which keys are left.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>.
#[must_use = "does nothing until it is awaited or sent"]
pub struct BatchGet<T, G> {
    connection: Connection,
    groups: G,
    consistent: bool,
    concurrency: usize,
    retry: Retry,
    table: PhantomData<fn() -> T>,
}

/// All that a batch of reads found.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct BatchGetReport<L> {
    /// What became of each key, in the order of the keys: a list, or a tuple of lists.
    pub items: L,
    /// The read capacity units that all requests used together.
    pub capacity: f64,
    /// How many requests it took.
    pub requests: usize,
}

/// What became of one key, before it is an entity.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub enum Found {
    /// The item.
    Item(ReturnedItem),
    /// There is none.
    Missing,
    /// Nobody knows.
    Unprocessed,
}

/// The answers to all keys, in their order.
pub(super) struct Answers {
    pub(super) found: Vec<Found>,
    capacity: f64,
    requests: usize,
}

/// The answers to the keys of one request and of those that repeated it.
#[derive(Default)]
struct Read {
    items: Vec<ReturnedItem>,
    unprocessed: Vec<Item>,
    capacity: f64,
    requests: usize,
}

impl<T: Table, G: KeyGroups<T>> BatchGet<T, G> {
    pub(crate) fn new(connection: Connection, groups: G) -> Self {
        Self {
            connection,
            groups,
            consistent: false,
            concurrency: CONCURRENCY,
            retry: Retry::default(),
            table: PhantomData,
        }
    }

    /// Sees every write that was acknowledged before. Costs twice as much.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// How many requests are under way at the same time at most; 4 unless said otherwise.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests;
        self
    }

    /// How often unprocessed keys and throttled requests are tried again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sends as many requests as it takes.
    ///
    /// # Errors
    /// When a key cannot be built, an item is not one of its entity, or keys stay unprocessed.
    pub async fn send(self) -> Result<G::Entities> {
        let during = || "batch get".to_owned();
        let answers = self.read().await.map_err(|error| error.during(during))?;
        let left = answers.found.iter().filter(|found| matches!(found, Found::Unprocessed)).count();
        if left > 0 {
            let all = answers.found.len();
            return Err(Error::new(
                ErrorKind::Unprocessed,
                format!(
                    "DynamoDB left {left} of {all} keys unprocessed; `report` answers the others, and which"
                ),
            )
            .during(during));
        }
        self.groups.entities(&mut answers.found.into_iter()).map_err(|error| error.during(during))
    }

    /// Sends as many requests as it takes, and answers what became of each key.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
    /// # struct Shop;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
    /// # struct Order { id: u32 }
    /// # async fn example(shop: dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    /// use dynamo_model::op::Lookup;
    ///
    /// let report = shop.batch_get([Order::key(1), Order::key(2)]).report().await?;
    /// for lookup in report.items {
    ///     match lookup {
    ///         Lookup::Found(order) => println!("{}", order.id),
    ///         Lookup::Missing => println!("no such order"),
    ///         Lookup::Unprocessed(key) => println!("ask again for {}", key.id),
    ///         Lookup::Unreadable(error) => println!("{error}"),
    ///     }
    /// }
    /// println!("{} read units", report.capacity);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When a key cannot be built, or a request fails for another reason than throttling.
    pub async fn report(self) -> Result<BatchGetReport<G::Lookups>> {
        let answers = self.read().await.map_err(|error| error.during(|| "batch get".to_owned()))?;
        let Answers { found, capacity, requests } = answers;
        Ok(BatchGetReport { items: self.groups.lookups(&mut found.into_iter()), capacity, requests })
    }

    async fn read(&self) -> Result<Answers> {
        let mut wanted: Vec<Item> = Vec::new();
        for (position, key) in self.groups.keys().into_iter().enumerate() {
            wanted.push(key.map_err(|error| error.inside(format!("key {position}")))?);
        }
        read_all(&self.connection, wanted, self.consistent, self.concurrency, self.retry).await
    }
}

pub(super) async fn read_all(
    connection: &Connection,
    wanted: Vec<Item>,
    consistent: bool,
    concurrency: usize,
    retry: Retry,
) -> Result<Answers> {
    let mut found: HashMap<Item, Found> = HashMap::with_capacity(wanted.len());
    let mut once: Vec<&Item> = Vec::with_capacity(wanted.len());
    for key in &wanted {
        if found.insert(key.clone(), Found::Missing).is_none() {
            once.push(key);
        }
    }
    let reads = once.chunks(KEYS).map(|keys| {
        let keys = keys.iter().map(|key| (*key).clone()).collect();
        Box::pin(read_some(connection, keys, consistent, retry)) as Job<'_, Result<Read>>
    });
    let reads = concurrently(concurrency, reads.collect()).await;
    let (mut capacity, mut requests) = (0.0, 0);
    for read in reads {
        let read = read?;
        capacity += read.capacity;
        requests += read.requests;
        for item in read.items {
            let key = key_like(wanted.first(), item.as_item());
            if let Some(place) = found.get_mut(&key) {
                *place = Found::Item(item);
            }
        }
        for key in read.unprocessed {
            found.insert(key, Found::Unprocessed);
        }
    }
    let is_once = once.len() == wanted.len();
    let answer = |key| if is_once { found.remove(key) } else { found.get(key).cloned() };
    let found = wanted.iter().map(answer).map(|found| found.unwrap_or(Found::Unprocessed)).collect();
    Ok(Answers { found, capacity, requests })
}

/// The key of an item: the attributes that another key of the table has.
fn key_like(other: Option<&Item>, item: &Item) -> Item {
    let names = other.into_iter().flat_map(Item::names);
    names.filter_map(|name| Some((name.clone(), item.get(name)?.clone()))).collect()
}

/// Reads up to 100 keys, with as many requests as it takes.
async fn read_some(connection: &Connection, keys: Vec<Item>, consistent: bool, retry: Retry) -> Result<Read> {
    let mut read = Read { unprocessed: keys, ..Read::default() };
    let mut tries = Tries::new(retry);
    loop {
        read.requests += 1;
        let keys = KeysAndAttributes {
            keys: read.unprocessed.clone(),
            consistent_read: consistent.then_some(true),
            ..KeysAndAttributes::default()
        };
        let input = BatchGetItemInput {
            request_items: BTreeMap::from([(connection.table_name.to_string(), keys)]),
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
        };
        match connection.call(input).await {
            Ok(output) => {
                let left = read.unprocessed.len();
                read.add(output);
                if read.unprocessed.is_empty() {
                    return Ok(read);
                }
                if read.unprocessed.len() < left {
                    tries.progressed();
                }
                if !tries.next(connection).await {
                    return Ok(read);
                }
            }
            // A read changes nothing, so it can be repeated after a failure of the service too.
            Err(error) if error.is_throttled() || is_failure_of_service(&error) => {
                if tries.next(connection).await {
                    continue;
                }
                return if error.is_throttled() { Ok(read) } else { Err(error) };
            }
            Err(error) => return Err(error),
        }
    }
}

impl Read {
    fn add(&mut self, output: BatchGetItemOutput) {
        self.capacity += output.consumed_capacity.iter().map(|used| used.capacity_units).sum::<f64>();
        self.items.extend(output.responses.into_values().flatten());
        self.unprocessed = output.unprocessed_keys.into_values().flat_map(|left| left.keys).collect();
    }
}

pub(super) fn is_failure_of_service(error: &Error) -> bool {
    error.service_error().is_some_and(|error| error.code == ErrorCode::InternalServerError)
}

impl<T: Table, G: KeyGroups<T> + Send + Sync + 'static> IntoFuture for BatchGet<T, G> {
    type Output = Result<G::Entities>;
    type IntoFuture = OpFuture<G::Entities>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
