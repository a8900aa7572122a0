//! Vector indexes, and SearchVectors.

use dynamo_model::api::{
    DeleteVectorIndexAction, Request, Response, SearchResultItem, SearchSchemaElement,
    SearchSchemaElementType, SearchVectorsInput, SearchVectorsOutput, VectorAttributeDefinition,
    VectorCapacity, VectorDistanceFunction, VectorIndex, VectorIndexDescription, VectorIndexUpdate,
};
use dynamo_model::{AttributeValue, Number};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::request::{projection, return_capacity};
use super::{item, names, table, text};

pub(super) fn index() -> impl Strategy<Value = VectorIndex> {
    use VectorDistanceFunction::*;
    let kinds = &[SearchSchemaElementType::Hash, SearchSchemaElementType::InlineFilter][..];
    let element = (text(), prop::sample::select(kinds)).prop_map(|(attribute_name, kind)| {
        SearchSchemaElement { attribute_name, search_schema_element_type: kind }
    });
    let function = prop::sample::select(&[Cosine, DotProduct, Euclidean][..]);
    (text(), text(), vec(element, 0..3), projection(), any::<i64>(), function).prop_map(
        |(index_name, attribute_name, search_schema, projection, dimensions, distance_function)| {
            VectorIndex {
                index_name,
                vector_attribute: VectorAttributeDefinition { attribute_name },
                search_schema,
                projection,
                dimensions,
                distance_function,
            }
        },
    )
}

pub(super) fn update() -> impl Strategy<Value = VectorIndexUpdate> {
    let delete = text().prop_map(|index_name| DeleteVectorIndexAction { index_name });
    (option::of(index()), option::of(delete))
        .prop_map(|(create, delete)| VectorIndexUpdate { create, delete })
}

pub(super) fn description() -> impl Strategy<Value = VectorIndexDescription> {
    (index(), option::of(any::<bool>()), any::<(i64, i64)>(), text()).prop_map(
        |(index, backfilling, sizes, index_arn)| VectorIndexDescription {
            index_name: index.index_name,
            search_schema: index.search_schema,
            projection: index.projection,
            vector_attribute: index.vector_attribute,
            dimensions: index.dimensions,
            distance_function: index.distance_function,
            index_status: None,
            backfilling,
            index_size_bytes: sizes.0,
            item_count: sizes.1,
            index_arn,
        },
    )
}

pub(super) fn capacity() -> impl Strategy<Value = VectorCapacity> {
    let bytes = || option::of((0u32..1_000_000).prop_map(f64::from));
    (bytes(), bytes()).prop_map(|(search, write)| VectorCapacity {
        vector_search_request_bytes: search,
        vector_write_request_bytes: write,
    })
}

fn vector() -> impl Strategy<Value = Vec<AttributeValue>> {
    let number = any::<i32>().prop_map(|number| AttributeValue::N(Number::from(number)));
    vec(number, 0..4)
}

pub(super) fn request() -> impl Strategy<Value = Request> {
    let expressions = (option::of(text()), option::of(text()), names(), item());
    (table(), text(), vector(), any::<i32>(), expressions, return_capacity()).prop_map(
        |(table_name, index_name, search_vector, top_k, (condition, projection, names, values), capacity)| {
            SearchVectorsInput {
                table_name,
                index_name,
                search_vector,
                top_k,
                search_condition_expression: condition,
                projection_expression: projection,
                expression_attribute_names: names,
                expression_attribute_values: values,
                return_consumed_capacity: capacity,
            }
            .into()
        },
    )
}

pub(super) fn response() -> impl Strategy<Value = Response> {
    let found = (item(), -1e6..1e6).prop_map(|(item, score)| SearchResultItem { item: item.into(), score });
    (vec(found, 0..3), option::of(capacity())).prop_map(|(search_results, consumed_capacity)| {
        SearchVectorsOutput { search_results, consumed_capacity }.into()
    })
}
