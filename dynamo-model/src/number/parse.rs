//! Reading a number from its text.

use std::str::FromStr;

use super::{COEFFICIENT_LIMIT, MAX_DIGITS, MAX_MAGNITUDE, MIN_MAGNITUDE, Number, NumberError};

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
