//! DynamoDB Streams, through the client of their own.

use std::sync::Arc;
use std::time::Duration;

use dynamo_model::Item;
use dynamo_model::api::{
    CreateTableInput, DeleteItemInput, DescribeStreamInput, ErrorCode, GetRecordsInput,
    GetShardIteratorInput, KeyType, ListStreamsInput, OperationType, Record, ShardIteratorType,
    StreamSpecification, StreamStatus, StreamViewType, UpdateItemInput,
};
use dynamo_tests::{Case, for_each_backend};

use crate::shop::{active, create, item, key, key_schema, n, names, order, put, shop, text};

/// A shop whose writes are recorded, and the name of its stream.
async fn streaming(case: &Case, view: StreamViewType) -> (Arc<str>, String) {
    let stream_specification =
        Some(StreamSpecification { stream_enabled: true, stream_view_type: Some(view) });
    let input = CreateTableInput { stream_specification, ..shop(case.table_name()) };
    let table = create(case, input).await;
    let arn = active(case, &table).await.latest_stream_arn.unwrap();
    (table, arn)
}

async fn iterator(case: &Case, arn: &str, kind: ShardIteratorType, number: Option<&str>) -> String {
    let describe = DescribeStreamInput { stream_arn: arn.to_owned(), ..DescribeStreamInput::default() };
    let shard = case.answer(describe).await.stream_description.shards.remove(0);
    let input = GetShardIteratorInput {
        stream_arn: arn.to_owned(),
        shard_id: shard.shard_id,
        shard_iterator_type: kind,
        sequence_number: number.map(str::to_owned),
    };
    case.answer(input).await.shard_iterator.unwrap()
}

/// The records from an iterator on, as soon as there are so many.
async fn records(case: &Case, mut iterator: String, count: usize) -> Vec<Record> {
    let mut found = Vec::new();
    for _ in 0..50 {
        let page = case.answer(GetRecordsInput { shard_iterator: iterator, limit: None }).await;
        found.extend(page.records);
        iterator = page.next_shard_iterator.unwrap();
        if found.len() >= count {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    found
}

async fn delete(case: &Case, table_name: &Arc<str>, key: Item) {
    let table_name = Arc::clone(table_name);
    case.answer(DeleteItemInput { table_name, key, ..DeleteItemInput::default() }).await;
}

#[test]
fn a_stream_is_listed_and_described() {
    for_each_backend(async |case| {
        let (table, arn) = streaming(case, StreamViewType::NewImage).await;
        let list = ListStreamsInput { table_name: Some(table.to_string()), ..ListStreamsInput::default() };
        let listed = case.answer(list).await.streams;
        let names: Vec<_> = listed.iter().map(|stream| (&*stream.stream_arn, &*stream.table_name)).collect();
        assert_eq!(names, [(&*arn, &*table)]);
        let describe = DescribeStreamInput { stream_arn: arn.clone(), ..DescribeStreamInput::default() };
        let stream = case.answer(describe).await.stream_description;
        assert_eq!((stream.stream_arn, stream.table_name), (arn, table.to_string()));
        assert_eq!(stream.stream_status, StreamStatus::Enabled);
        assert_eq!(stream.stream_view_type, StreamViewType::NewImage);
        assert_eq!(stream.key_schema, key_schema(&[("pk", KeyType::Hash), ("sk", KeyType::Range)]));
        assert_eq!(stream.shards.len(), 1);
    });
}

#[test]
fn every_kind_of_write_is_a_record() {
    for_each_backend(async |case| {
        let (table, arn) = streaming(case, StreamViewType::NewAndOldImages).await;
        let first = order("a", "1", "open", "5");
        put(case, &table, first.clone()).await;
        let update = UpdateItemInput {
            table_name: Arc::clone(&table),
            key: key("a", "1"),
            update_expression: text("SET #t = :t"),
            expression_attribute_names: names([("#t", "total")]),
            expression_attribute_values: item([(":t", n("6"))]),
            ..UpdateItemInput::default()
        };
        case.answer(update).await;
        delete(case, &table, key("a", "1")).await;
        let start = iterator(case, &arn, ShardIteratorType::TrimHorizon, None).await;
        let found = records(case, start, 3).await;

        let names: Vec<_> = found.iter().map(|record| record.event_name).collect();
        assert_eq!(names, [OperationType::Insert, OperationType::Modify, OperationType::Remove]);
        let second = order("a", "1", "open", "6");
        let images: Vec<_> =
            found.iter().map(|record| (&record.dynamodb.old_image, &record.dynamodb.new_image)).collect();
        let (first, second) = (Some(first), Some(second));
        assert_eq!(images, [(&None, &first), (&first, &second), (&second, &None)]);
        for record in &found {
            assert_eq!(record.dynamodb.keys, key("a", "1"));
            assert_eq!(record.event_source, "aws:dynamodb");
            assert_eq!(record.user_identity, None);
            assert!((21..=40).contains(&record.dynamodb.sequence_number.len()));
        }
        assert!(found.is_sorted_by(|one, two| one.dynamodb.sequence_number < two.dynamodb.sequence_number));
        assert!(found[0].event_id != found[1].event_id);
    });
}

#[test]
fn a_write_that_changes_nothing_is_no_record() {
    for_each_backend(async |case| {
        let (table, arn) = streaming(case, StreamViewType::KeysOnly).await;
        put(case, &table, order("a", "1", "open", "5")).await;
        put(case, &table, order("a", "1", "open", "5.0")).await;
        delete(case, &table, key("a", "absent")).await;
        put(case, &table, order("a", "2", "open", "5")).await;
        let start = iterator(case, &arn, ShardIteratorType::TrimHorizon, None).await;
        let found = records(case, start, 2).await;
        let keys: Vec<_> = found.iter().map(|record| record.dynamodb.keys.clone()).collect();
        assert_eq!(keys, [key("a", "1"), key("a", "2")]);
    });
}

#[test]
fn each_view_shows_its_images() {
    for_each_backend(async |case| {
        for (view, old, new) in [
            (StreamViewType::KeysOnly, false, false),
            (StreamViewType::OldImage, true, false),
            (StreamViewType::NewImage, false, true),
            (StreamViewType::NewAndOldImages, true, true),
        ] {
            let (table, arn) = streaming(case, view).await;
            put(case, &table, order("a", "1", "open", "5")).await;
            put(case, &table, order("a", "1", "done", "5")).await;
            let start = iterator(case, &arn, ShardIteratorType::TrimHorizon, None).await;
            let written = records(case, start, 2).await.remove(1).dynamodb;
            assert_eq!((written.old_image.is_some(), written.new_image.is_some()), (old, new), "{view:?}");
            assert_eq!(written.stream_view_type, view);
        }
    });
}

#[test]
fn reading_begins_where_it_is_told_to() {
    for_each_backend(async |case| {
        let (table, arn) = streaming(case, StreamViewType::KeysOnly).await;
        put(case, &table, order("a", "1", "open", "5")).await;
        put(case, &table, order("a", "2", "open", "5")).await;
        let start = iterator(case, &arn, ShardIteratorType::TrimHorizon, None).await;
        let found = records(case, start, 2).await;
        let latest = iterator(case, &arn, ShardIteratorType::Latest, None).await;
        put(case, &table, order("a", "3", "open", "5")).await;
        let last = records(case, latest, 1).await;
        assert_eq!(last[0].dynamodb.keys, key("a", "3"));
        let number = Some(&*found[1].dynamodb.sequence_number);
        let at = iterator(case, &arn, ShardIteratorType::AtSequenceNumber, number).await;
        assert_eq!(records(case, at, 2).await[0].dynamodb.keys, key("a", "2"));
        let after = iterator(case, &arn, ShardIteratorType::AfterSequenceNumber, number).await;
        assert_eq!(records(case, after, 1).await[0].dynamodb.keys, key("a", "3"));
    });
}

#[test]
fn what_is_no_stream_is_refused() {
    for_each_backend(async |case| {
        let (_, arn) = streaming(case, StreamViewType::KeysOnly).await;
        let absent = format!("{arn}0");
        let describe = DescribeStreamInput { stream_arn: absent, ..DescribeStreamInput::default() };
        assert_eq!(case.refusal(describe).await.code, ErrorCode::ResourceNotFound);
        let get = GetRecordsInput { shard_iterator: "none".to_owned(), limit: None };
        assert_eq!(case.refusal(get).await.code, ErrorCode::Validation);
    });
}
