//! Input made to hurt: an answer or an error, never a panic.

use dynamo_model::api::ErrorCode;
use dynamo_model::wire;
use proptest::prelude::*;

use crate::arbitrary;

const ACTIONS: [&str; 13] = [
    "CreateTable",
    "DescribeTable",
    "DeleteTable",
    "GetItem",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "Query",
    "Scan",
    "BatchGetItem",
    "BatchWriteItem",
    "TransactGetItems",
    "TransactWriteItems",
];

fn read_by_everything(body: &[u8]) {
    for action in ACTIONS {
        let _ = wire::decode_request(action, body);
        let _ = wire::decode_response(action, body);
    }
    let _ = wire::decode_item(body);
    let _ = wire::decode_value(body);
    let _ = wire::decode_error(400, None, body);
    if let Ok(body) = std::str::from_utf8(body) {
        for action in ["GetItem", "Query", "BatchGetItem", "TransactGetItems"] {
            let _ = wire::decode_response_in_place(action, &body.into());
        }
    }
}

proptest! {
    #[test]
    fn bodies_of_other_actions(request in arbitrary::request(), response in arbitrary::response()) {
        read_by_everything(&wire::encode_request(&request));
        read_by_everything(&wire::encode_response(&response));
    }

    #[test]
    fn truncated(request in arbitrary::request(), at: prop::sample::Index) {
        let body = wire::encode_request(&request);
        let cut = at.index(body.len());
        prop_assert!(wire::decode_request(request.action(), &body[..cut]).is_err());
        read_by_everything(&body[..cut]);
    }

    #[test]
    fn mutated(
        response in arbitrary::response(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut body = wire::encode_response(&response);
        for (at, byte) in edits {
            let at = at.index(body.len());
            body[at] = byte;
        }
        read_by_everything(&body);
    }

    #[test]
    fn bytes(body in prop::collection::vec(any::<u8>(), 0..64)) {
        read_by_everything(&body);
    }
}

#[test]
fn deep_values() {
    let nested = |depth: usize| {
        let value = r#"{"L":["#.repeat(depth) + r#"{"S":"x"}"# + &"]}".repeat(depth);
        format!(r#"{{"TableName":"T","Item":{{"a":{value}}}}}"#)
    };
    assert!(wire::decode_request("PutItem", nested(32).as_bytes()).is_ok());
    let error = wire::decode_request("PutItem", nested(10_000).as_bytes()).unwrap_err();
    assert_eq!(error.code, ErrorCode::Validation);
    assert!(error.message.starts_with("Nesting Levels have exceeded supported limits"));
    read_by_everything(nested(10_000).as_bytes());
    read_by_everything("[".repeat(100_000).as_bytes());
}

#[test]
fn huge_numbers() {
    for number in [
        "9".repeat(100_000),
        "1e".to_owned() + &"9".repeat(100_000),
        "0.".to_owned() + &"0".repeat(99_999) + "1",
    ] {
        for body in [
            format!(r#"{{"TableName":"T","Item":{{"a":{{"N":"{number}"}}}}}}"#),
            format!(
                r#"{{"TableName":"T","Limit":{number},"Count":{number},"ConsumedCapacity":{{"CapacityUnits":{number}}}}}"#
            ),
        ] {
            read_by_everything(body.as_bytes());
        }
    }
}

#[test]
fn repeated_members() {
    let body =
        br#"{"TableName":"A","TableName":"B","Key":{"a":{"S":"1"},"a":{"S":"2"}},"Key":{"b":{"S":"3"}}}"#;
    let request = wire::decode_request("GetItem", body).unwrap();
    assert_eq!(
        wire::encode_request(&request),
        br#"{"TableName":"B","Key":{"b":{"S":"3"}}}"#,
        "the last of each counts"
    );
}
