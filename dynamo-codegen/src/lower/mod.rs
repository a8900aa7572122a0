//! From a spec to a design: names are resolved, types are given, and every rule is applied.

mod capacity;
mod cost;
pub(crate) mod entity;
mod examples;
mod extras;
pub(crate) mod key;
mod lints;
mod load;
mod options;
mod pattern;
mod replicas;
mod source;
mod table;
mod types;
mod vectors;
mod violations;
mod when;

use dynamo_schema::{EntityModel, TableModel};

use crate::decode::Context;
use crate::design::{AccessPattern, Design, EntityDesign, UniqueDesign};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::spec::Spec;
use crate::spec::entity::EntitySpec;

/// A spec's entity with what it is lowered into.
pub(crate) struct Lowered<'s> {
    pub(crate) word: &'s Word,
    pub(crate) spec: &'s EntitySpec,
    pub(crate) model: EntityModel,
    pub(crate) design: EntityDesign,
    /// The guards of its unique attributes, each with the place where it is asked for.
    pub(crate) guards: Vec<(EntityModel, Span)>,
}

impl Lowered<'_> {
    pub(crate) fn unique(&self, field: &str) -> Option<&UniqueDesign> {
        self.design.unique.iter().find(|unique| unique.field == field)
    }
}

/// What access patterns are resolved against.
pub(crate) struct Scope<'s> {
    pub(crate) spec: &'s Spec,
    pub(crate) table: &'s TableModel,
    pub(crate) entities: &'s [Lowered<'s>],
}

impl<'s> Scope<'s> {
    pub(crate) fn entity(&self, name: &str) -> Option<&'s Lowered<'s>> {
        self.entities.iter().find(|entity| entity.word.as_str() == name)
    }
}

/// Lowers a spec. The design is of use only when nothing was reported.
pub(crate) fn lower(spec: &Spec, cx: &Context<'_>) -> Design {
    let types = types::types(spec, cx);
    let entities: Vec<Lowered<'_>> =
        spec.entities.iter().map(|(word, entity)| entity::lower(word, entity, spec, &types, cx)).collect();
    let table = table::lower(spec, &entities, cx);
    violations::check(spec, &table, &entities, cx);
    vectors::names(spec, &table, &entities, cx);
    let scope = Scope { spec, table: &table, entities: &entities };
    let patterns: Vec<AccessPattern> = pattern::lower(&scope, cx);
    let options = options::options(spec, None, cx);
    let environments = options::environments(spec, cx);
    let roles = extras::roles(spec, &patterns, cx);
    let consumers = extras::consumers(spec, cx);
    extras::assertions(spec, cx);
    let types = types.into_designs();
    let (seeds, examples) = examples::lower(spec, &entities, &types, &patterns, cx);
    // A second look is for what is otherwise sound.
    if !cx.has_errors() {
        lints::check(&scope, &patterns, cx);
        load::check(&scope, &patterns, cx);
    }
    let name = |word: &Word| word.value.clone();
    let design = Design {
        name: name(&spec.model.name),
        description: spec.model.description.as_ref().map(name),
        rust_module: spec.model.rust_module.as_ref().map(name),
        options,
        environments,
        entities: entities.iter().map(|entity| entity.design.clone()).collect(),
        types,
        patterns,
        roles,
        consumers,
        alarms: extras::alarms(spec, cx),
        outputs: extras::outputs(spec, cx),
        seeds,
        examples,
        table,
    };
    if !cx.has_errors() {
        cost::check(spec, &design, cx);
    }
    design
}

/// The path of an item in Rust, `crate::model::Order`, or a report.
fn rust_path(path: &Word, what: &str, cx: &Context<'_>) -> Option<String> {
    let is_name = |part: &str| {
        let mut letters = part.chars();
        letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
            && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    let parts = path.as_str().strip_prefix("::").unwrap_or(path.as_str());
    if parts.split("::").all(is_name) {
        return Some(path.value.clone());
    }
    let message = format!("`{}` is not the path of {what} in Rust", path.as_str());
    cx.report(
        Diagnostic::new(Code::IllegalName, path.span, message)
            .label("not a path")
            .help("write one such as `crate::model::Order`, without type parameters"),
    );
    None
}

/// The path of a type that is there already, and has the name that the spec gives it.
fn rust_type(path: &Word, name: &Word, cx: &Context<'_>) -> Option<String> {
    let text = rust_path(path, "a type", cx)?;
    let last = text.rsplit("::").next().unwrap_or_default();
    if last != name.as_str() {
        let message = format!("`{last}` is called `{}` in the spec", name.as_str());
        cx.report(
            Diagnostic::new(Code::IllegalName, name.span, message)
                .label(format!("name it `{last}`"))
                .also(path.span, "the type in Rust")
                .help("what its derive writes is named after the type, and generated code uses it"),
        );
        return None;
    }
    if !text.contains("::") {
        let message = format!("`{text}` is no path");
        cx.report(
            Diagnostic::new(Code::IllegalName, path.span, message)
                .label(format!("write `crate::model::{text}`")),
        );
        return None;
    }
    Some(text)
}
