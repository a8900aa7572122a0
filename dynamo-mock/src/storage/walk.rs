//! Walking over a range of a tree.

use super::key::Key;
use super::node::{Child, Node};
use super::tree::{Entry, KeyRange};

/// The entries of a range, in one direction.
pub(crate) struct Walk<'t, 'r> {
    /// What is left of the leaf.
    leaf: &'t [(Key, Entry)],
    /// What is left of the branches above the leaf, the root first.
    above: Vec<&'t [Child]>,
    range: &'r KeyRange,
    forward: bool,
}

impl<'t, 'r> Walk<'t, 'r> {
    /// The entries of a range below a root.
    pub(super) fn new(root: &'t Node, range: &'r KeyRange, forward: bool) -> Self {
        let mut walk = Self { leaf: &[], above: Vec::new(), range, forward };
        walk.descend(root);
        walk
    }

    /// Goes down to the leaf where the range begins, seen in the walk's direction.
    fn descend(&mut self, mut node: &'t Node) {
        loop {
            let children = match node {
                Node::Leaf(entries) => {
                    self.leaf = self.within(entries);
                    return;
                }
                Node::Branch(children) => children.as_slice(),
            };
            let next = if self.forward {
                let start = &self.range.start;
                let first = children.partition_point(|child| child.least <= *start).saturating_sub(1);
                children.get(first..).and_then(<[Child]>::split_first)
            } else {
                let below = |child: &Child| self.range.end.as_ref().is_none_or(|end| child.least < *end);
                // The first child also holds keys below its least one.
                let last = children.partition_point(below).max(1);
                children.get(..last).and_then(<[Child]>::split_last)
            };
            let Some((child, rest)) = next else { return };
            self.above.push(rest);
            node = &child.node;
        }
    }

    /// The entries of a leaf that are in the range.
    fn within(&self, entries: &'t [(Key, Entry)]) -> &'t [(Key, Entry)] {
        let KeyRange { start, end } = self.range;
        let first = match entries.first() {
            Some((key, _)) if key < start => entries.partition_point(|(key, _)| key < start),
            _ => 0,
        };
        let last = match (entries.last(), end) {
            (Some((key, _)), Some(end)) if key >= end => entries.partition_point(|(key, _)| key < end),
            _ => entries.len(),
        };
        entries.get(first..last).unwrap_or_default()
    }

    /// Goes on to the next leaf; `false` when none of it can be in the range.
    fn next_leaf(&mut self) -> bool {
        while let Some(rest) = self.above.pop() {
            let next = if self.forward { rest.split_first() } else { rest.split_last() };
            let Some((child, rest)) = next else { continue };
            let outside = self.forward && self.range.end.as_ref().is_some_and(|end| child.least >= *end);
            if outside {
                self.above.clear();
                return false;
            }
            self.above.push(rest);
            self.descend(&child.node);
            if self.leaf.is_empty() && !self.forward {
                // The leaf is below the range.
                self.above.clear();
            }
            return !self.leaf.is_empty();
        }
        false
    }
}

impl<'t> Iterator for Walk<'t, '_> {
    type Item = (&'t Key, &'t Entry);

    fn next(&mut self) -> Option<Self::Item> {
        // A leaf can hold nothing of the range although the next one does: the range begins behind its last key.
        while self.leaf.is_empty() {
            if !self.next_leaf() && self.above.is_empty() {
                return None;
            }
        }
        let ((key, entry), rest) =
            if self.forward { self.leaf.split_first() } else { self.leaf.split_last() }?;
        self.leaf = rest;
        Some((key, entry))
    }
}
