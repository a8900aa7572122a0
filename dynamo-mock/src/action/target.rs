//! What a Query or Scan reads: a table or one of its indexes.

use std::borrow::Cow;
use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{ReturnedItem, ServiceError};

use crate::message;
use crate::storage::{Entry, Index, Key, KeySchema, Scope, Table, Tree};

/// A table or one of its indexes.
#[derive(Clone, Copy)]
pub(super) struct Target<'t> {
    pub(super) table: &'t Table,
    pub(super) index: Option<&'t Index>,
}

impl<'t> Target<'t> {
    /// The table, or its index when one is named.
    pub(super) fn new(table: &'t Table, index: Option<&str>, action: &str) -> Result<Self, ServiceError> {
        let index = match index {
            None => None,
            Some(name) if table.vector_index(name).is_some() => return Err(message::not_for_vectors(action)),
            Some(name) => Some(table.index(name).ok_or_else(|| message::index_not_found(name))?),
        };
        Ok(Self { table, index })
    }

    /// The global index that is read.
    pub(super) fn global(self) -> Option<&'t Index> {
        self.index.filter(|index| index.scope == Scope::Global)
    }

    /// The key schema.
    pub(super) fn schema(self) -> &'t KeySchema {
        self.index.map_or(&self.table.key, |index| &index.key)
    }

    /// The ordered entries.
    pub(super) fn tree(self) -> &'t Tree {
        self.index.map_or(&self.table.items, |index| &index.entries)
    }

    /// Whether an attribute can be read without fetching the item from the table.
    pub(super) fn holds(self, name: &str) -> bool {
        self.index.is_none_or(|index| index.projects(&self.table.key, name))
    }

    /// What is stored of an item.
    pub(super) fn stored(self, entry: &Entry) -> ReturnedItem {
        match self.index.filter(|index| !index.projects_all()) {
            None => ReturnedItem::Shared(Arc::clone(&entry.item)),
            Some(index) => ReturnedItem::Owned(index.project(&self.table.key, &entry.item)),
        }
    }

    /// What a filter sees of an item: the whole, or only what the index holds.
    pub(super) fn seen(self, entry: &Entry, narrow: bool) -> Cow<'_, Item> {
        match self.index.filter(|_| narrow) {
            None => Cow::Borrowed(&*entry.item),
            Some(index) => Cow::Owned(index.project(&self.table.key, &entry.item)),
        }
    }

    /// How many attributes a start key has: those of the index and of the table.
    pub(super) fn start_key_len(self) -> usize {
        let own = |index: &Index| {
            index.key.attributes().filter(|attribute| !self.table.key.contains(&attribute.name)).count()
        };
        self.table.key.len() + self.index.map_or(0, own)
    }

    /// The key from which a next page can go on after an item.
    pub(super) fn key_of(self, item: &Item) -> Item {
        let mut key = Item::with_capacity(self.start_key_len());
        self.table.key.project(item, &mut key);
        if let Some(index) = self.index {
            index.key.project(item, &mut key);
        }
        key
    }

    /// The position of a start key in the tree.
    pub(super) fn position(self, key: &Item) -> Option<Key> {
        let table_key = self.table.key.key_of(key)?;
        match self.index {
            None => Some(table_key),
            Some(index) => index.entry_key(key, &table_key),
        }
    }
}
