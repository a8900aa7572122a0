//! From what was checked to Rust.
//!
//! The `impl`s stand in a `const _` in which `__p` is the private module of `dynamo_model`, so that no name of the user's
//! can come between. Types that the user names stand outside of it and spell that module out.

mod codec;
pub(crate) mod collection;
mod computed;
mod document;
mod draft;
pub(crate) mod entity;
pub(crate) mod event;
mod generics;
mod key;
mod model;
mod newtype;
mod partial;
mod paths;
pub(crate) mod projection;
mod query;
pub(crate) mod table;
mod tokens;
mod union;
mod unique;
mod update;
pub(crate) mod value;
mod vector;
mod version;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ast::{Crate, Entity, Stored};
use crate::span::at;
use generics::Parameters;

/// Puts `impl`s where only the names that they need are known.
fn enclosed(krate: &Crate, items: &TokenStream) -> TokenStream {
    let private = krate.private();
    quote! {
        const _: () = {
            use #private as __p;
            #items
        };
    }
}

/// The generic parameters of an entity.
fn parameters<'e>(entity: &Entity<'e>) -> Parameters<'e> {
    let typed = entity.fields.iter().filter(|field| field.stored == Stored::Typed);
    Parameters::new(entity.generics, typed.map(|field| &field.ty))
}

/// A borrowed text of the model.
fn text(text: &str) -> TokenStream {
    quote!(__p::Cow::Borrowed(#text))
}

/// A borrowed list of the model.
fn list(elements: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let elements = elements.into_iter();
    quote!(__p::Cow::Borrowed(&[#(#elements),*]))
}

fn option(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(__p::Option::Some(#value)),
        None => quote!(__p::Option::None),
    }
}
