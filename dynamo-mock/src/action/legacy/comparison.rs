//! Comparisons: their rules, and the expression for each.

use dynamo_model::AttributeValue;
use dynamo_model::api::{
    ComparisonOperator, Condition, ConditionalOperator, Conditions, ExpectedAttributeValue, ServiceError,
};

use super::Placeholders;
use crate::expression::compare;
use crate::{limit, message, value};

/// The conditions of a key.
const KEY_CONDITIONS: std::ops::RangeInclusive<usize> = 1..=2;

const fn word(operator: ComparisonOperator) -> &'static str {
    match operator {
        ComparisonOperator::Eq => "EQ",
        ComparisonOperator::Ne => "NE",
        ComparisonOperator::In => "IN",
        ComparisonOperator::Le => "LE",
        ComparisonOperator::Lt => "LT",
        ComparisonOperator::Ge => "GE",
        ComparisonOperator::Gt => "GT",
        ComparisonOperator::Between => "BETWEEN",
        ComparisonOperator::NotNull => "NOT_NULL",
        ComparisonOperator::Null => "NULL",
        ComparisonOperator::Contains => "CONTAINS",
        ComparisonOperator::NotContains => "NOT_CONTAINS",
        ComparisonOperator::BeginsWith => "BEGINS_WITH",
    }
}

/// Checks an attribute's name.
pub(super) fn check_name(name: &str) -> Result<(), ServiceError> {
    match name.len() {
        0 => Err(message::flaw(&value::Flaw::EmptyName)),
        length if length > limit::ATTRIBUTE_NAME_BYTES => Err(message::flaw(&value::Flaw::LongName)),
        _ => Ok(()),
    }
}

/// The expression for several conditions; `None` when there are none.
pub(super) fn filter(
    conditions: &Conditions,
    joined: Option<ConditionalOperator>,
    placeholders: &mut Placeholders,
) -> Result<Option<String>, ServiceError> {
    check_joined(joined, conditions.len())?;
    let mut parts = Vec::new();
    for (name, condition) in conditions {
        check_name(name)?;
        check(condition)?;
        parts.push(text(name, condition, placeholders));
    }
    Ok(join(&parts, joined))
}

/// The expression for what a write expects; `None` when it expects nothing.
pub(super) fn expected<'e>(
    expected: impl IntoIterator<Item = (&'e String, &'e ExpectedAttributeValue)>,
    joined: Option<ConditionalOperator>,
    placeholders: &mut Placeholders,
) -> Result<Option<String>, ServiceError> {
    let expected: Vec<_> = expected.into_iter().collect();
    check_joined(joined, expected.len())?;
    let mut parts = Vec::new();
    for (name, expected) in expected {
        check_name(name)?;
        let condition = expectation(name, expected)?;
        check(&condition)?;
        parts.push(text(name, &condition, placeholders));
    }
    Ok(join(&parts, joined))
}

/// There must be something to join, whatever it is.
fn check_joined(joined: Option<ConditionalOperator>, conditions: usize) -> Result<(), ServiceError> {
    match (joined, conditions) {
        (Some(_), 0) => Err(message::nothing_to_join()),
        (Some(_), 1) => Err(message::one_to_join()),
        _ => Ok(()),
    }
}

fn join(parts: &[String], joined: Option<ConditionalOperator>) -> Option<String> {
    let word = if joined == Some(ConditionalOperator::Or) { " OR " } else { " AND " };
    (!parts.is_empty()).then(|| parts.join(word))
}

/// What a write expects of an attribute, as a condition.
fn expectation(name: &str, expected: &ExpectedAttributeValue) -> Result<Condition, ServiceError> {
    let ExpectedAttributeValue { value, exists, comparison_operator, attribute_value_list } = expected;
    let of = |comparison_operator, attribute_value_list| {
        Ok(Condition { attribute_value_list, comparison_operator })
    };
    match (comparison_operator, exists) {
        (Some(_), Some(_)) => {
            Err(message::expectation("Exists and ComparisonOperator cannot be used together", name))
        }
        (Some(_), None) if value.is_some() && attribute_value_list.is_some() => {
            Err(message::expectation("Value and AttributeValueList cannot be used together", name))
        }
        (Some(operator), None) => {
            let given = attribute_value_list.clone().or_else(|| value.clone().map(|value| vec![value]));
            match (given, operator) {
                (Some(values), _) => of(*operator, values),
                (None, ComparisonOperator::Null | ComparisonOperator::NotNull) => of(*operator, Vec::new()),
                (None, _) => {
                    let what = "Value or AttributeValueList must be used with ComparisonOperator";
                    Err(message::expectation(&format!("{what}: {}", word(*operator)), name))
                }
            }
        }
        (None, _) if attribute_value_list.is_some() => {
            Err(message::expectation("AttributeValueList can only be used with a ComparisonOperator", name))
        }
        (None, Some(false)) if value.is_some() => {
            Err(message::expectation("Value cannot be used when Exists is false", name))
        }
        (None, Some(false)) => of(ComparisonOperator::Null, Vec::new()),
        (None, exists) => match value {
            Some(value) => of(ComparisonOperator::Eq, vec![value.clone()]),
            None => {
                let exists = exists.map_or("null", |_| "true");
                Err(message::expectation(&format!("Value must be provided when Exists is {exists}"), name))
            }
        },
    }
}

/// The rules of a comparison.
fn check(condition: &Condition) -> Result<(), ServiceError> {
    let (operator, values) = (condition.comparison_operator, condition.attribute_value_list.as_slice());
    for value in values {
        value::check_value(value, 1).map_err(|flaw| message::flaw(&flaw))?;
    }
    let fits = match operator {
        ComparisonOperator::Null | ComparisonOperator::NotNull => values.is_empty(),
        ComparisonOperator::Between => values.len() == 2,
        ComparisonOperator::In => !values.is_empty(),
        _ => values.len() == 1,
    };
    if !fits {
        return Err(message::comparison_arguments(word(operator)));
    }
    let scalar = |value: &AttributeValue| {
        matches!(value, AttributeValue::S(_) | AttributeValue::N(_) | AttributeValue::B(_))
    };
    let text = |value: &AttributeValue| matches!(value, AttributeValue::S(_) | AttributeValue::B(_));
    let wrong = values.iter().find(|value| match operator {
        ComparisonOperator::Eq | ComparisonOperator::Ne => false,
        ComparisonOperator::BeginsWith => !text(value),
        _ => !scalar(value),
    });
    if let Some(value) = wrong {
        return Err(message::comparison_type(word(operator), value.type_name()));
    }
    if values.windows(2).any(|pair| pair[0].type_name() != pair[1].type_name()) {
        return Err(message::comparison_types());
    }
    match (operator, values) {
        (ComparisonOperator::Between, [lower, upper])
            if compare(lower, upper).is_some_and(std::cmp::Ordering::is_gt) =>
        {
            Err(message::reversed_bounds())
        }
        _ => Ok(()),
    }
}

/// The expression of a checked comparison.
fn text(name: &str, condition: &Condition, placeholders: &mut Placeholders) -> String {
    let name = placeholders.name(name);
    let values: Vec<String> =
        condition.attribute_value_list.iter().map(|value| placeholders.value(value.clone())).collect();
    let first = values.first().map_or("", String::as_str);
    match condition.comparison_operator {
        ComparisonOperator::Eq => format!("{name} = {first}"),
        ComparisonOperator::Ne => format!("{name} <> {first}"),
        ComparisonOperator::Le => format!("{name} <= {first}"),
        ComparisonOperator::Lt => format!("{name} < {first}"),
        ComparisonOperator::Ge => format!("{name} >= {first}"),
        ComparisonOperator::Gt => format!("{name} > {first}"),
        ComparisonOperator::In => format!("{name} IN ({})", values.join(", ")),
        ComparisonOperator::Between => format!("{name} BETWEEN {}", values.join(" AND ")),
        ComparisonOperator::NotNull => format!("attribute_exists({name})"),
        ComparisonOperator::Null => format!("attribute_not_exists({name})"),
        ComparisonOperator::Contains => format!("contains({name}, {first})"),
        // An absent attribute does not pass, other than it would under NOT alone.
        ComparisonOperator::NotContains => {
            format!("(attribute_exists({name}) AND NOT contains({name}, {first}))")
        }
        ComparisonOperator::BeginsWith => format!("begins_with({name}, {first})"),
    }
}

/// The key condition expression for conditions on keys.
pub(super) fn key_condition(
    conditions: &Conditions,
    placeholders: &mut Placeholders,
) -> Result<String, ServiceError> {
    if !KEY_CONDITIONS.contains(&conditions.len()) {
        return Err(message::key_conditions_length());
    }
    for (name, condition) in conditions {
        check_name(name)?;
        check(condition)?;
        if matches!(
            condition.comparison_operator,
            ComparisonOperator::Ne
                | ComparisonOperator::In
                | ComparisonOperator::Null
                | ComparisonOperator::NotNull
                | ComparisonOperator::Contains
                | ComparisonOperator::NotContains
        ) {
            return Err(message::not_indexable());
        }
    }
    let parts: Vec<String> =
        conditions.iter().map(|(name, condition)| text(name, condition, placeholders)).collect();
    Ok(parts.join(" AND "))
}
