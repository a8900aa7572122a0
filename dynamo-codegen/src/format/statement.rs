//! The statements of a TOML text, one for each line but for the lists that go over several.

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use super::value;

/// A statement in its layout.
#[derive(Debug)]
pub(super) enum Statement {
    /// One empty line or more.
    Blank,
    /// A comment on a line of its own.
    Comment(String),
    /// `[entity.Order]`, with the parts of its path.
    Header { path: Vec<String>, text: String, comment: Option<String> },
    /// `name = "shop"`, maybe over several lines.
    Entry { text: String, comment: Option<String> },
}

/// The tokens of a text that is known to be TOML.
pub(super) struct Tokens<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    at: usize,
}

pub(super) fn statements(source: &str) -> Vec<Statement> {
    let tokens = Source::new(source).lex().into_vec();
    let mut tokens = Tokens { source, tokens, at: 0 };
    let mut statements = Vec::new();
    while tokens.peek() != TokenKind::Eof {
        statements.extend(tokens.statement());
    }
    statements
}

impl<'s> Tokens<'s> {
    pub(super) fn peek(&self) -> TokenKind {
        self.tokens.get(self.at).map_or(TokenKind::Eof, Token::kind)
    }

    /// The next token's text.
    pub(super) fn next(&mut self) -> &'s str {
        let text = self.tokens.get(self.at).map(Token::span);
        self.at += 1;
        text.and_then(|span| self.source.get(span.start()..span.end())).unwrap_or_default()
    }

    /// The token after the next that is no blank.
    pub(super) fn skip_blanks(&mut self) -> TokenKind {
        while self.peek() == TokenKind::Whitespace {
            self.at += 1;
        }
        self.peek()
    }

    /// The kinds of the tokens that are left.
    pub(super) fn rest(&self) -> impl Iterator<Item = TokenKind> {
        self.tokens.iter().skip(self.at).map(Token::kind)
    }

    pub(super) fn comment(&mut self) -> Option<String> {
        (self.skip_blanks() == TokenKind::Comment).then(|| self.next().trim_end().to_owned())
    }

    fn statement(&mut self) -> Option<Statement> {
        let statement = match self.skip_blanks() {
            TokenKind::Eof => return None,
            TokenKind::Newline => Statement::Blank,
            TokenKind::Comment => Statement::Comment(self.comment()?),
            TokenKind::LeftSquareBracket => self.header(),
            _ => {
                let key = self.key(TokenKind::Equals).join(".");
                self.next();
                let text = format!("{key} = {}", value::value(self, 0));
                Statement::Entry { text, comment: self.comment() }
            }
        };
        // The line's end; what else stands here is passed over, so that the reading ends whatever the text.
        while !matches!(self.peek(), TokenKind::Newline | TokenKind::Eof) {
            self.at += 1;
        }
        self.at += 1;
        Some(statement)
    }

    fn header(&mut self) -> Statement {
        self.next();
        let is_list = self.peek() == TokenKind::LeftSquareBracket;
        let brackets = if is_list { ["[[", "]]"] } else { ["[", "]"] };
        if is_list {
            self.next();
        }
        let path = self.key(TokenKind::RightSquareBracket);
        while self.peek() == TokenKind::RightSquareBracket {
            self.next();
        }
        let text = format!("{}{}{}", brackets[0], path.join("."), brackets[1]);
        Statement::Header { path, text, comment: self.comment() }
    }

    /// The parts of a key, up to a token.
    pub(super) fn key(&mut self, end: TokenKind) -> Vec<String> {
        let mut parts = Vec::new();
        while !matches!(self.peek(), TokenKind::Eof | TokenKind::Newline) && self.peek() != end {
            match self.peek() {
                TokenKind::Whitespace | TokenKind::Dot => {
                    self.next();
                }
                _ => parts.push(value::bare_key(self.next())),
            }
        }
        parts
    }
}
