//! UpdateItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html>.

use dynamo_model::Item;
use dynamo_model::api::{ReturnValues, ReturnedItem, ServiceError, UpdateItemInput, UpdateItemOutput};

use super::item_collection::metrics;
use super::legacy;
use super::table_name::check_table_name;
use super::write::{Change, Outcome, Write, WriteExpressions, check_values};
use crate::engine::{self, Engine};
use crate::expression::{BoundUpdate, check_placeholders};
use crate::message;

pub(crate) fn update_item(
    engine: &Engine,
    mut input: UpdateItemInput,
) -> Result<UpdateItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    match legacy::lower_update(&mut input)? {
        true => update(engine, &input).map_err(legacy::reworded),
        false => update(engine, &input),
    }
}

fn update(engine: &Engine, input: &UpdateItemInput) -> Result<UpdateItemOutput, ServiceError> {
    check_placeholders(&input.expression_attribute_names, &input.expression_attribute_values)?;
    let write = check_request(engine, input).map_err(message::detected)?;

    let table = engine.table(&input.table_name)?;
    let mut table = engine::write(&table);
    let key = write.key(&table)?;
    let outcome = write.outcome(&table, key)?;
    let wanted = input.return_consumed_capacity;
    let consumed_capacity =
        wanted.and_then(|wanted| outcome.used(&table).report(&input.table_name, Some(wanted)));
    let update = match &write.change {
        Change::Update(_, update) => update.as_ref(),
        _ => None,
    };
    let attributes = returned(input.return_values, update, &outcome);
    outcome.commit(&mut table, engine.clock().now());
    let item_collection_metrics = metrics(&table, &input.key, input.return_item_collection_metrics);
    Ok(UpdateItemOutput { attributes, consumed_capacity, item_collection_metrics })
}

/// The rules that the request alone shows.
fn check_request<'r>(engine: &'r Engine, input: &'r UpdateItemInput) -> Result<Write<'r>, ServiceError> {
    check_values(&input.key)?;
    let expressions = WriteExpressions {
        update: input.update_expression.as_deref(),
        condition: input.condition_expression.as_deref(),
        names: &input.expression_attribute_names,
        values: &input.expression_attribute_values,
    };
    let (update, condition) = expressions.parse(engine.expressions())?;
    let on_failure = input.return_values_on_condition_check_failure;
    Ok(Write { change: Change::Update(&input.key, update), condition, on_failure })
}

/// The attributes that the request asks for.
fn returned(
    wanted: Option<ReturnValues>,
    update: Option<&BoundUpdate<'_>>,
    outcome: &Outcome,
) -> Option<ReturnedItem> {
    let touched = |item: &Item| {
        let part = update?.touched().of(item);
        (!part.is_empty()).then_some(ReturnedItem::Owned(part))
    };
    match wanted {
        None | Some(ReturnValues::None) => None,
        Some(ReturnValues::AllOld) => outcome.before().cloned().map(ReturnedItem::Shared),
        Some(ReturnValues::AllNew) => outcome.after().cloned().map(ReturnedItem::Shared),
        Some(ReturnValues::UpdatedOld) => touched(outcome.before()?),
        Some(ReturnValues::UpdatedNew) => touched(outcome.after()?),
    }
}
