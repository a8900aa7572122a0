//! The time at which an item expires.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_schema::AttributeType;

use super::{Attribute, KeyPart, KeyScalar, Numeric, Ordered, OrderedKey, Required};
use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, Number};

/// A moment as whole seconds since 1970, stored as a number: the form that time to live needs.
///
/// DynamoDB deletes an expired item within a few days, not at once.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochSeconds(pub i64);

impl EpochSeconds {
    /// The moment `after` from a given one. The end of time when it is too far.
    pub fn after(start: SystemTime, after: Duration) -> Self {
        let since = start.duration_since(UNIX_EPOCH).unwrap_or_default().saturating_add(after);
        Self(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }

    /// Whether the moment has come.
    pub fn is_past(self, now: SystemTime) -> bool {
        self <= Self::after(now, Duration::ZERO)
    }
}

impl Attribute for EpochSeconds {
    const TYPE: AttributeType = AttributeType::EpochSeconds;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::N(Number::from(self.0))))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        let seconds = i64::try_from(value.number()?);
        seconds.map(Self).map_err(|_| DecodeError::invalid("expected whole seconds since 1970"))
    }
}

impl Ordered for EpochSeconds {}
impl Numeric for EpochSeconds {}
impl KeyPart for EpochSeconds {}
impl OrderedKey for EpochSeconds {}
impl KeyScalar for EpochSeconds {}
