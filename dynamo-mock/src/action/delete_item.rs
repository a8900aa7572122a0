//! DeleteItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html>.

use dynamo_model::api::{DeleteItemInput, DeleteItemOutput, ReturnValues, ReturnedItem, ServiceError};

use super::item_collection::metrics;
use super::legacy;
use super::put_item::check_return_values;
use super::table_name::check_table_name;
use super::write::{Change, Write, WriteExpressions, check_values};
use crate::engine::{self, Engine};
use crate::expression::check_placeholders;
use crate::message;

pub(crate) fn delete_item(
    engine: &Engine,
    mut input: DeleteItemInput,
) -> Result<DeleteItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    match legacy::lower_delete(&mut input)? {
        true => delete(engine, &input).map_err(legacy::reworded),
        false => delete(engine, &input),
    }
}

fn delete(engine: &Engine, input: &DeleteItemInput) -> Result<DeleteItemOutput, ServiceError> {
    check_placeholders(&input.expression_attribute_names, &input.expression_attribute_values)?;
    let write = check_request(engine, input).map_err(message::detected)?;

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
    let item_collection_metrics = metrics(&table, &input.key, input.return_item_collection_metrics);
    Ok(DeleteItemOutput { attributes, consumed_capacity, item_collection_metrics })
}

/// The rules that the request alone shows.
fn check_request<'r>(engine: &'r Engine, input: &'r DeleteItemInput) -> Result<Write<'r>, ServiceError> {
    check_values(&input.key)?;
    let expressions = WriteExpressions {
        update: None,
        condition: input.condition_expression.as_deref(),
        names: &input.expression_attribute_names,
        values: &input.expression_attribute_values,
    };
    let (_, condition) = expressions.parse(engine.expressions())?;
    check_return_values(input.return_values)?;
    let on_failure = input.return_values_on_condition_check_failure;
    Ok(Write { change: Change::Delete(&input.key), condition, on_failure })
}
