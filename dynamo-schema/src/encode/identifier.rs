//! UUIDs and ULIDs.

/// Crockford's alphabet, in the order of the digits and of the characters.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many characters a ULID has, five bits each; the first one holds three bits only.
const ULID_CHARACTERS: u32 = 26;
/// Where the hyphens of a UUID are.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

pub(crate) fn uuid_text(value: u128) -> String {
    let mut text = format!("{value:032x}");
    for position in HYPHENS {
        text.insert(position, '-');
    }
    text
}

/// Reads the canonical form, in either case.
pub(crate) fn read_uuid(text: &str) -> Option<u128> {
    if text.len() != 36 {
        return None;
    }
    let mut value = 0;
    for (position, character) in text.chars().enumerate() {
        if HYPHENS.contains(&position) {
            if character != '-' {
                return None;
            }
        } else {
            value = value << 4 | u128::from(character.to_digit(16)?);
        }
    }
    Some(value)
}

pub(crate) fn ulid_text(value: u128) -> String {
    (0..ULID_CHARACTERS)
        .rev()
        .map(|position| {
            let digit = (value >> (5 * position)) & 31;
            usize::try_from(digit)
                .ok()
                .and_then(|digit| CROCKFORD.get(digit))
                .map_or('0', |byte| char::from(*byte))
        })
        .collect()
}

/// Reads the canonical form, in either case.
pub(crate) fn read_ulid(text: &str) -> Option<u128> {
    if text.len() != ULID_CHARACTERS as usize {
        return None;
    }
    let mut value: u128 = 0;
    for byte in text.bytes() {
        let digit = CROCKFORD.iter().position(|known| *known == byte.to_ascii_uppercase())?;
        // The first character may not exceed 7: five times 26 bits are two more than there are.
        if value >> 123 != 0 {
            return None;
        }
        value = value << 5 | u128::try_from(digit).ok()?;
    }
    Some(value)
}
