//! The actions of DynamoDB Streams, and the streams of tables.

use crate::api::{
    DescribeStreamInput, DescribeStreamOutput, GetRecordsInput, GetRecordsOutput, GetShardIteratorInput,
    GetShardIteratorOutput, Identity, ListStreamsInput, ListStreamsOutput, OperationType, Record,
    SequenceNumberRange, Shard, ShardIteratorType, Stream, StreamDescription, StreamRecord,
    StreamSpecification, StreamStatus, StreamViewType,
};
use crate::wire::decoder::{Decoder, Direction, Result};
use crate::wire::error::DecodeError;
use crate::wire::json::Writer;
use crate::wire::refusal::Layer;
use crate::wire::shape::{Shape, shapes, words};

words! {
    StreamViewType, absent NewAndOldImages {
        NewImage = "NEW_IMAGE",
        OldImage = "OLD_IMAGE",
        NewAndOldImages = "NEW_AND_OLD_IMAGES",
        KeysOnly = "KEYS_ONLY",
    }

    StreamStatus, absent Enabled {
        Enabling = "ENABLING",
        Enabled = "ENABLED",
        Disabling = "DISABLING",
        Disabled = "DISABLED",
    }

    ShardIteratorType, absent TrimHorizon {
        TrimHorizon = "TRIM_HORIZON",
        Latest = "LATEST",
        AtSequenceNumber = "AT_SEQUENCE_NUMBER",
        AfterSequenceNumber = "AFTER_SEQUENCE_NUMBER",
    }

    OperationType, absent Insert { Insert = "INSERT", Modify = "MODIFY", Remove = "REMOVE" }
}

shapes! {
    StreamSpecification {
        stream_enabled: "StreamEnabled" required,
        stream_view_type: "StreamViewType",
    }

    ListStreamsInput {
        table_name: "TableName",
        limit: "Limit",
        exclusive_start_stream_arn: "ExclusiveStartStreamArn",
    }

    ListStreamsOutput {
        streams: "Streams" required,
        last_evaluated_stream_arn: "LastEvaluatedStreamArn",
    }

    Stream {
        stream_arn: "StreamArn" required,
        table_name: "TableName" required,
        stream_label: "StreamLabel" required,
    }

    DescribeStreamInput {
        stream_arn: "StreamArn" required,
        limit: "Limit",
        exclusive_start_shard_id: "ExclusiveStartShardId",
    }

    DescribeStreamOutput {
        stream_description: "StreamDescription" required,
    }

    StreamDescription {
        stream_arn: "StreamArn" required,
        stream_label: "StreamLabel" required,
        stream_status: "StreamStatus" required,
        stream_view_type: "StreamViewType" required,
        creation_request_date_time: "CreationRequestDateTime",
        table_name: "TableName" required,
        key_schema: "KeySchema" required,
        shards: "Shards" required,
        last_evaluated_shard_id: "LastEvaluatedShardId",
    }

    Shard {
        shard_id: "ShardId" required,
        sequence_number_range: "SequenceNumberRange" required,
        parent_shard_id: "ParentShardId",
    }

    SequenceNumberRange {
        starting_sequence_number: "StartingSequenceNumber",
        ending_sequence_number: "EndingSequenceNumber",
    }

    GetShardIteratorInput {
        stream_arn: "StreamArn" required,
        shard_id: "ShardId" required,
        shard_iterator_type: "ShardIteratorType" required,
        sequence_number: "SequenceNumber",
    }

    GetShardIteratorOutput {
        shard_iterator: "ShardIterator",
    }

    GetRecordsInput {
        shard_iterator: "ShardIterator" required,
        limit: "Limit",
    }

    GetRecordsOutput {
        records: "Records" required,
        next_shard_iterator: "NextShardIterator",
    }

    Record {
        event_id: "eventID" required,
        event_name: "eventName" required,
        event_version: "eventVersion" required,
        event_source: "eventSource" required,
        aws_region: "awsRegion" required,
        dynamodb: "dynamodb" required,
        user_identity: "userIdentity",
    }

    StreamRecord {
        approximate_creation_date_time: "ApproximateCreationDateTime",
        keys: "Keys" required,
        new_image: "NewImage",
        old_image: "OldImage",
        sequence_number: "SequenceNumber" required,
        size_bytes: "SizeBytes" required,
        stream_view_type: "StreamViewType" required,
    }
}

/// The service's actions and the events of Lambda spell the members otherwise.
impl Shape for Identity {
    fn write(&self, out: &mut Writer) {
        out.begin_object();
        for (name, value) in [("PrincipalId", &self.principal_id), ("Type", &self.kind)] {
            if let Some(value) = value {
                out.name(name);
                out.string(value);
            }
        }
        out.end_object();
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        let mut identity = Self::absent();
        decoder.begin_structure("Identity")?;
        while let Some(name) = decoder.json.next_name()? {
            match &*name {
                "PrincipalId" | "principalId" => {
                    identity.principal_id = decoder.member("PrincipalId", Shape::read)?.flatten();
                }
                "Type" | "type" => identity.kind = decoder.member("Type", Shape::read)?.flatten(),
                other => decoder.other_member("Identity", other)?,
            }
        }
        Ok(identity)
    }

    fn absent() -> Self {
        Self::default()
    }
}

/// The event that Lambda hands to a function.
struct LambdaEvent {
    records: Option<Vec<Record>>,
}

shapes! {
    LambdaEvent {
        records: "Records",
    }
}

/// Reads the event that Lambda hands to a function which consumes a stream.
///
/// # Errors
/// When the bytes are not such an event; also when a record has no key or no place in the stream.
pub fn read_lambda_event(body: &[u8]) -> std::result::Result<Vec<Record>, DecodeError> {
    let event: LambdaEvent = super::read(body, Direction::Response, Layer::Bare)?;
    let refused = |what: &str| DecodeError::Refused(format!("not an event of a stream: {what}"));
    let records = event.records.ok_or_else(|| refused("it has no `Records`"))?;
    if records.iter().any(|record| record.dynamodb.keys.is_empty()) {
        return Err(refused("a record has no `Keys`"));
    }
    if records.iter().any(|record| record.dynamodb.sequence_number.is_empty()) {
        return Err(refused("a record has no `SequenceNumber`"));
    }
    Ok(records)
}
