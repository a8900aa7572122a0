//! Queries.

mod held;
mod several;
mod sort;

use dynamo_schema::{AttributeType, IndexScope, KeySource};

use super::parameters::{Parameters, scalar};
use super::parts::{attribute as by_name, parts};
use super::{Pattern, condition, named, result};
use crate::design::{QueryPattern, Returns};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::spec::access::Order;
use crate::suggest;
pub(super) use held::filtered_in_scan;

/// The sources of an entity's key in the table or an index.
struct Sources<'e> {
    partition: Vec<&'e KeySource>,
    sort: Vec<&'e KeySource>,
}

pub(super) fn lower<'p>(
    pattern: &Pattern<'p>,
    entities: &[&'p Lowered<'p>],
    parameters: &mut Parameters,
) -> Option<QueryPattern> {
    let options = &pattern.spec.options;
    let index = match &options.index {
        Some(word) if word.as_str() != "table" => Some(pattern.index(word)?),
        _ => None,
    };
    let sources: Vec<Option<Sources<'_>>> =
        entities.iter().map(|entity| sources(pattern, entity, index.as_deref())).collect();
    let sources: Option<Vec<Sources<'_>>> = sources.into_iter().collect();
    let sources = sources?;
    one_partition(pattern, entities, &sources);
    let returns = result::lower(pattern, entities);
    let hydrate = held::hydrate(pattern, entities, index.as_deref(), &returns);
    held::whole_items(pattern, entities, index.as_deref(), &returns, hydrate);
    if !matches!(returns, Returns::Items) {
        several::check(pattern, entities, &returns);
    }
    let (entity, own) = (entities.first()?, sources.first()?);
    let fan_out = partition(pattern, entity, own, parameters);
    let by = sort::bound(pattern, entities, own, parameters);
    consistent(pattern, index.as_deref());
    let filter = options.filter.as_ref().and_then(|text| {
        let filter = condition::lower(text, entities, parameters, pattern.cx)?;
        held::filtered(pattern, entities, index.as_deref(), text, &filter);
        Some(filter)
    });
    let project = pattern.project(entities);
    for name in &options.project {
        held::projected(pattern, entities, index.as_deref(), name.as_str(), name.span);
    }
    if let Some(page) = options.page.as_ref().filter(|page| page.value == 0) {
        let message = "a page has at least one item";
        pattern.cx.report(Diagnostic::new(Code::OutOfRange, page.span, message).label("out of range"));
    }
    let range = options.range.as_ref();
    Some(QueryPattern {
        index: index.clone(),
        by,
        range: range.map(|range| {
            (range.field.value.clone(), range.operators.iter().map(|operator| operator.value).collect())
        }),
        filter,
        descending: options.order.as_ref().is_some_and(|order| order.value == Order::Descending),
        page: options.page.as_ref().map(|page| page.value),
        consistent: options.consistent,
        hydrate,
        fan_out,
        project,
        counts: counts(pattern, entities, &returns),
        returns,
    })
}

/// A count is a number, whatever the items are.
fn counts(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], returns: &Returns) -> bool {
    let Some(select) = &pattern.spec.options.select else { return false };
    let refuse = |span, message: &str, label: &str, help: &str| {
        let diagnostic =
            Diagnostic::new(Code::Count, span, message).label(label).also(select.span, "a count");
        pattern.cx.report(diagnostic.help(help));
    };
    if entities.len() > 1 || !matches!(returns, Returns::Items) {
        let message = "a count is of the items of one entity";
        let help = "count each of the entities by a pattern of its own";
        refuse(pattern.spec.operation.span, message, "these are read as a struct or an enum", help);
    }
    for option in &pattern.spec.written {
        let what = match option.value {
            "order" => "the number is the same in either order",
            "page" => "all items are counted, over as many requests as that takes",
            "project" | "hydrate" => "no attribute of an item is returned",
            "fan_out" => "each shard is counted for itself",
            _ => continue,
        };
        let message = format!("a count has no `{}`", option.value);
        refuse(option.span, &message, what, "leave it out, or leave `select` out and count what is returned");
    }
    true
}

/// The keys of an entity where the query reads it.
fn sources<'e>(pattern: &Pattern<'_>, entity: &'e Lowered<'_>, index: Option<&str>) -> Option<Sources<'e>> {
    let key = &entity.model.key;
    let Some(name) = index else {
        return Some(Sources { partition: vec![&key.partition], sort: key.sort.iter().collect() });
    };
    let Some(entry) = entity.model.indexes.iter().find(|entry| entry.index == name) else {
        let entries: Vec<&str> = entity.model.indexes.iter().map(|entry| &*entry.index).collect();
        let message = format!("`{}` is not in the index `{name}`", entity.word.as_str());
        let span =
            pattern.spec.options.index.as_ref().map_or(pattern.spec.operation.span, |index| index.span);
        pattern.cx.report(
            Diagnostic::new(Code::NotInIndex, span, message)
                .label(suggest::hint(name, entries.into_iter().chain(["table"])))
                .also(entity.word.span, "this entity")
                .help(format!("give the entity `index.{name} = {{ pk = \"…\", sk = \"…\" }}`")),
        );
        return None;
    };
    // A local index has the table's partition key.
    let partition =
        if entry.partition.is_empty() { vec![&key.partition] } else { entry.partition.iter().collect() };
    Some(Sources { partition, sort: entry.sort.iter().collect() })
}

/// A query reads one partition, so all its entities have the same partition key.
fn one_partition(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], sources: &[Sources<'_>]) {
    let Some((first, others)) = sources.split_first() else { return };
    for (other, entity) in others.iter().zip(entities.iter().skip(1)) {
        if first.partition != other.partition {
            let message = format!("`{}` is in other partitions", entity.word.as_str());
            let span = pattern.spec.operation.span;
            let place = entities.first().map_or(span, |entity| entity.spec.pk.span);
            pattern.cx.report(
                Diagnostic::new(Code::PartitionsDiffer, span, message)
                    .label("a query reads one partition")
                    .also(place, "the partition key of the first entity")
                    .also(entity.spec.pk.span, "another partition key"),
            );
        }
    }
}

/// Each part of the partition key is a parameter, but for a shard that the query fans out over.
fn partition(
    pattern: &Pattern<'_>,
    entity: &Lowered<'_>,
    sources: &Sources<'_>,
    parameters: &mut Parameters,
) -> Option<u16> {
    let span = pattern.spec.operation.span;
    let mut shards = None;
    let asked = pattern.spec.options.fan_out.as_ref();
    for part in sources.partition.iter().flat_map(|source| parts(source)) {
        match part.shards {
            Some(count) => {
                shards = Some(count);
                if asked.is_none() {
                    let shard = AttributeType::Integer(dynamo_schema::IntegerType::U16);
                    parameters.value("shard", scalar(shard), span, pattern.cx);
                }
            }
            None => {
                if let Some(attribute) = by_name(entity, &part.attribute) {
                    named::part(pattern, entity, attribute, span, parameters);
                }
            }
        }
    }
    let asked = asked?;
    if asked.as_str() != "shard" {
        let message = format!("a query cannot fan out over `{}`", asked.as_str());
        pattern.cx.report(Diagnostic::new(Code::FanOut, asked.span, message).label("write `\"shard\"`"));
    } else if shards.is_none() {
        let message = "the partition key has no shard to fan out over";
        pattern.cx.report(
            Diagnostic::new(Code::FanOut, asked.span, message)
                .label("leave it out")
                .help("a sharded key has a part such as `{shard(order_id, 8)}`"),
        );
    }
    shards
}

/// A global index is eventually consistent.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html>
pub(super) fn consistent(pattern: &Pattern<'_>, index: Option<&str>) {
    let Some((word, index)) =
        index.and_then(|name| pattern.scope.spec.indexes.iter().find(|(word, _)| word.as_str() == name))
    else {
        return;
    };
    let written = pattern.spec.written.iter().find(|option| option.value == "consistent");
    if let Some(written) =
        written.filter(|_| pattern.spec.options.consistent && index.scope == IndexScope::Global)
    {
        let message = "a global index has no consistent reads";
        pattern.cx.report(
            Diagnostic::new(Code::ConsistentOnGlobal, written.span, message)
                .label("leave it out, or read the table or a local index")
                .also(word.span, "a global index"),
        );
    }
}

/// The attributes that a scan asks for, which the index holds, if one is scanned.
pub(super) fn scanned_attributes(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
) -> Vec<String> {
    let options = &pattern.spec.options;
    if let (Some(select), Some(project)) =
        (&options.select, pattern.spec.written.iter().find(|option| option.value == "project"))
    {
        let message = "a count has no `project`";
        pattern.cx.report(
            Diagnostic::new(Code::Count, project.span, message)
                .label("no attribute of an item is returned")
                .also(select.span, "a count"),
        );
    }
    held::whole_items(pattern, entities, index, &Returns::Items, false);
    pattern.project(entities)
}

/// A scan of an index returns entities that are in it.
pub(super) fn scanned(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], index: Option<&str>) {
    if index.is_some() {
        for entity in entities {
            sources(pattern, entity, index);
        }
    }
}
