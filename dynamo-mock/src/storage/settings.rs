//! What is set on a table beside its keys and indexes.

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_model::api::ContributorInsightsMode;
use dynamo_model::{AttributeValue, Item, Number};

/// What is set on a table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    pub(crate) time_to_live: Option<TimeToLive>,
    /// When time to live was switched on or off last.
    pub(crate) time_to_live_changed: Option<Duration>,
    pub(crate) tags: BTreeMap<String, String>,
    pub(crate) recovery: Option<Recovery>,
    /// By the index's name; the table's own under the empty name.
    pub(crate) insights: BTreeMap<String, Insights>,
    pub(crate) policy: Option<Policy>,
    /// How many policies the table has had, for their revisions.
    pub(crate) policies: u64,
}

/// Which attribute says when an item expires.
#[derive(Debug, Clone)]
pub(crate) struct TimeToLive {
    pub(crate) attribute: String,
    /// No item expires before this second. Most times that pass concern no item, and are told apart by this.
    pub(crate) earliest: u64,
}

impl TimeToLive {
    /// The second at which an item expires. One without such an attribute, or with one that is no number, never does.
    pub(crate) fn expiry(&self, item: &Item) -> Option<u64> {
        match item.get(&self.attribute) {
            Some(AttributeValue::N(number)) => whole_seconds(*number),
            _ => None,
        }
    }

    /// Takes note of an item that is written.
    pub(crate) fn note(&mut self, item: &Item) {
        if let Some(second) = self.expiry(item) {
            self.earliest = self.earliest.min(second);
        }
    }
}

/// A number without its fraction; `None` when it is negative or too large for a time.
fn whole_seconds(number: Number) -> Option<u64> {
    if number.is_negative() {
        return None;
    }
    let power = 10u128.checked_pow(number.exponent().unsigned_abs());
    let whole = match (power, number.exponent() < 0) {
        (Some(power), true) => number.coefficient() / power,
        (Some(power), false) => number.coefficient().checked_mul(power)?,
        (None, true) => 0,
        (None, false) => return None,
    };
    u64::try_from(whole).ok()
}

/// Recovery to any second of the last days.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recovery {
    pub(crate) since: Duration,
    pub(crate) days: i32,
}

/// Whether the keys that are used most are recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Insights {
    pub(crate) enabled: bool,
    pub(crate) mode: ContributorInsightsMode,
    pub(crate) changed: Duration,
}

/// A policy about access to the table. It is kept, not enforced.
#[derive(Debug, Clone)]
pub(crate) struct Policy {
    pub(crate) text: String,
    pub(crate) revision: String,
}
