//! UpdateTable. A change is in effect when the answer comes; the answer alone shows the table in between.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html>.

use std::collections::BTreeSet;

use dynamo_model::api::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, GlobalSecondaryIndexUpdate, IndexStatus,
    ProvisionedThroughput, ServiceError, StreamSpecification, TableDescription, TableStatus,
    UpdateTableInput, UpdateTableOutput, VectorIndexUpdate,
};

use super::online_index::{check_created, check_created_vectors, create_index, create_vectors, delete_index};
use super::stream::check_specification;
use super::table_definition::{check_index_constraints, check_throughput};
use super::table_description::describe;
use super::table_name::described_table;
use crate::engine::{self, Engine};
use crate::message;
use crate::storage::{Scope, Table};

pub(crate) fn update_table(
    engine: &Engine,
    input: UpdateTableInput,
) -> Result<UpdateTableOutput, ServiceError> {
    let table = described_table(engine, &input.table_name, || check_request(&input))?;
    let mut table = engine::write(&table);
    check_billing(&table, &input)?;
    check_stream(&table, input.stream_specification)?;
    let online = check_indexes(&table, &input)?;
    let vectors = check_vectors(&table, &input, online.is_some())?;

    if let Some(mode) = input.billing_mode {
        set_billing(&mut table, mode);
    }
    if let Some(throughput) = input.provisioned_throughput {
        table.throughput = throughput;
    }
    if let Some(protected) = input.deletion_protection_enabled {
        table.deletion_protection = protected;
    }
    if let Some(wanted) = input.stream_specification {
        set_stream(engine, &mut table, wanted);
    }
    for change in &input.global_secondary_index_updates {
        if let Some(update) = &change.update
            && let Some(index) = table.indexes.iter_mut().find(|index| index.name == update.index_name)
        {
            index.throughput = update.provisioned_throughput;
        }
    }
    let table_description = match online {
        None => describe(&table, TableStatus::Updating),
        Some(Online::Create(index)) => {
            let name = index.index_name.clone();
            create_index(&mut table, &input.attribute_definitions, index);
            let mut description = describe(&table, TableStatus::Updating);
            mark(&mut description, &name, IndexStatus::Creating);
            description
        }
        Some(Online::Delete(name)) => {
            let mut description = describe(&table, TableStatus::Updating);
            mark(&mut description, &name, IndexStatus::Deleting);
            delete_index(&mut table, &name);
            description.attribute_definitions.clone_from(&table.definitions);
            description
        }
    };
    let table_description = match vectors {
        None => table_description,
        Some(change) => change_vectors(&mut table, &input.attribute_definitions, change),
    };
    Ok(UpdateTableOutput { table_description })
}

/// The one index that is created or deleted.
enum Online {
    Create(GlobalSecondaryIndex),
    Delete(String),
}

/// Shows an index as it is while it is being created or deleted: without items.
fn mark(description: &mut TableDescription, name: &str, status: IndexStatus) {
    let indexes = &mut description.global_secondary_indexes;
    if let Some(index) = indexes.iter_mut().find(|index| index.index_name == name) {
        index.index_status = Some(status);
        if status == IndexStatus::Creating {
            index.backfilling = Some(false);
            index.item_count = 0;
            index.index_size_bytes = 0;
        }
    }
}

/// The rules that the request alone shows.
fn check_request(input: &UpdateTableInput) -> Result<(), ServiceError> {
    check_throughput("provisionedThroughput", input.provisioned_throughput)?;
    for (at, change) in input.global_secondary_index_updates.iter().enumerate() {
        if let Some(index) = &change.create {
            check_index_constraints(index, &format!("globalSecondaryIndexUpdates.{}.member.create", at + 1))?;
        }
    }
    let on_demand = input.billing_mode == Some(BillingMode::PayPerRequest);
    if on_demand && input.provisioned_throughput.is_some() {
        return Err(throughput_on_demand());
    }
    if input.billing_mode.is_none()
        && input.provisioned_throughput.is_none()
        && input.global_secondary_index_updates.is_empty()
        && input.vector_index_updates.is_empty()
        && input.stream_specification.is_none()
        && input.deletion_protection_enabled.is_none()
    {
        return Err(message::nothing_to_update());
    }
    let mut names = BTreeSet::new();
    for change in &input.global_secondary_index_updates {
        let name = index_name(change)?;
        if !names.insert(name) {
            return Err(message::index_updated_twice(name));
        }
    }
    check_specification(input.stream_specification)
}

/// The index that a change is about. It has exactly one part.
fn index_name(change: &GlobalSecondaryIndexUpdate) -> Result<&str, ServiceError> {
    match (&change.create, &change.update, &change.delete) {
        (None, None, None) => Err(message::no_index_action()),
        (Some(create), None, None) => Ok(&create.index_name),
        (None, Some(update), None) => Ok(&update.index_name),
        (None, None, Some(delete)) => Ok(&delete.index_name),
        _ => Err(message::several_index_actions()),
    }
}

fn throughput_on_demand() -> ServiceError {
    message::table_definition(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    )
}

fn check_billing(table: &Table, input: &UpdateTableInput) -> Result<(), ServiceError> {
    let mode = input.billing_mode.unwrap_or(table.billing_mode);
    let changes = mode != table.billing_mode;
    match (mode, input.provisioned_throughput) {
        (BillingMode::PayPerRequest, Some(_)) => return Err(throughput_on_demand()),
        (BillingMode::Provisioned, None) if changes => {
            return Err(message::table_definition(
                "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
            ));
        }
        (BillingMode::Provisioned, Some(wanted)) if !changes && wanted == table.throughput => {
            return Err(message::same_throughput("table", table.throughput, wanted));
        }
        _ => {}
    }
    if mode == BillingMode::Provisioned && changes {
        let updated = |name: &str| {
            let mut updates = input.global_secondary_index_updates.iter();
            updates.any(|change| index_name(change) == Ok(name))
        };
        if let Some(index) = table.indexes_of(Scope::Global).find(|index| !updated(&index.name)) {
            return Err(throughput_missing(&index.name));
        }
    }
    Ok(())
}

/// Checks the change of a vector index. Of all kinds of indexes one at a time is created or deleted.
fn check_vectors<'i>(
    table: &Table,
    input: &'i UpdateTableInput,
    other: bool,
) -> Result<Option<&'i VectorIndexUpdate>, ServiceError> {
    let mode = input.billing_mode.unwrap_or(table.billing_mode);
    if mode == BillingMode::Provisioned && !table.vector_indexes.is_empty() {
        return Err(message::vectors_stay_on_demand());
    }
    let change = match input.vector_index_updates.as_slice() {
        [] => return Ok(None),
        [change] if !other => change,
        _ => return Err(message::one_index_at_a_time()),
    };
    match (&change.create, &change.delete) {
        (Some(index), None) => {
            if mode != BillingMode::PayPerRequest {
                return Err(message::vectors_on_demand());
            }
            check_created_vectors(table, &input.attribute_definitions, index)?;
        }
        (None, Some(delete)) if table.vector_index(&delete.index_name).is_none() => {
            return Err(message::table_not_found());
        }
        (None, Some(_)) => {}
        (None, None) => return Err(message::no_index_action()),
        (Some(_), Some(_)) => return Err(message::several_index_actions()),
    }
    Ok(Some(change))
}

/// Creates or deletes a vector index, and shows the table in between.
fn change_vectors(
    table: &mut Table,
    given: &[AttributeDefinition],
    change: &VectorIndexUpdate,
) -> TableDescription {
    let mark = |description: &mut TableDescription, name: &str, status| {
        let mut indexes = description.vector_indexes.iter_mut();
        if let Some(index) = indexes.find(|index| index.index_name == name) {
            index.index_status = Some(status);
            if status == IndexStatus::Creating {
                (index.backfilling, index.item_count, index.index_size_bytes) = (Some(false), 0, 0);
            }
        }
    };
    if let Some(index) = &change.create {
        create_vectors(table, given, index.clone());
        let mut description = describe(table, TableStatus::Updating);
        mark(&mut description, &index.index_name, IndexStatus::Creating);
        return description;
    }
    let name = change.delete.as_ref().map_or("", |delete| &delete.index_name);
    let mut description = describe(table, TableStatus::Updating);
    mark(&mut description, name, IndexStatus::Deleting);
    delete_index(table, name);
    description.attribute_definitions.clone_from(&table.definitions);
    description
}

fn throughput_missing(index: &str) -> ServiceError {
    message::table_definition(&format!("ProvisionedThroughput must be specified for index: {index}"))
}

fn set_billing(table: &mut Table, mode: BillingMode) {
    table.billing_mode = mode;
    if mode == BillingMode::PayPerRequest {
        table.throughput = ProvisionedThroughput { read_capacity_units: 0, write_capacity_units: 0 };
        for index in &mut table.indexes {
            index.throughput = None;
        }
    }
}

fn check_stream(table: &Table, wanted: Option<StreamSpecification>) -> Result<(), ServiceError> {
    match (wanted.map(|wanted| wanted.stream_enabled), table.open_stream()) {
        (Some(true), Some(_)) => Err(message::stream_enabled(&table.name)),
        (Some(false), None) => Err(message::no_stream_to_disable(&table.name)),
        _ => Ok(()),
    }
}

fn set_stream(engine: &Engine, table: &mut Table, wanted: StreamSpecification) {
    let now = engine.clock().now();
    table.streams.retain(|stream| !stream.is_over(now));
    match wanted.stream_view_type {
        Some(view) => table.streams.push(engine.new_stream(view)),
        None => {
            if let Some(stream) = table.streams.last_mut() {
                stream.closed.get_or_insert(now);
            }
        }
    }
}

/// Checks the changes of indexes, and says which index is created or deleted.
fn check_indexes(table: &Table, input: &UpdateTableInput) -> Result<Option<Online>, ServiceError> {
    let on_demand = input.billing_mode.unwrap_or(table.billing_mode) == BillingMode::PayPerRequest;
    let updates = &input.global_secondary_index_updates;
    if updates.iter().filter(|change| change.update.is_none()).count() > 1 {
        return Err(message::one_index_at_a_time());
    }
    let mut online = None;
    for change in updates {
        let name = index_name(change)?;
        let there = table.indexes_of(Scope::Global).find(|index| index.name == name);
        let throughput = match (&change.create, &change.update) {
            (Some(index), _) => index.provisioned_throughput,
            (_, Some(update)) => update.provisioned_throughput,
            _ => None,
        };
        if change.delete.is_none() && throughput.is_some() == on_demand {
            return Err(match on_demand {
                false => throughput_missing(name),
                true => message::table_definition(&format!(
                    "ProvisionedThroughput should not be specified for index: {name} when BillingMode is \
                     PAY_PER_REQUEST"
                )),
            });
        }
        match (&change.create, &change.update, there) {
            (Some(index), ..) => {
                check_created(table, &input.attribute_definitions, index)?;
                online = Some(Online::Create(index.clone()));
            }
            (None, _, None) => return Err(message::table_not_found()),
            (None, Some(_), Some(index)) => {
                if let (Some(current), Some(wanted)) = (index.throughput, throughput)
                    && current == wanted
                {
                    return Err(message::same_throughput("index", current, wanted));
                }
            }
            (None, None, Some(index)) => online = Some(Online::Delete(index.name.clone())),
        }
    }
    Ok(online)
}
