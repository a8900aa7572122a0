//! The attributes of a field.

use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Expr, Ident, LitStr, Token};

use super::{Once, assigned_text, flag, read, unknown};
use crate::error::Errors;

/// What a field is told.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) rename: Option<LitStr>,
    pub(crate) default: Option<Default>,
    pub(crate) serde: Option<Span>,
    pub(crate) rest: Option<Span>,
    pub(crate) read_only: Option<Span>,
    pub(crate) skip: Option<Span>,
}

/// What stands in for an absent attribute.
pub(crate) struct Default {
    pub(crate) span: Span,
    /// `Default::default()` when there is none.
    pub(crate) expression: Option<Expr>,
}

const KNOWN: [&str; 6] = ["rename", "default", "serde", "rest", "read_only", "skip"];

impl FieldAttrs {
    pub(crate) fn read(field: &syn::Field, errors: &Errors) -> Self {
        let (mut rename, mut made_up, mut serde) = (Once::new(), Once::new(), Once::new());
        let (mut rest, mut read_only, mut skip) = (Once::new(), Once::new(), Once::new());
        read(&field.attrs, errors, |word, input| match &*word.to_string() {
            // rename = "t"
            "rename" => rename.set(word, assigned_text(word, input)?),
            // default    default = 1    default = Vec::with_capacity(4)
            "default" => made_up.set(word, default(word, input)?),
            "serde" => serde.set(word, flag(word, input)?),
            "rest" => rest.set(word, flag(word, input)?),
            "read_only" => read_only.set(word, flag(word, input)?),
            "skip" => skip.set(word, flag(word, input)?),
            _ => Err(unknown(word, "a field", &KNOWN)),
        });
        let attrs = Self {
            rename: rename.take(),
            default: made_up.take(),
            serde: serde.take(),
            rest: rest.take(),
            read_only: read_only.take(),
            skip: skip.take(),
        };
        attrs.check(errors);
        attrs
    }

    /// `rest` and `skip` fields are no attributes, so nothing else can be said about them, but for the value of a
    /// skipped one.
    fn check(&self, errors: &Errors) {
        let others = [
            ("rename", self.rename.as_ref().map(LitStr::span)),
            ("serde", self.serde),
            ("read_only", self.read_only),
            ("rest", self.rest),
            ("default", self.default.as_ref().map(|default| default.span)),
        ];
        for (word, span) in others {
            let Some(span) = span else { continue };
            if self.skip.is_some() && word != "default" {
                errors.at(span, format!("a field with `skip` is not stored; leave `{word}` out"));
            } else if self.rest.is_some() && word != "rest" {
                errors.at(
                    span,
                    format!("a field with `rest` holds whatever no other field does; leave `{word}` out"),
                );
            }
        }
    }
}

/// What follows the word `default`.
pub(super) fn default(word: &Ident, input: ParseStream<'_>) -> syn::Result<Default> {
    let expression = match input.parse::<Option<Token![=]>>()? {
        Some(_) => Some(input.parse::<Expr>()?),
        None => None,
    };
    Ok(Default { span: word.span(), expression })
}
