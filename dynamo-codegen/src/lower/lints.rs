//! What is legal and still worth a second look.

use dynamo_schema::{AttributeType, KeySource, PartKind, Segment};

use super::{Lowered, Scope};
use crate::decode::Context;
use crate::design::{AccessPattern, Operation, Verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::operation::Target;

pub(super) fn check(scope: &Scope<'_>, patterns: &[AccessPattern], cx: &Context<'_>) {
    scans(scope, cx);
    if !patterns.is_empty() {
        unused_indexes(scope, patterns, cx);
        unused_entities(scope, cx);
        unused_patterns(scope, cx);
        missing_load(scope, cx);
    }
    for entity in scope.entities {
        few_partitions(entity, scope, cx);
    }
}

/// A scan reads the whole table, unless an assertion says that this is meant.
fn scans(scope: &Scope<'_>, cx: &Context<'_>) {
    if scope.spec.asserts.iter().any(|assertion| assertion.scans.is_some()) {
        return;
    }
    for (name, pattern) in &scope.spec.patterns {
        if pattern.operation.verb == Verb::Scan {
            let message = format!("`{}` reads the whole table", name.as_str());
            cx.report(
                Diagnostic::new(Code::Scan, pattern.operation.span, message)
                    .label("costs grow with the table")
                    .help("query an index, or say that it is meant with `[[assert]]` and `no-scan-except`"),
            );
        }
    }
}

fn unused_indexes(scope: &Scope<'_>, patterns: &[AccessPattern], cx: &Context<'_>) {
    let indexes = scope.spec.indexes.iter().map(|(name, _)| name);
    for name in indexes.chain(scope.spec.vectors.iter().map(|(name, _)| name)) {
        let is_used = patterns.iter().any(|pattern| match &pattern.operation {
            Operation::Query(query) => query.index.as_ref() == Some(&name.value),
            Operation::Scan(scan) => scan.index.as_ref() == Some(&name.value),
            Operation::SearchVectors(search) => search.index == name.value,
            _ => false,
        });
        if !is_used {
            let message = format!("no access pattern reads the index `{}`", name.as_str());
            cx.report(
                Diagnostic::new(Code::UnusedIndex, name.span, message).label("each write to it is paid for"),
            );
        }
    }
}

fn unused_entities(scope: &Scope<'_>, cx: &Context<'_>) {
    for entity in scope.entities {
        let is_used = scope.spec.patterns.iter().any(|(_, pattern)| match &pattern.operation.target {
            Target::Entities(names) => {
                names.words.iter().any(|name| name.as_str().split('.').next() == Some(entity.word.as_str()))
            }
            Target::Steps(steps) => steps.iter().any(|step| step.name.value == entity.word.value),
        });
        let is_consumed = scope
            .spec
            .streams
            .iter()
            .any(|(_, consumer)| consumer.entities.iter().any(|name| name.value == entity.word.value));
        if !is_used && !is_consumed {
            let message = format!("no access pattern is about `{}`", entity.word.as_str());
            cx.report(
                Diagnostic::new(Code::UnusedEntity, entity.word.span, message).label("never read or written"),
            );
        }
    }
}

/// Where there are roles, each pattern is in one, or is called by one that is.
fn unused_patterns(scope: &Scope<'_>, cx: &Context<'_>) {
    if scope.spec.roles.is_empty() {
        return;
    }
    for (name, _) in &scope.spec.patterns {
        let in_role =
            scope.spec.roles.iter().any(|(_, role)| role.access.iter().any(|word| word.value == name.value));
        let is_called = scope.spec.patterns.iter().any(|(_, pattern)| match &pattern.operation.target {
            Target::Steps(steps) => steps.iter().any(|step| step.name.value == name.value),
            Target::Entities(_) => false,
        });
        if !in_role && !is_called {
            let message = format!("no role may use `{}`", name.as_str());
            cx.report(
                Diagnostic::new(Code::UnusedPattern, name.span, message).label("add it to a role's `access`"),
            );
        }
    }
}

/// Where some patterns say how often they are used, all do: a sum with a gap is no estimate.
fn missing_load(scope: &Scope<'_>, cx: &Context<'_>) {
    let patterns = &scope.spec.patterns;
    if patterns.iter().all(|(_, pattern)| pattern.rate.is_none()) {
        return;
    }
    for (name, _) in patterns.iter().filter(|(_, pattern)| pattern.rate.is_none()) {
        let message = format!("nothing says how often `{}` is used", name.as_str());
        cx.report(Diagnostic::new(Code::MissingLoad, name.span, message).label("write `rate = { avg = 1 }`"));
    }
}

/// A partition key with few values makes few partitions, each with a limit of its own.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html>
fn few_partitions(entity: &Lowered<'_>, scope: &Scope<'_>, cx: &Context<'_>) {
    let in_table = std::iter::once((None, &entity.model.key.partition));
    let in_indexes = entity.model.indexes.iter().filter(|entry| entry.partition.len() == 1);
    let in_indexes =
        in_indexes.flat_map(|entry| entry.partition.iter().map(move |source| (Some(&entry.index), source)));
    for (index, source) in in_table.chain(in_indexes) {
        let is_low = match source {
            KeySource::Attribute(name) => entity.model.attributes.iter().any(|attribute| {
                attribute.name == *name
                    && matches!(attribute.attribute_type, AttributeType::Enum(_) | AttributeType::Bool)
            }),
            KeySource::Template(template) => template.segments.iter().all(|segment| match segment {
                Segment::Literal(_) => true,
                Segment::Part(part) => {
                    part.format.shards.is_none() && matches!(part.kind, PartKind::Token | PartKind::Bool)
                }
            }),
        };
        let is_known =
            index.is_none_or(|index| scope.spec.indexes.iter().any(|(name, _)| *name.value == **index));
        if !is_low || !is_known {
            continue;
        }
        let entry =
            index.and_then(|index| entity.spec.indexes.iter().find(|(name, _)| *name.value == **index));
        let span = match entry {
            Some((_, entry)) => entry.pk.as_ref().map_or(entry.span, |source| source.span),
            None => entity.spec.pk.span,
        };
        let message = format!("few partitions hold all items of `{}`", entity.word.as_str());
        cx.report(
            Diagnostic::new(Code::FewPartitions, span, message)
                .label("this key has few values")
                .help("add a part that differs from item to item, or a shard: `{shard(order_id, 8)}`"),
        );
    }
}
