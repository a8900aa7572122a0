//! Reads.

use dynamo_schema::{EntityIndex, IndexScope};

use super::super::entity::held;
use super::super::ident;
use super::super::layout::{Expr, Link};
use super::condition::{closure, conjuncts, own};
use super::{Body, Function, Method, argument, docs, key_fields, parts, path, projection};
use crate::design::{ParameterKind, QueryPattern, RangeOperator, Returns, ScanPattern, Verb};
use crate::names::pascal_case;

pub(super) fn get(method: &Method<'_>, consistent: bool, project: &[String]) -> Vec<Function> {
    let table = pascal_case(&method.design.name);
    let keys: Vec<(&str, &ParameterKind)> = method
        .pattern
        .parameters
        .iter()
        .map(|parameter| (parameter.name.as_str(), &parameter.kind))
        .collect();
    let names = || -> Vec<String> { keys.iter().map(|(name, _)| own(name)).collect() };
    let types = || -> Vec<String> {
        let types = keys.iter().map(|(_, kind)| match kind {
            ParameterKind::Keys(entity) => format!("Vec<{entity}Key>"),
            ParameterKind::Key(entity) => format!("{entity}Key"),
            _ => String::new(),
        });
        types.collect()
    };
    // One is itself; several are a tuple.
    let grouped = |mut all: Vec<String>| {
        if all.len() == 1 { all.remove(0) } else { format!("({})", all.join(", ")) }
    };
    let (read, output) = match method.pattern.verb {
        Verb::Get => {
            let shape = projection::name(method.pattern, project);
            let shape = shape.map(|name| format!(", {name}")).unwrap_or_default();
            (Link::call("get", vec![key(method)]), format!("op::Get<{}{shape}>", method.entity.name))
        }
        Verb::BatchGet => {
            let read = Link::call("batch_get", vec![Expr::text(grouped(names()))]);
            (read, format!("op::BatchGet<{table}, {}>", grouped(types())))
        }
        _ => {
            let read = Link::call("transact_get", vec![Expr::text(grouped(names()))]);
            (read, format!("op::TransactGet<{table}, {}>", grouped(types())))
        }
    };
    let read = Expr::text("self.0").then([read]);
    let read = read.then(consistent.then(|| Link::call("consistent", Vec::new())));
    let read = read.then(projection::link(method.pattern, project));
    vec![Function {
        doc: docs::of(method, None),
        head: format!("pub fn {}", ident(&method.pattern.name)),
        has_self: true,
        parameters: method.parameters(),
        output,
        body: Body::value(read),
    }]
}

/// Puts and deletes.
pub(super) fn batch_write(method: &Method<'_>) -> Vec<Function> {
    let mut write = Expr::text("self.0").then([Link::call("batch_write", Vec::new())]);
    for parameter in &method.pattern.parameters {
        let function = match &parameter.kind {
            ParameterKind::Items(_) => "put_all",
            _ => "delete_all",
        };
        write = write.then([Link::call(function, vec![Expr::text(own(&parameter.name))])]);
    }
    vec![Function {
        doc: docs::of(method, None),
        head: format!("pub fn {}", ident(&method.pattern.name)),
        has_self: true,
        parameters: method.parameters(),
        output: format!("op::BatchWrite<{}>", pascal_case(&method.design.name)),
        body: Body::value(write),
    }]
}

/// `Order::key(…)` of the parameters.
pub(super) fn key(method: &Method<'_>) -> Expr {
    let arguments = key_fields(method.model).into_iter().map(|field| Expr::text(method.part(field)));
    Expr::call(path(method.entity, "key"), arguments.collect())
}

/// The marker of the value leads to the item.
pub(super) fn get_unique(method: &Method<'_>, field: &str, consistent: bool) -> Vec<Function> {
    let Some(unique) = method.entity.unique.iter().find(|unique| unique.field == field) else {
        return Vec::new();
    };
    let arguments = unique.scope.iter().chain([&unique.field]).map(|field| Expr::text(own(field)));
    let marker = Expr::call(format!("{}::by_{field}", method.entity.name), arguments.collect());
    let read = Expr::text("self.0").then([Link::call("get_by_unique", vec![marker])]);
    let read = read.then(consistent.then(|| Link::call("consistent", Vec::new())));
    vec![Function {
        doc: docs::of(method, None),
        head: format!("pub fn {}", ident(&method.pattern.name)),
        has_self: true,
        parameters: method.parameters(),
        output: format!("op::GetByUnique<{}{}>", method.entity.name, pascal_case(field)),
        body: Body::value(read),
    }]
}

/// One method, or one for each way to bound the range.
pub(super) fn query(method: &Method<'_>, query: &QueryPattern) -> Vec<Function> {
    let write = match &query.returns {
        Returns::Aggregate(_) | Returns::Enum(_) => collect,
        Returns::Items => items,
    };
    match &query.range {
        None => vec![write(method, query, None)],
        Some((field, operators)) => {
            operators.iter().map(|operator| write(method, query, Some((field, *operator)))).collect()
        }
    }
}

fn items(method: &Method<'_>, query: &QueryPattern, range: Option<(&str, RangeOperator)>) -> Function {
    let shard = query.fan_out.map(|_| method.fresh("shard"));
    let mut asked = started(method, query, shard.as_deref());
    for part in &query.by {
        asked = asked.then([Link::call(ident(part), vec![Expr::text(value(method, part, shard.is_some()))])]);
    }
    if let Some((field, operator)) = range {
        let bounds = bounds(operator, &value_of_range(method, field, operator, shard.is_some()));
        asked = asked.then([Link::call(ident(field), vec![bounds])]);
    }
    let mut body = Body::default();
    let mut read = Expr::text("self.0");
    match (query.fan_out, &shard) {
        (Some(count), Some(shard)) => {
            let queries = Expr::Closure(shard.clone(), Box::new(asked));
            let queries = Expr::text(format!("(0..{count})")).then([Link::call("map", vec![queries])]);
            let local = method.fresh("queries");
            body.bind(&local, &queries);
            read = read.then([Link::call("fan_out", vec![Expr::text(local)])]);
        }
        _ if asked.flat().len() > 50 => {
            let local = method.fresh("query");
            body.bind(&local, &asked);
            read = read.then([Link::call("query", vec![Expr::text(local)])]);
        }
        _ => read = read.then([Link::call("query", vec![asked])]),
    }
    for filter in query.filter.iter().flat_map(conjuncts) {
        read = read.then([Link::call("filter", vec![closure(method, filter, &own)])]);
    }
    read = read.then(query.consistent.then(|| Link::call("consistent", Vec::new())));
    read = read.then(query.descending.then(|| Link::call("descending", Vec::new())));
    read = read.then(query.page.map(|page| Link::call("take", vec![Expr::text(page.to_string())])));
    read = read.then(projection::link(method.pattern, &query.project));
    read = read.then(query.hydrate.then(|| Link::call("hydrate", Vec::new())));
    if query.counts {
        read = read.then([Link::call("count", Vec::new()), Link::wait("")]);
    }
    body.text.push_str(&read.value(8));
    let name = method_of(method, range);
    if query.counts {
        return Function {
            doc: docs::of(method, range),
            head: format!("pub async fn {}", ident(&name)),
            has_self: true,
            parameters: parameters(method, range),
            output: "dynamo_model::Result<op::Count>".to_owned(),
            body,
        };
    }
    let builder = match (query.fan_out, query.hydrate) {
        (Some(_), _) => "FanOut",
        (None, true) => "Hydrate",
        (None, false) => "Query",
    };
    // An index that does not hold all attributes gives a type of its own.
    let held = entry(method, query).filter(|entry| held(&method.design.table, method.model, entry).is_some());
    let held = held.map(|entry| format!(", {}{}Item", method.entity.name, pascal_case(&entry.name)));
    let held = held.unwrap_or_default();
    let source = format!("dynamo_model::ReadFrom<{}{held}>", is_global(method, query));
    let shape = projection::name(method.pattern, &query.project);
    let shape = shape.map(|name| format!(", {name}")).unwrap_or(held);
    Function {
        doc: docs::of(method, range),
        head: format!("pub fn {}", ident(&name)),
        has_self: true,
        parameters: parameters(method, range),
        output: format!("op::{builder}<{}, {source}{shape}>", method.entity.name),
        body,
    }
}

/// `list_orders` with a range since a time is `list_orders_since`.
pub(crate) fn method_name(pattern: &str, operator: RangeOperator) -> String {
    format!("{pattern}_{}", operator.as_str())
}

fn parameters(method: &Method<'_>, range: Option<(&str, RangeOperator)>) -> Vec<String> {
    let declare = |parameter: &crate::design::Parameter| match (range, &parameter.kind) {
        (Some((field, RangeOperator::Between)), ParameterKind::Value(of)) if parameter.name == field => {
            format!("{}: std::ops::RangeInclusive<{}>", ident(field), argument::borrowed(of))
        }
        _ => argument::declaration(parameter),
    };
    method.pattern.parameters.iter().map(declare).collect()
}

fn bounds(operator: RangeOperator, value: &str) -> Expr {
    Expr::text(match operator {
        RangeOperator::Between => value.to_owned(),
        RangeOperator::Since | RangeOperator::AtLeast => format!("{value}.."),
        RangeOperator::Before | RangeOperator::Below => format!("..{value}"),
        RangeOperator::AtMost => format!("..={value}"),
        RangeOperator::Above => {
            let bounds =
                [format!("std::ops::Bound::Excluded({value})"), "std::ops::Bound::Unbounded".to_owned()];
            // A pair is laid out as a call without a name.
            return Expr::call("", bounds.map(Expr::text).to_vec());
        }
        RangeOperator::BeginsWith => format!("begins_with({value})"),
    })
}

/// A parameter's value, which is copied where it is used once per shard.
fn value(method: &Method<'_>, name: &str, is_repeated: bool) -> String {
    let of = method.parameter_of(name).map(|parameter| &parameter.kind);
    match of {
        Some(ParameterKind::Value(of)) if is_repeated && !argument::is_copy(of) => {
            format!("{}.clone()", method.part(name))
        }
        _ => method.part(name),
    }
}

fn value_of_range(method: &Method<'_>, field: &str, operator: RangeOperator, is_repeated: bool) -> String {
    if operator == RangeOperator::Between && is_repeated {
        return format!("{}.clone()", own(field));
    }
    value(method, field, is_repeated)
}

/// The entry of an entity in the index that is queried.
pub(super) fn entry<'m>(method: &Method<'m>, query: &QueryPattern) -> Option<&'m EntityIndex> {
    let name = query.index.as_ref()?;
    method.model.indexes.iter().find(|entry| entry.index == *name)
}

fn is_global(method: &Method<'_>, query: &QueryPattern) -> bool {
    is_global_index(method, query.index.as_ref())
}

fn is_global_index(method: &Method<'_>, index: Option<&String>) -> bool {
    let mut indexes = method.design.table.indexes.iter();
    let index = index.and_then(|name| indexes.find(|index| index.name == *name));
    index.is_some_and(|index| index.scope == IndexScope::Global)
}

/// `Order::by_status(status, shard)`
fn started(method: &Method<'_>, query: &QueryPattern, shard: Option<&str>) -> Expr {
    let entry = entry(method, query);
    let sources = match entry {
        Some(entry) if !entry.partition.is_empty() => entry.partition.iter().collect(),
        _ => vec![&method.model.key.partition],
    };
    let mut arguments: Vec<String> = Vec::new();
    for (attribute, shards) in sources.into_iter().flat_map(parts) {
        let text = match shards {
            Some(_) => shard.unwrap_or("shard").to_owned(),
            None => value(method, &method.field_of(attribute), shard.is_some()),
        };
        if !arguments.contains(&text) {
            arguments.push(text);
        }
    }
    let function = entry.map_or("of", |entry| &entry.name);
    Expr::call(path(method.entity, function), arguments.into_iter().map(Expr::text).collect())
}

/// The items of several entities, in the places of a struct or as an enum.
fn collect(method: &Method<'_>, query: &QueryPattern, range: Option<(&str, RangeOperator)>) -> Function {
    let name = match &query.returns {
        Returns::Aggregate(aggregate) => &aggregate.name,
        Returns::Enum(name) => name,
        Returns::Items => &method.entity.name,
    };
    let output = match &query.returns {
        Returns::Enum(name) => format!("Vec<{name}>"),
        _ => name.clone(),
    };
    let asked = super::result::asked(method, query, name);
    let asked = asked.then(range.map(|(field, operator)| {
        Link::call("range", vec![bounds(operator, &value_of_range(method, field, operator, false))])
    }));
    let mut body = Body::default();
    let mut read = Expr::text("self.0");
    if asked.flat().len() > 50 {
        let local = method.fresh("query");
        body.bind(&local, &asked);
        read = read.then([Link::call("collect", vec![Expr::text(local)])]);
    } else {
        read = read.then([Link::call("collect", vec![asked])]);
    }
    for filter in query.filter.iter().flat_map(conjuncts) {
        let of = format!("filter::<{}>", method.entity.name);
        read = read.then([Link::call(of, vec![closure(method, filter, &own)])]);
    }
    read = read.then(query.consistent.then(|| Link::call("consistent", Vec::new())));
    read = read.then(query.descending.then(|| Link::call("descending", Vec::new())));
    read = read.then(query.page.map(|page| Link::call("take", vec![Expr::text(page.to_string())])));
    body.text.push_str(&read.value(8));
    let source = if is_global(method, query) { ", dynamo_model::ReadFrom<true>" } else { "" };
    Function {
        doc: docs::of(method, range),
        head: format!("pub fn {}", ident(&method_of(method, range))),
        has_self: true,
        parameters: parameters(method, range),
        output: format!("op::Collect<{output}{source}>"),
        body,
    }
}

/// The method of a pattern, or that of one of its ranges.
fn method_of(method: &Method<'_>, range: Option<(&str, RangeOperator)>) -> String {
    match range {
        Some((_, operator)) => method_name(&method.pattern.name, operator),
        None => method.pattern.name.clone(),
    }
}

pub(super) fn scan(method: &Method<'_>, scan: &ScanPattern) -> Vec<Function> {
    let entity = &method.entity.name;
    let entry =
        scan.index.as_ref().and_then(|name| method.model.indexes.iter().find(|entry| entry.index == *name));
    let (start, output) = match entry {
        None => {
            let shape = projection::name(method.pattern, &scan.project);
            let shape = shape.map(|name| format!(", {name}")).unwrap_or_default();
            (format!("scan::<{entity}>"), format!("op::Scan<{entity}{shape}>"))
        }
        Some(entry) => {
            let query = format!("{entity}{}", pascal_case(&entry.name));
            let global = is_global_index(method, scan.index.as_ref());
            let (shape, held) = match held(&method.design.table, method.model, entry) {
                Some(_) => (format!("{query}Item"), format!(", {query}Item")),
                None => {
                    let shape = projection::name(method.pattern, &scan.project);
                    (shape.unwrap_or_else(|| entity.clone()), String::new())
                }
            };
            let output = format!("op::Scan<{entity}, {shape}, dynamo_model::ReadFrom<{global}{held}>>");
            (format!("scan_index::<{query}>"), output)
        }
    };
    let mut read = Expr::text("self.0").then([Link::call(start, Vec::new())]);
    if scan.segments > 1 {
        let total = Expr::text(scan.segments.to_string());
        read = read.then([Link::call("segment", vec![Expr::text("segment"), total])]);
    }
    for filter in scan.filter.iter().flat_map(conjuncts) {
        read = read.then([Link::call("filter", vec![closure(method, filter, &own)])]);
    }
    read = read.then(scan.consistent.then(|| Link::call("consistent", Vec::new())));
    read = read.then(projection::link(method.pattern, &scan.project));
    let (head, output) = if scan.counts {
        read = read.then([Link::call("count", Vec::new()), Link::wait("")]);
        ("pub async fn", "dynamo_model::Result<op::Count>".to_owned())
    } else {
        ("pub fn", output)
    };
    vec![Function {
        doc: docs::of(method, None),
        head: format!("{head} {}", ident(&method.pattern.name)),
        has_self: true,
        parameters: method.parameters(),
        output,
        body: Body::value(read),
    }]
}
