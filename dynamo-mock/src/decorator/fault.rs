//! What goes wrong, and when.

use dynamo_model::api::{ErrorCode, Request, ServiceError};
use dynamo_model::{AttributeValue, Item, Name};

use super::touched::Touched;
use crate::message;

/// What goes wrong with a request.
///
/// | fault | the caller sees | was anything written? | may it be sent again? |
/// |---|---|---|---|
/// | `ProvisionedThroughputExceeded` `Throttling` `RequestLimitExceeded` | that error; see below for batches and transactions | no | yes, after a pause |
/// | `Unprocessed` | parts of a batch as unprocessed | all other parts | the unprocessed parts, after a pause |
/// | `TransactionConflict` | that error; a transaction is cancelled for that reason | no | yes, after a pause |
/// | `InternalServerError` `Timeout` | the error; no answer | no, but the caller cannot know | only what is idempotent |
/// | `InternalServerErrorAfter` `TimeoutAfter` | the same | **yes**, unless the backend refused it | only what is idempotent |
/// | `Error` | the error | no | as its code says |
///
/// A batch of which some keys are throttled answers those as unprocessed, as the service does, and the error only
/// when all are. A transaction of which some items are throttled or in conflict is cancelled, with the reason at
/// their positions.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// More requests than the table's throughput allows.
    ProvisionedThroughputExceeded,
    /// More requests than an on-demand table or the control plane can take at this time.
    Throttling,
    /// More requests than the account allows.
    RequestLimitExceeded,
    /// Parts of a batch are left out. Other actions are not affected.
    Unprocessed,
    /// Another transaction works on the item. Affects writes of items and transactions.
    TransactionConflict,
    /// The service fails before it does anything.
    InternalServerError,
    /// The service fails after it has done everything.
    InternalServerErrorAfter,
    /// The time runs out before the request arrives.
    Timeout,
    /// The time runs out after everything was done: the answer is lost.
    TimeoutAfter,
    /// Any other error.
    Error(ServiceError),
}

impl Fault {
    /// Whether it can happen to an action.
    fn concerns(&self, action: &str) -> bool {
        match self {
            Self::Unprocessed => matches!(action, "BatchGetItem" | "BatchWriteItem"),
            Self::TransactionConflict => matches!(
                action,
                "PutItem" | "UpdateItem" | "DeleteItem" | "TransactGetItems" | "TransactWriteItems"
            ),
            _ => true,
        }
    }

    /// The error that the service answers, when the fault is one.
    pub(super) fn error(&self) -> Option<ServiceError> {
        match self {
            Self::ProvisionedThroughputExceeded => Some(message::provisioned_throughput_exceeded()),
            Self::Throttling => Some(message::throttled()),
            Self::RequestLimitExceeded => Some(message::request_limit_exceeded()),
            Self::TransactionConflict => Some(message::transaction_conflict()),
            Self::InternalServerError | Self::InternalServerErrorAfter => {
                Some(message::internal_server_error())
            }
            Self::Error(error) => Some(error.clone()),
            Self::Unprocessed | Self::Timeout | Self::TimeoutAfter => None,
        }
    }

    /// The limit that is exceeded, as reasons of throttling name it.
    pub(super) fn limit(&self) -> Option<&'static str> {
        match self {
            Self::ProvisionedThroughputExceeded => Some("ProvisionedThroughputExceeded"),
            Self::Throttling => Some("KeyRangeThroughputExceeded"),
            Self::RequestLimitExceeded => Some("AccountLimitExceeded"),
            _ => None,
        }
    }

    /// Whether it strikes parts of a batch or transaction one by one.
    pub(super) fn strikes_parts(&self) -> bool {
        matches!(self, Self::Unprocessed | Self::TransactionConflict)
            || self.error().is_some_and(|error| {
                matches!(error.code, ErrorCode::ProvisionedThroughputExceeded | ErrorCode::Throttling)
            })
    }
}

/// A fault and the calls that it happens to: all, until something narrows them.
///
/// What is asked narrows them down in this order: action, table, key, the number of the call among those, then
/// chance.
///
/// ```
/// use dynamo_mock::{Fault, Rule};
///
/// // The second and third write to the partition `HOT`.
/// let rule = Rule::new(Fault::Throttling).on("PutItem").on("UpdateItem").partition("pk", "HOT").skip(1).times(2);
/// # let _ = rule;
/// ```
#[derive(Debug, Clone)]
#[must_use = "does nothing until it is given to `Faults`"]
pub struct Rule {
    pub(super) fault: Fault,
    actions: Vec<String>,
    table: Option<String>,
    attributes: Item,
    skip: u64,
    times: Option<u64>,
    probability: Option<f64>,
    pub(super) parts: usize,
    /// The calls seen so far that fit.
    seen: u64,
    /// The calls that the fault has happened to.
    done: u64,
    random: Random,
}

impl Rule {
    /// A fault that happens to every call that it can happen to.
    pub fn new(fault: Fault) -> Self {
        Self {
            fault,
            actions: Vec::new(),
            table: None,
            attributes: Item::new(),
            skip: 0,
            times: None,
            probability: None,
            parts: usize::MAX,
            seen: 0,
            done: 0,
            random: Random(0),
        }
    }

    /// Only calls of this action, by its name in the API. Several can be named.
    pub fn on(mut self, action: impl Into<String>) -> Self {
        self.actions.push(action.into());
        self
    }

    /// Only calls that name this table.
    pub fn table(mut self, table: impl Into<String>) -> Self {
        self.table = Some(table.into());
        self
    }

    /// Only calls, or parts of them, that name an item with this key or partition key attribute. For a Query it is
    /// what the key condition says is equal; a Scan names no item.
    pub fn partition(mut self, name: impl Into<Name>, value: impl Into<AttributeValue>) -> Self {
        self.attributes.insert(name, value.into());
        self
    }

    /// Only calls, or parts of them, that name the item with this key.
    pub fn key(mut self, key: Item) -> Self {
        self.attributes = key;
        self
    }

    /// Not the first `calls` calls that fit.
    pub const fn skip(mut self, calls: u64) -> Self {
        self.skip = calls;
        self
    }

    /// At most so many times.
    pub const fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Only the call with this number among those that fit, from 1.
    pub const fn nth(self, number: u64) -> Self {
        self.skip(number.saturating_sub(1)).times(1)
    }

    /// Only by chance: with a probability from 0 to 1. The seed of [`Faults`](crate::Faults) decides which calls.
    pub const fn probability(mut self, probability: f64) -> Self {
        self.probability = Some(probability);
        self
    }

    /// At most so many parts of a batch or transaction, the last ones of those that fit.
    pub const fn parts(mut self, parts: usize) -> Self {
        self.parts = parts;
        self
    }

    /// Starts the rule's own sequence of chances, so that other rules do not change it.
    pub(super) const fn seed(&mut self, seed: u64) {
        self.random = Random(seed);
    }

    /// Whether a rule is about something that a request names.
    pub(super) fn fits_part(&self, part: &Touched<'_>) -> bool {
        self.table.as_deref().is_none_or(|table| table == part.table)
            && self.attributes.iter().all(|(name, value)| part.attributes.get(name) == Some(value))
    }

    fn fits(&self, request: &Request, parts: &[Touched<'_>]) -> bool {
        let action = request.action();
        let anywhere = self.table.is_none() && self.attributes.is_empty();
        self.fault.concerns(action)
            && (self.actions.is_empty() || self.actions.iter().any(|wanted| wanted == action))
            && (anywhere || parts.iter().any(|part| self.fits_part(part)))
    }

    /// Whether the fault happens to this call. Counts the call when it fits.
    pub(super) fn strikes(&mut self, request: &Request, parts: &[Touched<'_>]) -> bool {
        if !self.fits(request, parts) {
            return false;
        }
        self.seen += 1;
        let due = self.seen > self.skip && self.times.is_none_or(|times| self.done < times);
        let strikes = due && self.probability.is_none_or(|probability| self.random.next() < probability);
        self.done += u64::from(strikes);
        strikes
    }
}

impl From<Fault> for Rule {
    fn from(fault: Fault) -> Self {
        Self::new(fault)
    }
}

/// A sequence of numbers that look random and are the same for the same seed.
///
/// See Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
#[derive(Debug, Clone)]
struct Random(u64);

impl Random {
    /// From 0 to below 1.
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        // A float holds 53 bits exactly.
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}
