//! The primary key of an entity as a struct.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::at;
use super::codec::{Scope, decode, encode, of_self};
use super::parameters;
use crate::ast::{Entity, Field, Source};

pub(crate) fn name(entity: &Entity<'_>) -> Ident {
    format_ident!("{}Key", entity.ident.unraw(), span = entity.ident.span())
}

/// The fields that the key is made of, in the order of its parts.
pub(super) fn fields<'e>(entity: &'e Entity<'_>) -> Vec<&'e Field> {
    let mut fields: Vec<usize> = Vec::new();
    for (field, _) in std::iter::once(&entity.partition).chain(&entity.sort).flat_map(Source::parts) {
        if !fields.contains(&field) {
            fields.push(field);
        }
    }
    fields.into_iter().map(|field| &entity.fields[field]).collect()
}

/// The struct.
pub(crate) fn definition(entity: &Entity<'_>) -> TokenStream {
    let (name, visibility, private) = (name(entity), entity.visibility, entity.krate.private());
    let parameters = parameters(entity);
    let declared = parameters.declared();
    let doc = format!("The primary key of [`{}`].", entity.ident.unraw());
    let fields = fields(entity).into_iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        let doc = format!("The attribute `{}`.", field.name);
        quote!(#[doc = #doc] #visibility #ident: #ty,)
    });
    let mention = (!parameters.is_empty()).then(|| {
        let mention = parameters.mention();
        quote!(#[doc(hidden)] #visibility __entity: #private::PhantomData<fn() -> #mention>,)
    });
    quote! {
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        #[allow(clippy::derive_partial_eq_without_eq)]
        #visibility struct #name<#declared> {
            #(#fields)*
            #mention
        }
    }
}

/// The functions of the entity that make its key.
pub(crate) fn functions(entity: &Entity<'_>) -> TokenStream {
    let (key, visibility) = (name(entity), entity.visibility);
    let given = parameters(entity).given();
    let (fields, mention) = (fields(entity), mention(entity));
    let arguments = fields.iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote!(#ident: impl __p::KeyArgument<#ty>)
    });
    let converted = fields.iter().map(|field| {
        let ident = &field.ident;
        quote!(#ident: __p::KeyArgument::into_part(#ident))
    });
    let copied = fields.iter().map(|field| {
        let ident = &field.ident;
        quote_spanned!(at(&field.ty)=> #ident: __p::Clone::clone(&self.#ident))
    });
    quote! {
        /// The primary key that is made of these values.
        #visibility fn key(#(#arguments),*) -> #key<#given> {
            #key { #(#converted,)* #mention }
        }

        /// The primary key of this item.
        #[inline]
        #visibility fn primary_key(&self) -> #key<#given> {
            #key { #(#copied,)* #mention }
        }
    }
}

/// The hidden field that mentions the parameters, when there are some.
fn mention(entity: &Entity<'_>) -> Option<TokenStream> {
    (!parameters(entity).is_empty()).then(|| quote!(__entity: __p::PhantomData,))
}

/// What the key can do.
pub(crate) fn implementation(entity: &Entity<'_>) -> TokenStream {
    let (ident, key) = (entity.ident, name(entity));
    let parameters = parameters(entity);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let (fields, mention) = (fields(entity), mention(entity));
    let encode = encode(&fields, Scope::Document, fields.len(), of_self);
    let decode = decode(&fields, Scope::Document, &quote!(Self), mention.as_ref());
    let text = key.to_string();
    quote! {
        #[automatically_derived]
        impl<#bounded> __p::EntityKey for #key<#given> #clause {
            type Entity = #ident<#given>;

            fn encode(&self) -> __p::Result<__p::Item, __p::EncodeError> {
                #encode
            }

            #[inline]
            fn decode(__fields: __p::Fields<'_>) -> __p::Decoded<Self> {
                #decode
            }
        }

        #[automatically_derived]
        impl<#bounded> __p::Debug for #key<#given> #clause {
            /// Keys can be personal data, so none is shown.
            fn fmt(&self, __formatter: &mut __p::Formatter<'_>) -> __p::fmt::Result {
                __formatter.debug_struct(#text).finish_non_exhaustive()
            }
        }
    }
}
