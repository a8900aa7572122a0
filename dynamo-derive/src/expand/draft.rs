//! The draft of an entity: its fields without those that are filled in.

use dynamo_schema::AttributeRole;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::at;
use super::codec::{Place, Scope, encode};
use crate::ast::{Entity, Field, Stored};

/// What a draft says about a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Its value.
    Value,
    /// Its value, or that there is another way to find it.
    Choice,
    /// Nothing: it is filled in.
    Nothing,
}

fn part(field: &Field) -> Part {
    match field.facts.role {
        _ if field.stored == Stored::Skipped => Part::Nothing,
        AttributeRole::Lock
        | AttributeRole::Created
        | AttributeRole::Updated
        | AttributeRole::Generated
        | AttributeRole::Computed => Part::Nothing,
        AttributeRole::Ttl { after: Some(_) } => Part::Choice,
        _ if field.default.is_some() => Part::Choice,
        _ => Part::Value,
    }
}

/// Whether the entity has a draft: something is filled in, or it was asked for one. One with generic parameters has
/// none, because fields that are left out may be all that mentions them.
fn exists(entity: &Entity<'_>) -> bool {
    let is_filled_in = |field: &Field| {
        !matches!(field.facts.role, AttributeRole::Ordinary | AttributeRole::Ttl { after: None })
    };
    entity.generics.params.is_empty() && (entity.draft.is_some() || entity.fields.iter().any(is_filled_in))
}

fn name(entity: &Entity<'_>) -> Ident {
    format_ident!("{}Draft", entity.ident.unraw(), span = entity.ident.span())
}

/// The struct.
pub(crate) fn definition(entity: &Entity<'_>) -> Option<TokenStream> {
    if !exists(entity) {
        return None;
    }
    let (name, visibility) = (name(entity), entity.visibility);
    let doc = format!(
        "A new [`{}`] without what `fill` fills in: identifiers, stamps, the lock, and what is `None` here.",
        entity.ident.unraw()
    );
    let fields = entity.fields.iter().filter_map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        let doc = format!("The attribute `{}`.", field.name);
        let ty = match part(field) {
            Part::Value => quote!(#ty),
            Part::Choice => quote!(::core::option::Option<#ty>),
            Part::Nothing => return None,
        };
        Some(quote!(#[doc = #doc] #visibility #ident: #ty,))
    });
    let derives = entity.draft.as_deref().filter(|derives| !derives.is_empty());
    let derives = derives.map(|derives| quote!(#[derive(#(#derives),*)]));
    Some(quote! {
        #[doc = #doc]
        #derives
        #visibility struct #name {
            #(#fields)*
        }
    })
}

/// What the draft can do.
pub(crate) fn implementation(entity: &Entity<'_>) -> Option<TokenStream> {
    if !exists(entity) {
        return None;
    }
    let (ident, name) = (entity.ident, name(entity));
    let fields: Vec<&Field> = entity.fields.iter().filter(|field| part(field) != Part::Nothing).collect();
    let capacity = entity.fields.len();
    let encode = encode(&fields, Scope::Entity(quote!(#ident)), capacity, |field| {
        let ident = &field.ident;
        match part(field) {
            Part::Choice => Place::Maybe(quote_spanned!(at(&field.ty)=> &self.#ident)),
            _ => Place::There(quote!(&self.#ident)),
        }
    });
    Some(quote! {
        #[automatically_derived]
        impl __p::Draft for #name {
            type Entity = #ident;

            #[inline]
            fn encode(&self) -> __p::Result<__p::Item, __p::EncodeError> {
                #encode
            }
        }
    })
}
