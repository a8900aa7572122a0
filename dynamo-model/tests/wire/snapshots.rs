//! The bytes of each action, with every member that the plain values have.
//!
//! Each text is decoded and encoded again: a member that is read or written under another name would be lost.

use dynamo_model::wire::{decode_request, decode_response, encode_request, encode_response};

const VALUES: &str = r##""ExpressionAttributeNames":{"#a":"a"},"ExpressionAttributeValues":{":a":{"N":"1.5"},":b":{"B":"AQI="}}"##;
const CAPACITY: &str = r#"{"TableName":"T","CapacityUnits":2.0,"ReadCapacityUnits":0.5,"WriteCapacityUnits":1.5,"Table":{"CapacityUnits":1.0,"ReadCapacityUnits":0.5,"WriteCapacityUnits":0.5},"LocalSecondaryIndexes":{"L":{"CapacityUnits":0.5}},"GlobalSecondaryIndexes":{"G":{"CapacityUnits":0.5}}}"#;

#[track_caller]
fn request(action: &str, body: &str) {
    let body = body.replace("VALUES", VALUES);
    let request = decode_request(action, body.as_bytes()).unwrap();
    assert_eq!(request.action(), action);
    assert_eq!(String::from_utf8(encode_request(&request)).unwrap(), body);
}

#[track_caller]
fn response(action: &str, body: &str) {
    let body = body.replace("CAPACITY", CAPACITY);
    let response = decode_response(action, body.as_bytes()).unwrap();
    assert_eq!(response.action(), action);
    assert_eq!(String::from_utf8(encode_response(&response)).unwrap(), body);
}

#[test]
fn get_item() {
    request(
        "GetItem",
        r##"{"TableName":"T","Key":{"p":{"S":"x"},"s":{"N":"-10"}},"ProjectionExpression":"#a","ExpressionAttributeNames":{"#a":"a"},"ConsistentRead":true,"ReturnConsumedCapacity":"TOTAL"}"##,
    );
    response(
        "GetItem",
        r#"{"Item":{"a":{"S":"x"},"b":{"BOOL":false},"c":{"NULL":true},"d":{"L":[{"S":""}]},"e":{"M":{"f":{"N":"0"}}},"g":{"SS":["a","b"]},"h":{"NS":["1","2"]},"i":{"BS":["","YQ=="]}},"ConsumedCapacity":CAPACITY}"#,
    );
    response("GetItem", "{}");
}

#[test]
fn put_item() {
    request(
        "PutItem",
        r##"{"TableName":"T","Item":{"a":{"S":"\"\\\n\u0001é"}},"ConditionExpression":"#a = :a",VALUES,"ReturnValues":"ALL_OLD","ReturnValuesOnConditionCheckFailure":"ALL_OLD","ReturnConsumedCapacity":"INDEXES"}"##,
    );
    response("PutItem", r#"{"Attributes":{"a":{"S":"x"}},"ConsumedCapacity":CAPACITY}"#);
}

#[test]
fn update_item() {
    request(
        "UpdateItem",
        r##"{"TableName":"T","Key":{"p":{"S":"x"}},"UpdateExpression":"SET #a = :a","ConditionExpression":"#a = :b",VALUES,"ReturnValues":"UPDATED_NEW","ReturnValuesOnConditionCheckFailure":"NONE","ReturnConsumedCapacity":"NONE"}"##,
    );
    response("UpdateItem", r#"{"Attributes":{"a":{"S":"x"}},"ConsumedCapacity":CAPACITY}"#);
}

#[test]
fn delete_item() {
    request(
        "DeleteItem",
        r##"{"TableName":"T","Key":{"p":{"S":"x"}},"ConditionExpression":"#a = :b",VALUES,"ReturnValues":"NONE","ReturnValuesOnConditionCheckFailure":"NONE","ReturnConsumedCapacity":"NONE"}"##,
    );
    response("DeleteItem", r#"{"Attributes":{"a":{"S":"x"}},"ConsumedCapacity":CAPACITY}"#);
}

const PAGE: &str = r#"{"Items":[{"a":{"S":"x"}},{}],"Count":2,"ScannedCount":9,"LastEvaluatedKey":{"p":{"S":"x"}},"ConsumedCapacity":CAPACITY}"#;

#[test]
fn query() {
    request(
        "Query",
        r##"{"TableName":"T","IndexName":"I","KeyConditionExpression":"#a = :a","FilterExpression":"#a > :b","ProjectionExpression":"#a",VALUES,"ExclusiveStartKey":{"p":{"S":"x"}},"Limit":10,"ScanIndexForward":false,"ConsistentRead":true,"Select":"SPECIFIC_ATTRIBUTES","ReturnConsumedCapacity":"TOTAL"}"##,
    );
    response("Query", PAGE);
    response("Query", r#"{"Items":[],"Count":0,"ScannedCount":3}"#);
    response("Query", r#"{"Count":2,"ScannedCount":3}"#);
}

#[test]
fn scan() {
    request(
        "Scan",
        r##"{"TableName":"T","IndexName":"I","FilterExpression":"#a > :b","ProjectionExpression":"#a",VALUES,"ExclusiveStartKey":{"p":{"S":"x"}},"Limit":10,"Segment":0,"TotalSegments":4,"ConsistentRead":true,"Select":"COUNT","ReturnConsumedCapacity":"TOTAL"}"##,
    );
    response("Scan", PAGE);
}

#[test]
fn batch_get_item() {
    let keys = r##"{"Keys":[{"p":{"S":"x"}}],"ProjectionExpression":"#a","ExpressionAttributeNames":{"#a":"a"},"ConsistentRead":true}"##;
    request(
        "BatchGetItem",
        &format!(r#"{{"RequestItems":{{"T":{keys}}},"ReturnConsumedCapacity":"TOTAL"}}"#),
    );
    response(
        "BatchGetItem",
        &format!(
            r#"{{"Responses":{{"T":[{{"a":{{"S":"x"}}}}]}},"UnprocessedKeys":{{"T":{keys}}},"ConsumedCapacity":[CAPACITY]}}"#
        ),
    );
}

#[test]
fn batch_write_item() {
    let writes =
        r#"{"T":[{"PutRequest":{"Item":{"a":{"S":"x"}}}},{"DeleteRequest":{"Key":{"p":{"S":"y"}}}}]}"#;
    request("BatchWriteItem", &format!(r#"{{"RequestItems":{writes},"ReturnConsumedCapacity":"TOTAL"}}"#));
    response("BatchWriteItem", &format!(r#"{{"UnprocessedItems":{writes},"ConsumedCapacity":[CAPACITY]}}"#));
}

#[test]
fn transact_get_items() {
    request(
        "TransactGetItems",
        r##"{"TransactItems":[{"Get":{"TableName":"T","Key":{"p":{"S":"x"}},"ProjectionExpression":"#a","ExpressionAttributeNames":{"#a":"a"}}}],"ReturnConsumedCapacity":"TOTAL"}"##,
    );
    response(
        "TransactGetItems",
        r#"{"Responses":[{"Item":{"a":{"S":"x"}}},{}],"ConsumedCapacity":[CAPACITY]}"#,
    );
}

#[test]
fn transact_write_items() {
    request(
        "TransactWriteItems",
        r##"{"TransactItems":[{"ConditionCheck":{"TableName":"T","Key":{"p":{"S":"x"}},"ConditionExpression":"#a = :a",VALUES,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},{"Put":{"TableName":"T","Item":{"p":{"S":"x"}},"ConditionExpression":"#a = :a",VALUES,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},{"Delete":{"TableName":"T","Key":{"p":{"S":"x"}},"ConditionExpression":"#a = :a",VALUES,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},{"Update":{"TableName":"T","Key":{"p":{"S":"x"}},"UpdateExpression":"SET #a = :a","ConditionExpression":"#a = :a",VALUES,"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}],"ClientRequestToken":"token","ReturnConsumedCapacity":"TOTAL"}"##,
    );
    response("TransactWriteItems", r#"{"ConsumedCapacity":[CAPACITY]}"#);
}

const INDEX: &str = r#""KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],"Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["a"]}"#;

#[test]
fn create_table() {
    request(
        "CreateTable",
        &r#"{"TableName":"T","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"N"},{"AttributeName":"b","AttributeType":"B"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"GlobalSecondaryIndexes":[{"IndexName":"G",PARTS,"ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2}}],"LocalSecondaryIndexes":[{"IndexName":"L",PARTS}],"BillingMode":"PROVISIONED","ProvisionedThroughput":{"ReadCapacityUnits":1,"WriteCapacityUnits":2},"DeletionProtectionEnabled":true}"#
            .replace("PARTS", INDEX),
    );
}

#[test]
fn descriptions() {
    request("DescribeTable", r#"{"TableName":"T"}"#);
    request("DeleteTable", r#"{"TableName":"T"}"#);
    let description = r#"{"TableName":"T","TableStatus":"ACTIVE","AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"}],"KeySchema":[{"AttributeName":"p","KeyType":"HASH"}],"GlobalSecondaryIndexes":[{"IndexName":"G",PARTS,"IndexStatus":"CREATING","ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0},"ItemCount":1,"IndexSizeBytes":2,"IndexArn":"arn"}],"LocalSecondaryIndexes":[{"IndexName":"L",PARTS,"ItemCount":1,"IndexSizeBytes":2,"IndexArn":"arn"}],"BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},"ProvisionedThroughput":{"ReadCapacityUnits":0,"WriteCapacityUnits":0},"DeletionProtectionEnabled":false,"ItemCount":1,"TableSizeBytes":2,"TableArn":"arn","TableId":"id","CreationDateTime":1700000000.123}"#
        .replace("PARTS", INDEX);
    response("CreateTable", &format!(r#"{{"TableDescription":{description}}}"#));
    response("DescribeTable", &format!(r#"{{"Table":{description}}}"#));
    response("DeleteTable", &format!(r#"{{"TableDescription":{description}}}"#));
}
