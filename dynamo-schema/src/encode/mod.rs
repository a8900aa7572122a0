//! How each kind of value is written into a key, so that keys compare as the values do. The forms are those that
//! [`PartKind`] tells.
//!
//! All but texts and tokens have one length, so that the order of the bytes, which is how DynamoDB sorts texts
//! (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>), is the
//! order of the values. Why it holds for texts is told in [`text`].

mod decimal;
mod identifier;
mod integer;
mod shard;
pub(crate) mod text;
mod time;

use std::borrow::Cow;

pub(crate) use decimal::{DIGITS as DECIMAL_DIGITS, GREATEST_SCALE};
pub(crate) use identifier::{read_ulid, read_uuid, ulid_text, uuid_text};
pub(crate) use integer::range_check;
pub(crate) use shard::digits as shard_digits;
pub(crate) use time::{date_text, read_date, read_timestamp, timestamp_text};

use crate::{PartError, PartErrorKind, PartKind, PartValue, TemplatePart, TextPolicy, TimePrecision};

/// Where a value stands among those that a part can hold.
///
/// A bound of a range need not be a value of the part: `since(now)` is finer than a key with whole seconds, and `< 300`
/// is a fair question to a `u8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is one of them, and was written.
    At,
    /// It is not one of them; the greatest one below it was written.
    Above,
    /// It is below all of them; nothing was written.
    BelowAll,
    /// It is above all of them; nothing was written.
    AboveAll,
}

impl TemplatePart {
    /// Writes the value at the end of `out`.
    ///
    /// A part that is a shard takes the attribute's value, which it hashes, or the number of the shard itself.
    ///
    /// # Errors
    ///
    /// When the value is of another kind, is an empty text, or cannot be written without losing something. `out` is
    /// then as before.
    ///
    /// ```
    /// use dynamo_schema::{IntegerType, PartFormat, PartKind, PartValue, TemplatePart};
    ///
    /// let line = TemplatePart {
    ///     attribute: "line".into(),
    ///     kind: PartKind::Integer(IntegerType::U16),
    ///     format: PartFormat { width: Some(4), ..PartFormat::DEFAULT },
    /// };
    /// let mut key = String::from("ITEM#");
    /// line.encode(&PartValue::Unsigned(7), &mut key).unwrap();
    /// assert_eq!(key, "ITEM#0007");
    /// assert!(line.encode(&PartValue::Unsigned(10_000), &mut key).is_err());
    /// ```
    pub fn encode(&self, value: &PartValue<'_>, out: &mut String) -> Result<(), PartError> {
        let before = out.len();
        let kind = match self.place(value, out)? {
            Place::At => return Ok(()),
            Place::Above => self.too_fine(),
            Place::BelowAll | Place::AboveAll => self.out_of_range(),
        };
        out.truncate(before);
        Err(PartError::new(kind).of(&self.attribute))
    }

    /// Writes the value, or the greatest of the part's values below it.
    pub(crate) fn place(&self, value: &PartValue<'_>, out: &mut String) -> Result<Place, PartError> {
        let before = out.len();
        let placed = match self.format.shards {
            Some(shards) => self.place_shard(value, shards, out),
            None => self.place_value(value, out),
        };
        placed.map_err(|kind| {
            out.truncate(before);
            PartError::new(kind).of(&self.attribute)
        })
    }

    fn place_shard(
        &self,
        value: &PartValue<'_>,
        shards: u16,
        out: &mut String,
    ) -> Result<Place, PartErrorKind> {
        if let PartValue::Shard(number) = *value {
            return shard::write(number, shards, out).map(|()| Place::At);
        }
        let mut hashed = String::new();
        match self.place_value(value, &mut hashed)? {
            Place::At => shard::write(shard::of(&hashed, shards)?, shards, out).map(|()| Place::At),
            Place::Above => Err(self.too_fine()),
            Place::BelowAll | Place::AboveAll => Err(self.out_of_range()),
        }
    }

    fn place_value(&self, value: &PartValue<'_>, out: &mut String) -> Result<Place, PartErrorKind> {
        match (self.kind, value) {
            (PartKind::Text | PartKind::Token, PartValue::Text(text)) => text::place(text, &self.format, out),
            (PartKind::Integer(integer), PartValue::Unsigned(value)) => {
                integer::place_unsigned(*value, integer, self.format.width, out)
            }
            (PartKind::Integer(integer), PartValue::Signed(value)) => {
                integer::place_signed(*value, integer, self.format.width, out)
            }
            (PartKind::Decimal, PartValue::Decimal { coefficient, scale }) => {
                let declared = self.format.scale.ok_or(PartErrorKind::NoScale)?;
                Ok(decimal::place(*coefficient, *scale, declared, out))
            }
            (PartKind::Bool, PartValue::Bool(value)) => {
                out.push(if *value { '1' } else { '0' });
                Ok(Place::At)
            }
            (PartKind::Timestamp, PartValue::Timestamp { seconds, nanos }) => {
                time::place_timestamp(*seconds, *nanos, self.format.precision, out)
            }
            (PartKind::Date, PartValue::Date { year, month, day }) => {
                time::place_date(*year, *month, *day, out)
            }
            (PartKind::Uuid, PartValue::Uuid(value)) => {
                out.push_str(&uuid_text(*value));
                Ok(Place::At)
            }
            (PartKind::Ulid, PartValue::Ulid(value)) => {
                out.push_str(&ulid_text(*value));
                Ok(Place::At)
            }
            _ => Err(PartErrorKind::WrongKind { expected: self.kind }),
        }
    }

    fn too_fine(&self) -> PartErrorKind {
        match self.kind {
            PartKind::Timestamp => PartErrorKind::TooPrecise(self.format.precision),
            _ => PartErrorKind::TooFine { scale: self.format.scale.unwrap_or_default() },
        }
    }

    fn out_of_range(&self) -> PartErrorKind {
        match self.kind {
            PartKind::Text | PartKind::Token => PartErrorKind::Empty,
            PartKind::Integer(integer) => match self.format.width {
                Some(width) if width < integer.width() => PartErrorKind::Overflow { width },
                _ => PartErrorKind::OutOfRange(integer),
            },
            PartKind::Decimal => {
                PartErrorKind::DecimalTooLarge { scale: self.format.scale.unwrap_or_default() }
            }
            _ => PartErrorKind::Year,
        }
    }

    /// Reads the value from its text in a key: the inverse of [`TemplatePart::encode`], up to a change of case. A
    /// shard gives its number.
    ///
    /// # Errors
    ///
    /// When the text is not what `encode` writes.
    pub fn parse<'k>(&self, text: &'k str) -> Result<PartValue<'k>, PartError> {
        self.parse_value(text).map_err(|error| error.of(&self.attribute))
    }

    fn parse_value<'k>(&self, text: &'k str) -> Result<PartValue<'k>, PartError> {
        let malformed = || PartError::malformed(self.kind, text);
        if let Some(shards) = self.format.shards {
            return shard::read(text, shards).map(PartValue::Shard).ok_or_else(malformed);
        }
        let value = match self.kind {
            PartKind::Text | PartKind::Token => return text::read(text, &self.format, self.kind),
            PartKind::Integer(integer) => integer::read(text, integer, self.format.width),
            PartKind::Decimal => {
                let scale = self.format.scale.ok_or(PartError::new(PartErrorKind::NoScale))?;
                decimal::read(text, scale)
            }
            PartKind::Bool => match text {
                "0" => Some(PartValue::Bool(false)),
                "1" => Some(PartValue::Bool(true)),
                _ => None,
            },
            PartKind::Timestamp => time::read_key_timestamp(text, self.format.precision),
            PartKind::Date => read_date(text),
            PartKind::Uuid => read_uuid(text).filter(|value| uuid_text(*value) == text).map(PartValue::Uuid),
            PartKind::Ulid => read_ulid(text).filter(|value| ulid_text(*value) == text).map(PartValue::Ulid),
        };
        value.ok_or_else(malformed)
    }

    /// How many bytes each text of the part has; `None` when that depends on the value.
    pub const fn fixed_width(&self) -> Option<usize> {
        if let Some(shards) = self.format.shards {
            return Some(shard_digits(shards));
        }
        match self.kind {
            PartKind::Text | PartKind::Token => None,
            PartKind::Integer(integer) => Some(match self.format.width {
                Some(width) => width as usize,
                None => integer.width() as usize,
            }),
            PartKind::Decimal => Some(DECIMAL_DIGITS),
            PartKind::Bool => Some(1),
            PartKind::Timestamp => Some(match self.format.precision {
                TimePrecision::Seconds => 20,
                TimePrecision::Millis => 24,
                TimePrecision::Micros => 27,
                TimePrecision::Nanos => 30,
            }),
            PartKind::Date => Some(10),
            PartKind::Uuid => Some(36),
            PartKind::Ulid => Some(26),
        }
    }

    /// Whether the value is written as it is, whatever it holds.
    pub const fn is_raw(&self) -> bool {
        self.fixed_width().is_none() && matches!(self.format.text, TextPolicy::Raw)
    }
}

impl PartKind {
    /// The kind in words, for messages.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Token => "a token of an enum",
            Self::Integer(integer) => {
                if integer.is_signed() {
                    "a signed integer"
                } else {
                    "an unsigned integer"
                }
            }
            Self::Decimal => "a decimal number",
            Self::Bool => "a Boolean",
            Self::Timestamp => "a timestamp",
            Self::Date => "a date",
            Self::Uuid => "a UUID",
            Self::Ulid => "a ULID",
        }
    }
}

impl PartValue<'_> {
    /// The same value without a borrow.
    pub fn into_owned(self) -> PartValue<'static> {
        match self {
            Self::Text(text) => PartValue::Text(Cow::Owned(text.into_owned())),
            Self::Unsigned(value) => PartValue::Unsigned(value),
            Self::Signed(value) => PartValue::Signed(value),
            Self::Decimal { coefficient, scale } => PartValue::Decimal { coefficient, scale },
            Self::Bool(value) => PartValue::Bool(value),
            Self::Timestamp { seconds, nanos } => PartValue::Timestamp { seconds, nanos },
            Self::Date { year, month, day } => PartValue::Date { year, month, day },
            Self::Uuid(value) => PartValue::Uuid(value),
            Self::Ulid(value) => PartValue::Ulid(value),
            Self::Shard(number) => PartValue::Shard(number),
        }
    }
}
