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

/// What is begun and waits for the part that follows it.
enum Begun {
    /// An opening parenthesis, how many tokens were taken with it, and whether another one follows at once.
    Group {
        start: usize,
        opens: bool,
    },
    Not,
    And(Condition),
    Or(Condition),
}

/// Parses a condition, filter or key condition.
///
/// What is begun is kept in a list, not in calls of functions: 4 KB of parentheses cannot exhaust the stack.
pub(crate) fn parse_condition(text: &str) -> Result<Parsed<Condition>, Fault> {
    let mut cursor = Cursor::new(text, Context::Condition)?;
    let mut begun = Vec::new();
    loop {
        let term = term(&mut cursor, &mut begun)?;
        if let Some(root) = join(&mut cursor, &mut begun, term)? {
            return cursor.finish(root);
        }
    }
}

/// Parses up to the first operand, with what begins before it, and a comparison that it belongs to.
fn term(cursor: &mut Cursor<'_>, begun: &mut Vec<Begun>) -> Result<Mixed, Fault> {
    loop {
        if cursor.eat(Kind::Not) {
            cursor.count_operator();
            begun.push(Begun::Not);
        } else if cursor.eat(Kind::Open) {
            let opens = cursor.peek().kind == Kind::Open;
            begun.push(Begun::Group { start: cursor.position(), opens });
        } else {
            let (operand, position) = cursor.bare_operand(Place::Operand)?;
            return comparison(cursor, operand, position);
        }
    }
}

/// Joins a part with what is begun, as strongly as the next token binds. `None` when another term must follow,
/// else the whole condition.
fn join(
    cursor: &mut Cursor<'_>,
    begun: &mut Vec<Begun>,
    mut part: Mixed,
) -> Result<Option<Condition>, Fault> {
    loop {
        let next = cursor.peek().kind;
        match begun.pop() {
            Some(Begun::Not) => {
                let negated = condition(cursor, part)?;
                part = Mixed::Condition(Condition::Not(Box::new(negated)));
            }
            Some(Begun::And(first)) => {
                let second = condition(cursor, part)?;
                part = Mixed::Condition(Condition::And(Box::new(first), Box::new(second)));
            }
            Some(Begun::Or(first)) if next != Kind::And => {
                let second = condition(cursor, part)?;
                part = Mixed::Condition(Condition::Or(Box::new(first), Box::new(second)));
            }
            waiting => {
                if matches!(next, Kind::And | Kind::Or) {
                    let first = condition(cursor, part)?;
                    begun.extend(waiting);
                    begun.push(if next == Kind::And { Begun::And(first) } else { Begun::Or(first) });
                    cursor.next();
                    cursor.count_operator();
                    return Ok(None);
                }
                match waiting {
                    Some(Begun::Group { start, opens }) => part = end_group(cursor, start, opens, part)?,
                    _ => return condition(cursor, part).map(Some),
                }
            }
        }
    }
}

/// Ends a group. An operand in parentheses can be the left side of a comparison.
fn end_group(cursor: &mut Cursor<'_>, start: usize, opens: bool, content: Mixed) -> Result<Mixed, Fault> {
    // The inner group is the whole content exactly when it closes where the content ends.
    let inner = opens && cursor.closes(start);
    cursor.close(inner)?;
    match content {
        Mixed::Operand(operand, position) => comparison(cursor, operand, position),
        condition => Ok(condition),
    }
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
