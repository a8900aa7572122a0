//! Vector indexes, and SearchVectors.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types;

use super::description::{all, index_status, projection as described_projection};
use super::error::{failed, not_built, unexpected};
use super::table::projection;
use super::{input, output};
use crate::BackendError;
use crate::api::{
    DeleteVectorIndexAction, SearchResultItem, SearchSchemaElement, SearchSchemaElementType,
    SearchVectorsInput, SearchVectorsOutput, VectorAttributeDefinition, VectorCapacity,
    VectorDistanceFunction, VectorIndex, VectorIndexDescription, VectorIndexUpdate,
};

pub(super) async fn search(
    client: &Client,
    input: SearchVectorsInput,
) -> Result<SearchVectorsOutput, BackendError> {
    let SearchVectorsInput {
        table_name,
        index_name,
        search_vector,
        top_k,
        search_condition_expression,
        projection_expression,
        expression_attribute_names,
        expression_attribute_values,
        return_consumed_capacity,
    } = input;
    let answer = client
        .search_vectors()
        .table_name(&*table_name)
        .index_name(index_name)
        .set_search_vector(Some(search_vector.into_iter().map(Into::into).collect()))
        .top_k(top_k)
        .set_search_condition_expression(search_condition_expression)
        .set_projection_expression(projection_expression)
        .set_expression_attribute_names(input::names(expression_attribute_names))
        .set_expression_attribute_values(input::values(expression_attribute_values))
        .set_return_consumed_capacity(return_consumed_capacity.map(input::consumed_capacity))
        .send()
        .await
        .map_err(failed)?;
    let found = |found: types::SearchResultItem| {
        let item = output::returned(found.item)?.ok_or_else(|| unexpected("Item of a search", None))?;
        Ok(SearchResultItem { item, score: found.score })
    };
    Ok(SearchVectorsOutput {
        search_results: all(answer.search_results, found)?,
        consumed_capacity: answer.consumed_capacity.map(|used| capacity(&used)),
    })
}

pub(super) fn index(index: VectorIndex) -> Result<types::VectorIndex, BackendError> {
    let VectorIndex {
        index_name,
        vector_attribute,
        search_schema,
        projection: holds,
        dimensions,
        distance_function,
    } = index;
    types::VectorIndex::builder()
        .index_name(index_name)
        .vector_attribute(attribute(vector_attribute)?)
        .set_search_schema(schema(search_schema)?)
        .projection(projection(holds))
        .dimensions(dimensions)
        .distance_function(distance(distance_function))
        .build()
        .map_err(not_built)
}

pub(super) fn update(change: VectorIndexUpdate) -> Result<types::VectorIndexUpdate, BackendError> {
    let VectorIndexUpdate { create, delete } = change;
    let created = |index: VectorIndex| {
        let VectorIndex {
            index_name,
            vector_attribute,
            search_schema,
            projection: holds,
            dimensions,
            distance_function,
        } = index;
        types::CreateVectorIndexAction::builder()
            .index_name(index_name)
            .vector_attribute(attribute(vector_attribute)?)
            .set_search_schema(schema(search_schema)?)
            .projection(projection(holds))
            .dimensions(dimensions)
            .distance_function(distance(distance_function))
            .build()
            .map_err(not_built)
    };
    let deleted = |index: DeleteVectorIndexAction| {
        let DeleteVectorIndexAction { index_name } = index;
        types::DeleteVectorIndexAction::builder().index_name(index_name).build().map_err(not_built)
    };
    Ok(types::VectorIndexUpdate::builder()
        .set_create(create.map(created).transpose()?)
        .set_delete(delete.map(deleted).transpose()?)
        .build())
}

fn attribute(attribute: VectorAttributeDefinition) -> Result<types::VectorAttributeDefinition, BackendError> {
    let VectorAttributeDefinition { attribute_name } = attribute;
    types::VectorAttributeDefinition::builder().attribute_name(attribute_name).build().map_err(not_built)
}

/// DynamoDB refuses an empty list, so it is left out.
fn schema(schema: Vec<SearchSchemaElement>) -> Result<Option<Vec<types::SearchSchemaElement>>, BackendError> {
    let element = |element: SearchSchemaElement| {
        let SearchSchemaElement { attribute_name, search_schema_element_type } = element;
        types::SearchSchemaElement::builder()
            .attribute_name(attribute_name)
            .search_schema_element_type(match search_schema_element_type {
                SearchSchemaElementType::Hash => types::SearchSchemaElementType::Hash,
                SearchSchemaElementType::InlineFilter => types::SearchSchemaElementType::InlineFilter,
            })
            .build()
            .map_err(not_built)
    };
    let elements = schema.into_iter().map(element).collect::<Result<Vec<_>, _>>()?;
    Ok(input::unless_empty(elements))
}

const fn distance(function: VectorDistanceFunction) -> types::VectorDistanceFunction {
    match function {
        VectorDistanceFunction::Cosine => types::VectorDistanceFunction::Cosine,
        VectorDistanceFunction::DotProduct => types::VectorDistanceFunction::DotProduct,
        VectorDistanceFunction::Euclidean => types::VectorDistanceFunction::Euclidean,
    }
}

pub(super) fn description(
    index: types::VectorIndexDescription,
) -> Result<VectorIndexDescription, BackendError> {
    let element = |element: types::SearchSchemaElement| {
        Ok(SearchSchemaElement {
            attribute_name: element.attribute_name,
            search_schema_element_type: match element.search_schema_element_type {
                types::SearchSchemaElementType::Hash => SearchSchemaElementType::Hash,
                types::SearchSchemaElementType::InlineFilter => SearchSchemaElementType::InlineFilter,
                other => return Err(unexpected("SearchSchemaElementType", Some(other.as_str()))),
            },
        })
    };
    let attribute_name = index.vector_attribute.map(|attribute| attribute.attribute_name).unwrap_or_default();
    Ok(VectorIndexDescription {
        index_name: index.index_name.unwrap_or_default(),
        search_schema: all(index.search_schema, element)?,
        projection: described_projection(index.projection)?,
        vector_attribute: VectorAttributeDefinition { attribute_name },
        dimensions: index.dimensions.unwrap_or_default(),
        distance_function: match index.distance_function {
            Some(types::VectorDistanceFunction::Cosine) => VectorDistanceFunction::Cosine,
            Some(types::VectorDistanceFunction::DotProduct) => VectorDistanceFunction::DotProduct,
            Some(types::VectorDistanceFunction::Euclidean) => VectorDistanceFunction::Euclidean,
            other => {
                let other = other.as_ref().map(types::VectorDistanceFunction::as_str);
                return Err(unexpected("DistanceFunction", other));
            }
        },
        index_status: index.index_status.as_ref().map(index_status).transpose()?,
        backfilling: index.backfilling,
        index_size_bytes: index.index_size_bytes.unwrap_or_default(),
        item_count: index.item_count.unwrap_or_default(),
        index_arn: index.index_arn.unwrap_or_default(),
    })
}

pub(super) fn per_index(
    consumed: Option<HashMap<String, types::VectorCapacity>>,
) -> BTreeMap<String, VectorCapacity> {
    consumed.unwrap_or_default().into_iter().map(|(index, used)| (index, capacity(&used))).collect()
}

const fn capacity(used: &types::VectorCapacity) -> VectorCapacity {
    VectorCapacity {
        vector_search_request_bytes: used.vector_search_request_bytes,
        vector_write_request_bytes: used.vector_write_request_bytes,
    }
}
