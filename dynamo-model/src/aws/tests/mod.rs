//! The backend over a real client whose HTTP connector is in this process: it keeps the request that the
//! SDK serialised, and answers canned JSON.

mod control_plane;
mod convert;
mod data_plane;
mod errors;
mod settings;
mod vector;

use std::sync::{Arc, Mutex};

use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{BehaviorVersion, Config, Credentials, Region};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use serde_json::{Value, json};

use crate::api::{Action, Request};
use crate::{AttributeValue, Backend, BackendError, IntoBackend, Item};

/// A connector that gives every request the same answer.
#[derive(Debug, Clone)]
struct Canned {
    /// Status and body; no answer at all when absent.
    answer: Option<(u16, String)>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A request as it would go over the network.
#[derive(Debug)]
struct Seen {
    target: String,
    body: Value,
}

impl Canned {
    fn new(answer: Option<(u16, String)>) -> Self {
        Self { answer, seen: Arc::default() }
    }

    fn backend(&self) -> Arc<dyn Backend> {
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
            .retry_config(RetryConfig::disabled())
            .http_client(self.clone());
        aws_sdk_dynamodb::Client::from_conf(config.build()).into_backend()
    }
}

impl HttpConnector for Canned {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let target = request.headers().get("x-amz-target").unwrap().to_owned();
        let body = serde_json::from_slice(request.body().bytes().unwrap()).unwrap();
        self.seen.lock().unwrap().push(Seen { target, body });
        HttpConnectorFuture::ready(match &self.answer {
            Some((status, body)) => {
                let mut response =
                    HttpResponse::new((*status).try_into().unwrap(), SdkBody::from(body.as_str()));
                response.headers_mut().insert("x-amzn-requestid", "request-1");
                Ok(response)
            }
            None => Err(ConnectorError::io("refused".into())),
        })
    }
}

impl HttpClient for Canned {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

/// Sends `input`, checks the JSON that goes out, and gives the output for the JSON that comes in.
fn exchange<A: Action>(input: A, sent: Value, answer: Value) -> A::Output {
    let canned = Canned::new(Some((200, answer.to_string())));
    let request: Request = input.into();
    let action = request.action();
    let response = run(canned.backend().call(request)).unwrap();
    assert_eq!(response.action(), action);
    let seen = canned.seen.lock().unwrap().pop().unwrap();
    assert_eq!(seen.target, format!("DynamoDB_20120810.{action}"));
    assert_eq!(seen.body, sent);
    A::output(response).unwrap()
}

/// Sends `input` and gives the error for an answer.
fn failure<A: Action>(input: A, answer: Option<(u16, &str)>) -> BackendError {
    let canned = Canned::new(answer.map(|(status, body)| (status, body.to_owned())));
    run(canned.backend().call(input.into())).unwrap_err()
}

fn item<const N: usize>(attributes: [(&'static str, AttributeValue); N]) -> Item {
    attributes.into_iter().collect()
}

fn number(text: &str) -> AttributeValue {
    AttributeValue::N(text.parse().unwrap())
}

/// Every part of a report of consumed capacity.
fn capacity_json() -> Value {
    json!({
        "TableName": "t", "CapacityUnits": 3.5, "ReadCapacityUnits": 1.0, "WriteCapacityUnits": 2.5,
        "Table": {"CapacityUnits": 1.5, "ReadCapacityUnits": 0.5, "WriteCapacityUnits": 1.0},
        "LocalSecondaryIndexes": {"local": {"CapacityUnits": 1.0}},
        "GlobalSecondaryIndexes": {"global": {"CapacityUnits": 1.0}},
        "VectorIndexes": {"vectors": {"VectorWriteRequestBytes": 1024.0}},
    })
}

fn capacity() -> crate::api::ConsumedCapacity {
    use crate::api::{Capacity, ConsumedCapacity, VectorCapacity};
    let one = Capacity { capacity_units: 1.0, ..Capacity::default() };
    ConsumedCapacity {
        table_name: "t".to_owned(),
        capacity_units: 3.5,
        read_capacity_units: Some(1.0),
        write_capacity_units: Some(2.5),
        table: Some(Capacity {
            capacity_units: 1.5,
            read_capacity_units: Some(0.5),
            write_capacity_units: Some(1.0),
        }),
        local_secondary_indexes: [("local".to_owned(), one)].into(),
        global_secondary_indexes: [("global".to_owned(), one)].into(),
        vector_indexes: [(
            "vectors".to_owned(),
            VectorCapacity { vector_write_request_bytes: Some(1024.0), ..VectorCapacity::default() },
        )]
        .into(),
    }
}
