//! The model of an entity.

use dynamo_schema::{Case, PartFormat, TextPolicy, TimePrecision};
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::codec::attribute_model;
use super::{at, list, option, text};
use crate::ast::{Entity, Field, Index, Segment, Source};
use crate::attr::when::Test;

/// In a primary key a part is there, so it is not optional; in an index key it is what the option holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
}

pub(crate) fn model(entity: &Entity<'_>) -> TokenStream {
    let name = text(&entity.name);
    let partition = source(entity, &entity.partition, Presence::Required);
    let sort = option(entity.sort.as_ref().map(|sort| source(entity, sort, Presence::Required)));
    let indexes = list(entity.indexes.iter().map(|entry| index(entity, entry)));
    let unique = list(entity.unique.iter().map(|unique| {
        let attribute = text(&entity.fields[unique.field].name);
        let scope = list(unique.scope.iter().map(|field| text(&entity.fields[*field].name)));
        let marker = text(&super::unique::kind(entity, unique));
        quote!(__p::UniqueModel { attribute: #attribute, scope: #scope, marker: #marker })
    }));
    let version = option(entity.version.as_ref().map(|version| {
        let number = version.number;
        quote!(#number)
    }));
    let attributes = list(entity.fields.iter().filter_map(attribute_model));
    quote! {
        __p::EntityModel {
            name: #name,
            key: __p::EntityKeyModel { partition: #partition, sort: #sort },
            indexes: #indexes,
            attributes: #attributes,
            unique: #unique,
            version: #version,
        }
    }
}

fn index(entity: &Entity<'_>, index: &Index) -> TokenStream {
    let name = text(&index.ident.unraw().to_string());
    let on = text(&index.on);
    let sources =
        |sources: &[Source]| list(sources.iter().map(|key| source(entity, key, Presence::Optional)));
    let (partition, sort) = (sources(&index.partition), sources(&index.sort));
    let when = option(index.when.as_ref().map(|(field, test)| {
        let attribute = text(&entity.fields[*field].name);
        let tokens = |tokens: &[String]| list(tokens.iter().map(|token| text(token)));
        let test = match test {
            Test::Exists => quote!(Exists),
            Test::Absent => quote!(Absent),
            Test::In(these) => {
                let these = tokens(these);
                quote!(In(#these))
            }
            Test::NotIn(these) => {
                let these = tokens(these);
                quote!(NotIn(#these))
            }
        };
        quote!(__p::When { attribute: #attribute, test: __p::WhenTest::#test })
    }));
    quote! {
        __p::EntityIndex { name: #name, index: #on, partition: #partition, sort: #sort, when: #when }
    }
}

fn source(entity: &Entity<'_>, source: &Source, presence: Presence) -> TokenStream {
    match source {
        Source::Field(field) => {
            let field = &entity.fields[*field];
            let (name, ty) = (&field.name, key_type(field, presence));
            quote_spanned!(at(&field.ty)=> __p::natural_key::<#ty>(#name))
        }
        Source::Template(segments) => {
            let segments = list(segments.iter().map(|segment| match segment {
                Segment::Literal(literal) => {
                    let literal = text(literal);
                    quote!(__p::Segment::Literal(#literal))
                }
                Segment::Part { field, format } => {
                    let field = &entity.fields[*field];
                    let (name, ty, format) = (&field.name, key_type(field, presence), part_format(*format));
                    quote_spanned!(at(&field.ty)=> __p::key_part::<#ty>(#name, #format))
                }
            }));
            quote!(__p::KeySource::Template(__p::KeyTemplate { segments: #segments }))
        }
    }
}

fn key_type(field: &Field, presence: Presence) -> TokenStream {
    let ty = &field.ty;
    match presence {
        Presence::Required => quote!(#ty),
        Presence::Optional => quote_spanned!(at(ty)=> <#ty as __p::Attribute>::Value),
    }
}

/// The format of a part: what differs from the default.
fn part_format(format: PartFormat) -> TokenStream {
    let mut declared = Vec::new();
    if let Some(width) = format.width {
        declared.push(quote!(width: __p::Option::Some(#width)));
    }
    if let Some(scale) = format.scale {
        declared.push(quote!(scale: __p::Option::Some(#scale)));
    }
    match format.case {
        Case::Keep => {}
        Case::Lower => declared.push(quote!(case: __p::Case::Lower)),
        Case::Upper => declared.push(quote!(case: __p::Case::Upper)),
    }
    match format.text {
        TextPolicy::Escape => {}
        TextPolicy::Reject => declared.push(quote!(text: __p::TextPolicy::Reject)),
        TextPolicy::Raw => declared.push(quote!(text: __p::TextPolicy::Raw)),
    }
    match format.precision {
        TimePrecision::Nanos => {}
        TimePrecision::Micros => declared.push(quote!(precision: __p::TimePrecision::Micros)),
        TimePrecision::Millis => declared.push(quote!(precision: __p::TimePrecision::Millis)),
        TimePrecision::Seconds => declared.push(quote!(precision: __p::TimePrecision::Seconds)),
    }
    if let Some(shards) = format.shards {
        declared.push(quote!(shards: __p::Option::Some(#shards)));
    }
    if declared.is_empty() {
        return quote!(__p::PartFormat::DEFAULT);
    }
    quote!(__p::PartFormat { #(#declared,)* ..__p::PartFormat::DEFAULT })
}
