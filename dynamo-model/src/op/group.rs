//! One transaction of this crate's own making: an item and what is kept beside it.

use dynamo_schema::TableModel;

use super::condition::WriteConditions;
use super::transact_write_items::is_throttling;
use super::update_core::update_input;
use crate::api::{
    Delete, Put, ReturnValuesOnConditionCheckFailure, TransactWriteItem, TransactWriteItemsInput, Update,
    UpdateItemInput,
};
use crate::connection::Connection;
use crate::error::{ErrorKind, Result};
use crate::expression::{Renderer, UpdateAction};
use crate::{Error, Item};

/// The actions of one transaction on one table, in order.
pub(super) struct Group<'g> {
    table: &'static TableModel,
    connection: &'g Connection,
    actions: Vec<TransactWriteItem>,
}

const OLD: Option<ReturnValuesOnConditionCheckFailure> = Some(ReturnValuesOnConditionCheckFailure::AllOld);

impl<'g> Group<'g> {
    pub(super) const fn new(table: &'static TableModel, connection: &'g Connection) -> Self {
        Self { table, connection, actions: Vec::new() }
    }

    pub(super) fn put(&mut self, item: Item, conditions: &WriteConditions) -> Result<()> {
        let mut renderer = Renderer::new();
        let condition_expression = conditions.render(&self.table.partition_key.name, &mut renderer)?;
        let (expression_attribute_names, expression_attribute_values) = renderer.finish();
        self.actions.push(TransactWriteItem::Put(Put {
            table_name: self.connection.table_name.clone(),
            item,
            condition_expression,
            expression_attribute_names,
            expression_attribute_values,
            return_values_on_condition_check_failure: OLD,
        }));
        Ok(())
    }

    pub(super) fn delete(&mut self, key: Item, conditions: &WriteConditions) -> Result<()> {
        let mut renderer = Renderer::new();
        let condition_expression = conditions.render(&self.table.partition_key.name, &mut renderer)?;
        let (expression_attribute_names, expression_attribute_values) = renderer.finish();
        self.actions.push(TransactWriteItem::Delete(Delete {
            table_name: self.connection.table_name.clone(),
            key,
            condition_expression,
            expression_attribute_names,
            expression_attribute_values,
            return_values_on_condition_check_failure: OLD,
        }));
        Ok(())
    }

    pub(super) fn update(
        &mut self,
        key: Item,
        actions: &[UpdateAction],
        conditions: &WriteConditions,
    ) -> Result<()> {
        self.updated(update_input(self.table, self.connection, key, actions, conditions, None)?);
        Ok(())
    }

    /// Adds an update as it would be sent alone.
    pub(super) fn updated(&mut self, input: UpdateItemInput) {
        self.actions.push(TransactWriteItem::Update(Update {
            table_name: input.table_name,
            key: input.key,
            update_expression: input.update_expression.unwrap_or_default(),
            condition_expression: input.condition_expression,
            expression_attribute_names: input.expression_attribute_names,
            expression_attribute_values: input.expression_attribute_values,
            return_values_on_condition_check_failure: OLD,
        }));
    }

    /// The actions, for a transaction that does more.
    pub(super) fn into_items(self) -> Vec<TransactWriteItem> {
        self.actions
    }

    /// Sends the transaction, once: a token makes the client's own repetitions harmless.
    pub(super) async fn send(self) -> Result<()> {
        let input = TransactWriteItemsInput {
            transact_items: self.actions,
            client_request_token: Some(self.connection.token()),
            ..TransactWriteItemsInput::default()
        };
        self.connection.call(input).await.map(|_| ()).map_err(throttled)
    }
}

/// A transaction that was cancelled because there were too many requests, and for no other reason, was throttled.
fn throttled(error: Error) -> Error {
    let mut reasons = error.cancellation_reasons().iter().filter(|reason| reason.code != "None").peekable();
    if reasons.peek().is_some() && reasons.all(|reason| is_throttling(&reason.code)) {
        return error.into_kind(ErrorKind::Throttled, "too many requests for one of the items");
    }
    error
}

/// The action of a cancelled transaction whose condition failed first, and the item that it met.
pub(super) fn failed_action(error: &Error) -> Option<(usize, Option<&Item>)> {
    let mut reasons = error.cancellation_reasons().iter().enumerate();
    let (position, reason) = reasons.find(|(_, reason)| reason.code == "ConditionalCheckFailed")?;
    Some((position, reason.item.as_ref()))
}

/// Whether a transaction was cancelled because another one was at work, and for no other reason.
pub(super) fn met_another(error: &Error) -> bool {
    failed_action(error).is_none()
        && error.cancellation_reasons().iter().any(|reason| reason.code == "TransactionConflict")
}
