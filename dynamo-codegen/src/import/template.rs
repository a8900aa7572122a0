//! Key templates out of what other tools write for people.

use dynamo_schema::{ParsedSegment, parse_template};

use super::draft::Source;
use super::names::value_name;

/// What an alias of a key stands for.
#[derive(Debug, PartialEq)]
pub(super) struct Reading {
    pub(super) source: Source,
    /// The names that stand in it, as they are written: `customerId`. In a template they are spelled as fields.
    pub(super) parts: Vec<String>,
    /// Whether something had to be guessed.
    pub(super) is_guess: bool,
}

/// `CUSTOMER#<customerId>` is `CUSTOMER#{customer_id}`; so are `CUSTOMER#${customerId}` and `CUSTOMER#customerId`. A word
/// alone, `customerId`, is a field that is the key itself; one in capitals, `PROFILE`, is text.
pub(super) fn read(alias: &str) -> Reading {
    let is_marked = alias.contains(['<', '{', '[']);
    if let Ok(parsed) = parse_template(alias)
        && alias.contains('{')
        && !alias.contains("${")
    {
        let parts = parsed.segments.into_iter().filter_map(|segment| match segment {
            ParsedSegment::Part { attribute, .. } => Some(attribute),
            ParsedSegment::Literal { .. } => None,
        });
        let parts: Vec<String> = parts.collect();
        if parts.iter().all(|part| *part == value_name(part, &[])) {
            return Reading { source: Source::Template(alias.to_owned()), parts, is_guess: false };
        }
    }
    if is_marked {
        return marked(alias);
    }
    let is_text = |word: &str| !word.contains(|letter: char| letter.is_lowercase());
    if !alias.contains('#') && !is_text(alias) {
        return Reading {
            source: Source::Fields(vec![value_name(alias, &[])]),
            parts: vec![alias.to_owned()],
            is_guess: true,
        };
    }
    let mut parts = Vec::new();
    let words = alias.split('#').map(|word| {
        if is_text(word) {
            return escaped(word);
        }
        parts.push(word.to_owned());
        format!("{{{}}}", value_name(word, &[]))
    });
    let template = words.collect::<Vec<_>>().join("#");
    Reading { source: Source::Template(template), is_guess: !parts.is_empty(), parts }
}

/// A template whose placeholders stand in `<>`, `{}`, `${}` or `[]`.
fn marked(alias: &str) -> Reading {
    let (mut template, mut parts) = (String::new(), Vec::new());
    let mut rest = alias;
    while let Some(start) = rest.find(['<', '{', '[']) {
        let close = match rest.as_bytes().get(start) {
            Some(b'<') => '>',
            Some(b'{') => '}',
            _ => ']',
        };
        let (before, after) = rest.split_at(start);
        let before = if close == '}' { before.strip_suffix('$').unwrap_or(before) } else { before };
        template += &escaped(before);
        let Some(end) = after.find(close) else {
            rest = after;
            break;
        };
        let (part, format) = match after[1..end].split_once(':') {
            Some((part, format)) if close == '}' => (part.trim(), format!(":{format}")),
            _ => (after[1..end].trim(), String::new()),
        };
        if part.contains(|letter: char| letter.is_ascii_alphanumeric()) {
            template += &format!("{{{}{format}}}", value_name(part, &[]));
            parts.push(part.to_owned());
        } else {
            template += &escaped(&after[..=end]);
        }
        rest = &after[end + 1..];
    }
    template += &escaped(rest);
    Reading { source: Source::Template(template), parts, is_guess: true }
}

/// Braces of a literal are doubled.
fn escaped(literal: &str) -> String {
    literal.replace('{', "{{").replace('}', "}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn template(alias: &str, wanted: &str, parts: &[&str]) {
        let reading = read(alias);
        assert_eq!(reading.source, Source::Template(wanted.to_owned()));
        assert_eq!(reading.parts, parts);
    }

    #[test]
    fn placeholders_are_found_in_many_forms() {
        template("CUSTOMER#<customerId>", "CUSTOMER#{customer_id}", &["customerId"]);
        template("CUSTOMER#${customerId}", "CUSTOMER#{customer_id}", &["customerId"]);
        template("CUSTOMER#[customer id]", "CUSTOMER#{customer_id}", &["customer id"]);
        template("CUSTOMER#customerId", "CUSTOMER#{customer_id}", &["customerId"]);
        template("ITEM#{line:04}", "ITEM#{line:04}", &["line"]);
        template("PROFILE", "PROFILE", &[]);
        template("A#<", "A#<", &[]);
        template("A#{}", "A#{{}}", &[]);
        assert_eq!(read("SongId").source, Source::Fields(vec!["song_id".to_owned()]));
        assert!(!read("ORDER#{order_id}").is_guess && read("ORDER#<id>").is_guess);
    }
}
