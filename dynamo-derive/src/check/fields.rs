//! Fields: how they are stored and under which names.

use dynamo_schema::{AttributeRole, Spelling};
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token};

use super::computed;
use crate::ast::{Default, Facts, Field, Role, Stored};
use crate::attr::computed::Computed;
use crate::attr::field::FieldAttrs;
use crate::error::Errors;
use crate::span::generated;

/// A field, and where errors about what it is told belong.
pub(crate) struct Read {
    pub(crate) field: Field,
    pub(crate) rename: Option<LitStr>,
    pub(crate) place: Span,
    pub(crate) computed: Option<Computed>,
}

/// Reads named fields.
pub(crate) fn named(
    fields: &Punctuated<syn::Field, Token![,]>,
    rename_all: Option<Spelling>,
    errors: &Errors,
) -> Vec<Field> {
    let mut named: Vec<Field> = Vec::with_capacity(fields.len());
    let mut computed = Vec::new();
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        let read = one(ident, field, rename_all, errors);
        check_name(&named, &read.field, read.place, errors);
        check_rest(&named, &read.field, read.place, errors);
        computed.extend(read.computed.map(|function| (named.len(), function)));
        named.push(read.field);
    }
    for (field, function) in computed {
        named[field].computed = computed::inputs(function, &named, errors);
    }
    named
}

/// Reads one field.
pub(crate) fn one(ident: &Ident, field: &syn::Field, rename_all: Option<Spelling>, errors: &Errors) -> Read {
    let attrs = FieldAttrs::read(field, errors);
    let plain = ident.unraw().to_string();
    let name = match (&attrs.rename, rename_all) {
        (Some(name), _) => name.value(),
        (None, Some(case)) => case.apply(&plain),
        (None, None) => plain,
    };
    let stored = if attrs.skip.is_some() {
        Stored::Skipped
    } else if attrs.rest.is_some() {
        Stored::Rest
    } else if attrs.serde.is_some() {
        Stored::Serde
    } else {
        Stored::Typed
    };
    let renamed = attrs.rename.as_ref().map(LitStr::span);
    let place = attrs.rest.or(attrs.serde).or(renamed).unwrap_or(ident.span());
    let default = attrs.default.map(Default::from);
    let facts = Facts {
        role: attrs.role.as_ref().map_or(AttributeRole::Ordinary, |(role, _)| *role),
        read_only: attrs.read_only.is_some(),
        hidden: attrs.hidden.is_some(),
        limits: attrs.limits,
        place: attrs
            .role
            .as_ref()
            .map(|(_, word)| word.span())
            .or(attrs.read_only)
            .or(attrs.hidden)
            .or(attrs.unique.as_ref().map(|unique| unique.span)),
    };
    let role = if facts.read_only || is_filled_in(facts.role) { Role::ReadOnly } else { Role::Plain };
    let (ident, ty) = (ident.clone(), generated(&field.ty));
    // What it is computed from is known when all fields are.
    let field = Field { ident, ty, name, stored, default, role, facts, unique: attrs.unique, computed: None };
    Read { field, rename: attrs.rename, place, computed: attrs.computed }
}

/// Whether writes fill the attribute in, so that updates leave it alone.
pub(crate) const fn is_filled_in(role: AttributeRole) -> bool {
    !matches!(role, AttributeRole::Ordinary | AttributeRole::Ttl { .. })
}

/// Two fields cannot share an attribute.
fn check_name(before: &[Field], field: &Field, place: Span, errors: &Errors) {
    let is_stored = |field: &Field| matches!(field.stored, Stored::Typed | Stored::Serde);
    if !is_stored(field) {
        return;
    }
    if let Some(other) = before.iter().find(|other| is_stored(other) && other.name == field.name) {
        errors.at(
            place,
            format!("the attribute `{}` is also that of the field `{}`; rename one", field.name, other.ident),
        );
    }
}

/// What no other field holds can go to one place only.
fn check_rest(before: &[Field], field: &Field, place: Span, errors: &Errors) {
    if field.stored == Stored::Rest && before.iter().any(|other| other.stored == Stored::Rest) {
        errors.at(place, "a second field with `rest`; keep one");
    }
}
