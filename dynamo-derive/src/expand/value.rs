//! Attribute types.

use proc_macro2::TokenStream;
use quote::quote;

use super::generics::Parameters;
use super::{document, enclosed, newtype, tokens, union};
use crate::ast::{Content, Field, Shape, Stored, Value};

/// Everything that an attribute type gets; after errors only what keeps them from causing others.
pub(crate) fn expand(value: &Value<'_>, is_sound: bool) -> TokenStream {
    let types: Vec<_> = match &value.shape {
        Shape::Unknown => Vec::new(),
        Shape::Newtype { fields, .. } | Shape::Document(fields) => typed(fields).collect(),
        Shape::Tokens { .. } => Vec::new(),
        Shape::Union { variants, .. } => variants
            .iter()
            .flat_map(|variant| match &variant.content {
                Content::Nothing => Vec::new(),
                Content::Fields(fields) => typed(fields).collect(),
                Content::Document(ty) => vec![ty],
            })
            .collect(),
    };
    let parameters = Parameters::new(value.generics, types);
    let (outside, inside) = match &value.shape {
        Shape::Unknown | Shape::Tokens { .. } | Shape::Union { .. } if !is_sound => {
            (None, inert(value, &parameters))
        }
        Shape::Unknown => return TokenStream::new(),
        Shape::Newtype { stored, fields } => {
            (None, newtype::implementation(value, &parameters, *stored, fields))
        }
        Shape::Document(fields) => (
            Some(document::definition(value, &parameters)),
            document::implementation(value, &parameters, fields),
        ),
        Shape::Tokens { variants, other } => {
            (None, tokens::implementation(value, &parameters, variants, other.as_ref()))
        }
        Shape::Union { tag, variants } => (None, union::implementation(value, &parameters, tag, variants)),
    };
    let enclosed = enclosed(&value.krate, &inside);
    quote!(#outside #enclosed)
}

fn typed(fields: &[Field]) -> impl Iterator<Item = &TokenStream> {
    fields.iter().filter(|field| field.stored == Stored::Typed).map(|field| &field.ty)
}

/// An attribute that can be neither written nor read.
fn inert(value: &Value<'_>, parameters: &Parameters<'_>) -> TokenStream {
    let ident = value.ident;
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    quote! {
        #[automatically_derived]
        impl<#bounded> __p::Attribute for #ident<#given> #clause {
            const TYPE: __p::AttributeType = __p::AttributeType::String;
            type Value = Self;
            type Presence = __p::Required;

            fn encode(&self) -> __p::Encoded {
                __p::encode_inert()
            }

            fn decode(_: __p::Value<'_>) -> __p::Decoded<Self> {
                __p::decode_inert()
            }
        }

        #[automatically_derived]
        impl<#bounded> __p::ListElement for #ident<#given> #clause {}

        #[automatically_derived]
        impl<#bounded> __p::KeyPart for #ident<#given> #clause {}

        #[automatically_derived]
        impl<#bounded> __p::KeyScalar for #ident<#given> #clause {}
    }
}
