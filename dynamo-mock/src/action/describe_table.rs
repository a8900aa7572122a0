//! DescribeTable.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html>.

use dynamo_model::api::{DescribeTableInput, DescribeTableOutput, ServiceError, TableStatus};

use super::table_description::describe;
use super::table_name::check_described_name;
use crate::engine::{self, Engine};
use crate::message;

pub(crate) fn describe_table(
    engine: &Engine,
    input: &DescribeTableInput,
) -> Result<DescribeTableOutput, ServiceError> {
    check_described_name(&input.table_name)?;
    let table =
        engine.table(&input.table_name).map_err(|_| message::described_table_not_found(&input.table_name))?;
    let table = engine::read(&table);
    Ok(DescribeTableOutput { table: describe(&table, TableStatus::Active) })
}
