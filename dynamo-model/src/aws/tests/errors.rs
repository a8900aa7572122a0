use std::error::Error;

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use serde_json::json;

use super::{Canned, failure, item, number, run};
use crate::api::{
    BatchGetItemInput, BatchWriteItemInput, CancellationReason, CreateTableInput, DeleteItemInput,
    DeleteTableInput, DescribeTableInput, ErrorCode, GetItemInput, PutItemInput, QueryInput, Request,
    ScanInput, ServiceError, ThrottlingReason, TransactGetItemsInput, TransactWriteItemsInput,
    UpdateItemInput,
};
use crate::{BackendError, Item};

fn put() -> PutItemInput {
    PutItemInput { table_name: "t".into(), ..PutItemInput::default() }
}

fn service(error: BackendError) -> (ServiceError, Box<dyn Error + Send + Sync>) {
    match error {
        BackendError::Service { error, source } => (error, source.expect("the SDK's error")),
        other => panic!("not an error of the service: {other}"),
    }
}

/// One request per action.
fn every_action() -> Vec<Request> {
    let table_name = || "t".into();
    let key = || item([("pk", "a".into())]);
    vec![
        CreateTableInput { table_name: table_name(), ..CreateTableInput::default() }.into(),
        DescribeTableInput { table_name: table_name() }.into(),
        DeleteTableInput { table_name: table_name() }.into(),
        GetItemInput { table_name: table_name(), key: key(), ..GetItemInput::default() }.into(),
        put().into(),
        UpdateItemInput { table_name: table_name(), key: key(), ..UpdateItemInput::default() }.into(),
        DeleteItemInput { table_name: table_name(), key: key(), ..DeleteItemInput::default() }.into(),
        QueryInput { table_name: table_name(), ..QueryInput::default() }.into(),
        ScanInput { table_name: table_name(), ..ScanInput::default() }.into(),
        BatchGetItemInput::default().into(),
        BatchWriteItemInput::default().into(),
        TransactGetItemsInput::default().into(),
        TransactWriteItemsInput::default().into(),
    ]
}

#[test]
fn every_action_maps_code_message_and_request_id() {
    // Modelled by the SDK or not, with each namespace that the service uses.
    let cases = [
        ("com.amazon.coral.validate#ValidationException", 400, ErrorCode::Validation),
        ("com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", 400, ErrorCode::ResourceNotFound),
        ("com.amazonaws.dynamodb.v20120810#ResourceInUseException", 400, ErrorCode::ResourceInUse),
        ("com.amazonaws.dynamodb.v20120810#LimitExceededException", 400, ErrorCode::LimitExceeded),
        ("com.amazonaws.dynamodb.v20120810#InternalServerError", 500, ErrorCode::InternalServerError),
        ("com.amazonaws.dynamodb.v20120810#RequestLimitExceeded", 400, ErrorCode::RequestLimitExceeded),
        ("com.amazonaws.dynamodb.v20120810#ThrottlingException", 400, ErrorCode::Throttling),
        (
            "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
            400,
            ErrorCode::ProvisionedThroughputExceeded,
        ),
        (
            "com.amazonaws.dynamodb.v20120810#ItemCollectionSizeLimitExceededException",
            400,
            ErrorCode::ItemCollectionSizeLimitExceeded,
        ),
        (
            "com.amazonaws.dynamodb.v20120810#TransactionConflictException",
            400,
            ErrorCode::TransactionConflict,
        ),
        (
            "com.amazonaws.dynamodb.v20120810#TransactionInProgressException",
            400,
            ErrorCode::TransactionInProgress,
        ),
        (
            "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException",
            400,
            ErrorCode::IdempotentParameterMismatch,
        ),
        ("com.amazon.coral.service#UnknownOperationException", 400, ErrorCode::UnknownOperation),
        ("com.amazon.coral.service#SerializationException", 400, ErrorCode::Serialization),
        (
            "com.amazonaws.dynamodb.v20120810#NovelException",
            400,
            ErrorCode::Other("NovelException".to_owned()),
        ),
    ];
    for (name, status, code) in cases {
        let body = json!({"__type": name, "message": "why"}).to_string();
        for request in every_action() {
            let action = request.action();
            let canned = Canned::new(Some((status, body.clone())));
            let (error, _) = service(run(canned.backend().call(request)).unwrap_err());
            assert_eq!(error.code, code, "{action}");
            assert_eq!(error.message, "why", "{action}");
            assert_eq!(error.request_id.as_deref(), Some("request-1"), "{action}");
            assert_eq!((error.item, error.cancellation_reasons), (None, Vec::new()), "{action}");
        }
    }
}

#[test]
fn the_message_is_found_in_either_spelling() {
    let body = json!({"__type": "com.amazon.coral.service#SerializationException", "Message": "why"});
    let (error, _) = service(failure(put(), Some((400, &body.to_string()))));
    assert_eq!(error.message, "why");
}

#[test]
fn a_failed_condition_hands_over_the_item_and_the_source() {
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
        "message": "The conditional request failed",
        "Item": {"pk": {"S": "a"}, "n": {"N": "7"}},
    })
    .to_string();
    let answer = Some((400, body.as_str()));
    let update = UpdateItemInput { table_name: "t".into(), ..UpdateItemInput::default() };
    let delete = DeleteItemInput { table_name: "t".into(), ..DeleteItemInput::default() };
    for error in [failure(put(), answer), failure(update, answer), failure(delete, answer)] {
        let (error, _) = service(error);
        assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
        assert_eq!(error.item, Some(item([("pk", "a".into()), ("n", number("7"))])));
    }

    let (_, source) = service(failure(put(), answer));
    let sdk = source.downcast_ref::<SdkError<PutItemError, HttpResponse>>().expect("the SDK's own type");
    assert!(sdk.as_service_error().is_some_and(PutItemError::is_conditional_check_failed_exception));
}

#[test]
fn throttling_says_what_is_throttled() {
    // Each exception in the spelling that the service gives it.
    let cases = [
        ("ProvisionedThroughputExceededException", "ThrottlingReasons"),
        ("RequestLimitExceeded", "ThrottlingReasons"),
        ("ThrottlingException", "throttlingReasons"),
    ];
    for (name, member) in cases {
        let body = json!({
            "__type": format!("com.amazonaws.dynamodb.v20120810#{name}"),
            "message": "slow down",
            (member): [{"reason": "TableWriteProvisionedThroughputExceeded", "resource": "arn:aws:dynamodb:x"}, {}],
        });
        let (error, _) = service(failure(put(), Some((400, &body.to_string()))));
        let known = ThrottlingReason {
            reason: Some("TableWriteProvisionedThroughputExceeded".to_owned()),
            resource: Some("arn:aws:dynamodb:x".to_owned()),
        };
        assert_eq!(error.throttling_reasons, [known, ThrottlingReason::default()], "{name}");
    }
}

#[test]
fn a_cancelled_transaction_gives_its_reasons_in_order() {
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons",
        "CancellationReasons": [
            {"Code": "None"},
            {
                "Code": "ConditionalCheckFailed",
                "Message": "The conditional request failed",
                "Item": {"pk": {"S": "a"}},
            },
            {},
        ],
    })
    .to_string();
    let answer = Some((400, body.as_str()));
    let none = || CancellationReason { code: "None".to_owned(), ..CancellationReason::default() };
    let failed = CancellationReason {
        code: "ConditionalCheckFailed".to_owned(),
        message: Some("The conditional request failed".to_owned()),
        item: Some(item([("pk", "a".into())])),
    };
    for error in [
        failure(TransactWriteItemsInput::default(), answer),
        failure(TransactGetItemsInput::default(), answer),
    ] {
        let (error, _) = service(error);
        assert_eq!(error.code, ErrorCode::TransactionCanceled);
        assert_eq!(error.cancellation_reasons, [none(), failed.clone(), none()]);
    }
}

#[test]
fn what_is_no_answer_of_dynamodbs_is_transport() {
    let cases = [
        None,
        Some((503, "<html>Service Unavailable</html>")),
        Some((400, "{}")),
        Some((200, "not JSON")),
        // An answer that cannot be read: no such type of a value.
        Some((200, r#"{"Attributes": {"pk": {"X": "a"}}}"#)),
        Some((200, r#"{"Attributes": {"n": {"N": "seven"}}}"#)),
    ];
    for answer in cases {
        let error = failure(put(), answer);
        assert!(matches!(error, BackendError::Transport(_)), "{answer:?}: {error:?}");
    }
}

#[test]
fn an_answer_without_its_table_is_an_error() {
    let describe = || DescribeTableInput { table_name: "t".into() };
    let error = failure(describe(), Some((200, "{}")));
    assert_eq!(error.to_string(), "no answer from DynamoDB: the answer has no Table");
    let odd = json!({"Table": {"KeySchema": [{"AttributeName": "pk", "KeyType": "TREE"}]}}).to_string();
    let error = failure(describe(), Some((200, &odd)));
    assert_eq!(error.to_string(), "no answer from DynamoDB: the answer's KeyType is unknown: TREE");
}

#[test]
fn debug_shows_no_values() {
    let body = json!({
        "__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException",
        "message": "The conditional request failed",
        "Item": {"pk": {"S": "secret"}},
    })
    .to_string();
    let secret: Item = item([("pk", "secret".into())]);
    let error = failure(PutItemInput { item: secret, ..put() }, Some((400, &body)));
    let shown = format!("{error:?} {error}");
    assert!(!shown.contains("secret"), "{shown}");
    assert!(shown.contains("ConditionalCheckFailed"), "{shown}");

    let error = failure(put(), Some((200, r#"{"Attributes": {"pk": {"X": "secret"}}}"#)));
    let shown = format!("{error:?} {error}");
    assert!(!shown.contains("secret"), "{shown}");
}
