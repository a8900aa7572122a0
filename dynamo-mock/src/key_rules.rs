//! The rules about keys in requests and items.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>.

use dynamo_model::api::ServiceError;
use dynamo_model::{AttributeValue, Item};

use crate::storage::vector::{Misshape, floats};
use crate::storage::{Index, Key, KeyAttribute, KeySchema, KeyValues, Table};
use crate::{limit, message};

/// Checks a request's key: exactly the table's key attributes, of their types. Returns the key.
pub(crate) fn check_key(table: &Table, key: &Item) -> Result<Key, ServiceError> {
    let values = table.key.values(key);
    let fits = |(attribute, value): (&KeyAttribute, Option<&AttributeValue>)| {
        value.is_some_and(|value| attribute.admits(value))
    };
    if key.len() != table.key.len() || !table.key.attributes().zip(values.iter()).all(fits) {
        return Err(message::key_mismatch());
    }
    check_own_key(&table.key, &values)
}

/// Checks an item of a size to be put: the table's key, those of all indexes, and the size with what local indexes
/// hold. Returns the table's key.
pub(crate) fn check_item_keys(table: &Table, item: &Item, size: usize) -> Result<Key, ServiceError> {
    let values = table.key.values(item);
    for (attribute, value) in table.key.attributes().zip(values.iter()) {
        let value = value.ok_or_else(|| message::missing_key(&attribute.name))?;
        if !attribute.admits(value) {
            let expected = attribute.scalar.as_str();
            return Err(message::key_type(&attribute.name, expected, value.type_name()));
        }
    }
    let key = check_own_key(&table.key, &values)?;
    check_index_keys(table, item, message::empty_index_key)?;
    check_vectors(table, None, item, message::empty_index_key)?;
    if table.is_too_large(item, size) {
        return Err(message::item_too_large());
    }
    Ok(key)
}

/// Checks that the key attributes of a table have content and are not too long.
fn check_own_key(schema: &KeySchema, values: &KeyValues<'_>) -> Result<Key, ServiceError> {
    for (attribute, value) in schema.attributes().zip(values.iter()) {
        if let Some(kind) = value.and_then(emptiness) {
            return Err(message::empty_key(&attribute.name, kind));
        }
    }
    check_sizes(values)?;
    schema.key_of_values(values).ok_or_else(message::key_mismatch)
}

/// Checks that each index key attribute which an item has can be one. `empty` words the error of an empty one.
pub(crate) fn check_index_keys(
    table: &Table,
    item: &Item,
    empty: impl Fn(&str, &str, &str) -> ServiceError,
) -> Result<(), ServiceError> {
    for index in &table.indexes {
        let values = index.key.values(item);
        for (attribute, value) in own_attributes(index, &table.key, &values) {
            let Some(value) = value else { continue };
            if !attribute.admits(value) {
                let (expected, actual) = (attribute.scalar.as_str(), value.type_name());
                return Err(message::index_key_type(&attribute.name, expected, actual, &index.name));
            }
            if let Some(kind) = emptiness(value) {
                return Err(empty(&attribute.name, kind, &index.name));
            }
        }
        check_index_sizes(index, &values)?;
    }
    Ok(())
}

/// Checks the attributes that vector indexes take their vectors from or search by, as far as a write changes them.
/// `empty` words the error of an empty partition key.
pub(crate) fn check_vectors(
    table: &Table,
    old: Option<&Item>,
    new: &Item,
    empty: impl Fn(&str, &str, &str) -> ServiceError,
) -> Result<(), ServiceError> {
    let changed = |name: &str| {
        let value = new.get(name)?;
        (old.and_then(|old| old.get(name)) != Some(value)).then_some(value)
    };
    for vectors in &table.vector_indexes {
        let (attribute, index) = (vectors.attribute.as_str(), vectors.index.name.as_str());
        if let Some(value) = changed(attribute)
            && let Err(misshape) = floats(value, vectors.dimensions)
        {
            return Err(match misshape {
                Misshape::NoList => message::vector_type(attribute, index),
                Misshape::Length(actual) => {
                    message::vector_length(attribute, vectors.dimensions, actual, index)
                }
                Misshape::NoNumber { position, value } => {
                    message::vector_element_type(attribute, position, value.type_name(), index)
                }
                Misshape::OutOfRange { position, number } => {
                    message::vector_element_range(attribute, position, &number.to_string(), index)
                }
            });
        }
        for searched in vectors.searched() {
            let Some(value) = changed(&searched.name) else { continue };
            if !searched.admits(value) {
                let (expected, actual) = (searched.scalar.as_str(), value.type_name());
                return Err(message::search_attribute_type(&searched.name, expected, actual, index));
            }
            if vectors.index.key.contains(&searched.name)
                && let Some(kind) = emptiness(value)
            {
                return Err(empty(&searched.name, kind, index));
            }
        }
    }
    Ok(())
}

/// The attributes of an index's key that are not in the table's, and their values.
fn own_attributes<'i>(
    index: &'i Index,
    table_key: &KeySchema,
    values: &KeyValues<'i>,
) -> impl Iterator<Item = (&'i KeyAttribute, Option<&'i AttributeValue>)> {
    let all = index.key.attributes().zip(values.iter());
    all.filter(|(attribute, _)| !table_key.contains(&attribute.name))
}

/// What is wrong with a path that goes into an attribute: those of keys have no parts.
pub(crate) fn part_of_key(table: &Table, name: &str) -> Option<ServiceError> {
    if table.key.contains(name) {
        return Some(message::part_of_key("Key", name));
    }
    let indexed = table.indexes.iter().any(|index| index.key.contains(name));
    indexed.then(|| message::part_of_key("IndexKey", name))
}

/// The type of a value without content that a key must not have.
pub(crate) fn emptiness(value: &AttributeValue) -> Option<&'static str> {
    match value {
        AttributeValue::S(text) if text.is_empty() => Some("string"),
        AttributeValue::B(bytes) if bytes.is_empty() => Some("binary"),
        _ => None,
    }
}

/// Checks the sizes of the attributes that an index's key takes from an item.
fn check_index_sizes(index: &Index, values: &KeyValues<'_>) -> Result<(), ServiceError> {
    let (partition, sort) = values.sizes();
    let (too_long, size, limit) = if partition > limit::PARTITION_KEY_BYTES {
        (&index.key.partition, partition, limit::PARTITION_KEY_BYTES)
    } else if sort > limit::SORT_KEY_BYTES {
        (&index.key.sort, sort, limit::SORT_KEY_BYTES)
    } else {
        return Ok(());
    };
    match too_long.as_slice() {
        [attribute] if !index.key.is_multi() => {
            Err(message::index_key_too_long(&attribute.name, size, limit, &index.name))
        }
        _ => check_sizes(values),
    }
}

fn check_sizes(values: &KeyValues<'_>) -> Result<(), ServiceError> {
    let (partition, sort) = values.sizes();
    if partition > limit::PARTITION_KEY_BYTES {
        return Err(message::partition_key_too_long());
    }
    if sort > limit::SORT_KEY_BYTES {
        return Err(message::sort_key_too_long());
    }
    Ok(())
}
