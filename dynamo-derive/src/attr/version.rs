//! The version of a shape, and what it is upgraded from.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Ident, LitInt, Type};

use super::{Once, assigned};
use crate::error::Errors;

/// `version = 2, upgrade_from = OrderV1`
pub(crate) struct Version {
    pub(crate) number: u32,
    pub(crate) place: Span,
    /// The shape of the version before.
    pub(crate) from: Option<Type>,
}

/// What has been read of it.
pub(super) struct VersionAttrs {
    number: Once<(u32, Span)>,
    from: Once<(Type, Span)>,
}

impl VersionAttrs {
    pub(super) const fn new() -> Self {
        Self { number: Once::new(), from: Once::new() }
    }

    pub(super) fn read(&mut self, word: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        if word == "upgrade_from" {
            let from = assigned(input, |input| input.parse::<Type>())?;
            return self.from.set(word, (from, word.span()));
        }
        let number = assigned(input, |input| input.parse::<LitInt>())?;
        match number.base10_parse::<u32>() {
            Ok(count) if count > 0 => self.number.set(word, (count, number.span())),
            _ => Err(syn::Error::new(
                number.span(),
                "versions count from 1, which is also the version of items that say none",
            )),
        }
    }

    pub(super) fn take(self, errors: &Errors) -> Option<Version> {
        match (self.number.take(), self.from.take()) {
            (Some((number, place)), from) => {
                Some(Version { number, place, from: from.map(|(from, _)| from) })
            }
            (None, Some((_, span))) => {
                errors.at(span, "items are upgraded to a version: say which one, `version = 2`");
                None
            }
            (None, None) => None,
        }
    }
}
