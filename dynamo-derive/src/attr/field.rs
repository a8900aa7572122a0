//! The attributes of a field.

use dynamo_schema::{AttributeRole, Limit};
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Expr, Ident, LitStr, Token};

use super::computed::{Computed, computed};
use super::{Once, assigned, assigned_text, flag, in_parentheses, limit, one_or_list, read, unknown};
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
    pub(crate) unique: Option<Unique>,
    pub(crate) computed: Option<Computed>,
    /// What values it may have, and where that is said first.
    pub(crate) limits: Vec<Limit>,
    pub(crate) limited: Option<Ident>,
}

/// `unique(scope = [tenant], format = "lower")`
pub(crate) struct Unique {
    pub(crate) span: Span,
    /// The fields within whose values it is unique.
    pub(crate) scope: Vec<Ident>,
    /// How the value is written into the key of its marker, as behind the colon in a template.
    pub(crate) format: Option<LitStr>,
}

/// What stands in for an absent attribute.
pub(crate) struct Default {
    pub(crate) span: Span,
    /// `Default::default()` when there is none.
    pub(crate) expression: Option<Expr>,
}

const KNOWN: [&str; 18] = [
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
    "unique",
    "computed",
    "range",
    "length",
    "bytes",
    "pattern",
];

impl FieldAttrs {
    pub(crate) fn read(field: &syn::Field, errors: &Errors) -> Self {
        let (mut rename, mut made_up, mut serde) = (Once::new(), Once::new(), Once::new());
        let (mut rest, mut read_only, mut skip) = (Once::new(), Once::new(), Once::new());
        let (mut hidden, mut roles, mut only) = (Once::new(), Vec::new(), Once::new());
        let mut function = Once::new();
        let (mut limits, mut limited): (Vec<Limit>, Vec<Ident>) = (Vec::new(), Vec::new());
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
            // range(1..=10)    length(..=64)    bytes(1..)    pattern = "[A-Z]{2}"
            "range" | "length" | "bytes" | "pattern" => {
                if limited.contains(word) {
                    return Err(syn::Error::new(word.span(), format!("`{word}` is given twice; keep one")));
                }
                limited.push(word.clone());
                limits.extend(limit::limits(word, input)?);
                Ok(())
            }
            // lock    created    updated    generate    ttl    ttl(after = "30d")
            "lock" | "created" | "updated" | "generate" | "ttl" => {
                roles.push((role(word, input)?, word.clone()));
                Ok(())
            }
            // computed(search_text, from(title, brand))
            "computed" => {
                function.set(word, computed(word, input)?)?;
                roles.push((AttributeRole::Computed, word.clone()));
                Ok(())
            }
            // unique    unique(scope = [tenant], format = "lower")
            "unique" => only.set(word, unique(word, input)?),
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
            limits,
            limited: limited.into_iter().next(),
            unique: only.take(),
            computed: function.take(),
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
            ("unique", self.unique.as_ref().map(|unique| unique.span)),
            ("rest", self.rest),
            ("default", self.default.as_ref().map(|default| default.span)),
        ];
        let role = self.role.as_ref().map(|(_, word)| (word.to_string(), Some(word.span())));
        self.check_computed(errors);
        let others = others.map(|(word, span)| (word.to_owned(), span));
        let limited = self.limited.as_ref().map(|word| (word.to_string(), Some(word.span())));
        for (word, span) in others.into_iter().chain(role).chain(limited) {
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

    /// What is computed is never anything else.
    fn check_computed(&self, errors: &Errors) {
        if self.computed.is_none() {
            return;
        }
        let others = [
            ("default", self.default.as_ref().map(|default| default.span), "an absent one is computed, too"),
            ("read_only", self.read_only, "updates never set it"),
            ("unique", self.unique.as_ref().map(|unique| unique.span), "its marker would change unseen"),
        ];
        for (word, span, why) in others {
            if let Some(span) = span {
                errors.at(span, format!("`{word}` does not go with `computed`: {why}; leave it out"));
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

fn unique(word: &Ident, input: ParseStream<'_>) -> syn::Result<Unique> {
    let span = word.span();
    if !input.peek(syn::token::Paren) {
        flag(word, input)?;
        return Ok(Unique { span, scope: Vec::new(), format: None });
    }
    let (mut scope, mut format) = (Once::new(), Once::new());
    in_parentheses(input, |input| {
        while !input.is_empty() {
            let word = input.call(Ident::parse_any)?;
            match &*word.to_string() {
                "scope" => scope.set(
                    &word,
                    assigned(input, |input| one_or_list(input, |input| input.call(Ident::parse_any)))?,
                )?,
                "format" => format.set(&word, assigned_text(&word, input)?)?,
                _ => return Err(unknown(&word, "`unique(…)`", &["scope", "format"])),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    })?;
    Ok(Unique { span, scope: scope.take().unwrap_or_default(), format: format.take() })
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
