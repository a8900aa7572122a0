//! The rules of vector indexes in a table's definition.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_VectorIndex.html>.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::api::{
    AttributeDefinition, BillingMode, SearchSchemaElementType, ServiceError, VectorIndex,
};

use super::table_definition::check_projection;
use super::table_name::broken_constraint;
use crate::message;

/// The vector indexes of one table.
pub(super) const VECTOR_INDEXES: usize = 5;
const DIMENSIONS: std::ops::RangeInclusive<i64> = 1..=4096;

/// Checks the vector indexes of a table that is created.
pub(super) fn check_vector_indexes(
    indexes: &[VectorIndex],
    definitions: &[AttributeDefinition],
    billing: Option<BillingMode>,
) -> Result<(), ServiceError> {
    if indexes.is_empty() {
        return Ok(());
    }
    if billing != Some(BillingMode::PayPerRequest) {
        return Err(message::vectors_on_demand());
    }
    for (at, index) in indexes.iter().enumerate() {
        check_vector_index(index, definitions, &format!("vectorIndexes.{}.member", at + 1))?;
    }
    if indexes.len() > VECTOR_INDEXES {
        return Err(message::too_many_vector_indexes());
    }
    check_vector_attributes(
        indexes.iter().map(|index| (index.vector_attribute.attribute_name.as_str(), index.dimensions)),
        definitions,
    )
}

/// Checks one vector index by itself.
pub(super) fn check_vector_index(
    index: &VectorIndex,
    definitions: &[AttributeDefinition],
    place: &str,
) -> Result<(), ServiceError> {
    if let Some(constraint) = broken_constraint(&index.index_name) {
        return Err(message::constraint(Some(&index.index_name), &format!("{place}.indexName"), constraint));
    }
    if !DIMENSIONS.contains(&index.dimensions) {
        return Err(message::dimensions_out_of_range());
    }
    check_projection(&index.projection)?;
    let defined = |name: &str| definitions.iter().any(|definition| definition.attribute_name == name);
    if !index.search_schema.iter().all(|element| defined(&element.attribute_name)) {
        return Err(message::undefined_search_attribute());
    }
    let mut keys = index.search_schema.iter().map(|element| element.search_schema_element_type);
    let keys = keys.by_ref().filter(|kind| *kind == SearchSchemaElementType::Hash).count();
    if keys > 1 {
        return Err(message::several_search_keys(keys));
    }
    let mut names = BTreeSet::new();
    if !index.search_schema.iter().all(|element| names.insert(&element.attribute_name)) {
        return Err(message::repeated_search_attribute());
    }
    Ok(())
}

/// Checks that indexes of one attribute agree about its vectors, and that no key uses it.
pub(super) fn check_vector_attributes<'i>(
    vectors: impl Iterator<Item = (&'i str, i64)>,
    definitions: &[AttributeDefinition],
) -> Result<(), ServiceError> {
    let mut known = BTreeMap::new();
    for (attribute, dimensions) in vectors {
        if *known.entry(attribute).or_insert(dimensions) != dimensions {
            return Err(message::other_dimensions(attribute));
        }
    }
    let defined = |name: &&str| definitions.iter().any(|definition| definition.attribute_name == **name);
    let conflict = known.into_keys().find(|name| defined(name));
    conflict.map_or(Ok(()), |attribute| Err(message::defined_vector_attribute(attribute)))
}
