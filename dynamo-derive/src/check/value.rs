//! Attribute types: which of the four shapes it is.

use dynamo_schema::Spelling;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DataEnum, DeriveInput, Fields, Ident};

use super::fields::{named, one};
use crate::ast::{Content, Crate, Field, Shape, Stored, Token, Value, Variant, Version};
use crate::attr;
use crate::attr::value::{ValueAttrs, VariantAttrs};
use crate::error::Errors;
use crate::span::generated;

/// Reads an attribute type.
pub(crate) fn value<'i>(input: &'i DeriveInput, errors: &Errors) -> Value<'i> {
    let attrs = ValueAttrs::read(input, errors);
    let shape = match &input.data {
        Data::Struct(data) => {
            if let Some(tag) = &attrs.tag {
                errors.on(tag, "`tag` is for enums with data; a struct has no variants to tell apart");
            }
            structure(&input.ident, &data.fields, attrs.rename_all, errors)
        }
        Data::Enum(data) => enumeration(&input.ident, data, &attrs, errors),
        Data::Union(_) => {
            errors.at(input.ident.span(), "a `union` cannot be an attribute; make it an enum");
            None
        }
    };
    Value {
        ident: &input.ident,
        visibility: &input.vis,
        generics: &input.generics,
        krate: Crate(attrs.krate),
        version: version(attrs.version, shape.as_ref(), errors),
        shape: shape.unwrap_or(Shape::Unknown),
    }
}

/// Only a document can be what an item was before.
fn version(
    version: Option<attr::version::Version>,
    shape: Option<&Shape>,
    errors: &Errors,
) -> Option<Version> {
    let version = version?;
    if !matches!(shape, Some(Shape::Document(_))) {
        errors.at(version.place, "an earlier shape of an entity is a struct with named fields");
        return None;
    }
    Some(Version::from(version))
}

fn structure(ident: &Ident, fields: &Fields, case: Option<Spelling>, errors: &Errors) -> Option<Shape> {
    match fields {
        Fields::Named(fields) => {
            Some(Shape::Document(in_document(named(&fields.named, case, errors), errors)))
        }
        Fields::Unnamed(fields) => {
            let read = |(position, field): (usize, &syn::Field)| {
                // A position is no name of an attribute, so that nothing can be said about it but `skip`.
                let ident = Ident::new(&format!("__{position}"), field.span());
                let field = one(&ident, field, None, errors);
                let facts = &field.field.facts;
                let is_said = field.rename.is_some() || facts.place.is_some() || !facts.limits.is_empty();
                if is_said || !matches!(field.field.stored, Stored::Typed | Stored::Skipped) {
                    errors.at(
                        field.place,
                        "a newtype is stored as what it holds; of its fields only `skip` can be said",
                    );
                }
                field.field
            };
            let fields: Vec<Field> = fields.unnamed.iter().enumerate().map(read).collect();
            let stored: Vec<usize> =
                (0..fields.len()).filter(|at| fields[*at].stored != Stored::Skipped).collect();
            if let [stored] = stored[..] {
                return Some(Shape::Newtype { stored, fields });
            }
            errors.at(
                ident.span(),
                "a tuple struct is an attribute when one field of it is stored; name the fields, or say \
                 `#[dynamo(skip)]` of the others",
            );
            None
        }
        Fields::Unit => {
            errors.at(ident.span(), "a struct without fields holds nothing to store");
            None
        }
    }
}

/// Paths into documents are plain: what is read-only or filled in is an attribute as a whole.
fn in_document(mut fields: Vec<Field>, errors: &Errors) -> Vec<Field> {
    for field in &mut fields {
        field.computed = None;
        let facts = &field.facts;
        let Some(place) = facts.place else { continue };
        if facts.role != dynamo_schema::AttributeRole::Ordinary {
            errors.at(
                place,
                "this is for the attributes of an entity: writes fill them in, but no part of a document",
            );
        } else {
            let word = if facts.read_only { "read_only" } else { "hidden" };
            errors.at(
                place,
                format!("`{word}` is for the attributes of an entity; say it of the attribute that holds this document"),
            );
        }
    }
    fields
}

fn enumeration(ident: &Ident, data: &DataEnum, attrs: &ValueAttrs, errors: &Errors) -> Option<Shape> {
    if data.variants.is_empty() {
        errors.at(ident.span(), "an enum without variants has no values to store");
        return None;
    }
    let read: Vec<(&syn::Variant, VariantAttrs)> =
        data.variants.iter().map(|variant| (variant, VariantAttrs::read(variant, errors))).collect();
    check_tokens(&read, attrs.rename_all, errors);
    let is_plain = |(variant, attrs): &(&syn::Variant, VariantAttrs)| {
        attrs.other.is_some() || matches!(variant.fields, Fields::Unit)
    };
    if attrs.tag.is_none() && read.iter().all(is_plain) {
        return Some(tokens(&read, attrs.rename_all, errors));
    }
    Some(union(&read, attrs, errors))
}

fn token(variant: &syn::Variant, attrs: &VariantAttrs, case: Option<Spelling>) -> (String, Span) {
    match &attrs.rename {
        Some(name) => (name.value(), name.span()),
        None => {
            (case.unwrap_or(Spelling::Snake).apply(&variant.ident.unraw().to_string()), variant.ident.span())
        }
    }
}

/// Two variants cannot have one token.
fn check_tokens(variants: &[(&syn::Variant, VariantAttrs)], case: Option<Spelling>, errors: &Errors) {
    let mut seen: Vec<(String, &Ident)> = Vec::new();
    for (variant, attrs) in variants.iter().filter(|(_, attrs)| attrs.other.is_none()) {
        let (token, span) = token(variant, attrs, case);
        match seen.iter().find(|(other, _)| *other == token) {
            Some((_, other)) => {
                errors.at(span, format!("the token `{token}` is also that of `{other}`; rename one"));
            }
            None => seen.push((token, &variant.ident)),
        }
    }
}

fn tokens(variants: &[(&syn::Variant, VariantAttrs)], case: Option<Spelling>, errors: &Errors) -> Shape {
    let (mut tokens, mut other) = (Vec::new(), None);
    for (variant, attrs) in variants {
        let ident = variant.ident.clone();
        let Some(span) = attrs.other else {
            tokens.push(Token { ident, token: token(variant, attrs, case).0 });
            continue;
        };
        match &variant.fields {
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 && other.is_none() => {
                other = fields.unnamed.first().map(|field| (ident, generated(&field.ty)));
            }
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                errors.at(span, "a second variant with `other`; keep one");
            }
            _ => errors.at(
                span,
                format!(
                    "the variant for unknown tokens keeps their text: `#[dynamo(other)] {ident}(String)`"
                ),
            ),
        }
    }
    Shape::Tokens { variants: tokens, other }
}

fn union(read: &[(&syn::Variant, VariantAttrs)], attrs: &ValueAttrs, errors: &Errors) -> Shape {
    let tag = attrs.tag.as_ref().map_or_else(|| "type".to_owned(), |tag| tag.value());
    let mut variants = Vec::with_capacity(read.len());
    for (variant, attrs_of_variant) in read {
        if let Some(span) = attrs_of_variant.other {
            errors.at(span, "`other` is for enums of plain tokens; what this one holds has a shape");
        }
        let content = match &variant.fields {
            Fields::Unit => Content::Nothing,
            Fields::Named(fields) => {
                let fields = in_document(named(&fields.named, attrs_of_variant.rename_all, errors), errors);
                check_variant_fields(&fields, &tag, errors);
                Content::Fields(fields)
            }
            Fields::Unnamed(fields) => match fields.unnamed.first() {
                Some(field) if fields.unnamed.len() == 1 => Content::Document(generated(&field.ty)),
                _ => {
                    errors.at(
                        variant.ident.span(),
                        "a variant holds named fields, one document of another type, or nothing",
                    );
                    continue;
                }
            },
        };
        let (token, _) = token(variant, attrs_of_variant, attrs.rename_all);
        variants.push(Variant { ident: variant.ident.clone(), token, content });
    }
    Shape::Union { tag, variants }
}

/// The tag is an attribute beside the fields, so no field can have its name, and none can take in all others.
fn check_variant_fields(fields: &[Field], tag: &str, errors: &Errors) {
    for field in fields {
        if field.stored == Stored::Rest {
            errors.at(
                field.ident.span(),
                "a variant has no `rest`; hold a document of another type, which can have one",
            );
        } else if field.stored != Stored::Skipped && field.name == tag {
            errors.at(
                field.ident.span(),
                format!("the attribute `{tag}` is the tag; rename the field, or the tag with `#[dynamo(tag = \"…\")]`"),
            );
        }
    }
}
