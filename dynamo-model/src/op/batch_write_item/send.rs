//! The requests of a batch of writes.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};

use super::unwritten::{Left, Unwritten};
use super::{BatchWritten, Write};
use crate::api::{BatchWriteItemInput, ReturnConsumedCapacity, WriteRequest};
use crate::concurrent::{Job, concurrently};
use crate::connection::Connection;
use crate::error::{Error, ErrorKind, Result};
use crate::retry::{Retry, Tries};
use crate::{AttributeValue, Item, MAX_DIGITS, Number};

/// The most writes of one request.
const WRITES: usize = 25;
/// The most bytes of one request.
const BYTES: usize = 16 * 1024 * 1024;

/// A write and its place in the batch.
type Placed = (usize, Write);

/// What became of one request and those that repeated it.
#[derive(Default)]
struct Sent {
    left: Vec<Left>,
    error: Option<Error>,
    capacity: f64,
    requests: usize,
}

pub(in crate::op) async fn all(
    connection: &Connection,
    writes: Vec<Write>,
    concurrency: usize,
    retry: Retry,
) -> Result<BatchWritten> {
    let all = writes.len();
    let failed = AtomicBool::new(false);
    let send = |writes| Box::pin(some(connection, writes, retry, &failed)) as Job<'_, Sent>;
    let sent = concurrently(concurrency, requests(writes).into_iter().map(send).collect()).await;
    let mut written = BatchWritten { capacity: 0.0, requests: 0 };
    let (mut left, mut first_error) = (Vec::new(), None);
    for mut sent in sent {
        written.capacity += sent.capacity;
        written.requests += sent.requests;
        left.append(&mut sent.left);
        first_error = first_error.or(sent.error);
    }
    if left.is_empty() {
        return Ok(written);
    }
    let unprocessed = || {
        let message = format!(
            "DynamoDB left {} of {all} writes unprocessed; `Error::unwritten` holds them, and all others were done",
            left.len()
        );
        Error::new(ErrorKind::Unprocessed, message)
    };
    Err(first_error.unwrap_or_else(unprocessed).with_unwritten(Unwritten::new(left)))
}

/// Divides the writes into what one request can hold.
fn requests(writes: Vec<Write>) -> Vec<Vec<Placed>> {
    let mut requests: Vec<Vec<Placed>> = Vec::new();
    let mut bytes = 0;
    for placed in writes.into_iter().enumerate() {
        let (WriteRequest::Put(item) | WriteRequest::Delete(item)) = &placed.1.request;
        let size = json_bytes_of_item(item) + 64;
        match requests.last_mut().filter(|request| request.len() < WRITES && bytes + size <= BYTES) {
            Some(request) => {
                bytes += size;
                request.push(placed);
            }
            None => {
                bytes = size;
                requests.push(vec![placed]);
            }
        }
    }
    requests
}

/// Sends writes that fit into one request, until all are done or nothing more is to be tried.
async fn some(connection: &Connection, writes: Vec<Placed>, retry: Retry, failed: &AtomicBool) -> Sent {
    let mut sent = Sent::default();
    // After a failure nothing more is begun: it would most likely fail too, and its writes stay known as not done.
    if failed.load(Ordering::Relaxed) {
        sent.left = kept(writes, false);
        return sent;
    }
    let mut writes = writes;
    let mut tries = Tries::new(retry);
    loop {
        sent.requests += 1;
        let requests = writes.iter().map(|(_, write)| write.request.clone()).collect();
        let input = BatchWriteItemInput {
            request_items: BTreeMap::from([(connection.table_name.to_string(), requests)]),
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
            ..BatchWriteItemInput::default()
        };
        match connection.call(input).await {
            Ok(output) => {
                sent.capacity += output.consumed_capacity.iter().map(|used| used.capacity_units).sum::<f64>();
                let before = writes.len();
                writes = unprocessed(writes, output.unprocessed_items);
                if writes.is_empty() {
                    return sent;
                }
                if writes.len() < before {
                    tries.progressed();
                }
                if !tries.next(connection).await {
                    sent.left = kept(writes, false);
                    return sent;
                }
            }
            Err(error) if error.is_throttled() => {
                if !tries.next(connection).await {
                    sent.left = kept(writes, false);
                    return sent;
                }
            }
            Err(error) => {
                failed.store(true, Ordering::Relaxed);
                sent.left = kept(writes, error.is_outcome_unknown());
                sent.error = Some(error);
                return sent;
            }
        }
    }
}

fn kept(writes: Vec<Placed>, maybe_done: bool) -> Vec<Left> {
    writes.into_iter().map(|(position, write)| Left { position, write, maybe_done }).collect()
}

/// The writes that DynamoDB left, out of those that were sent.
fn unprocessed(writes: Vec<Placed>, left: BTreeMap<String, Vec<WriteRequest>>) -> Vec<Placed> {
    if left.is_empty() {
        return Vec::new();
    }
    let mut by_key: HashMap<Item, Placed> =
        writes.into_iter().map(|placed| (placed.1.key.clone(), placed)).collect();
    let names: Vec<_> = by_key.keys().next().into_iter().flat_map(Item::names).cloned().collect();
    let key_of = |item: &Item| -> Item {
        names.iter().filter_map(|name| Some((name.clone(), item.get(name)?.clone()))).collect()
    };
    let mut found = Vec::with_capacity(by_key.len());
    for WriteRequest::Put(item) | WriteRequest::Delete(item) in left.into_values().flatten() {
        match by_key.remove(&key_of(&item)) {
            Some(placed) => found.push(placed),
            // Which write it stands for cannot be told, so none counts as done: a write that is done twice does no harm.
            None => {
                found.extend(by_key.into_values());
                break;
            }
        }
    }
    found.sort_unstable_by_key(|(position, _)| *position);
    found
}

/// How many bytes an item has on the wire at most. The limit of a request counts those, which can be several times the
/// size of the items: `{"N":"1"}` is a number that counts two bytes.
fn json_bytes_of_item(item: &Item) -> usize {
    item.iter().map(|(name, value)| json_bytes_of_text(name) + json_bytes(value) + 4).sum::<usize>() + 2
}

fn json_bytes(value: &AttributeValue) -> usize {
    // The braces, the type's name in quotes and the colon, and a comma after the value.
    const AROUND: usize = 12;
    // Digits, sign, point, and the zeros that an exponent stands for.
    let number = |number: &Number| MAX_DIGITS as usize + number.exponent().unsigned_abs() as usize + 6;
    let base64 = |bytes: &Vec<u8>| bytes.len().div_ceil(3) * 4 + 3;
    AROUND
        + match value {
            AttributeValue::S(text) => json_bytes_of_text(text),
            AttributeValue::N(value) => number(value),
            AttributeValue::B(bytes) => base64(bytes),
            AttributeValue::Ss(texts) => texts.iter().map(|text| json_bytes_of_text(text) + 1).sum(),
            AttributeValue::Ns(all) => all.iter().map(number).sum(),
            AttributeValue::Bs(all) => all.iter().map(base64).sum(),
            AttributeValue::L(values) => values.iter().map(json_bytes).sum(),
            AttributeValue::M(map) => json_bytes_of_item(map),
            AttributeValue::Bool(_) | AttributeValue::Null => 5,
        }
}

/// A text in quotes. A control character takes six bytes.
fn json_bytes_of_text(text: &str) -> usize {
    let bytes = text.bytes().map(|byte| match byte {
        0..0x20 | 0x7f => 6,
        b'"' | b'\\' => 2,
        _ => 1,
    });
    bytes.sum::<usize>() + 2
}
