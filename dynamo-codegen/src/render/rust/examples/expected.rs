//! What a pattern returns, and what it should return.

use super::super::layout::{Expr, Link};
use super::super::methods::{is_copied, projection};
use super::super::{entity as entities, ident, value};
use super::{STATEMENT, Test};
use crate::design::{
    Aggregate, Design, EntityDesign, FieldDesign, Image, ItemExample, Member, Operation, QueryPattern,
    Returns, ScanPattern, TypeBody, TypeRef, Verb,
};
use crate::names::snake_case;

/// The entity of an item.
pub(super) fn entity_of<'d>(design: &'d Design, item: &ItemExample) -> Option<&'d EntityDesign> {
    let name = match item {
        ItemExample::Seed(name) => &design.seeds.iter().find(|seed| seed.name == *name)?.item.entity,
        ItemExample::Like(_, item) | ItemExample::Item(item) => &item.entity,
    };
    design.entities.iter().find(|entity| entity.name == *name)
}

impl Test<'_> {
    pub(super) fn returned(&self, call: Expr, items: &[ItemExample], body: &mut String) {
        match &self.pattern.operation {
            Operation::Get { .. } if self.pattern.verb != Verb::Get => self.several(call, items, body),
            Operation::Get { .. } | Operation::GetUnique { .. } => {
                body.push_str(&call.then([Link::wait("?")]).binding("found", STATEMENT));
                self.one(items, body);
            }
            Operation::Query(query) => self.queried(call, query, items, body),
            Operation::Scan(scan) => self.scanned(call, scan, items, body),
            Operation::SearchVectors(_) => self.searched(call, items, body),
            Operation::Write(write) => {
                body.push_str(&call.then([Link::wait("?")]).binding("found", STATEMENT));
                match (write.returns, items) {
                    (Image::New, [item]) => {
                        let filled = entity_of(self.design, item).into_iter().flat_map(value::filled_in);
                        let filled: Vec<(String, Expr)> = filled
                            .map(|field| {
                                let name = ident(&field.field);
                                let found = Expr::text(value::filled_value("found", field));
                                (name, found)
                            })
                            .collect();
                        body.push_str(&self.item(item, &filled).binding("expected", STATEMENT));
                        body.push_str("        assert_eq!(found, expected);\n");
                    }
                    _ => self.one(items, body),
                }
            }
            Operation::BatchWrite | Operation::TransactWrite(_) => {}
        }
    }

    /// `found` is an item or nothing.
    fn one(&self, items: &[ItemExample], body: &mut String) {
        match items {
            [item] => {
                let item = self.shape(item);
                body.push_str(&item.binding("expected", STATEMENT));
                body.push_str("        assert_eq!(found, Some(expected));\n");
            }
            _ => body.push_str("        assert_eq!(found, None);\n"),
        }
    }

    /// `found` is some items in an order.
    fn all(&self, items: Vec<Expr>, body: &mut String) {
        if items.is_empty() {
            body.push_str("        assert!(found.is_empty());\n");
            return;
        }
        body.push_str(&Expr::List("", items).binding("expected", STATEMENT));
        body.push_str("        assert_eq!(found, expected);\n");
    }

    /// An item as the pattern reads it: whole, or some of its attributes.
    fn shape(&self, item: &ItemExample) -> Expr {
        let project = projection::of(self.pattern);
        let (Some(name), Some(entity)) =
            (projection::name(self.pattern, project), entity_of(self.design, item))
        else {
            return self.item(item, &[]);
        };
        let whole = match item {
            ItemExample::Seed(seed) => format!("seeds.{}", ident(seed)),
            _ => format!("({})", self.item(item, &[]).flat()),
        };
        let fields = entity.fields.iter().filter(|field| project.contains(&field.field));
        let fields = fields.map(|field| (ident(&field.field), self.copied(&whole, field)));
        Expr::Struct(name, fields.collect(), None)
    }

    fn queried(&self, call: Expr, query: &QueryPattern, items: &[ItemExample], body: &mut String) {
        if query.counts {
            let counted = call.then([Link::wait("?"), Link::field("count")]);
            body.push_str(&counted.binding("found", STATEMENT));
            body.push_str(&format!("        assert_eq!(found, {});\n", items.len()));
            return;
        }
        let found = call.then([Link::wait("?")]);
        match &query.returns {
            Returns::Aggregate(aggregate) => {
                body.push_str(&found.binding("found", STATEMENT));
                body.push_str(&self.aggregate(aggregate, items).binding("expected", STATEMENT));
                body.push_str("        assert_eq!(found, expected);\n");
            }
            Returns::Enum(name) => {
                body.push_str(&found.binding("found", STATEMENT));
                let variant = |item: &ItemExample| {
                    let entity = entity_of(self.design, item).map_or("", |entity| &entity.name);
                    Expr::call(format!("{name}::{entity}"), vec![self.item(item, &[])])
                };
                self.all(items.iter().map(variant).collect(), body);
            }
            Returns::Items => {
                let found = if query.fan_out.is_some() {
                    found
                } else if query.hydrate {
                    found.then([Link::field("page"), Link::field("items")])
                } else {
                    found.then([Link::field("items")])
                };
                body.push_str(&found.binding("found", STATEMENT));
                let held = if query.hydrate { None } else { self.held(query.index.as_deref()) };
                self.listed(held, items, body);
            }
        }
    }

    /// The items that are found, without how alike they are.
    fn searched(&self, call: Expr, items: &[ItemExample], body: &mut String) {
        let found = call.then([Link::wait("?")]);
        body.push_str(&found.binding("found", STATEMENT));
        if !items.is_empty() {
            let item = Expr::Closure("hit".to_owned(), Box::new(Expr::text("hit.item")));
            let links = [
                Link::call("into_iter", Vec::new()),
                Link::call("map", vec![item]),
                Link::call("collect", Vec::new()),
            ];
            body.push_str(&Expr::text("found").then(links).binding("found: Vec<_>", STATEMENT));
        }
        self.all(items.iter().map(|item| self.item(item, &[])).collect(), body);
    }

    /// `found` is a list, of whole items or of what an index holds of them.
    fn listed(&self, held: Option<Vec<&FieldDesign>>, items: &[ItemExample], body: &mut String) {
        let Some(held) = held else {
            return self.all(items.iter().map(|item| self.shape(item)).collect(), body);
        };
        let parts = |whole: &str| {
            let key = Expr::text(format!("{whole}.primary_key()"));
            let mut parts: Vec<Expr> = held.iter().map(|field| self.copied(whole, field)).collect();
            parts.insert(0, key);
            if parts.len() == 1 { parts.remove(0) } else { Expr::call("", parts) }
        };
        let links = [
            Link::call("iter", Vec::new()),
            Link::call("map", vec![Expr::Closure("item".to_owned(), Box::new(parts("item")))]),
            Link::call("collect", Vec::new()),
        ];
        body.push_str(&Expr::text("found").then(links).binding("found: Vec<_>", STATEMENT));
        let items = items.iter().map(|item| match item {
            ItemExample::Seed(seed) => parts(&format!("seeds.{}", ident(seed))),
            _ => parts(&format!("({})", self.item(item, &[]).flat())),
        });
        self.all(items.collect(), body);
    }

    /// The fields that an index holds, when that is not all of them.
    fn held(&self, index: Option<&str>) -> Option<Vec<&FieldDesign>> {
        if !projection::of(self.pattern).is_empty() {
            return None;
        }
        let entity = self.pattern.entities.first()?;
        let entity = self.design.entities.iter().find(|known| known.name == *entity)?;
        let model = self.design.table.entities.iter().find(|model| model.name == entity.kind)?;
        let entry = model.indexes.iter().find(|entry| Some(&*entry.index) == index)?;
        let held = entities::held(&self.design.table, model, entry)?;
        let fields = held
            .into_iter()
            .filter_map(|attribute| entity.fields.iter().find(|field| field.field == attribute.field));
        Some(fields.collect())
    }

    /// Items in no particular order, of all segments.
    fn scanned(&self, call: Expr, scan: &ScanPattern, items: &[ItemExample], body: &mut String) {
        if scan.counts {
            let counted = call.then([Link::wait("?"), Link::field("count")]);
            if scan.segments > 1 {
                body.push_str("        let mut found = 0;\n");
                body.push_str(&format!("        for segment in 0..{} {{\n", scan.segments));
                body.push_str(&format!("            found += {};\n        }}\n", counted.flat()));
            } else {
                body.push_str(&counted.binding("found", STATEMENT));
            }
            body.push_str(&format!("        assert_eq!(found, {});\n", items.len()));
            return;
        }
        let read = call.then([Link::call("all", Vec::new()), Link::wait("?")]);
        if scan.segments > 1 {
            body.push_str("        let mut found = Vec::new();\n");
            body.push_str(&format!("        for segment in 0..{} {{\n", scan.segments));
            let extend = Expr::text("found").then([Link::call("extend", vec![read])]);
            body.push_str(&extend.statement(STATEMENT + 4));
            body.push_str("        }\n");
        } else {
            body.push_str(&read.binding("found", STATEMENT));
        }
        if items.is_empty() {
            body.push_str("        assert!(found.is_empty());\n");
            return;
        }
        let is_partial = self.held(scan.index.as_deref()).is_some();
        if is_partial {
            let key = Expr::Closure("item".to_owned(), Box::new(Expr::text("item.primary_key()")));
            let links = [
                Link::call("iter", Vec::new()),
                Link::call("map", vec![key]),
                Link::call("collect", Vec::new()),
            ];
            body.push_str(&Expr::text("found").then(links).binding("found: Vec<_>", STATEMENT));
        }
        let items = items.iter().map(|item| match (item, is_partial) {
            (ItemExample::Seed(seed), true) => Expr::text(format!("seeds.{}.primary_key()", ident(seed))),
            (item, true) => Expr::text(format!("({}).primary_key()", self.item(item, &[]).flat())),
            (item, false) => self.shape(item),
        });
        body.push_str(&Expr::List("", items.collect()).binding("expected", STATEMENT));
        body.push_str("        assert_eq!(found.len(), expected.len());\n");
        body.push_str("        assert!(expected.iter().all(|item| found.contains(item)));\n");
    }

    /// The items of each entity, one after the other.
    fn several(&self, call: Expr, items: &[ItemExample], body: &mut String) {
        let of = |entity: &str| -> Vec<Expr> {
            let items = items
                .iter()
                .filter(|item| entity_of(self.design, item).is_some_and(|found| found.name == entity));
            items.map(|item| self.item(item, &[])).collect()
        };
        let read = call.then([Link::wait("?")]);
        let names: Vec<String> =
            self.pattern.entities.iter().map(|entity| self.local(&snake_case(entity))).collect();
        let pattern = match names.as_slice() {
            [name] => name.clone(),
            names => format!("({})", names.join(", ")),
        };
        body.push_str(&read.binding(&pattern, STATEMENT));
        let is_single = self.pattern.verb == Verb::TransactGet && names.len() > 1;
        for (name, entity) in names.iter().zip(&self.pattern.entities) {
            let mut expected = of(entity);
            match (is_single, expected.pop()) {
                (true, Some(item)) => {
                    body.push_str(&item.binding("expected", STATEMENT));
                    body.push_str(&format!("        assert_eq!({name}, Some(expected));\n"));
                }
                (true, None) => body.push_str(&format!("        assert_eq!({name}, None);\n")),
                (false, last) => {
                    expected.extend(last);
                    let links = ["into_iter", "flatten", "collect"].map(|name| Link::call(name, Vec::new()));
                    let found = Expr::text(name.as_str()).then(links);
                    body.push_str(&found.binding("found: Vec<_>", STATEMENT));
                    self.all(expected, body);
                }
            }
        }
    }

    /// The items in the places that the aggregate has for their entities.
    fn aggregate(&self, aggregate: &Aggregate, items: &[ItemExample]) -> Expr {
        let fields = aggregate.members.iter().map(|member| {
            let mut of = items.iter().filter(|item| {
                entity_of(self.design, item).is_some_and(|entity| entity.name == member.entity)
            });
            let value = match member.member {
                Member::Many => {
                    let items: Vec<Expr> = of.map(|item| self.item(item, &[])).collect();
                    if items.is_empty() { Expr::text("Vec::new()") } else { Expr::List("vec!", items) }
                }
                Member::One | Member::Optional => match (of.next(), member.member) {
                    (Some(item), Member::One) => self.item(item, &[]),
                    (Some(item), _) => Expr::call("Some", vec![self.item(item, &[])]),
                    (None, _) => Expr::text("None"),
                },
            };
            (ident(&member.field), value)
        });
        Expr::Struct(aggregate.name.clone(), fields.collect(), None)
    }

    /// A field of an item, which stays where it is.
    fn copied(&self, whole: &str, field: &FieldDesign) -> Expr {
        let place = format!("{whole}.{}", ident(&field.field));
        let is_copy = match &field.type_ref {
            TypeRef::Scalar(scalar) => is_copied(scalar),
            TypeRef::Enum(..) => true,
            TypeRef::Named(name) => {
                let mut types = self.design.types.iter();
                types.any(|of| of.name == *name && matches!(of.body, TypeBody::Enum(_)))
            }
            _ => false,
        };
        Expr::text(if is_copy { place } else { format!("{place}.clone()") })
    }
}
