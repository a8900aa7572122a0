//! Where and why a text is not JSON.

use std::fmt;

/// What is wrong with a JSON text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// Another character is due here.
    Unexpected,
    /// The text ends inside a value.
    Truncated,
    /// The bytes are not UTF-8.
    NotUtf8,
    /// Lists and objects nest deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// A string holds a control character that must be escaped.
    ControlCharacter,
    /// A backslash starts no escape of JSON's, or half of a surrogate pair stands alone.
    Escape,
    /// A number breaks the grammar.
    Number,
    /// Something follows the value.
    Trailing,
}

/// A text that is not JSON, or not the JSON that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    kind: JsonErrorKind,
    position: usize,
}

impl JsonError {
    pub(super) const fn new(kind: JsonErrorKind, position: usize) -> Self {
        Self { kind, position }
    }

    /// What is wrong.
    pub const fn kind(&self) -> JsonErrorKind {
        self.kind
    }

    /// The byte at which it is wrong, from 0.
    pub const fn position(&self) -> usize {
        self.position
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            JsonErrorKind::Unexpected => "unexpected character",
            JsonErrorKind::Truncated => "unexpected end of JSON",
            JsonErrorKind::NotUtf8 => "JSON is not UTF-8",
            JsonErrorKind::TooDeep => "JSON is nested too deeply",
            JsonErrorKind::ControlCharacter => "unescaped control character in a string",
            JsonErrorKind::Escape => "invalid escape in a string",
            JsonErrorKind::Number => "malformed number",
            JsonErrorKind::Trailing => "characters after the JSON value",
        };
        write!(f, "{what} at byte {}", self.position)
    }
}

impl std::error::Error for JsonError {}
