//! Key conditions: which partition, and which part of it.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html> and,
//! for keys of several attributes,
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html>.

use dynamo_model::AttributeValue;
use dynamo_model::api::ServiceError;

use crate::expression::{Bindings, BoundCondition, Comparator, Condition, Function, Operand, Path};
use crate::key_rules::emptiness;
use crate::storage::{KeyAttribute, KeyBuilder, KeyRange, KeySchema};
use crate::{limit, message};

/// What one condition asks of its attribute.
#[derive(Debug, Clone, Copy)]
enum Test<'r> {
    Compare(Comparator, &'r AttributeValue),
    Between(&'r AttributeValue, &'r AttributeValue),
    BeginsWith(&'r AttributeValue),
}

impl<'r> Test<'r> {
    const fn is_equality(self) -> bool {
        matches!(self, Self::Compare(Comparator::Equal, _))
    }

    fn values(self) -> impl Iterator<Item = &'r AttributeValue> {
        let (first, second) = match self {
            Self::Compare(_, value) | Self::BeginsWith(value) => (value, None),
            Self::Between(lower, upper) => (lower, Some(upper)),
        };
        std::iter::once(first).chain(second)
    }
}

/// A condition on one attribute.
struct Tested<'e, 'r> {
    name: &'e str,
    test: Test<'r>,
}

/// The part of a partition that a key condition names: the whole partition, and the range in it.
pub(super) struct KeyConditionRange {
    pub(super) partition: KeyRange,
    pub(super) range: KeyRange,
}

/// The range of a key condition.
pub(super) fn resolve(
    condition: &BoundCondition<'_>,
    schema: &KeySchema,
) -> Result<KeyConditionRange, ServiceError> {
    let mut tests = Vec::new();
    collect(condition.tree(), condition.bindings(), &mut tests)?;
    check_names(&tests, schema)?;
    let find = |attribute: &KeyAttribute| {
        tests.iter().find(|tested| tested.name == attribute.name).map(|tested| tested.test)
    };

    check_partition(schema, find)?;
    let mut builder = KeyBuilder::with_capacity(64);
    let mut size = 0;
    for attribute in &schema.partition {
        for value in find(attribute).into_iter().flat_map(Test::values) {
            check_value(attribute, value)?;
            size += value.size();
            builder.push(value);
        }
    }
    if size > limit::PARTITION_KEY_BYTES {
        return Err(message::partition_key_too_long());
    }
    builder.end_partition();
    let partition = KeyRange::of_prefix(builder.clone().finish());
    let range = sort_range(builder, schema, find)?;
    Ok(KeyConditionRange { partition, range })
}

/// Every attribute of the partition key needs an equality.
fn check_partition<'r>(
    schema: &KeySchema,
    find: impl Fn(&KeyAttribute) -> Option<Test<'r>>,
) -> Result<(), ServiceError> {
    let lacking: Vec<(&str, bool)> = schema
        .partition
        .iter()
        .filter(|attribute| !find(attribute).is_some_and(Test::is_equality))
        .map(|attribute| (attribute.name.as_str(), find(attribute).is_some()))
        .collect();
    match lacking.as_slice() {
        [] => Ok(()),
        several if schema.is_multi() => {
            let names: Vec<&str> = several.iter().map(|(name, _)| *name).collect();
            Err(message::partition_without_equality(&names))
        }
        [(name, false), ..] => Err(message::missing_key_condition(name)),
        _ => Err(message::unsupported_key_condition()),
    }
}

/// The range of the sort key's conditions: equalities from the left, then at most one other one.
fn sort_range<'r>(
    mut builder: KeyBuilder,
    schema: &KeySchema,
    find: impl Fn(&KeyAttribute) -> Option<Test<'r>>,
) -> Result<KeyRange, ServiceError> {
    let tests: Vec<_> = schema.sort.iter().map(|attribute| (attribute, find(attribute))).collect();
    if let Some(last) = tests.iter().rposition(|(_, test)| test.is_some()) {
        let lacking: Vec<&str> = tests[..last]
            .iter()
            .filter(|(_, test)| !test.is_some_and(Test::is_equality))
            .map(|(attribute, _)| attribute.name.as_str())
            .collect();
        if !lacking.is_empty() {
            return Err(message::sort_key_gap(&lacking, &tests[last].0.name));
        }
    }
    let mut size = 0;
    for (attribute, test) in &tests {
        let Some(test) = test else { break };
        for value in test.values() {
            check_value(attribute, value)?;
        }
        size += test.values().map(AttributeValue::size).max().unwrap_or(0);
        if size > limit::SORT_KEY_BYTES {
            return Err(message::sort_key_too_long());
        }
        match test {
            Test::Compare(Comparator::Equal, value) => builder.push(value),
            other => return Ok(inequality(&builder, *other)),
        }
    }
    Ok(KeyRange::of_prefix(builder.finish()))
}

/// The range of a condition that is no equality, on the attribute after those in the builder.
fn inequality(builder: &KeyBuilder, test: Test<'_>) -> KeyRange {
    let of = |value: &AttributeValue| {
        let mut builder = builder.clone();
        builder.push(value);
        KeyRange::of_prefix(builder.finish())
    };
    let all = KeyRange::of_prefix(builder.clone().finish());
    match test {
        Test::Compare(Comparator::Less, value) => KeyRange { end: Some(of(value).start), ..all },
        Test::Compare(Comparator::LessEqual, value) => KeyRange { end: of(value).end, ..all },
        Test::Compare(Comparator::Greater, value) => match of(value).end {
            Some(start) => KeyRange { start, ..all },
            None => KeyRange { end: Some(all.start.clone()), ..all },
        },
        Test::Compare(Comparator::GreaterEqual, value) => KeyRange { start: of(value).start, ..all },
        Test::Compare(_, value) => of(value),
        Test::Between(lower, upper) => KeyRange { start: of(lower).start, end: of(upper).end },
        Test::BeginsWith(value) => {
            let mut builder = builder.clone();
            builder.push_beginning(value);
            KeyRange::of_prefix(builder.finish())
        }
    }
}

/// Takes the conditions apart that `AND` joins.
fn collect<'e, 'r: 'e>(
    condition: &'e Condition,
    bindings: &'e Bindings<'r>,
    tests: &mut Vec<Tested<'e, 'r>>,
) -> Result<(), ServiceError> {
    match condition {
        Condition::And(one, two) => {
            collect(one, bindings, tests)?;
            collect(two, bindings, tests)
        }
        Condition::Or(..) => Err(message::key_condition_operator("OR")),
        Condition::Not(_) => Err(message::key_condition_operator("NOT")),
        Condition::In(..) => Err(message::key_condition_operator("IN")),
        Condition::Compare(Comparator::NotEqual, ..) => Err(message::key_condition_operator("<>")),
        Condition::Compare(comparator, one, two) => {
            let (name, test) = match (one, two) {
                (Operand::Call(_), _) | (_, Operand::Call(_)) => return Err(nested()),
                (Operand::Path(_), Operand::Path(_)) => {
                    return Err(message::key_condition("Multiple attribute names used in one condition"));
                }
                (Operand::Value(_), Operand::Value(_)) => {
                    return Err(message::key_condition("No key attribute specified"));
                }
                (Operand::Path(path), Operand::Value(slot)) => {
                    (plain_name(path, bindings)?, Test::Compare(*comparator, bindings.value(*slot)))
                }
                (Operand::Value(slot), Operand::Path(path)) => {
                    (plain_name(path, bindings)?, Test::Compare(comparator.mirrored(), bindings.value(*slot)))
                }
            };
            tests.push(Tested { name, test });
            Ok(())
        }
        Condition::Between(middle, lower, upper) => match (middle, lower, upper) {
            (Operand::Path(path), Operand::Value(lower), Operand::Value(upper)) => {
                let test = Test::Between(bindings.value(*lower), bindings.value(*upper));
                tests.push(Tested { name: plain_name(path, bindings)?, test });
                Ok(())
            }
            (Operand::Call(_), ..) | (_, Operand::Call(_), _) | (.., Operand::Call(_)) => Err(nested()),
            (Operand::Path(_), ..) => {
                Err(message::key_condition("Multiple attribute names used in one condition"))
            }
            _ => Err(message::key_condition(
                "BETWEEN operator must have the key attribute as its first operand",
            )),
        },
        Condition::Call(call) if call.function == Function::BeginsWith => match call.operands.as_slice() {
            [Operand::Path(path), Operand::Value(slot)] => {
                let test = Test::BeginsWith(bindings.value(*slot));
                tests.push(Tested { name: plain_name(path, bindings)?, test });
                Ok(())
            }
            [Operand::Call(_), _] | [_, Operand::Call(_)] => Err(nested()),
            [Operand::Path(_), Operand::Path(_)] => {
                Err(message::key_condition("Multiple attribute names used in one condition"))
            }
            _ => Err(message::key_condition(
                "begins_with operator must have the key attribute as its first operand",
            )),
        },
        Condition::Call(call) => Err(message::key_condition_operator(call.function.name())),
    }
}

fn nested() -> ServiceError {
    message::nested_key_condition()
}

/// A key attribute stands alone: keys have no parts.
fn plain_name<'e, 'r: 'e>(path: &'e Path, bindings: &Bindings<'r>) -> Result<&'e str, ServiceError> {
    match path.elements.as_slice() {
        [element] => Ok(bindings.name(element).unwrap_or_default()),
        _ => Err(message::key_condition_rule("cannot have conditions on nested attributes")),
    }
}

/// Checks how many conditions there are and on what.
fn check_names(tests: &[Tested<'_, '_>], schema: &KeySchema) -> Result<(), ServiceError> {
    for (at, tested) in tests.iter().enumerate() {
        if tests.iter().take(at).any(|earlier| earlier.name == tested.name) {
            return Err(message::key_condition_rule("must only contain one condition per key"));
        }
    }
    if tests.len() > schema.len() {
        return Err(message::too_many_key_conditions(tests.len(), schema.len()));
    }
    let tested = |attribute: &&KeyAttribute| tests.iter().any(|test| test.name == attribute.name);
    let foreign = tests.iter().any(|test| !schema.contains(test.name));
    if foreign && let Some(missing) = schema.attributes().find(|attribute| !tested(attribute)) {
        return Err(message::missing_key_condition(&missing.name));
    }
    if foreign { Err(message::unsupported_key_condition()) } else { Ok(()) }
}

fn check_value(attribute: &KeyAttribute, value: &AttributeValue) -> Result<(), ServiceError> {
    if !attribute.admits(value) {
        return Err(message::key_condition_type());
    }
    match emptiness(value) {
        Some(kind) => Err(message::empty_key(&attribute.name, kind)),
        None => Ok(()),
    }
}
