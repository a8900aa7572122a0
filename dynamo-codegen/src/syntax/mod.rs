//! The tree that a spec's text is read into, whatever the notation.

#[cfg(feature = "cli")]
pub(crate) mod json;
mod toml;
#[cfg(feature = "cli")]
mod yaml;

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::span::{Span, Word};

/// Reads a text in the notation that its file's name says: YAML, JSON, or else TOML.
pub(crate) fn parse(path: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let mut root = read(path, text, diagnostics);
    if root.span.start == root.span.end {
        // What a whole spec lacks is missing at its first line.
        let before = text.len() - text.trim_start().len();
        let line = text[before..].lines().next().unwrap_or_default();
        root.span = Span { start: before, end: before + line.trim_end().len() };
    }
    root
}

fn read(path: &str, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Node {
    match Notation::of(path) {
        Notation::Toml => toml::parse(text, diagnostics),
        #[cfg(feature = "cli")]
        Notation::Yaml => yaml::parse(text, diagnostics),
        #[cfg(feature = "cli")]
        Notation::Json => json::parse(text, json::Null::Refused, diagnostics),
    }
}

/// How a spec is written, by its file's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    Toml,
    #[cfg(feature = "cli")]
    Yaml,
    #[cfg(feature = "cli")]
    Json,
}

impl Notation {
    pub(crate) fn of(path: &str) -> Self {
        match Path::new(path).extension().and_then(|extension| extension.to_str()) {
            #[cfg(feature = "cli")]
            Some("yaml" | "yml") => Self::Yaml,
            #[cfg(feature = "cli")]
            Some("json") => Self::Json,
            _ => Self::Toml,
        }
    }
}

/// A value with its place.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    /// In the order of the text.
    Table(Vec<Entry>),
    /// A date or a time of TOML, which no part of a spec takes.
    Moment,
}

/// A key of a table and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: Word,
    pub(crate) value: Node,
}

impl Kind {
    /// The kind, as messages call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Bool(_) => "a Boolean",
            Self::Integer(_) => "an integer",
            Self::Float(_) => "a number with a fraction",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Moment => "a date or time",
        }
    }
}
