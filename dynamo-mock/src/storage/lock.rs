//! The lock of a table, with turns for its readers.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, TryLockError};
use std::thread;

use super::table::Table;

/// How often a writer lets others run while readers wait.
const PATIENCE: usize = 64;

/// A table that several may read or one may change.
///
/// The lock goes to whoever comes first, and a thread that writes again and again comes before a reader that has to
/// wake up. So a writer waits a little when readers do: they wait for one operation, not for all of that thread.
#[derive(Debug)]
pub(crate) struct TableLock {
    table: RwLock<Table>,
    /// How many readers wait.
    waiting: AtomicUsize,
}

impl TableLock {
    pub(crate) fn new(table: Table) -> Self {
        Self { table: RwLock::new(table), waiting: AtomicUsize::new(0) }
    }

    /// Locks the table to read it. Nothing panics while it holds the lock, so that a poisoned lock means nothing.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Table> {
        match self.table.try_read() {
            Ok(table) => return table,
            Err(TryLockError::Poisoned(table)) => return table.into_inner(),
            Err(TryLockError::WouldBlock) => {}
        }
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        table
    }

    /// Locks the table to change it.
    pub(crate) fn write(&self) -> RwLockWriteGuard<'_, Table> {
        for _ in 0..PATIENCE {
            if self.waiting.load(Ordering::SeqCst) == 0 {
                break;
            }
            thread::yield_now();
        }
        self.table.write().unwrap_or_else(PoisonError::into_inner)
    }
}
