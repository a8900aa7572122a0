//! Computed attributes: what they are functions of.

use dynamo_schema::AttributeRole;
use syn::ext::IdentExt;

use crate::ast::{self, Field, Input, Stored};
use crate::attr::computed::Computed;
use crate::error::Errors;
use crate::suggest;

/// Resolves the fields that a computed attribute names. Nothing after an error, so that it is not called with others.
pub(super) fn inputs(computed: Computed, fields: &[Field], errors: &Errors) -> Option<ast::Computed> {
    let mut from: Vec<Input> = Vec::with_capacity(computed.from.len());
    for place in &computed.from {
        let name = place.unraw().to_string();
        let Some(at) = fields.iter().position(|field| field.ident.unraw() == name) else {
            let names: Vec<String> = fields.iter().map(|field| field.ident.unraw().to_string()).collect();
            let hint = suggest::hint(&name, &names.iter().map(String::as_str).collect::<Vec<_>>());
            errors.at(place.span(), format!("in `computed`: `{name}` is no field; {hint}"));
            continue;
        };
        let field = &fields[at];
        let why = match (field.stored, field.facts.role) {
            (Stored::Rest, _) => "holds the attributes that no other field does",
            (Stored::Skipped, _) => "is not stored, so an update would not know it",
            (_, AttributeRole::Computed) => "is computed itself; name what that is computed from",
            (_, AttributeRole::Lock | AttributeRole::Created | AttributeRole::Updated) => {
                "is filled in by writes, after the function ran"
            }
            _ => {
                let (ident, name) = (field.ident.clone(), field.name.clone());
                from.push(Input { field: at, ident, place: place.span(), name });
                continue;
            }
        };
        errors.at(place.span(), format!("in `computed`: the field `{name}` {why}"));
    }
    (from.len() == computed.from.len()).then_some(ast::Computed { function: computed.function, from })
}
