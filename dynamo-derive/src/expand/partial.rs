//! What an index holds of an entity's items, when that is not all of them.

use dynamo_schema::{Case, PartFormat, TextPolicy};
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::codec::{Scope, decode, path_types};
use super::{at, key, parameters, query};
use crate::ast::{Entity, Field, Index, Role, Source, Stored};

/// An index, and the fields that are read from it.
pub(crate) struct Partial<'e> {
    entity: &'e Entity<'e>,
    index: &'e Index,
    /// The fields that the index holds as attributes of their own.
    held: &'e [usize],
}

pub(crate) fn partials<'e>(entity: &'e Entity<'e>) -> Vec<Partial<'e>> {
    let partial = |index: &'e Index| Some(Partial { entity, index, held: index.held.as_ref()? });
    entity.indexes.iter().filter_map(partial).collect()
}

/// The struct of what an index holds.
pub(crate) fn name(entity: &Entity<'_>, index: &Index) -> Ident {
    format_ident!("{}Item", query::name(entity, Some(index)))
}

impl Partial<'_> {
    fn name(&self) -> Ident {
        name(self.entity, self.index)
    }

    fn paths(&self) -> Ident {
        format_ident!("{}Paths", self.name())
    }

    /// The fields that can be read: those of the primary key, those that the index's key gives back, those that it holds.
    fn fields(&self) -> Vec<&Field> {
        let of_key = self.index.partition.iter().chain(&self.index.sort).flat_map(Source::parts);
        let of_key: Vec<usize> =
            of_key.filter(|(_, format)| is_lossless(*format)).map(|(field, _)| field).collect();
        let fields = self.entity.fields.iter().enumerate().filter(|(position, field)| {
            let is_known =
                field.role == Role::Key || of_key.contains(position) || self.held.contains(position);
            is_known && matches!(field.stored, Stored::Typed | Stored::Serde)
        });
        fields.map(|(_, field)| field).collect()
    }

    /// The fields that a filter can ask for: those that are attributes in the index, and no part of the key that is queried.
    fn filterable(&self) -> Vec<&Field> {
        let natural = |source: &Source| match source {
            Source::Field(field) => Some(*field),
            Source::Template(_) => None,
        };
        let of_index: Vec<usize> =
            self.index.partition.iter().chain(&self.index.sort).filter_map(natural).collect();
        let of_table = std::iter::once(&self.entity.partition).chain(&self.entity.sort).filter_map(natural);
        let shared = if self.index.is_global() { None } else { natural(&self.entity.partition) };
        let mut fields: Vec<usize> = self.held.iter().copied().chain(of_table).collect();
        fields.retain(|field| !of_index.contains(field) && shared != Some(*field));
        fields.sort_unstable();
        fields.dedup();
        fields.into_iter().map(|field| &self.entity.fields[field]).collect()
    }

    /// The struct of the item and that of its paths.
    pub(crate) fn definition(&self) -> TokenStream {
        let Self { entity, index, .. } = self;
        let (name, paths, visibility) = (self.name(), self.paths(), entity.visibility);
        let private = entity.krate.private();
        let parameters = parameters(entity);
        let (declared, mention) = (parameters.declared(), parameters.mention());
        let item = entity.ident.unraw();
        let doc = format!(
            "What the index `{}` holds of an [`{item}`], and what its keys tell. The whole item is read by `hydrate`.",
            index.on
        );
        let paths_doc =
            format!("The attributes of [`{item}`] that a filter can ask for in the index `{}`.", index.on);
        let fields = self.fields().into_iter().map(|field| {
            let (ident, ty) = (&field.ident, &field.ty);
            let doc = format!("The attribute `{}`.", field.name);
            quote!(#[doc = #doc] #visibility #ident: #ty,)
        });
        let hidden = (!parameters.is_empty())
            .then(|| quote!(#[doc(hidden)] #visibility __entity: #private::PhantomData<fn() -> #mention>,));
        quote! {
            #[doc = #doc]
            #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
            #[allow(clippy::derive_partial_eq_without_eq)]
            #visibility struct #name<#declared> {
                #(#fields)*
                #hidden
            }

            #[doc = #paths_doc]
            #[derive(::core::fmt::Debug)]
            #visibility struct #paths<#declared>(#private::PhantomData<fn() -> #mention>);
        }
    }

    /// What they can do.
    pub(crate) fn implementation(&self) -> TokenStream {
        let Self { entity, index, .. } = self;
        let (ident, name, paths, visibility) = (entity.ident, self.name(), self.paths(), entity.visibility);
        let key = key::name(entity);
        let parameters = parameters(entity);
        let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
        let hidden = (!parameters.is_empty()).then(|| quote!(__entity: __p::PhantomData,));
        let decode = decode(&self.fields(), Scope::Document, &quote!(Self), hidden.as_ref());
        let copied = key::fields(entity).into_iter().map(|field| {
            let ident = &field.ident;
            quote_spanned!(at(&field.ty)=> #ident: __p::Clone::clone(&self.#ident))
        });
        let methods = self.filterable().into_iter().filter_map(|field| {
            let (value, presence) = path_types(field, &quote!(__p))?;
            let (ident, attribute) = (&field.ident, &field.name);
            let doc = format!("The attribute `{attribute}`.");
            Some(quote_spanned! {at(&field.ty)=>
                #[doc = #doc]
                #visibility fn #ident(&self) -> __p::Path<#value, __p::Immutable, #presence> {
                    __p::Path::new(__p::DocumentPath::attribute(#attribute))
                }
            })
        });
        let (entry, text) = (index.ident.unraw().to_string(), name.to_string());
        quote! {
            #[automatically_derived]
            impl<#bounded> __p::Shape for #name<#given> #clause {
                type Entity = #ident<#given>;

                const ENTRY: __p::Option<&'static str> = __p::Option::Some(#entry);

                fn read(__fields: __p::Fields<'_>) -> __p::Decoded<Self> {
                    #decode
                }
            }

            #[automatically_derived]
            impl<#bounded> __p::Partial for #name<#given> #clause {
                type Paths = #paths<#given>;

                fn paths() -> Self::Paths {
                    #paths(__p::PhantomData)
                }

                fn primary_key(&self) -> #key<#given> {
                    #key { #(#copied,)* #hidden }
                }
            }

            #[automatically_derived]
            impl<#bounded> #name<#given> #clause {
                /// The primary key of the item.
                #visibility fn primary_key(&self) -> #key<#given> {
                    __p::Partial::primary_key(self)
                }
            }

            #[automatically_derived]
            impl<#bounded> #paths<#given> #clause {
                #(#methods)*
            }

            #[automatically_derived]
            impl<#bounded> __p::Debug for #name<#given> #clause {
                /// Items can be personal data, so nothing is shown.
                fn fmt(&self, __formatter: &mut __p::Formatter<'_>) -> __p::fmt::Result {
                    __formatter.debug_struct(#text).finish_non_exhaustive()
                }
            }
        }
    }
}

/// What only the table knows: whether an index holds all attributes of the entity, or those that are said to be read.
pub(crate) fn checks(entity: &Entity<'_>) -> TokenStream {
    let table = &entity.table;
    let checks = entity.indexes.iter().map(|index| {
        let on = &index.on;
        let version = entity.version.as_ref().map(|_| {
            let missing = format!(
                "`{on}` does not hold the attribute with the version, so that items of earlier versions are not told there; \
                 add it to `project(…)` of the index, in the table"
            );
            quote_spanned! {at(&index.place)=>
                const _: () = __p::assert_holds_version::<#table>(#on, #missing);
            }
        });
        let stored = entity.fields.iter().filter(|field| matches!(field.stored, Stored::Typed | Stored::Serde));
        let Some(held) = &index.held else {
            let names = stored.map(|field| &field.name);
            let some = format!(
                "`{on}` does not hold all attributes of `{}`, so that its items cannot be read there; say what is read: \
                 `project(…)` with the names of fields, or `project(keys_only)`",
                entity.ident.unraw()
            );
            return quote_spanned! {at(&index.place)=>
                #version
                const _: () = __p::assert_holds_all::<#table>(#on, &[#(#names),*], #some);
            };
        };
        let all = format!("`{on}` holds all attributes; leave `project(…)` out");
        let fields = held.iter().map(|field| {
            let field = &entity.fields[*field];
            let (ident, name) = (field.ident.unraw(), &field.name);
            let missing = format!(
                "`{on}` does not hold `{name}`; add it to `project(…)` of the index, in the table, or leave `{ident}` out"
            );
            quote_spanned! {at(&index.place)=>
                const _: () = __p::assert_holds::<#table>(#on, #name, #missing);
            }
        });
        quote_spanned! {at(&index.place)=>
            #version
            const _: () = __p::assert_holds_some::<#table>(#on, #all);
            #(#fields)*
        }
    });
    quote!(#(#checks)*)
}

/// Whether a part of a key gives the value back.
fn is_lossless(format: PartFormat) -> bool {
    format.shards.is_none() && format.case == Case::Keep && format.text != TextPolicy::Raw
}
