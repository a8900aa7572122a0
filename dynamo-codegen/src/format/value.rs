//! Values of a TOML text in their layout.

use toml_parser::lexer::TokenKind;

use super::statement::Tokens;

/// The next value. `depth` is the number of lists over several lines that it is in.
pub(super) fn value(tokens: &mut Tokens<'_>, depth: usize) -> String {
    match tokens.skip_blanks() {
        TokenKind::LeftSquareBracket => sequence(tokens, TokenKind::RightSquareBracket, depth),
        TokenKind::LeftCurlyBracket => sequence(tokens, TokenKind::RightCurlyBracket, depth),
        _ => scalar(tokens),
    }
}

/// An element of a list or a table in a line, with the comments that are its.
#[derive(Default)]
struct Element {
    above: Vec<String>,
    text: String,
    beside: Option<String>,
}

/// A list stays over several lines if it was. A table in braces is on one line, which TOML 1.0 demands, unless it has
/// comments.
fn sequence(tokens: &mut Tokens<'_>, end: TokenKind, depth: usize) -> String {
    tokens.next();
    let is_list = end == TokenKind::RightSquareBracket;
    let is_open = is_list && tokens.skip_blanks() == TokenKind::Newline || has_own_comments(tokens, end);
    let inner = depth + usize::from(is_open);
    let mut elements: Vec<Element> = Vec::new();
    let mut above = Vec::new();
    let mut is_new_line = false;
    loop {
        match tokens.skip_blanks() {
            TokenKind::Eof => break,
            kind if kind == end => {
                tokens.next();
                break;
            }
            TokenKind::Newline => {
                tokens.next();
                is_new_line = true;
            }
            TokenKind::Comma => {
                tokens.next();
            }
            TokenKind::Comment => {
                let comment = tokens.comment().unwrap_or_default();
                match elements.last_mut() {
                    Some(last) if !is_new_line && last.beside.is_none() => last.beside = Some(comment),
                    _ => above.push(comment),
                }
            }
            _ => {
                let text = if is_list {
                    value(tokens, inner)
                } else {
                    let key = tokens.key(TokenKind::Equals).join(".");
                    tokens.next();
                    format!("{key} = {}", value(tokens, inner))
                };
                elements.push(Element { above: std::mem::take(&mut above), text, beside: None });
                is_new_line = false;
            }
        }
    }
    let brackets = if is_list { ["[", "]"] } else { ["{", "}"] };
    if is_open { lines(&elements, &above, brackets, depth) } else { line(&elements, brackets) }
}

fn line(elements: &[Element], [open, close]: [&str; 2]) -> String {
    let texts: Vec<&str> = elements.iter().map(|element| element.text.as_str()).collect();
    let pad = if open == "{" && !texts.is_empty() { " " } else { "" };
    format!("{open}{pad}{}{pad}{close}", texts.join(", "))
}

/// One element on a line, each with a comma.
fn lines(elements: &[Element], below: &[String], [open, close]: [&str; 2], depth: usize) -> String {
    let indent = "  ".repeat(depth + 1);
    let mut text = format!("{open}\n");
    for element in elements {
        for comment in &element.above {
            text += &format!("{indent}{comment}\n");
        }
        let beside = element.beside.as_ref().map(|comment| format!(" {comment}")).unwrap_or_default();
        text += &format!("{indent}{},{beside}\n", element.text);
    }
    for comment in below {
        text += &format!("{indent}{comment}\n");
    }
    text + &"  ".repeat(depth) + close
}

/// Whether comments stand between this bracket and its end, and not inside of another list.
fn has_own_comments(tokens: &Tokens<'_>, end: TokenKind) -> bool {
    let mut depth = 0_usize;
    for kind in tokens.rest() {
        match kind {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            kind if depth == 0 && kind == end => return false,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth = depth.saturating_sub(1),
            TokenKind::Comment if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

/// A number, a Boolean, a text or a moment: the text up to what cannot be part of it. Between a date and a time there can
/// be a blank.
fn scalar(tokens: &mut Tokens<'_>) -> String {
    use TokenKind as T;
    let mut text = String::new();
    let mut blank = "";
    loop {
        match tokens.peek() {
            T::Eof | T::Newline | T::Comma | T::Comment | T::RightSquareBracket | T::RightCurlyBracket => {
                break;
            }
            T::Whitespace => blank = tokens.next(),
            kind => {
                if !blank.is_empty() {
                    text.push(' ');
                    blank = "";
                }
                let part = tokens.next();
                text += &if kind == T::LiteralString { basic(part) } else { part.to_owned() };
            }
        }
    }
    text
}

/// `'text'` as `"text"`, where that is the same text.
fn basic(literal: &str) -> String {
    let inner = literal.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or_default();
    let is_plain = literal.len() > 1
        && !inner.contains(|letter: char| matches!(letter, '"' | '\\') || letter.is_control());
    if is_plain { format!("\"{inner}\"") } else { literal.to_owned() }
}

/// A part of a key without quotes, where it needs none.
pub(super) fn bare_key(part: &str) -> String {
    let inner = part.get(1..part.len().saturating_sub(1)).unwrap_or_default();
    let is_quoted = part.starts_with(['"', '\'']);
    let is_bare = !inner.is_empty()
        && inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_quoted && is_bare { inner.to_owned() } else { part.to_owned() }
}
