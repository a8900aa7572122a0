//! An ordered tree of shared items: a table's items, or an index's entries.

use std::collections::BTreeMap;
use std::collections::btree_map::{Entry as Slot, Range};
use std::iter::Rev;
use std::sync::Arc;

use dynamo_model::Item;

use super::key::Key;

/// An item in a tree.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// The whole item, shared by the table and its indexes.
    pub(crate) item: Arc<Item>,
    /// The bytes that count here: the item's, or those of what the index projects.
    pub(crate) size: usize,
}

/// A range of keys: from the first one on and below the second one.
#[derive(Debug, Clone)]
pub(crate) struct KeyRange {
    pub(crate) start: Key,
    /// `None` when the range has no upper end.
    pub(crate) end: Option<Key>,
}

impl KeyRange {
    /// The keys that start with a prefix.
    pub(crate) fn of_prefix(prefix: Key) -> Self {
        let end = prefix.after_prefix();
        Self { start: prefix, end }
    }

    /// Whether a key is in the range.
    pub(crate) fn contains(&self, key: &Key) -> bool {
        self.start <= *key && self.end.as_ref().is_none_or(|end| key < end)
    }

    /// Whether no key can be in the range.
    fn is_empty(&self) -> bool {
        self.end.as_ref().is_some_and(|end| *end <= self.start)
    }
}

/// Items in the order of their keys.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    entries: BTreeMap<Key, Entry>,
    bytes: usize,
}

/// The entries of a range, in one direction.
pub(crate) enum Walk<'t> {
    Nothing,
    Forward(Range<'t, Key, Entry>),
    Backward(Rev<Range<'t, Key, Entry>>),
}

impl<'t> Iterator for Walk<'t> {
    type Item = (&'t Key, &'t Entry);

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::Nothing => None,
            Self::Forward(range) => range.next(),
            Self::Backward(range) => range.next(),
        }
    }
}

impl Tree {
    /// How many items there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many bytes the items count.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The item with a key.
    pub(crate) fn get(&self, key: &Key) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Puts an item in place of the one with the same key.
    pub(crate) fn insert(&mut self, key: Key, entry: Entry) {
        self.bytes += entry.size;
        match self.entries.entry(key) {
            // The key in the tree is kept, so that rewriting an item allocates nothing here.
            Slot::Occupied(mut slot) => self.bytes -= slot.insert(entry).size,
            Slot::Vacant(slot) => {
                slot.insert(entry);
            }
        }
    }

    /// Takes an item out.
    pub(crate) fn remove(&mut self, key: &Key) {
        if let Some(entry) = self.entries.remove(key) {
            self.bytes -= entry.size;
        }
    }

    /// Walks over a range.
    pub(crate) fn walk(&self, range: &KeyRange, forward: bool) -> Walk<'_> {
        if range.is_empty() {
            return Walk::Nothing;
        }
        let entries = match &range.end {
            Some(end) => self.entries.range(&range.start..end),
            None => self.entries.range(&range.start..),
        };
        if forward { Walk::Forward(entries) } else { Walk::Backward(entries.rev()) }
    }
}
