//! A secondary index: which items it holds, under which keys, and how much of each.

use std::sync::Arc;

use dynamo_model::api::{IndexProjection, ProjectionType, ProvisionedThroughput};
use dynamo_model::{AttributeValue, Item, Name};

use super::key::Key;
use super::schema::{KeySchema, KeyValues};
use super::tree::{Entry, Tree};

/// Whether an index spans the table or one partition key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Global,
    Local,
}

/// A secondary index.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) scope: Scope,
    pub(crate) key: KeySchema,
    pub(crate) projection: IndexProjection,
    pub(crate) throughput: Option<ProvisionedThroughput>,
    pub(crate) entries: Tree,
}

impl Index {
    /// Whether the index holds every attribute.
    pub(crate) fn projects_all(&self) -> bool {
        self.projection.projection_type == Some(ProjectionType::All)
    }

    /// Whether the index holds an attribute of the items in it.
    pub(crate) fn projects(&self, table_key: &KeySchema, name: &str) -> bool {
        self.projects_all()
            || self.key.contains(name)
            || table_key.contains(name)
            || self.projection.non_key_attributes.iter().any(|attribute| attribute == name)
    }

    /// What the index holds of an item.
    pub(crate) fn project(&self, table_key: &KeySchema, item: &Item) -> Item {
        item.iter()
            .filter(|(name, _)| self.projects(table_key, name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }

    /// How many bytes of an item count in the index.
    pub(crate) fn size_of(&self, table_key: &KeySchema, item: &Item, size: usize) -> usize {
        if self.projects_all() {
            return size;
        }
        item.iter()
            .filter(|(name, _)| self.projects(table_key, name))
            .map(|(name, value)| name.len() + value.size())
            .sum()
    }

    /// Whether two items are the same for the index.
    pub(crate) fn holds_same(&self, table_key: &KeySchema, one: &Item, two: &Item) -> bool {
        if self.projects_all() {
            return one == two;
        }
        let held = |(name, _): &(&Name, &AttributeValue)| self.projects(table_key, name);
        one.iter().filter(held).eq(two.iter().filter(held))
    }

    /// The key of an item's entry: the index's key, then the table's. `None` when the item is not in the index.
    pub(crate) fn entry_key(&self, item: &Item, table_key: &Key) -> Option<Key> {
        self.entry_key_of(&self.key.values(item), table_key)
    }

    fn entry_key_of(&self, values: &KeyValues<'_>, table_key: &Key) -> Option<Key> {
        let mut builder = self.key.builder_of(values, table_key.bytes().len())?;
        builder.push_key(table_key);
        Some(builder.finish())
    }

    /// Whether an item is in the index: it has all key attributes.
    pub(crate) fn holds(&self, item: &Item) -> bool {
        self.key.is_in(item)
    }

    /// Whether two items have the same key attributes here.
    pub(crate) fn same_key(&self, one: &Item, two: &Item) -> bool {
        self.key.attributes().all(|attribute| one.get(&attribute.name) == two.get(&attribute.name))
    }

    /// Follows a change of an item of the table.
    pub(crate) fn follow(
        &mut self,
        schema: &KeySchema,
        table_key: &Key,
        old: Option<&Item>,
        new: Option<&Entry>,
    ) {
        let before = old.map(|old| self.key.values(old));
        let after = new.map(|new| self.key.values(&new.item));
        if let Some(before) = &before
            && after.as_ref() != Some(before)
            && let Some(key) = self.entry_key_of(before, table_key)
        {
            self.entries.remove(&key);
        }
        if let Some((new, after)) = new.zip(after)
            && let Some(key) = self.entry_key_of(&after, table_key)
        {
            let size = self.size_of(schema, &new.item, new.size);
            self.entries.insert(key, Entry { item: Arc::clone(&new.item), size });
        }
    }
}
