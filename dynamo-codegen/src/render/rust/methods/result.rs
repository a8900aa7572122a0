//! The results of queries over several entities.

use super::super::layout::Expr;
use super::super::table::index_name;
use super::super::{doc, doc_or, ident};
use super::{Method, parts};
use crate::design::{AccessPattern, Aggregate, Design, Member, Operation, QueryPattern, Returns};

pub(super) fn write(design: &Design, pattern: &AccessPattern, out: &mut String) {
    let Operation::Query(query) = &pattern.operation else { return };
    match &query.returns {
        Returns::Items => {}
        Returns::Aggregate(aggregate) => structure(design, pattern, query, aggregate, out),
        Returns::Enum(name) => enumeration(design, pattern, query, name, out),
    }
}

fn structure(
    design: &Design,
    pattern: &AccessPattern,
    query: &QueryPattern,
    aggregate: &Aggregate,
    out: &mut String,
) {
    out.push('\n');
    let method = format!("{}::{}", super::table_name(&design.name), pattern.name);
    doc(&doc_or(pattern.doc.as_deref(), || format!("What [`{method}`] reads.")), 0, out);
    derived(design, pattern, query, out);
    out.push_str(&format!("pub struct {} {{\n", aggregate.name));
    for member in &aggregate.members {
        let entity = &member.entity;
        let (text, of) = match member.member {
            Member::One => (format!("The [`{entity}`]."), entity.clone()),
            Member::Optional => (format!("The [`{entity}`], if there is one."), format!("Option<{entity}>")),
            Member::Many => {
                (format!("Each [`{entity}`], in the order of the keys."), format!("Vec<{entity}>"))
            }
        };
        doc(&text, 1, out);
        out.push_str(&format!("    pub {}: {of},\n", ident(&member.field)));
    }
    out.push_str("}\n");
}

fn enumeration(design: &Design, pattern: &AccessPattern, query: &QueryPattern, name: &str, out: &mut String) {
    out.push('\n');
    doc(&doc_or(pattern.doc.as_deref(), || "An item of one of several entities.".to_owned()), 0, out);
    derived(design, pattern, query, out);
    // Entities are as large as they are: a box for each would cost more than the room.
    out.push_str("#[allow(clippy::large_enum_variant)]\n");
    out.push_str(&format!("pub enum {name} {{\n"));
    for entity in &pattern.entities {
        doc(&format!("Of the kind [`{entity}`]."), 1, out);
        out.push_str(&format!("    {entity}({entity}),\n"));
    }
    out.push_str("}\n");
}

fn derived(design: &Design, pattern: &AccessPattern, query: &QueryPattern, out: &mut String) {
    let Some(method) = Method::of(design, pattern) else { return };
    let fields: Vec<String> = bound(&method, query).iter().map(|field| ident(field)).collect();
    let index = query.index.as_ref().map(|index| format!(", on = {}", index_name(index))).unwrap_or_default();
    out.push_str("#[derive(Debug, Clone, PartialEq, DynamoCollection)]\n");
    let range = query.range.as_ref().map(|(field, _)| format!(", range = {}", ident(field)));
    let (range, hydrate) = (range.unwrap_or_default(), if query.hydrate { ", hydrate" } else { "" });
    out.push_str(&format!("#[dynamo(of({}){range}{index}{hydrate})]\n", fields.join(", ")));
}

/// The fields that are given: those of the partition key, and the first ones of the sort key.
fn bound(method: &Method<'_>, query: &QueryPattern) -> Vec<String> {
    let entry = super::read::entry(method, query);
    let sources = match entry {
        Some(entry) if !entry.partition.is_empty() => entry.partition.iter().collect(),
        _ => vec![&method.model.key.partition],
    };
    let mut fields: Vec<String> = Vec::new();
    let parts = sources.into_iter().flat_map(parts).map(|(attribute, shards)| match shards {
        Some(_) => "shard".to_owned(),
        None => method.field_of(attribute),
    });
    for field in parts.chain(query.by.iter().cloned()) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// `CustomerPage::of(customer_id)`
pub(super) fn asked(method: &Method<'_>, query: &QueryPattern, name: &str) -> Expr {
    let values = bound(method, query).into_iter().map(|field| Expr::text(method.part(&field)));
    Expr::call(format!("{name}::of"), values.collect())
}
