//! PutItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html>.

use std::sync::Arc;

use dynamo_model::api::{PutItemInput, PutItemOutput, ReturnValues, ReturnedItem, ServiceError};

use super::condition::check_condition;
use super::table_name::check_table_name;
use crate::capacity::Used;
use crate::engine::{self, Engine};
use crate::expression::{BoundCondition, RequestExpressions};
use crate::{key_rules, limit, message, value};

pub(crate) fn put_item(engine: &Engine, input: PutItemInput) -> Result<PutItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    let condition = check_request(engine, &input).map_err(message::detected)?;
    if input.item.size() > limit::ITEM_BYTES {
        return Err(message::item_too_large());
    }
    let table = engine.table(&input.table_name)?;
    let mut table = engine::write(&table);
    let key = key_rules::check_item_keys(&table, &input.item)?;
    let old = table.get(&key).cloned();
    let on_failure = input.return_values_on_condition_check_failure;
    check_condition(condition.as_ref(), old.as_deref(), on_failure)?;
    drop(condition);

    let new = Arc::new(input.item);
    let consumed_capacity = input.return_consumed_capacity.and_then(|wanted| {
        let used = Used::of_write(&table, old.as_deref(), Some(&new));
        used.report(&input.table_name, Some(wanted))
    });
    table.write(key, Some(new));
    let attributes =
        old.filter(|_| input.return_values == Some(ReturnValues::AllOld)).map(ReturnedItem::Shared);
    Ok(PutItemOutput { attributes, consumed_capacity })
}

/// The rules that the request alone shows.
fn check_request<'r>(
    engine: &'r Engine,
    input: &'r PutItemInput,
) -> Result<Option<BoundCondition<'r>>, ServiceError> {
    value::check_item(&input.item, 1).map_err(|flaw| message::flaw(&flaw))?;
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
