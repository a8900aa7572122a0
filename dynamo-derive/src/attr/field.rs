//! The attributes of a field.

use dynamo_schema::AttributeRole;
use proc_macro2::Span;
use syn::parse::ParseStream;
use syn::{Expr, Ident, LitStr, Token};

use super::{Once, assigned, assigned_text, flag, in_parentheses, read, unknown};
use crate::error::Errors;

/// What a field is told.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) rename: Option<LitStr>,
    pub(crate) default: Option<Default>,
    pub(crate) serde: Option<Span>,
    pub(crate) rest: Option<Span>,
    pub(crate) read_only: Option<Span>,
    pub(crate) hidden: Option<Span>,
    pub(crate) skip: Option<Span>,
    /// What the attribute is for.
    pub(crate) role: Option<(AttributeRole, Ident)>,
}

/// What stands in for an absent attribute.
pub(crate) struct Default {
    pub(crate) span: Span,
    /// `Default::default()` when there is none.
    pub(crate) expression: Option<Expr>,
}

const KNOWN: [&str; 12] = [
    "rename",
    "default",
    "serde",
    "rest",
    "read_only",
    "hidden",
    "skip",
    "lock",
    "created",
    "updated",
    "generate",
    "ttl",
];

impl FieldAttrs {
    pub(crate) fn read(field: &syn::Field, errors: &Errors) -> Self {
        let (mut rename, mut made_up, mut serde) = (Once::new(), Once::new(), Once::new());
        let (mut rest, mut read_only, mut skip) = (Once::new(), Once::new(), Once::new());
        let (mut hidden, mut roles) = (Once::new(), Vec::new());
        read(&field.attrs, errors, |word, input| match &*word.to_string() {
            // rename = "t"
            "rename" => rename.set(word, assigned_text(word, input)?),
            // default    default = 1    default = Vec::with_capacity(4)
            "default" => made_up.set(word, default(word, input)?),
            "serde" => serde.set(word, flag(word, input)?),
            "rest" => rest.set(word, flag(word, input)?),
            "read_only" => read_only.set(word, flag(word, input)?),
            "hidden" => hidden.set(word, flag(word, input)?),
            "skip" => skip.set(word, flag(word, input)?),
            // lock    created    updated    generate    ttl    ttl(after = "30d")
            "lock" | "created" | "updated" | "generate" | "ttl" => {
                roles.push((role(word, input)?, word.clone()));
                Ok(())
            }
            _ => Err(unknown(word, "a field", &KNOWN)),
        });
        let attrs = Self {
            rename: rename.take(),
            default: made_up.take(),
            serde: serde.take(),
            rest: rest.take(),
            read_only: read_only.take(),
            hidden: hidden.take(),
            skip: skip.take(),
            role: one_role(roles, errors),
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
            ("hidden", self.hidden),
            ("rest", self.rest),
            ("default", self.default.as_ref().map(|default| default.span)),
        ];
        let role = self.role.as_ref().map(|(_, word)| (word.to_string(), Some(word.span())));
        let others = others.map(|(word, span)| (word.to_owned(), span));
        for (word, span) in others.into_iter().chain(role) {
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

/// `lock`, or `ttl(after = "30d")`.
fn role(word: &Ident, input: ParseStream<'_>) -> syn::Result<AttributeRole> {
    let role = match &*word.to_string() {
        "ttl" if input.peek(syn::token::Paren) => {
            let after = in_parentheses(input, |input| {
                let form = |span| syn::Error::new(span, "expected `ttl(after = \"30d\")`");
                let word: Ident = input.parse().map_err(|error| form(error.span()))?;
                if word != "after" {
                    return Err(form(word.span()));
                }
                seconds(&assigned(input, |input| input.parse())?)
            })?;
            return Ok(AttributeRole::Ttl { after: Some(after) });
        }
        "ttl" => AttributeRole::Ttl { after: None },
        "lock" => AttributeRole::Lock,
        "created" => AttributeRole::Created,
        "updated" => AttributeRole::Updated,
        _ => AttributeRole::Generated,
    };
    flag(word, input)?;
    Ok(role)
}

/// `30d`, `12h`, `15m` or `90s`, in seconds.
fn seconds(text: &LitStr) -> syn::Result<u64> {
    let written = text.value();
    let (digits, unit) =
        written.split_at(written.len() - written.chars().next_back().map_or(0, char::len_utf8));
    let factor = match unit {
        "s" => Some(1),
        "m" => Some(60),
        "h" => Some(3_600),
        "d" => Some(86_400),
        _ => None,
    };
    let seconds =
        digits.parse::<u64>().ok().zip(factor).and_then(|(digits, factor)| digits.checked_mul(factor));
    seconds.ok_or_else(|| {
        syn::Error::new(
            text.span(),
            format!("`{written}` is no span of time: write `30d`, `12h`, `15m` or `90s`"),
        )
    })
}

/// An attribute is for one thing.
fn one_role(roles: Vec<(AttributeRole, Ident)>, errors: &Errors) -> Option<(AttributeRole, Ident)> {
    let mut roles = roles.into_iter();
    let first = roles.next()?;
    for (_, word) in roles {
        errors.at(word.span(), format!("`{word}` does not go with `{}`; keep one of them", first.1));
    }
    Some(first)
}
