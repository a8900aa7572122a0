//! Vector indexes, and SearchVectors.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.html>.

use std::sync::Arc;

use super::{ExpressionAttributeNames, IndexProjection, IndexStatus, ReturnConsumedCapacity, ReturnedItem};
use crate::{AttributeValue, Item};

/// How alike two vectors are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VectorDistanceFunction {
    /// One less the cosine of the angle: 0 for the same direction, 2 for the opposite one.
    Cosine,
    /// The scalar product: the higher, the more alike.
    DotProduct,
    /// The length of the difference: 0 for the same vector.
    Euclidean,
}

/// The role of an attribute in the search of a vector index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchSchemaElementType {
    /// The partition key: each search names one.
    Hash,
    /// A search may have conditions on it.
    InlineFilter,
}

/// One attribute of a vector index that searches name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchSchemaElement {
    /// The attribute's name.
    pub attribute_name: String,
    /// Its role.
    pub search_schema_element_type: SearchSchemaElementType,
}

/// The attribute that holds the vectors: lists of numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VectorAttributeDefinition {
    /// Its name.
    pub attribute_name: String,
}

/// A vector index to create. Only tables that are paid for by request have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VectorIndex {
    /// Its name.
    pub index_name: String,
    /// Where the vectors are.
    pub vector_attribute: VectorAttributeDefinition,
    /// The attributes that searches name: at most one partition key, and filters.
    pub search_schema: Vec<SearchSchemaElement>,
    /// What it holds besides.
    pub projection: IndexProjection,
    /// How many numbers a vector has: 1 to 4096.
    pub dimensions: i64,
    /// How alike two vectors are.
    pub distance_function: VectorDistanceFunction,
}

/// A change of one vector index. Exactly one part is to be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VectorIndexUpdate {
    /// An index to create.
    pub create: Option<VectorIndex>,
    /// An index to delete.
    pub delete: Option<DeleteVectorIndexAction>,
}

/// A vector index to delete.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeleteVectorIndexAction {
    /// Its name.
    pub index_name: String,
}

/// A vector index as the service describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorIndexDescription {
    /// Its name.
    pub index_name: String,
    /// The attributes that searches name.
    pub search_schema: Vec<SearchSchemaElement>,
    /// What it holds besides.
    pub projection: IndexProjection,
    /// Where the vectors are.
    pub vector_attribute: VectorAttributeDefinition,
    /// How many numbers a vector has.
    pub dimensions: i64,
    /// How alike two vectors are.
    pub distance_function: VectorDistanceFunction,
    /// Where it is in its life.
    pub index_status: Option<IndexStatus>,
    /// Whether the items that were there before the index are still being added to it.
    pub backfilling: Option<bool>,
    /// How many bytes its items are.
    pub index_size_bytes: i64,
    /// How many items it holds.
    pub item_count: i64,
    /// Its Amazon resource name.
    pub index_arn: String,
}

/// What vector indexes cost: bytes, not units.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct VectorCapacity {
    /// The bytes that a search was charged for.
    pub vector_search_request_bytes: Option<f64>,
    /// The bytes that a write was charged for.
    pub vector_write_request_bytes: Option<f64>,
}

/// The input of `SearchVectors`.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_SearchVectors.html>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchVectorsInput {
    /// The table.
    pub table_name: Arc<str>,
    /// The vector index.
    pub index_name: String,
    /// The vector to compare with: as many numbers as the index has dimensions.
    pub search_vector: Vec<AttributeValue>,
    /// How many items to return: 1 to 100.
    pub top_k: i32,
    /// Which items to compare: an equality for the partition key, conditions on filters.
    pub search_condition_expression: Option<String>,
    /// Which attributes to return; all that the index holds when absent.
    pub projection_expression: Option<String>,
    /// The names behind the expressions' placeholders.
    pub expression_attribute_names: ExpressionAttributeNames,
    /// The values behind the expressions' placeholders, under `:name`.
    pub expression_attribute_values: Item,
    /// Whether to report the capacity.
    pub return_consumed_capacity: Option<ReturnConsumedCapacity>,
}

/// The output of `SearchVectors`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchVectorsOutput {
    /// The most alike items, best first.
    pub search_results: Vec<SearchResultItem>,
    /// The capacity used, on request.
    pub consumed_capacity: Option<VectorCapacity>,
}

/// An item that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchResultItem {
    /// The item.
    pub item: ReturnedItem,
    /// How alike its vector is, by the index's function.
    pub score: f64,
}
