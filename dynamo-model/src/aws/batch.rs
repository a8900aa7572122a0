//! BatchGetItem and BatchWriteItem.

use std::borrow::Cow;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::{
    batch_get_item::{self, builders::BatchGetItemFluentBuilder},
    batch_write_item::{self, builders::BatchWriteItemFluentBuilder},
};
use aws_sdk_dynamodb::types;

use super::error::{not_built, unexpected};
use super::{input, output};
use crate::BackendError;
use crate::api::{
    BatchGetItemInput, BatchGetItemOutput, BatchWriteItemInput, BatchWriteItemOutput, KeysAndAttributes,
    WriteRequest,
};

pub(super) fn get(
    client: &Client,
    input: BatchGetItemInput,
) -> Result<BatchGetItemFluentBuilder, BackendError> {
    let BatchGetItemInput { request_items, return_consumed_capacity } = input;
    let request_items = request_items
        .into_iter()
        .map(|(table, keys)| Ok((table, write_keys(keys)?)))
        .collect::<Result<_, BackendError>>()?;
    let builder = client
        .batch_get_item()
        .set_request_items(Some(request_items))
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity));
    Ok(builder)
}

pub(super) fn got(answer: batch_get_item::BatchGetItemOutput) -> Result<BatchGetItemOutput, BackendError> {
    Ok(BatchGetItemOutput {
        responses: answer
            .responses
            .unwrap_or_default()
            .into_iter()
            .map(|(table, items)| Ok((table, output::all_returned(items)?)))
            .collect::<Result<_, BackendError>>()?,
        unprocessed_keys: answer
            .unprocessed_keys
            .unwrap_or_default()
            .into_iter()
            .map(|(table, keys)| Ok((table, read_keys(keys)?)))
            .collect::<Result<_, BackendError>>()?,
        consumed_capacity: output::per_table(answer.consumed_capacity),
    })
}

fn write_keys(keys: KeysAndAttributes) -> Result<types::KeysAndAttributes, BackendError> {
    let KeysAndAttributes {
        keys,
        projection_expression,
        expression_attribute_names,
        consistent_read,
        attributes_to_get,
    } = keys;
    types::KeysAndAttributes::builder()
        .set_keys(Some(keys.into_iter().map(Into::into).collect()))
        .set_projection_expression(projection_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_consistent_read(consistent_read)
        .set_attributes_to_get(attributes_to_get)
        .build()
        .map_err(not_built)
}

fn read_keys(keys: types::KeysAndAttributes) -> Result<KeysAndAttributes, BackendError> {
    Ok(KeysAndAttributes {
        keys: keys.keys.into_iter().map(output::item).collect::<Result<_, _>>()?,
        projection_expression: keys.projection_expression,
        expression_attribute_names: keys
            .expression_attribute_names
            .unwrap_or_default()
            .into_iter()
            .map(|(placeholder, name)| (Cow::Owned(placeholder), Cow::Owned(name)))
            .collect(),
        consistent_read: keys.consistent_read,
        attributes_to_get: keys.attributes_to_get,
    })
}

pub(super) fn write(
    client: &Client,
    input: BatchWriteItemInput,
) -> Result<BatchWriteItemFluentBuilder, BackendError> {
    let BatchWriteItemInput { request_items, return_consumed_capacity, return_item_collection_metrics } =
        input;
    let request_items = request_items
        .into_iter()
        .map(|(table, writes)| {
            Ok((table, writes.into_iter().map(write_request).collect::<Result<_, BackendError>>()?))
        })
        .collect::<Result<_, BackendError>>()?;
    let builder = client
        .batch_write_item()
        .set_request_items(Some(request_items))
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .set_return_item_collection_metrics(return_item_collection_metrics.map(input::metrics));
    Ok(builder)
}

pub(super) fn written(
    answer: batch_write_item::BatchWriteItemOutput,
) -> Result<BatchWriteItemOutput, BackendError> {
    Ok(BatchWriteItemOutput {
        unprocessed_items: answer
            .unprocessed_items
            .unwrap_or_default()
            .into_iter()
            .map(|(table, writes)| {
                Ok((table, writes.into_iter().map(read_request).collect::<Result<_, BackendError>>()?))
            })
            .collect::<Result<_, BackendError>>()?,
        consumed_capacity: output::per_table(answer.consumed_capacity),
        item_collection_metrics: output::metrics_per_table(answer.item_collection_metrics)?,
    })
}

fn write_request(write: WriteRequest) -> Result<types::WriteRequest, BackendError> {
    let request = types::WriteRequest::builder();
    let request = match write {
        WriteRequest::Put(item) => request.put_request(
            types::PutRequest::builder().set_item(Some(item.into())).build().map_err(not_built)?,
        ),
        WriteRequest::Delete(key) => request.delete_request(
            types::DeleteRequest::builder().set_key(Some(key.into())).build().map_err(not_built)?,
        ),
    };
    Ok(request.build())
}

fn read_request(write: types::WriteRequest) -> Result<WriteRequest, BackendError> {
    match (write.put_request, write.delete_request) {
        (Some(put), None) => Ok(WriteRequest::Put(output::item(put.item)?)),
        (None, Some(delete)) => Ok(WriteRequest::Delete(output::item(delete.key)?)),
        _ => Err(unexpected("put or delete of an unprocessed write", None)),
    }
}
