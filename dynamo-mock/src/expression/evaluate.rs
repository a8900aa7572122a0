//! Conditions against an item.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>.

use std::borrow::Cow;
use std::cmp::Ordering;

use dynamo_model::{AttributeValue, Item, Number};

use super::bound::Bindings;
use super::tree::{Call, Comparator, Condition, Function, Operand};

/// The order of two values of one ordered type; `None` for other or different types.
pub(crate) fn compare(one: &AttributeValue, two: &AttributeValue) -> Option<Ordering> {
    match (one, two) {
        (AttributeValue::S(one), AttributeValue::S(two)) => Some(one.as_bytes().cmp(two.as_bytes())),
        (AttributeValue::N(one), AttributeValue::N(two)) => Some(one.cmp(two)),
        (AttributeValue::B(one), AttributeValue::B(two)) => Some(one.cmp(two)),
        _ => None,
    }
}

/// Whether a condition holds for an item. An item that does not exist is an empty one.
pub(crate) fn holds(condition: &Condition, bindings: &Bindings<'_>, item: &Item) -> bool {
    let value = |operand| value_of(operand, bindings, item);
    match condition {
        Condition::And(one, two) => holds(one, bindings, item) && holds(two, bindings, item),
        Condition::Or(one, two) => holds(one, bindings, item) || holds(two, bindings, item),
        Condition::Not(inner) => !holds(inner, bindings, item),
        Condition::Call(call) => call_holds(call, bindings, item),
        Condition::Compare(Comparator::Equal, one, two) => equal(value(one), value(two)),
        Condition::Compare(Comparator::NotEqual, one, two) => !equal(value(one), value(two)),
        Condition::Compare(comparator, one, two) => {
            let order = value(one).zip(value(two)).and_then(|(one, two)| compare(&one, &two));
            order.is_some_and(|order| match comparator {
                Comparator::Less => order.is_lt(),
                Comparator::LessEqual => order.is_le(),
                Comparator::Greater => order.is_gt(),
                _ => order.is_ge(),
            })
        }
        Condition::Between(middle, lower, upper) => value(middle).is_some_and(|middle| {
            let order = |bound| value(bound).and_then(|bound| compare(&middle, &bound));
            order(lower).is_some_and(Ordering::is_ge) && order(upper).is_some_and(Ordering::is_le)
        }),
        Condition::In(wanted, list) => {
            let wanted = value(wanted);
            list.iter().any(|operand| wanted.is_some() && wanted == value(operand))
        }
    }
}

/// An absent attribute equals nothing, not even another absent one.
fn equal(one: Option<Cow<'_, AttributeValue>>, two: Option<Cow<'_, AttributeValue>>) -> bool {
    one.is_some() && one == two
}

/// The value of an operand; `None` when the attribute is absent or the function has no value for it.
fn value_of<'a>(
    operand: &Operand,
    bindings: &Bindings<'a>,
    item: &'a Item,
) -> Option<Cow<'a, AttributeValue>> {
    match operand {
        Operand::Path(path) => bindings.find(item, path).map(Cow::Borrowed),
        Operand::Value(slot) => Some(Cow::Borrowed(bindings.value(*slot))),
        Operand::Call(call) => {
            let size = size(&*value_of(call.operands.first()?, bindings, item)?)?;
            Some(Cow::Owned(AttributeValue::N(Number::from(size))))
        }
    }
}

/// The bytes of text and binary, the elements of sets and documents; other types have no size.
fn size(value: &AttributeValue) -> Option<usize> {
    match value {
        // The service counts characters here, not bytes.
        AttributeValue::S(text) => Some(text.encode_utf16().count()),
        AttributeValue::B(bytes) => Some(bytes.len()),
        AttributeValue::L(list) => Some(list.len()),
        AttributeValue::M(map) => Some(map.len()),
        AttributeValue::Ss(set) => Some(set.len()),
        AttributeValue::Ns(set) => Some(set.len()),
        AttributeValue::Bs(set) => Some(set.len()),
        AttributeValue::N(_) | AttributeValue::Bool(_) | AttributeValue::Null => None,
    }
}

fn call_holds(call: &Call, bindings: &Bindings<'_>, item: &Item) -> bool {
    let value = |at: usize| call.operands.get(at).and_then(|operand| value_of(operand, bindings, item));
    match call.function {
        Function::AttributeExists => value(0).is_some(),
        Function::AttributeNotExists => value(0).is_none(),
        Function::AttributeType => {
            value(0).zip(value(1)).is_some_and(|(found, wanted)| wanted.as_s() == Some(found.type_name()))
        }
        Function::BeginsWith => value(0).zip(value(1)).is_some_and(|pair| match (&*pair.0, &*pair.1) {
            (AttributeValue::S(text), AttributeValue::S(start)) => text.starts_with(start.as_str()),
            (AttributeValue::B(bytes), AttributeValue::B(start)) => bytes.starts_with(start),
            _ => false,
        }),
        Function::Contains => value(0).zip(value(1)).is_some_and(|pair| contains(&pair.0, &pair.1)),
        Function::Size | Function::IfNotExists | Function::ListAppend => false,
    }
}

/// Text in text, bytes in bytes, an element in a set or list.
fn contains(whole: &AttributeValue, part: &AttributeValue) -> bool {
    match (whole, part) {
        (AttributeValue::S(text), AttributeValue::S(part)) => text.contains(part.as_str()),
        (AttributeValue::B(bytes), AttributeValue::B(part)) => {
            part.is_empty() || bytes.windows(part.len()).any(|window| window == part)
        }
        (AttributeValue::Ss(set), AttributeValue::S(part)) => set.contains(part),
        (AttributeValue::Ns(set), AttributeValue::N(part)) => set.contains(part),
        (AttributeValue::Bs(set), AttributeValue::B(part)) => set.contains(part),
        (AttributeValue::L(list), part) => list.contains(part),
        _ => false,
    }
}
