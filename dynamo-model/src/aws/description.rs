//! A table as the service describes it, out of the SDK's types.
//!
//! Parts that are absent are empty or zero. Parts that a person would draw conclusions from, such as the
//! type of a key attribute, are errors when they are unknown.

use aws_sdk_dynamodb::types;
use dynamo_schema::ScalarType;

use super::error::unexpected;
use super::vector;
use crate::BackendError;
use crate::api::{
    AttributeDefinition, BillingMode, IndexDescription, IndexProjection, IndexStatus, KeySchemaElement,
    KeyType, ProjectionType, ProvisionedThroughput, StreamSpecification, StreamViewType, TableDescription,
    TableStatus,
};

pub(super) fn description(table: types::TableDescription) -> Result<TableDescription, BackendError> {
    let on_demand = types::BillingMode::PayPerRequest;
    let billed = table.billing_mode_summary.and_then(|summary| summary.billing_mode);
    Ok(TableDescription {
        table_name: table.table_name.unwrap_or_default(),
        table_status: table.table_status.map_or(TableStatus::Other, |status| table_status(&status)),
        attribute_definitions: all(table.attribute_definitions, definition)?,
        key_schema: all(table.key_schema, key_element)?,
        global_secondary_indexes: all(table.global_secondary_indexes, global_index)?,
        local_secondary_indexes: all(table.local_secondary_indexes, local_index)?,
        vector_indexes: all(table.vector_indexes, vector::description)?,
        // The service leaves the summary out of tables that have always been provisioned.
        billing_mode: if billed == Some(on_demand) {
            BillingMode::PayPerRequest
        } else {
            BillingMode::Provisioned
        },
        provisioned_throughput: throughput(table.provisioned_throughput),
        deletion_protection_enabled: table.deletion_protection_enabled.unwrap_or_default(),
        stream_specification: table.stream_specification.map(stream).transpose()?,
        latest_stream_label: table.latest_stream_label,
        latest_stream_arn: table.latest_stream_arn,
        item_count: table.item_count.unwrap_or_default(),
        table_size_bytes: table.table_size_bytes.unwrap_or_default(),
        table_arn: table.table_arn.unwrap_or_default(),
        table_id: table.table_id.unwrap_or_default(),
        creation_date_time: table.creation_date_time.map_or(0.0, |at| at.as_secs_f64()),
    })
}

fn stream(stream: types::StreamSpecification) -> Result<StreamSpecification, BackendError> {
    let view = |view: types::StreamViewType| {
        Ok(match view {
            types::StreamViewType::NewImage => StreamViewType::NewImage,
            types::StreamViewType::OldImage => StreamViewType::OldImage,
            types::StreamViewType::NewAndOldImages => StreamViewType::NewAndOldImages,
            types::StreamViewType::KeysOnly => StreamViewType::KeysOnly,
            other => return Err(unexpected("StreamViewType", Some(other.as_str()))),
        })
    };
    Ok(StreamSpecification {
        stream_enabled: stream.stream_enabled,
        stream_view_type: stream.stream_view_type.map(view).transpose()?,
    })
}

pub(super) fn all<T, U>(
    list: Option<Vec<T>>,
    one: impl Fn(T) -> Result<U, BackendError>,
) -> Result<Vec<U>, BackendError> {
    list.unwrap_or_default().into_iter().map(one).collect()
}

const fn table_status(status: &types::TableStatus) -> TableStatus {
    match status {
        types::TableStatus::Creating => TableStatus::Creating,
        types::TableStatus::Updating => TableStatus::Updating,
        types::TableStatus::Deleting => TableStatus::Deleting,
        types::TableStatus::Active => TableStatus::Active,
        _ => TableStatus::Other,
    }
}

pub(super) fn index_status(status: &types::IndexStatus) -> Result<IndexStatus, BackendError> {
    Ok(match status {
        types::IndexStatus::Creating => IndexStatus::Creating,
        types::IndexStatus::Updating => IndexStatus::Updating,
        types::IndexStatus::Deleting => IndexStatus::Deleting,
        types::IndexStatus::Active => IndexStatus::Active,
        other => return Err(unexpected("IndexStatus", Some(other.as_str()))),
    })
}

fn definition(definition: types::AttributeDefinition) -> Result<AttributeDefinition, BackendError> {
    Ok(AttributeDefinition {
        attribute_name: definition.attribute_name,
        attribute_type: match definition.attribute_type {
            types::ScalarAttributeType::S => ScalarType::S,
            types::ScalarAttributeType::N => ScalarType::N,
            types::ScalarAttributeType::B => ScalarType::B,
            other => return Err(unexpected("AttributeType", Some(other.as_str()))),
        },
    })
}

fn key_element(element: types::KeySchemaElement) -> Result<KeySchemaElement, BackendError> {
    Ok(KeySchemaElement {
        attribute_name: element.attribute_name,
        key_type: match element.key_type {
            types::KeyType::Hash => KeyType::Hash,
            types::KeyType::Range => KeyType::Range,
            other => return Err(unexpected("KeyType", Some(other.as_str()))),
        },
    })
}

fn global_index(index: types::GlobalSecondaryIndexDescription) -> Result<IndexDescription, BackendError> {
    Ok(IndexDescription {
        index_name: index.index_name.unwrap_or_default(),
        key_schema: all(index.key_schema, key_element)?,
        projection: projection(index.projection)?,
        index_status: index.index_status.as_ref().map(index_status).transpose()?,
        backfilling: index.backfilling,
        provisioned_throughput: Some(throughput(index.provisioned_throughput)),
        item_count: index.item_count.unwrap_or_default(),
        index_size_bytes: index.index_size_bytes.unwrap_or_default(),
        index_arn: index.index_arn.unwrap_or_default(),
    })
}

fn local_index(index: types::LocalSecondaryIndexDescription) -> Result<IndexDescription, BackendError> {
    Ok(IndexDescription {
        index_name: index.index_name.unwrap_or_default(),
        key_schema: all(index.key_schema, key_element)?,
        projection: projection(index.projection)?,
        index_status: None,
        backfilling: None,
        provisioned_throughput: None,
        item_count: index.item_count.unwrap_or_default(),
        index_size_bytes: index.index_size_bytes.unwrap_or_default(),
        index_arn: index.index_arn.unwrap_or_default(),
    })
}

pub(super) fn projection(projection: Option<types::Projection>) -> Result<IndexProjection, BackendError> {
    let Some(projection) = projection else { return Ok(IndexProjection::default()) };
    let projection_type = match projection.projection_type {
        None => None,
        Some(types::ProjectionType::All) => Some(ProjectionType::All),
        Some(types::ProjectionType::KeysOnly) => Some(ProjectionType::KeysOnly),
        Some(types::ProjectionType::Include) => Some(ProjectionType::Include),
        Some(other) => return Err(unexpected("ProjectionType", Some(other.as_str()))),
    };
    Ok(IndexProjection {
        projection_type,
        non_key_attributes: projection.non_key_attributes.unwrap_or_default(),
    })
}

fn throughput(throughput: Option<types::ProvisionedThroughputDescription>) -> ProvisionedThroughput {
    let (read, write) = throughput
        .map(|described| (described.read_capacity_units, described.write_capacity_units))
        .unwrap_or_default();
    ProvisionedThroughput {
        read_capacity_units: read.unwrap_or_default(),
        write_capacity_units: write.unwrap_or_default(),
    }
}
