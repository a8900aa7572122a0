//! Events.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Data, DeriveInput, Fields, Ident, Visibility};

use crate::ast::Crate;
use crate::attr::event::EventAttrs;
use crate::error::Errors;
use crate::span::generated;

/// An enum of changes.
pub(crate) struct Event<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) visibility: &'i Visibility,
    pub(crate) krate: Crate,
    /// The table, as expansions write it.
    pub(crate) table: TokenStream,
    /// Each variant and the change that it holds.
    pub(crate) variants: Vec<(&'i Ident, TokenStream)>,
}

/// Reads an event. Nothing when it cannot be one; the errors say why.
pub(crate) fn event<'i>(input: &'i DeriveInput, errors: &Errors) -> Option<Event<'i>> {
    let attrs = EventAttrs::read(input, errors);
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "an event has no generic parameters: name the entities");
        return None;
    }
    let Data::Enum(data) = &input.data else {
        errors.at(
            input.ident.span(),
            "an event is an enum: `enum ShopEvent { Order(Change<Order>), Other(OtherChange) }`",
        );
        return None;
    };
    if data.variants.is_empty() {
        errors.at(input.ident.span(), "an event without variants is about nothing");
        return None;
    }
    let mut variants: Vec<(&Ident, TokenStream)> = Vec::new();
    for variant in &data.variants {
        let ty = match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => &fields.unnamed[0].ty,
            _ => {
                let ident = &variant.ident;
                errors.at(ident.span(), format!("a variant holds one change: `{ident}(Change<{ident}>)`"));
                continue;
            }
        };
        let text = ty.to_token_stream().to_string().replace(' ', "");
        if variants.iter().any(|(_, other)| other.to_string().replace(' ', "") == text) {
            errors.on(ty, format!("a second variant for `{text}`; leave one out"));
        }
        variants.push((&variant.ident, generated(ty)));
    }
    let krate = Crate(attrs.krate);
    Some(Event {
        ident: &input.ident,
        visibility: &input.vis,
        krate,
        table: generated(&attrs.table?),
        variants,
    })
}
