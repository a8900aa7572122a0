//! A spec as it is written: its shape is checked, its names are not resolved, its rules are not applied.

pub(crate) mod access;
pub(crate) mod capacity;
pub(crate) mod entity;
pub(crate) mod example;
pub(crate) mod extras;
pub(crate) mod field;
pub(crate) mod index;
pub(crate) mod operation;
pub(crate) mod search;
pub(crate) mod source;
pub(crate) mod table;
pub(crate) mod types;
pub(crate) mod update;
pub(crate) mod vector;

use crate::decode::{Context, Decode, Fields, Whole};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Word;
use crate::syntax::Node;
use access::AccessSpec;
use entity::EntitySpec;
use example::{ExampleSpec, SeedSpec};
use extras::{AlarmsSpec, AssertSpec, EnvironmentSpec, OutputSpec, RoleSpec, StreamSpec};
use index::IndexSpec;
use table::TableSpec;
use types::TypeSpec;
use vector::VectorSpec;

/// The version of the format that is read.
const VERSION: u64 = 1;

/// A whole spec.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) model: ModelSpec,
    pub(crate) table: TableSpec,
    pub(crate) indexes: Vec<(Word, IndexSpec)>,
    pub(crate) vectors: Vec<(Word, VectorSpec)>,
    pub(crate) types: Vec<(Word, TypeSpec)>,
    pub(crate) entities: Vec<(Word, EntitySpec)>,
    pub(crate) patterns: Vec<(Word, AccessSpec)>,
    pub(crate) roles: Vec<(Word, RoleSpec)>,
    pub(crate) streams: Vec<(Word, StreamSpec)>,
    pub(crate) environments: Vec<(Word, EnvironmentSpec)>,
    pub(crate) alarms: Option<AlarmsSpec>,
    pub(crate) outputs: Vec<(Word, OutputSpec)>,
    pub(crate) asserts: Vec<AssertSpec>,
    pub(crate) seeds: Vec<(Word, SeedSpec)>,
    pub(crate) examples: Vec<(Word, ExampleSpec)>,
}

/// `[model]`
#[derive(Debug)]
pub(crate) struct ModelSpec {
    pub(crate) name: Word,
    pub(crate) description: Option<Word>,
    pub(crate) rust_module: Option<Word>,
}

impl Decode for Spec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a spec", cx)?;
        let version: Option<Whole> = fields.required("spec");
        if let Some(version) = version.filter(|version| version.value != VERSION) {
            cx.report(
                Diagnostic::new(
                    Code::Version,
                    version.span,
                    format!("the format has no version {}", version.value),
                )
                .label(format!("this generator reads version {VERSION}")),
            );
        }
        let model = fields.required("model");
        let table = fields.required("table");
        let spec = (
            fields.named("index"),
            fields.named("vector_index"),
            fields.named("type"),
            fields.named("entity"),
            fields.named("access"),
            fields.named("role"),
            fields.named("stream"),
        );
        let environments = fields.named("env");
        let alarms = fields.optional("alarms");
        let outputs = fields.named("output");
        let asserts = fields.list("assert");
        let (seeds, examples) = (fields.named("seed"), fields.named("example"));
        fields.unsupported(&["lock", "evolution", "include"]);
        fields.finish();
        let (indexes, vectors, types, entities, patterns, roles, streams) = spec;
        let mut table: TableSpec = table?;
        table.settle_lock(&entities, cx);
        Some(Self {
            model: model?,
            table,
            indexes,
            vectors,
            types,
            entities,
            patterns,
            roles,
            streams,
            environments,
            alarms,
            outputs,
            asserts,
            seeds,
            examples,
        })
    }
}

impl Decode for ModelSpec {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`[model]`", cx)?;
        let name = fields.required("name");
        let description = fields.optional("description");
        let rust_module = fields.optional("rust_module");
        fields.finish();
        Some(Self { name: name?, description, rust_module })
    }
}
