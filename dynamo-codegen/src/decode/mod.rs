//! From the tree to Rust values: what every part of the decoder is made of.
//!
//! A value that is wrong is reported and left out, and the reading goes on: all errors of a spec come in one run.

mod fields;
mod values;

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;

pub(crate) use fields::Fields;
pub(crate) use values::{Keyword, OneOrMany, Whole, word_of};

use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::syntax::Node;

/// The text that is read, and what was found in it so far.
pub(crate) struct Context<'s> {
    source: &'s str,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'s> Context<'s> {
    pub(crate) fn new(source: &'s str, diagnostics: Vec<Diagnostic>) -> Self {
        Self { source, diagnostics: RefCell::new(diagnostics) }
    }

    pub(crate) fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// Whether anything that was found so far is an error.
    pub(crate) fn has_errors(&self) -> bool {
        self.diagnostics.borrow().iter().any(Diagnostic::is_error)
    }

    /// What was found, each once: what an environment takes over from the table is looked at with it again.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics.into_inner();
        let mut seen = HashSet::new();
        diagnostics.retain(|found| seen.insert((found.code, found.primary.span, found.message.clone())));
        diagnostics
    }

    /// The place of a part of a text. The whole text, when it is written with escapes and offsets do not match.
    pub(crate) fn inside(&self, text: &Word, range: Range<usize>) -> Span {
        let Span { start, end } = text.span;
        // Without quotes, as YAML has it.
        if self.source.get(start..end) == Some(text.as_str()) {
            return Span { start: start + range.start, end: start + range.end };
        }
        let is_plain = end >= start + 2 && self.source.get(start + 1..end - 1) == Some(text.as_str());
        if !is_plain {
            return text.span;
        }
        Span { start: start + 1 + range.start, end: start + 1 + range.end }
    }
}

/// A type that can be read from a node.
pub(crate) trait Decode: Sized {
    /// The value, or nothing after a report.
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self>;
}

/// Reports a value of the wrong kind. `wanted` completes "expected …".
pub(crate) fn mismatch(node: &Node, wanted: &str, cx: &Context<'_>) {
    let message = format!("expected {wanted}, found {}", node.kind.name());
    cx.report(Diagnostic::new(Code::WrongKind, node.span, message).label(format!("expected {wanted}")));
}
