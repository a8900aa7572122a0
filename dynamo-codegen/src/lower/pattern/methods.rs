//! The names that patterns become: each method and each type is there once.

use crate::decode::Context;
use crate::design::{AccessPattern, Element, Operation, Returns};
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Scope;
use crate::names::pascal_case;
use crate::render::rust::found;
use crate::render::rust::methods::{error_name, method_name, projection, request_name, table_name};
use crate::render::rust::search::function;
use crate::span::Span;

/// What the struct around the handle has already, or what every type is asked for: a method would hide it.
const RESERVED: [&str; 9] = ["as_ref", "borrow", "clone", "cmp", "deref", "eq", "hash", "index", "on"];

pub(super) fn check(scope: &Scope<'_>, patterns: &[AccessPattern], cx: &Context<'_>) {
    let mut methods: Vec<(String, Span, &str)> = Vec::new();
    let mut types: Vec<(String, Span)> = of_table(scope);
    let plain: Vec<&str> = plain(scope, patterns);
    for pattern in patterns {
        let Some((word, spec)) = scope.spec.patterns.iter().find(|(word, _)| word.value == pattern.name)
        else {
            continue;
        };
        for method in methods_of(pattern) {
            if RESERVED.contains(&method.as_str()) {
                let message = format!("`{method}` would hide what every table has");
                cx.report(Diagnostic::new(Code::MethodTwice, word.span, message).label("use another name"));
            }
            if let Some((_, first, owner)) = methods.iter().find(|(known, ..)| *known == method) {
                let message = format!("`{owner}` has a method `{method}` too");
                cx.report(
                    Diagnostic::new(Code::MethodTwice, word.span, message)
                        .label("use another name")
                        .also(*first, "the other access pattern"),
                );
            }
            methods.push((method, word.span, &pattern.name));
        }
        for name in types_of(pattern) {
            // That a result is named as another one, an entity or a type is found with the collections of the table.
            let is_result = pattern.entities.len() > 1 && matches!(pattern.operation, Operation::Query(_));
            let is_known = is_result && plain.iter().filter(|plain| **plain == name).count() > 1;
            if let Some((_, first)) = types.iter().find(|(known, _)| *known == name && !is_known) {
                let span = spec.operation.span;
                let message = format!("a second type `{name}`");
                cx.report(
                    Diagnostic::new(Code::TypeNameTwice, span, message)
                        .label("use another name")
                        .also(*first, "the first one"),
                );
            }
            types.push((name, word.span));
        }
    }
}

fn methods_of(pattern: &AccessPattern) -> Vec<String> {
    let mut methods = match &pattern.operation {
        Operation::Query(query) if query.range.is_some() => {
            let operators = query.range.iter().flat_map(|(_, operators)| operators);
            operators.map(|operator| method_name(&pattern.name, *operator)).collect()
        }
        _ => vec![pattern.name.clone()],
    };
    if let Operation::Write(_) = &pattern.operation {
        methods.push(request_name(&pattern.name));
    }
    methods
}

fn types_of(pattern: &AccessPattern) -> Vec<String> {
    let projected = projection::name(pattern, projection::of(pattern));
    let mut types = match &pattern.operation {
        Operation::Query(query) => match &query.returns {
            Returns::Items => Vec::new(),
            Returns::Enum(name) => vec![name.clone()],
            Returns::Aggregate(aggregate) => vec![aggregate.name.clone()],
        },
        Operation::Write(write) => write.failure.iter().map(|_| error_name(&pattern.name)).collect(),
        Operation::TransactWrite(transaction) => {
            let rows = transaction.lists.iter().filter_map(|list| match &list.element {
                Element::Row(name, _) => Some(name.clone()),
                Element::Item(_) => None,
            });
            rows.collect()
        }
        _ => Vec::new(),
    };
    types.extend(projected);
    types
}

/// The names that the spec itself gives to types.
fn plain<'s>(scope: &Scope<'s>, patterns: &'s [AccessPattern]) -> Vec<&'s str> {
    let entities = scope.spec.entities.iter().map(|(word, _)| word.as_str());
    let types = scope.spec.types.iter().map(|(word, _)| word.as_str());
    let results = patterns.iter().filter_map(|pattern| match &pattern.operation {
        Operation::Query(query) => match &query.returns {
            Returns::Items => None,
            Returns::Enum(name) => Some(name.as_str()),
            Returns::Aggregate(aggregate) => Some(aggregate.name.as_str()),
        },
        _ => None,
    });
    entities.chain(types).chain(results).collect()
}

/// The types of the table and its entities, with what the derives make of an entity.
fn of_table(scope: &Scope<'_>) -> Vec<(String, Span)> {
    let model = &scope.spec.model.name;
    let mut types = vec![(pascal_case(model.as_str()), model.span), (table_name(model.as_str()), model.span)];
    for entity in scope.entities {
        let (name, span) = (entity.word.as_str(), entity.word.span);
        types.extend(["", "Key", "Of", "Paths"].map(|suffix| (format!("{name}{suffix}"), span)));
        let entries = entity.model.indexes.iter();
        types.extend(entries.map(|entry| (format!("{name}{}", pascal_case(&entry.name)), span)));
        let former = entity.design.former.iter();
        types.extend(former.map(|former| (former.name.clone(), span)));
        let searches = found(scope.table, &entity.model).into_iter();
        types.extend(searches.map(|found| (format!("{name}{}", pascal_case(&function(found.index))), span)));
        let guards = entity.design.unique.iter();
        types.extend(guards.map(|unique| (format!("{name}{}", pascal_case(&unique.field)), span)));
    }
    types.extend(scope.spec.types.iter().map(|(word, _)| (word.value.clone(), word.span)));
    types
}
