//! The condition under which an item is in an index: `when = "status != done"`.
//!
//! ```text
//! when  = field                          the attribute is there
//!       | "!" field                      it is absent
//!       | field ("==" | "!=") token
//!       | field ["not"] "in" "[" token { "," token } "]"
//! token = letters, digits, "_", "-", "."  |  "'" anything but "'" "'"
//! ```

use syn::LitStr;

/// What is demanded of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    Exists,
    Absent,
    In(Vec<String>),
    NotIn(Vec<String>),
}

/// A condition on a field by its name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct When {
    pub(crate) field: String,
    pub(crate) test: Test,
}

const FORM: &str = "a condition is `field`, `!field`, `field == token`, `field != token`, `field in [a, b]` or \
                    `field not in [a, b]`";

pub(crate) fn parse(text: &LitStr) -> syn::Result<When> {
    let value = text.value();
    condition(&value)
        .map_err(|problem| syn::Error::new(text.span(), format!("in `{value}`: {problem}; {FORM}")))
}

fn condition(text: &str) -> Result<When, String> {
    let text = text.trim();
    if let Some(field) = text.strip_prefix('!') {
        return Ok(When { field: name(field)?, test: Test::Absent });
    }
    if let Some((field, tokens)) = text.split_once("==") {
        return Ok(When { field: name(field)?, test: Test::In(vec![token(tokens)?]) });
    }
    if let Some((field, tokens)) = text.split_once("!=") {
        return Ok(When { field: name(field)?, test: Test::NotIn(vec![token(tokens)?]) });
    }
    if let Some((field, tokens)) = text.split_once('[') {
        let words: Vec<&str> = field.split_whitespace().collect();
        let tokens = tokens.strip_suffix(']').ok_or("the list has no `]`")?;
        return match words[..] {
            [field, "in"] => Ok(When { field: name(field)?, test: Test::In(list(tokens)?) }),
            [field, "not", "in"] => Ok(When { field: name(field)?, test: Test::NotIn(list(tokens)?) }),
            _ => Err("expected `in` or `not in` before the list".to_owned()),
        };
    }
    Ok(When { field: name(text)?, test: Test::Exists })
}

fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    let letters = |c: char| c.is_alphanumeric() || c == '_';
    if text.is_empty() || !text.strip_prefix("r#").unwrap_or(text).chars().all(letters) {
        return Err(format!("`{text}` is not the name of a field"));
    }
    Ok(text.to_owned())
}

fn token(text: &str) -> Result<String, String> {
    let text = text.trim();
    if let Some(quoted) = text.strip_prefix('\'') {
        let quoted = quoted.strip_suffix('\'').filter(|quoted| !quoted.contains('\''));
        return quoted.map(str::to_owned).ok_or_else(|| format!("`{text}` is not one quoted token"));
    }
    let letters = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    if text.is_empty() || !text.chars().all(letters) {
        return Err(format!("`{text}` is not a token; quote it with `'…'`"));
    }
    Ok(text.to_owned())
}

/// Tokens with commas between them; a comma between quotes is part of a token.
fn list(text: &str) -> Result<Vec<String>, String> {
    let mut quoted = false;
    let elements = text.split(|c| {
        quoted ^= c == '\'';
        c == ',' && !quoted
    });
    let elements: Vec<&str> = elements.collect();
    let without_last_comma = match &elements[..] {
        [head @ .., last] if last.trim().is_empty() && !head.is_empty() => head,
        all => all,
    };
    without_last_comma.iter().map(|element| token(element)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, field: &str, test: Test) {
        assert_eq!(condition(text), Ok(When { field: field.to_owned(), test }));
    }

    #[test]
    fn every_form() {
        let tokens = |tokens: &[&str]| tokens.iter().map(|token| (*token).to_owned()).collect::<Vec<_>>();
        reads("note", "note", Test::Exists);
        reads("! note", "note", Test::Absent);
        reads("status == open", "status", Test::In(tokens(&["open"])));
        reads("status!='not open'", "status", Test::NotIn(tokens(&["not open"])));
        reads("status in [a, 'b,c', -1.5]", "status", Test::In(tokens(&["a", "b,c", "-1.5"])));
        reads("status not in [a,]", "status", Test::NotIn(tokens(&["a"])));
        reads("status == ''", "status", Test::In(tokens(&[""])));
    }

    #[test]
    fn what_is_no_condition() {
        for text in ["", "a b", "a == ", "a == 'b", "a in b", "a in [b", "a is [b]", "a in []", "a == b c"] {
            assert!(condition(text).is_err(), "{text}");
        }
    }
}
