//! An ordered tree of shared items: a table's items, or an index's entries.

use std::sync::Arc;

use dynamo_model::Item;

use super::key::Key;
use super::node::{Child, Inserted, Node};
use super::walk::Walk;

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
}

/// Items in the order of their keys. A clone shares all nodes with the original until either is written to, so
/// that a copy of a tree of any size costs nothing.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    root: Arc<Node>,
    len: usize,
    bytes: usize,
}

impl Default for Tree {
    fn default() -> Self {
        Self { root: Arc::new(Node::Leaf(Vec::new())), len: 0, bytes: 0 }
    }
}

impl Tree {
    /// How many items there are.
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// How many bytes the items count.
    pub(crate) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// The item with a key.
    pub(crate) fn get(&self, key: &Key) -> Option<&Entry> {
        self.root.get(key)
    }

    /// Puts an item in place of the one with the same key.
    pub(crate) fn insert(&mut self, key: Key, entry: Entry) {
        self.bytes += entry.size;
        let Inserted { old, split } = Arc::make_mut(&mut self.root).insert(key, entry);
        match old {
            Some(old) => self.bytes -= old.size,
            None => self.len += 1,
        }
        if let Some(upper) = split {
            let lower = Child { least: Key::first_of_hash(0), node: Arc::clone(&self.root) };
            self.root = Arc::new(Node::Branch(vec![lower, upper]));
        }
    }

    /// Takes an item out.
    pub(crate) fn remove(&mut self, key: &Key) {
        if self.get(key).is_none() {
            return;
        }
        if let Some(entry) = Arc::make_mut(&mut self.root).remove(key) {
            self.bytes -= entry.size;
            self.len -= 1;
        }
        while let Some(child) = self.root.only_child().cloned() {
            self.root = child;
        }
    }

    /// Walks over a range.
    pub(crate) fn walk<'t, 'r>(&'t self, range: &'r KeyRange, forward: bool) -> Walk<'t, 'r> {
        Walk::new(&self.root, range, forward)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use dynamo_model::AttributeValue;
    use proptest::prelude::{Strategy, any, prop, prop_oneof, proptest};

    use super::*;
    use crate::storage::KeyBuilder;

    #[derive(Debug, Clone)]
    enum Step {
        /// Put this many keys, from one on.
        Put(u8, u8),
        /// Remove this many keys, from one on.
        Remove(u8, u8),
        /// Keep a copy of the tree as it is.
        Keep,
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => (any::<u8>(), 1u8..40).prop_map(|(from, count)| Step::Put(from, count)),
            4 => (any::<u8>(), 1u8..40).prop_map(|(from, count)| Step::Remove(from, count)),
            1 => prop::strategy::Just(Step::Keep),
        ]
    }

    fn key(number: u8) -> Key {
        let mut builder = KeyBuilder::with_capacity(0);
        // The hash is of the partition alone: some keys share theirs, most do not.
        builder.push(&AttributeValue::B(vec![number / 16]));
        builder.end_partition();
        builder.push(&AttributeValue::B(vec![number]));
        builder.finish()
    }

    fn entry(size: usize) -> Entry {
        Entry { item: Arc::default(), size }
    }

    /// The tree holds what the model holds, in every range and both directions.
    fn check(tree: &Tree, model: &BTreeMap<Key, usize>, from: u8, to: u8) {
        assert_eq!((tree.len(), tree.bytes()), (model.len(), model.values().sum()));
        let (start, end) = (key(from), key(to));
        for end in [None, Some(end)] {
            let range = KeyRange { start: start.clone(), end };
            let mut expected: Vec<_> =
                model.iter().filter(|(key, _)| range.contains(key)).map(|(key, size)| (key, *size)).collect();
            let found = |forward| -> Vec<_> {
                tree.walk(&range, forward).map(|(key, entry)| (key, entry.size)).collect()
            };
            assert_eq!(found(true), expected);
            expected.reverse();
            assert_eq!(found(false), expected);
        }
    }

    proptest! {
        #[test]
        fn a_tree_is_an_ordered_map_and_its_copies_do_not_change(
            steps in prop::collection::vec(step(), 0..80),
            ranges in prop::collection::vec((any::<u8>(), any::<u8>()), 4),
        ) {
            let (mut tree, mut model) = (Tree::default(), BTreeMap::new());
            let mut copies = Vec::new();
            for (at, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Put(from, count) => for number in (from..=u8::MAX).take(count.into()) {
                        tree.insert(key(number), entry(at));
                        model.insert(key(number), at);
                    },
                    Step::Remove(from, count) => for number in (from..=u8::MAX).take(count.into()) {
                        tree.remove(&key(number));
                        model.remove(&key(number));
                    },
                    Step::Keep => copies.push((tree.clone(), model.clone())),
                }
                for number in 0..=u8::MAX {
                    let key = key(number);
                    assert_eq!(tree.get(&key).map(|entry| entry.size), model.get(&key).copied());
                }
            }
            copies.push((tree, model));
            for (tree, model) in &copies {
                for (from, to) in &ranges {
                    check(tree, model, *from, *to);
                }
            }
        }
    }
}
