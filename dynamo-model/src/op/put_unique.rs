//! GetItem and TransactWriteItems: `put_unique` and `upsert_unique`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::AttributeRole;

use super::OpFuture;
use super::condition::{Existence, WriteConditions};
use super::group::{Group, failed_action, met_another};
use super::loaded::Loaded;
use super::lock;
use super::markers::{self, Moves};
use super::update_with::Rewrite;
use crate::api::GetItemInput;
use crate::connection::Connection;
use crate::entity::{attributes, from_item};
use crate::error::{Error, ErrorKind, Result};
use crate::expression::Condition;
use crate::retry::Attempts;
use crate::written::{self, Verb};
use crate::{Entity, Item, Table, keys, limits, version};

/// The write of an item, whether there is one with its key or not, and of the markers of its unique attributes.
///
/// The item is read first, for the values that it gives up, and written in one transaction if it is still as it was read. When another
/// writer came between, both are tried again: ten times at most, with pauses of random length, and then the error is a
/// [`Conflict`](ErrorKind::Conflict).
#[must_use = "does nothing until it is awaited or sent"]
pub struct PutUnique<E> {
    connection: Connection,
    entity: Result<Item>,
    /// Whether what the entity does not know stays.
    keeps: bool,
    given: Vec<Condition>,
    types: PhantomData<fn() -> E>,
}

impl<E: Entity> PutUnique<E> {
    pub(crate) fn put(connection: Connection, entity: &E) -> Self {
        let entity = attributes(entity);
        Self { connection, entity, keeps: false, given: Vec::new(), types: PhantomData }
    }

    pub(crate) fn upsert(connection: Connection, entity: &E) -> Self {
        Self { keeps: true, ..Self::put(connection, entity) }
    }

    /// Writes only if the item that is there meets a condition; where there is none, no attribute is there. Several conditions
    /// must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.given.push(condition(&E::paths()));
        self
    }

    /// Sends the requests.
    ///
    /// # Errors
    /// [`UniqueTaken`](ErrorKind::UniqueTaken) when another item has a value that must be unique, and [`Error::attribute`] names
    /// the attribute; [`LockFailed`](ErrorKind::LockFailed) when `put_unique` is given an entity with another lock than the
    /// item's; [`ConditionFailed`](ErrorKind::ConditionFailed) when a condition does not hold; and those of the requests.
    pub async fn send(self) -> Result<()> {
        let during = || format!("{} of `{}`", if self.keeps { "upsert" } else { "put" }, E::MODEL_REF.name);
        self.write().await.map_err(|error| error.during(during))
    }

    async fn write(&self) -> Result<()> {
        let entity = self.entity.clone()?;
        let mut complete = entity.clone();
        keys::complete(E::Table::MODEL, E::MODEL_REF, &mut complete)?;
        let key = keys::primary_of(E::Table::MODEL, &complete)?;
        let mut attempts = Attempts::default();
        loop {
            let error = match self.read(key.clone()).await? {
                None => self.create(entity.clone()).await,
                Some(stored) if self.keeps => self.change(&entity, key.clone(), stored).await,
                Some(stored) => self.replace(&entity, stored).await,
            };
            let Err(error) = error else { return Ok(()) };
            if !error.is_conflict() {
                return Err(error);
            }
            attempts.again(&self.connection, error).await?;
        }
    }

    async fn read(&self, key: Item) -> Result<Option<Item>> {
        let table_name = self.connection.table_name.clone();
        let input = GetItemInput { table_name, key, consistent_read: Some(true), ..GetItemInput::default() };
        Ok(self.connection.call(input).await?.item.map(|item| item.into_item()))
    }

    /// There is no item yet.
    async fn create(&self, entity: Item) -> Result<()> {
        let (table, model) = (E::Table::MODEL, E::MODEL_REF);
        if !self.keeps && lock::is_written(model, &entity) {
            let message = "there is no item with this key, and the entity's lock says that it was written";
            return Err(Error::new(ErrorKind::LockFailed, message));
        }
        let verb = if self.keeps { Verb::Upsert } else { Verb::Put };
        let mut item = written::whole::<E>(Ok(entity), verb, self.connection.now())?;
        lock::begin(model, &mut item);
        let markers = markers::of_entity(table, model, &item)?;
        let mut conditions = WriteConditions::new(Existence::MustNotExist);
        self.given.iter().for_each(|condition| conditions.add(condition.clone()));
        let mut group = Group::new(table, &self.connection);
        group.put(item, &conditions)?;
        markers::take(&mut group, &markers)?;
        let sent = group.send().await;
        sent.map_err(|error| {
            match failed_action(&error).map(|(position, found)| (position, found.is_some())) {
                Some((0, true)) => overtaken(error),
                Some((0, false)) => condition_failed(error),
                Some((position, _)) => match markers.get(position - 1) {
                    Some(marker) => markers::taken_error(error, marker.attribute),
                    None => error,
                },
                None if met_another(&error) => overtaken(error),
                None => error,
            }
        })
    }

    /// The item that is there is replaced.
    async fn replace(&self, entity: &Item, stored: Item) -> Result<()> {
        let (table, model) = (E::Table::MODEL, E::MODEL_REF);
        let before = from_item::<E>(stored.clone())?.encode()?;
        let earlier =
            version::of_stored::<E>(&stored)?.map(|version| version::known_before::<E>(version, &stored));
        let is_locked = model.lock().is_some();
        if is_locked && !lock::is_same(model, &before, entity) {
            let message =
                "somebody else has written the item since it was read; read it again, or use `update_with`";
            return Err(Error::new(ErrorKind::LockFailed, message));
        }
        let mut item = written::whole::<E>(Ok(entity.clone()), Verb::Put, self.connection.now())?;
        lock::carry(model, &before, &mut item)?;
        let owner = keys::primary_fields(table, model, &item);
        let moves = Moves::new(
            markers::of_entity(table, model, earlier.as_ref().unwrap_or(&before))?,
            markers::of_entity(table, model, &item)?,
        );
        let mut conditions = WriteConditions::new(Existence::MustExist);
        // All that the entity knows, absent values too: one that another writer gives meanwhile would keep its marker.
        // What an earlier shape has under other names is compared, too.
        let known = model.attributes.iter().map(|attribute| &*attribute.name);
        let others = stored.names().map(|name| &**name).filter(|name| !keys::is_structural(table, name));
        let known = known.chain(others).chain(table.version_attribute.as_deref());
        let mut known: Vec<&str> = known.filter(|name| !owner.contains(name)).collect();
        known.sort_unstable();
        known.dedup();
        let same = Loaded::of_item(before, stored.clone()).same(known);
        same.into_iter().chain(self.given.iter().cloned()).for_each(|condition| conditions.add(condition));
        let mut group = Group::new(table, &self.connection);
        group.put(item, &conditions)?;
        moves.write(table, &mut group, &owner)?;
        group.send().await.map_err(|error| explain(error, &stored, &moves))
    }

    /// The attributes of the item that is there are changed.
    async fn change(&self, entity: &Item, key: Item, stored: Item) -> Result<()> {
        let (table, model) = (E::Table::MODEL, E::MODEL_REF);
        let before = from_item::<E>(stored.clone())?.encode()?;
        let mut after = entity.clone();
        // When the item was created stays as it is.
        for created in model.attributes.iter().filter(|of| of.role == AttributeRole::Created) {
            if let Some(value) = before.get(&created.name) {
                after.insert(created.name.clone(), value.clone());
            }
        }
        after.extend(written::refreshed(model, self.connection.now())?);
        limits::check_item(model, &after)?;
        lock::carry(model, &before, &mut after)?;
        let mut complete = after.clone();
        keys::complete(table, model, &mut complete)?;
        let earlier =
            version::of_stored::<E>(&stored)?.map(|version| version::known_before::<E>(version, &stored));
        if after == before && earlier.is_none() && self.given.is_empty() {
            return Ok(());
        }
        let before = earlier.unwrap_or(before);
        let rewrite = Rewrite { stored: stored.clone(), before, after, complete };
        let sent = rewrite.send::<E>(&self.connection, key, &self.given).await;
        sent.map(drop).map_err(|error| {
            let found = failed_action(&error).map_or(error.item(), |(_, found)| found);
            match found == Some(&stored) {
                true if error.is_condition_failed() => condition_failed(error),
                _ if error.is_condition_failed() || error.is_lock_failed() => overtaken(error),
                _ => error,
            }
        })
    }
}

/// Why the transaction was cancelled that replaced an item.
fn explain(error: Error, stored: &Item, moves: &Moves) -> Error {
    match failed_action(&error) {
        Some((0, Some(found))) if found == stored => condition_failed(error),
        Some((0, _)) => overtaken(error),
        Some((position, _)) => match moves.at(position - 1) {
            Some((attribute, true)) => markers::taken_error(error, attribute),
            _ => overtaken(error),
        },
        None if met_another(&error) => overtaken(error),
        None => error,
    }
}

/// Another writer came between the read and the write.
fn overtaken(error: Error) -> Error {
    error.into_kind(ErrorKind::Conflict, "another writer changed the item at the same time")
}

fn condition_failed(error: Error) -> Error {
    error.into_kind(ErrorKind::ConditionFailed, "a condition does not hold, so the item was not written")
}

impl<E: Entity + 'static> IntoFuture for PutUnique<E> {
    type Output = Result<()>;
    type IntoFuture = OpFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
