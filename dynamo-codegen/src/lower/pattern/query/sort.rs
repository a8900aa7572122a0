//! The sort key of a query: the parts that are given, and the range on the next one.

use dynamo_schema::{AttributeType, PartKind, sort_keys_agree};

use super::super::parameters::Parameters;
use super::super::parts::{Part, attribute as by_name, parts};
use super::super::{Pattern, attribute, named};
use super::Sources;
use crate::design::RangeOperator;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::span::Word;
use crate::spec::access::RangeSpec;
use crate::suggest;

/// The parts of the sort key that are given, and the range on the next one.
pub(super) fn bound(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    sources: &Sources<'_>,
    parameters: &mut Parameters,
) -> Vec<String> {
    let options = &pattern.spec.options;
    let Some((entity, others)) = entities.split_first() else { return Vec::new() };
    let key = open_parts(sources);
    let fields: Vec<&str> = key
        .iter()
        .map(|part| {
            by_name(entity, &part.attribute).map_or(part.attribute.as_str(), |attribute| &attribute.field)
        })
        .collect();
    for (at, word) in options.by.iter().enumerate() {
        if fields.get(at) != Some(&word.as_str()) {
            let message = match fields.get(at) {
                Some(next) => format!("the next part of the sort key is `{next}`"),
                None => "the sort key has no further part".to_owned(),
            };
            pattern.cx.report(
                Diagnostic::new(Code::KeyGap, word.span, message)
                    .label("parts are given from the left, without a gap")
                    .help(order_of(&fields)),
            );
            break;
        }
        if !agree(pattern, entity, others, at + 1, word) {
            return Vec::new();
        }
        if let Some(attribute) = attribute(entity, word.as_str()) {
            named::part(pattern, entity, attribute, word.span, parameters);
        }
    }
    if let Some(range) = &options.range {
        self::range(pattern, entity, range, &key, &fields, parameters);
        if fields.get(options.by.len()) == Some(&range.field.as_str()) {
            agree(pattern, entity, others, options.by.len() + 1, &range.field);
        }
    }
    options.by.iter().map(|word| word.value.clone()).collect()
}

/// The parts of the sort key that the partition key does not have already.
fn open_parts(sources: &Sources<'_>) -> Vec<Part> {
    let mut known: Vec<Part> = sources.partition.iter().flat_map(|source| parts(source)).collect();
    let given = known.len();
    for part in sources.sort.iter().flat_map(|source| parts(source)) {
        let is_same = |known: &Part| {
            known.attribute == part.attribute && known.shards.is_some() == part.shards.is_some()
        };
        if !known.iter().any(is_same) {
            known.push(part);
        }
    }
    known.split_off(given)
}

/// A part is bound in the sort keys of all entities, so all begin in the same way up to it.
fn agree(
    pattern: &Pattern<'_>,
    first: &Lowered<'_>,
    others: &[&Lowered<'_>],
    parts: usize,
    word: &Word,
) -> bool {
    let name = pattern.spec.options.index.as_ref().map(Word::as_str);
    let index = pattern.scope.table.indexes.iter().find(|index| Some(&*index.name) == name);
    let other = others.iter().find(|other| !sort_keys_agree(&first.model, &other.model, index, parts));
    let Some(other) = other else { return true };
    let of = |entity: &Lowered<'_>| {
        let entry = entity.spec.indexes.iter().find(|(word, _)| Some(word.as_str()) == name);
        let sort = match entry {
            Some((_, entry)) => entry.sk.as_ref(),
            None => entity.spec.sk.as_ref(),
        };
        sort.map_or(entity.word.span, |sort| sort.span)
    };
    let (one, another) = (first.word.as_str(), other.word.as_str());
    let message =
        format!("the sort keys of `{one}` and `{another}` are not the same up to `{}`", word.as_str());
    pattern.cx.report(
        Diagnostic::new(Code::SeveralEntities, word.span, message)
            .label("one condition on the sort key reads all of the entities")
            .also(of(first), "one sort key")
            .also(of(other), "another one")
            .help("leave it out, or let both begin with the same literals and the same kinds of parts: `AT#{day}#PAID#{number}` and `AT#{day}#DRAWN#{number}`"),
    );
    false
}

fn order_of(fields: &[&str]) -> String {
    match fields {
        [] => "the sort key has no parts".to_owned(),
        fields => format!("the sort key's parts are {}, in this order", suggest::sentence(fields)),
    }
}

/// A range is on the first part that is not given, and that part has an order.
fn range(
    pattern: &Pattern<'_>,
    entity: &Lowered<'_>,
    range: &RangeSpec,
    key: &[Part],
    fields: &[&str],
    parameters: &mut Parameters,
) {
    let next = pattern.spec.options.by.len();
    let name = range.field.as_str();
    if fields.get(next) != Some(&name) {
        let message = match fields.get(next) {
            Some(next) => format!("a range is on the first part that is not given, which is `{next}`"),
            None => "no part of the sort key is left for a range".to_owned(),
        };
        pattern.cx.report(
            Diagnostic::new(Code::KeyGap, range.field.span, message)
                .label("not the next part")
                .help(order_of(fields))
                .help("give the parts before it with `by = [\"…\"]`"),
        );
        return;
    }
    let Some(attribute) = attribute(entity, name) else { return };
    parameters.attribute(entity, attribute, range.field.span, pattern.cx);
    let of = &attribute.attribute_type;
    let is_ordered =
        key.get(next).is_some_and(|part| part.is_ordered) && of.part_kind() != Some(PartKind::Token);
    for operator in &range.operators {
        let fits = match operator.value {
            RangeOperator::BeginsWith => matches!(of, AttributeType::String) && is_ordered,
            RangeOperator::Since | RangeOperator::Before => {
                is_ordered
                    && matches!(
                        of,
                        AttributeType::Timestamp | AttributeType::Date | AttributeType::EpochSeconds
                    )
            }
            _ => is_ordered,
        };
        if !fits {
            let message = format!("`{name}` cannot be bounded so");
            pattern.cx.report(
                Diagnostic::new(Code::RangeOperator, operator.span, message)
                    .label("its type or format has no such order")
                    .help("`since` and `before` are for times, `begins_with` for texts; tokens, shards and `raw` texts have no order"),
            );
        }
    }
}
