//! The deletion of expired items.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html>.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use crate::engine::{self, Engine};
use crate::storage::{Key, KeyRange, Table};

/// Items that expired longer ago are not deleted: a zero or a wrong unit must not empty a table.
const TOO_LONG_AGO: u64 = 5 * 365 * 24 * 60 * 60;

/// When expired items were deleted last, and how late that happens.
#[derive(Debug, Default)]
pub(crate) struct Sweeper {
    /// Whether any table has ever had a time to live. Engines without one pay for this check alone.
    active: AtomicBool,
    /// The second of the last sweep.
    second: AtomicU64,
    /// How many seconds after its expiry an item is deleted.
    delay: AtomicU64,
}

impl Sweeper {
    /// Says that a table has a time to live, and makes the next request sweep.
    pub(crate) fn activate(&self) {
        self.second.store(0, Ordering::SeqCst);
        self.active.store(true, Ordering::SeqCst);
    }

    pub(crate) fn set_delay(&self, delay: Duration) {
        self.delay.store(delay.as_secs(), Ordering::SeqCst);
        self.second.store(0, Ordering::SeqCst);
    }

    /// Deletes what has expired, once for each second that the clock shows.
    pub(crate) fn sweep(&self, engine: &Engine) {
        if !self.active.load(Ordering::SeqCst) {
            return;
        }
        let now = engine.clock().now();
        if self.second.swap(now.as_secs(), Ordering::SeqCst) == now.as_secs() {
            return;
        }
        let passed = now.as_secs().saturating_sub(self.delay.load(Ordering::SeqCst));
        for table in engine.all_tables() {
            let due = |table: &Table| {
                table.settings.time_to_live.as_ref().is_some_and(|setting| setting.earliest < passed)
            };
            if due(&engine::read(&table)) {
                delete_expired(&mut engine::write(&table), passed, now);
            }
        }
    }
}

/// Deletes the items that expired before a second, in the order in which they did.
fn delete_expired(table: &mut Table, passed: u64, now: Duration) {
    let Some(setting) = &table.settings.time_to_live else { return };
    let everything = KeyRange { start: Key::first_of_hash(0), end: None };
    let (mut expired, mut earliest) = (Vec::new(), u64::MAX);
    for (key, entry) in table.items.walk(&everything, true) {
        match setting.expiry(&entry.item) {
            Some(second) if second >= passed => earliest = earliest.min(second),
            Some(second) if second.saturating_add(TOO_LONG_AGO) >= passed => {
                expired.push((second, key.clone()));
            }
            _ => {}
        }
    }
    expired.sort_unstable();
    for (_, key) in expired {
        table.expire(key, now);
    }
    if let Some(setting) = &mut table.settings.time_to_live {
        setting.earliest = earliest;
    }
}
