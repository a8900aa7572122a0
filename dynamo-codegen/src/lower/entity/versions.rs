//! Versions of an entity: what its items were before, and how they become what they are.

use super::super::rust_path;
use super::super::types::Types;
use super::fields;
use crate::decode::{Context, Whole};
use crate::design::{FieldDesign, FieldRole, FormerDesign, TypeRef, Upgrade};
use crate::diagnostic::{Code, Diagnostic};
use crate::span::{Span, Word};
use crate::spec::entity::EntitySpec;
use crate::spec::field::FieldSpec;

/// How many versions an entity can have: each earlier one becomes a struct.
const VERSIONS: std::ops::RangeInclusive<u64> = 1..=999;

#[derive(Default)]
pub(super) struct Lowered {
    pub(super) version: Option<u32>,
    pub(super) former: Vec<FormerDesign>,
}

/// `key` is the fields of the primary key, which is what items are found by in every version.
pub(super) fn lower(
    word: &Word,
    spec: &EntitySpec,
    designs: &[FieldDesign],
    key: &[String],
    types: &Types<'_>,
    cx: &Context<'_>,
) -> Lowered {
    let Some(version) = &spec.version else {
        without_version(spec, cx);
        return Lowered::default();
    };
    let number = u32::try_from(version.value).ok().filter(|_| VERSIONS.contains(&version.value));
    let Some(number) = number else {
        let message = format!("a version is {} to {}", VERSIONS.start(), VERSIONS.end());
        cx.report(Diagnostic::new(Code::OutOfRange, version.span, message).label("out of range"));
        return Lowered::default();
    };
    if spec.rust.is_some() {
        let message = "the type in Rust says how its items are upgraded";
        if let Some((_, span)) = written(spec) {
            cx.report(Diagnostic::new(Code::History, span, message).label("leave it out"));
        }
        return Lowered { version: Some(number), former: Vec::new() };
    }
    let history = History { word, spec, version: number, removed: removed(word, spec, types, cx), cx };
    let functions = history.functions();
    if !history.is_sound() {
        return Lowered { version: Some(number), former: Vec::new() };
    }
    let shapes: Vec<Vec<Shaped>> = (1..number).map(|at| history.shape(at, designs)).collect();
    let last: Vec<Shaped> = designs.iter().map(|field| Shaped { field: field.clone(), next: None }).collect();
    let former = (1..number).zip(&shapes).map(|(at, shape)| {
        let next = shapes.get(at as usize).unwrap_or(&last);
        let function = functions.iter().find(|(to, _)| *to == at + 1);
        let upgrade = match function {
            Some((_, path)) => Upgrade::Function(path.clone()),
            None => Upgrade::Fields(history.steps(at + 1, shape, next, key)),
        };
        let fields = shape.iter().map(|shaped| shaped.field.clone()).collect();
        FormerDesign { version: at, name: former_name(word.as_str(), at), fields, upgrade }
    });
    Lowered { version: Some(number), former: former.collect() }
}

/// The struct of an earlier version.
pub(super) fn former_name(entity: &str, version: u32) -> String {
    format!("{entity}V{version}")
}

/// What only entities with versions have.
fn without_version(spec: &EntitySpec, cx: &Context<'_>) {
    if let Some((what, span)) = written(spec) {
        let message = format!("`{what}` belongs to an entity that has versions");
        cx.report(Diagnostic::new(Code::History, span, message).label("write `version = 2` in the entity"));
    }
}

/// The first thing that is said of a history.
fn written(spec: &EntitySpec) -> Option<(&'static str, Span)> {
    let of_fields = spec.fields.iter().chain(&spec.removed).flat_map(|(_, field)| field.history.written());
    let of_entity = spec.upgrade.first().map(|(key, _)| ("upgrade", key.span));
    let removed = spec.removed.first().map(|(name, _)| ("removed", name.span));
    of_fields.chain(of_entity).chain(removed).next()
}

fn removed(word: &Word, spec: &EntitySpec, types: &Types<'_>, cx: &Context<'_>) -> Vec<FieldDesign> {
    let case = spec.rename_all.as_ref().map(|case| case.value);
    let lowered = fields(&spec.removed, word, types, &[word.as_str()], case, cx);
    lowered.into_iter().map(|(design, _)| design).collect()
}

/// The fields of all versions of an entity.
struct History<'h> {
    word: &'h Word,
    spec: &'h EntitySpec,
    version: u32,
    removed: Vec<FieldDesign>,
    cx: &'h Context<'h>,
}

/// A field of an earlier version.
struct Shaped {
    field: FieldDesign,
    /// What it is called in the next version, when it is there.
    next: Option<String>,
}

impl History<'_> {
    fn report(&self, span: Span, message: impl Into<String>, label: impl Into<String>) {
        self.cx.report(Diagnostic::new(Code::History, span, message).label(label));
    }

    /// The versions that fields name are ones of the entity, in order.
    fn is_sound(&self) -> bool {
        let mut is_sound = true;
        let mut refuse = |span, message: String, label: &str| {
            self.report(span, message, label);
            is_sound = false;
        };
        let version = u64::from(self.version);
        for (name, field) in &self.spec.fields {
            let history = &field.history;
            if let Some(until) = &history.until {
                let message = format!("`{}` is a field of the newest version", name.as_str());
                refuse(until.span, message, "move it to `removed`, or leave `until` out");
            }
            if let Some(since) = history.since.as_ref().filter(|since| !(1..=version).contains(&since.value))
            {
                refuse(since.span, format!("the entity has the versions 1 to {version}"), "none of them");
            }
            if let (Some(renamed), None) = (&history.renamed_from, &history.since) {
                let message = format!("since which version is it `{}`?", name.as_str());
                refuse(renamed.span, message, "write `since = 2` beside it");
            }
        }
        for (name, field) in &self.spec.removed {
            let history = &field.history;
            let Some(until) = &history.until else {
                let message = format!("which version was the last one with `{}`?", name.as_str());
                refuse(name.span, message, "write `until = 1`");
                continue;
            };
            if let Some(renamed) = &history.renamed_from {
                refuse(renamed.span, "a field that is gone has no new name".to_owned(), "leave it out");
            }
            let since = history.since.as_ref().map_or(1, |since| since.value);
            if !(1..version).contains(&until.value) || !(1..=until.value).contains(&since) {
                let message =
                    format!("the entity has the versions 1 to {version}, and the last one without it");
                refuse(until.span, message, "not an earlier version, or one before `since`");
            }
        }
        for at in 1..self.version {
            is_sound &= self.has_one_of_each(at);
        }
        is_sound
    }

    /// No version has two fields of one name.
    fn has_one_of_each(&self, at: u32) -> bool {
        let mut names: Vec<(&str, Span)> = Vec::new();
        let of_now = self.spec.fields.iter().filter_map(|(name, field)| {
            let renamed = field.history.renamed_from.as_ref().filter(|_| !is_since(field, at));
            let word = renamed.unwrap_or(name);
            (is_since(field, at) || renamed.is_some()).then_some((word.as_str(), word.span))
        });
        let of_then = self.spec.removed.iter().filter(|(_, field)| is_within(field, at));
        for (name, span) in of_now.chain(of_then.map(|(name, _)| (name.as_str(), name.span))) {
            if let Some((_, first)) = names.iter().find(|(known, _)| *known == name) {
                let message = format!("version {at} has two fields `{name}`");
                self.cx.report(
                    Diagnostic::new(Code::History, span, message)
                        .label("the second one")
                        .also(*first, "the first one"),
                );
                return false;
            }
            names.push((name, span));
        }
        true
    }

    /// The fields of a version: those of now under their names of then, and those that are gone.
    fn shape(&self, at: u32, designs: &[FieldDesign]) -> Vec<Shaped> {
        let mut shape = Vec::new();
        for design in designs {
            let spec = self.spec.fields.iter().find(|(name, _)| *name.value == *design.field);
            // A lock that the entity has without a field has been there from the beginning.
            let Some((_, spec)) = spec else {
                shape.push(Shaped { field: plain(design), next: Some(design.field.clone()) });
                continue;
            };
            if is_since(spec, at) {
                shape.push(Shaped { field: plain(design), next: Some(design.field.clone()) });
            } else if let Some(former) = &spec.history.renamed_from {
                let case = self.spec.rename_all.as_ref().map(|case| case.value);
                let attribute = case.map_or_else(|| former.value.clone(), |case| case.apply(former.as_str()));
                let next = if is_since(spec, at + 1) { design.field.clone() } else { former.value.clone() };
                let field = FieldDesign { field: former.value.clone(), attribute, ..plain(design) };
                shape.push(Shaped { field, next: Some(next) });
            }
        }
        for design in &self.removed {
            let spec = self.spec.removed.iter().find(|(name, _)| *name.value == *design.field);
            if let Some((_, spec)) = spec.filter(|(_, spec)| is_within(spec, at)) {
                let next = is_within(spec, at + 1).then(|| design.field.clone());
                shape.push(Shaped { field: plain(design), next });
            }
        }
        shape
    }

    /// The functions by the version that they upgrade to.
    fn functions(&self) -> Vec<(u32, String)> {
        let functions = self.spec.upgrade.iter().filter_map(|(key, path)| {
            let to = key.as_str().parse::<u32>().ok().filter(|to| (2..=self.version).contains(to));
            if to.is_none() {
                let message = format!("`{}` is no version that items are upgraded to", key.as_str());
                self.report(key.span, message, format!("write a number from 2 to {}", self.version));
            }
            Some((to?, rust_path(path, "a function", self.cx)?))
        });
        functions.collect()
    }

    /// Where each field of the next version comes from.
    fn steps(
        &self,
        to: u32,
        shape: &[Shaped],
        next: &[Shaped],
        key: &[String],
    ) -> Vec<(String, Option<String>)> {
        let steps = next.iter().map(|target| {
            let name = &target.field.field;
            let source = shape.iter().find(|from| from.next.as_ref() == Some(name));
            if source.is_none() {
                self.new_field(to, &target.field, key);
            }
            (name.clone(), source.map(|from| from.field.field.clone()))
        });
        steps.collect()
    }

    /// What a field is in items that were written before there was such a field.
    fn new_field(&self, to: u32, field: &FieldDesign, key: &[String]) {
        let is_absent = field.optional
            || field.default.is_some()
            || matches!(field.type_ref, TypeRef::Set(_))
            || field.roles.contains(&FieldRole::Lock);
        let is_key = key.contains(&field.field);
        if is_absent && !is_key {
            return;
        }
        let specs = self.spec.fields.iter().chain(&self.spec.removed);
        let mut specs = specs.filter(|(name, _)| *name.value == *field.field);
        let place = specs.find_map(|(_, spec)| spec.history.since.as_ref().map(|since: &Whole| since.span));
        let message = format!("nothing says what `{}` is in items of version {}", field.field, to - 1);
        let label = if is_key {
            "it is part of the primary key"
        } else {
            "it is neither optional nor has it a default"
        };
        self.cx.report(
            Diagnostic::new(Code::UpgradeMissing, place.unwrap_or(self.word.span), message).label(label).help(format!(
                "name a function of yours that takes a `{}` and gives a `{}`: `upgrade.{to} = \"crate::model::upgrade\"`",
                former_name(self.word.as_str(), to - 1),
                if to == self.version { self.word.value.clone() } else { former_name(self.word.as_str(), to) },
            )),
        );
    }
}

/// Whether a field of now is in a version.
fn is_since(field: &FieldSpec, at: u32) -> bool {
    field.history.since.as_ref().is_none_or(|since| since.value <= u64::from(at))
}

/// Whether a field that is gone was in a version.
fn is_within(field: &FieldSpec, at: u32) -> bool {
    is_since(field, at) && field.history.until.as_ref().is_some_and(|until| until.value >= u64::from(at))
}

/// A field as it is read: writes, which roles and limits are about, are of the newest version.
fn plain(design: &FieldDesign) -> FieldDesign {
    FieldDesign { roles: Vec::new(), limits: Vec::new(), ..design.clone() }
}
