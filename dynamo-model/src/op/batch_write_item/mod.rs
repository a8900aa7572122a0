//! BatchWriteItem: `batch_write`.

mod send;
mod unwritten;

use std::collections::HashMap;
use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::EntityModel;
pub(super) use send::all as send_all;
pub use unwritten::Unwritten;

use super::batch_get_item::CONCURRENCY;
use super::{Bound, OpFuture};
use crate::api::WriteRequest;
use crate::entity::attributes;
use crate::error::{Error, Result};
use crate::retry::Retry;
use crate::written::{self, Verb};
use crate::{Entity, EntityKey, Item, PlainWrites, Table, keys};

/// An entity whose items can be put by a batch, which has no conditions. `#[derive(DynamoEntity)]` writes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written by a batch",
    label = "its writes need conditions, and a batch has none",
    note = "write items with an optimistic lock or unique attributes one by one, or several in a transaction"
)]
pub trait BatchPut: PlainWrites {}

/// The puts and deletes of many items, of several entities of one table.
///
/// Any number of writes is taken, 25 and at most 16 MB per request; several requests are under way at the same time, so
/// the writes happen in no particular order, and each for itself. An item can be in a batch once: two writes of one item
/// are an error before anything is sent. A put replaces the whole item, whatever it was; a delete of an item that does
/// not exist is no error.
///
/// What DynamoDB leaves unprocessed is sent again, with growing pauses of random length; see [`Retry`]. When something is
/// not known to be written in the end, that is an error, and [`Error::unwritten`] holds those writes.
///
/// ```
/// # use dynamo_model::prelude::*;
/// # #[derive(DynamoTable)]
/// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order, Cart))]
/// # struct Shop;
/// # #[derive(DynamoEntity)]
/// # #[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
/// # struct Order { id: u32 }
/// # #[derive(DynamoEntity)]
/// # #[dynamo(table = Shop, key(pk = "CART#{id}", sk = "CART"))]
/// # struct Cart { id: u32 }
/// # async fn example(shop: dynamo_model::TableHandle<Shop>, orders: Vec<Order>) -> dynamo_model::Result<()> {
/// let batch = shop.batch_write().put_all(&orders).delete(Cart::key(7));
/// if let Err(error) = batch.await {
///     let left = error.unwritten().ok_or(error.clone())?;
///     println!("{} orders are left", left.puts::<Order>()?.len());
///     shop.batch_write().again(left).await?;
/// }
/// # Ok(())
/// # }
/// ```
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>.
#[must_use = "does nothing until it is awaited or sent"]
pub struct BatchWrite<T> {
    to: Bound,
    writes: Vec<Result<Write>>,
    concurrency: usize,
    retry: Retry,
    table: PhantomData<fn() -> T>,
}

/// One write of a batch.
#[derive(Debug, Clone)]
pub(super) struct Write {
    entity: &'static EntityModel,
    key: Item,
    request: WriteRequest,
}

impl Write {
    pub(super) fn delete(entity: &'static EntityModel, key: Item) -> Self {
        Self { entity, key: key.clone(), request: WriteRequest::Delete(key) }
    }
}

/// What a batch of writes took.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct BatchWritten {
    /// The write capacity units that all requests used together.
    pub capacity: f64,
    /// How many requests it took.
    pub requests: usize,
}

impl<T: Table> BatchWrite<T> {
    pub(crate) const fn new(to: Bound) -> Self {
        Self { to, writes: Vec::new(), concurrency: CONCURRENCY, retry: Retry::DEFAULT, table: PhantomData }
    }

    /// Writes an item, replacing one with the same key, whatever it was.
    pub fn put<E: BatchPut<Table = T>>(mut self, entity: &E) -> Self {
        let item = written::whole::<E>(attributes(entity), Verb::Put, self.to.0.now());
        let write = item.and_then(|item| {
            let key = keys::primary_of(T::MODEL, &item)?;
            Ok(Write { entity: E::MODEL_REF, key, request: WriteRequest::Put(item) })
        });
        self.writes.push(write);
        self
    }

    /// Writes several items.
    pub fn put_all<'e, E: BatchPut<Table = T> + 'e>(self, entities: impl IntoIterator<Item = &'e E>) -> Self {
        entities.into_iter().fold(self, Self::put)
    }

    /// Deletes an item. That there is none is no error.
    pub fn delete<K: EntityKey>(mut self, key: K) -> Self
    where
        K::Entity: PlainWrites<Table = T>,
    {
        let write = key.to_item().map(|key| Write::delete(K::Entity::MODEL_REF, key));
        self.writes.push(write);
        self
    }

    /// Deletes several items.
    pub fn delete_all<K: EntityKey>(self, keys: impl IntoIterator<Item = K>) -> Self
    where
        K::Entity: PlainWrites<Table = T>,
    {
        keys.into_iter().fold(self, Self::delete)
    }

    /// Adds what another batch left.
    pub fn again(mut self, unwritten: &Unwritten) -> Self {
        self.writes.extend(unwritten.writes().cloned().map(Ok));
        self
    }

    /// How many requests are under way at the same time at most; 4 unless said otherwise.
    pub fn concurrency(mut self, requests: usize) -> Self {
        self.concurrency = requests;
        self
    }

    /// How often unprocessed writes and throttled requests are tried again.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sends as many requests as it takes. A batch of nothing sends nothing.
    ///
    /// # Errors
    /// Before anything is sent: when a write cannot be stored, or two are of one item. Afterwards: when writes stay
    /// unprocessed ([`Unprocessed`](crate::ErrorKind::Unprocessed)) or a request fails; then [`Error::unwritten`] holds
    /// every write that is not known to be done.
    pub async fn send(self) -> Result<BatchWritten> {
        let during = || "batch write".to_owned();
        let writes = self.checked().map_err(|error| error.during(during))?;
        send::all(&self.to.0, writes, self.concurrency, self.retry)
            .await
            .map_err(|error| error.during(during))
    }

    /// The writes, each of another item.
    fn checked(&self) -> Result<Vec<Write>> {
        let mut positions: HashMap<&Item, usize> = HashMap::with_capacity(self.writes.len());
        let mut checked = Vec::with_capacity(self.writes.len());
        for (position, write) in self.writes.iter().enumerate() {
            let write = write.as_ref().map_err(|error| error.clone().inside(format!("write {position}")))?;
            if let Some(first) = positions.insert(&write.key, position) {
                return Err(Error::invalid(format!(
                    "writes {first} and {position} of the batch are of one item, and a batch has no order; leave one out"
                )));
            }
            checked.push(write.clone());
        }
        Ok(checked)
    }
}

impl<T: Table> IntoFuture for BatchWrite<T> {
    type Output = Result<BatchWritten>;
    type IntoFuture = OpFuture<BatchWritten>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
