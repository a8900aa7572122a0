//! DeleteItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html>.

use dynamo_model::api::{DeleteItemInput, DeleteItemOutput, ReturnValues, ReturnedItem, ServiceError};

use super::condition::check_condition;
use super::table_name::check_table_name;
use crate::capacity::Used;
use crate::engine::{self, Engine};
use crate::expression::{BoundCondition, RequestExpressions};
use crate::{key_rules, message, value};

pub(crate) fn delete_item(
    engine: &Engine,
    input: &DeleteItemInput,
) -> Result<DeleteItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    let condition = check_request(engine, input).map_err(message::detected)?;
    let table = engine.table(&input.table_name)?;
    let mut table = engine::write(&table);
    let key = key_rules::check_key(&table, &input.key)?;
    let old = table.get(&key).cloned();
    let on_failure = input.return_values_on_condition_check_failure;
    check_condition(condition.as_ref(), old.as_deref(), on_failure)?;

    let consumed_capacity = input.return_consumed_capacity.and_then(|wanted| {
        let used = Used::of_write(&table, old.as_deref(), None);
        used.report(&input.table_name, Some(wanted))
    });
    if old.is_some() {
        table.write(key, None);
    }
    let attributes =
        old.filter(|_| input.return_values == Some(ReturnValues::AllOld)).map(ReturnedItem::Shared);
    Ok(DeleteItemOutput { attributes, consumed_capacity })
}

/// The rules that the request alone shows.
fn check_request<'r>(
    engine: &'r Engine,
    input: &'r DeleteItemInput,
) -> Result<Option<BoundCondition<'r>>, ServiceError> {
    value::check_item(&input.key, 1).map_err(|flaw| message::flaw(&flaw))?;
    let text = input.condition_expression.as_deref();
    let mut expressions = RequestExpressions::new(
        engine.expressions(),
        &input.expression_attribute_names,
        &input.expression_attribute_values,
        text.is_some(),
        "",
    )?;
    let condition = text.map(|text| expressions.condition("ConditionExpression", text)).transpose()?;
    expressions.finish()?;
    match input.return_values {
        None | Some(ReturnValues::None | ReturnValues::AllOld) => Ok(condition),
        Some(_) => Err(message::return_values()),
    }
}
