//! One read of one item. GetItem is one, a batch or a transaction is several.

use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{ExpressionAttributeNames, ReturnedItem, ServiceError};

use crate::engine::Engine;
use crate::expression::{RequestExpressions, Selection, check_placeholders};
use crate::key_rules;
use crate::storage::{Entry, Key, Table};

/// What to read of an item.
pub(super) struct Read {
    selection: Option<Selection>,
}

/// A read has names and no values.
static NO_VALUES: Item = Item::new();

impl Read {
    /// Checks the projection, as far as the request alone shows.
    pub(super) fn new(
        engine: &Engine,
        projection: Option<&str>,
        names: &ExpressionAttributeNames,
    ) -> Result<Self, ServiceError> {
        check_placeholders(names, &NO_VALUES)?;
        let any = projection.is_some();
        let mut expressions = RequestExpressions::new(engine.expressions(), names, &NO_VALUES, any, "")?;
        let selection = projection.map(|text| expressions.projection(text)).transpose()?;
        expressions.finish()?;
        Ok(Self { selection })
    }

    /// The item with a key, and how many bytes it is; nothing and 0 when there is none.
    pub(super) fn item(
        &self,
        table: &Table,
        key: &Item,
    ) -> Result<(Option<ReturnedItem>, usize), ServiceError> {
        let key = key_rules::check_key(table, key)?;
        self.check_parts(table)?;
        Ok(self.at(table, &key))
    }

    /// A projection does not go into a key attribute.
    pub(super) fn check_parts(&self, table: &Table) -> Result<(), ServiceError> {
        let mut parts = self.selection.iter().flat_map(Selection::parts);
        parts.find_map(|name| key_rules::part_of_key(table, name)).map_or(Ok(()), Err)
    }

    /// The item at a checked key, and how many bytes it is.
    pub(super) fn at(&self, table: &Table, key: &Key) -> (Option<ReturnedItem>, usize) {
        match table.items.get(key) {
            None => (None, 0),
            Some(entry) => (Some(self.part_of(entry)), entry.size),
        }
    }

    fn part_of(&self, entry: &Entry) -> ReturnedItem {
        match &self.selection {
            None => ReturnedItem::Shared(Arc::clone(&entry.item)),
            Some(selection) => ReturnedItem::Owned(selection.of(&entry.item)),
        }
    }
}
