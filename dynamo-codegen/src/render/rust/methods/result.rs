//! The results of queries over several entities.

use super::super::{doc, doc_or, ident};
use super::{Body, Method};
use crate::design::{AccessPattern, Aggregate, Design, Member, Operation, Returns};

pub(super) fn write(design: &Design, pattern: &AccessPattern, out: &mut String) {
    let Operation::Query(query) = &pattern.operation else { return };
    match &query.returns {
        Returns::Items => {}
        Returns::Aggregate(aggregate) => structure(design, pattern, aggregate, out),
        Returns::Enum(name) => enumeration(pattern, name, out),
    }
}

fn structure(design: &Design, pattern: &AccessPattern, aggregate: &Aggregate, out: &mut String) {
    out.push('\n');
    let method = format!("{}::{}", super::table_name(&design.name), pattern.name);
    doc(&doc_or(pattern.doc.as_deref(), || format!("What [`{method}`] reads.")), 0, out);
    out.push_str("#[derive(Debug, Clone, PartialEq)]\n");
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

fn enumeration(pattern: &AccessPattern, name: &str, out: &mut String) {
    out.push('\n');
    doc(&doc_or(pattern.doc.as_deref(), || "An item of one of several entities.".to_owned()), 0, out);
    out.push_str("#[derive(Debug, Clone, PartialEq)]\n");
    // Entities are as large as they are: a box for each would cost more than the room.
    out.push_str("#[allow(clippy::large_enum_variant)]\n");
    out.push_str(&format!("pub enum {name} {{\n"));
    for entity in &pattern.entities {
        doc(&format!("Of the kind [`{entity}`]."), 1, out);
        out.push_str(&format!("    {entity}({entity}),\n"));
    }
    out.push_str("}\n");
}

/// `Ok(CustomerPage { … })`
pub(super) fn build(aggregate: &Aggregate, items: &str, body: &mut Body) {
    body.line(8, &format!("Ok({} {{", aggregate.name));
    for member in &aggregate.members {
        let value = match member.member {
            Member::One => format!("{items}.required()?"),
            Member::Optional => format!("{items}.one()?"),
            Member::Many => format!("{items}.many()?"),
        };
        body.line(12, &format!("{}: {value},", ident(&member.field)));
    }
    body.line(8, "})");
}

/// The items in the order of their keys.
pub(super) fn build_lines(method: &Method<'_>, name: &str, items: &str, body: &mut Body) {
    body.line(8, &format!("let mut lines = Vec::with_capacity({items}.len());"));
    body.line(8, &format!("for item in {items}.iter() {{"));
    for (at, entity) in method.pattern.entities.iter().enumerate() {
        let before = if at == 0 { "" } else { "} else " };
        body.line(12, &format!("{before}if item.is::<{entity}>() {{"));
        body.line(16, &format!("lines.push({name}::{entity}(item.read()?));"));
    }
    body.line(12, "}");
    body.line(8, "}");
    body.line(8, "Ok(lines)");
}
