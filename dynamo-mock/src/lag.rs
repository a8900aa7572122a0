//! Reads that are behind, as eventually consistent ones can be.

use std::sync::atomic::Ordering;

use crate::{Engine, engine};

impl Engine {
    /// Lets reads that are not strongly consistent, and all reads of global indexes, be behind: they see a table as it
    /// was before its latest `writes` writes of single items. With 0, as at first, they see every write at once.
    ///
    /// DynamoDB promises no more than that such reads catch up in time. A program that passes its tests with a lag
    /// does not depend on luck. Transactions and strongly consistent reads are never behind; a transaction of several
    /// items can be seen in part. What is already behind begins anew with each call of this.
    ///
    /// ```
    /// use dynamo_mock::Mock;
    ///
    /// let mock = Mock::new();
    /// mock.engine().set_lag(1);
    /// ```
    pub fn set_lag(&self, writes: usize) {
        let tables = self.tables_ref();
        self.lag_setting().store(writes, Ordering::Relaxed);
        for table in tables.values() {
            engine::write(table).set_lag(writes);
        }
    }

    /// Lets all reads catch up, as they do when nothing is written for a while. Later writes are seen late again.
    pub fn settle(&self) {
        let tables = self.tables_ref();
        for table in tables.values() {
            engine::write(table).lag.settle();
        }
    }

    /// How many writes later a write is seen.
    pub(crate) fn lag(&self) -> usize {
        self.lag_setting().load(Ordering::Relaxed)
    }
}
