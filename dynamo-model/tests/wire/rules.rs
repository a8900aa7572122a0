//! What a request is refused for, and in which words.

use dynamo_model::api::{ErrorCode, Request, ServiceError};
use dynamo_model::wire::{Treatment, UNMODELLED, decode_request};

fn refused(action: &str, body: &str) -> ServiceError {
    decode_request(action, body.as_bytes()).expect_err(body)
}

#[track_caller]
fn validation(action: &str, body: &str, message: &str) {
    assert_eq!(refused(action, body), ServiceError::validation(message), "{body}");
}

#[track_caller]
fn serialization(action: &str, body: &str, message: &str) {
    assert_eq!(refused(action, body), ServiceError::new(ErrorCode::Serialization, message), "{body}");
}

fn put(value: &str) -> String {
    format!(r#"{{"TableName":"T","Item":{{"a":{value}}}}}"#)
}

#[test]
fn exactly_one_type() {
    let empty = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    for value in ["{}", "null", r#"{"S":null}"#, r#"{"Unknown":1}"#, r#"{"L":[{}]}"#, r#"{"M":{"b":{}}}"#] {
        validation("PutItem", &put(value), empty);
    }
    let several = "Supplied AttributeValue has more than one datatypes set, \
        must contain exactly one of the supported datatypes";
    validation("PutItem", &put(r#"{"S":"a","N":"1"}"#), several);
    // Null is as good as absent, an unknown member is passed over, and of a repeated one the last counts.
    for value in [r#"{"S":"a","N":null}"#, r#"{"S":"a","X":[1]}"#, r#"{"S":"b","S":"a"}"#] {
        let Ok(Request::PutItem(input)) = decode_request("PutItem", put(value).as_bytes()) else {
            panic!("{value}")
        };
        assert_eq!(input.item.get("a").and_then(|value| value.as_s()), Some("a"));
    }
}

#[test]
fn sets() {
    let prefix = "1 validation error detected: One or more parameter values were invalid: ";
    for (value, message) in [
        (r#"{"SS":[]}"#, "An string set  may not be empty"),
        (r#"{"NS":[]}"#, "An number set  may not be empty"),
        (r#"{"BS":[]}"#, "Binary sets should not be empty"),
        (r#"{"SS":["b","a","b","C"]}"#, r#"Input collection ["a", "b", "b", "C"] contains duplicates."#),
        (r#"{"NS":["1","1.0"]}"#, "Input collection contains duplicates."),
        (r#"{"BS":["YQ==","YQ=="]}"#, r#"Input collection ["YQ==","YQ=="]of type BS contains duplicates."#),
    ] {
        validation("PutItem", &put(value), &format!("{prefix}{message}"));
    }
    // Batches and transactions are validated by another layer of the service.
    let batch = r#"{"RequestItems":{"T":[{"PutRequest":{"Item":{"a":{"SS":["a","a"]}}}}]}}"#;
    validation(
        "BatchWriteItem",
        batch,
        "One or more parameter values were invalid: Input collection [a, a] contains duplicates.",
    );
}

#[test]
fn scalars() {
    let prefix = "1 validation error detected: ";
    for (value, message) in [
        (
            r#"{"NULL":false}"#,
            "One or more parameter values were invalid: Null attribute value types must have the value of true",
        ),
        (r#"{"N":"x"}"#, "The parameter cannot be converted to a numeric value: x"),
        (r#"{"N":""}"#, "The parameter cannot be converted to a numeric value: "),
        (
            r#"{"N":"123456789012345678901234567890123456789"}"#,
            "Attempting to store more than 38 significant digits in a Number",
        ),
        (
            r#"{"N":"1e126"}"#,
            "Number overflow. Attempting to store a number with magnitude larger than supported range",
        ),
        (
            r#"{"N":"1e-131"}"#,
            "Number underflow. Attempting to store a number with magnitude smaller than supported range",
        ),
    ] {
        validation("PutItem", &put(value), &format!("{prefix}{message}"));
        let get = format!(r#"{{"TableName":"T","Key":{{"a":{value}}}}}"#);
        validation("GetItem", &get, message);
    }
}

#[test]
fn wrong_json_types() {
    for (value, message) in [
        (r#""x""#, "Unexpected value type in payload"),
        ("[]", "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue"),
        (r#"{"S":1}"#, "NUMBER_VALUE cannot be converted to String"),
        (r#"{"S":1.5}"#, "DECIMAL_VALUE cannot be converted to String"),
        (r#"{"S":true}"#, "TRUE_VALUE cannot be converted to String"),
        (r#"{"S":[]}"#, "Unrecognized collection type class java.lang.String"),
        (r#"{"S":{}}"#, "Start of structure or map found where not expected"),
        (r#"{"N":1}"#, "NUMBER_VALUE cannot be converted to String"),
        (r#"{"BOOL":"x"}"#, "Unexpected token received from parser"),
        (r#"{"BOOL":1}"#, "NUMBER_VALUE cannot be converted to Boolean"),
        (r#"{"B":1}"#, "only base-64-encoded strings are convertible to bytes"),
        (r#"{"B":"23456"}"#, "Base64 encoded length is expected a multiple of 4 bytes but found: 5"),
        (r#"{"B":"+/+="}"#, "Invalid last non-pad Base64 character dectected"),
        (r#"{"SS":"a"}"#, "Unexpected field type"),
        (r#"{"SS":{}}"#, "Start of structure or map found where not expected"),
        (r#"{"L":[1]}"#, "Unexpected value type in payload"),
        (
            r#"{"M":[]}"#,
            "Unrecognized collection type java.util.Map<java.lang.String, \
                com.amazonaws.dynamodb.v20120810.AttributeValue>",
        ),
    ] {
        serialization("PutItem", &put(value), message);
    }
    for (body, message) in [
        (r#"{"TableName":1}"#, "NUMBER_VALUE cannot be converted to String"),
        (r#"{"TableName":"T","Limit":"1"}"#, "STRING_VALUE cannot be converted to Integer"),
        (r#"{"TableName":"T","ConsistentRead":1}"#, "NUMBER_VALUE cannot be converted to Boolean"),
        (
            r#"{"ExpressionAttributeNames":[]}"#,
            "Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>",
        ),
    ] {
        serialization("Query", body, message);
    }
    for body in ["", "{", "x", "{\"TableName\":\"T\"", "{\"TableName\":\"\\ud800\"}"] {
        serialization("Query", body, "");
    }
}

/// The service reads the whole body before it looks at values, and members before values.
#[test]
fn precedence() {
    serialization(
        "PutItem",
        r#"{"Item":{"a":{},"b":{"S":1}}}"#,
        "NUMBER_VALUE cannot be converted to String",
    );
    validation(
        "PutItem",
        r#"{"Item":{"a":{"NULL":false}}}"#,
        "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: \
            Member must not be null",
    );
}

#[test]
fn expression_values_and_start_keys() {
    let empty = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
    let values =
        r#"{"TableName":"T","ExpressionAttributeValues":{":a":{"S":"x"},":b":{"M":{"c":{}}},":d":{}}}"#;
    validation(
        "Query",
        values,
        &format!("ExpressionAttributeValues contains invalid value: {empty} for key :b"),
    );
    let start = r#"{"TableName":"T","ExclusiveStartKey":{"a":{}}}"#;
    validation("Query", start, &format!("The provided starting key is invalid: {empty}"));
}

#[test]
fn words_and_missing_members() {
    validation(
        "GetItem",
        r#"{"TableName":"T","Key":{},"ReturnConsumedCapacity":"SOME"}"#,
        "1 validation error detected: Value 'SOME' at 'returnConsumedCapacity' failed to satisfy constraint: \
            Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
    );
    validation(
        "TransactWriteItems",
        r#"{"TransactItems":[{"Put":{"TableName":"T","Item":{}}},{"Delete":{"TableName":"T"}}]}"#,
        "1 validation error detected: Value null at 'transactItems.2.member.delete.key' failed to satisfy \
            constraint: Member must not be null",
    );
    validation(
        "CreateTable",
        r#"{"KeySchema":[],"AttributeDefinitions":[]}"#,
        "The parameter 'TableName' is required but was not present in the request",
    );
    validation(
        "TransactWriteItems",
        r#"{"TransactItems":[{}]}"#,
        "TransactItems can only contain one of Check, Put, Update or Delete",
    );
}

#[test]
fn unmodelled_members() {
    for known in UNMODELLED {
        let Some(action) = known.structure.strip_suffix("Input") else { continue };
        let body = format!(
            r#"{{"TableName":"T","Key":{{}},"Item":{{}},"RequestItems":{{}},"TransactItems":[],
                "KeySchema":[],"AttributeDefinitions":[],"StreamArn":"a","{}":{{"x":[1]}}}}"#,
            known.member
        );
        match (decode_request(action, body.as_bytes()), known.treatment) {
            (Ok(_), Treatment::Ignored(_)) => {}
            (Err(error), Treatment::Refused(instead)) => {
                assert_eq!(error.code, ErrorCode::Validation);
                assert!(error.message.contains(known.member) && error.message.contains(instead));
            }
            (answer, _) => panic!("{known:?}: {answer:?}"),
        }
        // Null is as good as absent.
        let body = body.replace(r#"{"x":[1]}"#, "null");
        assert!(decode_request(action, body.as_bytes()).is_ok(), "{body}");
    }
    // What the service does not know either, it passes over.
    assert!(decode_request("GetItem", br#"{"TableName":"T","Key":{},"Nonsense":{"a":[1]}}"#).is_ok());
}

#[test]
fn unknown_action() {
    assert_eq!(refused("MakeCoffee", "{}").code, ErrorCode::UnknownOperation);
}

#[test]
fn integers_are_cut() {
    for (limit, read) in [("10", 10), ("1.9", 1), ("3e9", i32::MAX), ("-3e9", i32::MIN), ("1e999", i32::MAX)]
    {
        let body = format!(r#"{{"TableName":"T","Limit":{limit}}}"#);
        let Ok(Request::Query(query)) = decode_request("Query", body.as_bytes()) else { panic!("{body}") };
        assert_eq!(query.limit, Some(read));
    }
}
