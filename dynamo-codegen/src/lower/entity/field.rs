//! Fields.

use dynamo_schema::{AttributeModel, AttributeRole, AttributeType, Spelling};

use super::super::types::Types;
use super::{defaults, limits};
use crate::decode::Context;
use crate::design::{FieldDesign, FieldRole, TypeRef, ValueDefault};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::check_value_name;
use crate::span::{Spanned, Word};
use crate::spec::field::{DefaultValue, FieldSpec, RoleWord, ShapeSpec};
use crate::suggest;

/// The fields of an entity or a document, each as it is designed and as an attribute.
pub(in crate::lower) fn fields<'s>(
    fields: &'s [(Word, FieldSpec)],
    owner: &Word,
    types: &Types<'s>,
    path: &[&'s str],
    case: Option<Spelling>,
    cx: &Context<'_>,
) -> Vec<(FieldDesign, AttributeModel)> {
    let lowered = fields.iter().filter_map(|(name, spec)| field(name, spec, owner, types, path, case, cx));
    let mut lowered: Vec<(FieldDesign, AttributeModel)> = lowered.collect();
    let names: Vec<(String, String)> =
        lowered.iter().map(|(design, _)| (design.field.clone(), design.attribute.clone())).collect();
    for (name, spec) in fields {
        let Some(computed) = &spec.computed else { continue };
        let attributes = computed.from.iter().filter_map(|input| {
            let found = names.iter().find(|(field, _)| *field == input.value);
            if found.is_none() && !fields.iter().any(|(field, _)| field.value == input.value) {
                let message = format!("`{}` is no field of `{}`", input.as_str(), owner.as_str());
                let hint = suggest::hint(input.as_str(), names.iter().map(|(field, _)| field.as_str()));
                cx.report(Diagnostic::new(Code::UnknownField, input.span, message).label(hint));
            }
            found.map(|(_, attribute)| attribute.clone().into())
        });
        let attributes: Vec<dynamo_schema::Text> = attributes.collect();
        let of = lowered.iter_mut().find(|(design, _)| design.field == name.value);
        if let Some((_, model)) = of {
            model.computed_from = attributes.into();
        }
    }
    lowered
}

/// What a function makes of other fields. Seeds and examples leave it open, so that its type has a default.
fn computed(spec: &FieldSpec, of: &TypeRef, cx: &Context<'_>) -> Option<FieldRole> {
    let computed = spec.computed.as_ref()?;
    if !matches!(of, TypeRef::Scalar(_) | TypeRef::List(_) | TypeRef::Set(_) | TypeRef::Map(_)) {
        let message = "a computed field is a simple value, a list, a set or a map";
        cx.report(
            Diagnostic::new(Code::RoleMisused, computed.function.span, message)
                .label("this field is of another type"),
        );
    }
    let function = super::super::rust_path(&computed.function, "a function", cx)?;
    Some(FieldRole::Computed {
        function,
        from: computed.from.iter().map(|word| word.value.clone()).collect(),
    })
}

fn field<'s>(
    name: &'s Word,
    spec: &'s FieldSpec,
    owner: &Word,
    types: &Types<'s>,
    path: &[&'s str],
    case: Option<Spelling>,
    cx: &Context<'_>,
) -> Option<(FieldDesign, AttributeModel)> {
    check_value_name(name, "a field", cx);
    let resolved = types.shape(name, owner, &spec.shape, path, cx)?;
    let attribute_type = resolved.attribute_type;
    let mut roles: Vec<FieldRole> =
        spec.roles.iter().filter_map(|role| role_of(role, &attribute_type, cx)).collect();
    if matches!(&spec.shape, ShapeSpec::Type(text) if text.as_str().trim_end_matches('?') == "ttl") {
        roles.push(FieldRole::Ttl { after: spec.after.as_ref().and_then(|after| seconds(after, cx)) });
    } else if let Some(after) = &spec.after {
        let message = "`after` belongs to a field of the type `ttl`";
        cx.report(
            Diagnostic::new(Code::OptionMisused, after.span, message).label("this field is no expiry time"),
        );
    }
    roles.extend(computed(spec, &resolved.type_ref, cx));
    let default = spec.default.as_ref().and_then(|default| match (&resolved.type_ref, &default.value) {
        // What a type in Rust itself says is its default.
        (TypeRef::Serde(_), DefaultValue::Empty) => Some(ValueDefault::Empty),
        _ => defaults::lower(default, &attribute_type, cx),
    });
    let limits = limits::lower(&spec.limits, &attribute_type, cx);
    if let (TypeRef::Serde(_), Some(optional)) = (&resolved.type_ref, &spec.optional) {
        let message = "whether a type in Rust may be absent is for serde to say";
        cx.report(
            Diagnostic::new(Code::OptionMisused, optional.span, message)
                .label("leave it out, and give it a default, `default = {}`"),
        );
    }
    let optional = resolved.optional || spec.optional.as_ref().is_some_and(|optional| optional.value);
    let is_filled_in =
        |role: &&Spanned<RoleWord>| !matches!(role.value, RoleWord::ReadOnly | RoleWord::Hidden);
    if let Some(role) = spec.roles.iter().find(|role| optional && is_filled_in(role)) {
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
    let attribute = match (&spec.rename, case) {
        (Some(rename), _) => rename.value.clone(),
        (None, Some(case)) => case.apply(name.as_str()),
        (None, None) => name.value.clone(),
    };
    // What is absent is read as the default, and an empty set is absent.
    let may_be_absent = optional || default.is_some() || matches!(resolved.type_ref, TypeRef::Set(_));
    let (name_in_item, name_in_rust) = (attribute.clone().into(), name.value.clone().into());
    let model = AttributeModel {
        role: roles
            .iter()
            .map(FieldRole::of_attribute)
            .find(|role| *role != AttributeRole::Ordinary)
            .unwrap_or_default(),
        read_only: roles.contains(&FieldRole::ReadOnly),
        hidden: roles.contains(&FieldRole::Hidden),
        has_default: default.is_some(),
        limits: limits.clone().into(),
        ..AttributeModel::new(name_in_item, name_in_rust, attribute_type, may_be_absent)
    };
    let doc = spec.doc.as_ref().map(|doc| doc.value.clone());
    Some((
        FieldDesign {
            field: name.value.clone(),
            attribute,
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
        RoleWord::Hidden => (true, "", FieldRole::Hidden),
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
