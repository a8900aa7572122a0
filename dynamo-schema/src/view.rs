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
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut at = 0;
    while at < one.len() {
        if one[at] != other[at] {
            return false;
        }
        at += 1;
    }
    true
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
