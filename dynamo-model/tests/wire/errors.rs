//! Errors as the service words them.

use dynamo_model::api::{CancellationReason, ErrorCode, ServiceError, ThrottlingReason};
use dynamo_model::wire::{decode_error, encode_error};
use dynamo_model::{AttributeValue, Item};

#[track_caller]
fn encoded(error: &ServiceError, status: u16, body: &str) {
    let (actual, bytes) = encode_error(error);
    assert_eq!((actual, String::from_utf8(bytes).unwrap().as_str()), (status, body));
}

#[test]
fn bodies() {
    encoded(
        &ServiceError::validation("no"),
        400,
        r#"{"__type":"com.amazon.coral.validate#ValidationException","message":"no"}"#,
    );
    encoded(
        &ServiceError::new(ErrorCode::Serialization, "no"),
        400,
        r#"{"__type":"com.amazon.coral.service#SerializationException","Message":"no"}"#,
    );
    encoded(
        &ServiceError::new(ErrorCode::UnknownOperation, ""),
        400,
        r#"{"__type":"com.amazon.coral.service#UnknownOperationException"}"#,
    );
    encoded(
        &ServiceError::new(ErrorCode::InternalServerError, "no"),
        500,
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"no"}"#,
    );
    let mut failed = ServiceError::new(ErrorCode::ConditionalCheckFailed, "The conditional request failed");
    failed.item = Some(Item::from_iter([("a", AttributeValue::Bool(true))]));
    encoded(
        &failed,
        400,
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed","Item":{"a":{"BOOL":true}}}"#,
    );
    let mut cancelled = ServiceError::new(ErrorCode::TransactionCanceled, "cancelled");
    cancelled.cancellation_reasons = vec![
        CancellationReason { code: "None".into(), ..Default::default() },
        CancellationReason { code: "TransactionConflict".into(), message: Some("busy".into()), item: None },
    ];
    encoded(
        &cancelled,
        400,
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException","Message":"cancelled","CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict","Message":"busy"}]}"#,
    );
}

#[test]
fn reasons_of_throttling() {
    let mut throttled = ServiceError::new(ErrorCode::RequestLimitExceeded, "");
    throttled.throttling_reasons =
        vec![ThrottlingReason { reason: Some("TableReadAccountLimitExceeded".into()), resource: None }];
    encoded(
        &throttled,
        400,
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#RequestLimitExceeded","ThrottlingReasons":[{"reason":"TableReadAccountLimitExceeded"}]}"#,
    );
    throttled.code = ErrorCode::Throttling;
    encoded(
        &throttled,
        400,
        r#"{"__type":"com.amazon.coral.availability#ThrottlingException","throttlingReasons":[{"reason":"TableReadAccountLimitExceeded"}]}"#,
    );
}

#[test]
fn spellings_of_the_type() {
    for name in [
        "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
        "ResourceNotFoundException",
        "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.dynamodb.v20120810/",
    ] {
        let body = format!(r#"{{"message":"gone","unknown":[{{}}],"__type":"{name}"}}"#);
        let error = decode_error(400, Some("id"), body.as_bytes());
        assert_eq!((error.code, error.message.as_str()), (ErrorCode::ResourceNotFound, "gone"));
        assert_eq!(error.request_id.as_deref(), Some("id"));
    }
}

#[test]
fn bodies_of_others() {
    let proxy = decode_error(502, None, b"<html>Bad Gateway</html>");
    assert!(proxy.code.is_retryable());
    assert_eq!(proxy.message, "<html>Bad Gateway</html>");
    let refused = decode_error(413, None, &[0xFF; 10_000]);
    assert_eq!(refused.code, ErrorCode::Other("HTTP 413".into()));
    assert!(refused.message.len() < 2_000);
    let unavailable = decode_error(503, None, br#"{"__type":"ServiceUnavailable","message":"later"}"#);
    assert!(unavailable.code.is_retryable());
    assert_eq!(unavailable.message, "ServiceUnavailable: later");
    assert_eq!(decode_error(500, None, b"{}").code, ErrorCode::InternalServerError);
}
