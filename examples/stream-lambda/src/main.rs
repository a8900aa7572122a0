//! The function as Lambda runs it, on the table that the variable `TABLE` names. The event source mapping needs
//! `ReportBatchItemFailures`.

use aws_config::BehaviorVersion;
use dynamo_model::TableHandle;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use serde_json::value::RawValue;
use stream_lambda::{Failure, Order, Store, handle_batch};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let client = aws_sdk_dynamodb::Client::new(&config);
    let store = Store::on(client, std::env::var("TABLE")?);
    lambda_runtime::run(service_fn(|event| answer(&store, event))).await
}

async fn answer(store: &TableHandle<Store>, event: LambdaEvent<Box<RawValue>>) -> Result<Value, Error> {
    let answer = handle_batch(store, event.payload.get().as_bytes(), send).await?;
    Ok(serde_json::from_str(&answer)?)
}

/// "Sends" the confirmation: a place for a mail service.
async fn send(order: Order) -> Result<(), Failure> {
    eprintln!("confirmed: order {}", order.number);
    Ok(())
}
