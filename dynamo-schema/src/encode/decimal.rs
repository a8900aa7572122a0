//! Decimal numbers with a declared scale.

use std::fmt::Write;

use super::Place;
use super::integer::read_digits;
use crate::PartValue;

/// How many digits the text of a decimal has.
pub(crate) const DIGITS: usize = 29;
/// The greatest scale: with it, numbers below 1 still fit.
pub(crate) const GREATEST_SCALE: u8 = 28;
/// What is added so that no number is negative; every number is smaller than it.
const OFFSET: i128 = 10_i128.pow(28);

pub(super) fn place(coefficient: i128, scale: u32, declared: u8, out: &mut String) -> Place {
    let (units, exact) = floor_units(coefficient, scale, declared.into());
    match units {
        Some(units) if units <= -OFFSET => Place::BelowAll,
        Some(units) if units < OFFSET => {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "{:0DIGITS$}", units + OFFSET);
            if exact { Place::At } else { Place::Above }
        }
        None if coefficient < 0 => Place::BelowAll,
        _ => Place::AboveAll,
    }
}

/// The number in units of the declared scale, rounded down, and whether that is the number itself. `None` when it does
/// not fit.
fn floor_units(coefficient: i128, scale: u32, declared: u32) -> (Option<i128>, bool) {
    if scale <= declared {
        let factor = 10_i128.checked_pow(declared - scale);
        let units = factor.and_then(|factor| coefficient.checked_mul(factor));
        return (if coefficient == 0 { Some(0) } else { units }, true);
    }
    match 10_i128.checked_pow(scale - declared) {
        Some(divisor) => (Some(coefficient.div_euclid(divisor)), coefficient.rem_euclid(divisor) == 0),
        // The divisor exceeds every coefficient: the number lies between −1 and 1 units.
        None => (Some(if coefficient < 0 { -1 } else { 0 }), coefficient == 0),
    }
}

pub(super) fn read(text: &str, scale: u8) -> Option<PartValue<'static>> {
    if text.len() != DIGITS {
        return None;
    }
    let coefficient = i128::try_from(read_digits(text)?).ok()?.checked_sub(OFFSET)?;
    (coefficient.abs() < OFFSET).then_some(PartValue::Decimal { coefficient, scale: scale.into() })
}
