//! GetItem and TransactWriteItems: an update that changes unique attributes.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::condition::Expectation;
use super::group::{Group, failed_action, met_another};
use super::loaded::Loaded;
use super::markers::{self, Moves};
use super::refetch_core::read_item;
use super::transact_write_items::{UniqueWrite, UniqueWrites};
use super::update_core::{Change, UpdateCore};
use super::{OpFuture, Update};
use crate::attribute::Removable;
use crate::connection::Connection;
use crate::entity::from_item;
use crate::error::{Error, ErrorKind, Result};
use crate::expression::{Condition, IntoValue, OfUnique, Path};
use crate::retry::Attempts;
use crate::{Entity, Item, Table};

/// An update that changes unique attributes, and moves their markers in the same transaction.
///
/// The item is read first, for the values that are given up, and the update is done only if they are still so. When another writer
/// came between, both are tried again: ten times at most, with pauses of random length, and then the error is a
/// [`Conflict`](ErrorKind::Conflict). An update of a loaded value (`update_of`) reads nothing and is tried once.
#[must_use = "does nothing until it is awaited or sent"]
pub struct UpdateUnique<E> {
    core: UpdateCore,
    connection: Connection,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity, S> Update<E, S> {
    /// Goes on with changes of unique attributes, after those of all others. Index keys are completed from the item as it is.
    ///
    /// ```
    /// use dynamo_model::prelude::*;
    ///
    /// #[derive(DynamoTable)]
    /// #[dynamo(key(pk = S), kind = "_t", entities(Customer, CustomerEmail))]
    /// struct Shop;
    ///
    /// #[derive(DynamoEntity)]
    /// #[dynamo(table = Shop, key(pk = "CUSTOMER#{id}"))]
    /// struct Customer {
    ///     id: u32,
    ///     name: String,
    ///     #[dynamo(unique(format = "lower"))]
    ///     email: String,
    /// }
    ///
    /// # async fn program() -> dynamo_model::Result<()> {
    /// let shop = Shop::on(dynamo_mock::Mock::new(), "shop").create_table().await?;
    /// shop.create_unique(&Customer { id: 1, name: "A".into(), email: "ada@example.com".into() }).await?;
    /// shop.update(Customer::key(1))
    ///     .set(|c| c.name(), "Ada")
    ///     .unique()
    ///     .set(|c| c.email(), "ada@example.org")
    ///     .await?;
    /// assert!(shop.get_by_unique(Customer::by_email("ada@example.com")).await?.is_none());
    /// let found = shop.get_by_unique(Customer::by_email("ada@example.org")).await?;
    /// assert_eq!(found.map(|customer| customer.name), Some("Ada".into()));
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program()).unwrap();
    /// ```
    pub fn unique(self) -> UpdateUnique<E> {
        UpdateUnique { core: self.core, connection: self.binding.0, entity: PhantomData }
    }
}

/// The writes of one attempt.
struct Attempt<'a> {
    group: Group<'a>,
    moves: Moves,
    expectation: Expectation,
    /// The attributes that must be as they were read.
    demanded: Vec<String>,
}

impl<E: Entity> UpdateUnique<E> {
    /// Sets a unique attribute, or one within whose values one is unique.
    pub fn set<T, F, P>(
        mut self,
        path: impl FnOnce(&E::Paths) -> Path<T, OfUnique<F>, P>,
        value: impl IntoValue<T>,
    ) -> Self {
        self.core.set(path(&E::paths()).into_document_path(), value.into_value());
        self
    }

    /// Sets an optional one, or removes it when there is no value.
    pub fn set_or_remove<T, F, P: Removable>(
        mut self,
        path: impl FnOnce(&E::Paths) -> Path<T, OfUnique<F>, P>,
        value: Option<impl IntoValue<T>>,
    ) -> Self {
        let value = value.map_or(Ok(None), IntoValue::into_value);
        self.core.set(path(&E::paths()).into_document_path(), value);
        self
    }

    /// Removes an optional one, whose value others can have then.
    pub fn remove<T, F, P: Removable>(
        mut self,
        path: impl FnOnce(&E::Paths) -> Path<T, OfUnique<F>, P>,
    ) -> Self {
        self.core.remove(path(&E::paths()).into_document_path());
        self
    }

    /// Updates only if the item meets a condition. Several conditions must all hold.
    pub fn when(mut self, condition: impl FnOnce(&E::Paths) -> Condition) -> Self {
        self.core.when(condition(&E::paths()));
        self
    }

    /// Sends the requests.
    ///
    /// # Errors
    /// [`UniqueTaken`](ErrorKind::UniqueTaken) when another item has a value, and [`Error::attribute`] names the attribute;
    /// [`NotFound`](ErrorKind::NotFound) when there is no item, or a condition fails, the update cannot be built, or other writers
    /// came between every time.
    pub async fn send(self) -> Result<()> {
        let during = || format!("update of `{}`", E::MODEL_REF.name);
        self.update().await.map_err(|error| error.during(during))
    }

    async fn update(self) -> Result<()> {
        let Self { core, connection, .. } = self;
        if core.loaded.is_some() {
            let Attempt { group, moves, expectation, .. } = attempt(&core, &connection)?;
            return group.send().await.map_err(|error| explain(error, &moves, &expectation));
        }
        let (_, key) = core.key.clone()?;
        let mut attempts = Attempts::default();
        loop {
            let stored = read_item(&connection, key.clone()).await?;
            let mut core = core.clone();
            let entity = from_item::<E>(stored.clone()).and_then(|entity| Ok(entity.encode()?));
            core.load(Ok(Loaded::of_item(entity?, stored.clone())));
            core.compute_inputs()?;
            let Attempt { group, moves, expectation, demanded } = attempt(&core, &connection)?;
            let Err(error) = group.send().await else { return Ok(()) };
            // The program's own conditions can fail too; then the item is still as it was read.
            let is_overtaken = match failed_action(&error) {
                Some((0, Some(found))) => demanded.iter().any(|name| found.get(name) != stored.get(name)),
                Some((0, None)) => false,
                Some((position, _)) => matches!(moves.at(position - 1), Some((_, false))),
                None => met_another(&error),
            };
            let error = explain(error, &moves, &expectation);
            if !is_overtaken {
                return Err(error);
            }
            attempts.again(&connection, error).await?;
        }
    }
}

impl<T, E: Entity> UniqueWrite<T> for UpdateUnique<E> {
    fn into_writes(self) -> Result<UniqueWrites> {
        if self.core.loaded.is_none() {
            return Err(Error::invalid(
                "a transaction reads nothing, so it does not know the unique values that the item gives up; use \
                 `update_of(&loaded).unique()`",
            ));
        }
        let Attempt { group, expectation, .. } = attempt(&self.core, &self.connection)?;
        Ok(UniqueWrites { table: E::Table::MODEL, items: group.into_items(), expectation })
    }
}

/// The update of an item that was read, with the writes of its markers.
fn attempt<'a>(core: &UpdateCore, connection: &'a Connection) -> Result<Attempt<'a>> {
    let (table, entity) = (core.table, core.entity);
    let (fields, _) = core.key.clone()?;
    let Some(loaded) = core.loaded.clone() else { return Err(Error::invalid("the item was not read")) };
    let inputs: Vec<&str> = entity
        .unique
        .iter()
        .flat_map(|unique| unique.scope.iter().chain([&unique.attribute]))
        .map(|name| &**name)
        .collect();
    let mut after: Item = loaded.entity().clone();
    for (name, change) in core.changed.iter().filter(|(name, _)| inputs.contains(&&**name)) {
        match change {
            Change::Known(value) => {
                after.insert(name.clone(), value.clone());
            }
            Change::Removed => {
                after.remove(name);
            }
            Change::Unknown => {
                return Err(Error::invalid(format!(
                    "`{name}` is unique, and set to a value that only DynamoDB knows"
                )));
            }
        }
    }
    let before = markers::of_entity(table, entity, loaded.entity())?;
    let moves = Moves::new(before, markers::of_entity(table, entity, &after)?);
    let mut core = core.clone();
    let of_markers = inputs.iter().copied().filter(|name| !fields.contains(name));
    loaded.same(of_markers).into_iter().for_each(|condition| core.when(condition));
    let mut demanded = core.filled(connection)?.index_writes(&fields)?.demanded;
    demanded.extend(inputs.iter().map(|name| (*name).into()));
    let (input, _) = core.input(connection, None)?;
    let mut group = Group::new(table, connection);
    group.updated(input);
    moves.write(table, &mut group, &fields)?;
    let expectation = core.conditions().expectation();
    Ok(Attempt { group, moves, expectation, demanded })
}

/// Why the transaction was cancelled that changed an item and its markers.
fn explain(error: Error, moves: &Moves, expectation: &Expectation) -> Error {
    let (kind, message) = match failed_action(&error) {
        Some((0, found)) => match expectation.kind_of_failure(found) {
            ErrorKind::NotFound => {
                (ErrorKind::NotFound, "there is no item with this key; `create_unique` writes one")
            }
            ErrorKind::LockFailed => {
                (ErrorKind::LockFailed, "somebody else has written the item since it was read; read it again")
            }
            ErrorKind::OtherVersion => (
                ErrorKind::OtherVersion,
                "the item is of another version of the entity; `update_with` writes it anew",
            ),
            kind => (kind, "a condition does not hold, or the item has changed since it was read"),
        },
        Some((position, _)) => match moves.at(position - 1) {
            Some((attribute, true)) => return markers::taken_error(error, attribute),
            _ => (ErrorKind::ConditionFailed, "a marker of the item's unique attributes is another item's"),
        },
        None if met_another(&error) => (ErrorKind::Conflict, "another transaction works on one of the items"),
        None => return error,
    };
    error.into_kind(kind, message)
}

impl<E: Entity + 'static> IntoFuture for UpdateUnique<E> {
    type Output = Result<()>;
    type IntoFuture = OpFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
