//! The keys: `pk = …, sk = …`.

use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Ident, LitStr, Token};

use super::{Once, assigned, nested, one_or_list, unknown};
use crate::error::Errors;

/// A key attribute of a table or index: `"gsi1pk": S`.
pub(crate) struct KeyAttribute {
    pub(crate) name: String,
    /// `S`, `N` or `B`.
    pub(crate) scalar: Ident,
}

/// Where the value of a key attribute comes from: `"ORDER#{order_id}"` or `order_id`.
pub(crate) enum Source {
    Template(LitStr),
    Field(Ident),
}

impl ToTokens for Source {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        match self {
            Self::Template(text) => text.to_tokens(tokens),
            Self::Field(field) => field.to_tokens(tokens),
        }
    }
}

/// `pk = …` and `sk = …`, each one element or a list.
pub(crate) struct Pair<T> {
    pub(crate) partition: Vec<T>,
    pub(crate) sort: Vec<T>,
}

/// `"name": S`, or `S` when there is a default name.
pub(crate) fn key_attribute(input: ParseStream<'_>, default: Option<&str>) -> syn::Result<KeyAttribute> {
    let lookahead = input.lookahead1();
    if lookahead.peek(LitStr) {
        let name: LitStr = input.parse()?;
        input.parse::<Token![:]>().map_err(|error| {
            syn::Error::new(
                error.span(),
                format!("expected the type of the key: `\"{}\": S`, `N` or `B`", name.value()),
            )
        })?;
        if name.value().is_empty() {
            return Err(syn::Error::new(name.span(), "an attribute has a name of at least one character"));
        }
        return Ok(KeyAttribute { name: name.value(), scalar: scalar(input)? });
    }
    match default {
        Some(default) => Ok(KeyAttribute { name: default.to_owned(), scalar: scalar(input)? }),
        None => {
            Err(input.error("expected a key attribute of the index: its name and its type, `\"gsi1pk\": S`"))
        }
    }
}

fn scalar(input: ParseStream<'_>) -> syn::Result<Ident> {
    const FORM: &str = "expected the type of the key: `S`, `N` or `B`";
    let scalar: Ident = input.parse().map_err(|error| syn::Error::new(error.span(), FORM))?;
    if ["S", "N", "B"].iter().any(|name| scalar == name) {
        Ok(scalar)
    } else {
        Err(syn::Error::new(scalar.span(), FORM))
    }
}

/// A template or the name of a field.
pub(crate) fn source(input: ParseStream<'_>) -> syn::Result<Source> {
    if input.peek(LitStr) {
        return Ok(Source::Template(input.parse()?));
    }
    input.parse().map(Source::Field).map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected a key template, `\"ORDER#{order_id}\"`, or the field that is the key itself, `order_id`",
        )
    })
}

/// `key(pk = …, sk = …)` of a table or an entity: one element each.
pub(crate) fn key<T>(
    word: &Ident,
    input: ParseStream<'_>,
    errors: &Errors,
    mut read: impl FnMut(ParseStream<'_>, &'static str) -> syn::Result<T>,
) -> syn::Result<Option<(T, Option<T>)>> {
    let (mut partition, mut sort) = (Once::new(), Once::new());
    if !input.peek(syn::token::Paren) {
        return Err(syn::Error::new(word.span(), "expected `key(pk = …, sk = …)`"));
    }
    let mut failed = false;
    nested(input, errors, |word, input| {
        let read = match &*word.to_string() {
            "pk" => assigned(input, |input| read(input, "pk")).and_then(|value| partition.set(word, value)),
            "sk" => assigned(input, |input| read(input, "sk")).and_then(|value| sort.set(word, value)),
            _ => Err(unknown(word, "`key(…)`", &["pk", "sk"])),
        };
        failed |= read.is_err();
        read
    })?;
    match (partition.take(), failed) {
        (Some(partition), _) => Ok(Some((partition, sort.take()))),
        (None, true) => Ok(None),
        (None, false) => Err(syn::Error::new(word.span(), "a key has a partition key: `key(pk = …)`")),
    }
}

/// `pk = …` or `sk = …` of an index, one or several.
pub(crate) fn part<T>(
    input: ParseStream<'_>,
    read: impl FnMut(ParseStream<'_>) -> syn::Result<T>,
) -> syn::Result<Vec<T>> {
    assigned(input, |input| one_or_list(input, read))
}
