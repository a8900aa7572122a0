//! The value of a part of a key.

use std::borrow::Cow;

/// A value that is written into a key, or read back from one.
#[derive(Debug, Clone, PartialEq, Eq)]
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
