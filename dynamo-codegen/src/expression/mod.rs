//! Conditions and filters: `stock >= :quantity and status in [open, 'not paid']`.
//!
//! ```text
//! expression = conjunction { "or" conjunction }
//! conjunction = negation { "and" negation }
//! negation   = "not" negation | "(" expression ")" | test
//! test       = "exists"                              the item is there
//!            | field                                 the attribute is there
//!            | "!" field                             it is absent
//!            | field ("==" | "!=" | "<" | "<=" | ">" | ">=") operand
//!            | field ["not"] "in" "[" operand { "," operand } "]"
//!            | field "between" operand "and" operand
//!            | field ("begins_with" | "contains") operand
//! operand    = ":" parameter | number | "true" | "false" | token | "'" anything but "'" "'"
//! token      = a letter, then letters, digits, "_", "-" and "."
//! ```

mod lexer;
mod parse;
mod text;

use std::ops::Range;

pub(crate) use parse::{ParseError, parse, parse_operand};

/// A condition on an item.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Expression {
    /// All of these hold.
    And(Vec<Expression>),
    /// One of these holds.
    Or(Vec<Expression>),
    /// This does not hold.
    Not(Box<Expression>),
    /// There is an item.
    ItemExists,
    /// The attribute is there.
    Exists(Name),
    /// The attribute compares so with the operand.
    Compare(Name, Comparison, Operand),
    /// The attribute is one of these.
    In(Name, Vec<Operand>),
    /// The attribute is from the first to the second.
    Between(Name, Operand, Operand),
    /// The text begins with the operand.
    BeginsWith(Name, Operand),
    /// The text or the collection contains the operand.
    Contains(Name, Operand),
}

/// A name, with its bytes in the expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name of a field or a parameter.
    pub text: String,
    /// Where it stands in the expression, in bytes.
    pub range: Range<usize>,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What an attribute is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// A parameter of the access pattern.
    Parameter(Name),
    /// A fixed value, with its bytes in the expression.
    Literal(Literal, Range<usize>),
}

/// A fixed value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A text or a token.
    Text(String),
    /// A number as it is written.
    Number(String),
    /// A Boolean.
    Bool(bool),
}

impl Expression {
    /// Calls a function with each field, each operand it is compared with, and how.
    pub(crate) fn visit<'e>(&'e self, visit: &mut impl FnMut(&'e Name, &'e Self, &'e [Operand])) {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().for_each(|one| one.visit(visit)),
            Self::Not(negated) => negated.visit(visit),
            Self::ItemExists => {}
            Self::Exists(name) => visit(name, self, &[]),
            Self::Compare(name, _, operand)
            | Self::BeginsWith(name, operand)
            | Self::Contains(name, operand) => {
                visit(name, self, std::slice::from_ref(operand));
            }
            Self::In(name, operands) => visit(name, self, operands),
            Self::Between(name, low, high) => {
                visit(name, self, std::slice::from_ref(low));
                visit(name, self, std::slice::from_ref(high));
            }
        }
    }
}
