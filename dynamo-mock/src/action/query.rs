//! Query.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html>.

use dynamo_model::api::{QueryInput, QueryOutput, ServiceError};

use super::key_condition::resolve;
use super::legacy;
use super::page::{PageRequest, check_limit, read_page};
use super::select::{check_filter, check_parts, check_select, returned};
use super::start_key::{after, start_position};
use super::table_name::check_table_name;
use super::target::Target;
use crate::engine::{self, Engine};
use crate::expression::{BoundCondition, RequestExpressions, check_placeholders};
use crate::message;

pub(crate) fn query(engine: &Engine, input: &QueryInput) -> Result<QueryOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    match legacy::lower_query(input)? {
        Some(lowered) => read(engine, &lowered).map_err(legacy::reworded),
        None => read(engine, input),
    }
}

fn read(engine: &Engine, input: &QueryInput) -> Result<QueryOutput, ServiceError> {
    check_placeholders(&input.expression_attribute_names, &input.expression_attribute_values)?;
    let limit = check_limit(input.limit)?;
    let (projection, filter) = (input.projection_expression.as_deref(), input.filter_expression.as_deref());
    check_select(input.select, projection.is_some(), input.index_name.is_some())?;
    let condition = input.key_condition_expression.as_deref();
    let mut expressions = RequestExpressions::new(
        engine.expressions(),
        &input.expression_attribute_names,
        &input.expression_attribute_values,
        projection.or(filter).or(condition).is_some(),
        ": FilterExpression is null and KeyConditionExpression is null",
    )?;
    let filter = filter.map(|text| expressions.condition("FilterExpression", text)).transpose()?;
    let selection = projection.map(|text| expressions.projection(text)).transpose()?;
    let condition = condition.ok_or_else(message::no_key_condition)?;
    let condition = expressions.condition("KeyConditionExpression", condition)?;
    expressions.finish()?;

    let table = engine.table(&input.table_name)?;
    let table = engine::read(&table);
    let consistent = input.consistent_read == Some(true);
    let target = Target::new(table.seen(consistent), input.index_name.as_deref(), "Query")?;
    if consistent && target.global().is_some() {
        return Err(message::consistent_index_read());
    }
    let resolved = resolve(&condition, target.schema())?;
    check_parts(target, filter.as_ref(), selection.as_ref())?;
    if let Some(filter) = &filter {
        check_filter_keys(target, filter)?;
        check_filter(target, filter)?;
    }
    let returned = returned(target, input.select, selection)?;
    let forward = input.scan_index_forward != Some(false);
    let range = match &input.exclusive_start_key {
        None => resolved.range,
        Some(key) => {
            let position = start_position(target, key)?;
            if !resolved.partition.contains(&position) {
                return Err(message::start_key_outside_query());
            }
            if !resolved.range.contains(&position) {
                return Err(message::start_key_outside_range());
            }
            after(resolved.range, position, forward)
        }
    };
    let request =
        PageRequest { range, forward, limit, filter: filter.as_ref(), returned, consistent, narrow: false };
    let page = read_page(target, &request);
    Ok(QueryOutput {
        items: page.items,
        count: page.count,
        scanned_count: page.scanned_count,
        last_evaluated_key: page.last_evaluated_key,
        consumed_capacity: page.used.report(&input.table_name, input.return_consumed_capacity),
    })
}

/// A filter may not use the key attributes that the key condition is for.
fn check_filter_keys(target: Target<'_>, filter: &BoundCondition<'_>) -> Result<(), ServiceError> {
    let found = filter.find_path(|path| {
        let name = filter.bindings().root(path);
        target.schema().contains(name).then(|| name.to_owned())
    });
    match found {
        Some(name) => Err(message::filter_on_key(&name)),
        None => Ok(()),
    }
}
