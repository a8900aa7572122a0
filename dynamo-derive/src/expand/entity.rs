//! Entities.

use dynamo_schema::AttributeRole;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::codec::{Scope, decode, encode};
use super::query::Query;
use super::{
    at, computed, draft, enclosed, key, model, parameters, partial, paths, query, unique, update, vector,
    version,
};
use crate::ast::{Entity, Field, Index};

/// Everything that an entity gets. `is_sound` says that there were no errors, so that the checks are worth doing which
/// need the whole table.
pub(crate) fn expand(entity: &Entity<'_>, is_sound: bool) -> TokenStream {
    let queries = query::queries(entity);
    let definitions = queries.iter().map(Query::definition);
    let implementations = queries.iter().map(Query::implementation);
    let partials = partial::partials(entity);
    let partial_definitions = partials.iter().map(partial::Partial::definition);
    let partials = partials.iter().map(partial::Partial::implementation);
    let key_parts = queries.iter().filter(|query| query.is_first()).map(Query::key_parts);
    let (key_definition, key) = (key::definition(entity), key::implementation(entity));
    let (paths_definition, paths) = (paths::definition(entity), paths::implementation(entity));
    let (entity_trait, complete) = (entity_trait(entity, is_sound), update::complete(entity));
    let batch_put = batch_put(entity);
    let functions = functions(entity, &queries);
    let (draft_definition, draft) = (draft::definition(entity), draft::implementation(entity));
    let plain = plain(entity);
    let checks = is_sound.then(|| checks(entity));
    let vectors = vector::implementations(entity);
    let enclosed = enclosed(
        &entity.krate,
        &quote!(
            #entity_trait #plain #batch_put #complete #functions #key #paths #draft #(#implementations)*
            #(#key_parts)* #(#partials)* #vectors #checks
        ),
    );
    let searches = vector::definitions(entity);
    let markers = is_sound.then(|| unique::markers(entity));
    quote!(
        #key_definition #paths_definition #draft_definition #(#definitions)* #(#partial_definitions)* #searches #enclosed #markers
    )
}

/// The functions of the entity: its key, and the start of each query.
fn functions(entity: &Entity<'_>, queries: &[Query<'_>]) -> TokenStream {
    let ident = entity.ident;
    let parameters = parameters(entity);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let key = key::functions(entity);
    let queries = queries.iter().map(Query::function);
    let computed = computed::functions(entity);
    quote! {
        #[automatically_derived]
        impl<#bounded> #ident<#given> #clause {
            #key
            #(#queries)*
            #(#computed)*
        }
    }
}

/// A batch has no conditions, so it cannot write what needs one.
fn batch_put(entity: &Entity<'_>) -> Option<TokenStream> {
    let has_lock = entity.fields.iter().any(|field| field.facts.role == AttributeRole::Lock);
    let needs_conditions = has_lock || entity.is_marker || !entity.unique.is_empty();
    let ident = entity.ident;
    let parameters = parameters(entity);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    (!needs_conditions).then(|| {
        quote! {
            #[automatically_derived]
            impl<#bounded> __p::BatchPut for #ident<#given> #clause {}
        }
    })
}

fn entity_trait(entity: &Entity<'_>, is_sound: bool) -> TokenStream {
    let (ident, table) = (entity.ident, &entity.table);
    let parameters = parameters(entity);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let (key, paths) = (key::name(entity), paths::name(entity));
    let soundness = soundness(entity, is_sound);
    let is_ttl = |field: &Field| matches!(field.facts.role, AttributeRole::Ttl { .. });
    let expires = entity.fields.iter().any(is_ttl).then(|| {
        quote! {
            #[automatically_derived]
            impl<#bounded> __p::Expires for #ident<#given> #clause {}
        }
    });
    let upgrade = version::of_entity(entity);
    let computed = computed::of_stored(entity);
    let (untouched, model) = (update::untouched(entity), model::model(entity));
    let fields: Vec<&Field> = entity.fields.iter().collect();
    let decode = decode(&fields, Scope::Entity(quote!(Self)), &quote!(Self), None);
    // Room for the primary key, the kind, and two attributes per index.
    let capacity = entity.fields.len() + 3 + 2 * entity.indexes.len();
    let encode = encode(&fields, Scope::Entity(quote!(Self)), capacity, computed::of_self);
    quote! {
        #[automatically_derived]
        impl<#bounded> __p::Entity for #ident<#given> #clause {
            type Table = #table;
            type Key = #key<#given>;
            type Paths = #paths<#given>;
            type Untouched = #untouched;

            const MODEL: __p::EntityModel = #model;
            #soundness

            #upgrade

            #computed

            fn paths() -> Self::Paths {
                #paths(__p::PhantomData)
            }

            fn encode(&self) -> __p::Result<__p::Item, __p::EncodeError> {
                #encode
            }

            fn decode(__fields: __p::Fields<'_>) -> __p::Decoded<Self> {
                #decode
            }
        }

        #expires
    }
}

/// That the entity's items are written by themselves: without a marker beside them, and not as one.
fn plain(entity: &Entity<'_>) -> Option<TokenStream> {
    if entity.is_marker || !entity.unique.is_empty() {
        return None;
    }
    let ident = entity.ident;
    let parameters = parameters(entity);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    Some(quote! {
        #[automatically_derived]
        impl<#bounded> __p::PlainWrites for #ident<#given> #clause {}
    })
}

/// What only the table knows: that it lists the entity, and that it has the indexes. The messages are written here,
/// because a panic in a `const` can only say what it is given.
fn checks(entity: &Entity<'_>) -> TokenStream {
    let (ident, table, name) = (entity.ident.unraw(), &entity.table, &entity.name);
    let table_name = quote!(#table).to_string();
    let unlisted =
        format!("`{table_name}` does not list `{ident}`; add it to `#[dynamo(entities(…))]` there");
    let listed = quote_spanned! {at(table)=>
        const _: () = __p::assert_listed::<#table>(#name, #unlisted);
    };
    let indexes = entity.indexes.iter().map(|index| {
        let (on, shape) = (&index.on, shape(index));
        let unknown = format!(
            "`{table_name}` has no index `{on}`; declare it there with `gsi({on}, …)` or `lsi({on}, …)`"
        );
        let scope = if index.is_global() {
            format!("`{on}` is a local index, which has the table's partition key; leave `pk` out")
        } else {
            format!("`{on}` is a global index, which has a partition key of its own; give it `pk = …`")
        };
        let count =
            format!("the key of `{on}` has another number of attributes than `pk` and `sk` have here");
        quote_spanned! {at(&index.place)=>
            const _: () = __p::assert_index::<#table>(&#shape, #unknown, #scope, #count);
        }
    });
    let held = partial::checks(entity);
    let version = entity.version.as_ref().and_then(version::check);
    let vectors = vector::checks(entity);
    quote!(#listed #(#indexes)* #held #version #vectors)
}

fn shape(index: &Index) -> TokenStream {
    let (on, is_global) = (&index.on, index.is_global());
    let (partition, sort) = (index.partition.len(), index.sort.len());
    quote!(__p::IndexShape { name: #on, is_global: #is_global, partition: #partition, sort: #sort })
}

/// Whether what the table finds wrong is news: not after an error, nor when an index entry does not fit.
fn soundness(entity: &Entity<'_>, is_sound: bool) -> Option<TokenStream> {
    if !is_sound {
        return Some(quote!(
            const IS_SOUND: bool = false;
        ));
    }
    let shapes: Vec<TokenStream> = entity.indexes.iter().map(shape).collect();
    let model = quote!(<Self::Table as __p::Table>::MODEL);
    (!shapes.is_empty()).then(|| quote!(const IS_SOUND: bool = #(__p::fits(#model, &#shapes))&&*;))
}
