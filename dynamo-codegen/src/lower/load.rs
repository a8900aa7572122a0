//! What the expected load makes of a design that is legal.

use std::collections::BTreeMap;

use dynamo_schema::{AttributeType, IndexScope, KeySource, Projection, Segment};

use super::{Lowered, Scope};
use crate::decode::Context;
use crate::design::{AccessPattern, Comparison, Expression, Operation, Verb};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::spec::access::AccessSpec;

/// What one partition takes in a second.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html>
const READS: f64 = 3_000.0;
const WRITES: f64 = 1_000.0;

/// The bytes that an item collection has at most where there is a local index.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections.SizeLimit>
const COLLECTION: f64 = 10.0 * 1024.0 * 1024.0 * 1024.0;

pub(super) fn check(scope: &Scope<'_>, patterns: &[AccessPattern], cx: &Context<'_>) {
    let specs: BTreeMap<&str, (&Word, &AccessSpec)> =
        scope.spec.patterns.iter().map(|(name, spec)| (name.as_str(), (name, spec))).collect();
    for pattern in patterns {
        let Some((name, spec)) = specs.get(pattern.name.as_str()).copied() else { continue };
        let rate = spec.rate.as_ref().map_or(name.span, |rate| rate.average.span);
        hot_reads(scope, pattern, rate, cx);
        selective_filter(scope, pattern, spec, cx);
    }
    for entity in scope.entities {
        hot_writes(entity, patterns, cx);
    }
    large_collections(scope, cx);
    wide_projections(scope, patterns, cx);
}

/// How many partitions hold the items whose key comes from here, when that is known: text and few-valued parts only.
fn partitions(source: &KeySource, entity: &Lowered<'_>) -> Option<f64> {
    let values = |name: &str| {
        let attribute = entity.model.attributes.iter().find(|attribute| *attribute.name == *name)?;
        match &attribute.attribute_type {
            AttributeType::Enum(tokens) => Some(tokens.len() as f64),
            AttributeType::Bool => Some(2.0),
            _ => None,
        }
    };
    match source {
        KeySource::Attribute(name) => values(name),
        KeySource::Template(template) => {
            template.segments.iter().try_fold(1.0, |product, segment| match segment {
                Segment::Literal(_) => Some(product),
                Segment::Part(part) => match part.format.shards {
                    Some(shards) => Some(product * f64::from(shards)),
                    None => values(&part.attribute).map(|values| product * values),
                },
            })
        }
    }
}

/// The source of an entity's partition key in the table or an index.
fn partition<'e>(entity: &'e Lowered<'_>, index: Option<&str>) -> Option<&'e KeySource> {
    match index {
        None => Some(&entity.model.key.partition),
        Some(index) => entity.model.indexes.iter().find(|entry| entry.index == index)?.partition.first(),
    }
}

/// Reads of a few partitions, each of which has a limit of its own.
fn hot_reads(scope: &Scope<'_>, pattern: &AccessPattern, place: Span, cx: &Context<'_>) {
    let (index, consistent, fan_out) = match &pattern.operation {
        Operation::Get { consistent, .. } => (None, *consistent, 1.0),
        Operation::Query(query) => {
            (query.index.as_deref(), query.consistent, f64::from(query.fan_out.unwrap_or(1)))
        }
        _ => return,
    };
    let entity = pattern.entities.first().and_then(|name| scope.entity(name));
    let (Some(entity), Some(rate)) = (entity, &pattern.rate) else { return };
    let Some(partitions) = partition(entity, index).and_then(|source| partitions(source, entity)) else {
        return;
    };
    let bytes = rate.bytes.or(entity.design.load.bytes).unwrap_or(1) as f64;
    let units = (bytes * rate.items.unwrap_or(1.0) / fan_out / 4096.0).ceil().max(1.0);
    let units = if consistent { units } else { units / 2.0 };
    // A query that fans out reads a part of each partition.
    let load = rate.peak.unwrap_or(rate.average) * units * fan_out / partitions;
    if load > READS {
        let message = format!(
            "`{}` reads {load:.0} units a second of each of {partitions:.0} partitions",
            pattern.name
        );
        cx.report(
            Diagnostic::new(Code::HotPartition, place, message)
                .label(format!("a partition takes {READS}"))
                .help(
                    "add a part that differs from request to request, or more shards, to the partition key",
                ),
        );
    }
}

/// Writes into a few partitions, of the table or of an index.
fn hot_writes(entity: &Lowered<'_>, patterns: &[AccessPattern], cx: &Context<'_>) {
    let is_write = |verb: Verb| {
        matches!(
            verb,
            Verb::Put
                | Verb::Create
                | Verb::Update
                | Verb::Upsert
                | Verb::Delete
                | Verb::MoveTo
                | Verb::BatchWrite
        )
    };
    let writes = patterns
        .iter()
        .filter(|pattern| is_write(pattern.verb) && pattern.entities.contains(&entity.word.value));
    let rates = writes.filter_map(|pattern| pattern.rate.as_ref());
    let often: f64 = rates.map(|rate| rate.peak.unwrap_or(rate.average) * rate.items.unwrap_or(1.0)).sum();
    let units = entity.design.load.bytes.unwrap_or(1).div_ceil(1024).max(1) as f64;
    let indexes = entity.spec.indexes.iter().map(|(name, entry)| (Some(name.as_str()), entry.pk.as_ref()));
    for (index, words) in std::iter::once((None, Some(&entity.spec.pk))).chain(indexes) {
        let partitions = partition(entity, index).and_then(|source| partitions(source, entity));
        let (Some(partitions), Some(words)) = (partitions, words) else { continue };
        let load = often * units / partitions;
        if load > WRITES {
            let name = entity.word.as_str();
            let message = format!(
                "`{name}` is written with {load:.0} units a second into each of {partitions:.0} partitions"
            );
            cx.report(
                Diagnostic::new(Code::HotPartition, words.span, message)
                    .label(format!("a partition takes {WRITES}"))
                    .help("add a part that differs from item to item, or more shards, to the partition key"),
            );
        }
    }
}

/// With a local index, all items of one partition key stay together.
fn large_collections(scope: &Scope<'_>, cx: &Context<'_>) {
    let is_local = |(_, index): &&(_, crate::spec::index::IndexSpec)| index.scope == IndexScope::Local;
    let Some((local, _)) = scope.spec.indexes.iter().find(is_local) else { return };
    for entity in scope.entities {
        let Some(many) = entity.spec.expect.as_ref().and_then(|expect| expect.per_parent.as_ref()) else {
            continue;
        };
        let together =
            scope.entities.iter().filter(|other| other.model.key.partition == entity.model.key.partition);
        let bytes: f64 = together
            .map(|other| {
                other.design.load.per_parent.unwrap_or(1.0) * other.design.load.bytes.unwrap_or(0) as f64
            })
            .sum();
        if bytes > COLLECTION {
            let message =
                format!("the items of one partition key have about {:.0} GB", bytes / COLLECTION * 10.0);
            cx.report(
                Diagnostic::new(Code::LargeCollection, many.span, message)
                    .label("with a local index, 10 GB is the most")
                    .also(local.span, "the local index")
                    .help("use a global index, or split the partition key"),
            );
            return;
        }
    }
}

/// An index that copies everything, of which little is read.
fn wide_projections(scope: &Scope<'_>, patterns: &[AccessPattern], cx: &Context<'_>) {
    for index in scope.table.indexes.iter().filter(|index| index.projection == Projection::All) {
        let reads: Vec<&Vec<String>> = patterns
            .iter()
            .filter_map(|pattern| match &pattern.operation {
                Operation::Query(query) if query.index.as_deref() == Some(&*index.name) => {
                    Some(&query.project)
                }
                _ => None,
            })
            .collect();
        let scans = patterns.iter().any(|pattern| match &pattern.operation {
            Operation::Scan(scan) => scan.index.as_deref() == Some(&*index.name),
            _ => false,
        });
        if scans || reads.is_empty() || reads.iter().any(|project| project.is_empty()) {
            continue;
        }
        let mut names: Vec<&str> = reads.into_iter().flatten().map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        // An item of up to one unit costs the same, however few of its attributes are copied.
        let is_large = |entity: &&Lowered<'_>| entity.design.load.bytes.is_some_and(|bytes| bytes > 1024);
        let inside = scope
            .entities
            .iter()
            .filter(|entity| entity.model.indexes.iter().any(|entry| entry.index == index.name));
        let all = inside.filter(is_large).map(|entity| entity.model.attributes.len()).max().unwrap_or(0);
        let word = scope.spec.indexes.iter().find(|(word, _)| *word.value == *index.name);
        if let Some((word, _)) = word.filter(|_| names.len() * 2 < all) {
            let message =
                format!("the index `{}` holds all attributes, of which {} are read", index.name, names.len());
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            cx.report(
                Diagnostic::new(Code::WideProjection, word.span, message)
                    .label("each write copies them all")
                    .help(format!("write `projection = {{ include = [{}] }}`", names.join(", "))),
            );
        }
    }
}

/// A filter on an identifier keeps one item of all that were read and paid for.
fn selective_filter(scope: &Scope<'_>, pattern: &AccessPattern, spec: &AccessSpec, cx: &Context<'_>) {
    let filter = match &pattern.operation {
        Operation::Query(query) => query.filter.as_ref(),
        Operation::Scan(scan) => scan.filter.as_ref(),
        _ => None,
    };
    let entity = pattern.entities.first().and_then(|name| scope.entity(name));
    let (Some(filter), Some(entity), Some(text)) = (filter, entity, &spec.options.filter) else { return };
    let Some((name, range)) = identifier(filter, entity) else { return };
    let message = format!("the filter keeps few of the items that `{}` reads and pays for", pattern.name);
    cx.report(
        Diagnostic::new(Code::SelectiveFilter, cx.inside(text, range), message)
            .label(format!("few items have the same `{name}`"))
            .help("make it part of a key: of an index, or of the sort key"),
    );
}

/// A field whose values are different in nearly all items, that every kept item has one value of.
fn identifier(filter: &Expression, entity: &Lowered<'_>) -> Option<(String, std::ops::Range<usize>)> {
    match filter {
        Expression::And(all) => all.iter().find_map(|one| identifier(one, entity)),
        Expression::Compare(name, Comparison::Equal, _) => {
            let attribute =
                entity.model.attributes.iter().find(|attribute| *attribute.field == *name.text)?;
            let is_one = matches!(attribute.attribute_type, AttributeType::Ulid | AttributeType::Uuid)
                || entity.unique(&name.text).is_some();
            is_one.then(|| (name.text.clone(), name.range.clone()))
        }
        _ => None,
    }
}
