//! DynamoDB Streams, which have a client of their own in the SDK.

use std::collections::HashMap;
use std::error::Error;

use aws_sdk_dynamodb::types::AttributeValue as SdkValue;
use aws_sdk_dynamodbstreams::Client;
use aws_sdk_dynamodbstreams::config::http::HttpResponse;
use aws_sdk_dynamodbstreams::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodbstreams::operation::RequestId;
use aws_sdk_dynamodbstreams::types;

use super::error::{unexpected, unreadable};
use crate::api::{
    DescribeStreamInput, DescribeStreamOutput, ErrorCode, GetRecordsInput, GetRecordsOutput,
    GetShardIteratorInput, GetShardIteratorOutput, Identity, KeySchemaElement, KeyType, ListStreamsInput,
    ListStreamsOutput, OperationType, Record, SequenceNumberRange, ServiceError, Shard, ShardIteratorType,
    Stream, StreamDescription, StreamRecord, StreamStatus, StreamViewType,
};
use crate::{BackendError, Item};

pub(super) async fn list(
    client: &Client,
    input: ListStreamsInput,
) -> Result<ListStreamsOutput, BackendError> {
    let ListStreamsInput { table_name, exclusive_start_stream_arn, limit } = input;
    let answer = client
        .list_streams()
        .set_table_name(table_name)
        .set_exclusive_start_stream_arn(exclusive_start_stream_arn)
        .set_limit(limit)
        .send()
        .await
        .map_err(failed)?;
    let stream = |stream: types::Stream| Stream {
        stream_arn: stream.stream_arn.unwrap_or_default(),
        table_name: stream.table_name.unwrap_or_default(),
        stream_label: stream.stream_label.unwrap_or_default(),
    };
    Ok(ListStreamsOutput {
        streams: answer.streams.unwrap_or_default().into_iter().map(stream).collect(),
        last_evaluated_stream_arn: answer.last_evaluated_stream_arn,
    })
}

pub(super) async fn describe(
    client: &Client,
    input: DescribeStreamInput,
) -> Result<DescribeStreamOutput, BackendError> {
    let DescribeStreamInput { stream_arn, limit, exclusive_start_shard_id } = input;
    let answer = client
        .describe_stream()
        .stream_arn(stream_arn)
        .set_limit(limit)
        .set_exclusive_start_shard_id(exclusive_start_shard_id)
        .send()
        .await
        .map_err(failed)?;
    let stream = answer.stream_description.ok_or_else(|| unexpected("StreamDescription", None))?;
    Ok(DescribeStreamOutput { stream_description: description(stream)? })
}

pub(super) async fn shard_iterator(
    client: &Client,
    input: GetShardIteratorInput,
) -> Result<GetShardIteratorOutput, BackendError> {
    let GetShardIteratorInput { stream_arn, shard_id, shard_iterator_type, sequence_number } = input;
    let answer = client
        .get_shard_iterator()
        .stream_arn(stream_arn)
        .shard_id(shard_id)
        .shard_iterator_type(match shard_iterator_type {
            ShardIteratorType::TrimHorizon => types::ShardIteratorType::TrimHorizon,
            ShardIteratorType::Latest => types::ShardIteratorType::Latest,
            ShardIteratorType::AtSequenceNumber => types::ShardIteratorType::AtSequenceNumber,
            ShardIteratorType::AfterSequenceNumber => types::ShardIteratorType::AfterSequenceNumber,
        })
        .set_sequence_number(sequence_number)
        .send()
        .await
        .map_err(failed)?;
    Ok(GetShardIteratorOutput { shard_iterator: answer.shard_iterator })
}

pub(super) async fn records(
    client: &Client,
    input: GetRecordsInput,
) -> Result<GetRecordsOutput, BackendError> {
    let GetRecordsInput { shard_iterator, limit } = input;
    let answer =
        client.get_records().shard_iterator(shard_iterator).set_limit(limit).send().await.map_err(failed)?;
    Ok(GetRecordsOutput {
        records: answer.records.unwrap_or_default().into_iter().map(record).collect::<Result<_, _>>()?,
        next_shard_iterator: answer.next_shard_iterator,
    })
}

/// The error of a call that the SDK made, as for the actions of DynamoDB itself.
fn failed<E>(error: SdkError<E, HttpResponse>) -> BackendError
where
    E: ProvideErrorMetadata + Error + Send + Sync + 'static,
{
    let described = match &error {
        SdkError::ServiceError(answer) => answer.err().code().map(|code| {
            let message = answer.err().message().unwrap_or_default();
            let mut service = ServiceError::new(ErrorCode::from_name(code), message);
            service.request_id = error.request_id().map(str::to_owned);
            service
        }),
        _ => None,
    };
    match described {
        Some(service) => BackendError::Service { error: service, source: Some(Box::new(error)) },
        None => BackendError::Transport(Box::new(error)),
    }
}

fn description(stream: types::StreamDescription) -> Result<StreamDescription, BackendError> {
    let element = |element: types::KeySchemaElement| {
        Ok(KeySchemaElement {
            attribute_name: element.attribute_name,
            key_type: match element.key_type {
                types::KeyType::Hash => KeyType::Hash,
                types::KeyType::Range => KeyType::Range,
                other => return Err(unexpected("KeyType", Some(other.as_str()))),
            },
        })
    };
    let shard = |shard: types::Shard| {
        let range = shard.sequence_number_range;
        Shard {
            shard_id: shard.shard_id.unwrap_or_default(),
            sequence_number_range: range.map_or_else(SequenceNumberRange::default, |range| {
                SequenceNumberRange {
                    starting_sequence_number: range.starting_sequence_number,
                    ending_sequence_number: range.ending_sequence_number,
                }
            }),
            parent_shard_id: shard.parent_shard_id,
        }
    };
    let keys = stream.key_schema.unwrap_or_default().into_iter();
    Ok(StreamDescription {
        stream_arn: stream.stream_arn.unwrap_or_default(),
        stream_label: stream.stream_label.unwrap_or_default(),
        stream_status: match stream.stream_status {
            Some(types::StreamStatus::Enabling) => StreamStatus::Enabling,
            Some(types::StreamStatus::Enabled) => StreamStatus::Enabled,
            Some(types::StreamStatus::Disabling) => StreamStatus::Disabling,
            Some(types::StreamStatus::Disabled) => StreamStatus::Disabled,
            other => {
                return Err(unexpected("StreamStatus", other.as_ref().map(types::StreamStatus::as_str)));
            }
        },
        stream_view_type: view(stream.stream_view_type.as_ref())?,
        creation_request_date_time: stream.creation_request_date_time.map(|at| at.as_secs_f64()),
        table_name: stream.table_name.unwrap_or_default(),
        key_schema: keys.map(element).collect::<Result<_, BackendError>>()?,
        shards: stream.shards.unwrap_or_default().into_iter().map(shard).collect(),
        last_evaluated_shard_id: stream.last_evaluated_shard_id,
    })
}

fn view(view: Option<&types::StreamViewType>) -> Result<StreamViewType, BackendError> {
    Ok(match view {
        Some(types::StreamViewType::NewImage) => StreamViewType::NewImage,
        Some(types::StreamViewType::OldImage) => StreamViewType::OldImage,
        Some(types::StreamViewType::NewAndOldImages) => StreamViewType::NewAndOldImages,
        Some(types::StreamViewType::KeysOnly) => StreamViewType::KeysOnly,
        other => return Err(unexpected("StreamViewType", other.map(types::StreamViewType::as_str))),
    })
}

fn record(record: types::Record) -> Result<Record, BackendError> {
    let written = record.dynamodb.ok_or_else(|| unexpected("dynamodb of a record", None))?;
    Ok(Record {
        event_id: record.event_id.unwrap_or_default(),
        event_name: match record.event_name {
            Some(types::OperationType::Insert) => OperationType::Insert,
            Some(types::OperationType::Modify) => OperationType::Modify,
            Some(types::OperationType::Remove) => OperationType::Remove,
            other => return Err(unexpected("eventName", other.as_ref().map(types::OperationType::as_str))),
        },
        event_version: record.event_version.unwrap_or_default(),
        event_source: record.event_source.unwrap_or_default(),
        aws_region: record.aws_region.unwrap_or_default(),
        dynamodb: StreamRecord {
            approximate_creation_date_time: written.approximate_creation_date_time.map(|at| at.as_secs_f64()),
            keys: item(written.keys.unwrap_or_default())?,
            new_image: written.new_image.map(item).transpose()?,
            old_image: written.old_image.map(item).transpose()?,
            sequence_number: written.sequence_number.unwrap_or_default(),
            size_bytes: written.size_bytes.unwrap_or_default(),
            stream_view_type: view(written.stream_view_type.as_ref())?,
        },
        user_identity: record
            .user_identity
            .map(|identity| Identity { principal_id: identity.principal_id, kind: identity.r#type }),
    })
}

fn item(map: HashMap<String, types::AttributeValue>) -> Result<Item, BackendError> {
    Item::try_from(values(map)?).map_err(unreadable)
}

/// The same values in the types of the client of DynamoDB, whose way to this crate's is checked.
fn values(map: HashMap<String, types::AttributeValue>) -> Result<HashMap<String, SdkValue>, BackendError> {
    map.into_iter().map(|(name, stored)| Ok((name, value(stored)?))).collect()
}

fn value(stored: types::AttributeValue) -> Result<SdkValue, BackendError> {
    use types::AttributeValue as Value;
    Ok(match stored {
        Value::B(blob) => SdkValue::B(blob),
        Value::Bool(truth) => SdkValue::Bool(truth),
        Value::Bs(set) => SdkValue::Bs(set),
        Value::L(list) => SdkValue::L(list.into_iter().map(value).collect::<Result<_, _>>()?),
        Value::M(map) => SdkValue::M(values(map)?),
        Value::N(text) => SdkValue::N(text),
        Value::Ns(set) => SdkValue::Ns(set),
        Value::Null(null) => SdkValue::Null(null),
        Value::S(text) => SdkValue::S(text),
        Value::Ss(set) => SdkValue::Ss(set),
        _ => return Err(unexpected("type of a value", None)),
    })
}
