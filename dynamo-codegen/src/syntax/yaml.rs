//! YAML.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::{Entry, Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned, Word};

/// How deep lists and tables may be in each other; a spec needs about eight.
const DEPTH: usize = 64;

/// Reads a text. After the first error there is nothing to go on with, because YAML's structure is its indentation.
pub(crate) fn parse(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let mut reader = Reader { places: Places::new(text), open: Vec::new(), root: None, diagnostics };
    for event in Parser::new_from_str(text) {
        let read = match event {
            Ok((event, span)) => {
                let span = reader.places.span(span.start.index(), span.end.index());
                reader.event(event, span)
            }
            Err(error) => Err(reader.places.error(&error)),
        };
        if let Err(diagnostic) = read {
            reader.diagnostics.push(diagnostic);
            break;
        }
    }
    let nothing = Node { span: Span { start: 0, end: 0 }, kind: Kind::Table(Vec::new()) };
    // What is open after an error is closed where it stands, so that the rest is checked.
    while let Some(open) = reader.open.pop() {
        let node = open.close();
        if reader.value(node).is_err() {
            break;
        }
    }
    reader.root.unwrap_or(nothing)
}

struct Reader<'d> {
    places: Places,
    open: Vec<Open>,
    root: Option<Node>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// A list or a table whose end was not read yet.
enum Open {
    List(Span, Vec<Node>),
    Table(Span, Vec<Entry>, Option<Word>),
}

impl Open {
    fn close(self) -> Node {
        match self {
            Self::List(span, nodes) => Node { span, kind: Kind::List(nodes) },
            Self::Table(span, entries, _) => Node { span, kind: Kind::Table(entries) },
        }
    }

    fn extend(&mut self, to: Span) {
        let (Self::List(span, _) | Self::Table(span, ..)) = self;
        span.end = span.end.max(to.end);
    }
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Diagnostic> {
        match event {
            Event::SequenceStart(..) => self.start(Open::List(span, Vec::new()), span),
            Event::MappingStart(..) => self.start(Open::Table(span, Vec::new(), None), span),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(mut open) = self.open.pop() else { return Ok(()) };
                open.extend(span);
                self.value(open.close())
            }
            Event::Scalar(text, style, _, tag) => {
                if let Some(tag) = tag {
                    return Err(syntax(span, format!("a spec has no tags such as `{}`", tag.suffix)));
                }
                if let Some(Open::Table(_, entries, key @ None)) = self.open.last_mut() {
                    if let Some(first) = entries.iter().find(|entry| entry.key.as_str() == text) {
                        let diagnostic = syntax(span, format!("the key `{text}` is here twice"));
                        return Err(diagnostic.also(first.key.span, "the first one"));
                    }
                    *key = Some(Spanned::new(text.into_owned(), span));
                    return Ok(());
                }
                let kind =
                    if style == ScalarStyle::Plain { plain(&text) } else { Some(Kind::Text(text.into())) };
                let kind = kind.ok_or_else(|| syntax(span, "a value is missing"))?;
                self.value(Node { span, kind })
            }
            Event::Alias(_) => Err(syntax(span, "a spec has no aliases").help("write the value out")),
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(syntax(span, "a spec is one document").help("leave out what begins here"))
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => Ok(()),
        }
    }

    fn start(&mut self, open: Open, span: Span) -> Result<(), Diagnostic> {
        if let Some(Open::Table(_, _, None)) = self.open.last() {
            return Err(syntax(span, "a key is a text"));
        }
        if self.open.len() == DEPTH {
            return Err(syntax(span, format!("lists and tables are more than {DEPTH} deep in each other")));
        }
        self.open.push(open);
        Ok(())
    }

    fn value(&mut self, node: Node) -> Result<(), Diagnostic> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(open) => {
                open.extend(node.span);
                match open {
                    Open::List(_, nodes) => nodes.push(node),
                    Open::Table(_, entries, key) => match key.take() {
                        Some(key) => entries.push(Entry { key, value: node }),
                        None => return Err(syntax(node.span, "a key is a text")),
                    },
                }
            }
        }
        Ok(())
    }
}

fn syntax(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Syntax, span, message)
}

/// A text without quotes, by YAML's core schema: a Boolean, a number or a text; `None` for nothing.
///
/// See <https://yaml.org/spec/1.2.2/#103-core-schema>.
fn plain(text: &str) -> Option<Kind> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => return None,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ => number(text).unwrap_or_else(|| Kind::Text(text.to_owned())),
    })
}

fn number(text: &str) -> Option<Kind> {
    if let Some(digits) = text.strip_prefix("0x") {
        return i128::from_str_radix(digits, 16).ok().map(Kind::Integer);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return i128::from_str_radix(digits, 8).ok().map(Kind::Integer);
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let looks_like_one = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.contains(|digit: char| digit.is_ascii_digit())
        && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'-' | b'+'));
    if !looks_like_one {
        return None;
    }
    match text.parse() {
        Ok(value) => Some(Kind::Integer(value)),
        Err(_) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(Kind::Float(f64::INFINITY)),
        Err(_) => text.parse().ok().map(Kind::Float),
    }
}

/// Where each character begins: the parser counts characters, a span bytes.
struct Places {
    starts: Vec<usize>,
    end: usize,
}

impl Places {
    fn new(text: &str) -> Self {
        Self { starts: text.char_indices().map(|(start, _)| start).collect(), end: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        self.starts.get(character).copied().unwrap_or(self.end)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let start = self.byte(start);
        Span { start, end: self.byte(end).max(start) }
    }

    fn error(&self, error: &ScanError) -> Diagnostic {
        let at = error.marker().index();
        syntax(self.span(at, at), error.info())
    }
}
