//! BatchWriteItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>.

use std::sync::Arc;

use dynamo_model::api::{
    BatchWriteItemInput, BatchWriteItemOutput, ReturnItemCollectionMetrics, ServiceError, WriteRequest,
};

use super::item_collection::Collections;
use super::resource::{check_arn, is_arn};
use super::table_name::broken_constraint;
use super::transaction::are_distinct;
use super::write::{Change, Write, check_size, check_values, kept};
use crate::capacity::Used;
use crate::engine::{self, Engine, SharedTable};
use crate::storage::{Key, Table};
use crate::{key_rules, message};

/// The writes of one request.
const WRITES: usize = 25;

/// The writes of one table with their checked keys.
struct TableWrites<'r> {
    name: &'r str,
    table: SharedTable,
    writes: Vec<(Key, Write<'r>)>,
}

pub(crate) fn batch_write_item(
    engine: &Engine,
    mut input: BatchWriteItemInput,
) -> Result<BatchWriteItemOutput, ServiceError> {
    check_request(&input)?;
    let mut checked: Vec<TableWrites<'_>> = Vec::with_capacity(input.request_items.len());
    for (name, requests) in &mut input.request_items {
        let table = engine.table(name)?;
        // A table can be named twice: by its name, and by its resource name.
        let same_table = checked.iter().filter(|writes| Arc::ptr_eq(&writes.table, &table));
        let before: Vec<&Key> =
            same_table.flat_map(|writes| writes.writes.iter().map(|(key, _)| key)).collect();
        let writes = check_writes(&engine::read(&table), requests, &before)?;
        checked.push(TableWrites { name, table, writes });
    }

    // Each write is atomic, the batch is not: the service makes no promise about what others see in between.
    let mut output = BatchWriteItemOutput::default();
    let sized = input.return_item_collection_metrics == Some(ReturnItemCollectionMetrics::Size);
    for TableWrites { name, table, writes } in checked {
        let (mut used, mut collections) = (Used::default(), Collections::default());
        for (key, write) in writes {
            let mut table = engine::write(&table);
            let outcome = write.outcome(&table, key)?;
            if sized {
                collections.note(&table, write.item());
            }
            if input.return_consumed_capacity.is_some() {
                used.add(outcome.used(&table));
            }
            outcome.commit(&mut table, engine.clock().now());
        }
        output.item_collection_metrics.extend(collections.of(&engine::read(&table)));
        output.consumed_capacity.extend(used.report(name, input.return_consumed_capacity));
    }
    Ok(output)
}

/// The rules that the request alone shows.
fn check_request(input: &BatchWriteItemInput) -> Result<(), ServiceError> {
    if input.request_items.is_empty() {
        return Err(message::empty_batch_write());
    }
    for (name, requests) in &input.request_items {
        if is_arn(name) {
            check_arn(name)?;
        } else if broken_constraint(name).is_some() {
            return Err(message::batch_table_name(name));
        }
        if requests.is_empty() || requests.len() > WRITES {
            return Err(message::batch_write_length(name, requests.is_empty()));
        }
    }
    if input.request_items.values().map(Vec::len).sum::<usize>() > WRITES {
        return Err(message::too_many_in_batch("BatchWriteItem"));
    }
    for request in input.request_items.values().flatten() {
        match request {
            WriteRequest::Put(item) => {
                check_values(item)?;
                check_size(item.size())?;
            }
            WriteRequest::Delete(key) => check_values(key)?,
        }
    }
    Ok(())
}

/// The rules that need the table, write by write: a whole key, right index keys, no item twice, neither here nor
/// with the keys `before`. Of several mistakes the first one is reported.
fn check_writes<'r>(
    table: &Table,
    requests: &'r mut [WriteRequest],
    before: &[&Key],
) -> Result<Vec<(Key, Write<'r>)>, ServiceError> {
    let change = |request: &'r mut WriteRequest| match request {
        WriteRequest::Put(item) => Change::Put(kept(std::mem::take(item))),
        WriteRequest::Delete(key) => Change::Delete(key),
    };
    let changes: Vec<Change<'r>> = requests.iter_mut().map(change).collect();
    let mut keys = Vec::with_capacity(changes.len());
    let wrong = changes.iter().find_map(|change| match check_key(table, change) {
        Ok(key) => {
            keys.push(key);
            None
        }
        Err(error) => Some(error),
    });
    if !are_distinct(before.iter().copied().chain(&keys)) {
        return Err(message::duplicates_in_batch());
    }
    if let Some(wrong) = wrong {
        return Err(wrong);
    }
    let write = |(key, change)| (key, Write { change, condition: None, on_failure: None });
    Ok(keys.into_iter().zip(changes).map(write).collect())
}

/// Checks the keys of one write. A batch words what is wrong with a table's key as for a read, also in a put.
fn check_key(table: &Table, change: &Change<'_>) -> Result<Key, ServiceError> {
    match change {
        Change::Put(entry) if table.key.is_in(&entry.item) => {
            key_rules::check_item_keys(table, &entry.item, entry.size)
        }
        Change::Put(_) => Err(message::key_mismatch()),
        Change::Delete(key) | Change::Update(key, _) | Change::Check(key) => key_rules::check_key(table, key),
    }
}
