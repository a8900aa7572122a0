//! TransactGetItems.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html>.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::api::{ServiceError, TransactGetItemsInput, TransactGetItemsOutput};

use super::read::Read;
use super::transaction::{TableNames, check_distinct, check_length, check_table_names, lookup};
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

    let tables = TableNames::new(gets.iter().map(|get| &get.table_name));
    let found = lookup(engine, tables.plain.iter());
    let locked: BTreeMap<_, _> = found.iter().map(|(name, table)| (name, engine::read(table))).collect();
    let mut keys = Vec::with_capacity(gets.len());
    for (name, get) in tables.plain.iter().zip(gets) {
        if let Some(table) = locked.get(name) {
            keys.push((name, key_rules::check_key(table, &get.key)));
        }
    }
    if keys.len() < gets.len() {
        return Err(message::table_not_found());
    }
    check_distinct(keys.iter().map(|(name, key)| (*name, key)))?;

    for (name, read) in tables.plain.iter().zip(&reads) {
        locked.get(name).map_or(Ok(()), |table| read.check_parts(table))?;
    }

    // All tables are locked, so that the answer shows one moment.
    let (mut responses, mut errors) = (Vec::new(), Vec::with_capacity(gets.len()));
    let (mut used, mut bytes) = (BTreeMap::<&Arc<str>, Used>::new(), 0);
    for ((name, key), read) in keys.into_iter().zip(&reads) {
        let error = match (key, locked.get(name)) {
            (Ok(key), Some(table)) => {
                let (item, size) = read.at(table, &key);
                bytes += size;
                used.entry(name).or_default().table += read_units(size, true);
                responses.push(item);
                None
            }
            (key, _) => key.err(),
        };
        errors.push(error);
    }
    if let Some(canceled) = message::transaction_refused(errors) {
        return Err(canceled);
    }
    if bytes > TRANSACTION_BYTES {
        return Err(message::transaction_too_large());
    }
    let report = |(name, used): (&Arc<str>, Used)| {
        used.in_transaction().report_as(
            &tables.shown(name),
            input.return_consumed_capacity,
            Some(UnitKind::Read),
        )
    };
    Ok(TransactGetItemsOutput { responses, consumed_capacity: used.into_iter().filter_map(report).collect() })
}
