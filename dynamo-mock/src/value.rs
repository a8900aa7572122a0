//! The rules that every value in a request keeps.
//!
//! See
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>.
//! Numbers keep theirs by their type.

use dynamo_model::{AttributeValue, Item};

use crate::limit;

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// A set of this type without elements.
    EmptySet(&'static str),
    EmptyName,
    LongName,
    TooDeep,
}

/// Checks the attributes of an item or a map. `level` is the number of maps and lists around them: 1 in an item.
pub(crate) fn check_item(item: &Item, level: usize) -> Result<(), Flaw> {
    for (name, value) in item.iter() {
        if name.is_empty() {
            return Err(Flaw::EmptyName);
        }
        if name.len() > limit::ATTRIBUTE_NAME_BYTES {
            return Err(Flaw::LongName);
        }
        check_value(value, level)?;
    }
    Ok(())
}

/// Checks a value with `level` maps and lists around it. The recursion ends at the level at which the service refuses, so that no request can exhaust
/// the stack.
pub(crate) fn check_value(value: &AttributeValue, level: usize) -> Result<(), Flaw> {
    if level >= limit::NESTING && matches!(value, AttributeValue::L(_) | AttributeValue::M(_)) {
        return Err(Flaw::TooDeep);
    }
    match value {
        AttributeValue::Ss(set) if set.is_empty() => Err(Flaw::EmptySet("SS")),
        AttributeValue::Ns(set) if set.is_empty() => Err(Flaw::EmptySet("NS")),
        AttributeValue::Bs(set) if set.is_empty() => Err(Flaw::EmptySet("BS")),
        AttributeValue::L(list) => list.iter().try_for_each(|value| check_value(value, level + 1)),
        AttributeValue::M(map) => check_item(map, level + 1),
        _ => Ok(()),
    }
}
