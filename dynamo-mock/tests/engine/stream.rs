//! Streams: which writes they show, and how they are read.

use std::time::Duration;

use dynamo_mock::Engine;
use dynamo_model::Item;
use dynamo_model::api::{
    BatchWriteItemInput, CreateTableInput, Delete, DeleteItemInput, DeleteTableInput, DescribeStreamInput,
    ErrorCode, GetRecordsInput, GetRecordsOutput, GetShardIteratorInput, ListStreamsInput, OperationType,
    Put, Record, ServiceError, ShardIteratorType, StreamSpecification, StreamStatus, StreamViewType,
    TimeToLiveSpecification, TransactWriteItem, TransactWriteItemsInput, UpdateItemInput, UpdateTableInput,
    UpdateTimeToLiveInput, WriteRequest,
};

use crate::fixture::{call, definition, item, key, n, put, refused, s};

/// An engine with a stream on `items`, and the stream's name.
fn streaming(view: StreamViewType) -> (Engine, String) {
    let engine = Engine::new();
    let stream_specification =
        Some(StreamSpecification { stream_enabled: true, stream_view_type: Some(view) });
    let created = call(&engine, CreateTableInput { stream_specification, ..definition() }).unwrap();
    (engine, created.table_description.latest_stream_arn.unwrap())
}

fn shard(engine: &Engine, arn: &str) -> String {
    let describe = DescribeStreamInput { stream_arn: arn.to_owned(), ..DescribeStreamInput::default() };
    call(engine, describe).unwrap().stream_description.shards[0].shard_id.clone()
}

fn iterator(
    engine: &Engine,
    arn: &str,
    kind: ShardIteratorType,
    sequence_number: Option<&str>,
) -> Result<String, ServiceError> {
    let input = GetShardIteratorInput {
        stream_arn: arn.to_owned(),
        shard_id: shard(engine, arn),
        shard_iterator_type: kind,
        sequence_number: sequence_number.map(str::to_owned),
    };
    call(engine, input).map(|answer| answer.shard_iterator.unwrap())
}

fn page(engine: &Engine, iterator: &str, limit: Option<i32>) -> Result<GetRecordsOutput, ServiceError> {
    call(engine, GetRecordsInput { shard_iterator: iterator.to_owned(), limit })
}

fn records(engine: &Engine, arn: &str) -> Vec<Record> {
    let start = iterator(engine, arn, ShardIteratorType::TrimHorizon, None).unwrap();
    page(engine, &start, None).unwrap().records
}

fn with(sk: &str, v: &str) -> Item {
    item(&[("pk", s("a")), ("sk", s(sk)), ("v", n(v))])
}

#[test]
fn every_write_that_changes_something_is_a_record() {
    let (engine, arn) = streaming(StreamViewType::NewAndOldImages);
    put(&engine, with("1", "1"));
    put(&engine, with("1", "1"));
    put(&engine, with("1", "2"));
    let update = UpdateItemInput {
        table_name: "items".into(),
        key: key("a", "1"),
        update_expression: Some("SET v = :v".to_owned()),
        expression_attribute_values: item(&[(":v", n("2.0"))]),
        ..UpdateItemInput::default()
    };
    call(&engine, update).unwrap();
    let delete = |sk: &str| {
        let table_name = "items".into();
        DeleteItemInput { table_name, key: key("a", sk), ..DeleteItemInput::default() }
    };
    call(&engine, delete("absent")).unwrap();
    call(&engine, delete("1")).unwrap();
    let found = records(&engine, &arn);
    use OperationType::*;
    let names: Vec<OperationType> = found.iter().map(|record| record.event_name).collect();
    assert_eq!(names, [Insert, Modify, Remove]);
    let images: Vec<_> =
        found.iter().map(|record| (&record.dynamodb.old_image, &record.dynamodb.new_image)).collect();
    let (one, two) = (Some(with("1", "1")), Some(with("1", "2")));
    assert_eq!(images, [(&None, &one), (&one, &two), (&two, &None)]);
    assert_eq!(found[0].dynamodb.keys, key("a", "1"));
    // Keys 2 × (2 + 1), the image those and `v` with its number.
    assert_eq!(found[0].dynamodb.size_bytes, 6 + 9);
    assert!(found.windows(2).all(|pair| pair[0].dynamodb.sequence_number < pair[1].dynamodb.sequence_number));
    assert!(found.iter().all(|record| record.user_identity.is_none()));
}

#[test]
fn batches_and_transactions_are_recorded() {
    let (engine, arn) = streaming(StreamViewType::KeysOnly);
    let requests = vec![WriteRequest::Put(with("1", "1")), WriteRequest::Put(with("2", "1"))];
    let request_items = [("items".to_owned(), requests)].into();
    call(&engine, BatchWriteItemInput { request_items, ..BatchWriteItemInput::default() }).unwrap();
    let put = Put { table_name: "items".into(), item: with("3", "1"), ..Put::default() };
    let delete = Delete { table_name: "items".into(), key: key("a", "1"), ..Delete::default() };
    let transact_items = vec![TransactWriteItem::Put(put), TransactWriteItem::Delete(delete)];
    let transaction = TransactWriteItemsInput { transact_items, ..TransactWriteItemsInput::default() };
    call(&engine, transaction).unwrap();
    let found = records(&engine, &arn);
    let keys: Vec<&Item> = found.iter().map(|record| &record.dynamodb.keys).collect();
    assert_eq!(keys, [&key("a", "1"), &key("a", "2"), &key("a", "3"), &key("a", "1")]);
}

#[test]
fn a_view_shows_what_its_name_says() {
    for (view, old, new) in [
        (StreamViewType::KeysOnly, false, false),
        (StreamViewType::NewImage, false, true),
        (StreamViewType::OldImage, true, false),
        (StreamViewType::NewAndOldImages, true, true),
    ] {
        let (engine, arn) = streaming(view);
        put(&engine, with("1", "1"));
        put(&engine, with("1", "2"));
        let found = &records(&engine, &arn)[1].dynamodb;
        assert_eq!((found.old_image.is_some(), found.new_image.is_some()), (old, new), "{view:?}");
        assert_eq!(found.stream_view_type, view);
    }
}

#[test]
fn the_service_itself_deletes_expired_items() {
    let (engine, arn) = streaming(StreamViewType::OldImage);
    let time_to_live_specification =
        TimeToLiveSpecification { attribute_name: "v".to_owned(), enabled: true };
    let update = UpdateTimeToLiveInput { table_name: "items".into(), time_to_live_specification };
    call(&engine, update).unwrap();
    put(&engine, with("1", &engine.clock().now().as_secs().to_string()));
    engine.clock().advance(Duration::from_secs(2));
    let found = records(&engine, &arn);
    let identity = found[1].user_identity.as_ref().unwrap();
    assert_eq!(found[1].event_name, OperationType::Remove);
    assert_eq!(identity.principal_id.as_deref(), Some("dynamodb.amazonaws.com"));
    assert_eq!(identity.kind.as_deref(), Some("Service"));
    assert_eq!(found[1].dynamodb.approximate_creation_date_time, Some(engine.clock().now().as_secs() as f64));
}

#[test]
fn iterators_begin_where_their_type_says() {
    let (engine, arn) = streaming(StreamViewType::KeysOnly);
    let latest = iterator(&engine, &arn, ShardIteratorType::Latest, None).unwrap();
    for sk in ["1", "2", "3"] {
        put(&engine, with(sk, "1"));
    }
    let all = records(&engine, &arn);
    let second = all[1].dynamodb.sequence_number.as_str();
    let from = |kind, number| {
        let start = iterator(&engine, &arn, kind, number).unwrap();
        page(&engine, &start, None).unwrap().records
    };
    assert_eq!(page(&engine, &latest, None).unwrap().records, all);
    assert_eq!(from(ShardIteratorType::AtSequenceNumber, Some(second)), all[1..]);
    assert_eq!(from(ShardIteratorType::AfterSequenceNumber, Some(second)), all[2..]);
    assert!(from(ShardIteratorType::Latest, None).is_empty());
    let first = page(&engine, &latest, Some(2)).unwrap();
    assert_eq!(first.records, all[..2]);
    let rest = page(&engine, &first.next_shard_iterator.unwrap(), Some(2)).unwrap();
    assert_eq!(rest.records, all[2..]);
    assert!(rest.next_shard_iterator.is_some());
}

#[test]
fn records_are_kept_for_a_day_and_iterators_for_a_quarter_of_an_hour() {
    let (engine, arn) = streaming(StreamViewType::KeysOnly);
    put(&engine, with("1", "1"));
    let start = iterator(&engine, &arn, ShardIteratorType::TrimHorizon, None).unwrap();
    let number = records(&engine, &arn)[0].dynamodb.sequence_number.clone();
    engine.clock().advance(Duration::from_secs(15 * 60 + 1));
    assert_eq!(page(&engine, &start, None).unwrap_err().code, ErrorCode::ExpiredIterator);
    engine.clock().advance(Duration::from_secs(24 * 60 * 60 - 16 * 60));
    let start = iterator(&engine, &arn, ShardIteratorType::TrimHorizon, None).unwrap();
    engine.clock().advance(Duration::from_secs(2 * 60));
    assert_eq!(page(&engine, &start, None).unwrap_err().code, ErrorCode::TrimmedDataAccess);
    let at = iterator(&engine, &arn, ShardIteratorType::AtSequenceNumber, Some(&number));
    assert_eq!(at.unwrap_err().code, ErrorCode::TrimmedDataAccess);
    assert!(records(&engine, &arn).is_empty());
    put(&engine, with("2", "1"));
    assert_eq!(records(&engine, &arn).len(), 1);
}

#[test]
fn what_does_not_exist_is_refused() {
    let (engine, arn) = streaming(StreamViewType::KeysOnly);
    let kind = ShardIteratorType::AtSequenceNumber;
    refused(
        iterator(&engine, &arn, kind, None),
        "One or more parameter values were invalid: Invalid SequenceNumber",
    );
    refused(
        iterator(&engine, &arn, ShardIteratorType::Latest, Some("100000000000000000001")),
        "One or more parameter values were invalid: SequenceNumber should not be passed for this iterator type",
    );
    refused(
        iterator(&engine, &arn, kind, Some("100000000000000000001")),
        "Invalid SequenceNumber for the shard",
    );
    refused(page(&engine, "nonsense", None), "Invalid ShardIterator");
    let describe = |arn: &str| {
        call(&engine, DescribeStreamInput { stream_arn: arn.to_owned(), ..DescribeStreamInput::default() })
    };
    for absent in ["x", &arn.replace("items", "other"), &arn.replace("2026", "2025")] {
        assert_eq!(describe(absent).unwrap_err().code, ErrorCode::ResourceNotFound, "{absent}");
    }
    let input = GetShardIteratorInput {
        stream_arn: arn,
        shard_id: "shardId-00000000000000000000-00000000".to_owned(),
        ..GetShardIteratorInput::default()
    };
    assert_eq!(call(&engine, input).unwrap_err().code, ErrorCode::ResourceNotFound);
}

#[test]
fn a_closed_stream_is_read_to_its_end() {
    let (engine, arn) = streaming(StreamViewType::KeysOnly);
    let set = |view: Option<StreamViewType>| {
        let wanted = StreamSpecification { stream_enabled: view.is_some(), stream_view_type: view };
        let input = UpdateTableInput {
            table_name: "items".into(),
            stream_specification: Some(wanted),
            ..UpdateTableInput::default()
        };
        call(&engine, input)
    };
    put(&engine, with("1", "1"));
    refused(set(Some(StreamViewType::NewImage)), "Table already has an enabled stream: TableName: items");
    set(None).unwrap();
    refused(set(None), "Table has no stream to disable: TableName: items");
    put(&engine, with("2", "1"));
    let start = iterator(&engine, &arn, ShardIteratorType::TrimHorizon, None).unwrap();
    let last = page(&engine, &start, None).unwrap();
    assert_eq!((last.records.len(), last.next_shard_iterator), (1, None));

    let second = set(Some(StreamViewType::NewImage)).unwrap().table_description.latest_stream_arn.unwrap();
    assert_ne!(second, arn);
    call(&engine, DeleteTableInput { table_name: "items".into() }).unwrap();
    let listed = || {
        let streams = call(&engine, ListStreamsInput::default()).unwrap().streams;
        streams.into_iter().map(|stream| stream.stream_arn).collect::<Vec<_>>()
    };
    assert_eq!(listed(), [arn.clone(), second.clone()]);
    let describe = DescribeStreamInput { stream_arn: second, ..DescribeStreamInput::default() };
    let status = call(&engine, describe).unwrap().stream_description.stream_status;
    assert_eq!(status, StreamStatus::Disabled);
    engine.clock().advance(Duration::from_secs(24 * 60 * 60 + 1));
    assert!(listed().is_empty());
}
