//! Requests and responses of DynamoDB Streams, and of UpdateTable.

use dynamo_model::api::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{item, table, text, words};

fn view() -> impl Strategy<Value = StreamViewType> {
    use StreamViewType::*;
    prop::sample::select(vec![NewImage, OldImage, NewAndOldImages, KeysOnly])
}

fn specification() -> impl Strategy<Value = Option<StreamSpecification>> {
    let specification = (any::<bool>(), option::of(view())).prop_map(|(stream_enabled, stream_view_type)| {
        StreamSpecification { stream_enabled, stream_view_type }
    });
    option::of(specification)
}

fn index_update() -> impl Strategy<Value = GlobalSecondaryIndexUpdate> {
    let throughput = option::of((any::<i64>(), any::<i64>()).prop_map(|(read, write)| {
        ProvisionedThroughput { read_capacity_units: read, write_capacity_units: write }
    }));
    let create =
        text().prop_map(|index_name| GlobalSecondaryIndex { index_name, ..GlobalSecondaryIndex::default() });
    let update = (text(), throughput).prop_map(|(index_name, provisioned_throughput)| {
        UpdateGlobalSecondaryIndexAction { index_name, provisioned_throughput }
    });
    let delete = text().prop_map(|index_name| DeleteGlobalSecondaryIndexAction { index_name });
    (option::of(create), option::of(update), option::of(delete))
        .prop_map(|(create, update, delete)| GlobalSecondaryIndexUpdate { create, update, delete })
}

pub(super) fn request() -> impl Strategy<Value = Request> {
    use ShardIteratorType::*;
    let kind = prop::sample::select(vec![TrimHorizon, Latest, AtSequenceNumber, AfterSequenceNumber]);
    let mode = words(&[BillingMode::Provisioned, BillingMode::PayPerRequest]);
    prop_oneof![
        (option::of(text()), any::<Option<i32>>(), option::of(text())).prop_map(
            |(table_name, limit, exclusive_start_stream_arn)| {
                ListStreamsInput { table_name, limit, exclusive_start_stream_arn }.into()
            }
        ),
        (text(), any::<Option<i32>>(), option::of(text())).prop_map(
            |(stream_arn, limit, exclusive_start_shard_id)| {
                DescribeStreamInput { stream_arn, limit, exclusive_start_shard_id }.into()
            }
        ),
        (text(), text(), kind, option::of(text())).prop_map(
            |(stream_arn, shard_id, shard_iterator_type, sequence_number)| {
                GetShardIteratorInput { stream_arn, shard_id, shard_iterator_type, sequence_number }.into()
            }
        ),
        (text(), any::<Option<i32>>()).prop_map(|(shard_iterator, limit)| GetRecordsInput {
            shard_iterator,
            limit
        }
        .into()),
        (
            table(),
            mode,
            (vec(index_update(), 0..3), vec(super::vector::update(), 0..2)),
            specification(),
            any::<Option<bool>>()
        )
            .prop_map(
                |(
                    table_name,
                    billing_mode,
                    (updates, vector_index_updates),
                    stream_specification,
                    protected,
                )| {
                    UpdateTableInput {
                        table_name,
                        billing_mode,
                        global_secondary_index_updates: updates,
                        vector_index_updates,
                        stream_specification,
                        deletion_protection_enabled: protected,
                        ..UpdateTableInput::default()
                    }
                    .into()
                }
            ),
    ]
}

fn record() -> impl Strategy<Value = Record> {
    use OperationType::*;
    let name = prop::sample::select(vec![Insert, Modify, Remove]);
    let images = (item(), option::of(item()), option::of(item()));
    (name, images, view(), text(), any::<i64>(), option::of(text())).prop_map(
        |(event_name, (keys, new_image, old_image), stream_view_type, text, size_bytes, identity)| Record {
            event_id: text.clone(),
            event_name,
            event_version: "1.1".to_owned(),
            event_source: "aws:dynamodb".to_owned(),
            aws_region: text.clone(),
            dynamodb: StreamRecord {
                approximate_creation_date_time: Some(1_795_259_580.0),
                keys,
                new_image,
                old_image,
                sequence_number: text,
                size_bytes,
                stream_view_type,
            },
            user_identity: identity.map(|name| Identity { principal_id: Some(name), kind: None }),
        },
    )
}

pub(super) fn response() -> impl Strategy<Value = Response> {
    let shard = (text(), option::of(text()), option::of(text())).prop_map(|(shard_id, start, end)| Shard {
        shard_id,
        sequence_number_range: SequenceNumberRange {
            starting_sequence_number: start,
            ending_sequence_number: end,
        },
        parent_shard_id: None,
    });
    prop_oneof![
        (text(), option::of(text())).prop_map(|(text, last_evaluated_stream_arn)| {
            let stream = Stream { stream_arn: text.clone(), table_name: text.clone(), stream_label: text };
            ListStreamsOutput { streams: vec![stream], last_evaluated_stream_arn }.into()
        }),
        (text(), view(), vec(shard, 0..3)).prop_map(|(stream_arn, stream_view_type, shards)| {
            let stream_description =
                StreamDescription { stream_arn, stream_view_type, shards, ..StreamDescription::default() };
            DescribeStreamOutput { stream_description }.into()
        }),
        option::of(text()).prop_map(|shard_iterator| GetShardIteratorOutput { shard_iterator }.into()),
        (vec(record(), 0..3), option::of(text())).prop_map(|(records, next_shard_iterator)| {
            GetRecordsOutput { records, next_shard_iterator }.into()
        }),
    ]
}
