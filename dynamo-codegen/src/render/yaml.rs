//! The part of YAML that templates need: block mappings and sequences, plain and quoted texts.

use super::Value;
use super::json::quote;

impl Value {
    /// The value as a YAML document.
    pub(crate) fn to_yaml(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Object(members) if !members.is_empty() => write_members(members, 0, &mut out),
            Self::List(values) if !values.is_empty() => write_elements(values, 0, &mut out),
            scalar => {
                write_scalar(scalar, &mut out);
                out.push('\n');
            }
        }
        out
    }
}

/// Writes members from the current position in the line; those after the first begin at the depth.
fn write_members(members: &[(String, Value)], depth: usize, out: &mut String) {
    for (at, (key, value)) in members.iter().enumerate() {
        if at > 0 {
            indent(depth, out);
        }
        write_text(key, out);
        out.push(':');
        match value {
            Value::Object(members) if !members.is_empty() => {
                out.push('\n');
                indent(depth + 1, out);
                write_members(members, depth + 1, out);
            }
            Value::List(values) if !values.is_empty() => {
                out.push('\n');
                indent(depth + 1, out);
                write_elements(values, depth + 1, out);
            }
            scalar => {
                out.push(' ');
                write_scalar(scalar, out);
                out.push('\n');
            }
        }
    }
}

fn write_elements(values: &[Value], depth: usize, out: &mut String) {
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            indent(depth, out);
        }
        out.push_str("- ");
        match value {
            Value::Object(members) if !members.is_empty() => write_members(members, depth + 1, out),
            Value::List(values) if !values.is_empty() => write_elements(values, depth + 1, out),
            scalar => {
                write_scalar(scalar, out);
                out.push('\n');
            }
        }
    }
}

fn indent(depth: usize, out: &mut String) {
    out.push_str(&"  ".repeat(depth));
}

fn write_scalar(value: &Value, out: &mut String) {
    match value {
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(digits) => out.push_str(digits),
        Value::Text(text) => write_text(text, out),
        Value::List(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
}

/// A text without quotes when no reader could take it for anything else.
fn write_text(text: &str, out: &mut String) {
    // YAML 1.1 reads these as Booleans and nulls.
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let starts = text.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_-./:".contains(character);
    let is_word = WORDS.contains(&text.to_ascii_lowercase().as_str());
    if starts && text.chars().all(is_plain) && !text.ends_with(':') && !is_word {
        out.push_str(text);
    } else {
        quote(text, out);
    }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn nested_values() {
        let value = Value::object([
            ("A", Value::text("AWS::DynamoDB::Table")),
            (
                "B",
                Value::List(vec![
                    Value::object([("x", Value::number(1)), ("z", Value::Bool(true))]),
                    Value::List(vec![Value::text("no"), Value::text("2010-09-09")]),
                ]),
            ),
            ("C", Value::object([("d", Value::List(vec![]))])),
        ]);
        let expected = "A: AWS::DynamoDB::Table\nB:\n  - x: 1\n    z: true\n  - - \"no\"\n    - \"2010-09-09\"\nC:\n  d: []\n";
        assert_eq!(value.to_yaml(), expected);
    }
}
