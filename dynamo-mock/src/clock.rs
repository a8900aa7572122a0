//! The engine's time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A clock that stands still until it is told to go on, so that every run of a test sees the same times.
///
/// Clones share their time.
///
/// ```
/// use std::time::Duration;
///
/// use dynamo_mock::Clock;
///
/// let clock = Clock::new();
/// let start = clock.now();
/// clock.advance(Duration::from_secs(60));
/// assert_eq!(clock.now() - start, Duration::from_secs(60));
/// ```
#[derive(Debug, Clone)]
pub struct Clock {
    millis: Arc<AtomicU64>,
}

/// 1 January 2026, 00:00 UTC.
const START_MILLIS: u64 = 1_767_225_600_000;

impl Clock {
    /// A clock that shows the first instant of 2026, UTC.
    pub fn new() -> Self {
        Self { millis: Arc::new(AtomicU64::new(START_MILLIS)) }
    }

    /// A clock that shows a time since the beginning of 1970, UTC, in whole milliseconds.
    pub fn at(time: Duration) -> Self {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self { millis: Arc::new(AtomicU64::new(millis)) }
    }

    /// The time since the beginning of 1970, UTC.
    pub fn now(&self) -> Duration {
        Duration::from_millis(self.millis.load(Ordering::SeqCst))
    }

    /// Lets time pass, in whole milliseconds.
    pub fn advance(&self, by: Duration) {
        let millis = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        // The update is never refused: the closure always has a value.
        let _ = self
            .millis
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |now| Some(now.saturating_add(millis)));
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}
