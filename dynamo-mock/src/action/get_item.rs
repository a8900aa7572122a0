//! GetItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html>.

use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{GetItemInput, GetItemOutput, ReturnedItem, ServiceError};

use super::condition::ABSENT;
use super::table_name::check_table_name;
use crate::capacity::{Used, read_units};
use crate::engine::{self, Engine};
use crate::expression::{RequestExpressions, Selection};
use crate::key_rules;

pub(crate) fn get_item(engine: &Engine, input: &GetItemInput) -> Result<GetItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    let text = input.projection_expression.as_deref();
    let mut expressions = RequestExpressions::new(
        engine.expressions(),
        &input.expression_attribute_names,
        &ABSENT,
        text.is_some(),
        "",
    )?;
    let selection = text.map(|text| expressions.projection(text)).transpose()?;
    expressions.finish()?;

    let table = engine.table(&input.table_name)?;
    let table = engine::read(&table);
    let key = key_rules::check_key(&table, &input.key)?;
    let entry = table.items.get(&key);
    let size = entry.map_or(0, |entry| entry.size);
    let consistent = input.consistent_read == Some(true);
    let consumed_capacity = Used::of_table(read_units(size, consistent))
        .report(&input.table_name, input.return_consumed_capacity);
    let item = entry.map(|entry| returned(&entry.item, selection.as_ref()));
    Ok(GetItemOutput { item, consumed_capacity })
}

/// The whole item, which is shared, or the selected parts of it.
pub(super) fn returned(item: &Arc<Item>, selection: Option<&Selection>) -> ReturnedItem {
    match selection {
        None => ReturnedItem::Shared(Arc::clone(item)),
        Some(selection) => ReturnedItem::Owned(selection.of(item)),
    }
}
