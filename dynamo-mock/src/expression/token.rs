//! Text to tokens.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An attribute or function name.
    Name,
    /// `#name`.
    NamePlaceholder,
    /// `:value`.
    ValuePlaceholder,
    /// The digits of a list index.
    Digits,
    And,
    Or,
    Not,
    Between,
    In,
    Set,
    Remove,
    Add,
    Delete,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Plus,
    Minus,
    Comma,
    Dot,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    /// A character that no expression uses.
    Unknown,
    /// The end of the text.
    End,
}

/// A token and where it stands, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The keywords of the grammar, in any case. Everything else that is reserved is reserved by a rule, not by the grammar.
fn keyword(word: &str) -> Kind {
    const KEYWORDS: [(&str, Kind); 9] = [
        ("AND", Kind::And),
        ("OR", Kind::Or),
        ("NOT", Kind::Not),
        ("BETWEEN", Kind::Between),
        ("IN", Kind::In),
        ("SET", Kind::Set),
        ("REMOVE", Kind::Remove),
        ("ADD", Kind::Add),
        ("DELETE", Kind::Delete),
    ];
    KEYWORDS.iter().find(|(text, _)| text.eq_ignore_ascii_case(word)).map_or(Kind::Name, |(_, kind)| *kind)
}

/// The end of the run of bytes from `start` for which `belongs` holds.
fn run(bytes: &[u8], start: usize, belongs: fn(u8) -> bool) -> usize {
    bytes[start..].iter().position(|&byte| !belongs(byte)).map_or(bytes.len(), |length| start + length)
}

/// The token that starts at a byte which is not white space.
fn token_at(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    let second = bytes.get(start + 1).copied();
    let (kind, end) = match (bytes[start], second) {
        (b'a'..=b'z' | b'A'..=b'Z', _) => {
            let end = run(bytes, start, is_word);
            (keyword(&text[start..end]), end)
        }
        (b'#', Some(next)) if is_word(next) => (Kind::NamePlaceholder, run(bytes, start + 1, is_word)),
        (b':', Some(next)) if is_word(next) => (Kind::ValuePlaceholder, run(bytes, start + 1, is_word)),
        // A number has no leading zeros: the zero stands alone.
        (b'0', _) => (Kind::Digits, start + 1),
        (b'1'..=b'9', _) => (Kind::Digits, run(bytes, start, |byte| byte.is_ascii_digit())),
        (b'<', Some(b'=')) => (Kind::LessEqual, start + 2),
        (b'<', Some(b'>')) => (Kind::NotEqual, start + 2),
        (b'>', Some(b'=')) => (Kind::GreaterEqual, start + 2),
        (b'<', _) => (Kind::Less, start + 1),
        (b'>', _) => (Kind::Greater, start + 1),
        (b'=', _) => (Kind::Equal, start + 1),
        (b'+', _) => (Kind::Plus, start + 1),
        (b'-', _) => (Kind::Minus, start + 1),
        (b',', _) => (Kind::Comma, start + 1),
        (b'.', _) => (Kind::Dot, start + 1),
        (b'(', _) => (Kind::Open, start + 1),
        (b')', _) => (Kind::Close, start + 1),
        (b'[', _) => (Kind::OpenBracket, start + 1),
        (b']', _) => (Kind::CloseBracket, start + 1),
        _ => {
            let width = text[start..].chars().next().map_or(1, char::len_utf8);
            (Kind::Unknown, start + width)
        }
    };
    Token { kind, start, end }
}

/// The tokens of an expression, with `End` as the last one.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 4 + 2);
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b' ' | b'\t' | b'\n' | b'\r') {
            at += 1;
            continue;
        }
        let token = token_at(text, at);
        at = token.end;
        tokens.push(token);
    }
    tokens.push(Token { kind: Kind::End, start: text.len(), end: text.len() });
    tokens
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn words_are_names_or_keywords_in_any_case() {
        assert_eq!(kinds("and Between size"), [Kind::And, Kind::Between, Kind::Name, Kind::End]);
    }

    #[test]
    fn placeholders_need_a_character_after_the_sign() {
        assert_eq!(kinds("#a :1"), [Kind::NamePlaceholder, Kind::ValuePlaceholder, Kind::End]);
        assert_eq!(kinds("# :"), [Kind::Unknown, Kind::Unknown, Kind::End]);
    }

    #[test]
    fn operators_take_two_characters_where_they_can() {
        assert_eq!(
            kinds("<= <> >= < > ="),
            [
                Kind::LessEqual,
                Kind::NotEqual,
                Kind::GreaterEqual,
                Kind::Less,
                Kind::Greater,
                Kind::Equal,
                Kind::End
            ]
        );
    }

    #[test]
    fn text_of_any_script_is_cut_at_character_boundaries() {
        assert_eq!(kinds("é = 漢"), [Kind::Unknown, Kind::Equal, Kind::Unknown, Kind::End]);
    }
}
