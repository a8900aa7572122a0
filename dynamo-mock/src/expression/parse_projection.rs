//! Projection expressions: text to tree.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html>.

use super::cursor::{Context, Cursor};
use super::fault::Fault;
use super::token::Kind;
use super::tree::{Parsed, Projection};

/// Parses a projection expression.
pub(crate) fn parse_projection(text: &str) -> Result<Parsed<Projection>, Fault> {
    let mut cursor = Cursor::new(text, Context::Condition)?;
    let mut paths = vec![cursor.path()?];
    while cursor.eat(Kind::Comma) {
        paths.push(cursor.path()?);
    }
    cursor.finish(Projection { paths })
}
