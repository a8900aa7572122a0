//! GetItem, PutItem, UpdateItem and DeleteItem.

use crate::api::{
    DeleteItemInput, DeleteItemOutput, GetItemInput, GetItemOutput, PutItemInput, PutItemOutput,
    ReturnValues, ReturnValuesOnConditionCheckFailure, UpdateItemInput, UpdateItemOutput,
};
use crate::wire::shape::{shapes, words};

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
