//! PutItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html>.

use dynamo_model::api::{PutItemInput, PutItemOutput, ReturnValues, ReturnedItem, ServiceError};

use super::item_collection::metrics;
use super::legacy;
use super::table_name::check_table_name;
use super::write::{Change, Write, WriteExpressions, check_size, check_values, kept};
use crate::engine::{self, Engine};
use crate::expression::check_placeholders;
use crate::message;
use crate::storage::Entry;

pub(crate) fn put_item(engine: &Engine, mut input: PutItemInput) -> Result<PutItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    match legacy::lower_put(&mut input)? {
        true => put(engine, input).map_err(legacy::reworded),
        false => put(engine, input),
    }
}

fn put(engine: &Engine, mut input: PutItemInput) -> Result<PutItemOutput, ServiceError> {
    check_placeholders(&input.expression_attribute_names, &input.expression_attribute_values)?;
    check_values(&input.item).map_err(message::detected)?;
    let entry = kept(std::mem::take(&mut input.item));
    let write = check_request(engine, &input, entry.clone()).map_err(message::detected)?;
    check_size(entry.size)?;

    let table = engine.table(&input.table_name)?;
    let mut table = engine::write(&table);
    let key = write.key(&table)?;
    let outcome = write.outcome(&table, key)?;
    let wanted = input.return_consumed_capacity;
    let consumed_capacity =
        wanted.and_then(|wanted| outcome.used(&table).report(&input.table_name, Some(wanted)));
    let wants_old = input.return_values == Some(ReturnValues::AllOld);
    let attributes = outcome.before().filter(|_| wants_old).cloned().map(ReturnedItem::Shared);
    outcome.commit(&mut table, engine.clock().now());
    let item_collection_metrics = metrics(&table, &entry.item, input.return_item_collection_metrics);
    Ok(PutItemOutput { attributes, consumed_capacity, item_collection_metrics })
}

/// The rules that the request alone shows.
fn check_request<'r>(
    engine: &'r Engine,
    input: &'r PutItemInput,
    entry: Entry,
) -> Result<Write<'r>, ServiceError> {
    let expressions = WriteExpressions {
        update: None,
        condition: input.condition_expression.as_deref(),
        names: &input.expression_attribute_names,
        values: &input.expression_attribute_values,
    };
    let (_, condition) = expressions.parse(engine.expressions())?;
    check_return_values(input.return_values)?;
    let on_failure = input.return_values_on_condition_check_failure;
    Ok(Write { change: Change::Put(entry), condition, on_failure })
}

/// A put or delete has no updated attributes to return.
pub(super) fn check_return_values(wanted: Option<ReturnValues>) -> Result<(), ServiceError> {
    match wanted {
        None | Some(ReturnValues::None | ReturnValues::AllOld) => Ok(()),
        Some(_) => Err(message::return_values()),
    }
}
