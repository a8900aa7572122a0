//! Collections: entities that are read together.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::{at, enclosed, option, paths, query};
use crate::check::collection::{Collection, Member};

/// What makes a collection readable.
pub(crate) fn expand(collection: &Collection<'_>, is_sound: bool) -> TokenStream {
    let ident = collection.ident;
    let name = ident.unraw().to_string();
    let entities: Vec<TokenStream> = collection.members.iter().map(entity).collect();
    let Some(first) = entities.first() else { return TokenStream::new() };
    let number = collection.on.as_deref().map_or(0, query::index_number);
    let table = quote!(<#first as __p::Entity>::Table);
    let models = entities
        .iter()
        .zip(&collection.members)
        .map(|(entity, member)| quote_spanned!(at(&member.ty)=> __p::collected::<#entity, #table>()));
    let names = entities.iter().map(|entity| quote!(__p::name_of::<#entity>()));
    let index = option(collection.on.as_ref().map(|on| quote!(#on)));
    let unknown = match (&collection.raw, collection.skips_unknown) {
        (Some(_), _) => quote!(Raw),
        (None, true) => quote!(Skip),
        (None, false) => quote!(Error),
    };
    let output = if collection.is_enum { quote!(__p::Vec<Self>) } else { quote!(Self) };
    let gather = if collection.is_enum { each(collection) } else { fields(collection) };
    let of = of(collection, first, number);
    // All of the entities are in the index, if the first is not the only one.
    let in_index = entities
        .iter()
        .zip(&collection.members)
        .map(|(entity, member)| quote_spanned!(at(&member.ty)=> __p::assert_in_index::<#entity, #number>();));
    let binding = if collection.is_enum { quote!(__items) } else { quote!(mut __items) };
    let hydrate = collection.is_hydrated;
    // What a range is asked of is the same in all of the entities, too.
    let bound = collection.of.len() + collection.range.iter().len();
    let ranged = collection.range.as_ref().map(|name| {
        let place = paths::place(collection.of.len());
        quote_spanned! {at(name)=>
            #[automatically_derived]
            impl __p::RangedCollection for #ident {
                type Part = __p::PartOf<#first, #number, #place>;
            }
        }
    });
    let checks = is_sound.then(|| {
        quote_spanned! {at(&ident)=>
            const _: () = {
                #(#in_index)*
                __p::assert_readable::<#ident>(#bound)
            };
        }
    });
    enclosed(
        &collection.krate,
        &quote! {
            #[automatically_derived]
            impl __p::Collection for #ident {
                type Table = #table;
                type Output = #output;
                type Source = <#first as __p::KeyParts<#number>>::Source;

                const MEMBERS: &'static __p::Members = &__p::Members {
                    name: #name,
                    entities: &[#(#models),*],
                    index: #index,
                    hydrate: #hydrate,
                    unknown: __p::UnknownKinds::#unknown,
                };
                const NAMES: &'static [__p::Cow<'static, str>] = &[#(#names),*];

                fn gather(#binding: __p::Gathered) -> __p::Result<Self::Output, __p::Error> {
                    #gather
                }
            }

            #ranged
            #of
            #checks
        },
    )
}

/// The entity of a field or variant.
fn entity(member: &Member) -> TokenStream {
    let ty = &member.ty;
    quote_spanned!(at(ty)=> <#ty as __p::CollectionField>::Entity)
}

/// The function that says which collection is meant.
fn of(collection: &Collection<'_>, first: &TokenStream, number: u64) -> TokenStream {
    let Collection { ident, visibility, of, .. } = collection;
    let part = |position: usize| {
        let place = paths::place(position);
        quote!(__p::PartOf<#first, #number, #place>)
    };
    let arguments = of.iter().enumerate().map(|(position, name)| {
        let part = part(position);
        quote_spanned!(at(name)=> #name: impl __p::KeyArgument<#part>)
    });
    let binds = of.iter().enumerate().map(|(position, name)| {
        let part = part(position);
        quote_spanned!(at(name)=> .bind::<#part>(#name))
    });
    quote! {
        #[automatically_derived]
        impl #ident {
            /// The collection with these parts of its key.
            #visibility fn of(#(#arguments),*) -> __p::CollectionQuery<Self> {
                __p::CollectionQuery::new() #(#binds)*
            }
        }
    }
}

/// A struct: every field takes its items.
fn fields(collection: &Collection<'_>) -> TokenStream {
    let fields = collection.members.iter().enumerate().map(|(number, Member { ident, ty })| {
        let name = ident.unraw().to_string();
        quote_spanned!(at(ty)=> #ident: __items.field::<#ty>(#number, #name)?,)
    });
    let raw = collection.raw.iter().map(|ident| quote!(#ident: __items.raw(),));
    quote!(__p::Result::Ok(Self { #(#fields)* #(#raw)* }))
}

/// An enum: every item becomes its variant.
fn each(collection: &Collection<'_>) -> TokenStream {
    let variants = collection.members.iter().enumerate().map(|(number, Member { ident, ty })| {
        quote_spanned!(at(ty)=> __p::Option::Some(#number) => __p::read_item(__item).map(Self::#ident),)
    });
    let raw = match &collection.raw {
        Some(ident) => quote!(_ => __p::Result::Ok(Self::#ident(__item.into_item())),),
        None => quote!(_ => __p::Result::Err(__p::no_member()),),
    };
    quote! {
        __items.each(|(__member, __item)| match __member {
            #(#variants)*
            #raw
        })
    }
}
