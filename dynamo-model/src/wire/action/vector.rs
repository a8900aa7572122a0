//! Vector indexes, and SearchVectors.

use crate::api::{
    DeleteVectorIndexAction, SearchResultItem, SearchSchemaElement, SearchSchemaElementType,
    SearchVectorsInput, SearchVectorsOutput, VectorAttributeDefinition, VectorCapacity,
    VectorDistanceFunction, VectorIndex, VectorIndexDescription, VectorIndexUpdate,
};
use crate::wire::shape::{MapValue, shapes, words};

words! {
    VectorDistanceFunction, absent Cosine {
        Cosine = "COSINE",
        DotProduct = "DOT_PRODUCT",
        Euclidean = "EUCLIDEAN",
    }

    SearchSchemaElementType, absent InlineFilter { Hash = "HASH", InlineFilter = "INLINE_FILTER" }
}

shapes! {
    VectorIndex {
        index_name: "IndexName" required,
        vector_attribute: "VectorAttribute" required,
        search_schema: "SearchSchema",
        projection: "Projection" required,
        dimensions: "Dimensions" required,
        distance_function: "DistanceFunction" required,
    }

    VectorAttributeDefinition {
        attribute_name: "AttributeName" required,
    }

    SearchSchemaElement {
        attribute_name: "AttributeName" required,
        search_schema_element_type: "SearchSchemaElementType" required,
    }

    VectorIndexUpdate {
        create: "Create",
        delete: "Delete",
    }

    DeleteVectorIndexAction {
        index_name: "IndexName" required,
    }

    VectorIndexDescription {
        index_name: "IndexName" required,
        search_schema: "SearchSchema",
        projection: "Projection" required,
        vector_attribute: "VectorAttribute" required,
        dimensions: "Dimensions" required,
        distance_function: "DistanceFunction" required,
        index_status: "IndexStatus",
        backfilling: "Backfilling",
        index_size_bytes: "IndexSizeBytes" required,
        item_count: "ItemCount" required,
        index_arn: "IndexArn" required,
    }

    VectorCapacity {
        vector_search_request_bytes: "VectorSearchRequestBytes",
        vector_write_request_bytes: "VectorWriteRequestBytes",
    }

    SearchVectorsInput {
        table_name: "TableName" required,
        index_name: "IndexName" required,
        search_vector: "SearchVector" required,
        top_k: "TopK" required,
        search_condition_expression: "SearchConditionExpression",
        projection_expression: "ProjectionExpression",
        expression_attribute_names: "ExpressionAttributeNames",
        expression_attribute_values: "ExpressionAttributeValues",
        return_consumed_capacity: "ReturnConsumedCapacity",
    }

    SearchVectorsOutput {
        search_results: "SearchResults" required,
        consumed_capacity: "ConsumedCapacity",
    }

    SearchResultItem {
        item: "Item" required,
        score: "Score" required,
    }
}

impl MapValue for VectorCapacity {
    const JAVA: &'static str = "com.amazonaws.dynamodb.v20120810.VectorCapacity";
}
