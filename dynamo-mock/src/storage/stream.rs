//! The stream of a table: its writes of the last 24 hours, in their order.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html>.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use dynamo_model::Item;
use dynamo_model::api::StreamViewType;

/// How long a record can be read.
pub(crate) const RETENTION: Duration = Duration::from_secs(24 * 60 * 60);

/// A stream. It has one shard, which is open as long as the stream is.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    /// The time that tells it from other streams of the table.
    pub(crate) label: String,
    pub(crate) shard: String,
    pub(crate) view: StreamViewType,
    pub(crate) created: Duration,
    /// When it was closed.
    pub(crate) closed: Option<Duration>,
    changes: VecDeque<Change>,
    /// The number of the oldest change that is kept, or of the next one when none is.
    first: u64,
}

/// A write.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) at: Duration,
    pub(crate) old: Option<Arc<Item>>,
    pub(crate) new: Option<Arc<Item>>,
    /// Whether the service itself deleted the item, because it had expired.
    pub(crate) expired: bool,
}

impl Stream {
    pub(crate) fn new(view: StreamViewType, created: Duration, label: Duration) -> Self {
        let millis = label.as_millis();
        // The end of the service's shard ids is random; this one is as stable as all else here.
        let shard = format!("shardId-{millis:020}-{:08x}", (millis as u32).wrapping_mul(0x9e37_79b9));
        let label = timestamp(label);
        Self { label, shard, view, created, closed: None, changes: VecDeque::new(), first: 1 }
    }

    /// Adds a write.
    pub(crate) fn push(&mut self, change: Change) {
        self.trim(change.at);
        self.changes.push_back(change);
    }

    /// Forgets what is older than 24 hours.
    pub(crate) fn trim(&mut self, now: Duration) {
        while self.changes.front().is_some_and(|change| now.saturating_sub(change.at) > RETENTION) {
            self.changes.pop_front();
            self.first += 1;
        }
    }

    /// Whether nothing of the stream can be read any more.
    pub(crate) fn is_over(&self, now: Duration) -> bool {
        self.closed.is_some_and(|closed| now.saturating_sub(closed) > RETENTION)
    }

    /// The number of the oldest change that is kept, or of the next one when none is.
    pub(crate) const fn first(&self) -> u64 {
        self.first
    }

    /// The number of the change that comes next.
    pub(crate) fn next(&self) -> u64 {
        self.first + self.changes.len() as u64
    }

    /// The changes from a number on, with their numbers.
    pub(crate) fn from(&self, number: u64) -> impl Iterator<Item = (u64, &Change)> {
        let skipped = usize::try_from(number.saturating_sub(self.first)).unwrap_or(usize::MAX);
        (self.first..).zip(&self.changes).skip(skipped)
    }
}

/// A time as the labels of streams have it: `2026-01-01T00:00:00.000`.
fn timestamp(at: Duration) -> String {
    let (days, second) = (at.as_secs() / 86_400, at.as_secs() % 86_400);
    // Years are counted from March here, so that a leap day ends one, and in eras of 400 of them.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = era * 400 + year + u64::from(month <= 2);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}", at.subsec_millis())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::timestamp;

    #[test]
    fn times_are_dates() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00.000"),
            (951_782_400, "2000-02-29T00:00:00.000"),
            (951_868_800, "2000-03-01T00:00:00.000"),
            (1_767_225_599, "2025-12-31T23:59:59.000"),
            (1_795_259_608, "2026-11-21T11:13:28.000"),
        ] {
            assert_eq!(timestamp(Duration::from_secs(seconds)), text);
        }
    }
}
