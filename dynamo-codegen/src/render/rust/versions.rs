//! What the items of an entity were in earlier versions, and how they become what they are.

use super::layout::Expr;
use super::{an, doc, entity, ident, value};
use crate::design::{EntityDesign, FieldDesign, FormerDesign, Upgrade};

/// `version = 2, upgrade_from = PriceV1`, of the entity.
pub(super) fn arguments(of: &EntityDesign, version: Option<u32>) -> Option<String> {
    let version = version?;
    Some(match of.former.last() {
        Some(former) => format!("version = {version}, upgrade_from = {}", former.name),
        None => format!("version = {version}"),
    })
}

/// The structs of the earlier versions, each with its way to the next.
pub(super) fn write(of: &EntityDesign, out: &mut String) {
    for (at, former) in of.former.iter().enumerate() {
        out.push('\n');
        doc(&format!("What {} was in version {}.", an(&of.name), former.version), 0, out);
        out.push_str("#[derive(Debug, Clone, PartialEq, DynamoAttribute)]\n");
        let before = at.checked_sub(1).and_then(|at| of.former.get(at));
        let from = before.map(|before| format!(", upgrade_from = {}", before.name)).unwrap_or_default();
        out.push_str(&format!("#[dynamo(version = {}{from})]\n", former.version));
        out.push_str(&format!("pub struct {} {{\n", former.name));
        for field in &former.fields {
            entity::field(field, None, None, "pub ", 1, out);
        }
        out.push_str("}\n");
        match of.former.get(at + 1) {
            Some(next) => conversion(former, &next.name, &next.fields, None, out),
            None => conversion(former, &of.name, &of.fields, of.rest.as_deref(), out),
        }
    }
}

fn conversion(
    former: &FormerDesign,
    next: &str,
    fields: &[FieldDesign],
    rest: Option<&str>,
    out: &mut String,
) {
    let body = match &former.upgrade {
        Upgrade::Function(path) => Expr::call(path.as_str(), vec![Expr::text("old")]),
        Upgrade::Fields(steps) => {
            let fields = steps.iter().filter_map(|(name, from)| {
                let field = fields.iter().find(|field| field.field == *name)?;
                let value = match from {
                    Some(from) => Expr::text(format!("old.{}", ident(from))),
                    None => value::absent(field),
                };
                Some((ident(name), value))
            });
            let rest = rest.map(|rest| (ident(rest), Expr::text(entity::NO_REST)));
            Expr::Struct("Self".to_owned(), fields.chain(rest).collect(), None)
        }
    };
    let name = &former.name;
    out.push_str(&format!(
        "\nimpl From<{name}> for {next} {{\n    fn from(old: {name}) -> Self {{\n{}    }}\n}}\n",
        body.value(8)
    ));
}
