//! Throughput that is used up and comes back with time.

use std::time::Duration;

/// Units that come at a steady rate and are kept for a while.
///
/// A request is let in while there is anything left, because what it will use is known only afterwards: it can
/// leave a debt, which time pays.
#[derive(Debug, Clone)]
pub(super) struct Bucket {
    rate: f64,
    most: f64,
    level: f64,
    at: Duration,
}

impl Bucket {
    /// A full bucket: as many units as come in the time of `burst`.
    pub(super) fn new(rate: f64, burst: Duration, now: Duration) -> Self {
        let most = rate * burst.as_secs_f64();
        Self { rate, most, level: most, at: now }
    }

    fn refill(&mut self, now: Duration) {
        let passed = now.saturating_sub(self.at).as_secs_f64();
        self.level = (self.level + self.rate * passed).min(self.most);
        self.at = now;
    }

    /// Whether anything is left.
    pub(super) fn is_open(&mut self, now: Duration) -> bool {
        self.refill(now);
        self.level > 0.0
    }

    /// Takes units out.
    pub(super) fn charge(&mut self, units: f64, now: Duration) {
        self.refill(now);
        self.level -= units;
    }
}
