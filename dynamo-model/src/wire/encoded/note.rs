//! What is noted of an item's text: names, values, and where they are.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::checked;
use crate::wire::json::text;
use crate::wire::value::ValueKind;

/// An attribute of an item or a map; or an element of a list or a set, whose name is empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note {
    pub(super) name: Text,
    pub(super) value: Place,
}

/// Where the content of a value is, of which type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) kind: ValueKind,
    escaped: bool,
    start: u32,
    end: u32,
}

impl Note {
    /// How the attribute starts: `"name":{"S":`.
    #[inline]
    pub(super) fn head<'a>(&self, body: &'a str) -> &'a [u8] {
        let start = self.name.start as usize - 1;
        let end = self.name.end as usize + 2 + self.value.kind.head_len();
        checked(body.as_bytes().get(start..end))
    }
}

impl Place {
    /// A value whose content is a piece of the text.
    pub(super) const fn of_text(kind: ValueKind, text: Text) -> Self {
        Self { kind, escaped: text.escaped, start: text.start, end: text.end }
    }

    /// A value whose content are other notes: those of a map, a list or a set.
    pub(super) const fn of_notes(kind: ValueKind, start: usize, end: usize) -> Self {
        Self { kind, escaped: false, start: start as u32, end: end as u32 }
    }

    /// The piece of the text.
    pub(super) const fn text(&self) -> Text {
        Text { start: self.start, end: self.end, escaped: self.escaped }
    }

    /// The other notes.
    pub(super) fn of<'n>(&self, notes: &'n [Note]) -> &'n [Note] {
        checked(notes.get(self.start as usize..self.end as usize))
    }
}

/// A piece of the text. Of a string, what is between the quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    start: u32,
    end: u32,
    /// Whether there are escapes in the string.
    escaped: bool,
}

impl Text {
    /// The name of what has none.
    pub(super) const EMPTY: Self = Self { start: 0, end: 0, escaped: false };

    /// The text between two positions, which have to be positions in the text.
    #[inline]
    pub(super) const fn new(start: usize, end: usize, escaped: bool) -> Self {
        Self { start: start as u32, end: end as u32, escaped }
    }

    /// The same text at another place, which has to be a place in the text.
    pub(super) const fn moved(&self, start: usize) -> Self {
        let start = start as u32;
        Self { start, end: start + (self.end - self.start), escaped: self.escaped }
    }

    pub(super) const fn is_escaped(&self) -> bool {
        self.escaped
    }

    pub(super) fn of<'a>(&self, body: &'a str) -> &'a str {
        checked(body.get(self.start as usize..self.end as usize))
    }

    /// The bytes between the quotes.
    pub(super) fn bytes<'a>(&self, body: &'a str) -> &'a [u8] {
        checked(body.as_bytes().get(self.start as usize..self.end as usize))
    }

    /// How the string compares with another. Texts go by their bytes.
    #[inline]
    pub(super) fn compare(&self, body: &str, other: &str) -> Ordering {
        if self.escaped { (*self.unescaped(body)).cmp(other) } else { self.bytes(body).cmp(other.as_bytes()) }
    }

    /// Whether the string comes before another one, when that can be seen in their bytes.
    #[inline]
    pub(super) fn is_before(&self, body: &str, other: &Self) -> bool {
        if self.escaped || other.escaped {
            return false;
        }
        match (self.bytes(body), other.bytes(body)) {
            // Most names differ in their first byte, which saves the call that compares them.
            ([first, ..], [second, ..]) if first != second => first < second,
            (text, other) => text < other,
        }
    }

    /// The string.
    pub(super) fn string<'a>(&self, body: &'a str) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(self.unescaped(body)) } else { Cow::Borrowed(self.of(body)) }
    }

    #[cold]
    fn unescaped(&self, body: &str) -> String {
        let start = self.start as usize;
        let special = text::special_from(body.as_bytes(), start);
        checked(text::unescape(body, start, special).ok()).0
    }
}
