//! What stays the SDK's when the engine is behind its client.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::interceptors::BeforeTransmitInterceptorContextRef;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_sdk_dynamodb::config::timeout::TimeoutConfig;
use aws_sdk_dynamodb::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_dynamodb::error::{BoxError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::operation::RequestId;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ReturnConsumedCapacity,
    ReturnValue, ReturnValuesOnConditionCheckFailure, ScalarAttributeType, Select,
};
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use dynamo_mock::{Mock, sdk};
use dynamo_model::api::{ErrorCode, Request, ServiceError};
use dynamo_model::{Backend, BackendError, CallFuture};
use dynamo_tests::client_over;

/// Fails some calls before they reach the engine.
struct Failing {
    mock: Mock,
    calls: AtomicUsize,
    fail: fn(usize) -> Option<BackendError>,
}

impl Backend for Failing {
    fn call(&self, request: Request) -> CallFuture<'_> {
        match (self.fail)(self.calls.fetch_add(1, Ordering::SeqCst)) {
            Some(error) => Box::pin(async { Err(error) }),
            None => self.mock.call(request),
        }
    }
}

/// Puts an item through a client whose backend fails some calls. Gives the outcome and the number of calls.
async fn put_through(fail: fn(usize) -> Option<BackendError>) -> (Result<(), ErrorCode>, usize) {
    let mock = Mock::new();
    create(&mock.client(), "things").await;
    let failing = Arc::new(Failing { mock, calls: AtomicUsize::new(0), fail });
    let retries = RetryConfig::standard().with_max_attempts(3).with_initial_backoff(Duration::from_millis(1));
    let config = sdk::config(Arc::clone(&failing)).to_builder().retry_config(retries).build();
    let put = Client::from_conf(config).put_item().table_name("things").item("pk", s("1")).send().await;
    let outcome = put.map(drop).map_err(|error| match error.code() {
        Some(code) => ErrorCode::from_name(code),
        None => ErrorCode::Other(error.to_string()),
    });
    (outcome, failing.calls.load(Ordering::SeqCst))
}

async fn create(client: &Client, table: &str) {
    let pk = AttributeDefinition::builder().attribute_name("pk").attribute_type(ScalarAttributeType::S);
    let key = KeySchemaElement::builder().attribute_name("pk").key_type(KeyType::Hash);
    client
        .create_table()
        .table_name(table)
        .billing_mode(BillingMode::PayPerRequest)
        .attribute_definitions(pk.build().unwrap())
        .key_schema(key.build().unwrap())
        .send()
        .await
        .unwrap();
}

fn s(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

fn run(test: impl AsyncFnOnce()) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(test());
}

#[test]
fn throttling_is_tried_again() {
    run(async || {
        let throttled = |call| {
            let error = ServiceError::new(ErrorCode::ProvisionedThroughputExceeded, "slow down");
            (call < 2).then(|| error.into())
        };
        assert_eq!(put_through(throttled).await, (Ok(()), 3));
        let always = |_| Some(ServiceError::new(ErrorCode::InternalServerError, "").into());
        assert_eq!(put_through(always).await, (Err(ErrorCode::InternalServerError), 3));
        let refused = |_| Some(ServiceError::validation("no").into());
        assert_eq!(put_through(refused).await, (Err(ErrorCode::Validation), 1));
    });
}

#[test]
fn a_silent_backend_is_a_broken_connection() {
    run(async || {
        let silent = |call| (call < 2).then(|| BackendError::Transport("the wire is cut".into()));
        assert_eq!(put_through(silent).await, (Ok(()), 3));
        let always = |_| Some(BackendError::Transport("the wire is cut".into()));
        assert_eq!(put_through(always).await, (Err(ErrorCode::Other("dispatch failure".into())), 3));
    });
}

/// Never answers.
struct Stuck;

impl Backend for Stuck {
    fn call(&self, _: Request) -> CallFuture<'_> {
        Box::pin(std::future::pending())
    }
}

#[test]
fn the_read_timeout_is_kept() {
    run(async || {
        let timeouts = TimeoutConfig::builder().read_timeout(Duration::from_millis(20)).build();
        let config =
            sdk::config(Stuck).to_builder().timeout_config(timeouts).retry_config(RetryConfig::disabled());
        let call = Client::from_conf(config.build()).delete_table().table_name("things").send().await;
        let SdkError::DispatchFailure(failure) = call.unwrap_err() else { panic!("not sent") };
        assert!(failure.is_timeout());
    });
}

#[test]
fn errors_are_typed_and_have_ids() {
    run(async || {
        let client = Mock::new().client();
        create(&client, "things").await;
        let put = || client.put_item().table_name("things").item("pk", s("1")).item("old", s("yes"));
        put().send().await.unwrap();
        let failed = put()
            .condition_expression("attribute_not_exists(pk)")
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await
            .unwrap_err();
        assert!(matches!(failed, SdkError::ServiceError(_)));
        assert_eq!(failed.request_id().map(str::len), Some(52));
        let failed = failed.into_service_error();
        assert_eq!(failed.message(), Some("The conditional request failed"));
        let aws_sdk_dynamodb::operation::put_item::PutItemError::ConditionalCheckFailedException(failed) =
            failed
        else {
            panic!("{failed:?}")
        };
        assert_eq!(failed.item().unwrap()["old"], s("yes"));

        let unknown = client.list_backups().send().await.unwrap_err();
        assert_eq!(unknown.code(), Some("UnknownOperationException"));
    });
}

/// Notes what the SDK is about to send.
#[derive(Debug, Clone, Default)]
struct Noting {
    sent: Arc<Mutex<Vec<(String, HashMap<String, String>)>>>,
}

#[dyn_dispatch_hint]
impl Intercept for Noting {
    fn name(&self) -> &'static str {
        "Noting"
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request();
        let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
        let headers = request.headers().iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.sent.lock().unwrap().push((body, headers.collect()));
        Ok(())
    }
}

#[test]
fn interceptors_see_signed_requests() {
    run(async || {
        let noting = Noting::default();
        let mock = Mock::new();
        let client = Client::from_conf(mock.sdk_config().to_builder().interceptor(noting.clone()).build());
        create(&client, "things").await;
        client.get_item().table_name("things").key("pk", s("1")).send().await.unwrap();
        let sent = noting.sent.lock().unwrap();
        let (body, headers) = sent.last().unwrap();
        assert_eq!(body, r#"{"TableName":"things","Key":{"pk":{"S":"1"}}}"#);
        assert_eq!(headers["x-amz-target"], "DynamoDB_20120810.GetItem");
        assert!(headers["authorization"].starts_with("AWS4-HMAC-SHA256 Credential=mock/"));
        assert!(headers["user-agent"].starts_with("aws-sdk-rust/"));
        assert_eq!(sent.len(), 2);
    });
}

#[test]
fn answers_are_the_same_as_values_and_as_json() {
    run(async || {
        let mock = Mock::new();
        let in_json = client_over(mock.http_client());
        create(&mock.client(), "things").await;
        let (values, json) = (answers(&mock.client()).await, answers(&in_json).await);
        assert_eq!(values.len(), json.len());
        for (value, json) in values.iter().zip(&json) {
            assert_eq!(value, json);
        }
    });
}

/// Compares outputs by what `Debug` shows, in the order of names: maps have none.
fn shown(output: impl std::fmt::Debug) -> String {
    let text = format!("{output:?}");
    assert!(text.contains("_request_id: Some("), "{text}");
    let text = text.split("_request_id").next().unwrap_or_default();
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

async fn answers(client: &Client) -> Vec<String> {
    let bytes = |text: &str| aws_sdk_dynamodb::primitives::Blob::new(text);
    let put = client
        .put_item()
        .table_name("things")
        .item("pk", s("1"))
        .item("number", AttributeValue::N("1.50".to_owned()))
        .item("bytes", AttributeValue::B(bytes("\0\u{ff}")))
        .item("true", AttributeValue::Bool(true))
        .item("null", AttributeValue::Null(true))
        .item("texts", AttributeValue::Ss(vec!["b".to_owned(), "a".to_owned()]))
        .item("numbers", AttributeValue::Ns(vec!["2".to_owned(), "1e1".to_owned()]))
        .item("blobs", AttributeValue::Bs(vec![bytes("2"), bytes("1")]))
        .item(
            "list",
            AttributeValue::L(vec![s(""), AttributeValue::M(HashMap::from([("m".to_owned(), s("v"))]))]),
        )
        .return_values(ReturnValue::AllOld)
        .return_consumed_capacity(ReturnConsumedCapacity::Indexes);
    let get = client.get_item().table_name("things").return_consumed_capacity(ReturnConsumedCapacity::Total);
    let update = client
        .update_item()
        .table_name("things")
        .key("pk", s("1"))
        .update_expression("SET #n = #n + :one")
        .expression_attribute_names("#n", "number")
        .expression_attribute_values(":one", AttributeValue::N("1".to_owned()))
        .return_values(ReturnValue::UpdatedNew);
    let query = client
        .query()
        .table_name("things")
        .key_condition_expression("pk = :pk")
        .return_consumed_capacity(ReturnConsumedCapacity::Indexes);
    let scan = client.scan().table_name("things");
    let delete =
        client.delete_item().table_name("things").key("pk", s("1")).return_values(ReturnValue::AllOld);
    vec![
        shown(put.send().await.unwrap()),
        shown(get.clone().key("pk", s("1")).send().await.unwrap()),
        shown(get.key("pk", s("absent")).send().await.unwrap()),
        shown(update.send().await.unwrap()),
        shown(query.clone().expression_attribute_values(":pk", s("1")).send().await.unwrap()),
        shown(query.clone().expression_attribute_values(":pk", s("absent")).send().await.unwrap()),
        shown(query.select(Select::Count).expression_attribute_values(":pk", s("1")).send().await.unwrap()),
        shown(scan.clone().limit(1).send().await.unwrap()),
        shown(scan.select(Select::Count).send().await.unwrap()),
        shown(delete.clone().send().await.unwrap()),
        shown(delete.send().await.unwrap()),
    ]
}
