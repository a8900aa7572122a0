//! Texts and tokens.
//!
//! Each character from U+0000 to U+0024 becomes `$` and two upper-case hex digits; all others stay as they are.
//!
//! - *Distinct*: every character becomes one code of a prefix code, so the texts of two values differ, and as no code
//!   holds `#`, so do the texts of two tuples of values that `#` separates.
//! - *Order*: `$` is below every character that stays, the hex digits rise with the character, and the `#` that ends a
//!   text inside a key is below `$`: a text sorts before its continuations.
//! - *Prefix*: as each character is written by itself, the text of a prefix is a prefix of the text.

use std::borrow::Cow;

use super::Place;
use crate::{Case, PartError, PartErrorKind, PartFormat, PartKind, PartValue, TextPolicy};

/// The character that separates the parts of a key.
pub(crate) const DELIMITER: char = '#';
/// The character that starts an escape. It follows the delimiter directly in the order of characters.
pub(crate) const ESCAPE: char = '$';

/// Whether a character of a value would be taken for structure, and is therefore escaped.
pub(crate) const fn is_structural(character: char) -> bool {
    character <= ESCAPE
}

pub(super) fn place(text: &str, format: &PartFormat, out: &mut String) -> Result<Place, PartErrorKind> {
    if text.is_empty() {
        return Ok(Place::BelowAll);
    }
    write(text, format, out)?;
    Ok(Place::At)
}

/// Writes a text, or the prefix of one, which may be empty.
pub(crate) fn write(text: &str, format: &PartFormat, out: &mut String) -> Result<(), PartErrorKind> {
    let text = change_case(text, format.case);
    match format.text {
        TextPolicy::Raw => out.push_str(&text),
        TextPolicy::Reject => {
            if let Some((position, character)) = text.char_indices().find(|(_, c)| is_structural(*c)) {
                return Err(PartErrorKind::Structural { position, character });
            }
            out.push_str(&text);
        }
        TextPolicy::Escape => {
            let mut rest = &*text;
            // The characters that are escaped are single bytes, and no byte of another character.
            while let Some(at) = rest.bytes().position(|byte| is_structural(char::from(byte))) {
                let (plain, from) = rest.split_at(at);
                let (escaped, after) = from.split_at(1);
                out.push_str(plain);
                for byte in escaped.bytes() {
                    out.push(ESCAPE);
                    out.extend([hex_digit(u32::from(byte / 16)), hex_digit(u32::from(byte % 16))]);
                }
                rest = after;
            }
            out.push_str(rest);
        }
    }
    Ok(())
}

/// Changes the case of each character by itself. `str::to_lowercase` looks at the neighbours of a Greek sigma, which
/// would make the text of a prefix something else than a prefix of the text.
fn change_case(text: &str, case: Case) -> Cow<'_, str> {
    match case {
        Case::Keep => Cow::Borrowed(text),
        Case::Lower => text.chars().flat_map(char::to_lowercase).collect(),
        Case::Upper => text.chars().flat_map(char::to_uppercase).collect(),
    }
}

fn hex_digit(digit: u32) -> char {
    char::from_digit(digit, 16).map_or('0', |digit| digit.to_ascii_uppercase())
}

pub(super) fn read<'k>(
    text: &'k str,
    format: &PartFormat,
    kind: PartKind,
) -> Result<PartValue<'k>, PartError> {
    if text.is_empty() {
        return Err(PartError::new(PartErrorKind::Empty));
    }
    let value = match format.text {
        TextPolicy::Raw => Some(Cow::Borrowed(text)),
        TextPolicy::Reject => (!text.contains(is_structural)).then_some(Cow::Borrowed(text)),
        TextPolicy::Escape => unescape(text),
    };
    value.map(PartValue::Text).ok_or_else(|| PartError::malformed(kind, text))
}

/// Undoes the escapes; `None` when the text is not one that [`write()`] gives.
fn unescape(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains(is_structural) {
        return Some(Cow::Borrowed(text));
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != ESCAPE {
            if is_structural(character) {
                return None;
            }
            plain.push(character);
            continue;
        }
        let code = upper_hex(rest.next()?)? * 16 + upper_hex(rest.next()?)?;
        plain.push(char::from_u32(code).filter(|character| is_structural(*character))?);
    }
    Some(Cow::Owned(plain))
}

fn upper_hex(character: char) -> Option<u32> {
    if character.is_ascii_lowercase() { None } else { character.to_digit(16) }
}
