//! Timestamps and dates, in the proleptic Gregorian calendar and in UTC.

use super::Place;
use crate::{PartErrorKind, PartValue, TimePrecision};

const DAY: i64 = 86_400;
const NANOS: u32 = 1_000_000_000;
/// The days of 400 years, after which the calendar repeats.
const DAYS_PER_ERA: i64 = 146_097;
/// The days from 0000-03-01 to 1970-01-01.
const EPOCH: i64 = 719_468;
/// 0000-01-01T00:00:00Z.
const FIRST_SECOND: i64 = -62_167_219_200;
/// 9999-12-31T23:59:59Z.
const LAST_SECOND: i64 = 253_402_300_799;

impl TimePrecision {
    /// How many digits of fraction it has.
    pub const fn digits(self) -> u8 {
        match self {
            Self::Seconds => 0,
            Self::Millis => 3,
            Self::Micros => 6,
            Self::Nanos => 9,
        }
    }

    /// The precision in words, for messages.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Seconds => "seconds (`s`)",
            Self::Millis => "milliseconds (`ms`)",
            Self::Micros => "microseconds (`us`)",
            Self::Nanos => "nanoseconds (`ns`)",
        }
    }
}

pub(super) fn place_timestamp(
    seconds: i64,
    nanos: u32,
    precision: TimePrecision,
    out: &mut String,
) -> Result<Place, PartErrorKind> {
    if nanos >= NANOS {
        return Err(PartErrorKind::NotADay);
    }
    if seconds < FIRST_SECOND {
        return Ok(Place::BelowAll);
    }
    if seconds > LAST_SECOND {
        return Ok(Place::AboveAll);
    }
    out.push_str(&timestamp_text(seconds, nanos, precision));
    let unit = 10_u32.pow(9 - u32::from(precision.digits()));
    Ok(if nanos.is_multiple_of(unit) { Place::At } else { Place::Above })
}

/// The moment, without what is finer than the precision.
pub(crate) fn timestamp_text(seconds: i64, nanos: u32, precision: TimePrecision) -> String {
    let (year, month, day) = date_of(seconds.div_euclid(DAY));
    let second = seconds.rem_euclid(DAY);
    let mut text = format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}",
        second / 3600,
        second / 60 % 60,
        second % 60
    );
    if !matches!(precision, TimePrecision::Seconds) {
        text.push('.');
        text.push_str(&format!("{nanos:09}")[..usize::from(precision.digits())]);
    }
    text.push('Z');
    text
}

pub(super) fn place_date(year: i32, month: u8, day: u8, out: &mut String) -> Result<Place, PartErrorKind> {
    if !is_day(year.into(), month.into(), day.into()) {
        return Err(PartErrorKind::NotADay);
    }
    if year < 0 {
        return Ok(Place::BelowAll);
    }
    if year > 9999 {
        return Ok(Place::AboveAll);
    }
    out.push_str(&date_text(year, month, day));
    Ok(Place::At)
}

pub(crate) fn date_text(year: i32, month: u8, day: u8) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads the exact form that a key with this precision has.
pub(super) fn read_key_timestamp(text: &str, precision: TimePrecision) -> Option<PartValue<'static>> {
    let value = read_timestamp(text)?;
    let PartValue::Timestamp { seconds, nanos } = value else { return None };
    (timestamp_text(seconds, nanos, precision) == text).then_some(value)
}

/// Reads a moment as RFC 3339 writes it, with at most nine digits of fraction.
pub(crate) fn read_timestamp(text: &str) -> Option<PartValue<'static>> {
    let (date, time) = text.split_at_checked(10)?;
    let days = days_of(date)?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let (clock, zone) = time.split_at_checked(8)?;
    let [hour, minute, second] = fields(clock, ':')?;
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (nanos, zone) = match zone.strip_prefix('.') {
        None => (0, zone),
        Some(rest) => {
            let end = rest.find(|character: char| !character.is_ascii_digit())?;
            let (fraction, zone) = rest.split_at_checked(end)?;
            if fraction.is_empty() || fraction.len() > 9 {
                return None;
            }
            (format!("{fraction:0<9}").parse().ok()?, zone)
        }
    };
    let seconds = days * DAY + hour * 3600 + minute * 60 + second - offset(zone)?;
    Some(PartValue::Timestamp { seconds, nanos })
}

/// The seconds that a zone is ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    if zone == "Z" || zone == "z" {
        return Some(0);
    }
    let (sign, clock) = match zone.split_at_checked(1)? {
        ("+", clock) => (1, clock),
        ("-", clock) => (-1, clock),
        _ => return None,
    };
    let (hour, minute) = clock.split_once(':')?;
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    (hour < 24 && minute < 60).then_some(sign * (hour * 3600 + minute * 60))
}

pub(crate) fn read_date(text: &str) -> Option<PartValue<'static>> {
    let (year, month, day) = date_of(days_of(text)?);
    Some(PartValue::Date {
        year: year.try_into().ok()?,
        month: month.try_into().ok()?,
        day: day.try_into().ok()?,
    })
}

fn days_of(text: &str) -> Option<i64> {
    let (year, rest) = text.split_at_checked(4)?;
    let year = if year.bytes().all(|byte| byte.is_ascii_digit()) { year.parse().ok()? } else { return None };
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    let (month, day) = (two_digits(month)?, two_digits(day)?);
    is_day(year, month, day).then(|| days_from_date(year, month, day))
}

fn fields(clock: &str, separator: char) -> Option<[i64; 3]> {
    let mut parts = clock.split(separator).map(two_digits);
    let fields = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(fields)
}

fn two_digits(text: &str) -> Option<i64> {
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn is_day(year: i64, month: i64, day: i64) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// The days since 1970-01-01. Years are counted from March, so that the leap day is the last of a year.
fn days_from_date(year: i64, month: i64, day: i64) -> i64 {
    let year = if month < 3 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * DAYS_PER_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// The inverse of [`days_from_date`].
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let (era, of_era) = (days.div_euclid(DAYS_PER_ERA), days.rem_euclid(DAYS_PER_ERA));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year + i64::from(month < 3), month, day)
}
