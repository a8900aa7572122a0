//! Entities and their fields.

use dynamo_schema::{AttributeModel, AttributeRole, AttributeType, EntityKey, EntityModel, IntegerType};

use super::Lowered;
use super::key::Resolver;
use super::types::Types;
use crate::decode::Context;
use crate::design::{EntityDesign, FieldDesign, FieldRole, Load, TypeRef, UniqueDesign, ValueDefault};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{check_value_name, snake_case};
use crate::span::{Span, Word};
use crate::spec::Spec;
use crate::spec::entity::EntitySpec;
use crate::spec::field::{DefaultValue, RoleWord};

mod defaults;
mod field;
mod limits;
mod unique;
mod versions;

pub(super) use field::fields;

/// The field of a lock that `optimistic_lock` adds.
const LOCK_FIELD: &str = "lock";

pub(super) fn lower<'s>(
    word: &'s Word,
    spec: &'s EntitySpec,
    whole: &'s Spec,
    types: &Types<'s>,
    cx: &Context<'_>,
) -> Lowered<'s> {
    let case = spec.rename_all.as_ref().map(|case| case.value);
    let lowered = fields(&spec.fields, word, types, &[word.as_str()], case, cx);
    let (mut designs, mut attributes): (Vec<FieldDesign>, Vec<AttributeModel>) = lowered.into_iter().unzip();
    roles(spec, whole, &designs, cx);
    lock(spec, whole, &mut designs, &mut attributes, cx);
    let resolver = Resolver { word, fields: &spec.fields, attributes: &attributes, cx };
    let kind = spec.name.as_ref().map_or_else(|| snake_case(word.as_str()), |name| name.value.clone());
    let partition = resolver.single(&spec.pk);
    let sort = spec.sk.as_ref().map(|sort| resolver.single(sort));
    let indexes = spec
        .indexes
        .iter()
        .filter_map(|(index, entry)| resolver.entry(index, entry, whole))
        .collect::<Vec<_>>();
    let unique = unique::lower(spec, &kind, whole, &resolver);
    let keys = std::iter::once(&spec.pk).chain(&spec.sk);
    let key: Vec<String> = keys.flat_map(|source| resolver.parts_of(source)).collect();
    let versions = versions::lower(word, spec, &designs, &key, types, cx);
    let rest = rest(spec, cx);
    let model = EntityModel {
        name: kind.clone().into(),
        key: EntityKey { partition, sort },
        indexes: indexes.into(),
        attributes: attributes.into(),
        unique: unique.models.into(),
        version: versions.version,
    };
    let design = EntityDesign {
        name: word.value.clone(),
        kind,
        doc: spec.doc.as_ref().map(|doc| doc.value.clone()),
        fields: designs,
        unique: unique.designs,
        load: load(spec),
        rust: spec.rust.as_ref().and_then(|path| super::rust_type(path, word, cx)),
        rename_all: case,
        rest,
        former: versions.former,
    };
    Lowered { word, spec, model, design, guards: unique.guards }
}

/// At most one field has each of the roles, and the expiry time is where the table looks for it.
fn roles(spec: &EntitySpec, whole: &Spec, designs: &[FieldDesign], cx: &Context<'_>) {
    let mut seen: Vec<(RoleWord, Span)> = Vec::new();
    for role in spec.fields.iter().flat_map(|(_, field)| &field.roles) {
        if matches!(role.value, RoleWord::ReadOnly | RoleWord::Hidden | RoleWord::Generate) {
            continue;
        }
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == role.value) {
            let message = format!("a second field that is `{}`", role.value.as_str());
            cx.report(
                Diagnostic::new(Code::RoleTwice, role.span, message)
                    .label("an entity has one at most")
                    .also(*first, "the first one"),
            );
        }
        seen.push((role.value, role.span));
    }
    for (name, field) in &spec.fields {
        let is_ttl = designs.iter().any(|design| {
            design.field == name.value
                && design.roles.iter().any(|role| matches!(role, FieldRole::Ttl { .. }))
        });
        let place = field.rename.as_ref().unwrap_or(name);
        let attribute = designs.iter().find(|design| design.field == name.value);
        let attribute = attribute.map_or(place.as_str(), |design| &design.attribute);
        match &whole.table.ttl {
            Some(ttl) if is_ttl && ttl.value != attribute => {
                let message = format!("the table looks for the expiry time in `{}`", ttl.as_str());
                cx.report(
                    Diagnostic::new(Code::TtlAttribute, place.span, message)
                        .label(format!("name it `{0}`, or write `rename = \"{0}\"`", ttl.as_str()))
                        .also(ttl.span, "declared here"),
                );
            }
            None if is_ttl => {
                let message = "the table has no attribute with the expiry time";
                cx.report(
                    Diagnostic::new(Code::TtlAttribute, name.span, message)
                        .label(format!("write `ttl = \"{attribute}\"` in `[table]`")),
                );
            }
            _ => {}
        }
    }
}

/// `optimistic_lock` adds the table's lock attribute, unless a field is the lock.
fn lock(
    spec: &EntitySpec,
    whole: &Spec,
    designs: &mut Vec<FieldDesign>,
    attributes: &mut Vec<AttributeModel>,
    cx: &Context<'_>,
) {
    let Some(flag) = spec.optimistic_lock.as_ref().filter(|flag| flag.value) else { return };
    if designs.iter().any(|design| design.roles.contains(&FieldRole::Lock)) {
        return;
    }
    let Some(attribute) = &whole.table.lock_attribute else {
        let message = "an optimistic lock needs an attribute";
        let diagnostic = Diagnostic::new(Code::LockAttribute, flag.span, message).label("none is declared");
        cx.report(match &whole.table.version_attribute {
            Some(version) => diagnostic
                .also(version.span, "this one holds the versions of entities")
                .help(format!("if it is meant for locks, write `lock_attribute = \"{}\"`", version.as_str())),
            None => diagnostic
                .help("write `lock_attribute = \"_lock\"` in `[table]`, or give a field `lock = true`"),
        });
        return;
    };
    if let Some((clash, _)) = spec.fields.iter().find(|(name, _)| name.as_str() == LOCK_FIELD) {
        let message = format!("`{LOCK_FIELD}` is the field that the optimistic lock adds");
        cx.report(
            Diagnostic::new(Code::LockAttribute, clash.span, message)
                .label("rename it, or give it `lock = true`")
                .also(flag.span, "asked for here"),
        );
        return;
    }
    let attribute_type = AttributeType::Integer(IntegerType::U64);
    designs.push(FieldDesign {
        field: LOCK_FIELD.to_owned(),
        attribute: attribute.value.clone(),
        optional: false,
        type_ref: TypeRef::Scalar(attribute_type.clone()),
        doc: Some("Counts the changes, so that two people who change the item at once notice.".to_owned()),
        roles: vec![FieldRole::Lock],
        default: None,
        limits: Vec::new(),
    });
    let name = attribute.value.clone().into();
    let mut attribute = AttributeModel::new(name, LOCK_FIELD.into(), attribute_type, false);
    attribute.role = AttributeRole::Lock;
    attributes.push(attribute);
}

/// The field with the attributes that no other field has is no attribute itself.
fn rest(spec: &EntitySpec, cx: &Context<'_>) -> Option<String> {
    let rest = spec.rest.as_ref()?;
    check_value_name(rest, "a field", cx);
    if let Some((other, _)) = spec.fields.iter().find(|(name, _)| name.value == rest.value) {
        let message = format!("`{}` is a field already", rest.as_str());
        cx.report(
            Diagnostic::new(Code::AttributeTwice, rest.span, message)
                .label("name a field of its own, which is not under `fields`")
                .also(other.span, "this one"),
        );
    }
    Some(rest.value.clone())
}

fn load(spec: &EntitySpec) -> Load {
    let Some(expect) = &spec.expect else { return Load::default() };
    Load {
        count: expect.count.as_ref().map(|count| count.value),
        per_parent: expect.per_parent.as_ref().map(|count| count.value),
        bytes: expect.bytes.as_ref().map(|bytes| bytes.value),
    }
}
