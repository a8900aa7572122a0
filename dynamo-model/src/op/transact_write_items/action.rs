//! The writes that can be part of a transaction.

use std::marker::PhantomData;
use std::sync::Arc;

use super::super::condition::Expectation;
use super::super::{Binding, Bound, Check, Delete, Put, Unbound, Update, Upsert};
use crate::api::{self, TransactWriteItem, UpdateItemInput};
use crate::error::{Error, Result};
use crate::update_state::CompleteUpdate;
use crate::{Entity, Item, Table, keys};

/// One write of a transaction, and what its failure means.
#[derive(Clone)]
pub struct Action {
    pub(super) write: TransactWriteItem,
    pub(super) table_name: Arc<str>,
    /// The primary key of the item that it is about.
    pub(super) key: Item,
    pub(super) expectation: Expectation,
}

/// A write that can be part of a transaction on the table `T`: a `create`, `put`, `update`, `upsert` or `delete` that
/// returns nothing, or a `check`.
///
/// Writes without a table, such as `Order::create(&order)`, get that of the transaction. Writes that are made by a
/// table handle keep theirs, so that a transaction can be about several tables.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a transaction on the table `{T}`",
    note = "a transaction takes `create`, `put`, `update`, `upsert`, `delete` and `check` of the table's own entities, without `returning`",
    note = "several writes are a tuple, or a `Vec` of writes of one type; `any()` makes all writes one type"
)]
pub trait TransactWrite<T>: Sized {
    /// The entity that is written; `()` when that is known at run time only.
    type Entity;

    /// The action.
    ///
    /// # Errors
    /// When the write would be refused before it is sent.
    #[doc(hidden)]
    fn into_action(self, to: &Bound) -> Result<Action>;

    /// The write as one of a list of different writes.
    fn any(self) -> AnyWrite<T>
    where
        Self: Send + 'static,
    {
        AnyWrite { action: Box::new(move |to| self.into_action(to)), table: PhantomData }
    }
}

/// A write of a transaction, whatever it is: what a list of different writes consists of.
#[must_use = "does nothing until it is part of a transaction"]
pub struct AnyWrite<T> {
    action: Box<dyn FnOnce(&Bound) -> Result<Action> + Send>,
    table: PhantomData<fn() -> T>,
}

impl<T> TransactWrite<T> for AnyWrite<T> {
    type Entity = ();

    fn into_action(self, to: &Bound) -> Result<Action> {
        (self.action)(to)
    }
}

/// A write that knows its table is one of every transaction; one that does not, of those on its entity's table.
macro_rules! transact_writes {
    ($($write:ident $([$state:ident: $complete:ident])? => $action:ident),* $(,)?) => {$(
        impl<T, E: Entity $(+ $complete<$state>)?, $($state)?> TransactWrite<T> for $write<E, $($state,)? (), Bound> {
            type Entity = E;

            fn into_action(self, to: &Bound) -> Result<Action> {
                $action(self, to)
            }
        }

        impl<T: Table, E: Entity<Table = T> $(+ $complete<$state>)?, $($state)?> TransactWrite<T>
            for $write<E, $($state,)? (), Unbound>
        {
            type Entity = E;

            fn into_action(self, to: &Bound) -> Result<Action> {
                $action(self, to)
            }
        }
    )*};
}

transact_writes! {
    Put => put,
    Update[S: CompleteUpdate] => update,
    Upsert => upsert,
    Delete => delete,
}

impl<T: Table, E: Entity<Table = T>> TransactWrite<T> for Check<E> {
    type Entity = E;

    fn into_action(self, to: &Bound) -> Result<Action> {
        let expectation = self.conditions().expectation();
        let check = self.input(to)?;
        let (table_name, key) = (check.table_name.clone(), check.key.clone());
        Ok(Action { write: TransactWriteItem::ConditionCheck(check), table_name, key, expectation })
    }
}

fn put<E: Entity, B: Binding>(put: Put<E, (), B>, to: &Bound) -> Result<Action> {
    let input = put.input(put.binding.or(to))?;
    let (table_name, key) = (input.table_name.clone(), keys::primary_of(E::Table::MODEL, &input.item)?);
    let write = TransactWriteItem::Put(api::Put {
        table_name: input.table_name,
        item: input.item,
        condition_expression: input.condition_expression,
        expression_attribute_names: input.expression_attribute_names,
        expression_attribute_values: input.expression_attribute_values,
        return_values_on_condition_check_failure: input.return_values_on_condition_check_failure,
    });
    Ok(Action { write, table_name, key, expectation: put.conditions().expectation() })
}

fn update<E: Entity, S, B: Binding>(update: Update<E, S, (), B>, to: &Bound) -> Result<Action> {
    let (input, _) = update.core.input(&update.binding.or(to).0, None)?;
    updated(input, update.core.conditions().expectation())
}

fn upsert<E: Entity, B: Binding>(upsert: Upsert<E, (), B>, to: &Bound) -> Result<Action> {
    updated(upsert.input(upsert.binding.or(to))?, upsert.conditions().expectation())
}

fn updated(input: UpdateItemInput, expectation: Expectation) -> Result<Action> {
    let Some(update_expression) = input.update_expression else {
        return Err(Error::invalid("an item of nothing but its key is no update in a transaction; `put` it"));
    };
    let (table_name, key) = (input.table_name.clone(), input.key.clone());
    let write = TransactWriteItem::Update(api::Update {
        table_name: input.table_name,
        key: input.key,
        update_expression,
        condition_expression: input.condition_expression,
        expression_attribute_names: input.expression_attribute_names,
        expression_attribute_values: input.expression_attribute_values,
        return_values_on_condition_check_failure: input.return_values_on_condition_check_failure,
    });
    Ok(Action { write, table_name, key, expectation })
}

fn delete<E: Entity, B: Binding>(delete: Delete<E, (), B>, to: &Bound) -> Result<Action> {
    let input = delete.input(delete.binding.or(to))?;
    let (table_name, key) = (input.table_name.clone(), input.key.clone());
    let write = TransactWriteItem::Delete(api::Delete {
        table_name: input.table_name,
        key: input.key,
        condition_expression: input.condition_expression,
        expression_attribute_names: input.expression_attribute_names,
        expression_attribute_values: input.expression_attribute_values,
        return_values_on_condition_check_failure: input.return_values_on_condition_check_failure,
    });
    Ok(Action { write, table_name, key, expectation: delete.conditions().expectation() })
}
