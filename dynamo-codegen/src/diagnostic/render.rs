//! Findings for people, as rustc shows them.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::report::Report;
use crate::span::Span;

impl Report {
    /// All findings as text for people, each with the lines of the spec that it is about.
    ///
    /// ```
    /// let report = dynamo_codegen::check("shop.toml", "spec = 2\n[model]\nname = \"shop\"\n[table]\nname = \"shop\"\npk = \"PK\"\n");
    /// assert!(report.to_text().starts_with("error[DYN0108]: "));
    /// ```
    pub fn to_text(&self) -> String {
        self.text(&Renderer::plain())
    }

    /// As [`Report::to_text`], with colours for a terminal.
    pub fn to_colored_text(&self) -> String {
        self.text(&Renderer::styled())
    }

    fn text(&self, renderer: &Renderer) -> String {
        let renderer = renderer.clone().decor_style(DecorStyle::Ascii);
        let lines = Lines::of(self.source());
        let mut text = String::new();
        for diagnostic in self.diagnostics() {
            text.push_str(&one(diagnostic, self, &lines, &renderer));
            text.push_str("\n\n");
        }
        text
    }
}

fn one(diagnostic: &Diagnostic, report: &Report, lines: &Lines<'_>, renderer: &Renderer) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let secondary = diagnostic.secondary.iter();
    let part = lines.around(secondary.clone().map(|label| label.span).chain([diagnostic.primary.span]));
    let primary = AnnotationKind::Primary.span(part.place(diagnostic.primary.span));
    let primary = match &*diagnostic.primary.message {
        "" => primary,
        label => primary.label(label),
    };
    let secondary = secondary
        .map(|label| AnnotationKind::Context.span(part.place(label.span)).label(label.message.as_str()));
    let snippet = Snippet::source(part.text).line_start(part.line).path(report.path());
    let snippet = snippet.annotation(primary).annotations(secondary);
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let group = title.element(snippet);
    let help = diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str()));
    renderer.render(&[group.elements(help)])
}

/// A text with the places where its lines start, so that a finding is shown without reading all of it again.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

/// The lines that a finding is about, and all between them.
struct Part<'t> {
    text: &'t str,
    /// Where it starts in the whole text.
    start: usize,
    /// The number of its first line.
    line: usize,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after).collect() }
    }

    fn around(&self, spans: impl Iterator<Item = Span> + Clone) -> Part<'t> {
        let first = spans.clone().map(|span| span.start).min().unwrap_or_default();
        let last = spans.map(|span| span.end.max(span.start)).max().unwrap_or_default();
        let line = self.starts.partition_point(|start| *start <= first).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let after = self.starts.partition_point(|start| *start <= last);
        let end = self.starts.get(after).copied().unwrap_or(self.text.len());
        Part { text: self.text.get(start..end).unwrap_or_default(), start, line }
    }
}

impl Part<'_> {
    /// The place in this part of a place in the whole. The renderer wants ranges that are in the text and at characters'
    /// boundaries.
    fn place(&self, span: Span) -> std::ops::Range<usize> {
        let floor = |at: usize| self.text.floor_char_boundary(at.saturating_sub(self.start));
        let start = floor(span.start);
        start..floor(span.end).max(start)
    }
}
