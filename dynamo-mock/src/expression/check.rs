//! The rules that depend on what the placeholders stand for: numbers and types of operands, equal operands, paths.

use dynamo_model::{AttributeValue, Number};

use super::bound::Bindings;
use super::fault::Fault;
use super::tree::{
    Action, Assigned, Call, Comparator, Condition, Element, Function, Operand, Path, Placeholder, Projection,
    Slot, Update,
};
use crate::limit;

/// Names and values, and what their placeholders are called.
#[derive(Clone, Copy)]
pub(crate) struct Checker<'c, 'r> {
    pub(crate) bindings: &'c Bindings<'r>,
    pub(crate) placeholders: &'c [Placeholder],
}

impl Checker<'_, '_> {
    /// A placeholder must be defined.
    fn defined(&self, slot: Slot) -> Result<(), Fault> {
        match self.placeholders.get(usize::from(slot)) {
            Some(placeholder) if !self.bindings.defines(slot) => {
                let text = placeholder.text.to_string();
                Err(if placeholder.is_name() {
                    Fault::UndefinedName(text)
                } else {
                    Fault::UndefinedValue(text)
                })
            }
            _ => Ok(()),
        }
    }

    /// The names of a path must be defined.
    fn defined_path(&self, path: &Path) -> Result<(), Fault> {
        path.elements.iter().try_for_each(|element| match element {
            Element::Alias(slot) => self.defined(*slot),
            _ => Ok(()),
        })
    }
}

/// Checks a condition, from left to right.
///
/// The parts that wait are kept in a list: a condition is not yet known to have at most 300 operators here.
pub(crate) fn check_condition(condition: &Condition, checker: Checker<'_, '_>) -> Result<(), Fault> {
    let mut waiting = vec![condition];
    while let Some(part) = waiting.pop() {
        match part {
            Condition::And(one, two) | Condition::Or(one, two) => waiting.extend([&**two, &**one]),
            Condition::Not(inner) => waiting.push(inner),
            leaf => check_leaf(leaf, checker)?,
        }
    }
    Ok(())
}

/// Checks a condition that has no conditions in it: its operands by themselves, then together.
fn check_leaf(condition: &Condition, checker: Checker<'_, '_>) -> Result<(), Fault> {
    match condition {
        Condition::And(..) | Condition::Or(..) | Condition::Not(_) => Ok(()),
        Condition::Call(call) => check_call(call, checker),
        Condition::Compare(comparator, left, right) => {
            let symbol = comparator.symbol();
            check_operands([left, right], checker)?;
            distinct(symbol, left, [right], checker.bindings)?;
            match comparator {
                Comparator::Equal | Comparator::NotEqual => Ok(()),
                _ => all_ordered(symbol, [left, right], checker.bindings),
            }
        }
        Condition::Between(value, lower, upper) => {
            check_operands([value, lower, upper], checker)?;
            distinct("BETWEEN", value, [lower, upper], checker.bindings)?;
            all_ordered("BETWEEN", [value, lower, upper], checker.bindings)?;
            check_bounds(lower, upper, checker.bindings)
        }
        Condition::In(value, list) => {
            check_operands(std::iter::once(value).chain(list), checker)?;
            distinct("IN", value, list, checker.bindings)?;
            if list.len() > limit::IN_OPERANDS { Err(Fault::InOperands(list.len())) } else { Ok(()) }
        }
    }
}

/// Two bounds that are both values must be of one type and in order.
fn check_bounds(lower: &Operand, upper: &Operand, bindings: &Bindings<'_>) -> Result<(), Fault> {
    let (Operand::Value(lower), Operand::Value(upper)) = (lower, upper) else { return Ok(()) };
    let (lower, upper) = (bindings.value(*lower), bindings.value(*upper));
    if lower.type_name() != upper.type_name() {
        return Err(Fault::BetweenTypes { lower: show(lower), upper: show(upper) });
    }
    if super::evaluate::compare(lower, upper).is_some_and(std::cmp::Ordering::is_gt) {
        return Err(Fault::BetweenOrder { lower: show(lower), upper: show(upper) });
    }
    Ok(())
}

/// A scalar as the service prints it: `{N:1}`.
fn show(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => format!("{{S:{text}}}"),
        AttributeValue::N(number) => format!("{{N:{number}}}"),
        // The service prints what its own language prints of a buffer.
        AttributeValue::B(bytes) => {
            let length = bytes.len();
            format!("{{B:java.nio.HeapByteBuffer[pos=0 lim={length} cap={length}]}}")
        }
        other => format!("{{{}}}", other.type_name()),
    }
}

/// The first operand, when it is a path, must not come again.
fn distinct<'o>(
    operator: &'static str,
    first: &Operand,
    rest: impl IntoIterator<Item = &'o Operand>,
    bindings: &Bindings<'_>,
) -> Result<(), Fault> {
    let Operand::Path(path) = first else { return Ok(()) };
    let again = rest
        .into_iter()
        .any(|operand| matches!(operand, Operand::Path(other) if bindings.same_path(path, other)));
    if again { Err(Fault::SameOperand { operator, path: bindings.show(path) }) } else { Ok(()) }
}

/// Values that are compared by order must be text, numbers or bytes.
fn all_ordered<const N: usize>(
    operator: &'static str,
    operands: [&Operand; N],
    bindings: &Bindings<'_>,
) -> Result<(), Fault> {
    operands.into_iter().try_for_each(|operand| match operand {
        Operand::Value(slot) => of_type(operator, bindings.value(*slot), |value| {
            matches!(value, AttributeValue::S(_) | AttributeValue::N(_) | AttributeValue::B(_))
        }),
        _ => Ok(()),
    })
}

fn of_type(
    operator: &'static str,
    value: &AttributeValue,
    admits: fn(&AttributeValue) -> bool,
) -> Result<(), Fault> {
    if admits(value) { Ok(()) } else { Err(Fault::OperandType { operator, found: value.type_name() }) }
}

fn check_operands<'o>(
    operands: impl IntoIterator<Item = &'o Operand>,
    checker: Checker<'_, '_>,
) -> Result<(), Fault> {
    operands.into_iter().try_for_each(|operand| match operand {
        Operand::Path(path) => {
            checker.defined_path(path)?;
            check_path(path)
        }
        Operand::Value(slot) => checker.defined(*slot),
        Operand::Call(call) => check_call(call, checker),
    })
}

fn check_path(path: &Path) -> Result<(), Fault> {
    let levels = path.elements.len();
    if levels > limit::NESTING { Err(Fault::PathTooDeep(levels)) } else { Ok(()) }
}

/// Checks a function's operands by themselves, then how many there are, that they are distinct, and their types.
fn check_call(call: &Call, checker: Checker<'_, '_>) -> Result<(), Fault> {
    let (function, operator) = (call.function, call.function.name());
    check_operands(&call.operands, checker)?;
    let Some((first, rest)) =
        call.operands.split_first().filter(|_| call.operands.len() == function.operands())
    else {
        return Err(Fault::OperandCount { operator, count: call.operands.len() });
    };
    let bindings = checker.bindings;
    if function != Function::ListAppend {
        distinct(operator, first, rest, bindings)?;
    }
    let second = rest.first().unwrap_or(first);
    match function {
        Function::AttributeExists | Function::AttributeNotExists | Function::IfNotExists => match first {
            Operand::Path(_) => Ok(()),
            _ => Err(Fault::NeedsPath(operator)),
        },
        Function::AttributeType => attribute_type(second, bindings),
        Function::BeginsWith => [first, second].into_iter().try_for_each(|operand| {
            function_operand(operator, operand, bindings, |value| {
                matches!(value, AttributeValue::S(_) | AttributeValue::B(_))
            })
        }),
        Function::Size => function_operand(operator, first, bindings, |value| {
            !matches!(value, AttributeValue::N(_) | AttributeValue::Bool(_) | AttributeValue::Null)
        }),
        Function::ListAppend => [first, second].into_iter().try_for_each(|operand| {
            function_operand(operator, operand, bindings, |value| matches!(value, AttributeValue::L(_)))
        }),
        Function::Contains => Ok(()),
    }
}

/// An operand whose type is known before an item is read: a value, or a call of `size`, which gives a number.
fn function_operand(
    operator: &'static str,
    operand: &Operand,
    bindings: &Bindings<'_>,
    admits: fn(&AttributeValue) -> bool,
) -> Result<(), Fault> {
    match operand {
        Operand::Value(slot) => of_type(operator, bindings.value(*slot), admits),
        Operand::Call(call) if call.function == Function::Size => {
            of_type(operator, &AttributeValue::N(Number::ZERO), admits)
        }
        _ => Ok(()),
    }
}

/// The second operand of `attribute_type` is a value that names a type.
fn attribute_type(operand: &Operand, bindings: &Bindings<'_>) -> Result<(), Fault> {
    let value = match operand {
        Operand::Value(slot) => bindings.value(*slot),
        Operand::Path(_) => return Err(Fault::TypeIsPath),
        Operand::Call(_) => &AttributeValue::N(Number::ZERO),
    };
    match value {
        AttributeValue::S(name) => match name.as_str() {
            "S" | "N" | "B" | "BOOL" | "NULL" | "L" | "M" | "SS" | "NS" | "BS" => Ok(()),
            _ => Err(Fault::UnknownType(name.clone())),
        },
        other => Err(Fault::OperandType { operator: "attribute_type", found: other.type_name() }),
    }
}

/// Checks an update expression: that no two actions touch the same part of the item, then their operands.
pub(crate) fn check_update(update: &Update, checker: Checker<'_, '_>) -> Result<(), Fault> {
    let bindings = checker.bindings;
    for action in &update.actions {
        checker.defined_path(action.path())?;
        check_path(action.path())?;
    }
    check_apart(update.actions.iter().map(Action::path), bindings)?;
    update.actions.iter().try_for_each(|action| match action {
        Action::Set(_, Assigned::Operand(operand)) => check_operands([operand], checker),
        Action::Set(_, Assigned::Sum(one, two)) => check_sum("+", [one, two], checker),
        Action::Set(_, Assigned::Difference(one, two)) => check_sum("-", [one, two], checker),
        Action::Remove(_) => Ok(()),
        Action::Add(_, slot) => {
            checker.defined(*slot)?;
            action_type("ADD", bindings.value(*slot), |value| matches!(value, AttributeValue::N(_)))
        }
        Action::Delete(_, slot) => {
            checker.defined(*slot)?;
            action_type("DELETE", bindings.value(*slot), |_| false)
        }
    })
}

fn check_sum(operator: &'static str, operands: [&Operand; 2], checker: Checker<'_, '_>) -> Result<(), Fault> {
    check_operands(operands, checker)?;
    operands.into_iter().try_for_each(|operand| {
        function_operand(operator, operand, checker.bindings, |value| matches!(value, AttributeValue::N(_)))
    })
}

/// `ADD` takes numbers and sets, `DELETE` sets only. The service prints other types in full words here.
fn action_type(
    action: &'static str,
    value: &AttributeValue,
    also: fn(&AttributeValue) -> bool,
) -> Result<(), Fault> {
    let found = match value {
        AttributeValue::Ss(_) | AttributeValue::Ns(_) | AttributeValue::Bs(_) => return Ok(()),
        value if also(value) => return Ok(()),
        AttributeValue::S(_) => "STRING",
        AttributeValue::N(_) => "NUMBER",
        AttributeValue::B(_) => "BINARY",
        AttributeValue::Bool(_) => "BOOLEAN",
        AttributeValue::Null => "NULL",
        AttributeValue::L(_) => "LIST",
        AttributeValue::M(_) => "MAP",
    };
    Err(Fault::ActionType { action, found })
}

/// Checks a projection expression.
pub(crate) fn check_projection(projection: &Projection, checker: Checker<'_, '_>) -> Result<(), Fault> {
    for path in &projection.paths {
        checker.defined_path(path)?;
        check_path(path)?;
    }
    check_apart(projection.paths.iter(), checker.bindings)
}

/// No path may be part of another one, and no two may need different types at one place.
///
/// Of several faults the service reports that of the earliest path which meets an earlier one.
fn check_apart<'p>(
    paths: impl Iterator<Item = &'p Path> + Clone,
    bindings: &Bindings<'_>,
) -> Result<(), Fault> {
    for (at, two) in paths.clone().enumerate() {
        for one in paths.clone().take(at) {
            let common = one
                .elements
                .iter()
                .zip(&two.elements)
                .take_while(|(one, two)| bindings.same(one, two))
                .count();
            let show = || (bindings.show(one), bindings.show(two));
            match (one.elements.get(common), two.elements.get(common)) {
                (None, _) | (_, None) => {
                    let (one, two) = show();
                    return Err(Fault::Overlap { one, two });
                }
                (Some(a), Some(b)) if matches!(a, Element::Index(_)) != matches!(b, Element::Index(_)) => {
                    let (one, two) = show();
                    return Err(Fault::Conflict { one, two });
                }
                _ => {}
            }
        }
    }
    Ok(())
}
