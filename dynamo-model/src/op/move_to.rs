//! GetItem and TransactWriteItems: `move_to`.

use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::SystemTime;

use super::OpFuture;
use super::condition::{Existence, WriteConditions};
use super::group::{Group, failed_action, met_another};
use super::loaded::Loaded;
use super::markers::{self, Moves};
use super::refetch_core::read_item;
use crate::connection::Connection;
use crate::entity::from_item;
use crate::error::{Error, ErrorKind, Result};
use crate::expression::Condition;
use crate::retry::Attempts;
use crate::{Entity, EntityKey, Item, Table, keys, version, written};

/// The change of an item's primary key.
///
/// DynamoDB cannot change a key in place. The item is read, and one transaction deletes it, if it is still as it was read,
/// and writes it under the new key, where none may be. All its attributes go along, those that the entity does not know
/// too; index keys are composed anew. When another writer came between, all is done again: ten times at most, with
/// pauses of random length, and then the error is a [`Conflict`](ErrorKind::Conflict).
#[must_use = "does nothing until it is awaited or sent"]
pub struct MoveTo<E> {
    connection: Connection,
    /// The two keys as they are stored, and the attributes that the new one is made of.
    keys: Result<Keys>,
    given: Vec<Condition>,
    entity: PhantomData<fn() -> E>,
}

#[derive(Clone)]
struct Keys {
    from: Item,
    to: Item,
    /// The attributes that the old key is made of.
    owner: Item,
    fields: Item,
}

impl<E: Entity> MoveTo<E> {
    pub(crate) fn new(connection: Connection, from: &E::Key, to: &E::Key) -> Self {
        let keys = || {
            let keys = Keys {
                from: from.to_item()?,
                to: to.to_item()?,
                owner: from.encode()?,
                fields: to.encode()?,
            };
            if keys.from == keys.to {
                return Err(Error::invalid("the item has this key already; there is nothing to move"));
            }
            Ok(keys)
        };
        Self { connection, keys: keys(), given: Vec::new(), entity: PhantomData }
    }

    /// Moves only if the item meets a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.given.push(condition(&E::paths()));
        self
    }

    /// Sends the requests.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) when there is no item under the old key,
    /// [`AlreadyExists`](ErrorKind::AlreadyExists) when there is one under the new key,
    /// [`ConditionFailed`](ErrorKind::ConditionFailed) when a condition of the program does not hold, and those of the
    /// requests.
    pub async fn send(self) -> Result<E> {
        let during = || format!("move of `{}`", E::MODEL_REF.name);
        let mut attempts = Attempts::default();
        let keys = self.keys.clone().map_err(|error| error.during(during))?;
        loop {
            let stored = read_item(&self.connection, keys.from.clone()).await;
            let stored = stored.map_err(|error| error.during(during))?;
            let now = self.connection.now();
            let (moved, moves) = moved::<E>(&stored, &keys, now).map_err(|error| error.during(during))?;
            let error = match self.try_once(&keys, &stored, &moved, &moves).await {
                Ok(()) => return from_item(moved).map_err(|error| error.during(during)),
                Err(error) => error.during(during),
            };
            if !error.is_conflict() {
                return Err(error);
            }
            attempts.again(&self.connection, error).await?;
        }
    }

    async fn try_once(&self, keys: &Keys, stored: &Item, moved: &Item, moves: &Moves) -> Result<()> {
        let table = E::Table::MODEL;
        let mut unchanged = WriteConditions::new(Existence::MustExist);
        let is_compared = |name: &str| is_own::<E>(name) || table.version_attribute.as_deref() == Some(name);
        let attributes = stored.names().filter(|name| is_compared(name)).map(|name| &**name);
        let conditions = Loaded::of_item(stored.clone(), stored.clone()).same(attributes);
        conditions
            .into_iter()
            .chain(self.given.iter().cloned())
            .for_each(|condition| unchanged.add(condition));
        let mut group = Group::new(table, &self.connection);
        group.delete(keys.from.clone(), &unchanged)?;
        group.put(moved.clone(), &WriteConditions::new(Existence::MustNotExist))?;
        moves.write(table, &mut group, &keys.owner)?;
        group.send().await.map_err(|error| explain(error, stored, moves))
    }
}

/// The item under its new key, and what becomes of its markers, which lead to it by its key.
fn moved<E: Entity>(stored: &Item, keys: &Keys, now: SystemTime) -> Result<(Item, Moves)> {
    let (table, entity) = (E::Table::MODEL, E::MODEL_REF);
    let mut canonical = from_item::<E>(stored.clone())?.encode()?;
    // What the item has in an earlier shape goes away, unless the new one has it, too.
    let earlier = version::of_stored::<E>(stored)?.map(|version| version::known_before::<E>(version, stored));
    let before = markers::of_entity(table, entity, earlier.as_ref().unwrap_or(&canonical))?;
    canonical.extend(keys.fields.clone());
    let refreshed: Item = written::refreshed(entity, now)?.into_iter().collect();
    canonical.extend(refreshed.clone());
    written::compute::<E>(&mut canonical)?;
    let mut complete = canonical.clone();
    keys::complete(table, entity, &mut complete)?;
    // What is stored stays, except what is made of the key; what the entity knows and the item has not is its default.
    let kept = stored.iter().filter(|(name, _)| {
        let is_key_part = keys.fields.contains(name);
        let is_earlier = earlier.as_ref().is_some_and(|earlier| earlier.contains(name));
        let is_new = refreshed.contains(name) || entity.is_computed(name);
        !is_key_part && !is_earlier && !is_new && is_own::<E>(name)
    });
    complete.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
    keys::check_size(&complete)?;
    Ok((complete, Moves::new(before, markers::of_entity(table, entity, &canonical)?)))
}

/// Whether an attribute is the item's own and not made of others.
fn is_own<E: Entity>(name: &str) -> bool {
    let mut known = E::MODEL_REF.attributes.iter();
    known.any(|attribute| attribute.name == name) || !keys::is_structural(E::Table::MODEL, name)
}

/// Why the transaction was cancelled, in the words of the move.
fn explain(error: Error, stored: &Item, moves: &Moves) -> Error {
    let (kind, message) = match failed_action(&error) {
        Some((0, None)) => (ErrorKind::NotFound, "there is no item with this key"),
        Some((0, Some(found))) if found == stored => {
            (ErrorKind::ConditionFailed, "a condition does not hold, so the item was not moved")
        }
        Some((0, Some(_))) => (ErrorKind::Conflict, "the item has changed since it was read"),
        Some((1, _)) => (
            ErrorKind::AlreadyExists,
            "an item with the new key exists; delete it first, or move to another key",
        ),
        Some((position, _)) => match moves.at(position - 2) {
            Some((attribute, _)) => return markers::taken_error(error, attribute),
            None => return error,
        },
        None if met_another(&error) => (ErrorKind::Conflict, "another transaction works on the item"),
        None => return error,
    };
    error.into_kind(kind, message)
}

impl<E: Entity + 'static> IntoFuture for MoveTo<E> {
    type Output = Result<E>;
    type IntoFuture = OpFuture<E>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
