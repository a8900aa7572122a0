//! Values of attributes, read from their stored form: what an index key is computed from when only the attributes of
//! an item are at hand.

use std::borrow::Cow;

use crate::encode::{
    date_text, range_check, read_date, read_timestamp, read_ulid, read_uuid, timestamp_text, ulid_text,
    uuid_text,
};
use crate::{PartError, PartErrorKind, PartKind, PartValue, TimePrecision};

impl PartKind {
    /// Reads an attribute that is stored as text (`S`): a text, a token, a timestamp in RFC 3339 with at most nine
    /// digits of fraction, a date, a UUID or a ULID.
    ///
    /// # Errors
    ///
    /// When the kind is not stored as text, or the text is not in the kind's form.
    ///
    /// ```
    /// use dynamo_schema::{PartKind, PartValue};
    ///
    /// let moment = PartKind::Timestamp.read_text("1970-01-01T01:00:00.5+01:00").unwrap();
    /// assert_eq!(moment, PartValue::Timestamp { seconds: 0, nanos: 500_000_000 });
    /// ```
    pub fn read_text<'t>(&self, text: &'t str) -> Result<PartValue<'t>, PartError> {
        let value = match self {
            Self::Text | Self::Token => Some(PartValue::Text(Cow::Borrowed(text))),
            Self::Timestamp => read_timestamp(text),
            Self::Date => read_date(text),
            Self::Uuid => read_uuid(text).map(PartValue::Uuid),
            Self::Ulid => read_ulid(text).map(PartValue::Ulid),
            Self::Integer(_) | Self::Decimal | Self::Bool => {
                return Err(PartError::new(PartErrorKind::WrongKind { expected: *self }));
            }
        };
        value.ok_or_else(|| PartError::malformed(*self, text))
    }

    /// Reads an attribute that is stored as a number (`N`) from its decimal text, with or without an exponent.
    ///
    /// # Errors
    ///
    /// When the kind is not a number, the text is not one, or it is outside the range of the integer type.
    pub fn read_number(&self, text: &str) -> Result<PartValue<'static>, PartError> {
        let malformed = || PartError::malformed(*self, text);
        let (coefficient, scale) = read_decimal(text).ok_or_else(malformed)?;
        match self {
            Self::Decimal => {
                Ok(PartValue::Decimal { coefficient: coefficient.signed().ok_or_else(malformed)?, scale })
            }
            Self::Integer(integer) => {
                if scale != 0 {
                    return Err(malformed());
                }
                let value = match coefficient.signed() {
                    Some(value) => PartValue::Signed(value),
                    None if !coefficient.negative => PartValue::Unsigned(coefficient.digits),
                    None => return Err(PartError::new(PartErrorKind::OutOfRange(*integer))),
                };
                range_check(&value, *integer).map_err(PartError::new)
            }
            _ => Err(PartError::new(PartErrorKind::WrongKind { expected: *self })),
        }
    }

    /// Takes an integer for the kind, which may be an integer or a decimal.
    ///
    /// # Errors
    ///
    /// When the kind is not a number, or the integer is outside the range of its type.
    pub fn read_integer(&self, value: i128) -> Result<PartValue<'static>, PartError> {
        match self {
            Self::Decimal => Ok(PartValue::Decimal { coefficient: value, scale: 0 }),
            Self::Integer(integer) => {
                range_check(&PartValue::Signed(value), *integer).map_err(PartError::new)
            }
            _ => Err(PartError::new(PartErrorKind::WrongKind { expected: *self })),
        }
    }

    /// Takes an unsigned integer for the kind, as [`PartKind::read_integer`] does.
    ///
    /// # Errors
    ///
    /// When the kind is not a number, or the integer is outside the range of its type.
    pub fn read_unsigned(&self, value: u128) -> Result<PartValue<'static>, PartError> {
        if let (Self::Integer(integer), Err(_)) = (self, i128::try_from(value)) {
            return range_check(&PartValue::Unsigned(value), *integer).map_err(PartError::new);
        }
        let value =
            i128::try_from(value).map_err(|_| PartError::new(PartErrorKind::DecimalTooLarge { scale: 0 }))?;
        self.read_integer(value)
    }

    /// Takes a truth value for the kind.
    ///
    /// # Errors
    ///
    /// When the kind is not a Boolean.
    pub const fn read_bool(&self, value: bool) -> Result<PartValue<'static>, PartError> {
        match self {
            Self::Bool => Ok(PartValue::Bool(value)),
            _ => Err(PartError::new(PartErrorKind::WrongKind { expected: *self })),
        }
    }
}

impl PartValue<'_> {
    /// The value as the text or the number of a stored attribute: a timestamp with nine digits of fraction, a number in
    /// plain decimal digits, a Boolean as `true` or `false`. [`PartKind::read_text`] and [`PartKind::read_number`] read
    /// it back.
    pub fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(match self {
            Self::Text(text) => return Cow::Borrowed(text),
            Self::Unsigned(value) => value.to_string(),
            Self::Signed(value) => value.to_string(),
            Self::Decimal { coefficient, scale } => decimal_text(*coefficient, *scale),
            Self::Bool(value) => value.to_string(),
            Self::Timestamp { seconds, nanos } => timestamp_text(*seconds, *nanos, TimePrecision::Nanos),
            Self::Date { year, month, day } => date_text(*year, *month, *day),
            Self::Uuid(value) => uuid_text(*value),
            Self::Ulid(value) => ulid_text(*value),
            Self::Shard(number) => number.to_string(),
        })
    }
}

/// The digits of a number and its sign.
struct Coefficient {
    negative: bool,
    digits: u128,
}

impl Coefficient {
    fn signed(&self) -> Option<i128> {
        if self.negative { 0_i128.checked_sub_unsigned(self.digits) } else { self.digits.try_into().ok() }
    }
}

/// Reads `-12.340e5` as its digits and a scale, without trailing zeros after the point.
fn read_decimal(text: &str) -> Option<(Coefficient, u32)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (negative, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => (true, mantissa),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let all = format!("{whole}{fraction}");
    let significant = all.trim_end_matches('0');
    let digits: u128 =
        if significant.trim_start_matches('0').is_empty() { 0 } else { significant.parse().ok()? };
    if digits == 0 {
        return Some((Coefficient { negative: false, digits }, 0));
    }
    let dropped = i64::try_from(all.len() - significant.len()).ok()?;
    let scale = i64::try_from(fraction.len()).ok()?.checked_sub(dropped)?.checked_sub(exponent)?;
    if scale >= 0 {
        return Some((Coefficient { negative, digits }, scale.try_into().ok()?));
    }
    let factor = 10_u128.checked_pow(scale.unsigned_abs().try_into().ok()?)?;
    Some((Coefficient { negative, digits: digits.checked_mul(factor)? }, 0))
}

fn decimal_text(coefficient: i128, scale: u32) -> String {
    let sign = if coefficient < 0 { "-" } else { "" };
    // DynamoDB has 38 digits and exponents down to -130; anything beyond is a mistake whose text should stay short.
    // <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>
    if scale > 168 {
        return format!("{coefficient}E-{scale}");
    }
    let places = scale as usize;
    let digits = format!("{:0width$}", coefficient.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}
