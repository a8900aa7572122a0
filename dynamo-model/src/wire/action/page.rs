//! Query and Scan.

use crate::api::{QueryInput, QueryOutput, ScanInput, ScanOutput, Select};
use crate::wire::decoder::{Decoder, Direction, Result};
use crate::wire::error::DecodeError;
use crate::wire::item_reader::ItemReader;
use crate::wire::json::Writer;
use crate::wire::refusal::Layer;
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
                let mut items = Vec::new();
                let page: QueryOutput = read_members(decoder, |decoder| {
                    items = decoder.member("Items", Vec::read)?.unwrap_or_default();
                    Ok::<_, DecodeError>(())
                })?;
                Ok(Self {
                    items,
                    count: page.count,
                    scanned_count: page.scanned_count,
                    last_evaluated_key: page.last_evaluated_key,
                    consumed_capacity: page.consumed_capacity,
                })
            }

            fn absent() -> Self {
                Self::default()
            }
        }
    )*};
}

pages!(QueryOutput, ScanOutput);

/// Reads the members of a page but leaves the items to `items`.
fn read_members<'a, E: From<DecodeError>>(
    decoder: &mut Decoder<'a>,
    mut items: impl FnMut(&mut Decoder<'a>) -> std::result::Result<(), E>,
) -> std::result::Result<QueryOutput, E> {
    let mut page = QueryOutput::default();
    decoder.begin_structure("QueryOutput")?;
    while let Some(name) = decoder.json.next_name().map_err(DecodeError::from)? {
        match &*name {
            "Items" => items(decoder)?,
            "Count" => page.count = decoder.member("Count", Shape::read)?.unwrap_or_default(),
            "ScannedCount" => {
                page.scanned_count = decoder.member("ScannedCount", Shape::read)?.unwrap_or_default();
            }
            "LastEvaluatedKey" => {
                page.last_evaluated_key = decoder.member("LastEvaluatedKey", Shape::read)?;
            }
            "ConsumedCapacity" => page.consumed_capacity = decoder.member("ConsumedCapacity", Shape::read)?,
            _ => decoder.json.skip().map_err(DecodeError::from)?,
        }
    }
    Ok(page)
}

/// Reads the response of a Query or a Scan and hands each item to `each` as a cursor, in order, without a tree.
/// Returns the page without its items.
///
/// `each` reads the fields of the item up to the end, until
/// [`next_field`](ItemReader::next_field) has given `None`.
///
/// # Errors
/// When the body is not a page, or `each` fails.
#[doc(hidden)]
pub fn read_page<E: From<DecodeError>>(
    body: &[u8],
    mut each: impl FnMut(&mut ItemReader<'_, '_>) -> std::result::Result<(), E>,
) -> std::result::Result<QueryOutput, E> {
    let mut decoder = Decoder::new(body, Direction::Response)?;
    let page = read_members(&mut decoder, |decoder| {
        if decoder.null()? {
            return Ok(());
        }
        let json = &mut decoder.json;
        json.begin_array().map_err(DecodeError::from)?;
        while json.next_element().map_err(DecodeError::from)? {
            each(&mut ItemReader::new(json)?)?;
        }
        Ok::<_, E>(())
    })?;
    decoder.finish(Layer::Bare)?;
    Ok(page)
}
