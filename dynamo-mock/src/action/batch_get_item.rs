//! BatchGetItem.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>.

use std::collections::HashSet;

use dynamo_model::api::{BatchGetItemInput, BatchGetItemOutput, KeysAndAttributes, ServiceError};

use super::legacy;
use super::read::Read;
use super::resource::{check_arn, is_arn, plain_name};
use super::table_name::broken_constraint;
use crate::capacity::{Used, read_units};
use crate::engine::{self, Engine};
use crate::storage::{Key, Table};
use crate::{key_rules, message};

/// The keys of one request.
const KEYS: usize = 100;
/// The bytes of the items that one response holds.
const RESPONSE_BYTES: usize = 16 * 1_024 * 1_024;

pub(crate) fn batch_get_item(
    engine: &Engine,
    input: &BatchGetItemInput,
) -> Result<BatchGetItemOutput, ServiceError> {
    check_request(input)?;
    match legacy::lower_batch_get(input)? {
        Some(lowered) => read(engine, &lowered),
        None => read(engine, input),
    }
}

fn read(engine: &Engine, input: &BatchGetItemInput) -> Result<BatchGetItemOutput, ServiceError> {
    let mut parts = Vec::new();
    for (name, wanted) in &input.request_items {
        let projection = wanted.projection_expression.as_deref();
        parts.push((name, wanted, Read::new(engine, projection, &wanted.expression_attribute_names)?));
    }
    let mut checked = Vec::new();
    for (name, wanted, read) in &parts {
        let table = engine.table(name)?;
        let keys = check_keys(&engine::read(&table), wanted)?;
        read.check_parts(&engine::read(&table))?;
        checked.push((*name, *wanted, read, table, keys));
    }
    // A table can be named twice: by its name, and by its resource name.
    if input.request_items.keys().any(|name| is_arn(name)) {
        let named =
            checked.iter().flat_map(|(name, .., keys)| keys.iter().map(|key| (plain_name(name), key)));
        let mut seen = HashSet::new();
        if !named.into_iter().all(|named| seen.insert(named)) {
            return Err(message::duplicates_in_batch());
        }
    }

    let mut output = BatchGetItemOutput::default();
    let mut bytes = 0;
    for (name, wanted, read, table, keys) in checked {
        let table = engine::read(&table);
        let consistent = wanted.consistent_read == Some(true);
        let mut used = Used::default();
        let found = output.responses.entry(name.clone()).or_default();
        let mut unprocessed = Vec::new();
        for (key, request) in keys.iter().zip(&wanted.keys) {
            let (item, size) = read.at(table.seen(consistent), key);
            // A response of more than 16 MB is cut; the caller asks again for the rest.
            if bytes + size > RESPONSE_BYTES {
                unprocessed.push(request.clone());
                continue;
            }
            bytes += size;
            used.table += read_units(size, consistent);
            found.extend(item);
        }
        if !unprocessed.is_empty() {
            let rest = unread(wanted, unprocessed);
            output.unprocessed_keys.insert(name.clone(), rest);
        }
        output.consumed_capacity.extend(used.report(name, input.return_consumed_capacity));
    }
    Ok(output)
}

/// The constraints of the API's model.
fn check_request(input: &BatchGetItemInput) -> Result<(), ServiceError> {
    const AT_LEAST_ONE: &str = "have length greater than or equal to 1";
    if input.request_items.is_empty() {
        return Err(message::constraint(None, "RequestItems", AT_LEAST_ONE));
    }
    for (name, wanted) in &input.request_items {
        if is_arn(name) {
            check_arn(name)?;
        } else if broken_constraint(name).is_some() {
            return Err(message::batch_table_name(name));
        }
        let member = format!("RequestItems.{name}.member.Keys");
        if wanted.keys.is_empty() {
            return Err(message::constraint(None, &member, AT_LEAST_ONE));
        }
        if wanted.keys.len() > KEYS {
            return Err(message::constraint(None, &member, "have length less than or equal to 100"));
        }
    }
    let keys: usize = input.request_items.values().map(|wanted| wanted.keys.len()).sum();
    if keys > KEYS { Err(message::too_many_in_batch("BatchGetItem")) } else { Ok(()) }
}

/// No key comes twice, and all match the schema.
fn check_keys(table: &Table, wanted: &KeysAndAttributes) -> Result<Vec<Key>, ServiceError> {
    let keys: Vec<Result<Key, ServiceError>> =
        wanted.keys.iter().map(|key| key_rules::check_key(table, key)).collect();
    let mut seen = HashSet::new();
    if !keys.iter().flatten().all(|key| seen.insert(key)) {
        return Err(message::duplicates_in_batch());
    }
    keys.into_iter().collect()
}

/// What the caller asks for again, as it was asked for.
fn unread(wanted: &KeysAndAttributes, keys: Vec<dynamo_model::Item>) -> KeysAndAttributes {
    let mut rest = KeysAndAttributes { keys, ..wanted.clone() };
    if rest.attributes_to_get.is_some() {
        rest.projection_expression = None;
        rest.expression_attribute_names.clear();
    }
    rest
}
