//! Update expressions: text to tree.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>.

use super::cursor::{Context, Cursor, Place};
use super::fault::Fault;
use super::token::Kind;
use super::tree::{Action, Assigned, Operand, Parsed, Path, Slot, Update};

/// Parses an update expression.
pub(crate) fn parse_update(text: &str) -> Result<Parsed<Update>, Fault> {
    let mut cursor = Cursor::new(text, Context::Update)?;
    let mut actions = Vec::new();
    let mut seen = Vec::new();
    loop {
        let token = cursor.peek();
        let name = match token.kind {
            Kind::Set => "SET",
            Kind::Remove => "REMOVE",
            Kind::Add => "ADD",
            Kind::Delete => "DELETE",
            _ => return Err(cursor.unexpected()),
        };
        if seen.contains(&token.kind) {
            cursor.note(token.start, Fault::SectionTwice(name));
        }
        seen.push(token.kind);
        cursor.next();
        section(&mut cursor, token.kind, &mut actions)?;
        if cursor.peek().kind == Kind::End {
            return cursor.finish(Update { actions });
        }
    }
}

/// Parses the actions of one section.
fn section(cursor: &mut Cursor<'_>, kind: Kind, actions: &mut Vec<Action>) -> Result<(), Fault> {
    loop {
        let action = match kind {
            Kind::Set => {
                let path = cursor.path()?;
                cursor.expect(Kind::Equal)?;
                Action::Set(path, assigned(cursor)?)
            }
            Kind::Remove => Action::Remove(cursor.path()?),
            Kind::Add => {
                let (path, value) = change(cursor)?;
                Action::Add(path, value)
            }
            _ => {
                let (path, value) = change(cursor)?;
                Action::Delete(path, value)
            }
        };
        actions.push(action);
        if !cursor.eat(Kind::Comma) {
            return Ok(());
        }
    }
}

/// Parses the path and the value of an `ADD` or `DELETE` action.
fn change(cursor: &mut Cursor<'_>) -> Result<(Path, Slot), Fault> {
    let path = cursor.path()?;
    let value = cursor.expect(Kind::ValuePlaceholder)?;
    Ok((path, cursor.slot(value)))
}

/// Parses the right-hand side of a `SET` action: an operand, a sum or a difference.
fn assigned(cursor: &mut Cursor<'_>) -> Result<Assigned, Fault> {
    let left = if cursor.peek().kind == Kind::Open {
        cursor.enter()?;
        cursor.next();
        let (opens, start) = (cursor.peek().kind == Kind::Open, cursor.position());
        let content = assigned(cursor)?;
        let inner = opens && cursor.closes(start);
        cursor.close(inner)?;
        cursor.leave();
        match content {
            Assigned::Operand(operand) => operand,
            whole => return Ok(whole),
        }
    } else {
        cursor.bare_operand(Place::Assigned)?.0
    };
    let (position, kind) = (cursor.peek().start, cursor.peek().kind);
    if !matches!(kind, Kind::Plus | Kind::Minus) {
        return Ok(Assigned::Operand(left));
    }
    if let Operand::Call(call) = &left
        && call.function == super::tree::Function::ListAppend
    {
        cursor.note(position, Fault::Misplaced(call.function.name()));
    }
    cursor.next();
    cursor.count_operator();
    let right = cursor.operand()?;
    Ok(if kind == Kind::Plus { Assigned::Sum(left, right) } else { Assigned::Difference(left, right) })
}
