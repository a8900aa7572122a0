//! A table that is open: a model, a backend and a physical name.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::collection::IntoCollection;
use crate::connection::Connection;
use crate::draft::{self, Draft};
use crate::error::Result;
use crate::observe::{Call, Observer};
use crate::op::{
    BatchGet, BatchWrite, Bound, Collect, CreateTable, CreateUnique, Decision, Delete, DeleteCollection,
    DeleteTable, DeleteUnique, Existence, FanOut, Get, GetByUnique, IntoSearch, KeyGroups, MoveTo, Put,
    PutUnique, Query, Scan, Search, TransactGet, TransactKeys, TransactWrites, Transaction, Update, UpdateOf,
    UpdateWith, Upsert,
};
use crate::shape::Holds;
use crate::tenant::Scope;
use crate::{Backend, ConsistentRead, Entity, EntityKey, IntoBackend, IntoQuery, Marker, PlainWrites, Table};

/// A table `T` on a backend, under its physical name. Cheap to clone; shared between threads.
pub struct TableHandle<T> {
    connection: Connection,
    table: PhantomData<fn() -> T>,
}

impl<T> Clone for TableHandle<T> {
    fn clone(&self) -> Self {
        Self { connection: self.connection.clone(), table: PhantomData }
    }
}

impl<T> fmt::Debug for TableHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableHandle").field("name", &self.connection.table_name).finish_non_exhaustive()
    }
}

impl<T: Table> TableHandle<T> {
    /// Opens a table. Nothing is sent.
    pub fn new(backend: impl IntoBackend, name: impl Into<Arc<str>>) -> Self {
        let (backend, table_name) = (backend.into_backend(), name.into());
        let connection = Connection { backend, table_name, entity: None, observer: None, scope: None };
        Self { connection, table: PhantomData }
    }

    /// The same table, of which not every item can be reached.
    pub(crate) fn scoped(&self, scope: Scope) -> Self {
        let mut handle = self.clone();
        handle.connection.scope = Some(Arc::new(scope));
        handle
    }

    fn bound(&self) -> Bound {
        Bound(self.connection.clone())
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Tells a function about every request that goes through this handle and its clones, for metrics. The function is
    /// called when the answer is there, before the operation goes on, so it should be short.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicU64, Ordering};
    ///
    /// use dynamo_model::observe::Outcome;
    /// # use dynamo_model::{Table, TableHandle};
    ///
    /// # fn example<T: Table>(shop: TableHandle<T>) -> TableHandle<T> {
    /// let refused = Arc::new(AtomicU64::new(0));
    /// let shop = shop.observe(move |call| {
    ///     if let Outcome::Refused(code) = call.outcome {
    ///         refused.fetch_add(1, Ordering::Relaxed);
    ///         eprintln!("{} of {:?}: {}", call.operation, call.entity, code.as_str());
    ///     }
    /// });
    /// # shop
    /// # }
    /// ```
    #[must_use]
    pub fn observe(mut self, observer: impl Fn(&Call<'_>) + Send + Sync + 'static) -> Self {
        self.connection.observer = Some(Observer::new(observer));
        self
    }

    /// The physical name.
    pub fn name(&self) -> &str {
        &self.connection.table_name
    }

    /// The backend, for requests that the typed API does not make.
    pub fn backend(&self) -> &Arc<dyn Backend> {
        &self.connection.backend
    }

    /// Creates the table with its indexes, paid for by request, and waits until it is ready.
    /// For tests and local development: in production, tables come from infrastructure templates.
    pub fn create_table(&self) -> CreateTable<T> {
        CreateTable::new(self.clone())
    }

    /// Deletes the table and all that is in it.
    pub fn delete_table(&self) -> DeleteTable {
        DeleteTable::new(self.connection.clone())
    }

    /// Makes an entity of its draft: with new identifiers, the times of creation and of the last change, a lock of 0, and
    /// defaults for what the draft leaves open. Time and randomness are the backend's. Nothing is sent.
    ///
    /// The identifiers are known before the entity is written, so that a lost answer is no riddle: the same
    /// [`create`](Self::create) can be sent again and answers [`AlreadyExists`](crate::ErrorKind::AlreadyExists) if the first one
    /// was done.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(DynamoTable)]
    /// #[dynamo(key(pk = S), entities(Note))]
    /// struct Notes;
    ///
    /// #[derive(DynamoEntity)]
    /// #[dynamo(table = Notes, key(pk = "NOTE#{id}"))]
    /// struct Note {
    ///     #[dynamo(generate)]
    ///     id: String,
    ///     text: String,
    ///     #[dynamo(created)]
    ///     created_at: EpochSeconds,
    /// }
    ///
    /// async fn remember(notes: dynamo_model::TableHandle<Notes>) -> dynamo_model::Result<Note> {
    ///     let note = notes.fill(NoteDraft { text: "Water the fern".into() })?;
    ///     notes.create(&note).await?;
    ///     Ok(note)
    /// }
    /// ```
    ///
    /// # Errors
    /// When a value of the draft cannot be stored.
    pub fn fill<D: Draft>(&self, draft: D) -> Result<D::Entity>
    where
        D::Entity: Entity<Table = T>,
    {
        draft::fill(&draft, &*self.connection.backend)
    }

    /// Writes an item that must not exist. What the entity's attributes have roles for is filled in: `created` and
    /// `updated` are the time of the write.
    ///
    /// Answers [`AlreadyExists`](crate::ErrorKind::AlreadyExists) when one with its key does.
    pub fn create<E: Entity<Table = T> + PlainWrites>(&self, entity: &E) -> Put<E> {
        Put::new(Bound(self.connection.of::<E>()), entity, Existence::MustNotExist)
    }

    /// Writes an item, replacing one with the same key, whatever it was.
    pub fn put<E: Entity<Table = T> + PlainWrites>(&self, entity: &E) -> Put<E> {
        Put::new(Bound(self.connection.of::<E>()), entity, Existence::Either)
    }

    /// Reads one item by its primary key.
    pub fn get<K: EntityKey>(&self, key: K) -> Get<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        Get::new(self.connection.of::<K::Entity>(), &key)
    }

    /// Reads many items by their primary keys: a list of keys of one entity, or a tuple of lists.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order, Customer))]
    /// # struct Shop;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
    /// # struct Order { id: u32 }
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "CUSTOMER#{name}", sk = "CUSTOMER"))]
    /// # struct Customer { name: String }
    /// # async fn example(shop: dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    /// let orders: Vec<Option<Order>> = shop.batch_get([Order::key(1), Order::key(2)]).await?;
    ///
    /// let wanted = (vec![Order::key(1)], vec![Customer::key("Ada"), Customer::key("Bo")]);
    /// let (orders, customers) = shop.batch_get(wanted).consistent().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch_get<G: KeyGroups<T>>(&self, keys: G) -> BatchGet<T, G> {
        BatchGet::new(self.connection.clone(), keys)
    }

    /// Puts and deletes many items; add them by [`BatchWrite::put`] and [`BatchWrite::delete`].
    pub fn batch_write(&self) -> BatchWrite<T> {
        BatchWrite::new(self.bound())
    }

    /// Reads up to 100 items as they are at one instant: a tuple of keys, or a list.
    ///
    /// ```
    /// # use dynamo_model::prelude::*;
    /// # #[derive(DynamoTable)]
    /// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order, Customer))]
    /// # struct Shop;
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
    /// # struct Order { id: u32 }
    /// # #[derive(DynamoEntity)]
    /// # #[dynamo(table = Shop, key(pk = "CUSTOMER#{name}", sk = "CUSTOMER"))]
    /// # struct Customer { name: String }
    /// # async fn example(shop: dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    /// let (order, customer) = shop.transact_get((Order::key(1), Customer::key("Ada"))).await?;
    /// let (order, customer): (Option<Order>, Option<Customer>) = (order, customer);
    /// # Ok(())
    /// # }
    /// ```
    pub fn transact_get<K: TransactKeys<T>>(&self, keys: K) -> TransactGet<T, K> {
        TransactGet::new(self.connection.clone(), keys)
    }

    /// Changes attributes of an item that must exist.
    ///
    /// Answers [`NotFound`](crate::ErrorKind::NotFound) when there is none: an update never creates an item.
    pub fn update<K: EntityKey>(&self, key: K) -> Update<K::Entity, <K::Entity as Entity>::Untouched>
    where
        K::Entity: Entity<Table = T>,
    {
        Update::new(Bound(self.connection.of::<K::Entity>()), &key)
    }

    /// Changes attributes of an item that was read before.
    ///
    /// Index keys that a change is part of are completed from the loaded value, under the condition that what they are
    /// composed from is still so: another writer's change of such an attribute is a
    /// [`ConditionFailed`](crate::ErrorKind::ConditionFailed). Changes of other attributes do not collide.
    pub fn update_of<E: Entity<Table = T>>(&self, loaded: &E) -> UpdateOf<E> {
        Update::of(Bound(self.connection.of::<E>()), loaded)
    }

    /// Changes an item by a function that is given it as it is: read, change, write if nobody came between, and again if
    /// somebody did.
    ///
    /// The function can run more than once. When an answer is lost and the client itself sends the write again, the
    /// second one meets the first one's item, and the function runs on that: a change that must not happen twice, such as
    /// an addition, should leave a trace that the function looks for.
    ///
    /// Answers the entity as it was written. A function that returns an `Option<()>` or a `Result<(), _>` stops with
    /// `None` or `Err` without a write.
    pub fn update_with<K: EntityKey, D: Decision<K::Entity>, F: FnMut(&mut K::Entity) -> D>(
        &self,
        key: K,
        change: F,
    ) -> UpdateWith<K::Entity, F, D>
    where
        K::Entity: Entity<Table = T>,
    {
        UpdateWith::new(self.connection.of::<K::Entity>(), &key, change)
    }

    /// Writes every attribute of an entity into the item with its key, which is created when there is none.
    /// Unlike [`put`](Self::put), attributes that the entity does not know stay.
    pub fn upsert<E: Entity<Table = T> + PlainWrites>(&self, entity: &E) -> Upsert<E> {
        Upsert::new(Bound(self.connection.of::<E>()), entity)
    }

    /// Deletes an item. That there is none is no error.
    pub fn delete<K: EntityKey>(&self, key: K) -> Delete<K::Entity>
    where
        K::Entity: Entity<Table = T> + PlainWrites,
    {
        Delete::new(Bound(self.connection.of::<K::Entity>()), &key, Existence::Either)
    }

    /// Deletes an item that must exist.
    ///
    /// Answers [`NotFound`](crate::ErrorKind::NotFound) when there is none.
    pub fn delete_existing<K: EntityKey>(&self, key: K) -> Delete<K::Entity>
    where
        K::Entity: Entity<Table = T> + PlainWrites,
    {
        Delete::new(Bound(self.connection.of::<K::Entity>()), &key, Existence::MustExist)
    }

    /// Gives an item another primary key, in one transaction. Answers the entity under its new key.
    pub fn move_to<K: EntityKey>(&self, from: K, to: K) -> MoveTo<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        MoveTo::new(self.connection.of::<K::Entity>(), &from, &to)
    }

    /// Deletes an item that was read before, if it is still as it was.
    ///
    /// Answers [`ConditionFailed`](crate::ErrorKind::ConditionFailed) when an attribute that the entity knows has changed, and
    /// [`NotFound`](crate::ErrorKind::NotFound) when there is no item any more.
    pub fn delete_of<E: Entity<Table = T> + PlainWrites>(&self, loaded: &E) -> Delete<E> {
        Delete::of(Bound(self.connection.of::<E>()), loaded)
    }

    /// Writes an item that must not exist, and takes the values of its unique attributes.
    ///
    /// Answers [`UniqueTaken`](crate::ErrorKind::UniqueTaken) when another item has one of them; an absent value takes nothing.
    pub fn create_unique<E: Entity<Table = T>>(&self, entity: &E) -> CreateUnique<E> {
        CreateUnique::new(self.connection.of::<E>(), entity)
    }

    /// Writes an item, replacing one with the same key, and moves the markers of its unique attributes. Reads the item that is
    /// there first.
    ///
    /// Answers [`UniqueTaken`](crate::ErrorKind::UniqueTaken) when another item has one of the values.
    pub fn put_unique<E: Entity<Table = T>>(&self, entity: &E) -> PutUnique<E> {
        PutUnique::put(self.connection.of::<E>(), entity)
    }

    /// Writes every attribute of an entity into the item with its key, which is created when there is none, and moves the
    /// markers of its unique attributes. Reads the item that is there first; attributes that the entity does not know stay.
    ///
    /// Answers [`UniqueTaken`](crate::ErrorKind::UniqueTaken) when another item has one of the values.
    pub fn upsert_unique<E: Entity<Table = T>>(&self, entity: &E) -> PutUnique<E> {
        PutUnique::upsert(self.connection.of::<E>(), entity)
    }

    /// Deletes an item that was read before, if it is still as it was, and gives the values of its unique attributes free.
    pub fn delete_unique_of<E: Entity<Table = T>>(&self, loaded: &E) -> DeleteUnique<E> {
        DeleteUnique::of(self.connection.of::<E>(), loaded)
    }

    /// Reads an item by the value of a unique attribute: `get_by_unique(Customer::by_email("ada@example.com"))`.
    pub fn get_by_unique<K: EntityKey>(&self, marker: K) -> GetByUnique<K::Entity>
    where
        K::Entity: Marker<Table = T>,
    {
        GetByUnique::new(self.connection.of::<K::Entity>(), &marker)
    }

    /// Reads items of one partition.
    pub fn query<Q: IntoQuery>(
        &self,
        query: Q,
    ) -> Query<Q::Entity, Q::Source, <Q::Source as Holds<Q::Entity>>::Item>
    where
        Q::Entity: Entity<Table = T>,
    {
        Query::new(self.connection.of::<Q::Entity>(), query.into_query())
    }

    /// Finds the items whose vectors are most like a given one: `search(Product::by_embedding(vector).brand("x")).top(10)`.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(DynamoTable)]
    /// #[dynamo(key(pk = S), kind = "_t", entities(Product))]
    /// #[dynamo(vector(ByEmbedding, of = "embedding", dimensions = 2, distance = euclidean, filter("brand": S)))]
    /// struct Shop;
    ///
    /// #[derive(Debug, PartialEq, DynamoEntity)]
    /// #[dynamo(table = Shop, key(pk = "PRODUCT#{id}"))]
    /// #[dynamo(vector(by_embedding, on = ByEmbedding, of = embedding, filter(brand)))]
    /// struct Product {
    ///     id: u32,
    ///     brand: String,
    ///     embedding: Option<Vec<f32>>,
    /// }
    ///
    /// # async fn program() -> dynamo_model::Result<()> {
    /// let shop = Shop::on(dynamo_mock::Mock::new(), "shop").create_table().await?;
    /// for (id, brand, embedding) in [(1, "x", [1.0, 0.0]), (2, "y", [0.0, 1.0]), (3, "x", [0.0, 2.0])] {
    ///     shop.create(&Product { id, brand: brand.into(), embedding: Some(embedding.into()) }).await?;
    /// }
    /// let found = shop.search(Product::by_embedding(vec![0.0, 1.0]).brand("x")).top(1).await?;
    /// assert_eq!((found[0].item.id, found[0].score), (3, 1.0));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program()).unwrap();
    /// ```
    pub fn search<Q: IntoSearch>(&self, query: Q) -> Search<Q::Entity>
    where
        Q::Entity: Entity<Table = T>,
    {
        Search::new(self.connection.of::<Q::Entity>(), query.into_search())
    }

    /// Reads items of several partitions at once and returns them in the order of the sort key, such as those of all shards
    /// of a sharded key: `fan_out((0..8).map(|shard| Order::by_status(status, shard)))`.
    pub fn fan_out<Q: IntoQuery>(
        &self,
        queries: impl IntoIterator<Item = Q>,
    ) -> FanOut<Q::Entity, Q::Source, <Q::Source as Holds<Q::Entity>>::Item>
    where
        Q::Entity: Entity<Table = T>,
    {
        let queries: Vec<_> = queries.into_iter().map(IntoQuery::into_query).collect();
        let sort_key = queries.first().map(crate::KeyQuery::sort_key).unwrap_or_default();
        let query = |query| Query::new(self.connection.of::<Q::Entity>(), query);
        FanOut::new(queries.into_iter().map(query).collect(), sort_key)
    }

    /// Reads an item collection: `collect(CustomerFile::of(id))` reads the entities that `CustomerFile` has, in one query of
    /// as little as has them all. Given the query of an entity, `collect(Customer::of(id))`, it reads everything in the
    /// partition.
    pub fn collect<Q: IntoCollection<Table = T>>(&self, query: Q) -> Collect<Q::Output, Q::Source> {
        Collect::new(self.connection.clone(), query)
    }

    /// Deletes the items of a collection, or of a whole partition, page by page: see [`DeleteCollection`] for what that
    /// promises.
    pub fn delete_collection<Q>(&self, query: Q) -> DeleteCollection<Q::Output, Q::Source>
    where
        Q: IntoCollection<Table = T>,
        Q::Source: ConsistentRead,
    {
        DeleteCollection::new(self.collect(query))
    }

    /// Several writes that happen together or not at all; add them by [`Transaction::with`].
    pub fn transaction(&self) -> Transaction<T> {
        Transaction::new(self.bound())
    }

    /// Several writes that happen together or not at all: a tuple of writes, or a list.
    ///
    /// The writes are those of [`EntityWrites`](crate::EntityWrites), such as `Order::create(&order)`, or of this
    /// handle. Awaited, a cancelled transaction is an error; [`Transaction::outcome`] answers the reasons, in types.
    pub fn transact<W: TransactWrites<T>>(&self, writes: W) -> Transaction<T, W::Reasons> {
        Transaction::of(self.bound(), writes)
    }

    /// Reads the whole table and returns the items of one entity. Costs the reading of everything in the table.
    pub fn scan<E: Entity<Table = T>>(&self) -> Scan<E> {
        Scan::new(self.connection.of::<E>(), None)
    }

    /// Reads a whole index and returns the items of one entity that are in it, given the type of a query of that index:
    /// `scan_index::<OrderByStatus>()`. Costs the reading of everything in the index.
    pub fn scan_index<Q: IntoQuery>(
        &self,
    ) -> Scan<Q::Entity, <Q::Source as Holds<Q::Entity>>::Item, Q::Source>
    where
        Q::Entity: Entity<Table = T>,
    {
        Scan::new(self.connection.of::<Q::Entity>(), Q::INDEX)
    }
}
