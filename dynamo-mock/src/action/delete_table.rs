//! DeleteTable.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html>.

use dynamo_model::api::{DeleteTableInput, DeleteTableOutput, ServiceError, TableStatus};

use super::resource::{arn, plain_name};
use super::table_description::describe;
use super::table_name::check_described_name;
use crate::engine::{self, Engine};
use crate::message;

pub(crate) fn delete_table(
    engine: &Engine,
    input: &DeleteTableInput,
) -> Result<DeleteTableOutput, ServiceError> {
    check_described_name(&input.table_name)?;
    let name = plain_name(&input.table_name);
    let mut tables = engine.tables_mut();
    let Some(shared) = tables.get(name).cloned() else {
        return Err(message::described_table_not_found(&input.table_name));
    };
    let table = engine::read(&shared);
    if table.deletion_protection {
        return Err(message::deletion_protected(&arn(&table.name)));
    }
    tables.remove(name);
    let table_description = describe(&table, TableStatus::Deleting);
    drop(table);
    engine.retire(&shared);
    Ok(DeleteTableOutput { table_description })
}
