//! Numbers and their texts.

use crate::wire::json::Writer;
use crate::{Number, NumberError};

/// The longest run of digits that always fits an `i64`.
const SHORT: usize = 18;

/// Reads a number. Most numbers are short integers, which need no wide arithmetic.
#[inline]
pub(in crate::wire) fn parse_number(text: &str) -> Result<Number, NumberError> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > SHORT {
        return text.parse();
    }
    let mut value = 0i64;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return text.parse();
        }
        value = value * 10 + i64::from(digit - b'0');
    }
    Ok(Number::from(if negative { -value } else { value }))
}

/// Writes a number without an exponent, as the service does.
pub(super) fn write_number(number: &Number, out: &mut Writer) {
    if number.is_negative() {
        out.raw(b"-");
    }
    let coefficient = number.coefficient();
    let exponent = number.exponent();
    if let (Ok(short), 0) = (u64::try_from(coefficient), exponent) {
        out.digits(short);
        return;
    }
    let buffer = out.buffer();
    let start = buffer.len();
    push_digits(buffer, coefficient);
    let zeros = |count: usize| std::iter::repeat_n(b'0', count);
    match usize::try_from(exponent) {
        Ok(trailing) => buffer.extend(zeros(trailing)),
        Err(_) => {
            let places = exponent.unsigned_abs() as usize;
            let digits = buffer.len() - start;
            if digits > places {
                buffer.insert(buffer.len() - places, b'.');
            } else {
                buffer.splice(start..start, b"0.".iter().copied().chain(zeros(places - digits)));
            }
        }
    }
}

/// Appends the digits of a coefficient. Two halves keep the division narrow.
fn push_digits(buffer: &mut Vec<u8>, coefficient: u128) {
    const HALF: u128 = 10u128.pow(19);
    let start = buffer.len();
    let (mut high, mut low) = ((coefficient / HALF) as u64, (coefficient % HALF) as u64);
    let padded = if high > 0 { 19 } else { 1 };
    while low > 0 || buffer.len() - start < padded {
        buffer.push(b'0' + (low % 10) as u8);
        low /= 10;
    }
    while high > 0 {
        buffer.push(b'0' + (high % 10) as u8);
        high /= 10;
    }
    if let Some(digits) = buffer.get_mut(start..) {
        digits.reverse();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(number: &Number) -> String {
        let mut out = Writer::new();
        write_number(number, &mut out);
        String::from_utf8(out.into_bytes()).unwrap()
    }

    #[test]
    fn texts() {
        for text in ["0", "-1", "120", "0.5", "-12.5", "0.001", "18446744073709551615", "1e125", "1e-130"] {
            let number: Number = text.parse().unwrap();
            assert_eq!(written(&number), number.to_string());
            assert_eq!(parse_number(text), Ok(number));
        }
    }

    proptest! {
        #[test]
        fn writes_as_display(negative: bool, coefficient in 0..10u128.pow(38), exponent in -130..88i32) {
            if let Ok(number) = Number::from_parts(negative, coefficient, exponent) {
                prop_assert_eq!(written(&number), number.to_string());
                prop_assert_eq!(parse_number(&number.to_string()), Ok(number));
            }
        }

        #[test]
        fn reads_as_from_str(text in "[-+]?[0-9]{0,20}(\\.[0-9]{0,3})?(e-?[0-9]{0,3})?") {
            prop_assert_eq!(parse_number(&text), text.parse());
        }
    }
}
