//! TransactWriteItems: `delete_unique_of`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::OpFuture;
use super::condition::{Existence, Expectation, WriteConditions};
use super::group::{Group, failed_action, met_another};
use super::loaded::Loaded;
use super::markers;
use super::transact_write_items::{UniqueWrite, UniqueWrites};
use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::expression::Condition;
use crate::{Entity, Item, Table, keys};

/// The deletion of an item that was read before, and of the markers of its unique attributes, in one transaction.
#[must_use = "does nothing until it is awaited or sent"]
pub struct DeleteUnique<E> {
    connection: Connection,
    loaded: Result<Item>,
    given: Vec<Condition>,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> DeleteUnique<E> {
    pub(crate) fn of(connection: Connection, loaded: &E) -> Self {
        let loaded = loaded.encode().map_err(Error::from);
        Self { connection, loaded, given: Vec::new(), entity: PhantomData }
    }

    /// Deletes only if the item meets a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.given.push(condition(&E::paths()));
        self
    }

    /// Sends the request.
    ///
    /// # Errors
    /// [`NotFound`](ErrorKind::NotFound) when there is no item any more,
    /// [`ConditionFailed`](ErrorKind::ConditionFailed) when it has changed, and those of the request.
    pub async fn send(self) -> Result<()> {
        let during = || format!("delete of `{}`", E::MODEL_REF.name);
        self.delete().await.map_err(|error| error.during(during))
    }

    async fn delete(self) -> Result<()> {
        let Self { connection, loaded, given, .. } = self;
        let (group, expectation) = Self::group(&connection, loaded?, given)?;
        group.send().await.map_err(|error| explain(error, &expectation))
    }

    fn group(
        connection: &Connection,
        loaded: Item,
        given: Vec<Condition>,
    ) -> Result<(Group<'_>, Expectation)> {
        let (table, entity) = (E::Table::MODEL, E::MODEL_REF);
        let owner = keys::primary_fields(table, entity, &loaded);
        let markers = markers::of_entity(table, entity, &loaded)?;
        let key = keys::primary(table, entity, &owner)?;
        let mut conditions = WriteConditions::new(Existence::MustExist);
        Loaded::of_entity::<E>(loaded).demand(entity, &owner, &mut conditions);
        given.into_iter().for_each(|condition| conditions.add(condition));
        let mut group = Group::new(table, connection);
        group.delete(key, &conditions)?;
        markers::give_up(table, &mut group, &markers, &owner)?;
        Ok((group, conditions.expectation()))
    }
}

impl<T, E: Entity> UniqueWrite<T> for DeleteUnique<E> {
    fn into_writes(self) -> Result<UniqueWrites> {
        let Self { connection, loaded, given, .. } = self;
        let (group, expectation) = Self::group(&connection, loaded?, given)?;
        Ok(UniqueWrites { table: E::Table::MODEL, items: group.into_items(), expectation })
    }
}

fn explain(error: Error, expectation: &Expectation) -> Error {
    let (kind, message) = match failed_action(&error) {
        Some((0, None)) => (ErrorKind::NotFound, "there is no item with this key"),
        Some((0, found)) if expectation.kind_of_failure(found) == ErrorKind::LockFailed => {
            (ErrorKind::LockFailed, "somebody else has written the item since it was read; read it again")
        }
        Some((0, Some(_))) => (
            ErrorKind::ConditionFailed,
            "the item has changed since it was read, or does not meet a condition",
        ),
        Some(_) => (ErrorKind::ConditionFailed, "a marker of the item's unique attributes is another item's"),
        None if met_another(&error) => (ErrorKind::Conflict, "another transaction works on one of the items"),
        None => return error,
    };
    error.into_kind(kind, message)
}

impl<E: Entity + 'static> IntoFuture for DeleteUnique<E> {
    type Output = Result<()>;
    type IntoFuture = OpFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
