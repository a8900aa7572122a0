//! Dates and times of the crate `chrono`.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use dynamo_schema::AttributeType;

use super::{Attribute, KeyPart, KeyScalar, Ordered, OrderedKey, Prefixed, Required};
use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, EncodeError};

/// Stored as RFC 3339 in UTC with nine digits of fraction, so that the texts sort as the moments do.
/// Reads every RFC 3339 text.
impl Attribute for DateTime<Utc> {
    const TYPE: AttributeType = AttributeType::Timestamp;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        if !(0..=9999).contains(&self.year()) {
            return Err(EncodeError::new("a timestamp needs a year from 0000 to 9999, or it would not sort"));
        }
        // A leap second would be written as second 60, which no reader of keys expects.
        if self.timestamp_subsec_nanos() >= 1_000_000_000 {
            return Err(EncodeError::new(
                "a leap second cannot be stored; use the second before or after it",
            ));
        }
        Ok(Some(AttributeValue::S(self.to_rfc3339_opts(SecondsFormat::Nanos, true))))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        let text: Cow<'_, str> = value.text()?;
        DateTime::parse_from_rfc3339(&text)
            .map(|moment| moment.with_timezone(&Utc))
            .map_err(|error| DecodeError::invalid(format!("expected a timestamp in RFC 3339: {error}")))
    }
}

impl Ordered for DateTime<Utc> {}
impl Prefixed for DateTime<Utc> {}
impl KeyPart for DateTime<Utc> {}
impl OrderedKey for DateTime<Utc> {}
impl KeyScalar for DateTime<Utc> {}

/// Stored as `YYYY-MM-DD`.
impl Attribute for NaiveDate {
    const TYPE: AttributeType = AttributeType::Date;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        if !(0..=9999).contains(&self.year()) {
            return Err(EncodeError::new("a date needs a year from 0000 to 9999, or it would not sort"));
        }
        Ok(Some(AttributeValue::S(self.format("%Y-%m-%d").to_string())))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        let text = value.text()?;
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d");
        date.map_err(|error| DecodeError::invalid(format!("expected a date as YYYY-MM-DD: {error}")))
    }
}

impl Ordered for NaiveDate {}
impl Prefixed for NaiveDate {}
impl KeyPart for NaiveDate {}
impl OrderedKey for NaiveDate {}
impl KeyScalar for NaiveDate {}
