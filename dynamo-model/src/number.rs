//! DynamoDB's number: a decimal of up to 38 significant digits, kept exactly.
//!
//! The rules come from
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number>.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// The number of significant digits that DynamoDB keeps.
pub const MAX_DIGITS: u32 = 38;
/// The largest power of ten of a number's first digit: 9.99…E+125.
const MAX_MAGNITUDE: i32 = 125;
/// The smallest power of ten of a number's first digit: 1E-130.
const MIN_MAGNITUDE: i32 = -130;
/// One more than the largest coefficient.
const COEFFICIENT_LIMIT: u128 = 10u128.pow(MAX_DIGITS);

/// A decimal number as DynamoDB stores it: at most 38 significant digits, magnitude from 1E-130 to
/// 9.99…E+125, or zero. Equality, order and hash go by value, so `1`, `1.0` and `1e0` are one number.
///
/// ```
/// use dynamo_model::Number;
///
/// let price: Number = "12.50".parse()?;
/// assert_eq!(price.to_string(), "12.5");
/// assert!(price < Number::from(13u8));
/// # Ok::<(), dynamo_model::NumberError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Number {
    /// The digits without trailing zeros, in two halves: a `u128` would align the whole type to 16 bytes.
    high: u64,
    low: u64,
    /// The power of ten of the last digit.
    exponent: i16,
    negative: bool,
}

/// Why a text or a float is not a number of DynamoDB's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberError {
    /// The text is not a decimal number; NaN and infinities count here too.
    Malformed(String),
    /// More than 38 significant digits.
    TooPrecise,
    /// The magnitude is above 9.99…E+125.
    Overflow,
    /// The magnitude is below 1E-130.
    Underflow,
    /// The number does not fit the Rust type it is read into.
    OutOfRange {
        /// The number.
        number: Number,
        /// The name of the Rust type.
        target: &'static str,
    },
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(text) => {
                write!(f, "The parameter cannot be converted to a numeric value: {text}")
            }
            Self::TooPrecise => {
                f.write_str("Attempting to store more than 38 significant digits in a Number")
            }
            Self::Overflow => f.write_str(
                "Number overflow. Attempting to store a number with magnitude larger than supported range",
            ),
            Self::Underflow => f.write_str(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            ),
            Self::OutOfRange { number, target } => {
                write!(f, "{number} does not fit the type {target}")
            }
        }
    }
}

impl std::error::Error for NumberError {}

impl Number {
    /// Zero.
    pub const ZERO: Self = Self { high: 0, low: 0, exponent: 0, negative: false };

    /// The number `coefficient × 10^exponent`, negated when `negative`.
    ///
    /// # Errors
    /// When the number has more than 38 significant digits or is out of DynamoDB's range.
    pub fn from_parts(negative: bool, coefficient: u128, exponent: i32) -> Result<Self, NumberError> {
        if coefficient == 0 {
            return Ok(Self::ZERO);
        }
        let (mut coefficient, mut exponent) = (coefficient, exponent);
        while coefficient.is_multiple_of(10) {
            coefficient /= 10;
            exponent += 1;
        }
        if coefficient >= COEFFICIENT_LIMIT {
            return Err(NumberError::TooPrecise);
        }
        let magnitude = exponent + digits(coefficient) as i32 - 1;
        if magnitude > MAX_MAGNITUDE {
            return Err(NumberError::Overflow);
        }
        if magnitude < MIN_MAGNITUDE {
            return Err(NumberError::Underflow);
        }
        Ok(Self::from_normal(negative, coefficient, exponent))
    }

    fn from_normal(negative: bool, coefficient: u128, exponent: i32) -> Self {
        Self {
            high: (coefficient >> 64) as u64,
            low: coefficient as u64,
            exponent: exponent as i16,
            negative,
        }
    }

    /// The significant digits as an integer without trailing zeros; 0 for zero.
    pub const fn coefficient(&self) -> u128 {
        (self.high as u128) << 64 | self.low as u128
    }

    /// The power of ten of the last significant digit.
    pub const fn exponent(&self) -> i32 {
        self.exponent as i32
    }

    /// Whether the number is below zero.
    pub const fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether the number is zero.
    pub const fn is_zero(&self) -> bool {
        self.high == 0 && self.low == 0
    }

    /// How many significant digits the number has; 1 for zero.
    pub fn digits(&self) -> u32 {
        digits(self.coefficient())
    }

    /// The power of ten of the first significant digit.
    fn magnitude(&self) -> i32 {
        self.exponent() + self.digits() as i32 - 1
    }

    /// The exact sum.
    ///
    /// # Errors
    /// When the sum needs more than 38 significant digits or is out of range, as DynamoDB refuses it.
    pub fn checked_add(self, other: Self) -> Result<Self, NumberError> {
        if self.is_zero() {
            return Ok(other);
        }
        if other.is_zero() {
            return Ok(self);
        }
        let (large, small) = if self.exponent >= other.exponent { (self, other) } else { (other, self) };
        let shift = (large.exponent - small.exponent) as u32;
        // A shift out of `u128` leaves a sum of 39 digits or more, whatever the other number is.
        let aligned = 10u128
            .checked_pow(shift)
            .and_then(|power| large.coefficient().checked_mul(power))
            .ok_or(NumberError::TooPrecise)?;
        let (a, b) = (aligned, small.coefficient());
        let (negative, coefficient) = if large.negative == small.negative {
            (large.negative, a.checked_add(b).ok_or(NumberError::TooPrecise)?)
        } else if a >= b {
            (large.negative, a - b)
        } else {
            (small.negative, b - a)
        };
        Self::from_parts(negative, coefficient, small.exponent())
    }

    /// The exact difference.
    ///
    /// # Errors
    /// As [`Number::checked_add`].
    pub fn checked_sub(self, other: Self) -> Result<Self, NumberError> {
        self.checked_add(-other)
    }

    /// The largest number below this one that DynamoDB can store, or `None` at the lower end of the range.
    pub fn predecessor(self) -> Option<Self> {
        (-self).successor().map(|number| -number)
    }

    /// The smallest number above this one that DynamoDB can store, or `None` at the upper end of the range.
    pub fn successor(self) -> Option<Self> {
        if self.is_zero() {
            return Self::from_parts(false, 1, MIN_MAGNITUDE).ok();
        }
        // All 38 digits at the number's magnitude, then one step of the last digit.
        let last = (self.magnitude() - MAX_DIGITS as i32 + 1).max(MIN_MAGNITUDE);
        let coefficient = self.coefficient() * 10u128.pow((self.exponent() - last) as u32);
        if !self.negative {
            return Self::from_parts(false, coefficient + 1, last).ok();
        }
        // Below a power of ten the digits are one place finer: -1 is followed by -0.999…9 with 38 nines.
        if coefficient == COEFFICIENT_LIMIT / 10 && last > MIN_MAGNITUDE {
            return Self::from_parts(true, COEFFICIENT_LIMIT - 1, last - 1).ok();
        }
        Self::from_parts(true, coefficient - 1, last).ok()
    }

    /// The nearest `f64`. Digits beyond its precision are lost.
    pub fn to_f64(self) -> f64 {
        // The text of a number is always a float's text too.
        let text =
            format!("{}{}e{}", if self.negative { "-" } else { "" }, self.coefficient(), self.exponent);
        text.parse().unwrap_or(f64::NAN)
    }

    /// The size in bytes that DynamoDB counts for the number: about one byte per two digits, plus one.
    pub fn size(&self) -> usize {
        if self.is_zero() {
            return 1;
        }
        // Digits are stored in pairs that start at even powers of ten.
        let first = self.magnitude().div_euclid(2);
        let last = self.exponent().div_euclid(2);
        (first - last + 1) as usize + 1 + usize::from(self.negative)
    }
}

const fn digits(coefficient: u128) -> u32 {
    match coefficient.checked_ilog10() {
        Some(log) => log + 1,
        None => 1,
    }
}

impl std::ops::Neg for Number {
    type Output = Self;

    fn neg(self) -> Self {
        Self { negative: !self.negative && !self.is_zero(), ..self }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        (self.high, self.low, self.exponent, self.negative)
            == (other.high, other.low, other.exponent, other.negative)
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.high, self.low, self.exponent, self.negative).hash(state);
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |n: &Self| {
            if n.is_zero() {
                0
            } else if n.negative {
                -1
            } else {
                1
            }
        };
        let by_sign = sign(self).cmp(&sign(other));
        if by_sign.is_ne() || self.is_zero() {
            return by_sign;
        }
        let by_magnitude = self.magnitude().cmp(&other.magnitude()).then_with(|| {
            let full = |n: &Self| n.coefficient() * 10u128.pow(MAX_DIGITS - n.digits());
            full(self).cmp(&full(other))
        });
        if self.negative { by_magnitude.reverse() } else { by_magnitude }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        let coefficient = self.coefficient();
        let exponent = self.exponent();
        if exponent >= 0 {
            write!(f, "{coefficient}{:0<width$}", "", width = exponent as usize)
        } else {
            let scale = -exponent as u32;
            if scale <= MAX_DIGITS {
                let power = 10u128.pow(scale);
                let (whole, fraction) = (coefficient / power, coefficient % power);
                write!(f, "{whole}.{fraction:0width$}", width = scale as usize)
            } else {
                write!(f, "0.{coefficient:0width$}", width = scale as usize)
            }
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        let malformed = || NumberError::Malformed(text.to_owned());
        let bytes = text.as_bytes();
        let (negative, mut rest) = match bytes.first() {
            Some(b'-') => (true, &bytes[1..]),
            Some(b'+') => (false, &bytes[1..]),
            _ => (false, bytes),
        };
        let (mut coefficient, mut exponent, mut zeros) = (0u128, 0i64, 0u32);
        let (mut any_digit, mut in_fraction, mut too_precise) = (false, false, false);
        while let Some((&byte, tail)) = rest.split_first() {
            match byte {
                b'0'..=b'9' => {
                    any_digit = true;
                    exponent -= i64::from(in_fraction);
                    if byte == b'0' {
                        // Zeros count only when another digit follows them.
                        zeros += u32::from(coefficient != 0);
                    } else {
                        let shifted = 10u128.checked_pow(zeros + 1).and_then(|p| coefficient.checked_mul(p));
                        match shifted.map(|c| c + u128::from(byte - b'0')) {
                            Some(next) if next < COEFFICIENT_LIMIT => coefficient = next,
                            _ => too_precise = true,
                        }
                        zeros = 0;
                    }
                }
                b'.' if !in_fraction => in_fraction = true,
                b'e' | b'E' if any_digit => {
                    let power = std::str::from_utf8(tail).map_err(|_| malformed())?;
                    exponent = exponent.saturating_add(parse_exponent(power).ok_or_else(malformed)?);
                    break;
                }
                _ => return Err(malformed()),
            }
            rest = tail;
        }
        if !any_digit {
            return Err(malformed());
        }
        if too_precise {
            return Err(NumberError::TooPrecise);
        }
        if coefficient == 0 {
            return Ok(Self::ZERO);
        }
        let exponent = exponent.saturating_add(i64::from(zeros));
        if exponent > i64::from(MAX_MAGNITUDE) {
            return Err(NumberError::Overflow);
        }
        if exponent < i64::from(MIN_MAGNITUDE) - i64::from(MAX_DIGITS) {
            return Err(NumberError::Underflow);
        }
        Self::from_parts(negative, coefficient, exponent as i32)
    }
}

/// The exponent after `e`: an optional sign and digits. A huge one saturates, so that it is out of range, not malformed.
fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0i64, |sum, digit| {
        sum.saturating_mul(10).saturating_add(i64::from(digit - b'0')).min(1_000_000)
    });
    Some(if negative { -value } else { value })
}

macro_rules! integers {
    ($($int:ty),* $(,)?) => {$(
        impl TryFrom<Number> for $int {
            type Error = NumberError;

            /// # Errors
            /// When the number is not an integer or does not fit.
            fn try_from(number: Number) -> Result<Self, NumberError> {
                let out_of_range = || NumberError::OutOfRange { number, target: stringify!($int) };
                if number.exponent() < 0 {
                    return Err(out_of_range());
                }
                10u128
                    .checked_pow(number.exponent() as u32)
                    .and_then(|power| number.coefficient().checked_mul(power))
                    .and_then(|magnitude| signed::<$int>(number.negative, magnitude))
                    .ok_or_else(out_of_range)
            }
        }
    )*};
}

fn signed<T: TryFrom<i128> + TryFrom<u128>>(negative: bool, magnitude: u128) -> Option<T> {
    if negative {
        let value = 0i128.checked_sub_unsigned(magnitude)?;
        T::try_from(value).ok()
    } else {
        T::try_from(magnitude).ok()
    }
}

macro_rules! small_integers {
    ($($int:ty),* $(,)?) => {$(
        impl From<$int> for Number {
            fn from(value: $int) -> Self {
                #[allow(unused_comparisons)]
                let negative = value < 0;
                let magnitude = if negative { (value as i128).unsigned_abs() as u64 } else { value as u64 };
                small(negative, magnitude)
            }
        }
    )*};
}

/// An integer of 64 bits always fits.
fn small(negative: bool, mut magnitude: u64) -> Number {
    if magnitude == 0 {
        return Number::ZERO;
    }
    let mut exponent = 0;
    while magnitude.is_multiple_of(10) {
        magnitude /= 10;
        exponent += 1;
    }
    Number { high: 0, low: magnitude, exponent, negative }
}

small_integers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);
integers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);

impl TryFrom<u128> for Number {
    type Error = NumberError;

    /// # Errors
    /// When the integer has more than 38 significant digits.
    fn try_from(value: u128) -> Result<Self, NumberError> {
        Self::from_parts(false, value, 0)
    }
}

impl TryFrom<i128> for Number {
    type Error = NumberError;

    /// # Errors
    /// When the integer has more than 38 significant digits.
    fn try_from(value: i128) -> Result<Self, NumberError> {
        Self::from_parts(value < 0, value.unsigned_abs(), 0)
    }
}

impl TryFrom<f64> for Number {
    type Error = NumberError;

    /// The shortest decimal that reads back as the same float.
    ///
    /// # Errors
    /// For NaN, infinities, and magnitudes out of DynamoDB's range.
    fn try_from(value: f64) -> Result<Self, NumberError> {
        if !value.is_finite() {
            return Err(NumberError::Malformed(value.to_string()));
        }
        format!("{value:e}").parse()
    }
}

impl TryFrom<f32> for Number {
    type Error = NumberError;

    /// The shortest decimal that reads back as the same float.
    ///
    /// # Errors
    /// For NaN and infinities.
    fn try_from(value: f32) -> Result<Self, NumberError> {
        if !value.is_finite() {
            return Err(NumberError::Malformed(value.to_string()));
        }
        format!("{value:e}").parse()
    }
}
