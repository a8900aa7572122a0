//! Keys: templates are taken apart and their placeholders resolved to fields.

use dynamo_schema::{ParsedSegment, parse_template};
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Ident, LitStr};

use crate::ast::{Field, Segment, Source, Stored};
use crate::attr;
use crate::attr::when::Test;
use crate::error::Errors;
use crate::suggest;

/// Resolves names to the fields of one struct.
pub(crate) struct Resolver<'r> {
    pub(crate) entity: &'r Ident,
    pub(crate) fields: &'r [Field],
    pub(crate) errors: &'r Errors,
}

impl Resolver<'_> {
    /// The field of that name. One that a message suggests instead stands in for it, so that one slip is one error.
    pub(super) fn field(&self, name: &str, span: Span, place: &str) -> Option<usize> {
        let name = name.strip_prefix("r#").unwrap_or(name);
        let position = |name: &str| self.fields.iter().position(|field| field.ident.unraw() == name);
        if let Some(found) = position(name) {
            return self.stored(found, span, place).then_some(found);
        }
        let names: Vec<String> = self.fields.iter().map(|field| field.ident.unraw().to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let hint = suggest::hint(name, &names);
        self.errors.at(span, format!("{place}`{name}` is no field of `{}`; {hint}", self.entity));
        suggest::nearest(name, names.iter().copied()).and_then(position)
    }

    /// Keys are composed from attributes that the derive knows.
    pub(super) fn stored(&self, field: usize, span: Span, place: &str) -> bool {
        let why = match self.fields[field].stored {
            Stored::Typed => return true,
            Stored::Serde => "is written by serde, which keys cannot be composed from",
            Stored::Rest => "holds the attributes that no other field does; it is none itself",
            Stored::Skipped => "is not stored",
        };
        self.errors.at(span, format!("{place}the field `{}` {why}", self.fields[field].ident));
        false
    }

    /// The source of a key attribute. After an error it is the best guess, so that what follows still makes sense.
    pub(crate) fn source(&self, source: &attr::key::Source) -> Source {
        match source {
            attr::key::Source::Field(ident) => {
                let name = ident.unraw().to_string();
                let guess = || Source::Template(vec![Segment::Literal(name.clone())]);
                self.field(&name, ident.span(), "").map_or_else(guess, Source::Field)
            }
            attr::key::Source::Template(text) => Source::Template(self.template(text)),
        }
    }

    fn template(&self, text: &LitStr) -> Vec<Segment> {
        let value = text.value();
        let parsed = match parse_template(&value) {
            Ok(parsed) => parsed,
            Err(error) => {
                let place = match value.get(error.range()) {
                    Some(place) if !place.is_empty() && place != value => format!(", at `{place}`"),
                    _ => String::new(),
                };
                self.errors.at(text.span(), format!("in the key template `{value}`{place}: {error}"));
                return vec![Segment::Literal(value)];
            }
        };
        let place = format!("in the key template `{value}`: ");
        let segments = parsed.segments.into_iter().map(|segment| match segment {
            ParsedSegment::Literal { text, .. } => Segment::Literal(text),
            ParsedSegment::Part { attribute, format, .. } => {
                let field = self.field(&attribute, text.span(), &place);
                field.map_or(Segment::Literal(attribute), |field| Segment::Part { field, format })
            }
        });
        segments.collect()
    }

    pub(crate) fn when(&self, text: &LitStr) -> Option<(usize, Test)> {
        let when = self.errors.keep(attr::when::parse(text))?;
        let place = format!("in `{}`: ", text.value());
        let field = self.field(&when.field, text.span(), &place)?;
        Some((field, when.test))
    }
}
