//! The attributes of a projection and of its fields.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{DeriveInput, Ident, Path, Token, Type};

use super::field::{Default, default};
use super::{Once, assigned, assigned_path, read, unknown};
use crate::error::Errors;

/// What `#[derive(DynamoProjection)]` is told about the struct.
pub(crate) struct ProjectionAttrs {
    pub(crate) krate: Option<Path>,
    pub(crate) of: Option<Type>,
}

/// What a field of a projection is told.
pub(crate) struct PlaceAttrs {
    /// The fields that lead to the place, from the entity's on.
    pub(crate) at: Option<Vec<Ident>>,
    pub(crate) default: Option<Default>,
}

impl ProjectionAttrs {
    pub(crate) fn read(input: &DeriveInput, errors: &Errors) -> Self {
        let (mut krate, mut of) = (Once::new(), Once::new());
        read(&input.attrs, errors, |word, input| match &*word.to_string() {
            // of = Order
            "of" => of.set(word, assigned(input, |input| input.parse::<Type>())?),
            // crate = my::path
            "crate" => krate.set(word, assigned_path(input)?),
            _ => Err(unknown(word, "a projection", &["of", "crate"])),
        });
        if of.get().is_none() {
            errors.at(input.ident.span(), "a projection is of an entity: `#[dynamo(of = Order)]`");
        }
        Self { krate: krate.take(), of: of.take() }
    }
}

impl PlaceAttrs {
    pub(crate) fn read(field: &syn::Field, errors: &Errors) -> Self {
        let (mut at, mut made_up) = (Once::new(), Once::new());
        read(&field.attrs, errors, |word, input| match &*word.to_string() {
            // at = ship_to.city
            "at" => at.set(word, assigned(input, |input| steps(input, word.span()))?),
            // default    default = 1
            "default" => made_up.set(word, default(word, input)?),
            _ => Err(unknown(word, "a field of a projection", &["at", "default"])),
        });
        Self { at: at.take(), default: made_up.take() }
    }
}

/// `ship_to.city`
fn steps(input: ParseStream<'_>, word: Span) -> syn::Result<Vec<Ident>> {
    let mut steps = Vec::new();
    loop {
        let step = input.call(Ident::parse_any).map_err(|_| {
            syn::Error::new(
                word,
                "expected the names of fields with dots between them: `at = total`, `at = ship_to.city`",
            )
        })?;
        steps.push(step);
        if input.parse::<Option<Token![.]>>()?.is_none() {
            return Ok(steps);
        }
    }
}
