//! TransactGetItems and TransactWriteItems.

use crate::api::{
    self, ConditionCheck, Delete, Get, Put, ReturnedItem, TransactGetItemsInput, TransactGetItemsOutput,
    TransactWriteItemsInput, TransactWriteItemsOutput, Update,
};
use crate::wire::decoder::{Decoder, Result};
use crate::wire::json::Writer;
use crate::wire::refusal::Refusal;
use crate::wire::shape::{Shape, shapes};

shapes! {
    TransactGetItemsInput {
        transact_items: "TransactItems" required => gets,
        return_consumed_capacity: "ReturnConsumedCapacity",
    }

    Get {
        table_name: "TableName" required,
        key: "Key" required,
        projection_expression: "ProjectionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
    }

    TransactGetItemsOutput {
        responses: "Responses" required => responses,
        consumed_capacity: "ConsumedCapacity",
    }

    TransactWriteItemsInput {
        transact_items: "TransactItems" required,
        client_request_token: "ClientRequestToken",
        return_consumed_capacity: "ReturnConsumedCapacity",
        return_item_collection_metrics: "ReturnItemCollectionMetrics",
    }

    TransactWriteItemsOutput {
        consumed_capacity: "ConsumedCapacity",
        item_collection_metrics: "ItemCollectionMetrics",
    }

    Put {
        table_name: "TableName" required,
        item: "Item" required,
        condition_expression: "ConditionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_values_on_condition_check_failure: "ReturnValuesOnConditionCheckFailure",
    }

    Update {
        table_name: "TableName" required,
        key: "Key" required,
        update_expression: "UpdateExpression" required,
        condition_expression: "ConditionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_values_on_condition_check_failure: "ReturnValuesOnConditionCheckFailure",
    }

    Delete {
        table_name: "TableName" required,
        key: "Key" required,
        condition_expression: "ConditionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_values_on_condition_check_failure: "ReturnValuesOnConditionCheckFailure",
    }

    ConditionCheck {
        table_name: "TableName" required,
        key: "Key" required,
        condition_expression: "ConditionExpression" required,
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_values_on_condition_check_failure: "ReturnValuesOnConditionCheckFailure",
    }
}

/// A read as the wire has it: inside a structure of its own.
struct TransactGetItem {
    get: Get,
}

/// A found item as the wire has it: inside a structure, which is empty when there is none.
struct ItemResponse {
    item: Option<ReturnedItem>,
}

/// A write as the wire has it: a structure with a member per kind of write.
struct TransactWriteItem {
    condition_check: Option<ConditionCheck>,
    put: Option<Put>,
    delete: Option<Delete>,
    update: Option<Update>,
}

shapes! {
    TransactGetItem {
        get: "Get" required,
    }

    ItemResponse {
        item: "Item",
    }

    TransactWriteItem {
        condition_check: "ConditionCheck",
        put: "Put",
        delete: "Delete",
        update: "Update",
    }
}

/// Writes an object of one member.
fn write_wrapped(name: &str, value: &impl Shape, out: &mut Writer) {
    out.begin_object();
    if !value.is_absent() {
        out.name(name);
        value.write(out);
    }
    out.end_object();
}

/// The reads of a transaction.
mod gets {
    use super::{Decoder, Get, Result, Shape, TransactGetItem, Writer, write_wrapped};

    pub(super) fn write(gets: &[Get], out: &mut Writer) {
        out.begin_array();
        for get in gets {
            out.element();
            write_wrapped("Get", get, out);
        }
        out.end_array();
    }

    pub(super) fn read(decoder: &mut Decoder<'_>) -> Result<Vec<Get>> {
        let items: Vec<TransactGetItem> = Shape::read(decoder)?;
        Ok(items.into_iter().map(|item| item.get).collect())
    }
}

/// The answers to the reads of a transaction.
mod responses {
    use super::{Decoder, ItemResponse, Result, ReturnedItem, Shape, Writer, write_wrapped};

    pub(super) fn write(items: &[Option<ReturnedItem>], out: &mut Writer) {
        out.begin_array();
        for item in items {
            out.element();
            write_wrapped("Item", item, out);
        }
        out.end_array();
    }

    pub(super) fn read(decoder: &mut Decoder<'_>) -> Result<Vec<Option<ReturnedItem>>> {
        let responses: Vec<ItemResponse> = Shape::read(decoder)?;
        Ok(responses.into_iter().map(|response| response.item).collect())
    }
}

impl Shape for api::TransactWriteItem {
    fn write(&self, out: &mut Writer) {
        match self {
            Self::ConditionCheck(check) => write_wrapped("ConditionCheck", check, out),
            Self::Put(put) => write_wrapped("Put", put, out),
            Self::Delete(delete) => write_wrapped("Delete", delete, out),
            Self::Update(update) => write_wrapped("Update", update, out),
        }
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        let TransactWriteItem { condition_check, put, delete, update } = Shape::read(decoder)?;
        let count = [condition_check.is_some(), put.is_some(), delete.is_some(), update.is_some()]
            .iter()
            .filter(|present| **present)
            .count();
        let item = condition_check
            .map(Self::ConditionCheck)
            .or(put.map(Self::Put))
            .or(delete.map(Self::Delete))
            .or(update.map(Self::Update));
        match item {
            Some(item) if count == 1 => Ok(item),
            _ => {
                decoder.refuse(Refusal::Plain(
                    "TransactItems can only contain one of Check, Put, Update or Delete".into(),
                ));
                Ok(Self::absent())
            }
        }
    }

    fn absent() -> Self {
        Self::Put(Put::default())
    }
}
