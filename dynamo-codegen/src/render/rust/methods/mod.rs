//! A method for each access pattern, on a struct around the table's handle.

mod argument;
pub(crate) mod capacity;
mod condition;
mod docs;
mod failure;
pub(crate) mod projection;
mod read;
mod result;
mod search;
mod transact;
mod write;

use dynamo_schema::{EntityModel, KeySource, Segment};

pub(crate) use argument::is_copied;
pub(crate) use failure::{error_name, request_name};
pub(crate) use read::method_name;

use super::layout::{self, Expr};
use super::{doc, ident};
use crate::design::{AccessPattern, Design, EntityDesign, Operand, Operation, Parameter, UpdateAction, Verb};
use crate::names::pascal_case;

/// The name of the struct around the table's handle.
pub(crate) fn table_name(design: &str) -> String {
    format!("{}Table", pascal_case(design))
}

pub(super) fn write(design: &Design, out: &mut String) {
    if design.patterns.is_empty() {
        return;
    }
    for pattern in &design.patterns {
        result::write(design, pattern, out);
        projection::write(design, pattern, out);
        failure::write(design, pattern, out);
        transact::write_rows(pattern, out);
    }
    let (table, name) = (pascal_case(&design.name), table_name(&design.name));
    out.push_str(&format!(
        "\n/// The table [`{table}`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct {name}(TableHandle<{table}>);

impl From<TableHandle<{table}>> for {name} {{
    fn from(table: TableHandle<{table}>) -> Self {{
        Self(table)
    }}
}}

impl std::ops::Deref for {name} {{
    type Target = TableHandle<{table}>;

    fn deref(&self) -> &Self::Target {{
        &self.0
    }}
}}

impl {name} {{
"
    ));
    let open = Function {
        doc: "Opens the table on a backend, under its physical name. Nothing is sent.".to_owned(),
        head: "pub fn on".to_owned(),
        has_self: false,
        parameters: vec![
            "backend: impl dynamo_model::IntoBackend".to_owned(),
            "name: impl Into<std::sync::Arc<str>>".to_owned(),
        ],
        output: "Self".to_owned(),
        body: Body::value(Expr::call(
            "Self",
            vec![Expr::call("TableHandle::new", vec![Expr::text("backend"), Expr::text("name")])],
        )),
    };
    open.write(out);
    for pattern in &design.patterns {
        for function in functions(design, pattern) {
            out.push('\n');
            function.write(out);
        }
    }
    out.push_str("}\n");
}

/// The methods of a pattern.
fn functions(design: &Design, pattern: &AccessPattern) -> Vec<Function> {
    let Some(method) = Method::of(design, pattern) else { return Vec::new() };
    match &pattern.operation {
        Operation::Get { consistent, project } => read::get(&method, *consistent, project),
        Operation::GetUnique { field, consistent } => read::get_unique(&method, field, *consistent),
        Operation::Query(query) => read::query(&method, query),
        Operation::Scan(scan) => read::scan(&method, scan),
        Operation::Write(write) => write::write(&method, write),
        Operation::BatchWrite => read::batch_write(&method),
        Operation::TransactWrite(transaction) => transact::transaction(&method, transaction),
        Operation::SearchVectors(search) => search::search(&method, search),
    }
}

/// A pattern that becomes methods.
struct Method<'d> {
    design: &'d Design,
    pattern: &'d AccessPattern,
    /// The entity it works on, or the first of several.
    entity: &'d EntityDesign,
    model: &'d EntityModel,
}

impl<'d> Method<'d> {
    fn of(design: &'d Design, pattern: &'d AccessPattern) -> Option<Self> {
        let entity = entity(design, pattern.entities.first()?)?;
        let model = design.table.entities.iter().find(|model| model.name == entity.kind)?;
        Some(Self { design, pattern, entity, model })
    }

    /// Whether a change of a field moves the guard of a unique attribute.
    fn is_of_unique(&self, field: &str) -> bool {
        let mut unique = self.entity.unique.iter();
        unique.any(|unique| unique.field == field || unique.scope.iter().any(|scope| scope == field))
    }

    /// Whether a write is one of guards, too: then it is a transaction.
    fn writes_guards(&self, verb: Verb, actions: &[UpdateAction]) -> bool {
        match verb {
            Verb::Update => actions.iter().any(|action| self.is_of_unique(&action.field)),
            Verb::MoveTo => false,
            _ => !self.entity.unique.is_empty(),
        }
    }

    /// What a part of the key is: what the pattern says, or the parameter of its name.
    fn part(&self, field: &str) -> String {
        match self.pattern.key.iter().find(|(name, _)| name == field) {
            Some((_, operand)) => condition::operand(self, field, operand, &condition::own),
            None => ident(field),
        }
    }

    /// The parameter that a part of the key is, if it is one.
    fn parameter_of(&self, field: &str) -> Option<&'d Parameter> {
        match self.pattern.key.iter().find(|(name, _)| name == field) {
            Some((_, Operand::Parameter(name))) => self.parameter(&name.text),
            Some((_, Operand::Literal(..))) => None,
            None => self.parameter(field),
        }
    }

    /// A name that no parameter has.
    fn fresh(&self, name: &str) -> String {
        let mut name = name.to_owned();
        while self.pattern.parameters.iter().any(|parameter| parameter.name == name) {
            name.push('_');
        }
        name
    }

    /// All parameters as they are declared.
    fn parameters(&self) -> Vec<String> {
        self.pattern.parameters.iter().map(argument::declaration).collect()
    }

    fn parameter(&self, name: &str) -> Option<&'d Parameter> {
        self.pattern.parameters.iter().find(|parameter| parameter.name == name)
    }

    /// The field of an attribute.
    fn field_of(&self, attribute: &str) -> String {
        let found = self.model.attributes.iter().find(|known| known.name == attribute);
        found.map_or(attribute, |found| &found.field).to_owned()
    }
}

fn entity<'d>(design: &'d Design, name: &str) -> Option<&'d EntityDesign> {
    design.entities.iter().find(|entity| entity.name == name)
}

/// The attributes in a key source, each with its number of shards when only the shard is in the key.
fn parts(source: &KeySource) -> Vec<(&str, Option<u16>)> {
    match source {
        KeySource::Attribute(name) => vec![(name, None)],
        KeySource::Template(template) => {
            let parts = template.segments.iter().filter_map(|segment| match segment {
                Segment::Literal(_) => None,
                Segment::Part(part) => Some((&*part.attribute, part.format.shards)),
            });
            parts.collect()
        }
    }
}

/// The fields of an entity's primary key, in the order of the function that makes it.
fn key_fields(model: &EntityModel) -> Vec<&str> {
    let mut fields: Vec<&str> = Vec::new();
    for (attribute, _) in std::iter::once(&model.key.partition).chain(&model.key.sort).flat_map(parts) {
        let found = model.attributes.iter().find(|known| known.name == attribute);
        let field = found.map_or(attribute, |found| &*found.field);
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields
}

/// A function in the making.
struct Function {
    doc: String,
    /// `pub fn name`
    head: String,
    has_self: bool,
    /// `name: Type`, without `&self`.
    parameters: Vec<String>,
    output: String,
    body: Body,
}

/// Statements, and the value after them.
#[derive(Default)]
struct Body {
    text: String,
}

/// How far the statements of a method are indented.
const STATEMENT: usize = 8;

impl Body {
    fn value(expr: Expr) -> Self {
        Self { text: expr.value(STATEMENT) }
    }

    fn bind(&mut self, name: &str, expr: &Expr) {
        self.text.push_str(&expr.binding(name, STATEMENT));
    }

    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&" ".repeat(depth));
        self.text.push_str(line);
        self.text.push('\n');
    }
}

impl Function {
    fn write(&self, out: &mut String) {
        doc(&self.doc, 1, out);
        let mut parameters = self.parameters.clone();
        if self.has_self {
            parameters.insert(0, "&self".to_owned());
        }
        // Clippy's own limit. A pattern has as many as its keys and conditions need.
        if parameters.len() > 7 {
            let reason = "the pattern needs that many values";
            out.push_str(&format!("    #[allow(clippy::too_many_arguments, reason = \"{reason}\")]\n"));
        }
        out.push_str(&layout::signature(&self.head, &parameters, &self.output, 4));
        out.push_str(&self.body.text);
        out.push_str("    }\n");
    }
}

/// `Type::function` of an entity.
fn path(entity: &EntityDesign, function: &str) -> String {
    format!("{}::{}", entity.name, ident(function))
}
