//! Entities and their fields.

use dynamo_schema::{AttributeModel, AttributeRole, AttributeType, EntityKey, EntityModel, IntegerType};

use super::Lowered;
use super::key::Resolver;
use super::types::Types;
use crate::decode::Context;
use crate::design::{EntityDesign, FieldDesign, FieldRole, Load, TypeRef, UniqueDesign, ValueDefault};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::{check_value_name, snake_case};
use crate::span::{Span, Spanned, Word};
use crate::spec::Spec;
use crate::spec::entity::{DefaultValue, EntitySpec, FieldSpec, RoleWord};

mod defaults;
mod limits;
mod unique;

/// The field of a lock that `optimistic_lock` adds.
const LOCK_FIELD: &str = "version";

pub(super) fn lower<'s>(
    word: &'s Word,
    spec: &'s EntitySpec,
    whole: &'s Spec,
    types: &Types<'s>,
    cx: &Context<'_>,
) -> Lowered<'s> {
    let lowered = fields(&spec.fields, word, types, &[word.as_str()], cx);
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
    let model = EntityModel {
        name: kind.clone().into(),
        key: EntityKey { partition, sort },
        indexes: indexes.into(),
        attributes: attributes.into(),
        unique: unique.models.into(),
        version: None,
    };
    let design = EntityDesign {
        name: word.value.clone(),
        kind,
        doc: spec.doc.as_ref().map(|doc| doc.value.clone()),
        fields: designs,
        unique: unique.designs,
        load: load(spec),
    };
    Lowered { word, spec, model, design, guards: unique.guards }
}

/// The fields of an entity or a document, each as it is designed and as an attribute.
pub(super) fn fields<'s>(
    fields: &'s [(Word, FieldSpec)],
    owner: &Word,
    types: &Types<'s>,
    path: &[&'s str],
    cx: &Context<'_>,
) -> Vec<(FieldDesign, AttributeModel)> {
    let lowered = fields.iter().filter_map(|(name, spec)| field(name, spec, owner, types, path, cx));
    lowered.collect()
}

fn field<'s>(
    name: &'s Word,
    spec: &'s FieldSpec,
    owner: &Word,
    types: &Types<'s>,
    path: &[&'s str],
    cx: &Context<'_>,
) -> Option<(FieldDesign, AttributeModel)> {
    check_value_name(name, "a field", cx);
    let resolved = types.shape(name, owner, &spec.shape, path, cx)?;
    let attribute_type = resolved.attribute_type;
    let mut roles: Vec<FieldRole> =
        spec.roles.iter().filter_map(|role| role_of(role, &attribute_type, cx)).collect();
    if matches!(&spec.shape, crate::spec::entity::ShapeSpec::Type(text) if text.as_str().trim_end_matches('?') == "ttl")
    {
        roles.push(FieldRole::Ttl { after: spec.after.as_ref().and_then(|after| seconds(after, cx)) });
    } else if let Some(after) = &spec.after {
        let message = "`after` belongs to a field of the type `ttl`";
        cx.report(
            Diagnostic::new(Code::OptionMisused, after.span, message).label("this field is no expiry time"),
        );
    }
    let default = spec.default.as_ref().and_then(|default| defaults::lower(default, &attribute_type, cx));
    let limits = limits::lower(&spec.limits, &attribute_type, cx);
    let optional = resolved.optional || spec.optional.as_ref().is_some_and(|optional| optional.value);
    if let Some(role) = spec.roles.iter().find(|_| optional) {
        let message = format!("a field that is `{}` is always there", role.value.as_str());
        cx.report(
            Diagnostic::new(Code::RoleMisused, role.span, message)
                .label("leave it out, or make the field required"),
        );
    }
    if let Some(default) = spec.default.as_ref().filter(|_| optional) {
        let message = "a field with a default is never without a value";
        cx.report(
            Diagnostic::new(Code::OptionMisused, default.span, message)
                .label("leave it out, or make the field required"),
        );
    }
    let attribute = spec.rename.as_ref().unwrap_or(name);
    // What is absent is read as the default, and an empty set is absent.
    let may_be_absent = optional || default.is_some() || matches!(resolved.type_ref, TypeRef::Set(_));
    let (name_in_item, name_in_rust) = (attribute.value.clone().into(), name.value.clone().into());
    let model = AttributeModel {
        role: roles
            .iter()
            .map(FieldRole::of_attribute)
            .find(|role| *role != AttributeRole::Ordinary)
            .unwrap_or_default(),
        read_only: roles.contains(&FieldRole::ReadOnly),
        has_default: default.is_some(),
        limits: limits.clone().into(),
        ..AttributeModel::new(name_in_item, name_in_rust, attribute_type, may_be_absent)
    };
    let doc = spec.doc.as_ref().map(|doc| doc.value.clone());
    Some((
        FieldDesign {
            field: name.value.clone(),
            attribute: attribute.value.clone(),
            optional,
            type_ref: resolved.type_ref,
            doc,
            roles,
            default,
            limits,
        },
        model,
    ))
}

/// A role goes with some types only.
fn role_of(role: &Spanned<RoleWord>, attribute_type: &AttributeType, cx: &Context<'_>) -> Option<FieldRole> {
    let (fits, wanted, lowered) = match role.value {
        RoleWord::Lock => {
            let fits = matches!(attribute_type, AttributeType::Integer(integer) if !integer.is_signed());
            (fits, "an unsigned integer", FieldRole::Lock)
        }
        RoleWord::Created => (is_moment(attribute_type), "a timestamp or an epoch", FieldRole::Created),
        RoleWord::Updated => (is_moment(attribute_type), "a timestamp or an epoch", FieldRole::Updated),
        RoleWord::Generate => (
            matches!(attribute_type, AttributeType::Ulid | AttributeType::Uuid | AttributeType::String),
            "a ULID, a UUID or a text",
            FieldRole::Generated,
        ),
        RoleWord::ReadOnly => (true, "", FieldRole::ReadOnly),
    };
    if fits {
        return Some(lowered);
    }
    let message = format!("a field that is `{}` is {wanted}", role.value.as_str());
    cx.report(Diagnostic::new(Code::RoleMisused, role.span, message).label("this field is of another type"));
    None
}

fn is_moment(attribute_type: &AttributeType) -> bool {
    matches!(attribute_type, AttributeType::Timestamp | AttributeType::EpochSeconds)
}

/// `30d`, `12h`, `15m` or `90s`, in seconds.
fn seconds(text: &Word, cx: &Context<'_>) -> Option<u64> {
    let parsed = text.as_str().char_indices().next_back().and_then(|(at, unit)| {
        let factor: u64 = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => return None,
        };
        text.as_str()[..at].parse::<u64>().ok()?.checked_mul(factor)
    });
    if parsed.is_none() {
        let message = format!("`{}` is no span of time", text.as_str());
        cx.report(
            Diagnostic::new(Code::Duration, text.span, message).label("write `30d`, `12h`, `15m` or `90s`"),
        );
    }
    parsed
}

/// At most one field has each of the roles, and the expiry time is where the table looks for it.
fn roles(spec: &EntitySpec, whole: &Spec, designs: &[FieldDesign], cx: &Context<'_>) {
    let mut seen: Vec<(RoleWord, Span)> = Vec::new();
    for role in spec.fields.iter().flat_map(|(_, field)| &field.roles) {
        if matches!(role.value, RoleWord::ReadOnly | RoleWord::Generate) {
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
        let attribute = field.rename.as_ref().unwrap_or(name);
        match &whole.table.ttl {
            Some(ttl) if is_ttl && ttl.value != attribute.value => {
                let message = format!("the table looks for the expiry time in `{}`", ttl.as_str());
                cx.report(
                    Diagnostic::new(Code::TtlAttribute, attribute.span, message)
                        .label(format!("name it `{0}`, or write `rename = \"{0}\"`", ttl.as_str()))
                        .also(ttl.span, "declared here"),
                );
            }
            None if is_ttl => {
                let message = "the table has no attribute with the expiry time";
                cx.report(
                    Diagnostic::new(Code::TtlAttribute, name.span, message)
                        .label(format!("write `ttl = \"{}\"` in `[table]`", attribute.as_str())),
                );
            }
            _ => {}
        }
    }
}

/// `optimistic_lock` adds the table's version attribute, unless a field is the lock.
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
    let Some(attribute) = &whole.table.version_attribute else {
        let message = "an optimistic lock needs an attribute";
        cx.report(
            Diagnostic::new(Code::LockAttribute, flag.span, message)
                .label("none is declared")
                .help("write `version_attribute = \"_v\"` in `[table]`, or give a field `lock = true`"),
        );
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

fn load(spec: &EntitySpec) -> Load {
    let Some(expect) = &spec.expect else { return Load::default() };
    Load {
        count: expect.count.as_ref().map(|count| count.value),
        per_parent: expect.per_parent.as_ref().map(|count| count.value),
        bytes: expect.bytes.as_ref().map(|bytes| bytes.value),
    }
}
