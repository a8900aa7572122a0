//! The words of errors before mid-2026.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use dynamo_mock::{Endpoint, Engine, Mock, Wording};
use dynamo_model::api::{BillingMode, CreateTableInput, PutItemInput, Request, ScanInput};

use crate::fixture::{call, definitions, item, key_schema, s};

fn former() -> Engine {
    let engine = Engine::new();
    engine.set_wording(Wording::Former);
    engine
}

fn message(engine: &Engine, request: impl Into<Request>) -> String {
    engine.call(request.into()).unwrap_err().message
}

fn put(condition: &str) -> PutItemInput {
    PutItemInput {
        table_name: "items".into(),
        item: item(&[("id", s("a"))]),
        condition_expression: Some(condition.to_owned()),
        ..PutItemInput::default()
    }
}

#[test]
fn only_broken_constraints_are_counted() {
    let (now, before) = (Engine::new(), former());
    let plain = "Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\"";
    assert_eq!(message(&now, put("id =")), format!("1 validation error detected: {plain}"));
    assert_eq!(message(&before, put("id =")), plain);
    let scan = |limit, segment, total| ScanInput {
        table_name: "items".into(),
        limit,
        segment,
        total_segments: total,
        ..ScanInput::default()
    };
    let counted = |what: &str| format!("1 validation error detected: {what}");
    let at_least = "failed to satisfy constraint: Member must have value greater than or equal to";
    for (request, value, member, least) in [
        (scan(Some(-1), None, None), "-1", "limit", 1),
        (scan(None, Some(-2), Some(1)), "-2", "segment", 0),
        (scan(None, Some(0), Some(0)), "0", "totalSegments", 1),
    ] {
        let former = counted(&format!("Value '{value}' at '{member}' {at_least} {least}"));
        assert_eq!(message(&before, request), former);
    }
}

#[test]
fn errors_that_did_not_change_stay() {
    let (now, before) = (Engine::new(), former());
    for engine in [&now, &before] {
        let definition = CreateTableInput {
            table_name: "items".into(),
            attribute_definitions: definitions("id:S"),
            key_schema: key_schema("id"),
            billing_mode: Some(BillingMode::PayPerRequest),
            ..CreateTableInput::default()
        };
        call(engine, definition).unwrap();
        assert_eq!(message(engine, put("attribute_exists(id)")), "The conditional request failed");
    }
    let fork = before.fork();
    assert_eq!(fork.wording(), Wording::Former);
}

#[test]
fn an_endpoint_has_the_words_of_bodies_that_cannot_be_read() {
    let answer = |endpoint: &Endpoint| {
        let body = br#"{"TableName":"items","Item":{"id":{"S":"a"}},"ReturnValues":"SOME"}"#;
        let mut answer = pin!(endpoint.answer(Some("DynamoDB_20120810.PutItem"), body));
        let Poll::Ready(answer) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("the engine answers at once");
        };
        String::from_utf8(answer.unwrap().into_body()).unwrap()
    };
    let now = Endpoint::new(Mock::new());
    assert!(answer(&now).contains("[ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]"));
    let before = Endpoint::new(Mock::new()).with_wording(Wording::Former);
    let former = "1 validation error detected: Value at 'returnValues' failed to satisfy constraint: Member must \
                  satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]";
    assert!(answer(&before).contains(former), "{}", answer(&before));
}
