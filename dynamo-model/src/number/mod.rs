//! DynamoDB's number: a decimal of up to 38 significant digits, kept exactly.
//!
//! The rules come from
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number>.

mod convert;
mod parse;
#[cfg(test)]
mod tests;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

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
        // A coefficient and a power of ten that floats hold exactly make one operation, which rounds once.
        const EXACT: u64 = 1 << 53;
        const POWERS: [f64; 23] = [
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
            1e18, 1e19, 1e20, 1e21, 1e22,
        ];
        let power = POWERS.get(usize::from(self.exponent.unsigned_abs()));
        if let (0, 0..=EXACT, Some(power)) = (self.high, self.low, power) {
            let exact = self.low as f64;
            let value = if self.exponent < 0 { exact / power } else { exact * power };
            return if self.negative { -value } else { value };
        }
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
