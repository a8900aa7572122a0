//! The inside of JSON strings: finding the next special byte, and escapes.

use super::{JsonError, JsonErrorKind};

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// A word whose lowest set bit is in the first byte that is a quote, a backslash or a control character; 0 without one.
#[inline]
const fn special(word: u64) -> u64 {
    // A difference has its high bit set where a byte is too small, or is no ASCII, which the last line leaves out.
    // A borrow spoils only the bytes after the one that is found.
    let quote = (word ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    let control = word.wrapping_sub(ONES * 0x20);
    (quote | backslash | control) & !word & HIGHS
}

/// The position, from `start` on, of the first byte that a JSON string cannot hold as it is, or the length.
#[inline]
pub(in crate::wire) fn special_from(bytes: &[u8], start: usize) -> usize {
    let mut rest = bytes.get(start..).unwrap_or_default();
    while let Some((chunk, tail)) = rest.split_first_chunk::<8>() {
        let found = special(u64::from_le_bytes(*chunk));
        if found != 0 {
            return bytes.len() - rest.len() + (found.trailing_zeros() / 8) as usize;
        }
        rest = tail;
    }
    // Less than a word is left. Of the last word, what came before `rest` is plain, so it may be looked at again.
    if !rest.is_empty()
        && bytes.len() - start >= 8
        && let Some(chunk) = bytes.last_chunk::<8>()
    {
        return match special(u64::from_le_bytes(*chunk)) {
            0 => bytes.len(),
            found => bytes.len() - 8 + (found.trailing_zeros() / 8) as usize,
        };
    }
    let plain = rest.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count();
    bytes.len() - rest.len() + plain
}

/// Reads the string whose first special byte is at `at`, a backslash; its content starts at `start`.
/// Returns it and the position after its closing quote.
pub(in crate::wire) fn unescape(text: &str, start: usize, at: usize) -> Result<(String, usize), JsonError> {
    let bytes = text.as_bytes();
    let fail = |kind, position| Err(JsonError::new(kind, position));
    let mut out = String::with_capacity(2 * (at - start) + 16);
    let (mut start, mut at) = (start, at);
    loop {
        out.push_str(text.get(start..at).unwrap_or_default());
        match bytes.get(at) {
            Some(b'"') => return Ok((out, at + 1)),
            Some(b'\\') => {
                let (unescaped, next) = escape(bytes, at)?;
                out.push(unescaped);
                start = next;
                at = special_from(bytes, next);
            }
            Some(_) => return fail(JsonErrorKind::ControlCharacter, at),
            None => return fail(JsonErrorKind::Truncated, at),
        }
    }
}

/// The character of the escape at `at`, and the position after it.
fn escape(bytes: &[u8], at: usize) -> Result<(char, usize), JsonError> {
    let simple = match bytes.get(at + 1) {
        Some(&byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode_escape(bytes, at),
        Some(_) => return Err(JsonError::new(JsonErrorKind::Escape, at)),
        None => return Err(JsonError::new(JsonErrorKind::Truncated, bytes.len())),
    };
    Ok((simple, at + 2))
}

/// `\uXXXX`, or two of them that make a surrogate pair.
fn unicode_escape(bytes: &[u8], at: usize) -> Result<(char, usize), JsonError> {
    let first = unit(bytes, at)?;
    if let Some(single) = char::from_u32(first) {
        return Ok((single, at + 6));
    }
    let lone = JsonError::new(JsonErrorKind::Escape, at);
    if first >= 0xDC00 || bytes.get(at + 6) != Some(&b'\\') || bytes.get(at + 7) != Some(&b'u') {
        return Err(lone);
    }
    let second = unit(bytes, at + 6)?;
    if !(0xDC00..0xE000).contains(&second) {
        return Err(lone);
    }
    let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
    char::from_u32(code).map(|pair| (pair, at + 12)).ok_or(lone)
}

/// The UTF-16 unit of the `\uXXXX` at `at`.
fn unit(bytes: &[u8], at: usize) -> Result<u32, JsonError> {
    let digits = bytes.get(at + 2..at + 6).ok_or(JsonError::new(JsonErrorKind::Truncated, bytes.len()))?;
    digits.iter().try_fold(0, |unit, &digit| {
        let digit = char::from(digit).to_digit(16).ok_or(JsonError::new(JsonErrorKind::Escape, at))?;
        Ok(unit * 16 + digit)
    })
}
