//! The rules of a table's definition, in the order in which the service checks them.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html>.

use std::collections::BTreeSet;

use dynamo_model::api::{
    AttributeDefinition, BillingMode, CreateTableInput, GlobalSecondaryIndex, IndexProjection,
    KeySchemaElement, KeyType, ProjectionType, ProvisionedThroughput, ServiceError,
};

use super::table_name::{broken_constraint, check_table_name};
use super::vector_definition::check_vector_indexes;
use crate::message;

/// The largest throughput that a request may ask for.
const MAX_CAPACITY: i64 = 1_000_000_000_000;
pub(super) const GLOBAL_INDEXES: usize = 20;
const LOCAL_INDEXES: usize = 5;
/// The attributes of each role in the key of a global index.
pub(super) const ROLE_ATTRIBUTES: usize = 4;
/// The characters of the name of a key attribute, and of one that an index projects.
const KEY_NAME_CHARACTERS: usize = 255;
/// The attributes that one index names in its projection, and all indexes together.
const PROJECTED: usize = 20;
const ALL_PROJECTED: usize = 100;

/// An index of either kind.
struct IndexPart<'i> {
    name: &'i str,
    key: &'i [KeySchemaElement],
    projection: &'i IndexProjection,
    throughput: Option<ProvisionedThroughput>,
    /// The list that the index is in, as the service names it.
    list: &'static str,
}

fn index_parts(input: &CreateTableInput) -> (Vec<IndexPart<'_>>, Vec<IndexPart<'_>>) {
    let global = input.global_secondary_indexes.iter().map(|index| IndexPart {
        name: &index.index_name,
        key: &index.key_schema,
        projection: &index.projection,
        throughput: index.provisioned_throughput,
        list: "globalSecondaryIndexes",
    });
    let local = input.local_secondary_indexes.iter().map(|index| IndexPart {
        name: &index.index_name,
        key: &index.key_schema,
        projection: &index.projection,
        throughput: None,
        list: "localSecondaryIndexes",
    });
    (global.collect(), local.collect())
}

/// Checks a table's definition.
pub(super) fn check_definition(input: &CreateTableInput) -> Result<(), ServiceError> {
    let (global, local) = index_parts(input);
    check_constraints(input, &global, &local)?;
    check_billing(input, &global)?;
    let definitions = &input.attribute_definitions;
    if input.key_schema.len() > definitions.len() {
        return Err(message::key_schema("Some index key attribute have no definition"));
    }
    check_key(&input.key_schema, definitions, 1)?;
    check_local(input, &local)?;
    check_global(&global, definitions)?;
    check_vector_indexes(&input.vector_indexes, definitions, input.billing_mode)?;
    let mut names = BTreeSet::new();
    let vectors = input.vector_indexes.iter().map(|index| index.index_name.as_str());
    for name in local.iter().chain(&global).map(|index| index.name).chain(vectors) {
        if !names.insert(name) {
            return Err(message::table_definition(&format!("Duplicate index name: {name}")));
        }
    }
    check_projected(&local, &global)?;
    check_used(input, &local, &global)
}

/// The constraints of the API's model: names, lengths of lists, least values.
fn check_constraints(
    input: &CreateTableInput,
    global: &[IndexPart<'_>],
    local: &[IndexPart<'_>],
) -> Result<(), ServiceError> {
    check_table_name(&input.table_name)?;
    for (at, definition) in input.attribute_definitions.iter().enumerate() {
        let member = format!("attributeDefinitions.{}.member.attributeName", at + 1);
        check_attribute_name(&definition.attribute_name, &member)?;
    }
    check_key_length(&input.key_schema, "keySchema", 2)?;
    check_key_names(&input.key_schema, "keySchema")?;
    check_throughput("provisionedThroughput", input.provisioned_throughput)?;
    for (parts, longest) in [(global, 2 * ROLE_ATTRIBUTES), (local, 2)] {
        for (at, index) in parts.iter().enumerate() {
            check_index_part(index, &format!("{}.{}.member", index.list, at + 1), longest)?;
        }
    }
    Ok(())
}

/// The constraints of an index that is created on a table that is there.
pub(super) fn check_index_constraints(index: &GlobalSecondaryIndex, place: &str) -> Result<(), ServiceError> {
    let part = IndexPart {
        name: &index.index_name,
        key: &index.key_schema,
        projection: &index.projection,
        throughput: index.provisioned_throughput,
        list: "",
    };
    check_index_part(&part, place, 2 * ROLE_ATTRIBUTES)
}

fn check_index_part(index: &IndexPart<'_>, place: &str, longest: usize) -> Result<(), ServiceError> {
    let member = |name: &str| format!("{place}.{name}");
    if let Some(constraint) = broken_constraint(index.name) {
        return Err(message::constraint(Some(index.name), &member("indexName"), constraint));
    }
    check_key_length(index.key, "keySchema", longest)?;
    check_key_names(index.key, &member("keySchema"))?;
    check_throughput(&member("provisionedThroughput"), index.throughput)?;
    let projected = &index.projection.non_key_attributes;
    if projected.len() > PROJECTED {
        let value = format!("[{}]", projected.join(", "));
        let member = member("projection.nonKeyAttributes");
        return Err(message::constraint(Some(&value), &member, "have length less than or equal to 20"));
    }
    for (at, name) in projected.iter().enumerate() {
        let place = member(&format!("projection.nonKeyAttributes.{}.member", at + 1));
        check_attribute_name(name, &place)?;
    }
    Ok(())
}

fn check_key_names(key: &[KeySchemaElement], member: &str) -> Result<(), ServiceError> {
    for (at, element) in key.iter().enumerate() {
        check_attribute_name(&element.attribute_name, &format!("{member}.{}.member.attributeName", at + 1))?;
    }
    Ok(())
}

/// Names of key attributes and of those that an index projects are shorter than others, see
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>.
fn check_attribute_name(name: &str, member: &str) -> Result<(), ServiceError> {
    let constraint = match name.chars().count() {
        0 => "have length greater than or equal to 1",
        ..=KEY_NAME_CHARACTERS => return Ok(()),
        _ => "have length less than or equal to 255",
    };
    Err(message::constraint(Some(name), member, constraint))
}

fn check_key_length(key: &[KeySchemaElement], member: &str, longest: usize) -> Result<(), ServiceError> {
    if key.is_empty() {
        return Err(message::constraint(Some("[]"), member, "have length greater than or equal to 1"));
    }
    if key.len() <= longest {
        return Ok(());
    }
    let elements: Vec<String> = key
        .iter()
        .map(|element| {
            let role = match element.key_type {
                KeyType::Hash => "HASH",
                KeyType::Range => "RANGE",
            };
            format!("KeySchemaElement(attributeName={}, keyType={role})", element.attribute_name)
        })
        .collect();
    let value = format!("[{}]", elements.join(", "));
    Err(message::constraint(Some(&value), member, &format!("have length less than or equal to {longest}")))
}

pub(super) fn check_throughput(
    member: &str,
    throughput: Option<ProvisionedThroughput>,
) -> Result<(), ServiceError> {
    let Some(throughput) = throughput else { return Ok(()) };
    let units = [
        ("readCapacityUnits", throughput.read_capacity_units),
        ("writeCapacityUnits", throughput.write_capacity_units),
    ];
    for (name, value) in units {
        if value < 1 {
            let (value, member) = (value.to_string(), format!("{member}.{name}"));
            return Err(message::constraint(Some(&value), &member, "have value greater than or equal to 1"));
        }
    }
    Ok(())
}

fn check_billing(input: &CreateTableInput, global: &[IndexPart<'_>]) -> Result<(), ServiceError> {
    if input.billing_mode == Some(BillingMode::PayPerRequest) {
        if input.provisioned_throughput.is_some() {
            return Err(message::table_definition(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is \
                 PAY_PER_REQUEST",
            ));
        }
        if let Some(index) = global.iter().find(|index| index.throughput.is_some()) {
            return Err(message::table_definition(&format!(
                "ProvisionedThroughput should not be specified for index: {} when BillingMode is PAY_PER_REQUEST",
                index.name
            )));
        }
        return Ok(());
    }
    let Some(throughput) = input.provisioned_throughput else {
        return Err(message::table_definition(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        ));
    };
    if let Some(index) = global.iter().find(|index| index.throughput.is_none()) {
        return Err(message::table_definition(&format!(
            "ProvisionedThroughput must be specified for index: {}",
            index.name
        )));
    }
    for throughput in std::iter::once(throughput).chain(global.iter().filter_map(|index| index.throughput)) {
        if throughput.read_capacity_units > MAX_CAPACITY {
            let value = throughput.read_capacity_units;
            return Err(message::capacity_out_of_bounds(value, "ReadCapacityUnits"));
        }
        if throughput.write_capacity_units > MAX_CAPACITY {
            let value = throughput.write_capacity_units;
            return Err(message::capacity_out_of_bounds(value, "WriteCapacityUnits"));
        }
    }
    Ok(())
}

/// Checks the roles of a key's attributes, that no name comes twice, and that all are defined.
pub(super) fn check_key(
    key: &[KeySchemaElement],
    definitions: &[AttributeDefinition],
    of_each_role: usize,
) -> Result<(), ServiceError> {
    if key.first().is_none_or(|element| element.key_type != KeyType::Hash) {
        return Err(message::key_schema("The first KeySchemaElement is not a HASH key type"));
    }
    let names: BTreeSet<&str> = key.iter().map(|element| element.attribute_name.as_str()).collect();
    if names.len() < key.len() {
        return Err(message::same_key_name(key.len()));
    }
    if of_each_role == 1 && key.get(1).is_some_and(|element| element.key_type != KeyType::Range) {
        return Err(message::key_schema("The second KeySchemaElement is not a RANGE key type"));
    }
    let count = |role| key.iter().filter(|element| element.key_type == role).count();
    if !key.is_sorted_by_key(|element| element.key_type == KeyType::Range) {
        return Err(message::table_definition(
            "All HASH key attributes must precede RANGE key attributes in the KeySchema",
        ));
    }
    for (role, name) in [(KeyType::Hash, "HASH"), (KeyType::Range, "RANGE")] {
        if count(role) > of_each_role {
            return Err(message::table_definition(&format!(
                "The KeySchema exceeds the maximum allowed number of {name} key attributes"
            )));
        }
    }
    let defined = |name: &str| definitions.iter().any(|definition| definition.attribute_name == name);
    if key.iter().all(|element| defined(&element.attribute_name)) {
        return Ok(());
    }
    let keys: Vec<&str> = key.iter().map(|element| element.attribute_name.as_str()).collect();
    Err(message::table_definition(&format!(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: [{}], AttributeDefinitions: [{}]",
        keys.join(", "),
        defined_names(definitions)
    )))
}

fn defined_names(definitions: &[AttributeDefinition]) -> String {
    let names: Vec<&str> = definitions.iter().map(|definition| definition.attribute_name.as_str()).collect();
    names.join(", ")
}

fn check_local(input: &CreateTableInput, local: &[IndexPart<'_>]) -> Result<(), ServiceError> {
    if local.is_empty() {
        return Ok(());
    }
    if input.key_schema.len() < 2 {
        return Err(message::table_definition(
            "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
        ));
    }
    let table_hash = input.key_schema.first().map_or("", |element| element.attribute_name.as_str());
    for index in local {
        check_key(index.key, &input.attribute_definitions, 1)?;
        if index.key.len() < 2 {
            return Err(message::table_definition(&format!(
                "Index KeySchema does not have a range key for index: {}",
                index.name
            )));
        }
        let hash = index.key.first().map_or("", |element| element.attribute_name.as_str());
        if hash != table_hash {
            return Err(message::table_definition(&format!(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: {}. index \
                 hash key: {hash}, table hash key: {table_hash}",
                index.name
            )));
        }
        check_projection(index.projection)?;
    }
    if local.len() > LOCAL_INDEXES {
        return Err(message::table_definition(
            "Number of LocalSecondaryIndexes exceeds per-table limit of 5",
        ));
    }
    Ok(())
}

fn check_global(global: &[IndexPart<'_>], definitions: &[AttributeDefinition]) -> Result<(), ServiceError> {
    for index in global {
        check_key(index.key, definitions, ROLE_ATTRIBUTES)?;
        check_projection(index.projection)?;
    }
    if global.len() > GLOBAL_INDEXES {
        return Err(message::table_definition(
            "GlobalSecondaryIndex count exceeds the per-table limit of 20",
        ));
    }
    Ok(())
}

pub(super) fn check_projection(projection: &IndexProjection) -> Result<(), ServiceError> {
    let named = !projection.non_key_attributes.is_empty();
    let problem = match (projection.projection_type, named) {
        (None, _) => "Unknown ProjectionType: null",
        (Some(ProjectionType::Include), false) => {
            "ProjectionType is INCLUDE, but NonKeyAttributes is not specified"
        }
        (Some(ProjectionType::All), true) => "ProjectionType is ALL, but NonKeyAttributes is specified",
        (Some(ProjectionType::KeysOnly), true) => {
            "ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified"
        }
        _ => return Ok(()),
    };
    Err(message::table_definition(problem))
}

fn check_projected(local: &[IndexPart<'_>], global: &[IndexPart<'_>]) -> Result<(), ServiceError> {
    let all: usize = local.iter().chain(global).map(|index| index.projection.non_key_attributes.len()).sum();
    if all > ALL_PROJECTED {
        return Err(message::table_definition(
            "Total number of attributes specified in all projections exceeds the limit of 100",
        ));
    }
    Ok(())
}

/// Every defined attribute is part of a key, and none is defined twice.
fn check_used(
    input: &CreateTableInput,
    local: &[IndexPart<'_>],
    global: &[IndexPart<'_>],
) -> Result<(), ServiceError> {
    let definitions = &input.attribute_definitions;
    let keys = local.iter().chain(global).map(|index| index.key);
    let searched = input.vector_indexes.iter().flat_map(|index| &index.search_schema);
    let searched = searched.map(|element| element.attribute_name.as_str());
    let used: BTreeSet<&str> = std::iter::once(input.key_schema.as_slice())
        .chain(keys)
        .flatten()
        .map(|element| element.attribute_name.as_str())
        .chain(searched)
        .collect();
    if used.len() == definitions.len() {
        return Ok(());
    }
    if local.is_empty() && global.is_empty() && input.vector_indexes.is_empty() {
        return Err(message::table_definition(
            "Number of attributes in KeySchema does not exactly match number of attributes defined in \
             AttributeDefinitions",
        ));
    }
    Err(unused_definitions(definitions, &used))
}

/// The refusal of definitions that no key uses.
pub(super) fn unused_definitions(definitions: &[AttributeDefinition], used: &BTreeSet<&str>) -> ServiceError {
    let used: Vec<&str> = used.iter().copied().collect();
    message::table_definition(&format!(
        "Some AttributeDefinitions are not used. AttributeDefinitions: [{}], keys used: [{}]",
        defined_names(definitions),
        used.join(", ")
    ))
}
