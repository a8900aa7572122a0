//! TransactWriteItems: `create_unique`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::TableModel;

use super::OpFuture;
use super::condition::{Existence, WriteConditions};
use super::group::{Group, failed_action, met_another};
use super::lock;
use super::markers::{self, Marker};
use super::transact_write_items::{UniqueWrite, UniqueWrites};
use crate::connection::Connection;
use crate::entity::attributes;
use crate::error::{Error, ErrorKind, Result};
use crate::written::{self, Verb};
use crate::{Entity, Item, Table};

/// The write of a new item and of the markers of its unique attributes, in one transaction.
#[must_use = "does nothing until it is awaited or sent"]
pub struct CreateUnique<E> {
    connection: Connection,
    writes: Result<(Item, Vec<Marker>)>,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> CreateUnique<E> {
    pub(crate) fn new(connection: Connection, entity: &E) -> Self {
        let item = written::whole::<E>(attributes(entity), Verb::Create, connection.now());
        let writes = item.and_then(|mut item| {
            lock::begin(E::MODEL_REF, &mut item);
            let markers = markers::of_entity(E::Table::MODEL, E::MODEL_REF, &item)?;
            Ok((item, markers))
        });
        Self { connection, writes, entity: PhantomData }
    }

    /// Sends the request.
    ///
    /// # Errors
    /// [`AlreadyExists`](ErrorKind::AlreadyExists) when an item with the key exists;
    /// [`UniqueTaken`](ErrorKind::UniqueTaken) when another item has a value that must be unique, and
    /// [`Error::attribute`] names the attribute; and those of the request.
    pub async fn send(self) -> Result<()> {
        let during = || format!("create of `{}`", E::MODEL_REF.name);
        let Self { connection, writes, .. } = self;
        let (item, markers) = writes.map_err(|error| error.during(during))?;
        let group = group(E::Table::MODEL, &connection, item, &markers)?;
        let sent = group.send().await;
        sent.map_err(|error| explain(error, &markers).during(during))
    }
}

fn group<'g>(
    table: &'static TableModel,
    connection: &'g Connection,
    item: Item,
    markers: &[Marker],
) -> Result<Group<'g>> {
    let mut group = Group::new(table, connection);
    group.put(item, &WriteConditions::new(Existence::MustNotExist))?;
    markers::take(&mut group, markers)?;
    Ok(group)
}

impl<T, E: Entity> UniqueWrite<T> for CreateUnique<E> {
    fn into_writes(self) -> Result<UniqueWrites> {
        let Self { connection, writes, .. } = self;
        let (item, markers) = writes?;
        let items = group(E::Table::MODEL, &connection, item, &markers)?.into_items();
        let expectation = WriteConditions::new(Existence::MustNotExist).expectation();
        Ok(UniqueWrites { table: E::Table::MODEL, items, expectation })
    }
}

fn explain(error: Error, markers: &[Marker]) -> Error {
    match failed_action(&error).map(|(position, _)| position) {
        Some(0) => error
            .into_kind(ErrorKind::AlreadyExists, "an item with this key exists; `update_with` changes it"),
        Some(position) => match markers.get(position - 1) {
            Some(marker) => markers::taken_error(error, marker.attribute),
            None => error,
        },
        None if met_another(&error) => {
            error.into_kind(ErrorKind::Conflict, "another transaction works on one of the items")
        }
        None => error,
    }
}

impl<E: Entity + 'static> IntoFuture for CreateUnique<E> {
    type Output = Result<()>;
    type IntoFuture = OpFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
