//! Tables.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, Type, Visibility};

use crate::ast::Crate;
use crate::attr::key::KeyAttribute;
use crate::attr::table::{Collection, Index, TableAttrs};
use crate::attr::vector::VectorIndex;
use crate::error::Errors;
use crate::span::generated;
use crate::suggest;

/// A table.
pub(crate) struct Table<'i> {
    pub(crate) ident: &'i Ident,
    pub(crate) visibility: &'i Visibility,
    pub(crate) krate: Crate,
    pub(crate) name: String,
    pub(crate) partition: KeyAttribute,
    pub(crate) sort: Option<KeyAttribute>,
    pub(crate) kind: Option<String>,
    pub(crate) ttl: Option<String>,
    pub(crate) version: Option<String>,
    /// The attribute that holds the tenant, and its type.
    pub(crate) tenant: Option<(String, TokenStream)>,
    pub(crate) indexes: Vec<Index>,
    pub(crate) vectors: Vec<VectorIndex>,
    /// As expansions write them.
    pub(crate) entities: Vec<TokenStream>,
    /// Where the entities are listed: the place of what is wrong between them.
    pub(crate) listing: Span,
    pub(crate) collections: Vec<Collection>,
}

/// Reads a table. Nothing when it has no key; the errors say so.
pub(crate) fn table<'i>(input: &'i DeriveInput, errors: &Errors) -> Option<Table<'i>> {
    let attrs = TableAttrs::read(input, errors);
    if !input.generics.params.is_empty() {
        errors.on(&input.generics, "a table has no generic parameters: it is one place with one model");
        return None;
    }
    check_indexes(&attrs.indexes, errors);
    check_vectors(&attrs.vectors, &input.ident, errors);
    check_entities(&attrs.entities, errors);
    check_collections(&attrs.collections, &attrs.entities, errors);
    let (partition, sort) = attrs.key?;
    Some(Table {
        ident: &input.ident,
        visibility: &input.vis,
        krate: Crate(attrs.krate),
        name: attrs.name.map_or_else(|| input.ident.unraw().to_string(), |name| name.value()),
        partition,
        sort,
        kind: attrs.kind.map(|kind| kind.value()),
        ttl: attrs.ttl.map(|ttl| ttl.value()),
        version: attrs.version.map(|version| version.value()),
        tenant: attrs.tenant.map(|(attribute, ty)| (attribute, generated(&ty))),
        indexes: attrs.indexes,
        vectors: attrs.vectors,
        listing: attrs.listing.unwrap_or(input.ident.span()),
        entities: attrs.entities.iter().map(generated).collect(),
        collections: attrs.collections,
    })
}

/// An index has a name of its own.
fn check_indexes(indexes: &[Index], errors: &Errors) {
    for (at, index) in indexes.iter().enumerate() {
        if indexes[..at].iter().any(|other| other.name == index.name) {
            errors.at(index.ident.span(), format!("a second index named `{}`; rename one", index.name));
        }
    }
}

fn check_vectors(vectors: &[VectorIndex], table: &Ident, errors: &Errors) {
    for (at, vector) in vectors.iter().enumerate() {
        if vectors[..at].iter().any(|other| other.name == vector.name) {
            errors.at(table.span(), format!("a second vector index named `{}`; rename one", vector.name));
        }
    }
}

fn text(entity: &Type) -> String {
    entity.to_token_stream().to_string()
}

/// An entity is listed once.
fn check_entities(entities: &[Type], errors: &Errors) {
    for (at, entity) in entities.iter().enumerate() {
        if entities[..at].iter().any(|other| text(other) == text(entity)) {
            errors.on(entity, format!("`{}` is listed twice; leave one out", text(entity)));
        }
    }
}

/// A collection has a name of its own and is of entities of the table.
fn check_collections(collections: &[Collection], entities: &[Type], errors: &Errors) {
    let known: Vec<String> = entities.iter().map(text).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut names: Vec<&Ident> = Vec::new();
    for collection in collections {
        // What a derived one is of is known where it is derived.
        let Collection::Listed { name, entities } = collection else { continue };
        if names.contains(&name) {
            errors.at(name.span(), format!("a second collection named `{name}`; rename one"));
        }
        names.push(name);
        for entity in entities {
            let name = text(entity);
            if !known.contains(&&*name) {
                let hint = suggest::hint(&name, &known);
                errors.on(entity, format!("`{name}` is not listed in `entities(…)`; {hint}"));
            }
        }
    }
}
