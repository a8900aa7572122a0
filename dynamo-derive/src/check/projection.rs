//! Projections.

use proc_macro2::TokenStream;
use syn::{Data, DeriveInput, Fields, Ident};

use crate::ast::{Crate, Default};
use crate::attr::projection::{PlaceAttrs, ProjectionAttrs};
use crate::error::Errors;
use crate::span::generated;

/// Some attributes of an entity.
pub(crate) struct Projection<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) krate: Crate,
    /// The entity, as expansions write it.
    pub(crate) of: TokenStream,
    pub(crate) places: Vec<Place>,
}

/// A field of a projection, and what is read into it.
pub(crate) struct Place {
    pub(crate) ident: Ident,
    pub(crate) ty: TokenStream,
    /// The fields that lead there, from the entity's on: at least one.
    pub(crate) steps: Vec<Ident>,
    pub(crate) default: Option<Default>,
}

/// Reads a projection. Nothing when it cannot be one; the errors say why.
pub(crate) fn projection<'i>(input: &'i DeriveInput, errors: &Errors) -> Option<Projection<'i>> {
    let attrs = ProjectionAttrs::read(input, errors);
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "a projection has no generic parameters: name the types that it reads");
        return None;
    }
    let Data::Struct(data) = &input.data else {
        errors.at(input.ident.span(), "a projection is a struct");
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        errors
            .at(input.ident.span(), "a projection is a struct with named fields, called as the entity's are");
        return None;
    };
    if fields.named.is_empty() {
        errors
            .at(input.ident.span(), "a projection without fields reads nothing; to count items, count them");
        return None;
    }
    let places = fields.named.iter().filter_map(|field| {
        let ident = field.ident.clone()?;
        let attrs = PlaceAttrs::read(field, errors);
        Some(Place {
            ty: generated(&field.ty),
            steps: attrs.at.unwrap_or_else(|| vec![ident.clone()]),
            default: attrs.default.map(Default::from),
            ident,
        })
    });
    let places = places.collect();
    Some(Projection { ident: &input.ident, krate: Crate(attrs.krate), of: generated(&attrs.of?), places })
}
