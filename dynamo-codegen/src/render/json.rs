//! JSON. See <https://www.rfc-editor.org/rfc/rfc8259>.

use std::fmt::Write;

use super::Value;

impl Value {
    /// The value on one line, without a line feed.
    pub(crate) fn to_json_line(&self) -> String {
        let mut text = String::new();
        self.write_json(None, &mut text);
        text
    }

    /// The value over several lines, each level two spaces further in, with a line feed at the end.
    pub(crate) fn to_json(&self) -> String {
        let mut text = String::new();
        self.write_json(Some(0), &mut text);
        text.push('\n');
        text
    }

    /// `depth` is that of the value when it is written over several lines.
    fn write_json(&self, depth: Option<usize>, out: &mut String) {
        match self {
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => quote(text, out),
            Self::List(values) => {
                sequence(['[', ']'], values, depth, out, |value, depth, out| value.write_json(depth, out));
            }
            Self::Object(members) => {
                sequence(['{', '}'], members, depth, out, |(key, value), depth, out| {
                    quote(key, out);
                    out.push_str(if depth.is_some() { ": " } else { ":" });
                    value.write_json(depth, out);
                });
            }
        }
    }
}

fn sequence<T>(
    brackets: [char; 2],
    elements: &[T],
    depth: Option<usize>,
    out: &mut String,
    mut write: impl FnMut(&T, Option<usize>, &mut String),
) {
    let inner = depth.map(|depth| depth + 1);
    let line = |depth: Option<usize>, out: &mut String| {
        if let Some(depth) = depth.filter(|_| !elements.is_empty()) {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
    };
    out.push(brackets[0]);
    for (at, element) in elements.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        line(inner, out);
        write(element, inner, out);
    }
    line(depth, out);
    out.push(brackets[1]);
}

/// A JSON text is a YAML text too.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // YAML allows fewer characters than JSON.
            // Writing to a text does not fail.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}
