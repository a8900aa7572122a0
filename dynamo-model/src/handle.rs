//! A table that is open: a model, a backend and a physical name.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::SystemTime;

use crate::api::Action;
use crate::draft::{self, Draft};
use crate::error::{Error, ErrorKind, Result};
use crate::op::{
    Collect, CreateTable, Decision, Delete, DeleteTable, Existence, FanOut, Get, MoveTo, Put, Query, Scan,
    Transaction, Update, UpdateOf, UpdateWith, Upsert,
};
use crate::shape::{Holds, HoldsAll};
use crate::{Backend, Entity, EntityKey, IntoBackend, IntoQuery, Table};

/// A table `T` on a backend, under its physical name. Cheap to clone; shared between threads.
pub struct TableHandle<T> {
    connection: Connection,
    table: PhantomData<fn() -> T>,
}

/// Where the requests of a table go: not generic, shared by all its operations.
#[derive(Clone)]
pub(crate) struct Connection {
    backend: Arc<dyn Backend>,
    pub(crate) table_name: Arc<str>,
}

impl Connection {
    pub(crate) async fn call<I: Action>(&self, input: I) -> Result<I::Output> {
        let response = self.backend.call(input.into()).await?;
        let action = response.action();
        I::output(response).ok_or_else(|| {
            Error::new(ErrorKind::Service, format!("the backend answered another action: {action}"))
        })
    }

    /// The time, as the backend counts it.
    pub(crate) fn now(&self) -> SystemTime {
        self.backend.now()
    }

    pub(crate) fn backend(&self) -> &Arc<dyn Backend> {
        &self.backend
    }

    /// Waits a moment, as the backend counts time.
    pub(crate) async fn pause(&self) {
        self.backend.pause(std::time::Duration::from_millis(250)).await;
    }
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
        let connection = Connection { backend: backend.into_backend(), table_name: name.into() };
        Self { connection, table: PhantomData }
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
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
    /// [`create`](Self::create) can be sent again and answers [`AlreadyExists`](ErrorKind::AlreadyExists) if the first one
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
    /// Answers [`AlreadyExists`](ErrorKind::AlreadyExists) when one with its key does.
    pub fn create<E: Entity<Table = T>>(&self, entity: &E) -> Put<E> {
        Put::new(self.connection.clone(), entity, Existence::MustNotExist)
    }

    /// Writes an item, replacing one with the same key, whatever it was.
    pub fn put<E: Entity<Table = T>>(&self, entity: &E) -> Put<E> {
        Put::new(self.connection.clone(), entity, Existence::Either)
    }

    /// Reads one item by its primary key.
    pub fn get<K: EntityKey>(&self, key: K) -> Get<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        Get::new(self.connection.clone(), &key)
    }

    /// Changes attributes of an item that must exist.
    ///
    /// Answers [`NotFound`](ErrorKind::NotFound) when there is none: an update never creates an item.
    pub fn update<K: EntityKey>(&self, key: K) -> Update<K::Entity, <K::Entity as Entity>::Untouched>
    where
        K::Entity: Entity<Table = T>,
    {
        Update::new(self.connection.clone(), &key)
    }

    /// Changes attributes of an item that was read before.
    ///
    /// Index keys that a change is part of are completed from the loaded value, under the condition that what they are
    /// composed from is still so: another writer's change of such an attribute is a
    /// [`ConditionFailed`](ErrorKind::ConditionFailed). Changes of other attributes do not collide.
    pub fn update_of<E: Entity<Table = T>>(&self, loaded: &E) -> UpdateOf<E> {
        Update::of(self.connection.clone(), loaded)
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
        UpdateWith::new(self.connection.clone(), &key, change)
    }

    /// Writes every attribute of an entity into the item with its key, which is created when there is none.
    /// Unlike [`put`](Self::put), attributes that the entity does not know stay.
    pub fn upsert<E: Entity<Table = T>>(&self, entity: &E) -> Upsert<E> {
        Upsert::new(self.connection.clone(), entity)
    }

    /// Deletes an item. That there is none is no error.
    pub fn delete<K: EntityKey>(&self, key: K) -> Delete<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        Delete::new(self.connection.clone(), &key, Existence::Either)
    }

    /// Deletes an item that must exist.
    ///
    /// Answers [`NotFound`](ErrorKind::NotFound) when there is none.
    pub fn delete_existing<K: EntityKey>(&self, key: K) -> Delete<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        Delete::new(self.connection.clone(), &key, Existence::MustExist)
    }

    /// Gives an item another primary key, in one transaction. Answers the entity under its new key.
    pub fn move_to<K: EntityKey>(&self, from: K, to: K) -> MoveTo<K::Entity>
    where
        K::Entity: Entity<Table = T>,
    {
        MoveTo::new(self.connection.clone(), &from, &to)
    }

    /// Deletes an item that was read before, if it is still as it was.
    ///
    /// Answers [`ConditionFailed`](ErrorKind::ConditionFailed) when an attribute that the entity knows has changed, and
    /// [`NotFound`](ErrorKind::NotFound) when there is no item any more.
    pub fn delete_of<E: Entity<Table = T>>(&self, loaded: &E) -> Delete<E> {
        Delete::of(self.connection.clone(), loaded)
    }

    /// Reads items of one partition.
    pub fn query<Q: IntoQuery>(
        &self,
        query: Q,
    ) -> Query<Q::Entity, Q::Source, <Q::Source as Holds<Q::Entity>>::Item>
    where
        Q::Entity: Entity<Table = T>,
    {
        Query::new(self.connection.clone(), query.into_query())
    }

    /// Reads items of several partitions at once and returns them in the order of the sort key, such as those of all shards
    /// of a sharded key: `fan_out((0..8).map(|shard| Order::by_status(status, shard)))`.
    pub fn fan_out<Q: IntoQuery>(&self, queries: impl IntoIterator<Item = Q>) -> FanOut<Q::Entity, Q::Source>
    where
        Q::Entity: Entity<Table = T>,
        Q::Source: HoldsAll<Q::Entity>,
    {
        let queries: Vec<_> = queries.into_iter().map(IntoQuery::into_query).collect();
        let sort_key = queries.first().map(crate::KeyQuery::sort_key).unwrap_or_default();
        let query = |query| Query::new(self.connection.clone(), query);
        FanOut::new(queries.into_iter().map(query).collect(), sort_key)
    }

    /// Reads all items of one partition, of whatever entities, given a query of one of them:
    /// `collect(Customer::of(id))` reads the customer's profile, addresses and what else has the same partition key.
    pub fn collect<Q: IntoQuery>(&self, query: Q) -> Collect<Q::Source>
    where
        Q::Entity: Entity<Table = T>,
    {
        Collect::new(self.connection.clone(), T::MODEL, query.into_query())
    }

    /// Several writes that happen together or not at all; add them by [`Transaction::with`].
    pub fn transaction(&self) -> Transaction {
        Transaction::new(self.connection.clone())
    }

    /// Reads the whole table and returns the items of one entity. Costs the reading of everything in the table.
    pub fn scan<E: Entity<Table = T>>(&self) -> Scan<E> {
        Scan::new(self.connection.clone())
    }
}
