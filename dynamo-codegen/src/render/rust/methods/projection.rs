//! Some attributes of items, as structs.

use super::super::layout::{Expr, Link};
use super::super::types::type_text;
use super::super::{an, doc, ident};
use super::Method;
use crate::design::{AccessPattern, Design, Operation};
use crate::names::pascal_case;

/// `list_orders` with a projection reads a `ListOrdersItem`.
pub(crate) fn name(pattern: &AccessPattern, project: &[String]) -> Option<String> {
    (!project.is_empty()).then(|| format!("{}Item", pascal_case(&pattern.name)))
}

/// `.project::<ListOrdersItem>()`
pub(super) fn link(pattern: &AccessPattern, project: &[String]) -> Option<Link> {
    name(pattern, project).map(|name| Link::call(format!("project::<{name}>"), Vec::<Expr>::new()))
}

/// The attributes that a pattern asks for.
pub(crate) fn of(pattern: &AccessPattern) -> &[String] {
    match &pattern.operation {
        Operation::Get { project, .. } => project,
        Operation::Query(query) => &query.project,
        Operation::Scan(scan) => &scan.project,
        _ => &[],
    }
}

pub(super) fn write(design: &Design, pattern: &AccessPattern, out: &mut String) {
    let project = of(pattern);
    let (Some(name), Some(method)) = (name(pattern, project), Method::of(design, pattern)) else { return };
    out.push('\n');
    doc(&format!("What the access pattern `{}` reads of {}.", pattern.name, an(&method.entity.name)), 0, out);
    out.push_str("#[derive(Debug, Clone, PartialEq, DynamoProjection)]\n");
    out.push_str(&format!("#[dynamo(of = {})]\npub struct {name} {{\n", method.entity.name));
    for field in method.entity.fields.iter().filter(|field| project.contains(&field.field)) {
        doc(&format!("The attribute `{}`.", field.attribute), 1, out);
        if let Some(default) = super::super::entity::default_of(field) {
            out.push_str(&format!("    #[dynamo({default})]\n"));
        }
        let text = type_text(&field.type_ref);
        let text = if field.optional { format!("Option<{text}>") } else { text };
        out.push_str(&format!("    pub {}: {text},\n", ident(&field.field)));
    }
    out.push_str("}\n");
}
