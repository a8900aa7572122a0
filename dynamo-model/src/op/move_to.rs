//! GetItem and TransactWriteItems: `move_to`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::OpFuture;
use super::condition::{Existence, WriteConditions};
use super::loaded::Loaded;
use super::refetch_core::read_item;
use crate::api::{
    Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, TransactWriteItemsInput,
};
use crate::entity::from_item;
use crate::error::{Error, ErrorKind, Result};
use crate::expression::{Condition, Renderer};
use crate::handle::Connection;
use crate::retry::Attempts;
use crate::{Entity, EntityKey, Item, Table, keys};

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
    fields: Item,
}

impl<E: Entity> MoveTo<E> {
    pub(crate) fn new(connection: Connection, from: &E::Key, to: &E::Key) -> Self {
        let keys = || {
            let keys = Keys { from: from.to_item()?, to: to.to_item()?, fields: to.encode()? };
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
            let moved = moved::<E>(&stored, &keys).map_err(|error| error.during(during))?;
            let input = self.input(&keys, &stored, &moved).map_err(|error| error.during(during))?;
            let error = match self.connection.call(input).await {
                Ok(_) => return from_item(moved).map_err(|error| error.during(during)),
                Err(error) => explain(error, &stored).during(during),
            };
            if !error.is_conflict() {
                return Err(error);
            }
            attempts.again(&self.connection, error).await?;
        }
    }

    fn input(&self, keys: &Keys, stored: &Item, moved: &Item) -> Result<TransactWriteItemsInput> {
        let partition_key = &E::Table::MODEL.partition_key.name;
        let mut unchanged = WriteConditions::new(Existence::MustExist);
        let attributes = stored.names().filter(|name| is_own::<E>(name)).map(|name| &**name);
        let conditions = Loaded::of_item(stored.clone(), stored.clone()).same(attributes);
        conditions
            .into_iter()
            .chain(self.given.iter().cloned())
            .for_each(|condition| unchanged.add(condition));
        let mut renderer = Renderer::new();
        let condition_expression = unchanged.render(partition_key, &mut renderer)?;
        let (expression_attribute_names, expression_attribute_values) = renderer.finish();
        let delete = Delete {
            table_name: self.connection.table_name.clone(),
            key: keys.from.clone(),
            condition_expression,
            expression_attribute_names,
            expression_attribute_values,
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
        };
        let mut renderer = Renderer::new();
        let free = WriteConditions::new(Existence::MustNotExist);
        let condition_expression = free.render(partition_key, &mut renderer)?;
        let (expression_attribute_names, expression_attribute_values) = renderer.finish();
        let put = Put {
            table_name: self.connection.table_name.clone(),
            item: moved.clone(),
            condition_expression,
            expression_attribute_names,
            expression_attribute_values,
            return_values_on_condition_check_failure: None,
        };
        let transact_items = vec![TransactWriteItem::Delete(delete), TransactWriteItem::Put(put)];
        Ok(TransactWriteItemsInput { transact_items, ..TransactWriteItemsInput::default() })
    }
}

/// The item under its new key.
fn moved<E: Entity>(stored: &Item, keys: &Keys) -> Result<Item> {
    let (table, entity) = (E::Table::MODEL, E::MODEL_REF);
    let mut canonical = from_item::<E>(stored.clone())?.encode()?;
    canonical.extend(keys.fields.clone());
    let mut complete = canonical.clone();
    keys::complete(table, entity, &mut complete)?;
    // What is stored stays, except what is made of the key; what the entity knows and the item has not is its default.
    let kept = stored.iter().filter(|(name, _)| {
        let is_key_part = keys.fields.contains(name);
        !is_key_part && is_own::<E>(name)
    });
    complete.extend(kept.map(|(name, value)| (name.clone(), value.clone())));
    keys::check_size(&complete)?;
    Ok(complete)
}

/// Whether an attribute is the item's own and not made of others.
fn is_own<E: Entity>(name: &str) -> bool {
    let mut known = E::MODEL_REF.attributes.iter();
    known.any(|attribute| attribute.name == name) || !keys::is_structural(E::Table::MODEL, name)
}

/// Why the transaction was cancelled, in the words of the move.
fn explain(error: Error, stored: &Item) -> Error {
    let failed = |position: usize| {
        let reason = error.cancellation_reasons().get(position);
        reason.filter(|reason| reason.code == "ConditionalCheckFailed")
    };
    let is_conflict = error.cancellation_reasons().iter().any(|reason| reason.code == "TransactionConflict");
    let (kind, message) = match (failed(0).map(|reason| reason.item.as_ref()), failed(1)) {
        (Some(None), _) => (ErrorKind::NotFound, "there is no item with this key"),
        (Some(Some(found)), _) if found == stored => {
            (ErrorKind::ConditionFailed, "a condition does not hold, so the item was not moved")
        }
        (Some(Some(_)), _) => (ErrorKind::Conflict, "the item has changed since it was read"),
        (None, Some(_)) => (
            ErrorKind::AlreadyExists,
            "an item with the new key exists; delete it first, or move to another key",
        ),
        (None, None) if is_conflict => (ErrorKind::Conflict, "another transaction works on the item"),
        (None, None) => return error,
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
