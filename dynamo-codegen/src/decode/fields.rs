//! Tables with known keys.

use super::{Context, Decode, mismatch};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned};
use crate::suggest;
use crate::syntax::{Entry, Kind, Node};

/// A table that is being read. Each key is asked for once; [`Fields::finish`] reports those that nobody asked for.
pub(crate) struct Fields<'n, 'c> {
    cx: &'c Context<'c>,
    entries: &'n [Entry],
    span: Span,
    what: &'static str,
    known: Vec<&'static str>,
    /// Known too, but not worth a suggestion.
    unsupported: Vec<&'static str>,
}

impl<'n, 'c> Fields<'n, 'c> {
    /// The table of a node. `what` names it in messages: "an entity".
    pub(crate) fn of(node: &'n Node, what: &'static str, cx: &'c Context<'_>) -> Option<Self> {
        let Kind::Table(entries) = &node.kind else {
            mismatch(node, &format!("{what} as a table"), cx);
            return None;
        };
        Some(Self { cx, entries, span: node.span, what, known: Vec::new(), unsupported: Vec::new() })
    }

    pub(crate) fn entry(&mut self, key: &'static str) -> Option<&'n Entry> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key.as_str() == key)
    }

    pub(crate) fn optional<T: Decode>(&mut self, key: &'static str) -> Option<T> {
        let entry = self.entry(key)?;
        T::decode(&entry.value, self.cx)
    }

    /// A list that may be left out.
    pub(crate) fn list<T: Decode>(&mut self, key: &'static str) -> Vec<T> {
        self.optional(key).unwrap_or_default()
    }

    /// A table of named things that may be left out.
    pub(crate) fn named<T: Decode>(&mut self, key: &'static str) -> Vec<(Spanned<String>, T)> {
        self.optional(key).unwrap_or_default()
    }

    pub(crate) fn flag(&mut self, key: &'static str) -> bool {
        self.optional::<Spanned<bool>>(key).is_some_and(|flag| flag.value)
    }

    /// A value that must be there.
    pub(crate) fn required<T: Decode>(&mut self, key: &'static str) -> Option<T> {
        if let Some(entry) = self.entry(key) {
            return T::decode(&entry.value, self.cx);
        }
        let message = format!("{} needs `{key}`", self.what);
        self.cx.report(
            Diagnostic::new(Code::MissingKey, self.span, message).label(format!("`{key}` is missing")),
        );
        None
    }

    /// Keys that the format has and this version of the generator does not support: an error at each.
    pub(crate) fn unsupported(&mut self, keys: &[&'static str]) {
        for key in keys {
            self.unsupported.push(key);
            if let Some(entry) = self.entries.iter().find(|entry| entry.key.as_str() == *key) {
                let message = format!("`{key}` of {} is not supported yet", self.what);
                self.cx.report(
                    Diagnostic::new(Code::NotSupported, entry.key.span, message)
                        .label("nothing would be generated for it")
                        .help("leave it out until a later version supports it"),
                );
            }
        }
    }

    /// Reports the keys that are left.
    pub(crate) fn finish(self) {
        let is_known = |key: &str| self.known.contains(&key) || self.unsupported.contains(&key);
        for entry in self.entries.iter().filter(|entry| !is_known(entry.key.as_str())) {
            let message = format!("{} has no key `{}`", self.what, entry.key.as_str());
            let hint = suggest::hint(entry.key.as_str(), self.known.iter().copied());
            self.cx.report(Diagnostic::new(Code::UnknownKey, entry.key.span, message).label(hint));
        }
    }
}
