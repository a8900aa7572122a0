//! ListTables.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html>.

use dynamo_model::api::{ListTablesInput, ListTablesOutput, ServiceError};

use super::table_name::broken_constraint;
use crate::engine::Engine;
use crate::message;

/// The names of one page.
const PAGE: i32 = 100;

pub(crate) fn list_tables(
    engine: &Engine,
    input: &ListTablesInput,
) -> Result<ListTablesOutput, ServiceError> {
    let start = input.exclusive_start_table_name.as_deref();
    if let Some((name, constraint)) = start.and_then(|name| Some((name, broken_constraint(name)?))) {
        return Err(message::constraint(Some(name), "exclusiveStartTableName", constraint));
    }
    let limit = input.limit.unwrap_or(PAGE);
    if !(1..=PAGE).contains(&limit) {
        let bound = if limit < 1 { "greater than or equal to 1" } else { "less than or equal to 100" };
        return Err(message::constraint(Some(&limit.to_string()), "limit", &format!("have value {bound}")));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let mut table_names = engine.table_names_after(start, limit + 1);
    let more = table_names.len() > limit;
    table_names.truncate(limit);
    let last_evaluated_table_name = table_names.last().filter(|_| more).cloned();
    Ok(ListTablesOutput { table_names, last_evaluated_table_name })
}
