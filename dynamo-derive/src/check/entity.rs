//! Entities.

use dynamo_schema::Spelling;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Generics};

use super::fields::named;
use super::keys::Resolver;
use crate::ast::{Crate, Entity, Field, Index, Role, Source, Unique, Vector, Version};
use crate::attr;
use crate::attr::entity::EntityAttrs;
use crate::error::Errors;

/// Reads an entity. Nothing when so much is missing that nothing can be derived; the errors say what.
pub(crate) fn entity<'i>(input: &'i DeriveInput, errors: &Errors) -> Option<Entity<'i>> {
    let attrs = EntityAttrs::read(input, errors);
    let Data::Struct(data) = &input.data else {
        errors.at(input.ident.span(), "an entity is a struct; for an enum derive `DynamoAttribute`");
        return None;
    };
    let Fields::Named(fields) = &data.fields else {
        errors.at(input.ident.span(), "an entity is a struct with named fields: they are its attributes");
        return None;
    };
    let mut fields = named(&fields.named, attrs.rename_all, errors);
    let resolver = Resolver { entity: &input.ident, fields: &fields, errors };
    let key = attrs.key.as_ref();
    // Without a key that was an error, and any will do.
    let partition = key.map_or(Source::Template(Vec::new()), |(partition, _)| resolver.source(partition));
    let sort = key.and_then(|(_, sort)| sort.as_ref()).map(|sort| resolver.source(sort));
    let indexes = indexes(&attrs.indexes, &resolver, errors);
    let vectors = vectors(attrs.vectors, &resolver);
    let unique = unique_attributes(&resolver, &input.generics, &indexes);
    key_roles(&partition, sort.as_ref(), &mut fields, errors);
    unique_roles(&unique, &mut fields);
    let slots = input_roles(&indexes, &mut fields);
    Some(Entity {
        ident: &input.ident,
        visibility: &input.vis,
        generics: &input.generics,
        krate: Crate(attrs.krate),
        table: attrs.table?,
        name: match &attrs.name {
            Some(name) => name.value(),
            None => Spelling::Snake.apply(&input.ident.unraw().to_string()),
        },
        partition,
        sort,
        indexes,
        fields,
        vectors,
        version: attrs.version.map(Version::from),
        draft: attrs.draft,
        slots,
        unique,
        is_marker: false,
    })
}

/// The functions that an entity has besides those of its indexes, and the types that are named like them.
const TAKEN: [&str; 4] = ["key", "of", "paths", "primary_key"];

fn indexes(attrs: &[attr::entity::Index], resolver: &Resolver<'_>, errors: &Errors) -> Vec<Index> {
    let mut indexes: Vec<Index> = Vec::with_capacity(attrs.len());
    for index in attrs {
        let name = index.name.unraw().to_string();
        if TAKEN.contains(&&*name) {
            errors.at(
                index.name.span(),
                format!("an entity has `{name}` already; give the index another name, such as `by_{name}`"),
            );
            continue;
        }
        if indexes.iter().any(|other| other.ident == index.name) {
            errors.at(index.name.span(), format!("a second index named `{name}`; rename one"));
            continue;
        }
        let sources = |sources: &[attr::key::Source]| -> Vec<Source> {
            sources.iter().map(|source| resolver.source(source)).collect()
        };
        let (partition, sort) = (sources(&index.sources.partition), sources(&index.sources.sort));
        let when = index.when.as_ref().and_then(|when| resolver.when(when));
        let has_template = partition.iter().chain(&sort).any(|source| matches!(source, Source::Template(_)));
        if let Some(when) = index.when.as_ref().filter(|_| !has_template) {
            errors.at(
                when.span(),
                "`when` needs a composed key: an item whose attributes are the index's keys themselves is in the \
                 index whenever it has them",
            );
        }
        let held = index.project.as_ref().map(|(fields, _)| {
            let place = format!("in the projection of `{name}`: ");
            let held = fields
                .iter()
                .filter_map(|field| resolver.field(&field.unraw().to_string(), field.span(), &place));
            held.collect()
        });
        indexes.push(Index {
            ident: index.name.clone(),
            on: index.on.0.clone(),
            place: index.on.1,
            partition,
            sort,
            when,
            held,
        });
    }
    indexes
}

fn vectors(entries: Vec<attr::vector::VectorEntry>, resolver: &Resolver<'_>) -> Vec<Vector> {
    let field =
        |ident: &syn::Ident| resolver.field(&ident.unraw().to_string(), ident.span(), "in a vector index: ");
    let vector = |entry: attr::vector::VectorEntry| {
        Some(Vector {
            of: field(&entry.of)?,
            partition: entry.partition.as_ref().and_then(field),
            filters: entry.filters.iter().filter_map(field).collect(),
            ident: entry.name,
            on: entry.on.0,
            place: entry.on.1,
        })
    };
    entries.into_iter().filter_map(vector).collect()
}

/// The attributes of the primary key never change and are never made up.
fn key_roles(partition: &Source, sort: Option<&Source>, fields: &mut [Field], errors: &Errors) {
    let sources = std::iter::once(partition).chain(sort);
    for (field, _) in sources.flat_map(Source::parts) {
        let field = &mut fields[field];
        if let Some(default) = field.default.take() {
            let message =
                "part of the primary key, which is never made up from a default; leave `default` out";
            match default {
                crate::ast::Default::OfType(span) => errors.at(span, message),
                crate::ast::Default::Value(value) => errors.on(value, message),
            }
        }
        field.role = Role::Key;
    }
}

fn unique_attributes(resolver: &Resolver<'_>, generics: &Generics, indexes: &[Index]) -> Vec<Unique> {
    let fields = resolver.fields.iter().enumerate();
    let unique = fields.filter_map(|(field, of)| {
        let unique = of.unique.as_ref()?;
        if !generics.params.is_empty() {
            let message = "a generic entity has no unique attributes: their markers are of one type";
            resolver.errors.at(unique.span, message);
            return None;
        }
        let by = format!("by_{}", of.ident.unraw());
        if let Some(index) = indexes.iter().find(|index| index.ident.unraw() == by) {
            let message =
                format!("a unique `{}` has a function `{by}`; give the index another name", of.ident);
            resolver.errors.at(index.ident.span(), message);
            return None;
        }
        let place = "in `unique`: ";
        let scope = unique.scope.iter();
        let scope =
            scope.filter_map(|ident| resolver.field(&ident.to_string(), ident.span(), place)).collect();
        resolver.stored(field, unique.span, place);
        let format = unique.format.as_ref().map(syn::LitStr::value);
        Some(Unique { field, scope, format, span: unique.span })
    });
    unique.collect()
}

/// A unique attribute and its scope change together with the marker, which a partial update does not know.
fn unique_roles(unique: &[Unique], fields: &mut [Field]) {
    for unique in unique {
        for field in unique.scope.iter().chain([&unique.field]) {
            let role = &mut fields[*field].role;
            if *role == Role::Plain {
                *role = Role::ReadOnly;
            }
        }
    }
}

/// The attributes that index keys are composed from and others are computed from, numbered. Answers how many there are.
fn input_roles(indexes: &[Index], fields: &mut [Field]) -> usize {
    let mut slots = 0;
    // What is computed is known when that is known which it is computed from.
    let of_keys = indexes.iter().flat_map(Index::inputs).filter(|field| fields[*field].computed.is_none());
    let of_computed = fields.iter().filter_map(|field| field.computed.as_ref());
    let of_computed = of_computed.flat_map(|computed| computed.from.iter().map(|input| input.field));
    for field in of_keys.chain(of_computed).collect::<Vec<_>>() {
        let role = &mut fields[field].role;
        let input = match role {
            Role::Plain => Role::IndexInput(slots),
            Role::ReadOnly => Role::ReadOnlyInput(slots),
            Role::Key | Role::IndexInput(_) | Role::ReadOnlyInput(_) => continue,
        };
        *role = input;
        slots += 1;
    }
    slots
}
