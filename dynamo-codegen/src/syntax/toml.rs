//! TOML. The parser goes on after an error, so that all errors of a file are reported in one run.

use toml::Spanned as Placed;
use toml::de::{DeTable, DeValue};

use super::{Entry, Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned};

/// Reads a text. What could not be read is left out of the tree.
pub(crate) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        // A file that ends too early has its error behind the last byte.
        let span = Span { start: span.start.min(text.len()), end: span.end.min(text.len()) };
        let mut message = error.message().trim().lines();
        let first = message.next().unwrap_or("this is not TOML").to_owned();
        let rest: Vec<&str> = message.collect();
        let diagnostic = Diagnostic::new(Code::Syntax, span, first);
        diagnostics.push(if rest.is_empty() { diagnostic } else { diagnostic.help(rest.join("; ")) });
    }
    let span = table.span().into();
    Node { span, kind: Kind::Table(entries(table.get_ref())) }
}

fn entries(table: &DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: Spanned::new(key.get_ref().to_string(), key.span().into()),
            value: node(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key.span.start);
    entries
}

fn node(value: &Placed<DeValue<'_>>) -> Node {
    let kind = match value.get_ref() {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Boolean(value) => Kind::Bool(*value),
        DeValue::Integer(value) => match i128::from_str_radix(value.as_str(), value.radix()) {
            Ok(value) => Kind::Integer(value),
            Err(_) => Kind::Float(f64::INFINITY),
        },
        DeValue::Float(value) => Kind::Float(value.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Datetime(_) => Kind::Moment,
        DeValue::Array(values) => Kind::List(values.iter().map(node).collect()),
        DeValue::Table(table) => Kind::Table(entries(table)),
    };
    Node { span: value.span().into(), kind }
}
