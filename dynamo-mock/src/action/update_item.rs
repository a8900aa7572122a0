//! UpdateItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html>.

use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{ReturnValues, ReturnedItem, ServiceError, UpdateItemInput, UpdateItemOutput};

use super::condition::check_condition;
use super::table_name::check_table_name;
use crate::capacity::Used;
use crate::engine::{self, Engine};
use crate::expression::{BoundCondition, BoundUpdate, RequestExpressions};
use crate::storage::Table;
use crate::{key_rules, limit, message, value};

pub(crate) fn update_item(
    engine: &Engine,
    input: &UpdateItemInput,
) -> Result<UpdateItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    let (update, condition) = check_request(engine, input).map_err(message::detected)?;
    let table = engine.table(&input.table_name)?;
    let mut table = engine::write(&table);
    let key = key_rules::check_key(&table, &input.key)?;
    check_roots(&table, update.as_ref())?;
    let old = table.get(&key).cloned();
    let on_failure = input.return_values_on_condition_check_failure;
    check_condition(condition.as_ref(), old.as_deref(), on_failure)?;

    let new = Arc::new(updated(&table, update.as_ref(), &input.key, old.as_deref())?);
    let consumed_capacity = input.return_consumed_capacity.and_then(|wanted| {
        let used = Used::of_write(&table, old.as_deref(), Some(&new));
        used.report(&input.table_name, Some(wanted))
    });
    table.write(key, Some(Arc::clone(&new)));
    let attributes = returned(input.return_values, update.as_ref(), old, new);
    Ok(UpdateItemOutput { attributes, consumed_capacity })
}

/// The expressions of an update: what to change and what must hold.
type Expressions<'r> = (Option<BoundUpdate<'r>>, Option<BoundCondition<'r>>);

/// The rules that the request alone shows.
fn check_request<'r>(
    engine: &'r Engine,
    input: &'r UpdateItemInput,
) -> Result<Expressions<'r>, ServiceError> {
    value::check_item(&input.key, 1).map_err(|flaw| message::flaw(&flaw))?;
    let (update, condition) = (input.update_expression.as_deref(), input.condition_expression.as_deref());
    let mut expressions = RequestExpressions::new(
        engine.expressions(),
        &input.expression_attribute_names,
        &input.expression_attribute_values,
        update.is_some() || condition.is_some(),
        "",
    )?;
    let update = update.map(|text| expressions.update(text)).transpose()?;
    let condition = condition.map(|text| expressions.condition("ConditionExpression", text)).transpose()?;
    expressions.finish()?;
    Ok((update, condition))
}

/// An update may not touch the table's key.
pub(super) fn check_roots(table: &Table, update: Option<&BoundUpdate<'_>>) -> Result<(), ServiceError> {
    let key = update.and_then(|update| update.roots().find(|name| table.key.contains(name)));
    match key {
        Some(name) => Err(message::key_update(name)),
        None => Ok(()),
    }
}

/// The item after the update, which may create it. The rules for items hold for it as for one that is put.
pub(super) fn updated(
    table: &Table,
    update: Option<&BoundUpdate<'_>>,
    key: &Item,
    old: Option<&Item>,
) -> Result<Item, ServiceError> {
    let base = old.unwrap_or(key);
    let Some(update) = update else { return Ok(base.clone()) };
    let new = update.apply(base)?;
    key_rules::check_index_keys(table, &new, |_, kind, _| message::updated_empty_index_key(kind))?;
    value::check_item(&new, 1).map_err(|flaw| message::flaw(&flaw))?;
    if new.size() > limit::ITEM_BYTES {
        return Err(message::updated_item_too_large());
    }
    Ok(new)
}

/// The attributes that the request asks for.
fn returned(
    wanted: Option<ReturnValues>,
    update: Option<&BoundUpdate<'_>>,
    old: Option<Arc<Item>>,
    new: Arc<Item>,
) -> Option<ReturnedItem> {
    let touched = |item: &Item| {
        let part = update?.touched().of(item);
        (!part.is_empty()).then_some(ReturnedItem::Owned(part))
    };
    match wanted {
        None | Some(ReturnValues::None) => None,
        Some(ReturnValues::AllOld) => old.map(ReturnedItem::Shared),
        Some(ReturnValues::AllNew) => Some(ReturnedItem::Shared(new)),
        Some(ReturnValues::UpdatedOld) => old.and_then(|old| touched(&old)),
        Some(ReturnValues::UpdatedNew) => touched(&new),
    }
}
