//! The value of a part of a key.

use std::borrow::Cow;
use std::fmt;

/// A value that is written into a key, or read back from one. Its `Debug` form does not show texts.
#[derive(Clone, PartialEq, Eq)]
pub enum PartValue<'a> {
    /// A text or an enum's token.
    Text(Cow<'a, str>),
    /// An unsigned integer.
    Unsigned(u128),
    /// A signed integer.
    Signed(i128),
    /// A decimal number, `coefficient × 10^-scale`.
    Decimal {
        /// The digits.
        coefficient: i128,
        /// The digits after the point.
        scale: u32,
    },
    /// A truth value.
    Bool(bool),
    /// A moment in UTC.
    Timestamp {
        /// Seconds since 1970.
        seconds: i64,
        /// Nanoseconds of the second, below 1,000,000,000.
        nanos: u32,
    },
    /// A calendar date.
    Date {
        /// The year.
        year: i32,
        /// The month from 1.
        month: u8,
        /// The day from 1.
        day: u8,
    },
    /// A UUID.
    Uuid(u128),
    /// A ULID.
    Ulid(u128),
    /// A shard number, of a part that is hashed.
    Shard(u16),
}

impl fmt::Debug for PartValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.debug_tuple("Text").field(&format_args!("{} bytes", text.len())).finish(),
            Self::Unsigned(value) => f.debug_tuple("Unsigned").field(value).finish(),
            Self::Signed(value) => f.debug_tuple("Signed").field(value).finish(),
            Self::Decimal { coefficient, scale } => {
                f.debug_struct("Decimal").field("coefficient", coefficient).field("scale", scale).finish()
            }
            Self::Bool(value) => f.debug_tuple("Bool").field(value).finish(),
            Self::Timestamp { seconds, nanos } => {
                f.debug_struct("Timestamp").field("seconds", seconds).field("nanos", nanos).finish()
            }
            Self::Date { .. } => f.debug_tuple("Date").field(&format_args!("{}", self.to_text())).finish(),
            Self::Uuid(_) => f.debug_tuple("Uuid").field(&format_args!("{}", self.to_text())).finish(),
            Self::Ulid(_) => f.debug_tuple("Ulid").field(&format_args!("{}", self.to_text())).finish(),
            Self::Shard(number) => f.debug_tuple("Shard").field(number).finish(),
        }
    }
}
