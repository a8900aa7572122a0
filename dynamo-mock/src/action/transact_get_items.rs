//! TransactGetItems.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html>.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::api::{ServiceError, TransactGetItemsInput, TransactGetItemsOutput};

use super::read::Read;
use super::transaction::{check_distinct, check_length, check_table_names, lookup};
use crate::capacity::{UnitKind, Used, read_units};
use crate::engine::{self, Engine};
use crate::{key_rules, message};

/// The bytes of the items of a transaction.
pub(super) const TRANSACTION_BYTES: usize = 4 * 1_024 * 1_024;

pub(crate) fn transact_get_items(
    engine: &Engine,
    input: &TransactGetItemsInput,
) -> Result<TransactGetItemsOutput, ServiceError> {
    let gets = &input.transact_items;
    check_length(gets.len())?;
    check_table_names(gets.iter().map(|get| ("get", &*get.table_name)))?;
    let reads = gets
        .iter()
        .map(|get| Read::new(engine, get.projection_expression.as_deref(), &get.expression_attribute_names))
        .collect::<Result<Vec<_>, _>>()?;

    let found = lookup(engine, gets.iter().map(|get| &get.table_name));
    let locked: BTreeMap<_, _> = found.iter().map(|(name, table)| (name, engine::read(table))).collect();
    check_distinct(gets.iter().filter_map(|get| Some((locked.get(&get.table_name)?, &get.key))))?;
    if gets.iter().any(|get| !locked.contains_key(&get.table_name)) {
        return Err(message::table_not_found());
    }

    // All tables are locked, so that the answer shows one moment.
    let (mut responses, mut reasons) = (Vec::new(), Vec::new());
    let (mut used, mut bytes) = (BTreeMap::<&Arc<str>, Used>::new(), 0);
    for (get, read) in gets.iter().zip(&reads) {
        let Some(table) = locked.get(&get.table_name) else { continue };
        match key_rules::check_key(table, &get.key) {
            Ok(key) => {
                let (item, size) = read.at(table, &key);
                bytes += size;
                used.entry(&get.table_name).or_default().table += read_units(size, true);
                responses.push(item);
                reasons.push(message::cancellation_reason(None));
            }
            Err(error) => reasons.push(message::cancellation_reason(Some(error))),
        }
    }
    if let Some(canceled) = message::transaction_canceled(reasons) {
        return Err(canceled);
    }
    if bytes > TRANSACTION_BYTES {
        return Err(message::transaction_too_large());
    }
    let report = |(name, used): (&Arc<str>, Used)| {
        used.in_transaction().report_as(name, input.return_consumed_capacity, Some(UnitKind::Read))
    };
    Ok(TransactGetItemsOutput { responses, consumed_capacity: used.into_iter().filter_map(report).collect() })
}
