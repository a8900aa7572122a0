//! Collections.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, Visibility};

use crate::ast::Crate;
use crate::attr::collection::{CollectionAttrs, is_unknown};
use crate::error::Errors;
use crate::span::generated;

/// Entities that are read together.
pub(crate) struct Collection<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) visibility: &'i Visibility,
    pub(crate) krate: Crate,
    /// The parts of the key that are bound, in the order of the key.
    pub(crate) of: Vec<Ident>,
    /// The index, when it is not the table.
    pub(crate) on: Option<String>,
    /// The part of the sort key of which a range can be asked for.
    pub(crate) range: Option<Ident>,
    pub(crate) is_hydrated: bool,
    pub(crate) is_enum: bool,
    /// One per entity.
    pub(crate) members: Vec<Member>,
    /// The field or variant for items of unknown kinds.
    pub(crate) raw: Option<Ident>,
    pub(crate) skips_unknown: bool,
}

/// A field or variant.
pub(crate) struct Member {
    pub(crate) ident: Ident,
    /// The type of the field, or what the variant holds.
    pub(crate) ty: TokenStream,
}

/// Reads a collection. Nothing when it cannot be one; the errors say why.
pub(crate) fn collection<'i>(input: &'i DeriveInput, errors: &Errors) -> Option<Collection<'i>> {
    let attrs = CollectionAttrs::read(input, errors);
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "a collection has no generic parameters: name the entities that it reads");
        return None;
    }
    let (is_enum, places) = places(input, errors)?;
    let mut raw: Option<(Ident, Span)> = None;
    let mut members = Vec::new();
    for (member, attributes) in places {
        match is_unknown(attributes, errors) {
            None => members.push(member),
            Some(span) if raw.is_some() => {
                errors.at(span, "a second place for items of unknown kinds; keep one");
            }
            Some(span) => raw = Some((member.ident, span)),
        }
    }
    if members.is_empty() {
        errors.at(input.ident.span(), "a collection is of entities: one per field, or one per variant");
        return None;
    }
    if let (Some((_, span)), Some(_)) = (attrs.skip, &raw) {
        errors.at(span, "items of unknown kinds have a place here; leave `unknown = …` out");
    }
    let Some(of) = attrs.of else {
        errors.at(
            input.ident.span(),
            "which parts of the key are bound? All of the partition key, and as many of the sort key as the entities have \
             in common: `#[dynamo(of(customer_id))]`",
        );
        return None;
    };
    for (at, name) in of.iter().chain(&attrs.range).enumerate() {
        if of.iter().take(at).any(|earlier| earlier == name) {
            errors.at(name.span(), format!("a second `{}`; the parts have a name each", name.unraw()));
        }
    }
    if let (Some(span), None) = (attrs.hydrate, &attrs.on) {
        errors.at(span, "the table holds whole items; `hydrate` is for a collection on an index: `on = …`");
    }
    Some(Collection {
        ident: &input.ident,
        visibility: &input.vis,
        krate: Crate(attrs.krate),
        of,
        on: attrs.on.map(|(name, _)| name),
        range: attrs.range,
        is_hydrated: attrs.hydrate.is_some(),
        is_enum,
        members,
        raw: raw.map(|(ident, _)| ident),
        skips_unknown: attrs.skip.is_some_and(|(skips, _)| skips),
    })
}

type Places<'i> = Vec<(Member, &'i [syn::Attribute])>;

/// The fields or variants, and whether it is an enum.
fn places<'i>(input: &'i DeriveInput, errors: &Errors) -> Option<(bool, Places<'i>)> {
    match &input.data {
        Data::Struct(data) => {
            let Fields::Named(fields) = &data.fields else {
                errors.at(input.ident.span(), "a collection is a struct with named fields, or an enum");
                return None;
            };
            let places = fields.named.iter().filter_map(|field| {
                let member = Member { ident: field.ident.clone()?, ty: generated(&field.ty) };
                Some((member, field.attrs.as_slice()))
            });
            Some((false, places.collect()))
        }
        Data::Enum(data) => {
            let places = data.variants.iter().filter_map(|variant| match &variant.fields {
                Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                    let ty = generated(&fields.unnamed.first()?.ty);
                    Some((Member { ident: variant.ident.clone(), ty }, variant.attrs.as_slice()))
                }
                _ => {
                    let ident = &variant.ident;
                    errors.at(ident.span(), format!("a variant holds one entity: `{ident}({ident})`"));
                    None
                }
            });
            Some((true, places.collect()))
        }
        Data::Union(_) => {
            errors.at(input.ident.span(), "a `union` cannot be a collection; make it an enum");
            None
        }
    }
}
