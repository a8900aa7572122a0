//! CreateTable, DescribeTable, UpdateTable and DeleteTable.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types;
use dynamo_schema::ScalarType;

use super::administration::sdk_tags;
use super::description::description;
use super::error::{failed, not_built, unexpected};
use super::input::unless_empty;
use super::vector;
use crate::BackendError;
use crate::api::{
    AttributeDefinition, BillingMode, CreateTableInput, CreateTableOutput, DeleteGlobalSecondaryIndexAction,
    DeleteTableInput, DeleteTableOutput, DescribeTableInput, DescribeTableOutput, GlobalSecondaryIndex,
    GlobalSecondaryIndexUpdate, IndexProjection, KeySchemaElement, KeyType, LocalSecondaryIndex,
    ProjectionType, ProvisionedThroughput, StreamSpecification, StreamViewType,
    UpdateGlobalSecondaryIndexAction, UpdateTableInput, UpdateTableOutput,
};

pub(super) async fn create(
    client: &Client,
    input: CreateTableInput,
) -> Result<CreateTableOutput, BackendError> {
    let CreateTableInput {
        table_name,
        attribute_definitions,
        key_schema,
        global_secondary_indexes,
        local_secondary_indexes,
        vector_indexes,
        billing_mode,
        provisioned_throughput,
        deletion_protection_enabled,
        stream_specification,
        tags,
        resource_policy,
    } = input;
    let answer = client
        .create_table()
        .table_name(&*table_name)
        .set_attribute_definitions(Some(all(attribute_definitions, definition)?))
        .set_key_schema(Some(all(key_schema, key_element)?))
        .set_global_secondary_indexes(unless_empty(all(global_secondary_indexes, global_index)?))
        .set_local_secondary_indexes(unless_empty(all(local_secondary_indexes, local_index)?))
        .set_vector_indexes(unless_empty(all(vector_indexes, vector::index)?))
        .set_billing_mode(billing_mode.map(billing))
        .set_provisioned_throughput(provisioned_throughput.map(throughput).transpose()?)
        .set_deletion_protection_enabled(deletion_protection_enabled)
        .set_stream_specification(stream_specification.map(stream).transpose()?)
        .set_tags(unless_empty(sdk_tags(tags)?))
        .set_resource_policy(resource_policy)
        .send()
        .await
        .map_err(failed)?;
    let table = answer.table_description.ok_or_else(|| unexpected("TableDescription", None))?;
    Ok(CreateTableOutput { table_description: description(table)? })
}

pub(super) async fn describe(
    client: &Client,
    input: DescribeTableInput,
) -> Result<DescribeTableOutput, BackendError> {
    let DescribeTableInput { table_name } = input;
    let answer = client.describe_table().table_name(&*table_name).send().await.map_err(failed)?;
    let table = answer.table.ok_or_else(|| unexpected("Table", None))?;
    Ok(DescribeTableOutput { table: description(table)? })
}

pub(super) async fn delete(
    client: &Client,
    input: DeleteTableInput,
) -> Result<DeleteTableOutput, BackendError> {
    let DeleteTableInput { table_name } = input;
    let answer = client.delete_table().table_name(&*table_name).send().await.map_err(failed)?;
    let table = answer.table_description.ok_or_else(|| unexpected("TableDescription", None))?;
    Ok(DeleteTableOutput { table_description: description(table)? })
}

pub(super) async fn update(
    client: &Client,
    input: UpdateTableInput,
) -> Result<UpdateTableOutput, BackendError> {
    let UpdateTableInput {
        table_name,
        attribute_definitions,
        billing_mode,
        provisioned_throughput,
        global_secondary_index_updates,
        vector_index_updates,
        stream_specification,
        deletion_protection_enabled,
    } = input;
    let answer = client
        .update_table()
        .table_name(&*table_name)
        .set_attribute_definitions(unless_empty(all(attribute_definitions, definition)?))
        .set_billing_mode(billing_mode.map(billing))
        .set_provisioned_throughput(provisioned_throughput.map(throughput).transpose()?)
        .set_global_secondary_index_updates(unless_empty(all(global_secondary_index_updates, index_update)?))
        .set_vector_index_updates(unless_empty(all(vector_index_updates, vector::update)?))
        .set_stream_specification(stream_specification.map(stream).transpose()?)
        .set_deletion_protection_enabled(deletion_protection_enabled)
        .send()
        .await
        .map_err(failed)?;
    let table = answer.table_description.ok_or_else(|| unexpected("TableDescription", None))?;
    Ok(UpdateTableOutput { table_description: description(table)? })
}

fn index_update(
    change: GlobalSecondaryIndexUpdate,
) -> Result<types::GlobalSecondaryIndexUpdate, BackendError> {
    let GlobalSecondaryIndexUpdate { create, update, delete } = change;
    let created = |index: GlobalSecondaryIndex| {
        let GlobalSecondaryIndex { index_name, key_schema, projection: holds, provisioned_throughput } =
            index;
        types::CreateGlobalSecondaryIndexAction::builder()
            .index_name(index_name)
            .set_key_schema(Some(all(key_schema, key_element)?))
            .projection(projection(holds))
            .set_provisioned_throughput(provisioned_throughput.map(throughput).transpose()?)
            .build()
            .map_err(not_built)
    };
    let updated = |index: UpdateGlobalSecondaryIndexAction| {
        let UpdateGlobalSecondaryIndexAction { index_name, provisioned_throughput } = index;
        types::UpdateGlobalSecondaryIndexAction::builder()
            .index_name(index_name)
            .set_provisioned_throughput(provisioned_throughput.map(throughput).transpose()?)
            .build()
            .map_err(not_built)
    };
    let deleted = |index: DeleteGlobalSecondaryIndexAction| {
        let DeleteGlobalSecondaryIndexAction { index_name } = index;
        let action = types::DeleteGlobalSecondaryIndexAction::builder().index_name(index_name);
        action.build().map_err(not_built)
    };
    Ok(types::GlobalSecondaryIndexUpdate::builder()
        .set_create(create.map(created).transpose()?)
        .set_update(update.map(updated).transpose()?)
        .set_delete(delete.map(deleted).transpose()?)
        .build())
}

fn stream(wanted: StreamSpecification) -> Result<types::StreamSpecification, BackendError> {
    let StreamSpecification { stream_enabled, stream_view_type } = wanted;
    let view = |view| match view {
        StreamViewType::NewImage => types::StreamViewType::NewImage,
        StreamViewType::OldImage => types::StreamViewType::OldImage,
        StreamViewType::NewAndOldImages => types::StreamViewType::NewAndOldImages,
        StreamViewType::KeysOnly => types::StreamViewType::KeysOnly,
    };
    types::StreamSpecification::builder()
        .stream_enabled(stream_enabled)
        .set_stream_view_type(stream_view_type.map(view))
        .build()
        .map_err(not_built)
}

fn all<T, U>(list: Vec<T>, one: fn(T) -> Result<U, BackendError>) -> Result<Vec<U>, BackendError> {
    list.into_iter().map(one).collect()
}

fn definition(definition: AttributeDefinition) -> Result<types::AttributeDefinition, BackendError> {
    let AttributeDefinition { attribute_name, attribute_type } = definition;
    types::AttributeDefinition::builder()
        .attribute_name(attribute_name)
        .attribute_type(match attribute_type {
            ScalarType::S => types::ScalarAttributeType::S,
            ScalarType::N => types::ScalarAttributeType::N,
            ScalarType::B => types::ScalarAttributeType::B,
        })
        .build()
        .map_err(not_built)
}

fn key_element(element: KeySchemaElement) -> Result<types::KeySchemaElement, BackendError> {
    let KeySchemaElement { attribute_name, key_type } = element;
    types::KeySchemaElement::builder()
        .attribute_name(attribute_name)
        .key_type(match key_type {
            KeyType::Hash => types::KeyType::Hash,
            KeyType::Range => types::KeyType::Range,
        })
        .build()
        .map_err(not_built)
}

fn global_index(index: GlobalSecondaryIndex) -> Result<types::GlobalSecondaryIndex, BackendError> {
    let GlobalSecondaryIndex { index_name, key_schema, projection: holds, provisioned_throughput } = index;
    types::GlobalSecondaryIndex::builder()
        .index_name(index_name)
        .set_key_schema(Some(all(key_schema, key_element)?))
        .projection(projection(holds))
        .set_provisioned_throughput(provisioned_throughput.map(throughput).transpose()?)
        .build()
        .map_err(not_built)
}

fn local_index(index: LocalSecondaryIndex) -> Result<types::LocalSecondaryIndex, BackendError> {
    let LocalSecondaryIndex { index_name, key_schema, projection: holds } = index;
    types::LocalSecondaryIndex::builder()
        .index_name(index_name)
        .set_key_schema(Some(all(key_schema, key_element)?))
        .projection(projection(holds))
        .build()
        .map_err(not_built)
}

pub(super) fn projection(projection: IndexProjection) -> types::Projection {
    let IndexProjection { projection_type, non_key_attributes } = projection;
    types::Projection::builder()
        .set_projection_type(projection_type.map(|kind| match kind {
            ProjectionType::All => types::ProjectionType::All,
            ProjectionType::KeysOnly => types::ProjectionType::KeysOnly,
            ProjectionType::Include => types::ProjectionType::Include,
        }))
        .set_non_key_attributes(unless_empty(non_key_attributes))
        .build()
}

fn throughput(throughput: ProvisionedThroughput) -> Result<types::ProvisionedThroughput, BackendError> {
    let ProvisionedThroughput { read_capacity_units, write_capacity_units } = throughput;
    types::ProvisionedThroughput::builder()
        .read_capacity_units(read_capacity_units)
        .write_capacity_units(write_capacity_units)
        .build()
        .map_err(not_built)
}

const fn billing(mode: BillingMode) -> types::BillingMode {
    match mode {
        BillingMode::Provisioned => types::BillingMode::Provisioned,
        BillingMode::PayPerRequest => types::BillingMode::PayPerRequest,
    }
}
