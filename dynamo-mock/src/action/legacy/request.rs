//! Requests with older parameters, as requests with expressions. `None` stands for a request without any.

use dynamo_model::Item;
use dynamo_model::api::{
    BatchGetItemInput, ConditionalOperator, DeleteItemInput, ExpectedAttributeValue, GetItemInput,
    KeysAndAttributes, PutItemInput, QueryInput, ScanInput, ServiceError, UpdateItemInput,
};

use super::comparison::{check_name, expected, filter, key_condition};
use super::update::update;
use super::{Placeholders, is_legacy};
use crate::message;

/// A read of keys has names and no values.
static NO_VALUES: Item = Item::new();

/// The condition of a put or delete.
macro_rules! lower_write {
    ($lower:ident, $input:ident) => {
        pub(in crate::action) fn $lower(input: &mut $input) -> Result<bool, ServiceError> {
            let legacy = is_legacy(
                &[
                    ("Expected", input.expected.is_some()),
                    ("ConditionalOperator", input.conditional_operator.is_some()),
                ],
                &[("ConditionExpression", input.condition_expression.is_some())],
                &input.expression_attribute_names,
                &input.expression_attribute_values,
                ": ConditionExpression is null",
            )
            .map_err(message::detected)?;
            if !legacy {
                return Ok(false);
            }
            let mut placeholders = Placeholders::default();
            let older = input.expected.take().unwrap_or_default();
            input.condition_expression =
                expected(&older, input.conditional_operator, &mut placeholders).map_err(message::detected)?;
            input.expression_attribute_names = placeholders.names;
            input.expression_attribute_values = placeholders.values;
            Ok(true)
        }
    };
}

lower_write!(lower_put, PutItemInput);
lower_write!(lower_delete, DeleteItemInput);

pub(in crate::action) fn lower_update(input: &mut UpdateItemInput) -> Result<bool, ServiceError> {
    let legacy = is_legacy(
        &[
            ("AttributeUpdates", input.attribute_updates.is_some()),
            ("Expected", input.expected.is_some()),
            ("ConditionalOperator", input.conditional_operator.is_some()),
        ],
        &[
            ("UpdateExpression", input.update_expression.is_some()),
            ("ConditionExpression", input.condition_expression.is_some()),
        ],
        &input.expression_attribute_names,
        &input.expression_attribute_values,
        ": UpdateExpression is null",
    )
    .map_err(message::detected)?;
    if !legacy {
        return Ok(false);
    }
    let mut placeholders = Placeholders::default();
    let updates = input.attribute_updates.take().unwrap_or_default();
    let older: std::collections::BTreeMap<String, ExpectedAttributeValue> =
        input.expected.take().unwrap_or_default();
    input.update_expression = update(&updates, &mut placeholders)?;
    let joined: Option<ConditionalOperator> = input.conditional_operator;
    input.condition_expression = expected(&older, joined, &mut placeholders).map_err(message::detected)?;
    input.expression_attribute_names = placeholders.names;
    input.expression_attribute_values = placeholders.values;
    Ok(true)
}

/// The projection expression for attributes. A dot in a name is a part of it.
fn projection(
    attributes: Option<&Vec<String>>,
    placeholders: &mut Placeholders,
) -> Result<Option<String>, ServiceError> {
    let Some(attributes) = attributes else { return Ok(None) };
    if attributes.is_empty() {
        let constraint = "have length greater than or equal to 1";
        return Err(message::constraint(Some("[]"), "attributesToGet", constraint));
    }
    for (at, name) in attributes.iter().enumerate() {
        check_name(name)?;
        if attributes.iter().take(at).any(|earlier| earlier == name) {
            return Err(message::repeated_attribute(name));
        }
    }
    let names: Vec<String> = attributes.iter().map(|name| placeholders.name(name)).collect();
    Ok(Some(names.join(", ")))
}

pub(in crate::action) fn lower_get(input: &GetItemInput) -> Result<Option<GetItemInput>, ServiceError> {
    let older = [("AttributesToGet", input.attributes_to_get.is_some())];
    let expressions = [("ProjectionExpression", input.projection_expression.is_some())];
    if !is_legacy(&older, &expressions, &input.expression_attribute_names, &NO_VALUES, "")? {
        return Ok(None);
    }
    let mut placeholders = Placeholders::default();
    let mut lowered = input.clone();
    lowered.projection_expression = projection(input.attributes_to_get.as_ref(), &mut placeholders)?;
    lowered.expression_attribute_names = placeholders.names;
    Ok(Some(lowered))
}

/// The projections of a batch, table by table.
pub(in crate::action) fn lower_batch_get(
    input: &BatchGetItemInput,
) -> Result<Option<BatchGetItemInput>, ServiceError> {
    let mut lowered = None;
    for (table, keys) in &input.request_items {
        let older = [("AttributesToGet", keys.attributes_to_get.is_some())];
        let expressions = [("ProjectionExpression", keys.projection_expression.is_some())];
        if !is_legacy(&older, &expressions, &keys.expression_attribute_names, &NO_VALUES, "")? {
            continue;
        }
        let mut placeholders = Placeholders::default();
        let keys = KeysAndAttributes {
            projection_expression: projection(keys.attributes_to_get.as_ref(), &mut placeholders)?,
            expression_attribute_names: placeholders.names,
            ..keys.clone()
        };
        lowered.get_or_insert_with(|| input.clone()).request_items.insert(table.clone(), keys);
    }
    Ok(lowered)
}

pub(in crate::action) fn lower_query(input: &QueryInput) -> Result<Option<QueryInput>, ServiceError> {
    let legacy = is_legacy(
        &[
            ("AttributesToGet", input.attributes_to_get.is_some()),
            ("QueryFilter", input.query_filter.is_some()),
            ("ConditionalOperator", input.conditional_operator.is_some()),
            ("KeyConditions", input.key_conditions.is_some()),
        ],
        &[
            ("ProjectionExpression", input.projection_expression.is_some()),
            ("FilterExpression", input.filter_expression.is_some()),
            ("KeyConditionExpression", input.key_condition_expression.is_some()),
        ],
        &input.expression_attribute_names,
        &input.expression_attribute_values,
        ": FilterExpression is null and KeyConditionExpression is null",
    )?;
    if !legacy {
        return Ok(None);
    }
    let mut placeholders = Placeholders::default();
    let mut lowered = input.clone();
    let conditions = lowered.query_filter.take().unwrap_or_default();
    lowered.filter_expression = filter(&conditions, input.conditional_operator, &mut placeholders)?;
    lowered.projection_expression = projection(input.attributes_to_get.as_ref(), &mut placeholders)?;
    let keys = lowered.key_conditions.take().ok_or_else(message::no_key_condition)?;
    lowered.key_condition_expression = Some(key_condition(&keys, &mut placeholders)?);
    lowered.expression_attribute_names = placeholders.names;
    lowered.expression_attribute_values = placeholders.values;
    Ok(Some(lowered))
}

pub(in crate::action) fn lower_scan(input: &ScanInput) -> Result<Option<ScanInput>, ServiceError> {
    let legacy = is_legacy(
        &[
            ("AttributesToGet", input.attributes_to_get.is_some()),
            ("ScanFilter", input.scan_filter.is_some()),
            ("ConditionalOperator", input.conditional_operator.is_some()),
        ],
        &[
            ("ProjectionExpression", input.projection_expression.is_some()),
            ("FilterExpression", input.filter_expression.is_some()),
        ],
        &input.expression_attribute_names,
        &input.expression_attribute_values,
        ": FilterExpression is null",
    )?;
    if !legacy {
        return Ok(None);
    }
    let mut placeholders = Placeholders::default();
    let mut lowered = input.clone();
    let conditions = lowered.scan_filter.take().unwrap_or_default();
    lowered.filter_expression = filter(&conditions, input.conditional_operator, &mut placeholders)?;
    lowered.projection_expression = projection(input.attributes_to_get.as_ref(), &mut placeholders)?;
    lowered.expression_attribute_names = placeholders.names;
    lowered.expression_attribute_values = placeholders.values;
    Ok(Some(lowered))
}
