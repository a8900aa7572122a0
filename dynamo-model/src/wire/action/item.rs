//! GetItem, PutItem, UpdateItem and DeleteItem.

use crate::api::{
    ConsumedCapacity, DeleteItemInput, DeleteItemOutput, GetItemInput, GetItemOutput, PutItemInput,
    PutItemOutput, ReturnValues, ReturnValuesOnConditionCheckFailure, UpdateItemInput, UpdateItemOutput,
};
use crate::wire::decoder::{Decoder, Direction};
use crate::wire::error::DecodeError;
use crate::wire::item_reader::ItemReader;
use crate::wire::refusal::Layer;
use crate::wire::shape::{Shape, shapes, words};

words! {
    ReturnValues, absent None {
        AllNew = "ALL_NEW",
        UpdatedOld = "UPDATED_OLD",
        AllOld = "ALL_OLD",
        None = "NONE",
        UpdatedNew = "UPDATED_NEW"
    }

    ReturnValuesOnConditionCheckFailure, absent None { AllOld = "ALL_OLD", None = "NONE" }
}

shapes! {
    GetItemInput {
        table_name: "TableName" required,
        key: "Key" required,
        projection_expression: "ProjectionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        consistent_read: "ConsistentRead",
        return_consumed_capacity: "ReturnConsumedCapacity",
        attributes_to_get: "AttributesToGet",
    }

    GetItemOutput {
        item: "Item",
        consumed_capacity: "ConsumedCapacity",
    }

    PutItemInput {
        table_name: "TableName" required,
        item: "Item" required,
        condition_expression: "ConditionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_values: "ReturnValues",
        return_values_on_condition_check_failure: "ReturnValuesOnConditionCheckFailure",
        return_consumed_capacity: "ReturnConsumedCapacity",
        return_item_collection_metrics: "ReturnItemCollectionMetrics",
        expected: "Expected",
        conditional_operator: "ConditionalOperator",
    }

    PutItemOutput {
        attributes: "Attributes",
        consumed_capacity: "ConsumedCapacity",
        item_collection_metrics: "ItemCollectionMetrics",
    }

    UpdateItemInput {
        table_name: "TableName" required,
        key: "Key" required,
        update_expression: "UpdateExpression",
        condition_expression: "ConditionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_values: "ReturnValues",
        return_values_on_condition_check_failure: "ReturnValuesOnConditionCheckFailure",
        return_consumed_capacity: "ReturnConsumedCapacity",
        return_item_collection_metrics: "ReturnItemCollectionMetrics",
        expected: "Expected",
        conditional_operator: "ConditionalOperator",
        attribute_updates: "AttributeUpdates",
    }

    UpdateItemOutput {
        attributes: "Attributes",
        consumed_capacity: "ConsumedCapacity",
        item_collection_metrics: "ItemCollectionMetrics",
    }

    DeleteItemInput {
        table_name: "TableName" required,
        key: "Key" required,
        condition_expression: "ConditionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_values: "ReturnValues",
        return_values_on_condition_check_failure: "ReturnValuesOnConditionCheckFailure",
        return_consumed_capacity: "ReturnConsumedCapacity",
        return_item_collection_metrics: "ReturnItemCollectionMetrics",
        expected: "Expected",
        conditional_operator: "ConditionalOperator",
    }

    DeleteItemOutput {
        attributes: "Attributes",
        consumed_capacity: "ConsumedCapacity",
        item_collection_metrics: "ItemCollectionMetrics",
    }
}

/// Reads the response of GetItem, PutItem, UpdateItem or DeleteItem and hands its item, when there is one, to
/// `read` as a cursor, without a tree. Returns what `read` made of it, and the capacity used.
///
/// `read` takes the fields of the item up to the end, until [`next_field`](ItemReader::next_field) has given
/// `None`.
///
/// # Errors
/// When the body is not such a response, or `read` fails.
#[doc(hidden)]
pub fn read_one<T, E: From<DecodeError>>(
    body: &[u8],
    mut read: impl FnMut(&mut ItemReader<'_, '_>) -> Result<T, E>,
) -> Result<(Option<T>, Option<ConsumedCapacity>), E> {
    let mut decoder = Decoder::new(body, Direction::Response)?;
    let (mut item, mut consumed_capacity) = (None, None);
    decoder.begin_structure("GetItemOutput")?;
    while let Some(name) = decoder.json.next_name().map_err(DecodeError::from)? {
        match &*name {
            "Item" | "Attributes" => {
                item = match decoder.null()? {
                    true => None,
                    false => Some(read(&mut ItemReader::new(&mut decoder.json)?)?),
                };
            }
            "ConsumedCapacity" => consumed_capacity = decoder.member("ConsumedCapacity", Shape::read)?,
            _ => decoder.json.skip().map_err(DecodeError::from)?,
        }
    }
    decoder.finish(Layer::Bare)?;
    Ok((item, consumed_capacity))
}
