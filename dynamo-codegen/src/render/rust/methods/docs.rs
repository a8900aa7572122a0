//! What is said of a method: what it is for, which request it makes, of which items, and what that costs.

use dynamo_schema::{KeyAttribute, KeySource};

use super::super::an;
use super::{Method, capacity, read};
use crate::design::{
    Expression, Operation, QueryPattern, RangeOperator, ScanPattern, StepAction, Transaction, Verb,
};

pub(super) fn of(method: &Method<'_>, range: Option<(&str, RangeOperator)>) -> String {
    let pattern = method.pattern;
    let said = pattern.doc.as_deref().map(str::trim).filter(|said| !said.is_empty());
    let said = said.map_or_else(|| summary(method), str::to_owned);
    let mut text = match &pattern.id {
        Some(id) => format!("{id}: {said}"),
        None => said,
    };
    text.push_str("\n\n");
    text.push_str(&format!("- Request: {}\n", request(method)));
    match &pattern.operation {
        Operation::Get { .. } if !matches!(pattern.verb, Verb::Get) => {
            text.push_str(&format!("- Key: {}, of each key\n", primary(method)));
        }
        Operation::Get { .. } | Operation::Write(_) => {
            text.push_str(&format!("- Key: {}\n", primary(method)));
        }
        Operation::GetUnique { field, .. } => text.push_str(&unique(method, field)),
        Operation::Query(query) => text.push_str(&queried(method, query, range)),
        Operation::TransactWrite(transaction) => text.push_str(&steps(transaction)),
        Operation::SearchVectors(search) => text.push_str(&super::search::described(method, search)),
        Operation::Scan(_) | Operation::BatchWrite => {}
    }
    let conditions: Vec<(&str, &Expression)> = match &pattern.operation {
        Operation::Query(query) => query.filter.iter().map(|filter| ("Filter", filter)).collect(),
        Operation::Scan(scan) => scan.filter.iter().map(|filter| ("Filter", filter)).collect(),
        Operation::Write(write) => write.condition.iter().map(|of| ("Condition", of)).collect(),
        Operation::SearchVectors(search) => search.filter.iter().map(|filter| ("Filter", filter)).collect(),
        _ => Vec::new(),
    };
    for (what, expression) in conditions {
        text.push_str(&format!("- {what}: `{expression}`\n"));
    }
    text.push_str(&capacity::of(method));
    text.trim_end().to_owned()
}

/// What it does, where the spec does not say.
fn summary(method: &Method<'_>) -> String {
    let entity = &method.entity.name;
    match &method.pattern.operation {
        Operation::Query(query) if query.counts => {
            return format!("Counts each [`{entity}`] of a partition.");
        }
        Operation::Scan(ScanPattern { counts: true, index, .. }) => {
            let place = if index.is_some() { "an index" } else { "the whole table" };
            return format!("Counts each [`{entity}`] of {place}.");
        }
        _ => {}
    }
    let an_item = an(entity);
    match method.pattern.verb {
        Verb::Get => format!("Reads {an_item}."),
        Verb::GetUnique => format!("Finds {an_item} by a unique attribute."),
        Verb::Query if method.pattern.entities.len() > 1 => "Reads the items of one partition.".to_owned(),
        Verb::Query => format!("Reads each [`{entity}`] of a partition."),
        Verb::Scan => match &method.pattern.operation {
            Operation::Scan(ScanPattern { index: Some(_), .. }) => {
                format!("Reads each [`{entity}`] of an index.")
            }
            _ => format!("Reads each [`{entity}`] of the whole table."),
        },
        Verb::Put => format!("Writes {an_item}, replacing the one with its key."),
        Verb::Create => format!("Writes {an_item} that must not exist."),
        Verb::Update => format!("Changes {an_item} that must exist."),
        Verb::Upsert => format!("Writes {an_item}, whether it exists or not."),
        Verb::Delete => format!("Deletes {an_item}."),
        Verb::MoveTo => format!("Gives {an_item} another primary key."),
        Verb::BatchGet => format!("Reads each [`{entity}`] of some keys."),
        Verb::BatchWrite => format!("Writes each [`{entity}`] of a list, not all or none."),
        Verb::TransactGet => "Reads some items as they are at one moment.".to_owned(),
        Verb::TransactWrite => "Writes some items, all or none.".to_owned(),
        Verb::SearchVectors => {
            format!("Finds each [`{entity}`] whose vector is most like a given one, best first.")
        }
    }
}

fn request(method: &Method<'_>) -> String {
    let action = match method.pattern.verb {
        Verb::Get => "GetItem",
        Verb::GetUnique => "GetItem, twice",
        Verb::Query => "Query",
        Verb::Scan => "Scan",
        Verb::Put | Verb::Create => "PutItem",
        Verb::Update | Verb::Upsert => "UpdateItem",
        Verb::Delete => "DeleteItem",
        Verb::MoveTo => "GetItem, then TransactWriteItems",
        Verb::BatchGet => "BatchGetItem",
        Verb::BatchWrite => "BatchWriteItem",
        Verb::TransactGet => "TransactGetItems",
        Verb::TransactWrite => "TransactWriteItems",
        Verb::SearchVectors => "SearchVectors",
    };
    match &method.pattern.operation {
        Operation::Query(query) => {
            let place =
                query.index.as_ref().map_or("the table".to_owned(), |index| format!("the index `{index}`"));
            let how = if query.consistent { ", consistent" } else { "" };
            let order = if query.descending { ", the greatest key first" } else { "" };
            let spread =
                query.fan_out.map(|shards| format!(", {shards} partitions at once")).unwrap_or_default();
            let order = if query.counts { ", counted" } else { order };
            let whole = if query.hydrate { ", then BatchGetItem of the whole items" } else { "" };
            format!("{action} of {place}{how}{order}{spread}{whole}")
        }
        Operation::Scan(scan) => {
            let place =
                scan.index.as_ref().map_or("the table".to_owned(), |index| format!("the index `{index}`"));
            let parts = scan.segments;
            let counted = if scan.counts { ", counted" } else { "" };
            let parts =
                if parts > 1 { format!(", in {parts} segments counted from 0") } else { String::new() };
            let how = if scan.consistent { ", consistent" } else { "" };
            format!("{action} of {place}{how}{parts}{counted}")
        }
        Operation::SearchVectors(search) => super::search::request(method, search),
        Operation::Write(write) if method.writes_guards(method.pattern.verb, &write.actions) => {
            let read = match method.pattern.verb {
                Verb::Create | Verb::Delete => "",
                _ => "GetItem, then ",
            };
            format!("{read}TransactWriteItems, with the guards of unique attributes")
        }
        Operation::Get { consistent: true, .. } | Operation::GetUnique { consistent: true, .. } => {
            format!("{action}, consistent")
        }
        _ => action.to_owned(),
    }
}

/// The actions of a transaction, in their order.
fn steps(transaction: &Transaction) -> String {
    let steps = transaction.steps.iter().map(|step| {
        let name = &step.name;
        let an_item = an(name);
        let done = match step.action {
            StepAction::Put => format!("put of {an_item}"),
            StepAction::Create => format!("create of {an_item}"),
            StepAction::Update => format!("update of {an_item}"),
            StepAction::Upsert => format!("upsert of {an_item}"),
            StepAction::Delete => format!("delete of {an_item}"),
            StepAction::Check => format!("check of {an_item}"),
            StepAction::Call => format!("[`{name}`](Self::{name})"),
        };
        let condition = step.condition.as_ref().map(|condition| format!(", if `{condition}`"));
        let each = step.each.as_ref().map(|each| format!(", for each of `{each}`"));
        format!("- Action: {done}{}{}\n", condition.unwrap_or_default(), each.unwrap_or_default())
    });
    steps.collect()
}

fn primary(method: &Method<'_>) -> String {
    let (table, key) = (&method.design.table, &method.model.key);
    let sources = std::iter::once((&table.partition_key, &key.partition));
    let sources = sources.chain(table.sort_key.as_ref().zip(key.sort.as_ref()));
    terms(method, sources)
}

fn unique(method: &Method<'_>, field: &str) -> String {
    let unique = method.entity.unique.iter().find(|unique| unique.field == field);
    let guard = unique
        .and_then(|unique| method.design.table.entities.iter().find(|model| model.name == unique.guard));
    let Some(guard) = guard else { return String::new() };
    let key = source(method, &guard.key.partition);
    let table = &method.design.table;
    format!("- Key: `{}` = {key}, which leads to {}\n", table.partition_key.name, primary(method))
}

fn queried(method: &Method<'_>, query: &QueryPattern, range: Option<(&str, RangeOperator)>) -> String {
    let table = &method.design.table;
    let entry = read::entry(method, query);
    let index = query.index.as_ref().and_then(|name| table.indexes.iter().find(|index| index.name == *name));
    let own = std::slice::from_ref(&table.partition_key);
    let text = match (entry, index) {
        (Some(entry), Some(index)) => {
            let is_local = entry.partition.is_empty();
            let partition = if is_local {
                terms(method, own.iter().zip([&method.model.key.partition]))
            } else {
                terms(method, index.partition_key.iter().zip(&*entry.partition))
            };
            (partition, terms(method, index.sort_key.iter().zip(&*entry.sort)))
        }
        _ => {
            let partition = terms(method, own.iter().zip([&method.model.key.partition]));
            (partition, terms(method, table.sort_key.iter().zip(&method.model.key.sort)))
        }
    };
    let mut given: Vec<String> = query.by.iter().map(|part| format!("`{part}`")).collect();
    given.extend(range.map(|(field, operator)| format!("`{field}` {}", bound(operator))));
    let (partition, sort) = text;
    let key = format!("- Key: {partition}\n");
    if given.is_empty() || sort.is_empty() {
        return key;
    }
    format!("{key}- Sort key: {sort}, with {}\n", given.join(" and "))
}

/// What a range is.
fn bound(operator: RangeOperator) -> &'static str {
    match operator {
        RangeOperator::Between => "between two values, both included",
        RangeOperator::Since => "since a moment, included",
        RangeOperator::Before => "before a moment",
        RangeOperator::AtLeast => "at least a value",
        RangeOperator::AtMost => "at most a value",
        RangeOperator::Above => "above a value",
        RangeOperator::Below => "below a value",
        RangeOperator::BeginsWith => "beginning with a text",
    }
}

fn terms<'k>(
    method: &Method<'_>,
    sources: impl Iterator<Item = (&'k KeyAttribute, &'k KeySource)>,
) -> String {
    let terms: Vec<String> =
        sources.map(|(key, of)| format!("`{}` = {}", key.name, source(method, of))).collect();
    terms.join(", ")
}

fn source(method: &Method<'_>, of: &KeySource) -> String {
    match of {
        KeySource::Attribute(name) => format!("`{}`", method.field_of(name)),
        KeySource::Template(template) => format!("`{template}`"),
    }
}
