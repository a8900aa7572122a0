//! CreateTable.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>.

use std::sync::Arc;

use dynamo_model::api::{
    BillingMode, CreateTableInput, CreateTableOutput, IndexProjection, KeySchemaElement,
    ProvisionedThroughput, ServiceError, TableStatus,
};

use super::resource::{is_arn, plain_name};
use super::resource_policy::{check_policy, set_policy};
use super::stream::check_specification;
use super::table_definition::check_definition;
use super::table_description::describe;
use super::tag::check_tags;
use crate::engine::Engine;
use crate::message;
use crate::storage::{Index, KeySchema, Lag, Scope, Settings, Table, TableLock, Tree, VectorIndex};

pub(crate) fn create_table(
    engine: &Engine,
    mut input: CreateTableInput,
) -> Result<CreateTableOutput, ServiceError> {
    check_definition(&input)?;
    if is_arn(&input.table_name) {
        input.table_name = plain_name(&input.table_name).into();
    }
    check_specification(input.stream_specification)?;
    check_tags(&input.tags)?;
    if let Some(policy) = &input.resource_policy {
        check_policy(policy)?;
    }
    let mut tables = engine.tables_mut();
    if tables.contains_key(&input.table_name) {
        return Err(message::table_exists(&input.table_name));
    }
    let table = new_table(engine, input);
    let table_description = describe(&table, TableStatus::Creating);
    tables.insert(Arc::clone(&table.name), Arc::new(TableLock::new(table)));
    Ok(CreateTableOutput { table_description })
}

/// The empty table of a checked definition.
fn new_table(engine: &Engine, input: CreateTableInput) -> Table {
    let definitions = input.attribute_definitions;
    let index = |scope, name, key: &[KeySchemaElement], projection: IndexProjection, throughput| Index {
        name,
        scope,
        key: KeySchema::new(key, &definitions),
        projection,
        throughput,
        entries: Tree::default(),
    };
    let global = input.global_secondary_indexes.into_iter().map(|gsi| {
        index(Scope::Global, gsi.index_name, &gsi.key_schema, gsi.projection, gsi.provisioned_throughput)
    });
    let local = input
        .local_secondary_indexes
        .into_iter()
        .map(|lsi| index(Scope::Local, lsi.index_name, &lsi.key_schema, lsi.projection, None));
    let mut vector_indexes: Vec<VectorIndex> =
        input.vector_indexes.into_iter().map(|wanted| VectorIndex::new(wanted, &definitions)).collect();
    vector_indexes.sort_by(|one, two| one.index.name.cmp(&two.index.name));
    let mut indexes: Vec<Index> = global.chain(local).collect();
    // The service checks the keys of indexes, and names the first that is wrong, in the order of their names.
    indexes.sort_by(|one, two| one.name.cmp(&two.name));
    let mut settings = Settings {
        tags: input.tags.into_iter().map(|tag| (tag.key, tag.value)).collect(),
        ..Settings::default()
    };
    if let Some(policy) = input.resource_policy {
        set_policy(&mut settings, policy);
    }
    let view = input.stream_specification.and_then(|wanted| wanted.stream_view_type);
    let streams = view.map(|view| engine.new_stream(view)).into_iter().collect();
    Table {
        name: input.table_name,
        id: engine.next_table_id(),
        created: engine.clock().now().as_secs_f64(),
        key: KeySchema::new(&input.key_schema, &definitions),
        definitions,
        billing_mode: input.billing_mode.unwrap_or(BillingMode::Provisioned),
        throughput: input
            .provisioned_throughput
            .unwrap_or(ProvisionedThroughput { read_capacity_units: 0, write_capacity_units: 0 }),
        deletion_protection: input.deletion_protection_enabled == Some(true),
        settings,
        streams,
        items: Tree::default(),
        indexes,
        vector_indexes,
        lag: Lag::new(engine.lag()),
    }
}
