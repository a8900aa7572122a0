//! Attribute types.

use proc_macro2::TokenStream;
use quote::quote;

use super::generics::Parameters;
use super::{document, enclosed, newtype, tokens, union};
use crate::ast::{Content, Field, Shape, Stored, Value};

pub(crate) fn expand(value: &Value<'_>) -> TokenStream {
    let types: Vec<_> = match &value.shape {
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

fn typed(fields: &[Field]) -> impl Iterator<Item = &syn::Type> {
    fields.iter().filter(|field| field.stored == Stored::Typed).map(|field| &field.ty)
}
