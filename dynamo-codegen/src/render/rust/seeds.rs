//! Seeds: items to try the access patterns on.

use super::layout::{Expr, Link};
use super::{doc, ident, value};
use crate::design::Design;
use crate::names::pascal_case;

/// The name of the struct with the seeds.
pub(crate) fn name(design: &str) -> String {
    format!("{}Seeds", pascal_case(design))
}

pub(super) fn write(design: &Design, out: &mut String) {
    if design.seeds.is_empty() {
        return;
    }
    let (table, name) = (pascal_case(&design.name), name(&design.name));
    out.push('\n');
    doc("Items to try the access patterns on: those that the spec's examples begin with.", 0, out);
    out.push_str(&format!("#[derive(Debug, Clone, PartialEq)]\npub struct {name} {{\n"));
    for seed in &design.seeds {
        doc(&format!("The seed `{}`.", seed.name), 1, out);
        out.push_str(&format!("    pub {}: {},\n", ident(&seed.name), seed.item.entity));
    }
    out.push_str(&format!("}}\n\nimpl {name} {{\n"));
    doc("The items as the spec has them.", 1, out);
    let fields = design.seeds.iter().map(|seed| (ident(&seed.name), value::item(design, &seed.item)));
    let items = Expr::Struct("Self".to_owned(), fields.collect(), None).value(8);
    out.push_str(&format!("    pub fn items() -> Self {{\n{items}    }}\n\n"));
    let text = "Creates the items in a table, one after the other, and returns them as they are stored.

        # Errors
        When one of them is there, and those of the requests.";
    doc(text, 1, out);
    let head = format!("pub async fn store(table: &TableHandle<{table}>)");
    out.push_str(&format!("    {head} -> dynamo_model::Result<Self> {{\n"));
    let stores: Vec<(bool, String)> =
        design.seeds.iter().map(|seed| store(design, &ident(&seed.name), &seed.item.entity)).collect();
    let is_changed = stores.iter().any(|(is_changed, _)| *is_changed);
    out.push_str(if is_changed { "        let mut seeds" } else { "        let seeds" });
    out.push_str(" = Self::items();\n");
    for (_, text) in stores {
        out.push_str(&text);
    }
    out.push_str("        Ok(seeds)\n    }\n}\n");
}

/// The statements that store a seed, and whether they change it to what is stored.
fn store(design: &Design, seed: &str, entity: &str) -> (bool, String) {
    let place = format!("seeds.{seed}");
    let entity = design.entities.iter().find(|known| known.name == entity);
    let is_filled = entity.is_some_and(|entity| value::filled_in(entity).next().is_some());
    let is_unique = entity.is_some_and(|entity| !entity.unique.is_empty());
    let table = || Expr::text("table");
    let item = || vec![Expr::text(format!("&{place}"))];
    if is_unique {
        let created = table().then([Link::call("create_unique", item()), Link::wait("?")]).statement(8);
        if !is_filled {
            return (false, created);
        }
        let key = Expr::text(format!("{place}.primary_key()"));
        let read = table().then([
            Link::call("get", vec![key]),
            Link::call("consistent", Vec::new()),
            Link::wait("?"),
        ]);
        let stored = read.binding("stored", 8) + &format!("        {place} = stored.unwrap_or({place});\n");
        return (true, created + &stored);
    }
    if is_filled {
        let created = table().then([
            Link::call("create", item()),
            Link::call("returning", vec![Expr::text("AllNew")]),
            Link::wait("?"),
        ]);
        return (true, created.assignment(&place, 8));
    }
    (false, table().then([Link::call("create", item()), Link::wait("?")]).statement(8))
}
