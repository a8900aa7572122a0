//! The constraints of table names.

use dynamo_model::api::ServiceError;

use super::resource::{check_arn, is_arn};
use crate::engine::{Engine, SharedTable};
use crate::message;

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-')
}

/// The constraint of the API's model that a table or index name breaks.
pub(super) fn broken_constraint(name: &str) -> Option<&'static str> {
    if !name.bytes().all(is_name_byte) {
        Some("satisfy regular expression pattern: [a-zA-Z0-9_.-]+")
    } else if name.len() < 3 {
        Some("have length greater than or equal to 3")
    } else if name.len() > 255 {
        Some("have length less than or equal to 255")
    } else {
        None
    }
}

/// Checks the table's name in an action on items. A resource name stands for one, here and in all other places.
pub(super) fn check_table_name(name: &str) -> Result<(), ServiceError> {
    if is_arn(name) {
        return check_arn(name);
    }
    if name.is_empty() {
        return Err(message::constraint(None, "TableName", "have length greater than or equal to 1"));
    }
    match broken_constraint(name) {
        Some(constraint) => Err(message::constraint(Some(name), "tableName", constraint)),
        None => Ok(()),
    }
}

/// Checks the table's name in an action on a table, which words the limits of length in its own way.
pub(super) fn check_described_name(name: &str) -> Result<(), ServiceError> {
    if !is_arn(name) && !(3..=255).contains(&name.len()) {
        return Err(message::table_name_length());
    }
    check_table_name(name)
}

/// The table that an action on a table names. The rules that the request alone shows come between the name's and
/// the table's.
pub(super) fn described_table(
    engine: &Engine,
    name: &str,
    check: impl FnOnce() -> Result<(), ServiceError>,
) -> Result<SharedTable, ServiceError> {
    check_described_name(name)?;
    check()?;
    engine.table(name).map_err(|_| message::described_table_not_found(name))
}
