//! Conditions, filters and key conditions: text to tree.
//!
//! The grammar is that of
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>:
//! `OR` binds weakest, then `AND`, then `NOT`, then the comparisons.

use super::cursor::{Context, Cursor, Place};
use super::fault::Fault;
use super::token::Kind;
use super::tree::{Comparator, Condition, Operand, Parsed};

/// What stands between parentheses is known only after them: `(a) = b` holds an operand, `(a = b)` a condition.
enum Mixed {
    Condition(Condition),
    /// An operand and where it starts.
    Operand(Operand, usize),
}

/// Parses a condition, filter or key condition.
pub(crate) fn parse_condition(text: &str) -> Result<Parsed<Condition>, Fault> {
    let mut cursor = Cursor::new(text, Context::Condition)?;
    let root = mixed(&mut cursor, 1)?;
    let root = condition(&mut cursor, root)?;
    cursor.finish(root)
}

/// How strongly a binary operator binds.
const fn power(kind: Kind) -> Option<u8> {
    match kind {
        Kind::Or => Some(1),
        Kind::And => Some(2),
        _ => None,
    }
}

/// Parses terms that are joined by operators which bind at least as strongly as `weakest`.
fn mixed(cursor: &mut Cursor<'_>, weakest: u8) -> Result<Mixed, Fault> {
    cursor.enter()?;
    let mut left = term(cursor)?;
    while let Some(found) = power(cursor.peek().kind).filter(|power| *power >= weakest) {
        let first = Box::new(condition(cursor, left)?);
        cursor.next();
        cursor.count_operator();
        let second = mixed(cursor, found + 1)?;
        let second = Box::new(condition(cursor, second)?);
        left = Mixed::Condition(match found {
            1 => Condition::Or(first, second),
            _ => Condition::And(first, second),
        });
    }
    cursor.leave();
    Ok(left)
}

/// Takes a part as a condition. An operand that is no call needs an operator after it, so that the next token is wrong.
fn condition(cursor: &mut Cursor<'_>, part: Mixed) -> Result<Condition, Fault> {
    match part {
        Mixed::Condition(condition) => Ok(condition),
        Mixed::Operand(operand, position) => {
            cursor.place(&operand, position, Place::Condition);
            match operand {
                Operand::Call(call) => Ok(Condition::Call(*call)),
                _ => Err(cursor.unexpected()),
            }
        }
    }
}

/// Parses one term with the `NOT`s in front of it.
fn term(cursor: &mut Cursor<'_>) -> Result<Mixed, Fault> {
    let mut negations = 0;
    while cursor.eat(Kind::Not) {
        cursor.count_operator();
        negations += 1;
    }
    let part = if cursor.eat(Kind::Open) {
        let inner = cursor.peek().kind == Kind::Open;
        group(cursor, inner)?
    } else {
        let (operand, position) = cursor.bare_operand(Place::Operand)?;
        Mixed::Operand(operand, position)
    };
    let part = match part {
        Mixed::Operand(left, position) => comparison(cursor, left, position)?,
        condition => condition,
    };
    if negations == 0 {
        return Ok(part);
    }
    let mut negated = condition(cursor, part)?;
    for _ in 0..negations {
        negated = Condition::Not(Box::new(negated));
    }
    Ok(Mixed::Condition(negated))
}

/// Parses the rest of a group after its opening parenthesis. `opens` says that another one follows at once.
fn group(cursor: &mut Cursor<'_>, opens: bool) -> Result<Mixed, Fault> {
    let start = cursor.position();
    let content = mixed(cursor, 1)?;
    // The inner group is the whole content exactly when it closes where the content ends.
    let inner = opens && cursor.closes(start);
    if let Mixed::Operand(Operand::Path(_) | Operand::Value(_), _) = content
        && cursor.peek().kind != Kind::Close
    {
        return Err(cursor.unexpected());
    }
    cursor.close(inner)?;
    Ok(content)
}

const fn comparator(kind: Kind) -> Option<Comparator> {
    Some(match kind {
        Kind::Equal => Comparator::Equal,
        Kind::NotEqual => Comparator::NotEqual,
        Kind::Less => Comparator::Less,
        Kind::LessEqual => Comparator::LessEqual,
        Kind::Greater => Comparator::Greater,
        Kind::GreaterEqual => Comparator::GreaterEqual,
        _ => return None,
    })
}

/// Parses what follows an operand: a comparison, `BETWEEN`, `IN`, or nothing.
fn comparison(cursor: &mut Cursor<'_>, left: Operand, position: usize) -> Result<Mixed, Fault> {
    let kind = cursor.peek().kind;
    let comparator = comparator(kind);
    if comparator.is_none() && !matches!(kind, Kind::Between | Kind::In) {
        return Ok(Mixed::Operand(left, position));
    }
    cursor.place(&left, position, Place::Operand);
    cursor.next();
    cursor.count_operator();
    let condition = match (comparator, kind) {
        (Some(comparator), _) => Condition::Compare(comparator, left, cursor.operand()?),
        (None, Kind::Between) => {
            let lower = cursor.operand()?;
            cursor.expect(Kind::And)?;
            Condition::Between(left, lower, cursor.operand()?)
        }
        (None, _) => {
            cursor.expect(Kind::Open)?;
            let mut values = vec![cursor.operand()?];
            while cursor.eat(Kind::Comma) {
                values.push(cursor.operand()?);
            }
            cursor.expect(Kind::Close)?;
            Condition::In(left, values)
        }
    };
    Ok(Mixed::Condition(condition))
}
