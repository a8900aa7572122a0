//! The nodes of a persistent B+ tree.
//!
//! Nodes are shared between versions of a tree. A write copies the nodes on its way down that another version
//! holds as well, and changes the others in place: a tree that nobody has taken a copy of costs what any
//! B-tree costs.

use std::sync::Arc;

use super::key::Key;
use super::tree::Entry;

/// The entries of a leaf and the children of a branch. Unit tests get deep trees from few entries.
const WIDTH: usize = if cfg!(test) { 8 } else { 32 };
/// A node below this size is joined with a neighbour, when both fit into one.
const SMALL: usize = WIDTH / 4;

/// A node. All leaves are equally deep.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Leaf(Vec<(Key, Entry)>),
    Branch(Vec<Child>),
}

/// A child of a branch.
#[derive(Debug, Clone)]
pub(super) struct Child {
    /// Not above any key of the child, and above all keys of the children before it. The first child also takes
    /// keys below it.
    pub(super) least: Key,
    pub(super) node: Arc<Node>,
}

/// What came of an insertion.
pub(super) struct Inserted {
    /// The entry that was there.
    pub(super) old: Option<Entry>,
    /// The upper part of a node that had no room.
    pub(super) split: Option<Child>,
}

/// The child that is responsible for a key.
fn child_of(children: &[Child], key: &Key) -> usize {
    children.partition_point(|child| child.least <= *key).saturating_sub(1)
}

impl Node {
    fn len(&self) -> usize {
        match self {
            Self::Leaf(entries) => entries.len(),
            Self::Branch(children) => children.len(),
        }
    }

    /// The entry with a key.
    pub(super) fn get(&self, key: &Key) -> Option<&Entry> {
        let mut node = self;
        loop {
            match node {
                Self::Branch(children) => node = &children.get(child_of(children, key))?.node,
                Self::Leaf(entries) => {
                    let at = entries.binary_search_by(|(found, _)| found.cmp(key)).ok()?;
                    return entries.get(at).map(|(_, entry)| entry);
                }
            }
        }
    }

    /// Puts an entry in place of the one with the same key, whose key is kept.
    pub(super) fn insert(&mut self, key: Key, entry: Entry) -> Inserted {
        match self {
            Self::Leaf(entries) => match entries.binary_search_by(|(found, _)| found.cmp(&key)) {
                Ok(at) => {
                    let old = entries.get_mut(at).map(|(_, slot)| std::mem::replace(slot, entry));
                    Inserted { old, split: None }
                }
                Err(at) => {
                    let upper = place(entries, at, (key, entry));
                    let split = upper.and_then(|upper| {
                        let least = upper.first()?.0.clone();
                        Some(Child { least, node: Arc::new(Self::Leaf(upper)) })
                    });
                    Inserted { old: None, split }
                }
            },
            Self::Branch(children) => {
                let at = child_of(children, &key);
                let Some(child) = children.get_mut(at) else {
                    // A branch has children; without any, a leaf takes its place.
                    *self = Self::Leaf(vec![(key, entry)]);
                    return Inserted { old: None, split: None };
                };
                let Inserted { old, split } = Arc::make_mut(&mut child.node).insert(key, entry);
                let upper = split.and_then(|split| place(children, at + 1, split));
                let split = upper.and_then(|upper| {
                    let least = upper.first()?.least.clone();
                    Some(Child { least, node: Arc::new(Self::Branch(upper)) })
                });
                Inserted { old, split }
            }
        }
    }

    /// Takes an entry out. The caller knows that it is there, so that no node is copied in vain.
    pub(super) fn remove(&mut self, key: &Key) -> Option<Entry> {
        match self {
            Self::Leaf(entries) => {
                let at = entries.binary_search_by(|(found, _)| found.cmp(key)).ok()?;
                Some(entries.remove(at).1)
            }
            Self::Branch(children) => {
                let at = child_of(children, key);
                let child = children.get_mut(at)?;
                let removed = Arc::make_mut(&mut child.node).remove(key);
                if child.node.len() < SMALL {
                    join_small(children, at);
                }
                removed
            }
        }
    }

    /// The only child of a branch that has one; it can take the place of a root.
    pub(super) fn only_child(&self) -> Option<&Arc<Self>> {
        match self {
            Self::Branch(children) if children.len() == 1 => children.first().map(|child| &child.node),
            _ => None,
        }
    }
}

/// Inserts a member. A full node gives its upper half away; one that grows at its end stays full and gives away
/// the new member alone, so that keys that come in order fill their nodes.
fn place<T>(members: &mut Vec<T>, at: usize, member: T) -> Option<Vec<T>> {
    if members.len() < WIDTH {
        members.insert(at, member);
        return None;
    }
    if at == members.len() {
        return Some(vec![member]);
    }
    let middle = members.len() / 2;
    let mut upper = members.split_off(middle);
    if at <= middle {
        members.insert(at, member);
    } else {
        upper.insert(at - middle, member);
    }
    Some(upper)
}

/// Drops an empty child, or joins a small one with its neighbour. Siblings are of one kind.
fn join_small(children: &mut Vec<Child>, at: usize) {
    let len = |at: usize| children.get(at).map_or(0, |child| child.node.len());
    if len(at) == 0 {
        children.remove(at);
        return;
    }
    // The lower one of the two to be joined. Some room is left, so that the next insertion does not split again.
    let fits = |lower: &usize| *lower + 1 < children.len() && len(*lower) + len(*lower + 1) <= WIDTH - SMALL;
    let Some(lower) = [at.checked_sub(1), Some(at)].into_iter().flatten().find(fits) else { return };
    let Child { least, node: upper } = children.remove(lower + 1);
    let Some(lower) = children.get_mut(lower) else { return };
    match (Arc::make_mut(&mut lower.node), Arc::unwrap_or_clone(upper)) {
        (Node::Leaf(entries), Node::Leaf(more)) => entries.extend(more),
        (Node::Branch(below), Node::Branch(mut more)) => {
            // As a first child it may hold keys below its own least one; that freedom ends here.
            if let Some(first) = more.first_mut() {
                first.least = least;
            }
            below.extend(more);
        }
        // Leaves and branches are never siblings.
        _ => {}
    }
}
