//! The streams of tables: what a table says of its stream, and the actions of DynamoDB Streams.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html>.

use super::KeySchemaElement;
use crate::Item;

/// Whether a table has a stream, and what its records show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StreamSpecification {
    /// Whether it has one.
    pub stream_enabled: bool,
    /// What the records show; only with a stream.
    pub stream_view_type: Option<StreamViewType>,
}

/// What the records of a stream show of an item, besides its key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StreamViewType {
    /// The item as it is after the write.
    NewImage,
    /// The item as it was before the write.
    OldImage,
    /// Both.
    #[default]
    NewAndOldImages,
    /// Nothing.
    KeysOnly,
}

/// The input of `ListStreams`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListStreamsInput {
    /// The table whose streams to list; those of all tables when absent.
    pub table_name: Option<String>,
    /// How many streams at most; 1 to 100, and 100 when absent.
    pub limit: Option<i32>,
    /// The stream after which the page begins.
    pub exclusive_start_stream_arn: Option<String>,
}

/// The output of `ListStreams`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListStreamsOutput {
    /// The streams.
    pub streams: Vec<Stream>,
    /// Where the next page begins; absent on the last one.
    pub last_evaluated_stream_arn: Option<String>,
}

/// A stream in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stream {
    /// Its Amazon resource name.
    pub stream_arn: String,
    /// Its table.
    pub table_name: String,
    /// The time at which it was made, which tells it from other streams of the table.
    pub stream_label: String,
}

/// The input of `DescribeStream`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeStreamInput {
    /// The stream.
    pub stream_arn: String,
    /// How many shards at most; 1 to 100, and 100 when absent.
    pub limit: Option<i32>,
    /// The shard after which the page begins.
    pub exclusive_start_shard_id: Option<String>,
}

/// The output of `DescribeStream`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DescribeStreamOutput {
    /// The stream.
    pub stream_description: StreamDescription,
}

/// A stream as the service describes it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StreamDescription {
    /// Its Amazon resource name.
    pub stream_arn: String,
    /// The time at which it was made.
    pub stream_label: String,
    /// Where it is in its life.
    pub stream_status: StreamStatus,
    /// What its records show.
    pub stream_view_type: StreamViewType,
    /// When it was made, in seconds since 1970.
    pub creation_request_date_time: Option<f64>,
    /// Its table.
    pub table_name: String,
    /// The table's key.
    pub key_schema: Vec<KeySchemaElement>,
    /// The shards of this page.
    pub shards: Vec<Shard>,
    /// Where the next page begins; absent on the last one.
    pub last_evaluated_shard_id: Option<String>,
}

/// Where a stream is in its life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StreamStatus {
    /// Not ready yet.
    Enabling,
    /// Writes are recorded.
    #[default]
    Enabled,
    /// Being closed.
    Disabling,
    /// Closed: what is recorded can be read for 24 hours.
    Disabled,
}

/// A part of a stream.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shard {
    /// Its id.
    pub shard_id: String,
    /// The records in it.
    pub sequence_number_range: SequenceNumberRange,
    /// The shard that it continues.
    pub parent_shard_id: Option<String>,
}

/// The records of a shard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SequenceNumberRange {
    /// The first one.
    pub starting_sequence_number: Option<String>,
    /// The last one; absent while the shard is open.
    pub ending_sequence_number: Option<String>,
}

/// Where reading begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ShardIteratorType {
    /// With the oldest record that is left.
    #[default]
    TrimHorizon,
    /// After the newest record.
    Latest,
    /// With the record that is named.
    AtSequenceNumber,
    /// After the record that is named.
    AfterSequenceNumber,
}

/// The input of `GetShardIterator`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetShardIteratorInput {
    /// The stream.
    pub stream_arn: String,
    /// The shard.
    pub shard_id: String,
    /// Where reading begins.
    pub shard_iterator_type: ShardIteratorType,
    /// The record that the type is about.
    pub sequence_number: Option<String>,
}

/// The output of `GetShardIterator`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetShardIteratorOutput {
    /// What `GetRecords` is called with, within 15 minutes.
    pub shard_iterator: Option<String>,
}

/// The input of `GetRecords`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetRecordsInput {
    /// Where reading begins.
    pub shard_iterator: String,
    /// How many records at most; 1 to 1000, and 1000 when absent.
    pub limit: Option<i32>,
}

/// The output of `GetRecords`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GetRecordsOutput {
    /// The records, the oldest first.
    pub records: Vec<Record>,
    /// Where reading goes on; absent when the shard is closed and was read to its end.
    pub next_shard_iterator: Option<String>,
}

/// What a write did to an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OperationType {
    /// It made the item.
    #[default]
    Insert,
    /// It changed the item.
    Modify,
    /// It deleted the item.
    Remove,
}

/// A write in a stream.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Its id, unlike all others.
    pub event_id: String,
    /// What the write did.
    pub event_name: OperationType,
    /// The version of the record's form.
    pub event_version: String,
    /// `aws:dynamodb`.
    pub event_source: String,
    /// The Region.
    pub aws_region: String,
    /// The write.
    pub dynamodb: StreamRecord,
    /// Who wrote, when it was the service itself because an item had expired.
    pub user_identity: Option<Identity>,
}

/// The item of a record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StreamRecord {
    /// When the item was written, in seconds since 1970, to the second.
    pub approximate_creation_date_time: Option<f64>,
    /// Its primary key.
    pub keys: Item,
    /// The item after the write.
    pub new_image: Option<Item>,
    /// The item before the write.
    pub old_image: Option<Item>,
    /// The record's place in the stream.
    pub sequence_number: String,
    /// The bytes of the key and the images.
    pub size_bytes: i64,
    /// What the record shows.
    pub stream_view_type: StreamViewType,
}

/// Who wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The name: `dynamodb.amazonaws.com`.
    pub principal_id: Option<String>,
    /// The kind: `Service`.
    pub kind: Option<String>,
}
