//! GetItem and UpdateItem: `update_with`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::condition::{Existence, WriteConditions};
use super::difference::{self, Change};
use super::group::{Group, failed_action, met_another};
use super::loaded::Loaded;
use super::lock;
use super::markers::{self, Moves};
use super::refetch_core::read_item;
use super::update_core::update_input;
use super::{AllNew, OpFuture, ReturnOption};
use crate::api::{ReturnValues, ReturnedItem};
use crate::connection::Connection;
use crate::entity::from_item;
use crate::error::{Error, ErrorKind, Result};
use crate::expression::Condition;
use crate::retry::Attempts;
use crate::{Entity, EntityKey, Item, Table, keys, version, written};

/// A change of an item by a function of the program, which is given the item as it is.
///
/// The item is read and changed, and written only if everything that the function may have seen is still as it was read.
/// When another writer came between, all is done again: ten times at most, with pauses of random length, and then the
/// error is a [`Conflict`](crate::ErrorKind::Conflict). So the function can run more than once.
///
/// Only what differs is written; attributes, and entries of nested documents, that the entity does not know stay.
#[must_use = "does nothing until it is awaited or sent"]
pub struct UpdateWith<E, F, D> {
    connection: Connection,
    key: Result<Item>,
    change: F,
    types: PhantomData<fn() -> (E, D)>,
}

/// What the function of an `update_with` can return: nothing, when it always changes the item; or an `Option<()>` or
/// `Result<(), _>`, of which `None` and `Err` stop without a write.
#[diagnostic::on_unimplemented(
    message = "the function of `update_with` cannot return `{Self}`",
    label = "expected nothing, `Option<()>`, or `Result<(), _>`",
    note = "change the entity in place; return `None` or `Err(…)` to stop without a write"
)]
pub trait Decision<E> {
    /// What the operation answers.
    type Output;

    /// The answer when the function stopped.
    fn stopped(self) -> Option<Self::Output>;

    /// The answer when the item was written.
    fn written(entity: E) -> Self::Output;
}

impl<E> Decision<E> for () {
    type Output = E;

    fn stopped(self) -> Option<E> {
        None
    }

    fn written(entity: E) -> E {
        entity
    }
}

impl<E> Decision<E> for Option<()> {
    type Output = Option<E>;

    fn stopped(self) -> Option<Option<E>> {
        self.is_none().then_some(None)
    }

    fn written(entity: E) -> Option<E> {
        Some(entity)
    }
}

impl<E, X> Decision<E> for Result<(), X> {
    type Output = Result<E, X>;

    fn stopped(self) -> Option<Result<E, X>> {
        self.err().map(Err)
    }

    fn written(entity: E) -> Result<E, X> {
        Ok(entity)
    }
}

/// What became of one attempt.
enum Attempt<O> {
    /// There is nothing to write.
    Answer(O),
    /// The item must be changed.
    Write(Box<Rewrite>),
}

/// A stored item, and what it is to become.
pub(super) struct Rewrite {
    pub(super) stored: Item,
    pub(super) before: Item,
    pub(super) after: Item,
    pub(super) complete: Item,
}

impl<E: Entity, F: FnMut(&mut E) -> D, D: Decision<E>> UpdateWith<E, F, D> {
    pub(crate) fn new(connection: Connection, key: &E::Key, change: F) -> Self {
        Self { connection, key: key.to_item(), change, types: PhantomData }
    }

    /// Sends the requests.
    ///
    /// # Errors
    /// When there is no item or it is not one of the entity, the changed one cannot be stored or has another primary key,
    /// or other writers came between every time.
    pub async fn send(mut self) -> Result<D::Output> {
        let during = || format!("update of `{}`", E::MODEL_REF.name);
        let mut attempts = Attempts::default();
        let key = self.key.clone().map_err(|error| error.during(during))?;
        loop {
            let stored =
                read_item(&self.connection, key.clone()).await.map_err(|error| error.during(during))?;
            let rewrite = match self.attempt(stored).map_err(|error| error.during(during))? {
                Attempt::Answer(answer) => return Ok(answer),
                Attempt::Write(rewrite) => rewrite,
            };
            let written = rewrite.send::<E>(&self.connection, key.clone(), &[]).await;
            let error = match written {
                Ok(item) => {
                    let entity = <AllNew as ReturnOption<E>>::read(item);
                    return entity.map(D::written).map_err(|error| error.during(during));
                }
                Err(error) => error.during(during),
            };
            if !(error.is_condition_failed() || error.is_lock_failed() || error.is_conflict()) {
                return Err(error);
            }
            attempts.again(&self.connection, error).await?;
        }
    }

    fn attempt(&mut self, stored: Item) -> Result<Attempt<D::Output>> {
        let mut entity: E = from_item(stored.clone())?;
        let before = entity.encode()?;
        let earlier = version::of_stored::<E>(&stored)?;
        if let Some(answer) = (self.change)(&mut entity).stopped() {
            return Ok(Attempt::Answer(answer));
        }
        let after = entity.encode()?;
        if after == before && earlier.is_none() {
            return Ok(Attempt::Answer(D::written(entity)));
        }
        let primary = |item: &Item| keys::primary_fields(E::Table::MODEL, E::MODEL_REF, item);
        if primary(&after) != primary(&before) {
            return Err(Error::invalid(
                "the function changed the primary key, which never changes in place; use `move_to`",
            ));
        }
        let (table, model) = (E::Table::MODEL, E::MODEL_REF);
        let mut after = written::changed(model, &before, after, self.connection.now())?;
        // The function may have touched the lock; it counts from what is stored.
        lock::carry(model, &before, &mut after)?;
        let mut complete = after.clone();
        keys::complete(table, model, &mut complete)?;
        // What the item had in its earlier shape goes away, unless the new one has it, too.
        let before = earlier.map_or(before, |version| version::known_before::<E>(version, &stored));
        Ok(Attempt::Write(Box::new(Rewrite { stored, before, after, complete })))
    }
}

impl Rewrite {
    /// Writes what differs, if the item is still as it was read and meets the conditions that are given. Answers the item as it is
    /// afterwards.
    pub(super) async fn send<E: Entity>(
        self,
        connection: &Connection,
        key: Item,
        given: &[Condition],
    ) -> Result<Option<ReturnedItem>> {
        let (table, entity) = (E::Table::MODEL, E::MODEL_REF);
        let Self { stored, before, after, complete } = self;
        let change = Change { before: &before, after: &after, complete: &complete };
        let actions = difference::actions(table, entity, &stored, &change)?;
        let fields = keys::primary_fields(table, entity, &after);
        let moves = Moves::new(
            markers::of_entity(table, entity, &before)?,
            markers::of_entity(table, entity, &after)?,
        );
        let whole = (!moves.is_empty()).then(|| difference::applied(&stored, &actions));
        let mut conditions = WriteConditions::new(Existence::MustExist);
        let loaded = Loaded::of_item(before, stored);
        loaded.demand(entity, &fields, &mut conditions);
        let version = table.version_attribute.as_deref();
        let demanded = loaded.same(version).into_iter().chain(given.iter().cloned());
        demanded.for_each(|condition| conditions.add(condition));
        if let Some(item) = whole {
            let mut group = Group::new(table, connection);
            group.update(key, &actions, &conditions)?;
            moves.write(table, &mut group, &fields)?;
            let sent = group.send().await;
            return sent.map_err(|error| explain(error, &moves)).map(|()| Some(item.into()));
        }
        let input = update_input(table, connection, key, &actions, &conditions, Some(ReturnValues::AllNew))?;
        let answer = connection.call(input).await;
        answer.map(|output| output.attributes).map_err(|error| conditions.explain_failure(error))
    }
}

/// Why the transaction was cancelled that changed an item and its markers.
fn explain(error: Error, moves: &Moves) -> Error {
    let changed = "the item has changed since it was read";
    match failed_action(&error).map(|(position, found)| (position, found.is_some())) {
        Some((0, false)) => error.into_kind(ErrorKind::NotFound, "there is no item with this key"),
        Some((0, true)) => error.into_kind(ErrorKind::ConditionFailed, changed),
        Some((position, _)) => match moves.at(position - 1) {
            Some((attribute, true)) => markers::taken_error(error, attribute),
            // The value was given up already, so the item is not as it was read.
            _ => error.into_kind(ErrorKind::ConditionFailed, changed),
        },
        None if met_another(&error) => {
            error.into_kind(ErrorKind::Conflict, "another transaction works on one of the items")
        }
        None => error,
    }
}

impl<E, F, D> IntoFuture for UpdateWith<E, F, D>
where
    E: Entity + 'static,
    F: FnMut(&mut E) -> D + Send + 'static,
    D: Decision<E> + 'static,
{
    type Output = Result<D::Output>;
    type IntoFuture = OpFuture<D::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
