//! GetShardIterator and GetRecords.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html> and
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html>.

use std::time::Duration;

use dynamo_model::Item;
use dynamo_model::api::{
    GetRecordsInput, GetRecordsOutput, GetShardIteratorInput, GetShardIteratorOutput, Identity,
    OperationType, Record, ServiceError, ShardIteratorType, StreamRecord, StreamViewType,
};

use super::stream::{change_number, check_limit, check_shard_id, sequence_number, stream_of, table_with};
use crate::engine::{self, Engine};
use crate::message;
use crate::storage::{Change, KeySchema};

/// How long an iterator can be used.
const ITERATOR_LIFE: Duration = Duration::from_secs(15 * 60);
/// The records of one answer, and their bytes.
const RECORDS: i32 = 1_000;
const BYTES: usize = 1_048_576;
/// The digits of a sequence number.
const DIGITS: std::ops::RangeInclusive<usize> = 21..=40;

pub(crate) fn get_shard_iterator(
    engine: &Engine,
    input: &GetShardIteratorInput,
) -> Result<GetShardIteratorOutput, ServiceError> {
    check_shard_id(&input.shard_id, "shardId")?;
    let named = check_sequence_number(input)?;
    let now = engine.clock().now();
    let not_found = || message::stream_not_found(&input.stream_arn);
    let table = table_with(engine, &input.stream_arn, now).ok_or_else(not_found)?;
    let mut table = engine::write(&table);
    let stream = stream_of(&mut table, &input.stream_arn).ok_or_else(not_found)?;
    if stream.shard != input.shard_id {
        return Err(message::shard_not_found(&input.shard_id, &input.stream_arn));
    }
    stream.trim(now);
    let next = match (input.shard_iterator_type, named) {
        (ShardIteratorType::TrimHorizon, _) => stream.first(),
        (ShardIteratorType::Latest, _) => stream.next(),
        (_, None) => return Err(message::sequence_number_missing()),
        (kind, Some(text)) => {
            let number = change_number(text).filter(|number| (1..stream.next()).contains(number));
            let number = number.ok_or_else(message::sequence_number_unknown)?;
            if number < stream.first() {
                return Err(message::trimmed());
            }
            if kind == ShardIteratorType::AfterSequenceNumber { number + 1 } else { number }
        }
    };
    let position = Position { arn: &input.stream_arn, next, issued: now };
    Ok(GetShardIteratorOutput { shard_iterator: Some(position.encode()) })
}

/// The sequence number of the request, which is there exactly when its type asks for one.
fn check_sequence_number(input: &GetShardIteratorInput) -> Result<Option<&str>, ServiceError> {
    let named = input.sequence_number.as_deref();
    if let Some(text) = named
        && !DIGITS.contains(&text.len())
    {
        let bound = if text.len() < 21 { "greater than or equal to 21" } else { "less than or equal to 40" };
        return Err(message::constraint(Some(text), "sequenceNumber", &format!("have length {bound}")));
    }
    match input.shard_iterator_type {
        ShardIteratorType::TrimHorizon | ShardIteratorType::Latest if named.is_some() => {
            Err(message::sequence_number_unwanted())
        }
        ShardIteratorType::AtSequenceNumber | ShardIteratorType::AfterSequenceNumber if named.is_none() => {
            Err(message::sequence_number_missing())
        }
        _ => Ok(named),
    }
}

/// What an iterator stands for.
struct Position<'a> {
    arn: &'a str,
    /// The number of the change that is read next.
    next: u64,
    issued: Duration,
}

impl<'a> Position<'a> {
    fn encode(&self) -> String {
        format!("{}|001|{:021}|{:x}", self.arn, self.next, self.issued.as_millis())
    }

    fn decode(text: &'a str) -> Option<Self> {
        let mut parts = text.split('|');
        let arn = parts.next()?;
        let version = parts.next()?;
        let next = parts.next()?.parse().ok()?;
        let issued = Duration::from_millis(u64::from_str_radix(parts.next()?, 16).ok()?);
        (version == "001" && parts.next().is_none()).then_some(Self { arn, next, issued })
    }
}

pub(crate) fn get_records(
    engine: &Engine,
    input: &GetRecordsInput,
) -> Result<GetRecordsOutput, ServiceError> {
    let limit = check_limit(input.limit, RECORDS, "GetRecords")?;
    let position = Position::decode(&input.shard_iterator).ok_or_else(message::invalid_iterator)?;
    let now = engine.clock().now();
    if now.saturating_sub(position.issued) > ITERATOR_LIFE {
        return Err(message::expired_iterator());
    }
    let not_found = || message::stream_not_found(position.arn);
    let table = table_with(engine, position.arn, now).ok_or_else(not_found)?;
    let mut table = engine::write(&table);
    let key = table.key.clone();
    let stream = stream_of(&mut table, position.arn).ok_or_else(not_found)?;
    stream.trim(now);
    if position.next < stream.first() {
        return Err(message::trimmed());
    }
    let (mut records, mut bytes, mut next) = (Vec::new(), 0usize, position.next);
    for (number, change) in stream.from(position.next).take(limit) {
        let record = record(stream.view, &key, number, change, stream.created);
        bytes = bytes.saturating_add(usize::try_from(record.dynamodb.size_bytes).unwrap_or(usize::MAX));
        if bytes > BYTES && !records.is_empty() {
            break;
        }
        records.push(record);
        next = number + 1;
    }
    let more = stream.closed.is_none() || next < stream.next();
    let following = Position { next, issued: now, ..position };
    Ok(GetRecordsOutput { records, next_shard_iterator: more.then(|| following.encode()) })
}

/// A change as a stream with a view shows it.
fn record(view: StreamViewType, key: &KeySchema, number: u64, change: &Change, created: Duration) -> Record {
    let (shows_new, shows_old) = match view {
        StreamViewType::KeysOnly => (false, false),
        StreamViewType::NewImage => (true, false),
        StreamViewType::OldImage => (false, true),
        StreamViewType::NewAndOldImages => (true, true),
    };
    let image = |shown: bool, item: &Option<std::sync::Arc<Item>>| item.as_deref().filter(|_| shown).cloned();
    let mut keys = Item::new();
    if let Some(item) = change.new.as_deref().or(change.old.as_deref()) {
        key.project(item, &mut keys);
    }
    let (new_image, old_image) = (image(shows_new, &change.new), image(shows_old, &change.old));
    let size = |item: &Option<Item>| item.as_ref().map_or(0, Item::size);
    let bytes = keys.size() + size(&new_image) + size(&old_image);
    Record {
        // Streams are told apart by the time of their creation, and changes by their number.
        event_id: format!("{:016x}{number:016x}", created.as_millis()),
        event_name: match (&change.old, &change.new) {
            (None, _) => OperationType::Insert,
            (Some(_), Some(_)) => OperationType::Modify,
            (Some(_), None) => OperationType::Remove,
        },
        event_version: "1.1".to_owned(),
        event_source: "aws:dynamodb".to_owned(),
        aws_region: "us-east-1".to_owned(),
        dynamodb: StreamRecord {
            approximate_creation_date_time: Some(change.at.as_secs() as f64),
            keys,
            new_image,
            old_image,
            sequence_number: sequence_number(number),
            size_bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            stream_view_type: view,
        },
        user_identity: change.expired.then(|| Identity {
            principal_id: Some("dynamodb.amazonaws.com".to_owned()),
            kind: Some("Service".to_owned()),
        }),
    }
}
