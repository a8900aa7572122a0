//! Numbers from and to Rust's own.

use super::{Number, NumberError};

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
                // Most numbers are short.
                if let (0, 0, Ok(value), false) =
                    (number.high, number.exponent, <$int>::try_from(number.low), number.negative)
                {
                    return Ok(value);
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
