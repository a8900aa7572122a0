//! Global indexes that are created on tables with items, and deleted again.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html>.

use std::collections::BTreeSet;
use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{AttributeDefinition, GlobalSecondaryIndex, ServiceError, VectorIndex};

use super::table_definition::{
    GLOBAL_INDEXES, ROLE_ATTRIBUTES, check_key, check_projection, unused_definitions,
};
use super::vector_definition::{VECTOR_INDEXES, check_vector_attributes, check_vector_index};
use crate::key_rules::emptiness;
use crate::storage::{
    Entry, Index, Key, KeyRange, KeySchema, Scope, Table, Tree, VectorIndex as StoredVectors,
};
use crate::{limit, message};

/// Checks an index that is to be created.
pub(super) fn check_created(
    table: &Table,
    given: &[AttributeDefinition],
    index: &GlobalSecondaryIndex,
) -> Result<(), ServiceError> {
    check_new(table, given, &index.index_name)?;
    let definitions = merged(&table.definitions, given);
    check_vector_attributes(vectors_of(table), &definitions)?;
    check_key(&index.key_schema, &definitions, ROLE_ATTRIBUTES)?;
    check_projection(&index.projection)?;
    if table.indexes_of(Scope::Global).count() >= GLOBAL_INDEXES {
        return Err(message::table_definition(
            "GlobalSecondaryIndex count exceeds the per-table limit of 20",
        ));
    }
    let mut used = used_names(table);
    used.extend(index.key_schema.iter().map(|element| element.attribute_name.as_str()));
    if given.iter().all(|definition| used.contains(definition.attribute_name.as_str())) {
        Ok(())
    } else {
        Err(unused_definitions(given, &used))
    }
}

/// Checks that the name of an index is new, and that no attribute gets another type.
fn check_new(table: &Table, given: &[AttributeDefinition], name: &str) -> Result<(), ServiceError> {
    if table.index(name).is_some() || table.vector_index(name).is_some() {
        return Err(message::index_exists());
    }
    let redefines = |new: &AttributeDefinition| {
        let mut there = table.definitions.iter();
        there.any(|old| old.attribute_name == new.attribute_name && old.attribute_type != new.attribute_type)
    };
    if given.iter().any(redefines) { Err(message::attribute_redefined()) } else { Ok(()) }
}

/// Checks a vector index that is to be created.
pub(super) fn check_created_vectors(
    table: &Table,
    given: &[AttributeDefinition],
    index: &VectorIndex,
) -> Result<(), ServiceError> {
    check_new(table, given, &index.index_name)?;
    let definitions = merged(&table.definitions, given);
    check_vector_index(index, &definitions, "vectorIndexUpdates.1.member.create")?;
    if table.vector_indexes.len() >= VECTOR_INDEXES {
        return Err(message::too_many_vector_indexes());
    }
    let new = (index.vector_attribute.attribute_name.as_str(), index.dimensions);
    check_vector_attributes(vectors_of(table).chain([new]), &definitions)?;
    let mut used = used_names(table);
    used.extend(index.search_schema.iter().map(|element| element.attribute_name.as_str()));
    if given.iter().all(|definition| used.contains(definition.attribute_name.as_str())) {
        Ok(())
    } else {
        Err(unused_definitions(given, &used))
    }
}

/// The attributes that hold the vectors of a table's indexes, and how long those are.
fn vectors_of(table: &Table) -> impl Iterator<Item = (&str, i64)> {
    table.vector_indexes.iter().map(|vectors| (vectors.attribute.as_str(), vectors.dimensions as i64))
}

/// Creates a checked vector index with the items that are there.
pub(super) fn create_vectors(table: &mut Table, given: &[AttributeDefinition], wanted: VectorIndex) {
    table.definitions = merged(&table.definitions, given);
    let mut vectors = StoredVectors::new(wanted, &table.definitions);
    let everything = KeyRange { start: Key::first_of_hash(0), end: None };
    for (key, entry) in table.items.walk(&everything, true) {
        vectors.follow(&table.key, key, None, Some(entry));
    }
    table.vector_indexes.push(vectors);
    table.vector_indexes.sort_by(|one, two| one.index.name.cmp(&two.index.name));
}

/// The attributes that the keys of a table and its indexes use, and those that searches name.
fn used_names(table: &Table) -> BTreeSet<&str> {
    let schemas = table.indexes.iter().map(|index| &index.key).chain([&table.key]);
    let searched = table.vector_indexes.iter().flat_map(StoredVectors::searched);
    let attributes = schemas.flat_map(KeySchema::attributes).chain(searched);
    attributes.map(|attribute| attribute.name.as_str()).collect()
}

fn merged(there: &[AttributeDefinition], given: &[AttributeDefinition]) -> Vec<AttributeDefinition> {
    let is_new =
        |new: &&AttributeDefinition| there.iter().all(|old| old.attribute_name != new.attribute_name);
    there.iter().chain(given.iter().filter(is_new)).cloned().collect()
}

/// Creates a checked index with the items that are there.
pub(super) fn create_index(table: &mut Table, given: &[AttributeDefinition], wanted: GlobalSecondaryIndex) {
    table.definitions = merged(&table.definitions, given);
    let mut index = Index {
        key: KeySchema::new(&wanted.key_schema, &table.definitions),
        name: wanted.index_name,
        scope: Scope::Global,
        projection: wanted.projection,
        throughput: wanted.provisioned_throughput,
        entries: Tree::default(),
    };
    let everything = KeyRange { start: Key::first_of_hash(0), end: None };
    for (key, entry) in table.items.walk(&everything, true) {
        if fits(&index.key, &entry.item)
            && let Some(entry_key) = index.entry_key(&entry.item, key)
        {
            let size = index.size_of(&table.key, &entry.item, entry.size);
            index.entries.insert(entry_key, Entry { item: Arc::clone(&entry.item), size });
        }
    }
    table.indexes.push(index);
    // The service names the first index with a wrong key in the order of their names.
    table.indexes.sort_by(|one, two| one.name.cmp(&two.name));
}

/// Whether an item's attributes can be keys. Those that cannot were written before the index, which passes over
/// the item.
fn fits(schema: &KeySchema, item: &Item) -> bool {
    let size = |attributes: &[crate::storage::KeyAttribute]| -> usize {
        attributes.iter().filter_map(|attribute| item.get(&attribute.name)).map(|value| value.size()).sum()
    };
    let filled = |attribute: &crate::storage::KeyAttribute| {
        item.get(&attribute.name).is_some_and(|value| emptiness(value).is_none())
    };
    schema.attributes().all(filled)
        && size(&schema.partition) <= limit::PARTITION_KEY_BYTES
        && size(&schema.sort) <= limit::SORT_KEY_BYTES
}

/// Deletes an index, and the definitions that nothing else uses.
pub(super) fn delete_index(table: &mut Table, name: &str) {
    table.indexes.retain(|index| index.name != name);
    table.vector_indexes.retain(|vectors| vectors.index.name != name);
    let used: BTreeSet<String> = used_names(table).into_iter().map(str::to_owned).collect();
    table.definitions.retain(|definition| used.contains(&definition.attribute_name));
    table.settings.insights.remove(name);
}
