//! GetItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html>.

use dynamo_model::api::{GetItemInput, GetItemOutput, ServiceError};

use super::legacy;
use super::read::Read;
use super::table_name::check_table_name;
use crate::capacity::{Used, read_units};
use crate::engine::{self, Engine};

pub(crate) fn get_item(engine: &Engine, input: &GetItemInput) -> Result<GetItemOutput, ServiceError> {
    check_table_name(&input.table_name)?;
    match legacy::lower_get(input)? {
        Some(lowered) => read(engine, &lowered).map_err(legacy::reworded),
        None => read(engine, input),
    }
}

fn read(engine: &Engine, input: &GetItemInput) -> Result<GetItemOutput, ServiceError> {
    let read = Read::new(engine, input.projection_expression.as_deref(), &input.expression_attribute_names)?;
    let table = engine.table(&input.table_name)?;
    let table = engine::read(&table);
    let consistent = input.consistent_read == Some(true);
    let (item, size) = read.item(table.seen(consistent), &input.key)?;
    let consumed_capacity = Used::of_table(read_units(size, consistent))
        .report(&input.table_name, input.return_consumed_capacity);
    Ok(GetItemOutput { item, consumed_capacity })
}
