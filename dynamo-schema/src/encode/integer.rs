//! Integers.

use super::Place;
use crate::{IntegerType, PartErrorKind, PartValue};

impl IntegerType {
    /// The greatest value.
    pub const fn greatest(self) -> u128 {
        let all = u128::MAX >> (128 - self.bits());
        if self.is_signed() { all >> 1 } else { all }
    }

    /// The smallest value.
    pub const fn smallest(self) -> i128 {
        if self.is_signed() { i128::MIN >> (128 - self.bits()) } else { 0 }
    }

    /// The name of the type in Rust.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::U128 => "u128",
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::I128 => "i128",
        }
    }

    /// What is added to a value so that the smallest becomes 0.
    const fn offset(self) -> u128 {
        if self.is_signed() { 1 << (self.bits() - 1) } else { 0 }
    }
}

pub(super) fn place_unsigned(
    value: u128,
    integer: IntegerType,
    width: Option<u8>,
    out: &mut String,
) -> Result<Place, PartErrorKind> {
    if value > integer.greatest() {
        return Ok(Place::AboveAll);
    }
    Ok(write(value + integer.offset(), integer, width, out))
}

pub(super) fn place_signed(
    value: i128,
    integer: IntegerType,
    width: Option<u8>,
    out: &mut String,
) -> Result<Place, PartErrorKind> {
    if value < integer.smallest() {
        return Ok(Place::BelowAll);
    }
    match u128::try_from(value) {
        Ok(value) => place_unsigned(value, integer, width, out),
        // A negative value that is not below the smallest is above −offset, so that the difference is its place.
        Err(_) => Ok(write(integer.offset() - value.unsigned_abs(), integer, width, out)),
    }
}

fn write(digits: u128, integer: IntegerType, width: Option<u8>, out: &mut String) -> Place {
    const WIDEST: usize = 39;
    let width = usize::from(width.unwrap_or(integer.width()));
    let mut text = ['0'; WIDEST];
    let Some(text) = text.get_mut(..width) else {
        // Wider than any integer needs.
        let _ = std::fmt::Write::write_fmt(out, format_args!("{digits:0width$}"));
        return Place::At;
    };
    let mut places = text.iter_mut().rev();
    // Most values are narrow, and so is their arithmetic then.
    let mut wide = digits;
    while u64::try_from(wide).is_err() {
        let Some(place) = places.next() else { return Place::AboveAll };
        *place = digit((wide % 10) as u64);
        wide /= 10;
    }
    let mut narrow = wide as u64;
    while narrow > 0 {
        let Some(place) = places.next() else { return Place::AboveAll };
        *place = digit(narrow % 10);
        narrow /= 10;
    }
    out.extend(text.iter());
    Place::At
}

fn digit(value: u64) -> char {
    char::from(b'0' + value as u8)
}

pub(super) fn read(text: &str, integer: IntegerType, width: Option<u8>) -> Option<PartValue<'static>> {
    if text.len() != usize::from(width.unwrap_or(integer.width())) {
        return None;
    }
    let digits = read_digits(text)?;
    let value = match digits.checked_sub(integer.offset()) {
        Some(value) if value > integer.greatest() => return None,
        Some(value) if !integer.is_signed() => return Some(PartValue::Unsigned(value)),
        Some(value) => i128::try_from(value).ok()?,
        None => 0_i128.checked_sub_unsigned(integer.offset() - digits)?,
    };
    Some(PartValue::Signed(value))
}

/// Reads decimal digits, without a sign.
pub(super) fn read_digits(text: &str) -> Option<u128> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// The value as the integer's own variant, when it is in its range.
pub(crate) fn range_check(
    value: &PartValue<'_>,
    integer: IntegerType,
) -> Result<PartValue<'static>, PartErrorKind> {
    let out_of_range = PartErrorKind::OutOfRange(integer);
    match *value {
        PartValue::Unsigned(value) if value > integer.greatest() => Err(out_of_range),
        PartValue::Unsigned(value) if integer.is_signed() => {
            i128::try_from(value).map(PartValue::Signed).map_err(|_| out_of_range)
        }
        PartValue::Unsigned(value) => Ok(PartValue::Unsigned(value)),
        PartValue::Signed(value) if value < integer.smallest() => Err(out_of_range),
        PartValue::Signed(value) => match u128::try_from(value) {
            Ok(value) if value > integer.greatest() => Err(out_of_range),
            Ok(value) if !integer.is_signed() => Ok(PartValue::Unsigned(value)),
            _ => Ok(PartValue::Signed(value)),
        },
        _ => Err(PartErrorKind::WrongKind { expected: crate::PartKind::Integer(integer) }),
    }
}
