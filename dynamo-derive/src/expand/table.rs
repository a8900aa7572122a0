//! Tables.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::{at, enclosed, list, option, text};
use crate::attr::key::KeyAttribute;
use crate::attr::table::{Collection, Index, Projection};
use crate::attr::vector::VectorIndex;
use crate::check::table::Table;
use crate::span::generated;

pub(crate) fn expand(table: &Table<'_>, is_sound: bool) -> TokenStream {
    let (ident, visibility) = (table.ident, table.visibility);
    let model = model(table, is_sound);
    let valid = is_sound.then(|| {
        // What is wrong with an entity was said there.
        let entities = &table.entities;
        // Compile-time evaluation of a table with a hundred entities is long, but it ends.
        quote_spanned! {at(&table.listing)=>
            #[allow(long_running_const_eval)]
            const _: () = if true #(&& <#entities as __p::Entity>::IS_SOUND)* { __p::assert_valid(&__MODEL) };
        }
    });
    let tenants = tenants(table, is_sound);
    let unsound = (!is_sound).then(|| {
        quote!(
            const IS_SOUND: bool = false;
        )
    });
    enclosed(
        &table.krate,
        &quote! {
            static __MODEL: __p::TableModel = #model;

            #[automatically_derived]
            impl __p::Table for #ident {
                const MODEL: &'static __p::TableModel = &__MODEL;
                #unsound
            }

            #[automatically_derived]
            impl #ident {
                /// Opens the table on a backend, under its physical name. Nothing is sent.
                #visibility fn on(
                    backend: impl __p::IntoBackend,
                    name: impl __p::Into<__p::Arc<str>>,
                ) -> __p::TableHandle<Self> {
                    __p::TableHandle::new(backend, name)
                }
            }

            #tenants
            #valid
        },
    )
}

/// That the table has tenants, and that the keys of its entities begin with them.
fn tenants(table: &Table<'_>, is_sound: bool) -> Option<TokenStream> {
    let (attribute, ty) = table.tenant.as_ref()?;
    let (ident, name) = (table.ident, attribute.as_str());
    let checks = table.entities.iter().filter(|_| is_sound).map(|entity| {
        let text = entity.to_string();
        let message = format!(
            "`{text}` has the attribute `{name}`, but not all of its partition keys begin with it: write it as the first part, \
             as it is, in the table and in every global index, such as `TENANT#{{{name}}}#…`"
        );
        quote_spanned! {at(entity)=>
            const _: () = __p::assert_tenant::<#entity>(#name, #message);
        }
    });
    Some(quote_spanned! {at(ty)=>
        #[automatically_derived]
        impl __p::Tenants for #ident {
            type Tenant = #ty;
            const ATTRIBUTE: &'static str = #name;
        }

        #(#checks)*
    })
}

fn model(table: &Table<'_>, is_sound: bool) -> TokenStream {
    let ident = table.ident;
    let name = text(&table.name);
    let partition = key_attribute(&table.partition);
    let sort = option(table.sort.as_ref().map(key_attribute));
    let kind = option(table.kind.as_deref().map(text));
    let version = option(table.version.as_deref().map(text));
    let ttl = option(table.ttl.as_deref().map(text));
    let indexes = list(table.indexes.iter().map(|entry| index(table, entry)));
    let vectors = list(table.vectors.iter().map(vector));
    let entities = list(
        table.entities.iter().map(|entity| quote_spanned!(at(entity)=> __p::member::<#entity, #ident>())),
    );
    // A collection of an entity that is not listed was an error already.
    let collections = list(table.collections.iter().filter(|_| is_sound).map(collection));
    quote! {
        __p::TableModel {
            name: #name,
            partition_key: #partition,
            sort_key: #sort,
            kind_attribute: #kind,
            ttl_attribute: #ttl,
            version_attribute: #version,
            indexes: #indexes,
            vectors: #vectors,
            entities: #entities,
            collections: #collections,
        }
    }
}

fn key_attribute(key: &KeyAttribute) -> TokenStream {
    let (name, scalar) = (text(&key.name), &key.scalar);
    quote!(__p::KeyAttribute { name: #name, scalar: __p::ScalarType::#scalar })
}

fn index(table: &Table<'_>, index: &Index) -> TokenStream {
    let name = text(&index.name);
    let (scope, partition) = if index.is_global {
        (quote!(Global), index.keys.partition.as_slice())
    } else {
        // A local index shares the table's partition key.
        (quote!(Local), std::slice::from_ref(&table.partition))
    };
    let partition = list(partition.iter().map(key_attribute));
    let sort = list(index.keys.sort.iter().map(key_attribute));
    let projection = projection(&index.projection);
    quote! {
        __p::IndexModel {
            name: #name,
            scope: __p::IndexScope::#scope,
            partition_key: #partition,
            sort_key: #sort,
            projection: __p::Projection::#projection,
        }
    }
}

fn projection(projection: &Projection) -> TokenStream {
    match projection {
        Projection::All => quote!(All),
        Projection::KeysOnly => quote!(KeysOnly),
        Projection::Include(names) => {
            let names = list(names.iter().map(|name| text(&name.value())));
            quote!(Include(#names))
        }
    }
}

fn vector(vector: &VectorIndex) -> TokenStream {
    let (name, attribute, dimensions) = (text(&vector.name), text(&vector.of), vector.dimensions);
    let distance = quote::format_ident!("{}", vector.distance);
    let partition = option(vector.partition.as_ref().map(key_attribute));
    let filters = list(vector.filters.iter().map(key_attribute));
    let projection = projection(&vector.projection);
    quote! {
        __p::VectorIndexModel {
            name: #name,
            attribute: #attribute,
            dimensions: #dimensions,
            distance: __p::VectorDistance::#distance,
            partition_key: #partition,
            filters: #filters,
            projection: __p::Projection::#projection,
        }
    }
}

fn collection(collection: &Collection) -> TokenStream {
    let (name, entities) = match collection {
        Collection::Listed { name, entities } => (name, entities),
        Collection::Derived(ty) => {
            let ty = generated(ty);
            return quote_spanned!(at(&ty)=> __p::collection_model::<#ty>());
        }
    };
    let name = text(&name.unraw().to_string());
    let entities =
        list(entities.iter().map(|entity| quote_spanned!(at(entity)=> __p::entity_name::<#entity>())));
    quote!(__p::CollectionModel { name: #name, entities: #entities })
}
