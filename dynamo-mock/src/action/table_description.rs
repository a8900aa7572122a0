//! A table as the API describes it.

use dynamo_model::api::{
    IndexDescription, IndexStatus, KeySchemaElement, KeyType, ProvisionedThroughput, StreamSpecification,
    TableDescription, TableStatus, VectorAttributeDefinition, VectorIndexDescription,
};

use super::resource::arn;
use crate::storage::{Index, KeySchema, Scope, Table, VectorIndex};

pub(super) fn elements(schema: &KeySchema) -> Vec<KeySchemaElement> {
    let role = |key_type| move |attribute_name| KeySchemaElement { attribute_name, key_type };
    let names = |attributes: &[crate::storage::KeyAttribute]| -> Vec<String> {
        attributes.iter().map(|attribute| attribute.name.clone()).collect()
    };
    let partition = names(&schema.partition).into_iter().map(role(KeyType::Hash));
    let sort = names(&schema.sort).into_iter().map(role(KeyType::Range));
    partition.chain(sort).collect()
}

/// The resource name of a stream.
pub(super) fn stream_arn(table_name: &str, label: &str) -> String {
    format!("{}/stream/{label}", arn(table_name))
}

fn describe_index(table: &Table, index: &Index) -> IndexDescription {
    let global = index.scope == Scope::Global;
    let none = ProvisionedThroughput { read_capacity_units: 0, write_capacity_units: 0 };
    IndexDescription {
        index_name: index.name.clone(),
        key_schema: elements(&index.key),
        projection: index.projection.clone(),
        index_status: global.then_some(IndexStatus::Active),
        backfilling: None,
        provisioned_throughput: global.then(|| index.throughput.unwrap_or(none)),
        item_count: index.entries.len() as i64,
        index_size_bytes: index.entries.bytes() as i64,
        index_arn: format!("{}/index/{}", arn(&table.name), index.name),
    }
}

fn describe_vectors(table: &Table, vectors: &VectorIndex) -> VectorIndexDescription {
    let index = &vectors.index;
    VectorIndexDescription {
        index_name: index.name.clone(),
        search_schema: vectors.search_schema(),
        projection: index.projection.clone(),
        vector_attribute: VectorAttributeDefinition { attribute_name: vectors.attribute.clone() },
        dimensions: vectors.dimensions as i64,
        distance_function: vectors.distance,
        index_status: Some(IndexStatus::Active),
        backfilling: None,
        index_size_bytes: index.entries.bytes() as i64,
        item_count: index.entries.len() as i64,
        index_arn: format!("{}/index/{}", arn(&table.name), index.name),
    }
}

/// The description of a table in a phase of its life.
pub(super) fn describe(table: &Table, table_status: TableStatus) -> TableDescription {
    let indexes = |scope| table.indexes_of(scope).map(|index| describe_index(table, index)).collect();
    let latest = table.streams.last();
    TableDescription {
        table_name: table.name.as_ref().to_owned(),
        table_status,
        attribute_definitions: table.definitions.clone(),
        key_schema: elements(&table.key),
        global_secondary_indexes: indexes(Scope::Global),
        local_secondary_indexes: indexes(Scope::Local),
        vector_indexes: table.vector_indexes.iter().map(|index| describe_vectors(table, index)).collect(),
        billing_mode: table.billing_mode,
        provisioned_throughput: table.throughput,
        deletion_protection_enabled: table.deletion_protection,
        stream_specification: table
            .open_stream()
            .map(|stream| StreamSpecification { stream_enabled: true, stream_view_type: Some(stream.view) }),
        latest_stream_label: latest.map(|stream| stream.label.clone()),
        latest_stream_arn: latest.map(|stream| stream_arn(&table.name, &stream.label)),
        item_count: table.items.len() as i64,
        table_size_bytes: table.items.bytes() as i64,
        table_arn: arn(&table.name),
        table_id: table.id.clone(),
        creation_date_time: table.created,
    }
}
