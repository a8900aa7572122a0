//! The neighbours of a text among the texts that a sort key can hold.

use crate::limits::SORT_KEY_BYTES;

/// A text that is below `key` and not below any sort key that is; `key` is not empty.
///
/// It is `key` with the character before its last one, and then either `$`, when all keys of the entity that share what
/// precedes have the same length or go on with `#`, or as many of the greatest characters as fit into a sort key.
pub(crate) fn greatest_below(key: &str, any_length: bool) -> String {
    let mut chars = key.chars();
    let last = chars.next_back();
    let mut below = chars.as_str().to_owned();
    below.extend(last.and_then(predecessor));
    if any_length {
        return fill(&below);
    }
    below.push(crate::encode::text::ESCAPE);
    below
}

/// The greatest text that begins as `start` does, as far as it fits, and is not longer than a sort key.
pub(crate) fn fill(start: &str) -> String {
    let mut filled = start[..start.floor_char_boundary(SORT_KEY_BYTES)].to_owned();
    // When a character of `start` does not fit, it is longer than what is left, and every shorter one is below it.
    while let Some(greatest) = greatest_character(SORT_KEY_BYTES - filled.len()) {
        filled.push(greatest);
    }
    filled
}

/// The smallest text above all that begin as `key` does, as far as that fits into a sort key; `None` when there is none.
pub(crate) fn above_all_with_prefix(key: &str) -> Option<String> {
    let mut chars = key[..key.floor_char_boundary(SORT_KEY_BYTES)].chars();
    while let Some(last) = chars.next_back() {
        let next = match last {
            // The surrogates are not characters.
            '\u{D7FF}' => Some('\u{E000}'),
            last => char::from_u32(u32::from(last) + 1),
        };
        let Some(next) = next else { continue };
        let start = chars.as_str();
        if start.len() + next.len_utf8() <= SORT_KEY_BYTES {
            return Some(format!("{start}{next}"));
        }
    }
    None
}

fn predecessor(character: char) -> Option<char> {
    match character {
        '\u{E000}' => Some('\u{D7FF}'),
        character => u32::from(character).checked_sub(1).and_then(char::from_u32),
    }
}

/// The greatest character of at most so many bytes.
fn greatest_character(bytes: usize) -> Option<char> {
    match bytes {
        0 => None,
        1 => Some('\u{7F}'),
        2 => Some('\u{7FF}'),
        3 => Some('\u{FFFF}'),
        _ => Some(char::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::{above_all_with_prefix, fill, greatest_below};
    use crate::limits::SORT_KEY_BYTES;

    const CHARACTERS: [char; 13] = [
        '%',
        '0',
        'A',
        '~',
        '\u{7f}',
        '\u{80}',
        '\u{7ff}',
        '\u{800}',
        '\u{d7ff}',
        '\u{e000}',
        '\u{ffff}',
        '\u{10000}',
        '\u{10ffff}',
    ];

    /// Texts around the longest sort key, each pair of which shares all but the last two characters.
    fn texts() -> Vec<String> {
        let mut texts = Vec::new();
        for length in [0, 1, SORT_KEY_BYTES - 6, SORT_KEY_BYTES - 5, SORT_KEY_BYTES - 4, SORT_KEY_BYTES - 1] {
            let start = "x".repeat(length);
            texts.push(start.clone());
            for character in CHARACTERS {
                texts.push(format!("{start}{character}"));
                texts.extend(CHARACTERS.map(|next| format!("{start}{character}{next}")));
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }

    #[test]
    fn bounds_select_the_same_keys() {
        let texts = texts();
        let keys: Vec<_> = texts.iter().filter(|text| text.len() <= SORT_KEY_BYTES).collect();
        for bound in &texts {
            let below = greatest_below(bound, true);
            assert!(below < *bound && below.len() <= SORT_KEY_BYTES);
            for key in &keys {
                assert_eq!(*key < bound, **key <= below);
            }
            if bound.len() > SORT_KEY_BYTES {
                let (lower, upper) = (above_all_with_prefix(bound), fill(bound));
                assert!(upper.len() <= SORT_KEY_BYTES);
                assert!(lower.iter().all(|lower| lower.len() <= SORT_KEY_BYTES));
                for key in &keys {
                    assert_eq!(*key >= bound, lower.as_ref().is_some_and(|lower| *key >= lower));
                    assert_eq!(*key <= bound, **key <= upper);
                }
            }
        }
        assert_eq!(above_all_with_prefix(&"\u{10ffff}".repeat(300)), None);
    }

    #[test]
    fn a_fixed_width_needs_no_filling() {
        assert_eq!(greatest_below("A#10", false), "A#1/$");
        assert_eq!(greatest_below("A#a", false), "A#`$");
    }
}
