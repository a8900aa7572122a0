//! Ranges of key attributes that are used as they are.

use std::ops::Bound;

use dynamo_schema::limits;

use crate::AttributeValue;
use crate::key_query::{KeyRange, Term};

/// A range as DynamoDB can ask for it.
pub(crate) enum Natural {
    /// Every value: nothing to ask for.
    All,
    /// No value: nothing to send.
    Nothing,
    /// This condition.
    Term(Term),
}

/// The condition on a key attribute that is used as it is. DynamoDB's `BETWEEN` includes both bounds, so an excluded
/// bound beside another one is moved to the next value that DynamoDB can store.
pub(crate) fn natural_range(range: &KeyRange) -> Natural {
    let (lower, upper) = match range {
        KeyRange::BeginsWith(prefix) if prefix.size() == 0 => return Natural::All,
        KeyRange::BeginsWith(prefix) => return Natural::Term(Term::BeginsWith(prefix.clone())),
        KeyRange::Between(lower, upper) => (lower, upper),
    };
    let term = match (lower, upper) {
        (Bound::Unbounded, Bound::Unbounded) => return Natural::All,
        (Bound::Included(value), Bound::Unbounded) => Term::Compare(">=", value.clone()),
        (Bound::Excluded(value), Bound::Unbounded) => Term::Compare(">", value.clone()),
        (Bound::Unbounded, Bound::Included(value)) => Term::Compare("<=", value.clone()),
        (Bound::Unbounded, Bound::Excluded(value)) => Term::Compare("<", value.clone()),
        (Bound::Included(lower), Bound::Included(upper)) => {
            return both(Some(lower.clone()), Some(upper.clone()));
        }
        (Bound::Included(lower), Bound::Excluded(upper)) => return both(Some(lower.clone()), before(upper)),
        (Bound::Excluded(lower), Bound::Included(upper)) => return both(after(lower), Some(upper.clone())),
        (Bound::Excluded(lower), Bound::Excluded(upper)) => return both(after(lower), before(upper)),
    };
    match &term {
        Term::Compare(">=" | ">", value) if is_empty(value) => Natural::All,
        Term::Compare("<" | "<=", value) if is_empty(value) => Natural::Nothing,
        _ => Natural::Term(term),
    }
}

/// The range between two bounds, both included.
fn both(lower: Option<AttributeValue>, upper: Option<AttributeValue>) -> Natural {
    match (lower, upper) {
        (Some(lower), Some(upper)) if is_reversed(&lower, &upper) || is_empty(&upper) => Natural::Nothing,
        (Some(lower), Some(upper)) if is_empty(&lower) => Natural::Term(Term::Compare("<=", upper)),
        (Some(lower), Some(upper)) => Natural::Term(Term::Between(lower, upper)),
        _ => Natural::Nothing,
    }
}

/// A key is never empty, so a bound that is empty can only be the lower end.
fn is_empty(value: &AttributeValue) -> bool {
    !matches!(value, AttributeValue::N(_)) && value.size() == 0
}

fn is_reversed(lower: &AttributeValue, upper: &AttributeValue) -> bool {
    match (lower, upper) {
        (AttributeValue::S(lower), AttributeValue::S(upper)) => lower > upper,
        (AttributeValue::N(lower), AttributeValue::N(upper)) => lower > upper,
        (AttributeValue::B(lower), AttributeValue::B(upper)) => lower > upper,
        _ => false,
    }
}

/// The smallest key value above this one; none at the end of the range.
fn after(value: &AttributeValue) -> Option<AttributeValue> {
    match value {
        AttributeValue::N(number) => number.successor().map(AttributeValue::N),
        AttributeValue::S(text) => Some(AttributeValue::S(format!("{text}\0"))),
        AttributeValue::B(bytes) => Some(AttributeValue::B([bytes, &[0][..]].concat())),
        other => Some(other.clone()),
    }
}

/// The largest key value below this one; none when there is no value below it.
fn before(value: &AttributeValue) -> Option<AttributeValue> {
    match value {
        AttributeValue::N(number) => number.predecessor().map(AttributeValue::N),
        AttributeValue::S(text) => text_before(text).map(AttributeValue::S),
        AttributeValue::B(bytes) => bytes_before(bytes).map(AttributeValue::B),
        other => Some(other.clone()),
    }
}

fn bytes_before(bytes: &[u8]) -> Option<Vec<u8>> {
    let (last, head) = bytes.split_last()?;
    let mut below = head.to_vec();
    // What ends in a zero byte comes right after what lacks that byte.
    if *last > 0 {
        below.push(last - 1);
        below.resize(limits::SORT_KEY_BYTES.max(below.len()), 0xFF);
    }
    Some(below)
}

fn text_before(text: &str) -> Option<String> {
    let mut below = text.to_owned();
    let last = below.pop()?;
    if last == '\0' {
        return Some(below);
    }
    // The character before; the gap of the surrogates has none.
    let previous = if last == '\u{E000}' { '\u{D7FF}' } else { char::from_u32(u32::from(last) - 1)? };
    below.push(previous);
    while below.len() + char::MAX.len_utf8() <= limits::SORT_KEY_BYTES {
        below.push(char::MAX);
    }
    Some(below)
}

#[cfg(test)]
mod tests {
    use super::{Natural, after, before, natural_range};
    use crate::AttributeValue;
    use crate::key_query::{KeyRange, Term};
    use std::ops::Bound;

    fn text(text: &str) -> AttributeValue {
        AttributeValue::from(text)
    }

    #[test]
    fn the_text_before_is_below_and_above_all_others_below() {
        for (value, others) in [
            ("b", &["a", "a\u{10FFFF}", "a\u{10FFFF}\u{10FFFF}z", ""][..]),
            ("ab", &["a", "aa", "aazzz"]),
            ("a\0", &["a"]),
            ("\u{E000}", &["\u{D7FF}", "\u{D7FF}\u{10FFFF}"]),
        ] {
            let Some(AttributeValue::S(below)) = before(&text(value)) else { panic!("{value}") };
            assert!(*below < *value);
            assert!(below.len() <= 1024);
            for other in others {
                assert!(**other <= *below, "{other:?} and {value:?}");
            }
        }
        assert_eq!(before(&text("")), None);
        assert_eq!(after(&text("a")), Some(text("a\0")));
    }

    #[test]
    fn the_bytes_before_are_below_and_above_all_others_below() {
        let before = |bytes: &[u8]| match before(&AttributeValue::B(bytes.to_vec())) {
            Some(AttributeValue::B(below)) => Some(below),
            _ => None,
        };
        assert_eq!(before(&[]), None);
        assert_eq!(before(&[7, 0]), Some(vec![7]));
        let below = before(&[7, 5]).unwrap();
        assert_eq!((below.len(), &below[..3]), (1024, &[7, 4, 255][..]));
        assert!(below < vec![7, 5] && below > vec![7, 4, 255, 255, 255]);
    }

    #[test]
    fn empty_bounds_ask_for_nothing_or_for_everything() {
        let between = |lower, upper| natural_range(&KeyRange::Between(lower, upper));
        assert!(matches!(between(Bound::Unbounded, Bound::Unbounded), Natural::All));
        assert!(matches!(between(Bound::Included(text("")), Bound::Unbounded), Natural::All));
        assert!(matches!(between(Bound::Unbounded, Bound::Excluded(text(""))), Natural::Nothing));
        assert!(matches!(between(Bound::Excluded(text("b")), Bound::Excluded(text("b"))), Natural::Nothing));
        let Natural::Term(term) = between(Bound::Included(text("")), Bound::Included(text("b"))) else {
            panic!("a condition")
        };
        assert_eq!(term, Term::Compare("<=", text("b")));
        assert!(matches!(natural_range(&KeyRange::BeginsWith(text(""))), Natural::All));
    }
}
