//! The function on the engine: the records are those that the engine's stream has.

use std::sync::Mutex;

use dynamo_mock::Mock;
use dynamo_model::api::{
    DescribeStreamInput, GetRecordsInput, GetShardIteratorInput, ListStreamsInput, Response,
    StreamSpecification, StreamViewType,
};
use dynamo_model::op::create_table_input;
use dynamo_model::{Backend, TableHandle, wire};

use super::{Failure, Handling, Order, Product, State, Store, handle_batch};
use dynamo_model::prelude::*;

async fn store() -> TableHandle<Store> {
    let mock = Mock::new();
    let mut input = create_table_input(Store::MODEL);
    input.table_name = "store".into();
    let view = Some(StreamViewType::NewAndOldImages);
    input.stream_specification = Some(StreamSpecification { stream_enabled: true, stream_view_type: view });
    mock.call(input.into()).await.unwrap();
    Store::on(mock, "store")
}

/// All that the stream holds, in the form that Lambda hands to a function.
async fn event(store: &TableHandle<Store>) -> Vec<u8> {
    let backend = store.backend();
    let Ok(Response::ListStreams(streams)) = backend.call(ListStreamsInput::default().into()).await else {
        panic!("no list of streams")
    };
    let stream_arn = streams.streams[0].stream_arn.clone();
    let describe = DescribeStreamInput { stream_arn: stream_arn.clone(), ..Default::default() };
    let Ok(Response::DescribeStream(described)) = backend.call(describe.into()).await else {
        panic!("no stream")
    };
    let shard_id = described.stream_description.shards[0].shard_id.clone();
    let start = GetShardIteratorInput { stream_arn, shard_id, ..Default::default() };
    let Ok(Response::GetShardIterator(start)) = backend.call(start.into()).await else {
        panic!("no iterator")
    };
    let read = GetRecordsInput { shard_iterator: start.shard_iterator.unwrap(), limit: None };
    let records = backend.call(read.into()).await.unwrap();
    wire::encode_response(&records)
}

fn product(stock: u32) -> Product {
    Product { sku: "tea".into(), stock }
}

fn order(number: u64, quantity: u32) -> Order {
    Order {
        number,
        sku: "tea".into(),
        quantity,
        email: format!("{number}@example.com"),
        state: State::Placed,
    }
}

async fn stock(store: &TableHandle<Store>) -> u32 {
    store.get(Product::key("tea")).await.unwrap().unwrap().stock
}

const COMPLETE: &str = r#"{"batchItemFailures":[]}"#;

#[tokio::test]
async fn a_placed_order_is_taken_from_stock_and_confirmed() {
    let store = store().await;
    store.create(&product(5)).await.unwrap();
    store.create(&order(1, 2)).await.unwrap();
    let sent = Mutex::new(Vec::new());
    let send = async |order: Order| {
        sent.lock().unwrap().push(order.email);
        Ok(())
    };
    assert_eq!(handle_batch(&store, &event(&store).await, send).await.unwrap(), COMPLETE);
    assert_eq!(stock(&store).await, 3);

    // Lambda hands out the same records again, with those that the function itself caused.
    assert_eq!(handle_batch(&store, &event(&store).await, send).await.unwrap(), COMPLETE);
    assert_eq!(stock(&store).await, 3);
    assert_eq!(*sent.lock().unwrap(), ["1@example.com"]);
}

#[tokio::test]
async fn an_order_waits_for_goods_that_are_not_there() {
    let store = store().await;
    store.create(&product(1)).await.unwrap();
    store.create(&order(1, 2)).await.unwrap();
    store.create(&Order { sku: "coffee".into(), ..order(2, 1) }).await.unwrap();
    let send = async |_: Order| panic!("nothing is confirmed");
    assert_eq!(handle_batch(&store, &event(&store).await, send).await.unwrap(), COMPLETE);
    assert_eq!(stock(&store).await, 1);
    for number in [1, 2] {
        let order = store.get(Order::key(number)).await.unwrap().unwrap();
        assert_eq!(order.state, State::Waiting);
        assert_eq!(store.get(Handling::key(number)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_failure_is_where_lambda_begins_again() {
    let store = store().await;
    store.create(&product(9)).await.unwrap();
    for number in 1..=3 {
        store.create(&order(number, 1)).await.unwrap();
    }
    let sent = Mutex::new(Vec::new());
    let broken = async |order: Order| {
        if order.number == 2 {
            return Err(Failure::Unsent("the mail server is away".into()));
        }
        sent.lock().unwrap().push(order.number);
        Ok(())
    };
    let batch = event(&store).await;
    let answer = handle_batch(&store, &batch, broken).await.unwrap();
    let failed = wire::read_lambda_event(&batch).unwrap()[2].dynamodb.sequence_number.clone();
    assert_eq!(answer, format!(r#"{{"batchItemFailures":[{{"itemIdentifier":"{failed}"}}]}}"#));
    // The second order's goods are taken, its confirmation is still to come; the third was not begun.
    assert_eq!(stock(&store).await, 7);

    let mended = async |order: Order| {
        sent.lock().unwrap().push(order.number);
        Ok(())
    };
    assert_eq!(handle_batch(&store, &batch, mended).await.unwrap(), COMPLETE);
    assert_eq!(stock(&store).await, 6);
    assert_eq!(*sent.lock().unwrap(), [1, 2, 3]);
}

#[tokio::test]
async fn what_is_no_event_is_refused() {
    let store = store().await;
    let send = async |_: Order| Ok(());
    assert!(handle_batch(&store, b"{}", send).await.unwrap_err().is_decode());
}
