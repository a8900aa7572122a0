//! The attributes of a collection and of its fields or variants.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Attribute, DeriveInput, Ident, Path};

use super::entity::on_index;
use super::{Once, assigned, assigned_path, flag, in_parentheses, read, separated, unknown};
use crate::error::Errors;

/// What `#[derive(DynamoCollection)]` is told.
pub(crate) struct CollectionAttrs {
    pub(crate) krate: Option<Path>,
    /// The arguments of the function `of`: the parts of the key that are bound.
    pub(crate) of: Option<Vec<Ident>>,
    /// The index that is queried, and where that is said.
    pub(crate) on: Option<(String, Span)>,
    /// The part of the sort key after those of `of`, of which a range can be asked for.
    pub(crate) range: Option<Ident>,
    /// Whether the whole items are read after those of the index.
    pub(crate) hydrate: Option<Span>,
    /// Whether items of unknown kinds are passed over.
    pub(crate) skip: Option<(bool, Span)>,
}

impl CollectionAttrs {
    pub(crate) fn read(input: &DeriveInput, errors: &Errors) -> Self {
        let (mut krate, mut of, mut on, mut skip) = (Once::new(), Once::new(), Once::new(), Once::new());
        let (mut range, mut hydrate) = (Once::new(), Once::new());
        read(&input.attrs, errors, |word, input| match &*word.to_string() {
            // of(customer_id)
            "of" => {
                let names = in_parentheses(input, |input| separated(input, |input| input.parse::<Ident>()))?;
                of.set(word, names)
            }
            // on = Gsi1
            "on" => on.set(word, assigned(input, on_index)?),
            // range = placed_at
            "range" => range.set(word, assigned(input, |input| input.parse::<Ident>())?),
            // hydrate
            "hydrate" => hydrate.set(word, flag(word, input)?),
            // unknown = skip
            "unknown" => skip.set(word, (assigned(input, policy)?, word.span())),
            // crate = my::path
            "crate" => krate.set(word, assigned_path(input)?),
            _ => Err(unknown(word, "a collection", &["of", "range", "on", "hydrate", "unknown", "crate"])),
        });
        Self {
            krate: krate.take(),
            of: of.take(),
            on: on.take(),
            range: range.take(),
            hydrate: hydrate.take(),
            skip: skip.take(),
        }
    }
}

/// `skip` or `error`.
fn policy(input: ParseStream<'_>) -> syn::Result<bool> {
    let word: Ident = input.parse()?;
    match &*word.to_string() {
        "skip" => Ok(true),
        "error" => Ok(false),
        _ => Err(syn::Error::new(
            word.span(),
            "expected `unknown = error` or `unknown = skip`; a field or variant with `#[dynamo(unknown)]` keeps such \
             items",
        )),
    }
}

/// Whether a field or variant is the place for items of unknown kinds.
pub(crate) fn is_unknown(attributes: &[Attribute], errors: &Errors) -> Option<Span> {
    let mut found = Once::new();
    read(attributes, errors, |word, input| match &*word.to_string() {
        "unknown" => found.set(word, flag(word, input)?),
        _ => Err(unknown(word, "a field or variant of a collection", &["unknown"])),
    });
    found.take()
}
