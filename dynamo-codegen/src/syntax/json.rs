//! JSON, by its grammar: <https://www.rfc-editor.org/rfc/rfc8259>.

use super::{Entry, Kind, Node};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Spanned};

/// How deep lists and tables may be in each other: as deep as items are, twice, and some more for what is around them.
const DEPTH: usize = 100;

/// What `null` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Null {
    /// A value that is missing.
    Refused,
    /// As if the member were not there.
    Absent,
}

/// Reads a text. After the first error, what was read of the tables around it is kept.
pub(crate) fn parse(text: &str, null: Null, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let mut reader = Reader { text, at: 0, depth: 0, null, error: None };
    reader.blanks();
    let root = reader.value();
    reader.blanks();
    if reader.error.is_none() && reader.at < text.len() {
        reader.fail("the document has ended before this");
    }
    diagnostics.extend(reader.error);
    root.unwrap_or(Node { span: Span { start: 0, end: 0 }, kind: Kind::Table(Vec::new()) })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    null: Null,
    /// The first error, after which nothing more is read.
    error: Option<Diagnostic>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// Takes the next character if it is this one.
    fn takes(&mut self, wanted: char) -> bool {
        let is_it = self.peek() == Some(wanted);
        self.at += if is_it { wanted.len_utf8() } else { 0 };
        is_it
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn fail(&mut self, message: &str) {
        let end = self.at + self.peek().map_or(0, char::len_utf8);
        self.fail_at(Span { start: self.at, end }, message);
    }

    fn fail_at(&mut self, span: Span, message: &str) {
        self.error.get_or_insert_with(|| Diagnostic::new(Code::Syntax, span, message));
    }

    /// The next value; `None` after an error, and for a `null` that is absent.
    fn value(&mut self) -> Option<Node> {
        let start = self.at;
        let kind = match self.peek() {
            Some('{') => self.nested(Self::table),
            Some('[') => self.nested(Self::list),
            Some('"') => self.string().map(Kind::Text),
            Some('-' | '0'..='9') => self.number(),
            Some(letter) if letter.is_ascii_alphabetic() => self.word(),
            _ => {
                self.fail("expected a value");
                None
            }
        };
        Some(Node { span: Span { start, end: self.at }, kind: kind? })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Kind) -> Option<Kind> {
        if self.depth == DEPTH {
            self.fail("lists and tables are too deep in each other");
            return None;
        }
        self.depth += 1;
        self.at += 1;
        let kind = read(self);
        self.depth -= 1;
        Some(kind)
    }

    fn list(&mut self) -> Kind {
        let mut nodes = Vec::new();
        self.members(']', |reader| nodes.extend(reader.value()));
        Kind::List(nodes)
    }

    fn table(&mut self) -> Kind {
        let mut entries: Vec<Entry> = Vec::new();
        self.members('}', |reader| {
            let start = reader.at;
            if reader.peek() != Some('"') {
                return reader.fail("expected a key in quotes");
            }
            let Some(key) = reader.string() else { return };
            let span = Span { start, end: reader.at };
            reader.blanks();
            if !reader.takes(':') {
                return reader.fail("expected `:`");
            }
            reader.blanks();
            if let Some(first) = entries.iter().find(|entry| entry.key.value == key) {
                let diagnostic =
                    Diagnostic::new(Code::Syntax, span, format!("the key `{key}` is here twice"));
                let diagnostic = diagnostic.also(first.key.span, "the first one");
                reader.error.get_or_insert(diagnostic);
                return;
            }
            let value = reader.value();
            entries.extend(value.map(|value| Entry { key: Spanned::new(key, span), value }));
        });
        Kind::Table(entries)
    }

    /// Members with commas between them, up to a bracket.
    fn members(&mut self, end: char, mut member: impl FnMut(&mut Self)) {
        self.blanks();
        if self.takes(end) {
            return;
        }
        loop {
            self.blanks();
            member(self);
            if self.error.is_some() {
                return;
            }
            self.blanks();
            if self.takes(end) {
                return;
            }
            if !self.takes(',') {
                return self.fail(if end == ']' { "expected `,` or `]`" } else { "expected `,` or `}`" });
            }
        }
    }

    fn word(&mut self) -> Option<Kind> {
        let rest = &self.text[self.at..];
        let length = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let span = Span { start: self.at, end: self.at + length };
        let word = &rest[..length];
        self.at = span.end;
        match word {
            "true" => return Some(Kind::Bool(true)),
            "false" => return Some(Kind::Bool(false)),
            "null" if self.null == Null::Absent => {}
            "null" => self.fail_at(span, "a value is missing"),
            _ => self.fail_at(span, "expected a value; texts are in quotes"),
        }
        None
    }

    fn number(&mut self) -> Option<Kind> {
        let start = self.at;
        self.takes('-');
        let digits = |reader: &mut Self| {
            let start = reader.at;
            while matches!(reader.peek(), Some('0'..='9')) {
                reader.at += 1;
            }
            reader.at - start
        };
        let has_zero = self.peek() == Some('0');
        let whole = digits(self);
        let mut is_sound = whole == 1 || whole > 1 && !has_zero;
        let mut is_whole = true;
        if self.takes('.') {
            is_whole = false;
            is_sound &= digits(self) > 0;
        }
        if self.takes('e') || self.takes('E') {
            is_whole = false;
            let _ = self.takes('+') || self.takes('-');
            is_sound &= digits(self) > 0;
        }
        let text = &self.text[start..self.at];
        if !is_sound {
            self.fail_at(Span { start, end: self.at }, "this is no number");
            return None;
        }
        match text.parse() {
            Ok(value) if is_whole => Some(Kind::Integer(value)),
            _ if is_whole => Some(Kind::Float(f64::INFINITY)),
            _ => Some(Kind::Float(text.parse().unwrap_or(f64::NAN))),
        }
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            match self.peek() {
                None => {
                    self.fail_at(Span { start, end: self.at }, "the text has no end");
                    return None;
                }
                Some('"') => {
                    self.at += 1;
                    return Some(text);
                }
                Some('\\') => text.push(self.escape()?),
                Some('\0'..='\u{1f}') => {
                    self.fail("a control character in a text is written as an escape");
                    return None;
                }
                Some(letter) => {
                    self.at += letter.len_utf8();
                    text.push(letter);
                }
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let start = self.at;
        self.at += 1;
        let letter = self.peek();
        self.at += letter.map_or(0, char::len_utf8);
        let found = match letter {
            Some(same @ ('"' | '\\' | '/')) => Some(same),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{c}'),
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('u') => self.unit().and_then(|unit| match unit {
                // Characters beyond the first 65,536 are two escapes.
                0xd800..=0xdbff if self.text[self.at..].starts_with("\\u") => {
                    self.at += 2;
                    let low = self.unit().filter(|low| (0xdc00..=0xdfff).contains(low))?;
                    char::from_u32(0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
                }
                unit => char::from_u32(unit),
            }),
            _ => None,
        };
        if found.is_none() {
            self.fail_at(Span { start, end: self.at }, "this is no escape of JSON");
        }
        found
    }

    fn unit(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        let unit = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
        self.at += 4;
        Some(unit)
    }
}
