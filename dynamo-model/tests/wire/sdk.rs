//! The codec inside the calls of AWS's SDK, beside the SDK's own types.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::config::http::{HttpRequest, HttpResponse};
use aws_sdk_dynamodb::config::interceptors::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::{
    BehaviorVersion, Builder, Config, ConfigBag, Credentials, Intercept, Region, RuntimeComponents,
};
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::get_item::{GetItemError, GetItemInput as SdkGetItemInput};
use aws_sdk_dynamodb::operation::{RequestId, update_item::UpdateItemError};
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_types::body::SdkBody;
use dynamo_model::api::{
    BatchGetItemInput, BatchWriteItemInput, ErrorCode, GetItemInput, QueryInput, Request, Response,
    TransactGetItemsInput, TransactWriteItem, TransactWriteItemsInput, UpdateItemInput,
};
use dynamo_model::aws::AwsBackend;
use dynamo_model::{AttributeValue, Backend, BackendError, Item, wire};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary;

/// A network that gives its answers one after the other, the last one for ever.
#[derive(Debug, Clone)]
struct Network {
    answers: Arc<Mutex<Vec<(u16, Vec<u8>)>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A request as it would go over the network.
#[derive(Debug, Clone)]
struct Seen {
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Seen {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

impl Network {
    fn new(answers: impl IntoIterator<Item = (u16, Vec<u8>)>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self { answers: Arc::new(Mutex::new(answers)), seen: Arc::default() }
    }

    fn config(&self) -> Builder {
        Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(Credentials::new("key", "secret", None, None, "test"))
            .retry_config(
                RetryConfig::standard().with_max_attempts(3).with_initial_backoff(Duration::from_millis(1)),
            )
            .http_client(self.clone())
    }

    fn backend(&self) -> AwsBackend {
        AwsBackend::new(aws_sdk_dynamodb::Client::from_conf(self.config().build()))
    }

    fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

impl HttpConnector for Network {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let headers = request.headers().iter();
        self.seen.lock().unwrap().push(Seen {
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
            body: request.body().bytes().unwrap().to_vec(),
        });
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 { answers.pop() } else { answers.last().cloned() };
        let (status, body) = answer.unwrap();
        let mut response = HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
        response.headers_mut().insert("x-amzn-requestid", "request-1");
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Network {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(future)
}

fn ok(body: Value) -> (u16, Vec<u8>) {
    (200, body.to_string().into_bytes())
}

fn refusal(name: &str) -> (u16, Vec<u8>) {
    let name = format!("com.amazonaws.dynamodb.v20120810#{name}");
    (400, json!({"__type": name, "message": "why"}).to_string().into_bytes())
}

fn key() -> Item {
    Item::from_iter([("pk", AttributeValue::from("a"))])
}

fn get() -> GetItemInput {
    GetItemInput { table_name: "t".into(), key: key(), ..GetItemInput::default() }
}

/// Whether a client of DynamoDB would send the request: not without the name of a table, and none of the legacy
/// parameters that the SDK's types have no room for.
fn is_sent(request: &Request) -> bool {
    match request {
        Request::GetItem(input) => !input.table_name.trim().is_empty(),
        Request::PutItem(input) => !input.table_name.trim().is_empty(),
        Request::UpdateItem(input) => !input.table_name.trim().is_empty(),
        Request::DeleteItem(input) => !input.table_name.trim().is_empty(),
        Request::Query(input) => !input.table_name.trim().is_empty(),
        Request::Scan(input) => !input.table_name.trim().is_empty(),
        Request::TransactWriteItems(input) => input.client_request_token.is_some(),
        Request::BatchGetItem(_) | Request::BatchWriteItem(_) | Request::TransactGetItems(_) => true,
        _ => false,
    }
}

fn of_the_data_plane() -> impl Strategy<Value = Request> {
    arbitrary::request().prop_filter("not of the data plane", is_sent)
}

/// An action of the data plane that could have this answer.
fn asking_for(response: &Response) -> Option<Request> {
    let table_name = || "t".into();
    Some(match response {
        Response::GetItem(_) => get().into(),
        Response::PutItem(_) => {
            dynamo_model::api::PutItemInput { table_name: table_name(), ..Default::default() }.into()
        }
        Response::UpdateItem(_) => UpdateItemInput { table_name: table_name(), ..Default::default() }.into(),
        Response::DeleteItem(_) => {
            dynamo_model::api::DeleteItemInput { table_name: table_name(), ..Default::default() }.into()
        }
        Response::Query(_) => QueryInput { table_name: table_name(), ..Default::default() }.into(),
        Response::Scan(_) => {
            dynamo_model::api::ScanInput { table_name: table_name(), ..Default::default() }.into()
        }
        Response::BatchGetItem(_) => BatchGetItemInput::default().into(),
        Response::BatchWriteItem(_) => BatchWriteItemInput::default().into(),
        Response::TransactGetItems(_) => TransactGetItemsInput::default().into(),
        Response::TransactWriteItems(_) => TransactWriteItemsInput::default().into(),
        _ => return None,
    })
}

/// A header whose content depends on the moment and on the bytes.
fn is_momentary(name: &str) -> bool {
    matches!(
        name,
        "x-amz-date"
            | "authorization"
            | "amz-sdk-invocation-id"
            | "content-length"
            | "user-agent"
            | "x-amz-user-agent"
    )
}

proptest! {
    // A call of the SDK's is slow without optimisation.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..Default::default() })]

    #[test]
    fn requests_mean_what_the_sdks_mean(request in of_the_data_plane()) {
        let network = Network::new([refusal("ValidationException")]);
        let ours = run(network.backend().call(request.clone()));
        let theirs = run(network.backend().with_sdk_types().call(request));
        // What the SDK refuses to build, such as a put of nothing, the service refuses.
        if let (Err(BackendError::Transport(_)), Err(BackendError::Service { .. })) = (&theirs, &ours) {
            return Ok(());
        }
        let [ours, theirs] = network.seen().try_into().unwrap();
        prop_assert_eq!(ours.json(), theirs.json());
        prop_assert_eq!((&ours.method, &ours.uri), (&theirs.method, &theirs.uri));
        let names = |seen: &Seen| seen.headers.iter().map(|(name, _)| name.clone()).collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(names(&ours), names(&theirs));
        for (name, value) in theirs.headers.iter().filter(|(name, _)| !is_momentary(name)) {
            prop_assert_eq!(ours.header(name), Some(value.as_str()), "{}", name);
        }
        prop_assert_eq!(ours.header("content-length").unwrap().parse::<usize>().unwrap(), ours.body.len());
    }

    #[test]
    fn answers_mean_what_the_sdks_mean(response in arbitrary::response()) {
        let Some(request) = asking_for(&response) else { return Ok(()) };
        let network = Network::new([(200, wire::encode_response(&response))]);
        let ours = run(network.backend().call(request.clone())).unwrap();
        let theirs = run(network.backend().with_sdk_types().call(request)).unwrap();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn errors_are_the_sdks(error in arbitrary::error()) {
        let network = Network::new([wire::encode_error(&error)]);
        let ours = run(network.backend().call(get().into())).unwrap_err();
        let attempts = network.seen().len();
        let theirs = run(network.backend().with_sdk_types().call(get().into())).unwrap_err();
        prop_assert_eq!(attempts, network.seen().len());
        prop_assert_eq!(ours.to_string(), theirs.to_string());
        if let (BackendError::Service { error: ours, source }, BackendError::Service { error: theirs, .. }) =
            (ours, theirs)
        {
            prop_assert_eq!(ours, theirs);
            prop_assert!(source.unwrap().is::<SdkError<GetItemError, HttpResponse>>());
        }
    }
}

#[test]
fn throttling_is_tried_again_with_the_same_bytes() {
    let table = dynamo_model::api::Put { table_name: "t".into(), item: key(), ..Default::default() };
    let transaction = TransactWriteItemsInput {
        transact_items: vec![TransactWriteItem::Put(table)],
        ..TransactWriteItemsInput::default()
    };
    let update = UpdateItemInput { table_name: "t".into(), key: key(), ..UpdateItemInput::default() };
    for request in [Request::from(get()), update.into(), transaction.into()] {
        let throttled = refusal("ProvisionedThroughputExceededException");
        let network = Network::new([throttled.clone(), throttled, ok(json!({}))]);
        run(network.backend().call(request)).unwrap();
        let [first, second, third] = network.seen().try_into().unwrap();
        assert_eq!(first.body, second.body);
        assert_eq!(first.body, third.body);
        assert_eq!(third.header("amz-sdk-request"), Some("attempt=3; max=3"));
        assert_eq!(first.header("amz-sdk-invocation-id"), third.header("amz-sdk-invocation-id"));
        if first.header("x-amz-target") == Some("DynamoDB_20120810.TransactWriteItems") {
            assert!(first.json()["ClientRequestToken"].as_str().is_some_and(|token| token.len() == 36));
        }
    }
}

#[test]
fn what_is_not_to_be_tried_again_is_not() {
    let network = Network::new([refusal("ConditionalCheckFailedException")]);
    let update = UpdateItemInput { table_name: "t".into(), key: key(), ..UpdateItemInput::default() };
    let error = run(network.backend().call(update.clone().into())).unwrap_err();
    assert!(
        matches!(&error, BackendError::Service { error, .. } if error.code == ErrorCode::ConditionalCheckFailed)
    );
    assert_eq!(network.seen().len(), 1);

    // The write has happened, though its answer cannot be read: a second one could double it.
    for body in ["not JSON", r#"{"Attributes":{"n":{"N":"seven"}}}"#, r#"{"Attributes":{"n":{"X":"1"}}}"#] {
        let network = Network::new([(200, body.into())]);
        let error = run(network.backend().call(update.clone().into())).unwrap_err();
        assert_eq!(network.seen().len(), 1, "{body}");
        let BackendError::Transport(source) = error else { panic!("{error}") };
        let source = source.downcast::<SdkError<UpdateItemError, HttpResponse>>().unwrap();
        assert_eq!(source.request_id(), Some("request-1"));
        assert!(matches!(*source, SdkError::ServiceError(_)));
    }
}

#[test]
fn a_broken_server_is_tried_again() {
    let network = Network::new([(500, b"<html>".to_vec()), (503, Vec::new()), ok(json!({}))]);
    run(network.backend().call(get().into())).unwrap();
    assert_eq!(network.seen().len(), 3);
    // An answer without a body is one without content.
    let network = Network::new([(200, Vec::new())]);
    assert_eq!(run(network.backend().call(get().into())).unwrap(), Response::GetItem(Default::default()));
}

#[test]
fn the_token_of_a_transaction_is_the_applications_choice() {
    let network = Network::new([ok(json!({}))]);
    let config = network.config().idempotency_token_provider("00000000-0000-4000-8000-000000000000");
    let backend = AwsBackend::new(aws_sdk_dynamodb::Client::from_conf(config.build()));
    run(backend.call(TransactWriteItemsInput::default().into())).unwrap();
    let own = TransactWriteItemsInput {
        client_request_token: Some("own".to_owned()),
        ..TransactWriteItemsInput::default()
    };
    run(backend.call(own.into())).unwrap();
    let [made, own] = network.seen().try_into().unwrap();
    assert_eq!(made.json()["ClientRequestToken"], "00000000-0000-4000-8000-000000000000");
    assert_eq!(own.json()["ClientRequestToken"], "own");
}

/// One request per action of the data plane, on one table.
fn every_action(table: &str) -> Vec<Request> {
    let keys = dynamo_model::api::KeysAndAttributes { keys: vec![key()], ..Default::default() };
    let read = dynamo_model::api::Get { table_name: table.into(), key: key(), ..Default::default() };
    let delete = dynamo_model::api::Delete { table_name: table.into(), key: key(), ..Default::default() };
    vec![
        GetItemInput { table_name: table.into(), key: key(), ..Default::default() }.into(),
        dynamo_model::api::PutItemInput { table_name: table.into(), item: key(), ..Default::default() }
            .into(),
        UpdateItemInput { table_name: table.into(), key: key(), ..Default::default() }.into(),
        dynamo_model::api::DeleteItemInput { table_name: table.into(), key: key(), ..Default::default() }
            .into(),
        QueryInput { table_name: table.into(), ..Default::default() }.into(),
        dynamo_model::api::ScanInput { table_name: table.into(), ..Default::default() }.into(),
        BatchGetItemInput { request_items: [(table.to_owned(), keys)].into(), ..Default::default() }.into(),
        BatchWriteItemInput {
            request_items: [(table.to_owned(), vec![dynamo_model::api::WriteRequest::Delete(key())])].into(),
            ..Default::default()
        }
        .into(),
        TransactGetItemsInput { transact_items: vec![read], ..Default::default() }.into(),
        TransactWriteItemsInput {
            transact_items: vec![TransactWriteItem::Delete(delete)],
            ..Default::default()
        }
        .into(),
    ]
}

/// Endpoints of an account are resolved by the credentials, and by the tables where their names are ARNs.
/// See <https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html>.
#[test]
fn endpoints_are_resolved_as_always() {
    let of_account = Credentials::builder()
        .access_key_id("key")
        .secret_access_key("secret")
        .account_id("111111111111")
        .provider_name("test")
        .build();
    let anybody = Credentials::new("key", "secret", None, None, "test");
    let arn = "arn:aws:dynamodb:us-east-1:222222222222:table/t";
    for (credentials, table, host) in [
        (anybody, "t", "dynamodb.us-east-1.amazonaws.com"),
        (of_account.clone(), "t", "111111111111.ddb.us-east-1.amazonaws.com"),
        (of_account, arn, "222222222222.ddb.us-east-1.amazonaws.com"),
    ] {
        for request in every_action(table) {
            let action = request.action();
            let network = Network::new([ok(json!({}))]);
            let config = network.config().credentials_provider(credentials.clone()).build();
            let backend = AwsBackend::new(aws_sdk_dynamodb::Client::from_conf(config));
            run(backend.call(request.clone())).unwrap();
            run(backend.with_sdk_types().call(request)).unwrap();
            for seen in network.seen() {
                assert_eq!(seen.uri, format!("https://{host}/"), "{action}");
            }
        }
    }
}

#[test]
fn a_request_without_a_table_is_not_sent() {
    let network = Network::new([ok(json!({}))]);
    let error = run(network.backend().call(GetItemInput::default().into())).unwrap_err();
    assert!(matches!(error, BackendError::Transport(_)));
    assert!(network.seen().is_empty());
}

/// An interceptor of the application's: it notes what it sees and adds a header before signing.
#[derive(Debug, Clone, Default)]
struct Onlooker(Arc<Mutex<Vec<String>>>);

impl Onlooker {
    fn note(&self, what: String) -> Result<(), BoxError> {
        self.0.lock().unwrap().push(what);
        Ok(())
    }
}

#[dyn_dispatch_hint]
impl Intercept for Onlooker {
    fn name(&self) -> &'static str {
        "Onlooker"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input = context.input().downcast_ref::<SdkGetItemInput>().unwrap();
        self.note(format!("table {}", input.table_name().unwrap()))
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().insert("x-tenant", "blue");
        Ok(())
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        assert!(!format!("{config:?}").contains("pk"), "the codec shows the request");
        let body = context.request().body().bytes().unwrap();
        self.note(format!("sends {}", String::from_utf8_lossy(body)))
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response().unwrap();
        let body = String::from_utf8_lossy(response.body().bytes().unwrap());
        self.note(format!("got {} {body}", response.status()))
    }
}

#[test]
fn interceptors_see_what_goes_over_the_network() {
    let network = Network::new([ok(json!({"Item": {"pk": {"S": "a"}}}))]);
    let onlooker = Onlooker::default();
    let config = network.config().interceptor(onlooker.clone()).build();
    let backend = AwsBackend::new(aws_sdk_dynamodb::Client::from_conf(config));
    run(backend.call(get().into())).unwrap();
    assert_eq!(
        *onlooker.0.lock().unwrap(),
        [
            "table t",
            r#"sends {"TableName":"t","Key":{"pk":{"S":"a"}}}"#,
            r#"got 200 {"Item":{"pk":{"S":"a"}}}"#,
        ]
    );
    let [seen] = network.seen().try_into().unwrap();
    assert_eq!(seen.header("x-tenant"), Some("blue"));
    assert!(seen.header("authorization").unwrap().contains("x-tenant"));
}
