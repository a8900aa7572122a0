//! Vector indexes, and SearchVectors.

use std::sync::Arc;

use dynamo_model::api::{
    BillingMode, CreateTableInput, DeleteVectorIndexAction, ErrorCode, IndexProjection, KeyType,
    ProjectionType, PutItemInput, ReturnConsumedCapacity, SearchSchemaElement, SearchSchemaElementType,
    SearchVectorsInput, UpdateTableInput, VectorAttributeDefinition, VectorDistanceFunction, VectorIndex,
    VectorIndexUpdate,
};
use dynamo_model::{AttributeValue, Item};
use dynamo_schema::ScalarType;
use dynamo_tests::{Case, for_each_backend};

use crate::shop::{active, create, definition, item, key_schema, n, names, put, s, text};

fn index() -> VectorIndex {
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
        distance_function: VectorDistanceFunction::Euclidean,
    }
}

fn products(table_name: Arc<str>) -> CreateTableInput {
    CreateTableInput {
        table_name,
        attribute_definitions: vec![
            definition("id", ScalarType::S),
            definition("shop", ScalarType::S),
            definition("brand", ScalarType::S),
        ],
        key_schema: key_schema(&[("id", KeyType::Hash)]),
        vector_indexes: vec![index()],
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    }
}

fn product(id: &str, brand: &str, vector: [&str; 2]) -> Item {
    item([
        ("id", s(id)),
        ("shop", s("a")),
        ("brand", s(brand)),
        ("title", s("title")),
        ("embedding", AttributeValue::L(vector.map(n).into())),
    ])
}

async fn three(case: &Case) -> Arc<str> {
    let table = create(case, products(case.table_name())).await;
    put(case, &table, product("1", "x", ["1", "0"])).await;
    put(case, &table, product("2", "y", ["2", "0"])).await;
    put(case, &table, product("3", "x", ["3", "0.5"])).await;
    table
}

fn search(table_name: &Arc<str>, condition: &str, values: Item) -> SearchVectorsInput {
    SearchVectorsInput {
        table_name: Arc::clone(table_name),
        index_name: "by_embedding".to_owned(),
        search_vector: vec![n("3"), n("0")],
        top_k: 2,
        search_condition_expression: text(condition),
        expression_attribute_values: values,
        ..SearchVectorsInput::default()
    }
}

#[test]
fn a_search_finds_the_most_alike() {
    for_each_backend(async |case| {
        let table = three(case).await;
        let output = case.answer(search(&table, "shop = :s", item([(":s", s("a"))]))).await;
        let scores: Vec<f64> = output.search_results.iter().map(|found| found.score).collect();
        assert_eq!(scores, [0.5, 1.0]);
        let first = item([("id", s("3")), ("shop", s("a")), ("brand", s("x")), ("title", s("title"))]);
        assert_eq!(*output.search_results[0].item.as_item(), first);
        assert_eq!(output.consumed_capacity, None);
    });
}

#[test]
fn a_search_has_filters_and_a_projection() {
    for_each_backend(async |case| {
        let table = three(case).await;
        let values = item([(":s", s("a")), (":b", s("y"))]);
        let input = SearchVectorsInput {
            projection_expression: text("#i"),
            expression_attribute_names: names([("#i", "id"), ("#b", "brand")]),
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
            ..search(&table, "shop = :s AND #b = :b", values)
        };
        let output = case.answer(input).await;
        let found: Vec<&Item> = output.search_results.iter().map(|found| found.item.as_item()).collect();
        assert_eq!(found, [&item([("id", s("2"))])]);
        let capacity = output.consumed_capacity.unwrap();
        assert!(capacity.vector_search_request_bytes >= Some(1024.0));
    });
}

#[test]
fn a_search_without_its_partition_is_refused() {
    for_each_backend(async |case| {
        let table = three(case).await;
        let error = case.refusal(search(&table, "brand = :b", item([(":b", s("x"))]))).await;
        assert_eq!(error.code, ErrorCode::Validation);
        assert_eq!(
            error.message,
            "SearchConditionExpression must be provided when SearchSchema has a HASH key"
        );
    });
}

#[test]
fn a_vector_of_another_length_is_not_written() {
    for_each_backend(async |case| {
        let table_name = create(case, products(case.table_name())).await;
        let mut item = product("1", "x", ["1", "0"]);
        item.insert("embedding", AttributeValue::L(vec![n("1")]));
        let error = case.refusal(PutItemInput { table_name, item, ..PutItemInput::default() }).await;
        assert_eq!(error.code, ErrorCode::Validation);
    });
}

#[test]
fn a_vector_index_is_described_removed_and_added() {
    for_each_backend(async |case| {
        let table = three(case).await;
        let described = active(case, &table).await.vector_indexes.remove(0);
        assert_eq!((described.search_schema, described.dimensions), (index().search_schema, 2));
        assert_eq!(described.distance_function, VectorDistanceFunction::Euclidean);
        let change = |create, delete| UpdateTableInput {
            table_name: Arc::clone(&table),
            vector_index_updates: vec![VectorIndexUpdate { create, delete }],
            ..UpdateTableInput::default()
        };
        let delete = DeleteVectorIndexAction { index_name: "by_embedding".to_owned() };
        case.answer(change(None, Some(delete))).await;
        assert!(active(case, &table).await.vector_indexes.is_empty());
        let added = VectorIndex { search_schema: Vec::new(), ..index() };
        case.answer(change(Some(added), None)).await;
        active(case, &table).await;
        let input =
            SearchVectorsInput { search_condition_expression: None, ..search(&table, "", Item::new()) };
        assert_eq!(case.answer(input).await.search_results.len(), 2);
    });
}
