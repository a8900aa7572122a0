//! The key schema of a table or index.

use dynamo_model::api::{AttributeDefinition, KeySchemaElement, KeyType};
use dynamo_model::{AttributeValue, Item};
use dynamo_schema::ScalarType;

use super::key::{Key, KeyBuilder, encoded_len};

/// One attribute of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyAttribute {
    pub(crate) name: String,
    pub(crate) scalar: ScalarType,
}

impl KeyAttribute {
    /// Whether a value has the attribute's type.
    pub(crate) const fn admits(&self, value: &AttributeValue) -> bool {
        matches!(
            (self.scalar, value),
            (ScalarType::S, AttributeValue::S(_))
                | (ScalarType::N, AttributeValue::N(_))
                | (ScalarType::B, AttributeValue::B(_))
        )
    }
}

/// The attributes of a key: one of each role in a table, up to four in a global index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KeySchema {
    pub(crate) partition: Vec<KeyAttribute>,
    pub(crate) sort: Vec<KeyAttribute>,
}

/// A table's key has two attributes at most, an index's four of each role.
const MOST_ATTRIBUTES: usize = 8;

/// The values of a key's attributes in an item, looked up once: those of the partition key, then those of the
/// sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyValues<'i> {
    values: [Option<&'i AttributeValue>; MOST_ATTRIBUTES],
    partition: usize,
}

impl<'i> KeyValues<'i> {
    /// The values in the order of [`KeySchema::attributes`].
    pub(crate) fn iter(&self) -> impl Iterator<Item = Option<&'i AttributeValue>> {
        self.values.iter().copied()
    }

    /// The bytes of the partition key's values, and of the sort key's.
    pub(crate) fn sizes(&self) -> (usize, usize) {
        let (partition, sort) = self.values.split_at(self.partition);
        let size =
            |values: &[Option<&AttributeValue>]| values.iter().flatten().map(|value| value.size()).sum();
        (size(partition), size(sort))
    }
}

impl KeySchema {
    /// The key schema of checked API values.
    pub(crate) fn new(elements: &[KeySchemaElement], definitions: &[AttributeDefinition]) -> Self {
        let mut schema = Self::default();
        for element in elements {
            let scalar = definitions
                .iter()
                .find(|definition| definition.attribute_name == element.attribute_name)
                .map_or(ScalarType::S, |definition| definition.attribute_type);
            let attribute = KeyAttribute { name: element.attribute_name.clone(), scalar };
            match element.key_type {
                KeyType::Hash => schema.partition.push(attribute),
                KeyType::Range => schema.sort.push(attribute),
            }
        }
        schema
    }

    /// All attributes: those of the partition key, then those of the sort key.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = &KeyAttribute> {
        self.partition.iter().chain(&self.sort)
    }

    /// How many attributes there are.
    pub(crate) fn len(&self) -> usize {
        self.partition.len() + self.sort.len()
    }

    /// Whether a role has several attributes, as only keys of global indexes can have.
    pub(crate) fn is_multi(&self) -> bool {
        self.partition.len() > 1 || self.sort.len() > 1
    }

    /// Whether an attribute is part of the key.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.attributes().any(|attribute| attribute.name == name)
    }

    /// Whether an item has all attributes, of their types.
    pub(crate) fn is_in(&self, item: &Item) -> bool {
        self.attributes()
            .all(|attribute| item.get(&attribute.name).is_some_and(|value| attribute.admits(value)))
    }

    /// The values of all attributes in an item, as far as it has them.
    pub(crate) fn values<'i>(&self, item: &'i Item) -> KeyValues<'i> {
        let mut values = [None; MOST_ATTRIBUTES];
        for (attribute, value) in self.attributes().zip(&mut values) {
            *value = item.get(&attribute.name);
        }
        KeyValues { values, partition: self.partition.len().min(MOST_ATTRIBUTES) }
    }

    /// The key of an item: `None` when an attribute is absent or of another type, so that an index leaves it out.
    pub(crate) fn key_of(&self, item: &Item) -> Option<Key> {
        self.key_of_values(&self.values(item))
    }

    /// The key that values make.
    pub(crate) fn key_of_values(&self, values: &KeyValues<'_>) -> Option<Key> {
        self.builder_of(values, 0).map(KeyBuilder::finish)
    }

    /// The beginning of the key of an index's entry: the index's own attributes, with room for more.
    pub(crate) fn builder_of(&self, values: &KeyValues<'_>, more: usize) -> Option<KeyBuilder> {
        let mut capacity = more;
        for (attribute, value) in self.attributes().zip(values.iter()) {
            capacity += encoded_len(value.filter(|value| attribute.admits(value))?);
        }
        let mut builder = KeyBuilder::with_capacity(capacity);
        let mut values = values.iter().take(self.len()).flatten();
        values.by_ref().take(self.partition.len()).for_each(|value| builder.push(value));
        builder.end_partition();
        values.for_each(|value| builder.push(value));
        Some(builder)
    }

    /// The beginning of the keys of all items with the same partition key.
    pub(crate) fn partition_of(&self, item: &Item) -> Option<Key> {
        let mut builder = KeyBuilder::with_capacity(0);
        for attribute in &self.partition {
            builder.push(item.get(&attribute.name).filter(|value| attribute.admits(value))?);
        }
        builder.end_partition();
        Some(builder.finish())
    }

    /// The partition key of an item, as an item of its own.
    pub(crate) fn project_partition(&self, item: &Item, into: &mut Item) {
        for attribute in &self.partition {
            if let Some(value) = item.get(&attribute.name) {
                into.insert(attribute.name.clone(), value.clone());
            }
        }
    }

    /// The key attributes of an item, as an item of their own.
    pub(crate) fn project(&self, item: &Item, into: &mut Item) {
        for attribute in self.attributes() {
            if let Some(value) = item.get(&attribute.name) {
                into.insert(attribute.name.clone(), value.clone());
            }
        }
    }
}
