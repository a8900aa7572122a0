//! Query and Scan.

use crate::api::{QueryInput, QueryOutput, ScanInput, ScanOutput, Select};
use crate::wire::decoder::{Decoder, Result};
use crate::wire::json::Writer;
use crate::wire::shape::{Shape, shapes, words};

words! {
    Select, absent AllAttributes {
        SpecificAttributes = "SPECIFIC_ATTRIBUTES",
        Count = "COUNT",
        AllAttributes = "ALL_ATTRIBUTES",
        AllProjectedAttributes = "ALL_PROJECTED_ATTRIBUTES"
    }
}

shapes! {
    QueryInput {
        table_name: "TableName" required,
        index_name: "IndexName",
        key_condition_expression: "KeyConditionExpression",
        filter_expression: "FilterExpression",
        projection_expression: "ProjectionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        exclusive_start_key: "ExclusiveStartKey",
        limit: "Limit",
        scan_index_forward: "ScanIndexForward",
        consistent_read: "ConsistentRead",
        select: "Select",
        return_consumed_capacity: "ReturnConsumedCapacity",
        key_conditions: "KeyConditions",
        query_filter: "QueryFilter",
        conditional_operator: "ConditionalOperator",
        attributes_to_get: "AttributesToGet",
    }

    ScanInput {
        table_name: "TableName" required,
        index_name: "IndexName",
        filter_expression: "FilterExpression",
        projection_expression: "ProjectionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        exclusive_start_key: "ExclusiveStartKey",
        limit: "Limit",
        segment: "Segment",
        total_segments: "TotalSegments",
        consistent_read: "ConsistentRead",
        select: "Select",
        return_consumed_capacity: "ReturnConsumedCapacity",
        scan_filter: "ScanFilter",
        conditional_operator: "ConditionalOperator",
        attributes_to_get: "AttributesToGet",
    }
}

/// The outputs of both actions have the same members.
macro_rules! pages {
    ($($output:ident),*) => {$(
        impl Shape for $output {
            fn write(&self, out: &mut Writer) {
                out.begin_object();
                // A page of items has the list, though it be empty; an answer that only counts has none.
                if !self.items.is_empty() || self.count == 0 {
                    out.name("Items");
                    self.items.write(out);
                }
                out.name("Count");
                self.count.write(out);
                out.name("ScannedCount");
                self.scanned_count.write(out);
                if self.last_evaluated_key.is_some() {
                    out.name("LastEvaluatedKey");
                    self.last_evaluated_key.write(out);
                }
                if self.consumed_capacity.is_some() {
                    out.name("ConsumedCapacity");
                    self.consumed_capacity.write(out);
                }
                out.end_object();
            }

            fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
                let mut page = Self::default();
                decoder.begin_structure(stringify!($output))?;
                while let Some(name) = decoder.json.next_name()? {
                    match &*name {
                        "Items" => page.items = decoder.member("Items", Shape::read)?.unwrap_or_default(),
                        "Count" => page.count = decoder.member("Count", Shape::read)?.unwrap_or_default(),
                        "ScannedCount" => {
                            page.scanned_count =
                                decoder.member("ScannedCount", Shape::read)?.unwrap_or_default();
                        }
                        "LastEvaluatedKey" => {
                            page.last_evaluated_key = decoder.member("LastEvaluatedKey", Shape::read)?;
                        }
                        "ConsumedCapacity" => {
                            page.consumed_capacity = decoder.member("ConsumedCapacity", Shape::read)?;
                        }
                        _ => decoder.json.skip()?,
                    }
                }
                Ok(page)
            }

            fn absent() -> Self {
                Self::default()
            }
        }
    )*};
}

pages!(QueryOutput, ScanOutput);
