//! The words and signs of an expression.

use std::ops::Range;

use super::ParseError;

/// A word or sign.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Letters, digits, `_`, `-`, `.` after a letter.
    Word(String),
    /// `:name`
    Parameter(String),
    /// `'anything'`
    Quoted(String),
    Number(String),
    /// A comparison, bracket, comma or `!`.
    Sign(&'static str),
}

/// Longer signs before those they begin with.
const SIGNS: [&str; 14] = ["==", "!=", "<=", ">=", "<>", "=", "<", ">", "(", ")", "[", "]", ",", "!"];

pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, ParseError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, length) = token(rest, first, at)?;
        tokens.push((token, at..at + length));
        at += length;
    }
    Ok(tokens)
}

fn token(rest: &str, first: char, at: usize) -> Result<(Token, usize), ParseError> {
    let run = |from: usize, is_part: fn(char) -> bool| {
        rest[from..].find(|letter| !is_part(letter)).map_or(rest.len(), |length| from + length)
    };
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    if first == '\'' {
        return match rest[1..].find('\'') {
            Some(length) => Ok((Token::Quoted(rest[1..=length].to_owned()), length + 2)),
            None => Err(ParseError::new(at..at + rest.len(), "this `'` is not closed")),
        };
    }
    if first == ':' {
        let end = run(1, is_name);
        return if end > 1 {
            Ok((Token::Parameter(rest[1..end].to_owned()), end))
        } else {
            Err(ParseError::new(at..at + 1, "a parameter has a name: `:quantity`"))
        };
    }
    let is_negative = first == '-' && rest[1..].starts_with(|digit: char| digit.is_ascii_digit());
    if first.is_ascii_digit() || is_negative {
        let end = run(1, |letter| letter.is_ascii_digit() || letter == '.' || letter == '_');
        return Ok((Token::Number(rest[..end].replace('_', "")), end));
    }
    if first.is_alphabetic() || first == '_' {
        let end = run(0, |letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'));
        return Ok((Token::Word(rest[..end].to_owned()), end));
    }
    if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    Err(ParseError::new(at..at + first.len_utf8(), format!("`{first}` means nothing here")))
}
