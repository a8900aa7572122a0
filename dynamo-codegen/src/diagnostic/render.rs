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
        let mut text = String::new();
        for diagnostic in self.diagnostics() {
            text.push_str(&one(diagnostic, self, &renderer));
            text.push_str("\n\n");
        }
        text
    }
}

fn one(diagnostic: &Diagnostic, report: &Report, renderer: &Renderer) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let source = report.source();
    let primary = AnnotationKind::Primary.span(in_text(source, diagnostic.primary.span));
    let primary = match &*diagnostic.primary.message {
        "" => primary,
        label => primary.label(label),
    };
    let secondary = diagnostic
        .secondary
        .iter()
        .map(|label| AnnotationKind::Context.span(in_text(source, label.span)).label(label.message.as_str()));
    let snippet = Snippet::source(source).path(report.path()).annotation(primary).annotations(secondary);
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let group = title.element(snippet);
    let help = diagnostic.help.iter().map(|help| Level::HELP.message(help.as_str()));
    renderer.render(&[group.elements(help)])
}

/// The renderer wants ranges that are in the text and at characters' boundaries.
fn in_text(source: &str, span: Span) -> std::ops::Range<usize> {
    let floor = |at: usize| (0..=at.min(source.len())).rev().find(|at| source.is_char_boundary(*at));
    let start = floor(span.start).unwrap_or(0);
    start..floor(span.end).unwrap_or(0).max(start)
}
