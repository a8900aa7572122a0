//! The model's texts and lists as slices, in `const` functions too, where traits such as `Deref` and `PartialEq` cannot
//! be called.

use crate::{List, Text};
use std::borrow::Cow;

pub(crate) const fn text(text: &Text) -> &str {
    match text {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => text.as_str(),
    }
}

pub(crate) const fn list<T: Clone>(list: &List<T>) -> &[T] {
    match list {
        Cow::Borrowed(list) => list,
        Cow::Owned(list) => list.as_slice(),
    }
}

pub(crate) const fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && same_start(one.as_bytes(), other.as_bytes())
}

/// Whether both are the same as far as both go.
///
/// Compile-time evaluation counts branches and calls, so this takes eight bytes in one step and calls nothing.
pub(crate) const fn same_start(mut one: &[u8], mut other: &[u8]) -> bool {
    loop {
        match (one, other) {
            ([a, b, c, d, e, f, g, h, rest @ ..], [p, q, r, s, t, u, v, w, other_rest @ ..]) => {
                if (*a ^ *p)
                    | (*b ^ *q)
                    | (*c ^ *r)
                    | (*d ^ *s)
                    | (*e ^ *t)
                    | (*f ^ *u)
                    | (*g ^ *v)
                    | (*h ^ *w)
                    != 0
                {
                    return false;
                }
                (one, other) = (rest, other_rest);
            }
            ([first, rest @ ..], [other_first, other_rest @ ..]) => {
                if *first != *other_first {
                    return false;
                }
                (one, other) = (rest, other_rest);
            }
            _ => return true,
        }
    }
}

/// Whether one of the texts is this one.
pub(crate) const fn contains(texts: &List<Text>, wanted: &str) -> bool {
    let texts = list(texts);
    let mut at = 0;
    while at < texts.len() {
        if same(text(&texts[at]), wanted) {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn every_byte_counts() {
        let text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
        for length in 0..text.len() {
            let one = &text[..length];
            assert!(same(one, one));
            assert!(!same(one, &text[..length + 1]));
            for at in 0..length {
                let mut other = one.to_owned();
                other.replace_range(at..at + 1, "-");
                assert!(!same(one, &other));
            }
        }
    }
}
