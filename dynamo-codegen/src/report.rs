//! What a run over a spec gives.

use crate::design::Design;
use crate::diagnostic::Diagnostic;

/// The findings of a run, and the design when none of them is an error.
#[derive(Debug, Clone)]
#[must_use]
pub struct Report {
    path: String,
    source: String,
    diagnostics: Vec<Diagnostic>,
    design: Option<Box<Design>>,
}

impl Report {
    pub(crate) fn new(
        path: &str,
        source: &str,
        diagnostics: Vec<Diagnostic>,
        design: Option<Design>,
    ) -> Self {
        let mut diagnostics: Vec<Diagnostic> = diagnostics.into_iter().map(Diagnostic::completed).collect();
        diagnostics.sort_by_key(|found| (found.primary.span, found.code));
        diagnostics.dedup();
        let is_sound = !diagnostics.iter().any(Diagnostic::is_error);
        let design = design.filter(|_| is_sound).map(Box::new);
        Self { path: path.to_owned(), source: source.to_owned(), diagnostics, design }
    }

    /// The spec's path, as messages show it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The spec's text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// All findings in the order of the text.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The design; `None` when a finding is an error.
    pub fn design(&self) -> Option<&Design> {
        self.design.as_deref()
    }

    /// The line and the column of a byte of the spec, both from 1, the column in characters.
    pub fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let before = self.source.get(..byte).unwrap_or(&self.source);
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}
