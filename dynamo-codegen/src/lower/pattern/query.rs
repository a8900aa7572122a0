//! Queries.

use dynamo_schema::{AttributeType, IndexScope, KeySource, List, PartKind, Projection};

use super::parameters::{Parameters, scalar};
use super::parts::{Part, attribute as by_name, parts};
use super::{Pattern, attribute, condition, result};
use crate::design::{Expression, QueryPattern, RangeOperator, Returns};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Lowered;
use crate::spec::access::{Order, RangeSpec};
use crate::suggest;

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
    // The derives have a type for what such an index holds of one entity.
    if !matches!(returns, Returns::Items) || !options.project.is_empty() {
        whole_items(pattern, entities, index.as_deref());
    }
    let (entity, own) = (entities.first()?, sources.first()?);
    let fan_out = partition(pattern, entity, own, parameters);
    let by = bound(pattern, entity, entities, own, parameters);
    consistent(pattern, index.as_deref());
    let filter = options.filter.as_ref().and_then(|text| {
        let filter = condition::lower(text, entities, parameters, pattern.cx)?;
        filtered(pattern, entities, index.as_deref(), text, &filter);
        Some(filter)
    });
    let project = pattern.project(entities);
    for name in &options.project {
        projected(pattern, entities, index.as_deref(), name.as_str(), name.span);
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
        hydrate: hydrate(pattern, entity, index.as_deref(), &returns),
        fan_out,
        project,
        returns,
    })
}

/// Whole items are read after a query of an index that holds a part of them.
fn hydrate(pattern: &Pattern<'_>, entity: &Lowered<'_>, index: Option<&str>, returns: &Returns) -> bool {
    let options = &pattern.spec.options;
    let Some(word) = options.hydrate.as_ref().filter(|hydrate| hydrate.value) else { return false };
    let entry = entity.model.indexes.iter().find(|entry| Some(&*entry.index) == index);
    let is_partial = entry
        .is_some_and(|entry| crate::render::rust::held(pattern.scope.table, &entity.model, entry).is_some());
    let refuse = |message: &str, label: &str| {
        pattern.cx.report(Diagnostic::new(Code::OptionMisused, word.span, message).label(label));
    };
    if !is_partial {
        refuse("`hydrate` is for an index that does not hold all of the items", "leave it out");
    } else if options.fan_out.is_some() || !options.project.is_empty() || !matches!(returns, Returns::Items) {
        refuse(
            "`hydrate` reads whole items of one query",
            "leave it out, or `fan_out`, `project` and `returns`",
        );
    }
    true
}

/// What an index does not hold cannot be read from it.
fn whole_items(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], index: Option<&str>) {
    let table = pattern.scope.table;
    let Some(index) = index.and_then(|name| table.indexes.iter().find(|index| index.name == name)) else {
        return;
    };
    let included: &[dynamo_schema::Text] = match &index.projection {
        Projection::All => return,
        Projection::KeysOnly => &[],
        Projection::Include(names) => names,
    };
    let own = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let keys: Vec<_> = own.chain(&*index.partition_key).chain(&*index.sort_key).collect();
    for entity in entities {
        let missing = entity.model.attributes.iter().find(|attribute| {
            !included.contains(&attribute.name) && !keys.iter().any(|key| key.name == attribute.name)
        });
        let Some(missing) = missing else { continue };
        let span =
            pattern.spec.options.index.as_ref().map_or(pattern.spec.operation.span, |index| index.span);
        let message = format!("a query of an index without `{}` is not supported yet", missing.field);
        pattern.cx.report(
            Diagnostic::new(Code::NotSupported, span, message)
                .label(format!("`{}` is read as a whole", entity.word.as_str()))
                .help("write `projection = \"all\"` in the index"),
        );
    }
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
                    parameters.attribute(entity, attribute, span, pattern.cx);
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

/// The parts of the sort key that are given, and the range on the next one.
fn bound(
    pattern: &Pattern<'_>,
    entity: &Lowered<'_>,
    entities: &[&Lowered<'_>],
    sources: &Sources<'_>,
    parameters: &mut Parameters,
) -> Vec<String> {
    let options = &pattern.spec.options;
    let key: Vec<Part> = sources.sort.iter().flat_map(|source| parts(source)).collect();
    let fields: Vec<&str> = key
        .iter()
        .map(|part| {
            by_name(entity, &part.attribute).map_or(part.attribute.as_str(), |attribute| &attribute.field)
        })
        .collect();
    if entities.len() > 1
        && let Some(word) = options.by.first().or(options.range.as_ref().map(|range| &range.field))
    {
        let message = "bounds on the sort keys of several entities are not supported yet";
        pattern.cx.report(Diagnostic::new(Code::NotSupported, word.span, message).label("leave it out"));
        return Vec::new();
    }
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
        if let Some(attribute) = attribute(entity, word.as_str()) {
            parameters.attribute(entity, attribute, word.span, pattern.cx);
        }
    }
    if let Some(range) = &options.range {
        self::range(pattern, entity, range, &key, &fields, parameters);
    }
    options.by.iter().map(|word| word.value.clone()).collect()
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

/// A global index is eventually consistent.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html>
fn consistent(pattern: &Pattern<'_>, index: Option<&str>) {
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

/// A scan of an index returns entities that are in it.
pub(super) fn scanned(pattern: &Pattern<'_>, entities: &[&Lowered<'_>], index: Option<&str>) {
    if index.is_some() {
        for entity in entities {
            sources(pattern, entity, index);
        }
    }
}

/// A filter of a scan is on attributes that are there, keys or not.
pub(super) fn filtered_in_scan(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    text: &crate::span::Word,
    filter: &Expression,
) {
    filter.visit(&mut |name, _, _| {
        let span = pattern.cx.inside(text, name.range.clone());
        projected(pattern, entities, index, &name.text, span);
    });
}

/// A filter is not on the keys of what is queried, and on attributes that are there.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.FilterExpression.html>
fn filtered(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    text: &crate::span::Word,
    filter: &Expression,
) {
    filter.visit(&mut |name, _, _| {
        let span = pattern.cx.inside(text, name.range.clone());
        let attribute = entities.iter().find_map(|entity| attribute(entity, &name.text));
        let is_key = |attribute: &str| queried_keys(pattern, index).iter().any(|key| key == attribute);
        if attribute.is_some_and(|attribute| is_key(&attribute.name)) {
            let message = format!("`{}` is a key of what is queried, which a filter cannot test", name.text);
            pattern.cx.report(
                Diagnostic::new(Code::FilterOnKey, span, message)
                    .label("bound it with `by` or `range` instead"),
            );
        }
        projected(pattern, entities, index, &name.text, span);
    });
}

fn queried_keys(pattern: &Pattern<'_>, index: Option<&str>) -> Vec<String> {
    let table = pattern.scope.table;
    let own = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let keys: Vec<_> = match index.and_then(|name| table.indexes.iter().find(|index| index.name == name)) {
        Some(index) => index.partition_key.iter().chain(&*index.sort_key).collect(),
        None => own.collect(),
    };
    keys.into_iter().map(|key| key.name.clone().into_owned()).collect()
}

/// An index holds the attributes of its projection and the keys.
fn projected(
    pattern: &Pattern<'_>,
    entities: &[&Lowered<'_>],
    index: Option<&str>,
    field: &str,
    span: crate::span::Span,
) {
    let table = pattern.scope.table;
    let Some(index) = index.and_then(|name| table.indexes.iter().find(|index| index.name == name)) else {
        return;
    };
    let included: &List<dynamo_schema::Text> = match &index.projection {
        Projection::All => return,
        Projection::KeysOnly => &List::Borrowed(&[]),
        Projection::Include(names) => names,
    };
    let Some(found) = entities.iter().find_map(|entity| attribute(entity, field)) else { return };
    let own = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let mut keys = own.chain(&*index.partition_key).chain(&*index.sort_key);
    if included.contains(&found.name) || keys.any(|key| key.name == found.name) {
        return;
    }
    let place = pattern.scope.spec.indexes.iter().find(|(word, _)| *word.value == *index.name);
    let message = format!("the index `{}` does not hold `{field}`", index.name);
    let diagnostic = Diagnostic::new(Code::NotProjected, span, message).label("not in the projection");
    pattern.cx.report(match place {
        Some((word, _)) => {
            diagnostic.also(word.span, "the index").help("add it to the projection's `include`")
        }
        None => diagnostic,
    });
}
