use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{capacity, capacity_json, exchange, item, number};
use crate::api::{
    BatchGetItemInput, BatchWriteItemInput, ConditionCheck, Delete, DeleteItemInput,
    ExpressionAttributeNames, Get, GetItemInput, ItemCollectionMetrics, KeysAndAttributes, Put, PutItemInput,
    QueryInput, ReturnConsumedCapacity, ReturnItemCollectionMetrics, ReturnValues,
    ReturnValuesOnConditionCheckFailure, ReturnedItem, ScanInput, Select, TransactGetItemsInput,
    TransactWriteItem, TransactWriteItemsInput, Update, UpdateItemInput, WriteRequest,
};
use crate::{AttributeValue, Item};

fn names() -> ExpressionAttributeNames {
    BTreeMap::from([("#0".into(), "n".into())])
}

fn values() -> Item {
    item([(":0", number("1")), (":1", AttributeValue::Null)])
}

fn values_json() -> Value {
    json!({":0": {"N": "1"}, ":1": {"NULL": true}})
}

fn key() -> Item {
    item([("pk", "a".into()), ("sk", AttributeValue::B(vec![0, 255]))])
}

fn key_json() -> Value {
    json!({"pk": {"S": "a"}, "sk": {"B": "AP8="}})
}

/// An item with every type.
fn full() -> Item {
    item([
        ("b", AttributeValue::B(vec![1, 2, 3])),
        ("bool", true.into()),
        ("bs", AttributeValue::Bs([vec![1], vec![2]].into())),
        ("l", AttributeValue::L(vec!["x".into(), number("-0.5")])),
        ("m", item([("deep", AttributeValue::Null)]).into()),
        ("n", number("12.5")),
        ("ns", AttributeValue::Ns(["1", "2"].map(|text| text.parse().unwrap()).into())),
        ("s", "text".into()),
        ("ss", AttributeValue::Ss(["p".to_owned(), "q".to_owned()].into())),
    ])
}

fn full_json() -> Value {
    json!({
        "b": {"B": "AQID"}, "bool": {"BOOL": true}, "bs": {"BS": ["AQ==", "Ag=="]},
        "l": {"L": [{"S": "x"}, {"N": "-0.5"}]}, "m": {"M": {"deep": {"NULL": true}}},
        "n": {"N": "12.5"}, "ns": {"NS": ["1", "2"]}, "s": {"S": "text"}, "ss": {"SS": ["p", "q"]},
    })
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

const SIZE: Option<ReturnItemCollectionMetrics> = Some(ReturnItemCollectionMetrics::Size);

fn collection() -> ItemCollectionMetrics {
    ItemCollectionMetrics {
        item_collection_key: item([("pk", "a".into())]),
        size_estimate_range_gb: vec![0.0, 1.0],
    }
}

fn collection_json() -> Value {
    json!({"ItemCollectionKey": {"pk": {"S": "a"}}, "SizeEstimateRangeGB": [0.0, 1.0]})
}

const INDEXES: Option<ReturnConsumedCapacity> = Some(ReturnConsumedCapacity::Indexes);
const OLD_ON_FAILURE: Option<ReturnValuesOnConditionCheckFailure> =
    Some(ReturnValuesOnConditionCheckFailure::AllOld);

#[test]
fn get_item() {
    let input = GetItemInput {
        table_name: "t".into(),
        key: key(),
        projection_expression: some("#0"),
        expression_attribute_names: names(),
        consistent_read: Some(true),
        return_consumed_capacity: INDEXES,
        ..Default::default()
    };
    let sent = json!({
        "TableName": "t", "Key": key_json(), "ProjectionExpression": "#0",
        "ExpressionAttributeNames": {"#0": "n"}, "ConsistentRead": true, "ReturnConsumedCapacity": "INDEXES",
    });
    let output = exchange(input, sent, json!({"Item": full_json(), "ConsumedCapacity": capacity_json()}));
    assert_eq!(output.item.map(ReturnedItem::into_item), Some(full()));
    assert_eq!(output.consumed_capacity, Some(capacity()));

    let least = GetItemInput { table_name: "t".into(), key: key(), ..GetItemInput::default() };
    let output = exchange(least, json!({"TableName": "t", "Key": key_json()}), json!({}));
    assert_eq!(output, crate::api::GetItemOutput::default());
}

#[test]
fn put_item() {
    let input = PutItemInput {
        table_name: "t".into(),
        item: full(),
        condition_expression: some("#0 = :0"),
        expression_attribute_names: names(),
        expression_attribute_values: values(),
        return_values: Some(ReturnValues::AllOld),
        return_values_on_condition_check_failure: OLD_ON_FAILURE,
        return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
        return_item_collection_metrics: SIZE,
        ..Default::default()
    };
    let sent = json!({
        "TableName": "t", "Item": full_json(), "ConditionExpression": "#0 = :0",
        "ExpressionAttributeNames": {"#0": "n"}, "ExpressionAttributeValues": values_json(),
        "ReturnValues": "ALL_OLD", "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "ReturnConsumedCapacity": "TOTAL", "ReturnItemCollectionMetrics": "SIZE",
    });
    let answer = json!({
        "Attributes": full_json(), "ConsumedCapacity": capacity_json(),
        "ItemCollectionMetrics": collection_json(),
    });
    let output = exchange(input, sent, answer);
    assert_eq!(output.item_collection_metrics, Some(collection()));
    assert_eq!(output.attributes.map(ReturnedItem::into_item), Some(full()));
    assert_eq!(output.consumed_capacity, Some(capacity()));
}

#[test]
fn update_item() {
    let forms = [
        (ReturnValues::None, "NONE"),
        (ReturnValues::AllOld, "ALL_OLD"),
        (ReturnValues::UpdatedOld, "UPDATED_OLD"),
        (ReturnValues::AllNew, "ALL_NEW"),
        (ReturnValues::UpdatedNew, "UPDATED_NEW"),
    ];
    for (form, spelled) in forms {
        let input = UpdateItemInput {
            table_name: "t".into(),
            key: key(),
            update_expression: some("SET #0 = :0"),
            condition_expression: some("#0 <> :1"),
            expression_attribute_names: names(),
            expression_attribute_values: values(),
            return_values: Some(form),
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::None),
            return_consumed_capacity: Some(ReturnConsumedCapacity::None),
            ..Default::default()
        };
        let sent = json!({
            "TableName": "t", "Key": key_json(), "UpdateExpression": "SET #0 = :0",
            "ConditionExpression": "#0 <> :1", "ExpressionAttributeNames": {"#0": "n"},
            "ExpressionAttributeValues": values_json(), "ReturnValues": spelled,
            "ReturnValuesOnConditionCheckFailure": "NONE", "ReturnConsumedCapacity": "NONE",
        });
        let answer = json!({"Attributes": full_json(), "ConsumedCapacity": capacity_json()});
        let output = exchange(input, sent, answer);
        assert_eq!(output.attributes.map(ReturnedItem::into_item), Some(full()));
        assert_eq!(output.consumed_capacity, Some(capacity()));
    }
}

#[test]
fn delete_item() {
    let input = DeleteItemInput {
        table_name: "t".into(),
        key: key(),
        condition_expression: some("#0 = :0"),
        expression_attribute_names: names(),
        expression_attribute_values: values(),
        return_values: Some(ReturnValues::AllOld),
        return_values_on_condition_check_failure: OLD_ON_FAILURE,
        return_consumed_capacity: INDEXES,
        ..Default::default()
    };
    let sent = json!({
        "TableName": "t", "Key": key_json(), "ConditionExpression": "#0 = :0",
        "ExpressionAttributeNames": {"#0": "n"}, "ExpressionAttributeValues": values_json(),
        "ReturnValues": "ALL_OLD", "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        "ReturnConsumedCapacity": "INDEXES",
    });
    let answer = json!({"Attributes": full_json(), "ConsumedCapacity": capacity_json()});
    let output = exchange(input, sent, answer);
    assert_eq!(output.attributes.map(ReturnedItem::into_item), Some(full()));
    assert_eq!(output.consumed_capacity, Some(capacity()));
}

fn page_json() -> Value {
    json!({
        "Items": [full_json(), key_json()], "Count": 2, "ScannedCount": 9, "LastEvaluatedKey": key_json(),
        "ConsumedCapacity": capacity_json(),
    })
}

#[test]
fn query() {
    let input = QueryInput {
        table_name: "t".into(),
        index_name: some("i"),
        key_condition_expression: some("pk = :0"),
        filter_expression: some("#0 > :1"),
        projection_expression: some("#0"),
        expression_attribute_names: names(),
        expression_attribute_values: values(),
        exclusive_start_key: Some(key()),
        limit: Some(9),
        scan_index_forward: Some(false),
        consistent_read: Some(true),
        select: Some(Select::SpecificAttributes),
        return_consumed_capacity: INDEXES,
        ..Default::default()
    };
    let sent = json!({
        "TableName": "t", "IndexName": "i", "KeyConditionExpression": "pk = :0",
        "FilterExpression": "#0 > :1", "ProjectionExpression": "#0",
        "ExpressionAttributeNames": {"#0": "n"}, "ExpressionAttributeValues": values_json(),
        "ExclusiveStartKey": key_json(), "Limit": 9, "ScanIndexForward": false, "ConsistentRead": true,
        "Select": "SPECIFIC_ATTRIBUTES", "ReturnConsumedCapacity": "INDEXES",
    });
    let output = exchange(input, sent, page_json());
    assert_eq!(output.items, [full().into(), key().into()]);
    assert_eq!((output.count, output.scanned_count), (2, 9));
    assert_eq!(output.last_evaluated_key, Some(key()));
    assert_eq!(output.consumed_capacity, Some(capacity()));
}

#[test]
fn scan() {
    let selects = [
        (Select::AllAttributes, "ALL_ATTRIBUTES"),
        (Select::AllProjectedAttributes, "ALL_PROJECTED_ATTRIBUTES"),
        (Select::SpecificAttributes, "SPECIFIC_ATTRIBUTES"),
        (Select::Count, "COUNT"),
    ];
    for (select, spelled) in selects {
        let input = ScanInput {
            table_name: "t".into(),
            index_name: some("i"),
            filter_expression: some("#0 > :1"),
            projection_expression: some("#0"),
            expression_attribute_names: names(),
            expression_attribute_values: values(),
            exclusive_start_key: Some(key()),
            limit: Some(9),
            segment: Some(0),
            total_segments: Some(4),
            consistent_read: Some(true),
            select: Some(select),
            return_consumed_capacity: INDEXES,
            ..Default::default()
        };
        let sent = json!({
            "TableName": "t", "IndexName": "i", "FilterExpression": "#0 > :1", "ProjectionExpression": "#0",
            "ExpressionAttributeNames": {"#0": "n"}, "ExpressionAttributeValues": values_json(),
            "ExclusiveStartKey": key_json(), "Limit": 9, "Segment": 0, "TotalSegments": 4,
            "ConsistentRead": true, "Select": spelled, "ReturnConsumedCapacity": "INDEXES",
        });
        let output = exchange(input, sent, page_json());
        assert_eq!(output.items, [full().into(), key().into()]);
        assert_eq!((output.count, output.scanned_count), (2, 9));
        assert_eq!(output.last_evaluated_key, Some(key()));
        assert_eq!(output.consumed_capacity, Some(capacity()));
    }
}

#[test]
fn batch_get_item() {
    let keys = KeysAndAttributes {
        keys: vec![key()],
        projection_expression: some("#0"),
        expression_attribute_names: names(),
        consistent_read: Some(true),
        ..Default::default()
    };
    let keys_json = json!({
        "Keys": [key_json()], "ProjectionExpression": "#0", "ExpressionAttributeNames": {"#0": "n"},
        "ConsistentRead": true,
    });
    let input = BatchGetItemInput {
        request_items: [("t".to_owned(), keys.clone())].into(),
        return_consumed_capacity: INDEXES,
    };
    let sent = json!({"RequestItems": {"t": keys_json}, "ReturnConsumedCapacity": "INDEXES"});
    let answer = json!({
        "Responses": {"t": [full_json()]}, "UnprocessedKeys": {"t": keys_json},
        "ConsumedCapacity": [capacity_json()],
    });
    let output = exchange(input, sent, answer);
    assert_eq!(output.responses["t"], [full().into()]);
    assert_eq!(output.unprocessed_keys["t"], keys);
    assert_eq!(output.consumed_capacity, [capacity()]);
}

#[test]
fn batch_write_item() {
    let writes = vec![WriteRequest::Put(full()), WriteRequest::Delete(key())];
    let writes_json = json!([{"PutRequest": {"Item": full_json()}}, {"DeleteRequest": {"Key": key_json()}}]);
    let input = BatchWriteItemInput {
        request_items: [("t".to_owned(), writes.clone())].into(),
        return_consumed_capacity: INDEXES,
        return_item_collection_metrics: SIZE,
    };
    let sent = json!({
        "RequestItems": {"t": writes_json}, "ReturnConsumedCapacity": "INDEXES", "ReturnItemCollectionMetrics": "SIZE",
    });
    let answer = json!({
        "UnprocessedItems": {"t": writes_json}, "ConsumedCapacity": [capacity_json()],
        "ItemCollectionMetrics": {"t": [collection_json()]},
    });
    let output = exchange(input, sent, answer);
    assert_eq!(output.unprocessed_items["t"], writes);
    assert_eq!(output.item_collection_metrics["t"], [collection()]);
    assert_eq!(output.consumed_capacity, [capacity()]);
}

#[test]
fn transact_get_items() {
    let get = Get {
        table_name: "t".into(),
        key: key(),
        projection_expression: some("#0"),
        expression_attribute_names: names(),
    };
    let input = TransactGetItemsInput { transact_items: vec![get], return_consumed_capacity: INDEXES };
    let sent = json!({
        "TransactItems": [{"Get": {
            "TableName": "t", "Key": key_json(), "ProjectionExpression": "#0",
            "ExpressionAttributeNames": {"#0": "n"},
        }}],
        "ReturnConsumedCapacity": "INDEXES",
    });
    let answer = json!({"Responses": [{"Item": full_json()}, {}], "ConsumedCapacity": [capacity_json()]});
    let output = exchange(input, sent, answer);
    assert_eq!(output.responses, [Some(full().into()), None]);
    assert_eq!(output.consumed_capacity, [capacity()]);
}

#[test]
fn transact_write_items() {
    let check = ConditionCheck {
        table_name: "t".into(),
        key: key(),
        condition_expression: "#0 = :0".to_owned(),
        expression_attribute_names: names(),
        expression_attribute_values: values(),
        return_values_on_condition_check_failure: OLD_ON_FAILURE,
    };
    let put = Put {
        table_name: "t".into(),
        item: full(),
        condition_expression: some("#0 = :0"),
        expression_attribute_names: names(),
        expression_attribute_values: values(),
        return_values_on_condition_check_failure: OLD_ON_FAILURE,
    };
    let delete = Delete {
        table_name: "t".into(),
        key: key(),
        condition_expression: some("#0 = :0"),
        expression_attribute_names: names(),
        expression_attribute_values: values(),
        return_values_on_condition_check_failure: OLD_ON_FAILURE,
    };
    let update = Update {
        table_name: "t".into(),
        key: key(),
        update_expression: "SET #0 = :1".to_owned(),
        condition_expression: some("#0 = :0"),
        expression_attribute_names: names(),
        expression_attribute_values: values(),
        return_values_on_condition_check_failure: OLD_ON_FAILURE,
    };
    let input = TransactWriteItemsInput {
        transact_items: vec![
            TransactWriteItem::ConditionCheck(check),
            TransactWriteItem::Put(put),
            TransactWriteItem::Delete(delete),
            TransactWriteItem::Update(update),
        ],
        client_request_token: some("token"),
        return_consumed_capacity: INDEXES,
        return_item_collection_metrics: Some(ReturnItemCollectionMetrics::None),
    };
    let conditional = |own: Value| {
        let mut all = json!({
            "TableName": "t", "ConditionExpression": "#0 = :0", "ExpressionAttributeNames": {"#0": "n"},
            "ExpressionAttributeValues": values_json(), "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        });
        let Value::Object(own) = own else { panic!("an object") };
        all.as_object_mut().unwrap().extend(own);
        all
    };
    let sent = json!({
        "TransactItems": [
            {"ConditionCheck": conditional(json!({"Key": key_json()}))},
            {"Put": conditional(json!({"Item": full_json()}))},
            {"Delete": conditional(json!({"Key": key_json()}))},
            {"Update": conditional(json!({"Key": key_json(), "UpdateExpression": "SET #0 = :1"}))},
        ],
        "ClientRequestToken": "token", "ReturnConsumedCapacity": "INDEXES",
        "ReturnItemCollectionMetrics": "NONE",
    });
    let answer = json!({
        "ConsumedCapacity": [capacity_json()], "ItemCollectionMetrics": {"t": [collection_json()]},
    });
    let output = exchange(input, sent, answer);
    assert_eq!(output.item_collection_metrics["t"], [collection()]);
    assert_eq!(output.consumed_capacity, [capacity()]);
}
