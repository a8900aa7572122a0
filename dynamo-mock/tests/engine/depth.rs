//! Requests of every action as deep as they can be sent, on a small stack.

use dynamo_mock::{Endpoint, Mock};
use dynamo_model::api::ErrorCode;

use crate::fixture::{call, definition};

const ACTIONS: [&str; 34] = [
    "CreateTable",
    "DescribeTable",
    "UpdateTable",
    "DeleteTable",
    "ListTables",
    "UpdateTimeToLive",
    "DescribeTimeToLive",
    "TagResource",
    "UntagResource",
    "ListTagsOfResource",
    "DescribeLimits",
    "DescribeEndpoints",
    "UpdateContinuousBackups",
    "DescribeContinuousBackups",
    "UpdateContributorInsights",
    "DescribeContributorInsights",
    "PutResourcePolicy",
    "GetResourcePolicy",
    "DeleteResourcePolicy",
    "ListStreams",
    "DescribeStream",
    "GetShardIterator",
    "GetRecords",
    "GetItem",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "Query",
    "Scan",
    "SearchVectors",
    "BatchGetItem",
    "BatchWriteItem",
    "TransactGetItems",
    "TransactWriteItems",
];

/// Members that hold values, expressions, lists, maps and structures, in whatever action has them.
const MEMBERS: [&str; 30] = [
    "TableName",
    "IndexName",
    "Key",
    "Item",
    "KeySchema",
    "AttributeDefinitions",
    "GlobalSecondaryIndexes",
    "GlobalSecondaryIndexUpdates",
    "VectorIndexes",
    "VectorIndexUpdates",
    "StreamSpecification",
    "Tags",
    "ResourcePolicy",
    "Policy",
    "TimeToLiveSpecification",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "ConditionExpression",
    "UpdateExpression",
    "KeyConditionExpression",
    "FilterExpression",
    "SearchConditionExpression",
    "ProjectionExpression",
    "SearchVector",
    "ExclusiveStartKey",
    "Expected",
    "AttributeUpdates",
    "QueryFilter",
    "RequestItems",
    "TransactItems",
];

const DEEP: usize = 20_000;

/// Texts of JSON that nest.
fn shapes() -> Vec<String> {
    let around = |open: &str, inside: &str, close: &str, depth: usize| {
        format!("{}{inside}{}", open.repeat(depth), close.repeat(depth))
    };
    let lists = |depth| format!(r#"{{"a":{}}}"#, around(r#"{"L":["#, r#"{"S":"x"}"#, "]}", depth));
    let maps = |depth| format!(r#"{{"a":{}}}"#, around(r#"{"M":{"a":"#, r#"{"S":"x"}"#, "}}", depth));
    let expression = |open: &str, inside: &str, close: &str, depth: usize| {
        format!("\"{}\"", around(open, inside, close, depth))
    };
    vec![
        around("[", "", "]", DEEP),
        "[".repeat(DEEP),
        around(r#"{"a":"#, "1", "}", DEEP),
        r#"{"a":"#.repeat(DEEP),
        around(r#"[{"a":"#, "1", "}]", DEEP),
        lists(DEEP),
        lists(40),
        maps(DEEP),
        maps(40),
        format!("[{}]", maps(40)),
        format!(r#"{{"items":[{{"PutRequest":{{"Item":{}}}}}]}}"#, maps(DEEP)),
        format!(r#"[{{"Put":{{"TableName":"items","Item":{}}}}}]"#, lists(DEEP)),
        expression("(", "a = b", ")", 2_000),
        expression("NOT ", "a = b", "", 1_000),
        expression("SET a = list_append(", "a", ", a)", 200),
        expression("a.", "a", "", 2_000),
        expression("a[0]", "", "", 1_000),
        expression("(", "", "", 4_000),
    ]
}

#[test]
fn no_request_exhausts_a_small_stack() {
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let shapes = shapes();
        for action in ACTIONS {
            let mock = Mock::new();
            call(mock.engine(), definition()).unwrap();
            let endpoint = Endpoint::new(mock);
            let streams =
                matches!(action, "ListStreams" | "DescribeStream" | "GetShardIterator" | "GetRecords");
            let prefix = if streams { "DynamoDBStreams_20120810" } else { "DynamoDB_20120810" };
            let target = format!("{prefix}.{action}");
            let bodies = MEMBERS.iter().flat_map(|member| {
                shapes.iter().map(move |shape| format!(r#"{{"TableName":"items","{member}":{shape}}}"#))
            });
            for body in bodies.chain(shapes.iter().cloned()) {
                let answer = runtime.block_on(endpoint.answer(Some(&target), body.as_bytes())).unwrap();
                // What an action does not know it passes over; everything else is refused for what it is.
                let refused = answer.error().is_none_or(|error| {
                    matches!(
                        error,
                        ErrorCode::Validation
                            | ErrorCode::Serialization
                            | ErrorCode::ResourceNotFound
                            | ErrorCode::ResourceInUse
                            | ErrorCode::PolicyNotFound
                            | ErrorCode::TransactionCanceled
                    )
                });
                assert!(refused, "{action}: {:?}", answer.error());
            }
        }
    };
    std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(work).unwrap().join().unwrap();
}
