//! A table: its items, and its indexes kept in step with them.

use std::sync::Arc;
use std::time::Duration;

use dynamo_model::Item;
use dynamo_model::api::{AttributeDefinition, BillingMode, ProvisionedThroughput};

use super::index::{Index, Scope};
use super::key::Key;
use super::lag::Lag;
use super::schema::KeySchema;
use super::settings::Settings;
use super::stream::{Change, Stream};
use super::tree::{Entry, Tree};
use super::vector::VectorIndex;
use crate::limit;

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: Arc<str>,
    pub(crate) id: String,
    pub(crate) created: f64,
    pub(crate) definitions: Vec<AttributeDefinition>,
    pub(crate) key: KeySchema,
    pub(crate) billing_mode: BillingMode,
    pub(crate) throughput: ProvisionedThroughput,
    pub(crate) deletion_protection: bool,
    pub(crate) settings: Settings,
    /// The streams whose records can be read still; the last one may be open.
    pub(crate) streams: Vec<Stream>,
    pub(crate) items: Tree,
    pub(crate) indexes: Vec<Index>,
    pub(crate) vector_indexes: Vec<VectorIndex>,
    pub(crate) lag: Lag,
}

impl Table {
    /// The index with a name.
    pub(crate) fn index(&self, name: &str) -> Option<&Index> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The vector index with a name.
    pub(crate) fn vector_index(&self, name: &str) -> Option<&VectorIndex> {
        self.vector_indexes.iter().find(|vectors| vectors.index.name == name)
    }

    /// The indexes of one scope.
    pub(crate) fn indexes_of(&self, scope: Scope) -> impl Iterator<Item = &Index> {
        self.indexes.iter().filter(move |index| index.scope == scope)
    }

    /// Whether an item of a size, together with its entries in the local indexes, is more than an item may be.
    ///
    /// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items>.
    pub(crate) fn is_too_large(&self, item: &Item, size: usize) -> bool {
        let entries = self.indexes_of(Scope::Local).filter(|index| index.holds(item));
        let total = entries.fold(size, |total, index| total + index.size_of(&self.key, item, size));
        total > limit::ITEM_BYTES
    }

    /// The table as a read sees it.
    pub(crate) fn seen(&self, consistent: bool) -> &Self {
        let same_indexes = |past: &&Self| {
            past.indexes.iter().map(|index| &index.name).eq(self.indexes.iter().map(|index| &index.name))
                && past.vector_indexes.len() == self.vector_indexes.len()
        };
        // An index that was added or removed is seen at once.
        let past = if consistent { None } else { self.lag.seen().filter(same_indexes) };
        past.unwrap_or(self)
    }

    /// Sets how many writes later a write is seen, and forgets the past.
    pub(crate) fn set_lag(&mut self, writes: usize) {
        self.lag = Lag::new(writes);
    }

    /// Keeps the state before a write for reads that are behind.
    fn remember(&mut self) {
        // A state of the past has no past itself.
        let mut lag = std::mem::take(&mut self.lag);
        // Nor does anybody read its streams.
        let streams = std::mem::take(&mut self.streams);
        lag.push(self.clone());
        (self.lag, self.streams) = (lag, streams);
    }

    /// The stream that records writes.
    pub(crate) fn open_stream(&self) -> Option<&Stream> {
        self.streams.last().filter(|stream| stream.closed.is_none())
    }

    /// Writes an item, or deletes the one that is there.
    pub(crate) fn write(&mut self, key: Key, new: Option<Entry>, at: Duration) {
        self.change(key, new, at, false);
    }

    /// Deletes an item whose time has come.
    pub(crate) fn expire(&mut self, key: Key, at: Duration) {
        self.change(key, None, at, true);
    }

    /// Changes an item. This is the only place that changes items or indexes, and that records changes.
    fn change(&mut self, key: Key, new: Option<Entry>, at: Duration, expired: bool) {
        if self.lag.is_on() {
            self.remember();
        }
        let old = self.items.get(&key).map(|entry| Arc::clone(&entry.item));
        // A write that changes nothing is not recorded.
        if let Some(stream) = self.streams.last_mut().filter(|stream| stream.closed.is_none())
            && old.as_ref() != new.as_ref().map(|entry| &entry.item)
        {
            let new = new.as_ref().map(|entry| Arc::clone(&entry.item));
            stream.push(Change { at, old: old.clone(), new, expired });
        }
        if let (Some(setting), Some(entry)) = (&mut self.settings.time_to_live, &new) {
            setting.note(&entry.item);
        }
        for index in &mut self.indexes {
            index.follow(&self.key, &key, old.as_deref(), new.as_ref());
        }
        for index in &mut self.vector_indexes {
            index.follow(&self.key, &key, old.as_deref(), new.as_ref());
        }
        match new {
            Some(entry) => self.items.insert(key, entry),
            None => self.items.remove(&key),
        }
    }
}
