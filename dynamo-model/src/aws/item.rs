//! GetItem, PutItem, UpdateItem and DeleteItem.
//!
//! Inputs are taken apart field by field, here and in the files beside, so that a field cannot be forgotten.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::{
    delete_item::{self, builders::DeleteItemFluentBuilder},
    get_item::{self, builders::GetItemFluentBuilder},
    put_item::{self, builders::PutItemFluentBuilder},
    update_item::{self, builders::UpdateItemFluentBuilder},
};

use super::{input, legacy, output};
use crate::BackendError;
use crate::api::{
    DeleteItemInput, DeleteItemOutput, GetItemInput, GetItemOutput, PutItemInput, PutItemOutput,
    UpdateItemInput, UpdateItemOutput,
};

pub(super) fn get(client: &Client, input: GetItemInput) -> Result<GetItemFluentBuilder, BackendError> {
    let GetItemInput {
        table_name,
        key,
        projection_expression,
        expression_attribute_names,
        consistent_read,
        return_consumed_capacity,
        attributes_to_get,
    } = input;
    let builder = client
        .get_item()
        .table_name(&*table_name)
        .set_key(Some(key.into()))
        .set_projection_expression(projection_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_consistent_read(consistent_read)
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_attributes_to_get(attributes_to_get);
    Ok(builder)
}

pub(super) fn got(answer: get_item::GetItemOutput) -> Result<GetItemOutput, BackendError> {
    Ok(GetItemOutput {
        item: output::returned(answer.item)?,
        consumed_capacity: answer.consumed_capacity.map(output::consumed_capacity),
    })
}

pub(super) fn put(client: &Client, input: PutItemInput) -> Result<PutItemFluentBuilder, BackendError> {
    let PutItemInput {
        table_name,
        item,
        condition_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_values,
        return_values_on_condition_check_failure,
        return_consumed_capacity,
        return_item_collection_metrics,
        expected,
        conditional_operator,
    } = input;
    let builder = client
        .put_item()
        .table_name(&*table_name)
        .set_item(Some(item.into()))
        .set_condition_expression(condition_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_values(return_values.map(input::return_values))
        .set_return_values_on_condition_check_failure(
            return_values_on_condition_check_failure.map(input::on_failure),
        )
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_return_item_collection_metrics(return_item_collection_metrics.map(input::metrics))
        .set_expected(legacy::expected(expected))
        .set_conditional_operator(conditional_operator.map(legacy::joined));
    Ok(builder)
}

pub(super) fn was_put(answer: put_item::PutItemOutput) -> Result<PutItemOutput, BackendError> {
    Ok(PutItemOutput {
        attributes: output::returned(answer.attributes)?,
        consumed_capacity: answer.consumed_capacity.map(output::consumed_capacity),
        item_collection_metrics: output::metrics(answer.item_collection_metrics)?,
    })
}

pub(super) fn update(
    client: &Client,
    input: UpdateItemInput,
) -> Result<UpdateItemFluentBuilder, BackendError> {
    let UpdateItemInput {
        table_name,
        key,
        update_expression,
        condition_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_values,
        return_values_on_condition_check_failure,
        return_consumed_capacity,
        return_item_collection_metrics,
        expected,
        conditional_operator,
        attribute_updates,
    } = input;
    let builder = client
        .update_item()
        .table_name(&*table_name)
        .set_key(Some(key.into()))
        .set_update_expression(update_expression)
        .set_condition_expression(condition_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_values(return_values.map(input::return_values))
        .set_return_values_on_condition_check_failure(
            return_values_on_condition_check_failure.map(input::on_failure),
        )
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_return_item_collection_metrics(return_item_collection_metrics.map(input::metrics))
        .set_expected(legacy::expected(expected))
        .set_conditional_operator(conditional_operator.map(legacy::joined))
        .set_attribute_updates(legacy::updates(attribute_updates));
    Ok(builder)
}

pub(super) fn updated(answer: update_item::UpdateItemOutput) -> Result<UpdateItemOutput, BackendError> {
    Ok(UpdateItemOutput {
        attributes: output::returned(answer.attributes)?,
        consumed_capacity: answer.consumed_capacity.map(output::consumed_capacity),
        item_collection_metrics: output::metrics(answer.item_collection_metrics)?,
    })
}

pub(super) fn delete(
    client: &Client,
    input: DeleteItemInput,
) -> Result<DeleteItemFluentBuilder, BackendError> {
    let DeleteItemInput {
        table_name,
        key,
        condition_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_values,
        return_values_on_condition_check_failure,
        return_consumed_capacity,
        return_item_collection_metrics,
        expected,
        conditional_operator,
    } = input;
    let builder = client
        .delete_item()
        .table_name(&*table_name)
        .set_key(Some(key.into()))
        .set_condition_expression(condition_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_values(return_values.map(input::return_values))
        .set_return_values_on_condition_check_failure(
            return_values_on_condition_check_failure.map(input::on_failure),
        )
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_return_item_collection_metrics(return_item_collection_metrics.map(input::metrics))
        .set_expected(legacy::expected(expected))
        .set_conditional_operator(conditional_operator.map(legacy::joined));
    Ok(builder)
}

pub(super) fn deleted(answer: delete_item::DeleteItemOutput) -> Result<DeleteItemOutput, BackendError> {
    Ok(DeleteItemOutput {
        attributes: output::returned(answer.attributes)?,
        consumed_capacity: answer.consumed_capacity.map(output::consumed_capacity),
        item_collection_metrics: output::metrics(answer.item_collection_metrics)?,
    })
}
