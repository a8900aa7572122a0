//! BatchGetItem and BatchWriteItem.

use crate::Item;
use crate::api::{
    self, BatchGetItemInput, BatchGetItemOutput, BatchWriteItemInput, BatchWriteItemOutput,
    KeysAndAttributes, ReturnedItem,
};
use crate::wire::decoder::{Decoder, Result};
use crate::wire::json::Writer;
use crate::wire::refusal::Refusal;
use crate::wire::shape::{MapValue, Shape, shapes};

shapes! {
    BatchGetItemInput {
        request_items: "RequestItems" required,
        return_consumed_capacity: "ReturnConsumedCapacity",
    }

    BatchGetItemOutput {
        responses: "Responses" required,
        unprocessed_keys: "UnprocessedKeys" required,
        consumed_capacity: "ConsumedCapacity",
    }

    KeysAndAttributes {
        keys: "Keys" required,
        projection_expression: "ProjectionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        consistent_read: "ConsistentRead",
        attributes_to_get: "AttributesToGet",
    }

    BatchWriteItemInput {
        request_items: "RequestItems" required,
        return_consumed_capacity: "ReturnConsumedCapacity",
        return_item_collection_metrics: "ReturnItemCollectionMetrics",
    }

    BatchWriteItemOutput {
        unprocessed_items: "UnprocessedItems" required,
        consumed_capacity: "ConsumedCapacity",
        item_collection_metrics: "ItemCollectionMetrics",
    }
}

impl MapValue for KeysAndAttributes {
    const JAVA: &'static str = "com.amazonaws.dynamodb.v20120810.KeysAndAttributes";
}

impl MapValue for Vec<api::WriteRequest> {
    const JAVA: &'static str = "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>";
}

impl MapValue for Vec<ReturnedItem> {
    const JAVA: &'static str = "java.util.List<java.util.Map>";
}

/// A write as the wire has it: a structure with a member per kind of write.
struct WriteRequest {
    put: Option<PutRequest>,
    delete: Option<DeleteRequest>,
}

struct PutRequest {
    item: Item,
}

struct DeleteRequest {
    key: Item,
}

shapes! {
    WriteRequest {
        put: "PutRequest",
        delete: "DeleteRequest",
    }

    PutRequest {
        item: "Item" required,
    }

    DeleteRequest {
        key: "Key" required,
    }
}

impl Shape for api::WriteRequest {
    fn write(&self, out: &mut Writer) {
        let (request, member, item) = match self {
            Self::Put(item) => ("PutRequest", "Item", item),
            Self::Delete(key) => ("DeleteRequest", "Key", key),
        };
        out.begin_object();
        out.name(request);
        out.begin_object();
        out.name(member);
        item.write(out);
        out.end_object();
        out.end_object();
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        Ok(match WriteRequest::read(decoder)? {
            WriteRequest { put: Some(put), delete: None } => Self::Put(put.item),
            WriteRequest { put: None, delete: Some(delete) } => Self::Delete(delete.key),
            _ => {
                // The service speaks of attribute values here as well.
                decoder.refuse(Refusal::Plain(
                    "Supplied AttributeValue has more than one datatypes set, \
                    must contain exactly one of the supported datatypes"
                        .into(),
                ));
                Self::absent()
            }
        })
    }

    fn absent() -> Self {
        Self::Put(Item::new())
    }
}
