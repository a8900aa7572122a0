//! The writes of a batch that are not known to be done.

use super::Write;
use crate::api::WriteRequest;
use crate::entity::from_item;
use crate::error::Result;
use crate::{Entity, EntityKey};

/// The writes of a batch that are not known to be done, in the order in which they were added. Nothing that was added is
/// missing: every other write was done.
#[derive(Debug, Clone, Default)]
pub struct Unwritten {
    left: Vec<Left>,
}

#[derive(Debug, Clone)]
pub(super) struct Left {
    pub(super) position: usize,
    pub(super) write: Write,
    /// The answer to its request was lost.
    pub(super) maybe_done: bool,
}

impl Unwritten {
    pub(super) fn new(mut left: Vec<Left>) -> Self {
        left.sort_unstable_by_key(|left| left.position);
        Self { left }
    }

    /// How many writes there are.
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Their places among the writes of the batch, from 0.
    pub fn positions(&self) -> impl Iterator<Item = usize> {
        self.left.iter().map(|left| left.position)
    }

    /// The places of those that may have been done, because the answer to their request was lost. The others were not.
    pub fn maybe_done(&self) -> impl Iterator<Item = usize> {
        self.left.iter().filter(|left| left.maybe_done).map(|left| left.position)
    }

    /// The entities of one type that were to be put.
    ///
    /// # Errors
    /// When an item cannot be read back.
    pub fn puts<E: Entity>(&self) -> Result<Vec<E>> {
        let puts = self.of::<E>().filter_map(|write| match &write.request {
            WriteRequest::Put(item) => Some(from_item(item.clone())),
            WriteRequest::Delete(_) => None,
        });
        puts.collect()
    }

    /// The keys of one type whose items were to be deleted.
    ///
    /// # Errors
    /// When a key cannot be read back.
    pub fn deletes<E: Entity>(&self) -> Result<Vec<E::Key>> {
        let deletes = self.of::<E>().filter_map(|write| match &write.request {
            WriteRequest::Put(_) => None,
            WriteRequest::Delete(key) => Some(E::Key::parse(key)),
        });
        deletes.collect()
    }

    fn of<E: Entity>(&self) -> impl Iterator<Item = &Write> {
        self.writes().filter(|write| write.entity.name == E::MODEL_REF.name)
    }

    pub(super) fn writes(&self) -> impl Iterator<Item = &Write> {
        self.left.iter().map(|left| &left.write)
    }
}
