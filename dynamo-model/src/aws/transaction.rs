//! TransactGetItems and TransactWriteItems.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::{
    transact_get_items::{self, builders::TransactGetItemsFluentBuilder},
    transact_write_items::{self, builders::TransactWriteItemsFluentBuilder},
};
use aws_sdk_dynamodb::types;

use super::error::not_built;
use super::{input, output};
use crate::BackendError;
use crate::api::{
    ConditionCheck, Delete, Get, Put, TransactGetItemsInput, TransactGetItemsOutput, TransactWriteItem,
    TransactWriteItemsInput, TransactWriteItemsOutput, Update,
};

pub(super) fn get(
    client: &Client,
    input: TransactGetItemsInput,
) -> Result<TransactGetItemsFluentBuilder, BackendError> {
    let TransactGetItemsInput { transact_items, return_consumed_capacity } = input;
    let builder = client
        .transact_get_items()
        .set_transact_items(Some(transact_items.into_iter().map(read).collect::<Result<_, _>>()?))
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity));
    Ok(builder)
}

pub(super) fn got(
    answer: transact_get_items::TransactGetItemsOutput,
) -> Result<TransactGetItemsOutput, BackendError> {
    Ok(TransactGetItemsOutput {
        responses: answer
            .responses
            .unwrap_or_default()
            .into_iter()
            .map(|response| output::returned(response.item))
            .collect::<Result<_, _>>()?,
        consumed_capacity: output::per_table(answer.consumed_capacity),
    })
}

fn read(get: Get) -> Result<types::TransactGetItem, BackendError> {
    let Get { table_name, key, projection_expression, expression_attribute_names } = get;
    let get = types::Get::builder()
        .table_name(&*table_name)
        .set_key(Some(key.into()))
        .set_projection_expression(projection_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .build()
        .map_err(not_built)?;
    Ok(types::TransactGetItem::builder().get(get).build())
}

pub(super) fn write(
    client: &Client,
    input: TransactWriteItemsInput,
) -> Result<TransactWriteItemsFluentBuilder, BackendError> {
    let TransactWriteItemsInput {
        transact_items,
        client_request_token,
        return_consumed_capacity,
        return_item_collection_metrics,
    } = input;
    let builder = client
        .transact_write_items()
        .set_transact_items(Some(transact_items.into_iter().map(action).collect::<Result<_, _>>()?))
        .set_client_request_token(client_request_token)
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_return_item_collection_metrics(return_item_collection_metrics.map(input::metrics));
    Ok(builder)
}

pub(super) fn written(
    answer: transact_write_items::TransactWriteItemsOutput,
) -> Result<TransactWriteItemsOutput, BackendError> {
    Ok(TransactWriteItemsOutput {
        consumed_capacity: output::per_table(answer.consumed_capacity),
        item_collection_metrics: output::metrics_per_table(answer.item_collection_metrics)?,
    })
}

fn action(item: TransactWriteItem) -> Result<types::TransactWriteItem, BackendError> {
    let action = types::TransactWriteItem::builder();
    Ok(match item {
        TransactWriteItem::ConditionCheck(inner) => action.condition_check(check(inner)?),
        TransactWriteItem::Put(inner) => action.put(put(inner)?),
        TransactWriteItem::Delete(inner) => action.delete(delete(inner)?),
        TransactWriteItem::Update(inner) => action.update(update(inner)?),
    }
    .build())
}

fn check(check: ConditionCheck) -> Result<types::ConditionCheck, BackendError> {
    let ConditionCheck {
        table_name,
        key,
        condition_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_values_on_condition_check_failure,
    } = check;
    types::ConditionCheck::builder()
        .table_name(&*table_name)
        .set_key(Some(key.into()))
        .condition_expression(condition_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_values_on_condition_check_failure(
            return_values_on_condition_check_failure.map(input::on_failure),
        )
        .build()
        .map_err(not_built)
}

fn put(put: Put) -> Result<types::Put, BackendError> {
    let Put {
        table_name,
        item,
        condition_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_values_on_condition_check_failure,
    } = put;
    types::Put::builder()
        .table_name(&*table_name)
        .set_item(Some(item.into()))
        .set_condition_expression(condition_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_values_on_condition_check_failure(
            return_values_on_condition_check_failure.map(input::on_failure),
        )
        .build()
        .map_err(not_built)
}

fn delete(delete: Delete) -> Result<types::Delete, BackendError> {
    let Delete {
        table_name,
        key,
        condition_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_values_on_condition_check_failure,
    } = delete;
    types::Delete::builder()
        .table_name(&*table_name)
        .set_key(Some(key.into()))
        .set_condition_expression(condition_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_values_on_condition_check_failure(
            return_values_on_condition_check_failure.map(input::on_failure),
        )
        .build()
        .map_err(not_built)
}

fn update(update: Update) -> Result<types::Update, BackendError> {
    let Update {
        table_name,
        key,
        update_expression,
        condition_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_values_on_condition_check_failure,
    } = update;
    types::Update::builder()
        .table_name(&*table_name)
        .set_key(Some(key.into()))
        .update_expression(update_expression)
        .set_condition_expression(condition_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_values_on_condition_check_failure(
            return_values_on_condition_check_failure.map(input::on_failure),
        )
        .build()
        .map_err(not_built)
}
