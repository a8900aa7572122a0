//! Records of a stream as typed changes.

use std::sync::Mutex;

use dynamo_mock::Mock;
use dynamo_model::api::{
    DescribeStreamInput, GetRecordsInput, GetShardIteratorInput, ListStreamsInput, Record, Response,
    StreamSpecification, StreamViewType, UpdateTimeToLiveInput,
};
use dynamo_model::op::create_table_input;
use dynamo_model::prelude::*;
use dynamo_model::stream::{Change, ChangeKind, OtherChange, process};
use dynamo_model::{AttributeValue, Backend, Item, TableHandle, wire};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", ttl = "expires_at")]
#[dynamo(entities(Customer, Order, Session))]
struct Shop;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, key(pk = "CUSTOMER#{customer_id}", sk = "PROFILE"))]
struct Customer {
    customer_id: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{number}"))]
struct Order {
    customer_id: String,
    number: u32,
    total: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, key(pk = "SESSION#{token}", sk = "SESSION"))]
struct Session {
    token: String,
    expires_at: EpochSeconds,
}

/// The variant for the rest stands first, and yet is asked last.
#[derive(Debug, DynamoEvent)]
#[dynamo(table = Shop)]
enum ShopEvent {
    Other(OtherChange),
    Order(Change<Order>),
    Session(Change<Session>),
}

#[derive(Debug, DynamoEvent)]
#[dynamo(table = Shop)]
enum OrdersOnly {
    Order(Change<Order>),
}

async fn shop(view: StreamViewType) -> (Mock, TableHandle<Shop>) {
    let mock = Mock::new();
    let mut input = create_table_input(Shop::MODEL);
    input.table_name = "shop".into();
    input.stream_specification =
        Some(StreamSpecification { stream_enabled: true, stream_view_type: Some(view) });
    mock.call(input.into()).await.unwrap();
    (mock.clone(), Shop::on(mock, "shop"))
}

/// All records of the table's stream, over the API.
async fn records(shop: &TableHandle<Shop>) -> Vec<Record> {
    let backend = shop.backend();
    let Response::ListStreams(streams) = backend.call(ListStreamsInput::default().into()).await.unwrap()
    else {
        panic!()
    };
    let stream_arn = streams.streams[0].stream_arn.clone();
    let input = DescribeStreamInput { stream_arn: stream_arn.clone(), ..Default::default() };
    let Response::DescribeStream(described) = backend.call(input.into()).await.unwrap() else { panic!() };
    let shard_id = described.stream_description.shards[0].shard_id.clone();
    let input = GetShardIteratorInput { stream_arn, shard_id, ..Default::default() };
    let Response::GetShardIterator(iterator) = backend.call(input.into()).await.unwrap() else { panic!() };
    let input = GetRecordsInput { shard_iterator: iterator.shard_iterator.unwrap(), limit: None };
    let Response::GetRecords(read) = backend.call(input.into()).await.unwrap() else { panic!() };
    // As the bytes of an event of Lambda they are the same.
    let bytes = wire::encode_response(&Response::GetRecords(read.clone()));
    assert_eq!(wire::read_lambda_event(&bytes).unwrap(), read.records);
    read.records
}

fn order(total: u64) -> Order {
    Order { customer_id: "ada".into(), number: 7, total }
}

/// An order that comes, changes and goes.
async fn life_of_an_order(view: StreamViewType) -> Vec<Change<Order>> {
    let (_, shop) = shop(view).await;
    shop.create(&order(10)).await.unwrap();
    shop.update(Order::key("ada", 7)).set(|o| o.total(), 20).await.unwrap();
    shop.delete(Order::key("ada", 7)).await.unwrap();
    let changes =
        records(&shop).await.into_iter().map(|record| match ShopEvent::from_record(record).unwrap() {
            ShopEvent::Order(change) => change,
            other => panic!("{other:?}"),
        });
    let changes: Vec<Change<Order>> = changes.collect();
    let kinds: Vec<ChangeKind> = changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds, [ChangeKind::Inserted, ChangeKind::Modified, ChangeKind::Removed]);
    for change in &changes {
        assert_eq!((&*change.key.customer_id, change.key.number), ("ada", 7));
        assert!(change.written_at.is_some());
    }
    let numbers: Vec<u128> = changes.iter().map(|change| change.sequence_number.parse().unwrap()).collect();
    assert!(numbers.is_sorted());
    changes
}

fn totals(changes: &[Change<Order>]) -> Vec<(Option<u64>, Option<u64>)> {
    let total = |order: &Option<Order>| order.as_ref().map(|order| order.total);
    changes.iter().map(|change| (total(&change.old), total(&change.new))).collect()
}

#[tokio::test]
async fn every_view_is_read_as_far_as_it_shows_items() {
    let both = life_of_an_order(StreamViewType::NewAndOldImages).await;
    assert_eq!(totals(&both), [(None, Some(10)), (Some(10), Some(20)), (Some(20), None)]);
    let new = life_of_an_order(StreamViewType::NewImage).await;
    assert_eq!(totals(&new), [(None, Some(10)), (None, Some(20)), (None, None)]);
    let old = life_of_an_order(StreamViewType::OldImage).await;
    assert_eq!(totals(&old), [(None, None), (Some(10), None), (Some(20), None)]);
    let keys = life_of_an_order(StreamViewType::KeysOnly).await;
    assert_eq!(totals(&keys), [(None, None); 3]);
}

#[tokio::test]
async fn an_expired_item_is_told_from_a_deleted_one() {
    let (mock, shop) = shop(StreamViewType::NewAndOldImages).await;
    let switch = UpdateTimeToLiveInput {
        table_name: "shop".into(),
        time_to_live_specification: dynamo_model::api::TimeToLiveSpecification {
            attribute_name: "expires_at".into(),
            enabled: true,
        },
    };
    shop.backend().call(switch.into()).await.unwrap();
    let now = mock.clock().now().as_secs();
    let session = |token: &str| Session {
        token: token.into(),
        expires_at: EpochSeconds(i64::try_from(now + 60).unwrap()),
    };
    shop.create(&session("a")).await.unwrap();
    shop.create(&session("b")).await.unwrap();
    shop.delete(Session::key("b")).await.unwrap();
    mock.clock().advance(std::time::Duration::from_secs(3 * 24 * 3600));
    let ends: Vec<(ChangeKind, String)> = records(&shop)
        .await
        .into_iter()
        .map(|record| ShopEvent::from_record(record).unwrap())
        .filter_map(|event| match event {
            ShopEvent::Session(change) => Some((change.kind, change.old?.token)),
            _ => None,
        })
        .collect();
    // The deletion is older than a day by now.
    assert_eq!(ends, [(ChangeKind::Expired, "a".to_owned())]);
}

#[tokio::test]
async fn other_items_go_to_the_variant_for_the_rest() {
    let (_, shop) = shop(StreamViewType::NewAndOldImages).await;
    shop.create(&Customer { customer_id: "ada".into(), name: "Ada".into() }).await.unwrap();
    let foreign = Item::from_iter([("pk", AttributeValue::from("X")), ("sk", AttributeValue::from("Y"))]);
    let put =
        dynamo_model::api::PutItemInput { table_name: "shop".into(), item: foreign, ..Default::default() };
    shop.backend().call(put.into()).await.unwrap();
    let records = records(&shop).await;
    let entities: Vec<Option<String>> = records
        .iter()
        .map(|record| match ShopEvent::from_record(record).unwrap() {
            ShopEvent::Other(change) => change.entity,
            event => panic!("{event:?}"),
        })
        .collect();
    assert_eq!(entities, [Some("customer".to_owned()), None]);
    let refused = |record: &Record| OrdersOnly::from_record(record).unwrap_err();
    let error = refused(&records[0]);
    assert!(error.is_decode());
    assert!(error.to_string().contains("no variant for `customer`"), "{error}");
    assert!(refused(&records[1]).to_string().contains("does not say what it is"));
}

#[tokio::test]
async fn an_image_that_is_no_order_is_an_error_and_not_another_item() {
    let (_, shop) = shop(StreamViewType::NewAndOldImages).await;
    shop.create(&order(10)).await.unwrap();
    let mut record = records(&shop).await.remove(0);
    record.dynamodb.new_image.as_mut().unwrap().remove("total");
    let error = ShopEvent::from_record(&record).unwrap_err();
    assert!(error.is_decode() && error.to_string().contains("total"), "{error}");
    assert!(!format!("{error:?}").contains("ada"), "{error:?}");
}

#[tokio::test]
async fn a_batch_stops_at_the_first_failure() {
    let (_, shop) = shop(StreamViewType::NewAndOldImages).await;
    for number in 1..=4 {
        shop.create(&Order { number, ..order(u64::from(number)) }).await.unwrap();
    }
    let records = records(&shop).await;
    let done = Mutex::new(Vec::new());
    let mut reported = Vec::new();
    let handle = |event: OrdersOnly| {
        let OrdersOnly::Order(change) = event;
        let number = change.key.number;
        done.lock().unwrap().push(number);
        async move { if number == 3 { Err(Failure::Ours) } else { Ok(()) } }
    };
    let response = process(&records, handle, |failure: Failure| reported.push(failure)).await;
    assert_eq!(response.failed(), Some(&*records[2].dynamodb.sequence_number));
    assert_eq!(
        response.to_json(),
        format!(
            r#"{{"batchItemFailures":[{{"itemIdentifier":"{}"}}]}}"#,
            records[2].dynamodb.sequence_number
        )
    );
    assert_eq!(*done.lock().unwrap(), [1, 2, 3]);
    assert!(matches!(reported[..], [Failure::Ours]));

    // From there on again, and to the end.
    let handle = async |_: OrdersOnly| Ok::<(), Failure>(());
    let response = process(&records[2..], handle, |_| panic!()).await;
    assert!(response.is_complete());

    // A record that cannot be read fails as well.
    let mut broken = records.clone();
    broken[1].dynamodb.new_image.as_mut().unwrap().remove("_t");
    let response = process(&broken, handle, |failure| assert!(matches!(failure, Failure::Dynamo))).await;
    assert_eq!(response.failed(), Some(&*records[1].dynamodb.sequence_number));
}

#[derive(Debug)]
enum Failure {
    Ours,
    Dynamo,
}

impl From<dynamo_model::Error> for Failure {
    fn from(_: dynamo_model::Error) -> Self {
        Self::Dynamo
    }
}

/// What Lambda really sends, with its own spelling of the identity.
#[test]
fn an_event_of_lambda_is_read() {
    let event = br#"{"Records":[{
        "eventID":"c4ca","eventName":"REMOVE","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1",
        "dynamodb":{
            "ApproximateCreationDateTime":1479499740,
            "Keys":{"pk":{"S":"SESSION#a"},"sk":{"S":"SESSION"}},
            "OldImage":{"pk":{"S":"SESSION#a"},"sk":{"S":"SESSION"},"_t":{"S":"session"},"token":{"S":"a"},"expires_at":{"N":"1479499000"}},
            "SequenceNumber":"4421584500000000017450439091","SizeBytes":59,"StreamViewType":"NEW_AND_OLD_IMAGES"},
        "eventSourceARN":"arn:aws:dynamodb:us-east-1:123456789012:table/shop/stream/2016-11-16T20:42:48.104",
        "userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}}]}"#;
    let records = wire::read_lambda_event(event).unwrap();
    let [record] = &records[..] else { panic!("one record") };
    let ShopEvent::Session(change) = ShopEvent::from_record(record).unwrap() else { panic!("a session") };
    assert_eq!(change.kind, ChangeKind::Expired);
    assert_eq!(change.old.unwrap().expires_at, EpochSeconds(1_479_499_000));
    assert_eq!(change.written_at, Some(1_479_499_740.0));
    for wrong in [
        &b"{}"[..],
        br#"{"Records": 1}"#,
        br#"{"Records":[{"dynamodb":{"SequenceNumber":"1"}}]}"#,
        br#"{"Records":[{"dynamodb":{"Keys":{"pk":{"S":"a"}}}}]}"#,
        b"[",
    ] {
        assert!(wire::read_lambda_event(wrong).is_err(), "{}", String::from_utf8_lossy(wrong));
    }
    assert_eq!(wire::read_lambda_event(br#"{"Records":[]}"#).unwrap(), []);
}

/// The typed form of the same event says the same.
#[tokio::test]
async fn records_of_the_crate_for_lambda_are_read() {
    let (_, shop) = shop(StreamViewType::NewAndOldImages).await;
    shop.create(&order(10)).await.unwrap();
    shop.delete(Order::key("ada", 7)).await.unwrap();
    let records = records(&shop).await;
    let bytes = wire::encode_response(&Response::GetRecords(dynamo_model::api::GetRecordsOutput {
        records: records.clone(),
        next_shard_iterator: None,
    }));
    let event: aws_lambda_events::dynamodb::Event = serde_json::from_slice(&bytes).unwrap();
    for (typed, plain) in event.records.iter().zip(&records) {
        let read = dynamo_model::stream::IntoRecord::into_record(typed.clone()).unwrap();
        assert_eq!(&read, plain);
        assert!(matches!(ShopEvent::from_record(typed.clone()).unwrap(), ShopEvent::Order(_)));
    }
    let failing = async |_: OrdersOnly| Err::<(), Failure>(Failure::Ours);
    let response = process(event.records, failing, |_| {}).await;
    let answer = aws_lambda_events::streams::DynamoDbEventResponse::from(response.clone());
    let answer: serde_json::Value = serde_json::to_value(answer).unwrap();
    assert_eq!(answer, serde_json::from_str::<serde_json::Value>(&response.to_json()).unwrap());
}
