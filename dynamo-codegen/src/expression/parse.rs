//! From text to tree, by recursive descent.

use std::ops::Range;

use super::lexer::{Token, tokens};
use super::{Comparison, Expression, Literal, Name, Operand};

/// How deep parentheses and negations may nest; deeper is no condition that a person writes.
const DEPTH: usize = 32;

/// Why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ParseError {
    pub(crate) range: Range<usize>,
    pub(crate) message: String,
}

impl ParseError {
    pub(super) fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into() }
    }
}

type Parsed<T> = Result<T, ParseError>;

/// Reads an expression.
pub(crate) fn parse(text: &str) -> Parsed<Expression> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, end: text.len(), depth: 0 };
    let expression = parser.disjunction()?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.expected("`and`, `or` or the end")),
    }
}

/// Reads a single value: `:phone`, `'done'`, `5`.
pub(crate) fn parse_operand(text: &str) -> Parsed<Operand> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, end: text.len(), depth: 0 };
    let operand = parser.operand()?;
    match parser.peek() {
        None => Ok(operand),
        Some(_) => Err(parser.expected("the end")),
    }
}

struct Parser {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    end: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn range(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end..self.end, |(_, range)| range.clone())
    }

    fn expected(&self, what: &str) -> ParseError {
        ParseError::new(self.range(), format!("expected {what}"))
    }

    /// Goes on when the next token is this word.
    fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(next)) if next == word);
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.at += usize::from(found);
        found
    }

    fn require(&mut self, sign: &str) -> Parsed<()> {
        if self.sign(sign) { Ok(()) } else { Err(self.expected(&format!("`{sign}`"))) }
    }

    fn disjunction(&mut self) -> Parsed<Expression> {
        let mut all = vec![self.conjunction()?];
        while self.word("or") {
            all.push(self.conjunction()?);
        }
        Ok(if all.len() > 1 { Expression::Or(all) } else { all.remove(0) })
    }

    fn conjunction(&mut self) -> Parsed<Expression> {
        let mut all = vec![self.negation()?];
        while self.word("and") {
            all.push(self.negation()?);
        }
        Ok(if all.len() > 1 { Expression::And(all) } else { all.remove(0) })
    }

    fn negation(&mut self) -> Parsed<Expression> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.expected(&format!("no more than {DEPTH} levels")));
        }
        let expression = if self.word("not") {
            Expression::Not(Box::new(self.negation()?))
        } else if self.sign("(") {
            let inner = self.disjunction()?;
            self.require(")")?;
            inner
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(expression)
    }

    fn test(&mut self) -> Parsed<Expression> {
        if self.sign("!") {
            return Ok(Expression::Not(Box::new(Expression::Exists(self.field()?))));
        }
        if self.word("exists") {
            return Ok(Expression::ItemExists);
        }
        let field = self.field()?;
        if let Some(comparison) = self.comparison() {
            return Ok(Expression::Compare(field, comparison, self.operand()?));
        }
        if self.word("between") {
            let low = self.operand()?;
            if !self.word("and") {
                return Err(self.expected("`and` and the upper bound"));
            }
            return Ok(Expression::Between(field, low, self.operand()?));
        }
        if self.word("begins_with") {
            return Ok(Expression::BeginsWith(field, self.operand()?));
        }
        if self.word("contains") {
            return Ok(Expression::Contains(field, self.operand()?));
        }
        if self.word("not") {
            if !self.word("in") {
                return Err(self.expected("`in`"));
            }
            return Ok(Expression::Not(Box::new(Expression::In(field, self.list()?))));
        }
        if self.word("in") {
            return Ok(Expression::In(field, self.list()?));
        }
        Ok(Expression::Exists(field))
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let Some(Token::Sign(sign)) = self.peek() else { return None };
        let comparison = match *sign {
            "==" | "=" => Comparison::Equal,
            "!=" | "<>" => Comparison::NotEqual,
            "<" => Comparison::Less,
            "<=" => Comparison::LessOrEqual,
            ">" => Comparison::Greater,
            ">=" => Comparison::GreaterOrEqual,
            _ => return None,
        };
        self.at += 1;
        Some(comparison)
    }

    fn field(&mut self) -> Parsed<Name> {
        let range = self.range();
        match self.peek().cloned() {
            Some(Token::Word(text)) if !matches!(&*text, "and" | "or" | "in" | "between") => {
                self.at += 1;
                Ok(Name { text, range })
            }
            _ => Err(self.expected("a field")),
        }
    }

    fn list(&mut self) -> Parsed<Vec<Operand>> {
        self.require("[")?;
        let mut operands = vec![self.operand()?];
        while self.sign(",") {
            if self.peek() == Some(&Token::Sign("]")) {
                break;
            }
            operands.push(self.operand()?);
        }
        self.require("]")?;
        Ok(operands)
    }

    fn operand(&mut self) -> Parsed<Operand> {
        let range = self.range();
        let literal = match self.peek().cloned() {
            Some(Token::Parameter(text)) => {
                self.at += 1;
                return Ok(Operand::Parameter(Name { text, range }));
            }
            Some(Token::Quoted(text)) => Literal::Text(text),
            Some(Token::Number(digits)) => Literal::Number(digits),
            Some(Token::Word(word)) if word == "true" || word == "false" => Literal::Bool(word == "true"),
            Some(Token::Word(word)) => Literal::Text(word),
            _ => return Err(self.expected("a value: `:parameter`, a number, `true`, `false` or `'text'`")),
        };
        self.at += 1;
        Ok(Operand::Literal(literal, range))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, range: Range<usize>) -> Name {
        Name { text: text.to_owned(), range }
    }

    #[test]
    fn and_binds_tighter_than_or() {
        let parsed = parse("a or b and not exists").unwrap();
        let expected = Expression::Or(vec![
            Expression::Exists(name("a", 0..1)),
            Expression::And(vec![
                Expression::Exists(name("b", 5..6)),
                Expression::Not(Box::new(Expression::ItemExists)),
            ]),
        ]);
        assert_eq!(parsed, expected);
    }

    #[test]
    fn errors_have_places() {
        let error = |text| parse(text).unwrap_err().range;
        assert_eq!(error("stock >"), 7..7);
        assert_eq!(error("stock > 'a"), 8..10);
        assert_eq!(error("a between 1 or 2"), 12..14);
        assert_eq!(error("a in 1"), 5..6);
        assert_eq!(error("a ; b"), 2..3);
        assert_eq!(error(""), 0..0);
        assert!(parse(&"(".repeat(100_000)).is_err());
    }
}
