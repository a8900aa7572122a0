use serde_json::{Value, json};

use super::{exchange, item, number};
use crate::api::{
    AttributeDefinition, BillingMode, CreateTableInput, DeleteVectorIndexAction, DescribeTableInput,
    IndexProjection, IndexStatus, KeySchemaElement, KeyType, ProjectionType, ReturnConsumedCapacity,
    SearchResultItem, SearchSchemaElement, SearchSchemaElementType, SearchVectorsInput, UpdateTableInput,
    VectorAttributeDefinition, VectorCapacity, VectorDistanceFunction, VectorIndex, VectorIndexDescription,
    VectorIndexUpdate,
};
use crate::{AttributeValue, Item};

fn index(function: VectorDistanceFunction) -> VectorIndex {
    let element = |name: &str, kind| SearchSchemaElement {
        attribute_name: name.to_owned(),
        search_schema_element_type: kind,
    };
    VectorIndex {
        index_name: "by_embedding".to_owned(),
        vector_attribute: VectorAttributeDefinition { attribute_name: "embedding".to_owned() },
        search_schema: vec![
            element("shop", SearchSchemaElementType::Hash),
            element("brand", SearchSchemaElementType::InlineFilter),
        ],
        projection: IndexProjection {
            projection_type: Some(ProjectionType::Include),
            non_key_attributes: vec!["title".to_owned()],
        },
        dimensions: 2,
        distance_function: function,
    }
}

fn index_json(function: &str) -> Value {
    json!({
        "IndexName": "by_embedding",
        "VectorAttribute": {"AttributeName": "embedding"},
        "SearchSchema": [
            {"AttributeName": "shop", "SearchSchemaElementType": "HASH"},
            {"AttributeName": "brand", "SearchSchemaElementType": "INLINE_FILTER"},
        ],
        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["title"]},
        "Dimensions": 2,
        "DistanceFunction": function,
    })
}

#[test]
fn tables_with_vector_indexes_are_created_and_described() {
    let functions = [
        (VectorDistanceFunction::Cosine, "COSINE"),
        (VectorDistanceFunction::DotProduct, "DOT_PRODUCT"),
        (VectorDistanceFunction::Euclidean, "EUCLIDEAN"),
    ];
    for (function, spelled) in functions {
        let input = CreateTableInput {
            table_name: "t".into(),
            attribute_definitions: vec![AttributeDefinition {
                attribute_name: "pk".to_owned(),
                attribute_type: dynamo_schema::ScalarType::S,
            }],
            key_schema: vec![KeySchemaElement { attribute_name: "pk".to_owned(), key_type: KeyType::Hash }],
            billing_mode: Some(BillingMode::PayPerRequest),
            vector_indexes: vec![index(function)],
            ..CreateTableInput::default()
        };
        let sent = json!({
            "TableName": "t", "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "VectorIndexes": [index_json(spelled)],
        });
        exchange(input, sent, json!({"TableDescription": {"TableName": "t"}}));

        let mut described = index_json(spelled);
        let more = json!({
            "IndexStatus": "CREATING", "Backfilling": true, "IndexSizeBytes": 7, "ItemCount": 1, "IndexArn": "arn:i",
        });
        let Value::Object(more) = more else { panic!("an object") };
        described.as_object_mut().unwrap().extend(more);
        let answer = json!({"Table": {"VectorIndexes": [described]}});
        let output =
            exchange(DescribeTableInput { table_name: "t".into() }, json!({"TableName": "t"}), answer);
        let wanted = index(function);
        let expected = VectorIndexDescription {
            index_name: wanted.index_name,
            search_schema: wanted.search_schema,
            projection: wanted.projection,
            vector_attribute: wanted.vector_attribute,
            dimensions: wanted.dimensions,
            distance_function: wanted.distance_function,
            index_status: Some(IndexStatus::Creating),
            backfilling: Some(true),
            index_size_bytes: 7,
            item_count: 1,
            index_arn: "arn:i".to_owned(),
        };
        assert_eq!(output.table.vector_indexes, [expected]);
    }
}

#[test]
fn vector_indexes_are_added_and_removed() {
    let change = |create, delete| UpdateTableInput {
        table_name: "t".into(),
        vector_index_updates: vec![VectorIndexUpdate { create, delete }],
        ..UpdateTableInput::default()
    };
    let sent = |update: Value| json!({"TableName": "t", "VectorIndexUpdates": [update]});
    let answer = json!({"TableDescription": {"TableName": "t"}});
    let create = change(Some(index(VectorDistanceFunction::Cosine)), None);
    exchange(create, sent(json!({"Create": index_json("COSINE")})), answer.clone());
    let delete = change(None, Some(DeleteVectorIndexAction { index_name: "by_embedding".to_owned() }));
    exchange(delete, sent(json!({"Delete": {"IndexName": "by_embedding"}})), answer);
}

#[test]
fn search_vectors() {
    let input = SearchVectorsInput {
        table_name: "t".into(),
        index_name: "by_embedding".to_owned(),
        search_vector: vec![number("0.5"), number("-1")],
        top_k: 3,
        search_condition_expression: Some("#0 = :0".to_owned()),
        projection_expression: Some("#1".to_owned()),
        expression_attribute_names: [("#0".into(), "shop".into()), ("#1".into(), "title".into())].into(),
        expression_attribute_values: item([(":0", "a".into())]),
        return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
    };
    let sent = json!({
        "TableName": "t", "IndexName": "by_embedding", "SearchVector": [{"N": "0.5"}, {"N": "-1"}], "TopK": 3,
        "SearchConditionExpression": "#0 = :0", "ProjectionExpression": "#1",
        "ExpressionAttributeNames": {"#0": "shop", "#1": "title"},
        "ExpressionAttributeValues": {":0": {"S": "a"}}, "ReturnConsumedCapacity": "TOTAL",
    });
    let answer = json!({
        "SearchResults": [{"Item": {"title": {"S": "x"}}, "Score": 0.25}],
        "ConsumedCapacity": {"VectorSearchRequestBytes": 2048.0},
    });
    let output = exchange(input, sent, answer);
    let found: Item = item([("title", AttributeValue::from("x"))]);
    assert_eq!(output.search_results, [SearchResultItem { item: found.into(), score: 0.25 }]);
    let capacity = VectorCapacity { vector_search_request_bytes: Some(2048.0), ..VectorCapacity::default() };
    assert_eq!(output.consumed_capacity, Some(capacity));

    let least = SearchVectorsInput {
        table_name: "t".into(),
        index_name: "by_embedding".to_owned(),
        search_vector: vec![number("1")],
        top_k: 1,
        ..SearchVectorsInput::default()
    };
    let sent =
        json!({"TableName": "t", "IndexName": "by_embedding", "SearchVector": [{"N": "1"}], "TopK": 1});
    let output = exchange(least, sent, json!({"SearchResults": []}));
    assert_eq!(output, crate::api::SearchVectorsOutput::default());
}
