//! TransactWriteItems: `transaction`.

use std::collections::HashSet;
use std::future::IntoFuture;
use std::sync::Arc;

use super::OpFuture;
use crate::api::{TransactWriteItem, TransactWriteItemsInput};
use crate::error::{Error, Result};
use crate::explain::Explanation;
use crate::handle::Connection;
use crate::op::{Delete, Put, Update};
use crate::update_state::CompleteUpdate;
use crate::{Entity, Item, keys};

/// The most actions of one transaction.
const ACTIONS: usize = 100;
/// The most bytes that the items of one transaction have together.
const BYTES: usize = 4 * 1024 * 1024;
/// The longest token.
const TOKEN_CHARACTERS: usize = 36;

/// Several writes that happen together or not at all.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Transaction {
    connection: Connection,
    actions: Vec<Result<Action>>,
    token: Option<String>,
}

/// One write of a transaction and the primary key of the item that it is about.
pub struct Action {
    write: TransactWriteItem,
    table_name: Arc<str>,
    key: Item,
}

/// A write that can be one of a transaction: a `create`, `put`, `update` or `delete` that returns nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be part of a transaction",
    note = "a transaction takes `create`, `put`, `update` and `delete`, without `returning`"
)]
pub trait TransactWrite {
    /// The action.
    ///
    /// # Errors
    /// When the write would be refused before it is sent.
    fn into_action(self) -> Result<Action>;
}

impl<E: Entity> TransactWrite for Put<E> {
    fn into_action(self) -> Result<Action> {
        let input = self.input()?;
        let (table_name, key) = (input.table_name.clone(), key_of::<E>(&input.item)?);
        let write = TransactWriteItem::Put(crate::api::Put {
            table_name: input.table_name,
            item: input.item,
            condition_expression: input.condition_expression,
            expression_attribute_names: input.expression_attribute_names,
            expression_attribute_values: input.expression_attribute_values,
            return_values_on_condition_check_failure: input.return_values_on_condition_check_failure,
        });
        Ok(Action { write, table_name, key })
    }
}

impl<E: CompleteUpdate<S>, S> TransactWrite for Update<E, S> {
    fn into_action(self) -> Result<Action> {
        let input = self.input()?;
        let table_name = input.table_name.clone();
        let write = TransactWriteItem::Update(crate::api::Update {
            table_name: input.table_name,
            key: input.key.clone(),
            update_expression: input.update_expression.unwrap_or_default(),
            condition_expression: input.condition_expression,
            expression_attribute_names: input.expression_attribute_names,
            expression_attribute_values: input.expression_attribute_values,
            return_values_on_condition_check_failure: input.return_values_on_condition_check_failure,
        });
        Ok(Action { write, table_name, key: input.key })
    }
}

impl<E: Entity> TransactWrite for Delete<E> {
    fn into_action(self) -> Result<Action> {
        let input = self.input()?;
        let table_name = input.table_name.clone();
        let write = TransactWriteItem::Delete(crate::api::Delete {
            table_name: input.table_name,
            key: input.key.clone(),
            condition_expression: input.condition_expression,
            expression_attribute_names: input.expression_attribute_names,
            expression_attribute_values: input.expression_attribute_values,
            return_values_on_condition_check_failure: input.return_values_on_condition_check_failure,
        });
        Ok(Action { write, table_name, key: input.key })
    }
}

fn key_of<E: Entity>(item: &Item) -> Result<Item> {
    use crate::Table as _;
    let mut key = Item::with_capacity(2);
    for (attribute, _) in keys::primary_sources(E::Table::MODEL, E::MODEL_REF) {
        let value = item.get(&attribute.name).ok_or_else(|| Error::invalid("the item has no primary key"))?;
        key.insert(attribute.name.clone(), value.clone());
    }
    Ok(key)
}

impl Transaction {
    pub(crate) const fn new(connection: Connection) -> Self {
        Self { connection, actions: Vec::new(), token: None }
    }

    /// Adds a write, made by the same table's `create`, `put`, `update` or `delete`.
    pub fn with(mut self, write: impl TransactWrite) -> Self {
        self.actions.push(write.into_action());
        self
    }

    /// Makes the transaction idempotent: within ten minutes, sending the same writes with the same token again does
    /// nothing more. At most 36 characters.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Refuses the transaction when a list that it is made from is longer than was planned.
    pub fn bounded(mut self, list: &str, length: usize, most: usize) -> Self {
        if length > most {
            let message =
                format!("`{list}` has {length} elements and the transaction takes {most}; split it");
            self.actions.push(Err(Error::invalid(message)));
        }
        self
    }

    fn input(&self) -> Result<TransactWriteItemsInput> {
        if let Some(token) = &self.token
            && !(1..=TOKEN_CHARACTERS).contains(&token.chars().count())
        {
            return Err(Error::invalid(format!("a token has 1 to {TOKEN_CHARACTERS} characters")));
        }
        if self.actions.is_empty() || self.actions.len() > ACTIONS {
            return Err(Error::invalid(format!(
                "a transaction has 1 to {ACTIONS} actions, not {}; split it",
                self.actions.len()
            )));
        }
        let mut keys = HashSet::new();
        let mut transact_items = Vec::with_capacity(self.actions.len());
        let mut bytes = 0;
        for (position, action) in self.actions.iter().enumerate() {
            let action =
                action.as_ref().map_err(|error| error.clone().inside(format!("action {position}")))?;
            if !keys.insert((&action.table_name, &action.key)) {
                return Err(Error::invalid(format!(
                    "action {position} of the transaction is about an item that an earlier action is about; \
                     DynamoDB takes one action per item"
                )));
            }
            if let TransactWriteItem::Put(put) = &action.write {
                bytes += put.item.size();
            }
            transact_items.push(action.write.clone());
        }
        if bytes > BYTES {
            return Err(Error::invalid(format!(
                "the items of the transaction have {bytes} bytes and DynamoDB allows {BYTES}; split it"
            )));
        }
        let client_request_token = self.token.clone();
        Ok(TransactWriteItemsInput {
            transact_items,
            client_request_token,
            ..TransactWriteItemsInput::default()
        })
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        Ok(Explanation::of_transaction(self.input()?))
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When the transaction was cancelled: [`Error::cancellation_reasons`] says why, action by action.
    pub async fn send(self) -> Result<()> {
        let during = || "transaction".to_owned();
        let input = self.input().map_err(|error| error.during(during))?;
        self.connection.call(input).await.map(|_| ()).map_err(|error| error.during(during))
    }
}

impl IntoFuture for Transaction {
    type Output = Result<()>;
    type IntoFuture = OpFuture<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
