//! What is wrong with a spec, where, and what to do about it.

mod advice;
mod code;
mod github;
mod json;
mod render;
mod sarif;

pub use code::{Code, Severity};

use crate::span::Span;

/// One finding. [`check`](crate::check()) gives all findings of a run in the order of the text.
///
/// ```
/// let report = dynamo_codegen::check("shop.toml", "spec = 1\n[modle]\nname = \"shop\"\n");
/// let codes: Vec<&str> = report.diagnostics().iter().map(|found| found.code.as_str()).collect();
/// assert_eq!(codes, ["DYN0103", "DYN0103", "DYN0101"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// Where, with what is to be seen there.
    pub primary: Label,
    /// Other places that have to do with it.
    pub secondary: Vec<Label>,
    /// What to do.
    pub help: Vec<String>,
}

/// A place and a remark about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The remark.
    pub message: String,
}

impl Diagnostic {
    pub(crate) fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let primary = Label { span, message: String::new() };
        Self { code, message: message.into(), primary, secondary: Vec::new(), help: Vec::new() }
    }

    /// The remark at the place itself.
    pub(crate) fn label(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Another place that has to do with it.
    pub(crate) fn also(mut self, span: Span, message: impl Into<String>) -> Self {
        self.secondary.push(Label { span, message: message.into() });
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Whether the spec cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}
