//! The recent past of a table, for reads that need not be consistent.

use std::collections::VecDeque;

use super::table::Table;

/// The states of a table before its latest writes. A state shares its trees with the next one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lag {
    /// How many writes later a write is seen; 0 at once.
    writes: usize,
    past: VecDeque<Table>,
}

impl Lag {
    /// A past that begins now.
    pub(crate) fn new(writes: usize) -> Self {
        Self { writes, past: VecDeque::new() }
    }

    pub(super) const fn is_on(&self) -> bool {
        self.writes > 0
    }

    /// Adds the state before a write.
    pub(super) fn push(&mut self, state: Table) {
        self.past.push_back(state);
        if self.past.len() > self.writes {
            self.past.pop_front();
        }
    }

    /// The state that a read sees that need not be consistent; `None` when it is the latest one.
    pub(super) fn seen(&self) -> Option<&Table> {
        self.past.front()
    }

    /// Forgets the past, so that all reads see the latest state.
    pub(crate) fn settle(&mut self) {
        self.past.clear();
    }
}
