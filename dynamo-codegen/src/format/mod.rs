//! The one layout of a spec: the same spec, whoever typed it.
//!
//! Nothing is said otherwise than it was: keys stay in their order, comments where they were, texts and numbers as they were
//! written. What is made equal is the space between them.

mod layout;
mod statement;
mod value;

use crate::diagnostic::{Code, Diagnostic};
use crate::render::Value;
use crate::report::Report;
use crate::span::Span;
use crate::syntax::{self, Kind, Node};

/// A spec in its one layout. Of JSON, that is two spaces for each level; YAML has none, and is left to the tools that keep
/// its comments.
///
/// ```
/// let spec = "spec=1\n\n\n[model]\n  name='shop' # the shop\n[table]\nname = \"shop\"\npk=\"PK\"\n";
/// let formatted = dynamo_codegen::format("shop.toml", spec).expect("the spec can be read");
/// assert_eq!(
///     formatted,
///     "spec = 1\n\n[model]\nname = \"shop\" # the shop\n\n[table]\nname = \"shop\"\npk = \"PK\"\n"
/// );
/// ```
///
/// # Errors
///
/// What cannot be read: a text that does not follow the grammar of its notation, or is YAML.
pub fn format(path: &str, source: &str) -> Result<String, Report> {
    let refused = |diagnostics| Err(Report::new(path, source, diagnostics, None));
    let mut diagnostics = Vec::new();
    let tree = syntax::parse(path, source, &mut diagnostics);
    if !diagnostics.is_empty() {
        return refused(diagnostics);
    }
    match syntax::Notation::of(path) {
        syntax::Notation::Toml => Ok(layout::lay_out(&statement::statements(source))),
        syntax::Notation::Json => match json(&tree) {
            Some(value) => Ok(value.to_json()),
            None => {
                let diagnostic =
                    Diagnostic::new(Code::OutOfRange, tree.span, "a number is too large to be written again");
                refused(vec![diagnostic.label("in this document")])
            }
        },
        syntax::Notation::Yaml => {
            let diagnostic =
                Diagnostic::new(Code::NotSupported, first_line(source), "specs in YAML are not formatted");
            refused(vec![
                diagnostic.label("this is YAML").help(
                    "use a formatter that keeps comments, such as `prettier`; or write the spec in TOML",
                ),
            ])
        }
    }
}

fn first_line(source: &str) -> Span {
    Span { start: 0, end: source.lines().next().unwrap_or_default().len() }
}

/// A document as it was read. `None` for a number without digits.
fn json(node: &Node) -> Option<Value> {
    Some(match &node.kind {
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Integer(value) => Value::number(value),
        // With a fraction, so that it is not read as an integer.
        Kind::Float(value) => Value::Number(value.is_finite().then(|| format!("{value:?}"))?),
        Kind::Text(text) => Value::text(text),
        Kind::List(nodes) => Value::List(nodes.iter().map(json).collect::<Option<_>>()?),
        Kind::Table(entries) => {
            let members = entries.iter().map(|entry| Some((entry.key.value.clone(), json(&entry.value)?)));
            Value::Object(members.collect::<Option<_>>()?)
        }
        Kind::Moment => return None,
    })
}
