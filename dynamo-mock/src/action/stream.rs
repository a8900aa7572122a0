//! ListStreams and DescribeStream, and what they share with the actions that read streams.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html>.

use std::time::Duration;

use dynamo_model::api::{
    DescribeStreamInput, DescribeStreamOutput, ListStreamsInput, ListStreamsOutput, SequenceNumberRange,
    ServiceError, Shard, Stream as ListedStream, StreamDescription, StreamSpecification, StreamStatus,
};

use super::resource::resource;
use super::table_description::{elements, stream_arn};
use crate::engine::{self, Engine, SharedTable};
use crate::message;
use crate::storage::{Stream, Table};

/// The streams or shards of one page.
const PAGE: i32 = 100;
/// The characters of a shard's id.
const SHARD_ID: std::ops::RangeInclusive<usize> = 28..=65;

/// The sequence number of a change: 21 digits, as the service's have at least.
pub(super) fn sequence_number(number: u64) -> String {
    format!("{}", FIRST_SEQUENCE_NUMBER + u128::from(number))
}

const FIRST_SEQUENCE_NUMBER: u128 = 100_000_000_000_000_000_000;

/// The change with a sequence number.
pub(super) fn change_number(sequence_number: &str) -> Option<u64> {
    u64::try_from(sequence_number.parse::<u128>().ok()?.checked_sub(FIRST_SEQUENCE_NUMBER)?).ok()
}

/// Checks `StreamSpecification`.
pub(super) fn check_specification(wanted: Option<StreamSpecification>) -> Result<(), ServiceError> {
    match wanted {
        Some(StreamSpecification { stream_enabled: true, stream_view_type: None }) => {
            Err(message::stream_view_missing())
        }
        Some(StreamSpecification { stream_enabled: false, stream_view_type: Some(_) }) => {
            Err(message::stream_view_without_stream())
        }
        _ => Ok(()),
    }
}

/// The table and the label of a stream's resource name.
pub(super) fn parts(arn: &str) -> Option<(&str, &str)> {
    let resource = resource(arn)?;
    Some((resource.table, resource.part?.strip_prefix("stream/")?))
}

/// The table that has or had a stream. Streams of deleted tables are there for as long as their records.
pub(super) fn table_with(engine: &Engine, arn: &str, now: Duration) -> Option<SharedTable> {
    let (name, label) = parts(arn)?;
    let has = |table: &Table| {
        &*table.name == name
            && table.streams.iter().any(|stream| stream.label == label && !stream.is_over(now))
    };
    engine.streaming_tables(now).into_iter().find(|table| has(&engine::read(table)))
}

/// A stream of a table.
pub(super) fn stream_of<'t>(table: &'t mut Table, arn: &str) -> Option<&'t mut Stream> {
    let (_, label) = parts(arn)?;
    table.streams.iter_mut().find(|stream| stream.label == label)
}

/// The constraint of `Limit`.
pub(super) fn check_limit(limit: Option<i32>, most: i32, action: &str) -> Result<usize, ServiceError> {
    let limit = limit.unwrap_or(most);
    if limit < 1 {
        let constraint = "have value greater than or equal to 1";
        return Err(message::constraint(Some(&limit.to_string()), "limit", constraint));
    }
    if limit > most { Err(message::stream_limit(action)) } else { Ok(limit.unsigned_abs() as usize) }
}

pub(crate) fn list_streams(
    engine: &Engine,
    input: &ListStreamsInput,
) -> Result<ListStreamsOutput, ServiceError> {
    let limit = check_limit(input.limit, PAGE, "ListStreams")?;
    let now = engine.clock().now();
    let mut streams = Vec::new();
    for table in engine.streaming_tables(now) {
        let table = engine::read(&table);
        if input.table_name.as_deref().is_none_or(|name| *table.name == *name) {
            let there = table.streams.iter().filter(|stream| !stream.is_over(now));
            streams.extend(there.map(|stream| ListedStream {
                stream_arn: stream_arn(&table.name, &stream.label),
                table_name: table.name.as_ref().to_owned(),
                stream_label: stream.label.clone(),
            }));
        }
    }
    streams.sort_by(|one, two| one.stream_arn.cmp(&two.stream_arn));
    if let Some(start) = &input.exclusive_start_stream_arn {
        streams.retain(|stream| stream.stream_arn > *start);
    }
    let more = streams.len() > limit;
    streams.truncate(limit);
    let last_evaluated_stream_arn = streams.last().filter(|_| more).map(|stream| stream.stream_arn.clone());
    Ok(ListStreamsOutput { streams, last_evaluated_stream_arn })
}

pub(crate) fn describe_stream(
    engine: &Engine,
    input: &DescribeStreamInput,
) -> Result<DescribeStreamOutput, ServiceError> {
    check_limit(input.limit, PAGE, "DescribeStream")?;
    if let Some(start) = &input.exclusive_start_shard_id {
        check_shard_id(start, "exclusiveStartShardId")?;
    }
    let now = engine.clock().now();
    let not_found = || message::stream_not_found(&input.stream_arn);
    let table = table_with(engine, &input.stream_arn, now).ok_or_else(not_found)?;
    let mut table = engine::write(&table);
    let (table_name, key_schema) = (table.name.as_ref().to_owned(), elements(&table.key));
    let stream = stream_of(&mut table, &input.stream_arn).ok_or_else(not_found)?;
    stream.trim(now);
    let shard = Shard {
        shard_id: stream.shard.clone(),
        sequence_number_range: SequenceNumberRange {
            starting_sequence_number: Some(sequence_number(1)),
            ending_sequence_number: stream.closed.map(|_| sequence_number(stream.next() - 1)),
        },
        parent_shard_id: None,
    };
    let follows = input.exclusive_start_shard_id.as_ref().is_none_or(|start| shard.shard_id > *start);
    Ok(DescribeStreamOutput {
        stream_description: StreamDescription {
            stream_arn: input.stream_arn.clone(),
            stream_label: stream.label.clone(),
            stream_status: match stream.closed {
                None => StreamStatus::Enabled,
                Some(_) => StreamStatus::Disabled,
            },
            stream_view_type: stream.view,
            creation_request_date_time: Some(stream.created.as_secs_f64()),
            table_name,
            key_schema,
            shards: follows.then_some(shard).into_iter().collect(),
            last_evaluated_shard_id: None,
        },
    })
}

/// Checks the length of a shard's id.
pub(super) fn check_shard_id(id: &str, member: &str) -> Result<(), ServiceError> {
    let constraint = match id.len() {
        length if length < *SHARD_ID.start() => "have length greater than or equal to 28",
        length if length > *SHARD_ID.end() => "have length less than or equal to 65",
        _ => return Ok(()),
    };
    Err(message::constraint(Some(id), member, constraint))
}
