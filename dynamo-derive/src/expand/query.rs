//! The queries of an entity: one of the table, and one per index.
//!
//! A query binds the parts of the partition key at once and those of the sort key one after the other. Its type counts the
//! parts that are bound, so that a gap does not compile.

use dynamo_schema::Spelling;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::at;
use super::generics::Parameters;
use super::parameters;
use crate::ast::{Entity, Index, Source};

/// A query.
pub(crate) struct Query<'e> {
    entity: &'e Entity<'e>,
    index: Option<&'e Index>,
    /// The struct.
    pub(crate) name: Ident,
    partition: Vec<Part>,
    sort: Vec<Part>,
}

/// A part of a key that is bound by an argument.
struct Part {
    ident: Ident,
    ty: TokenStream,
    /// The name under which it is bound.
    binding: String,
}

pub(crate) fn name(entity: &Entity<'_>, index: Option<&Index>) -> Ident {
    let suffix =
        index.map_or("Of".to_owned(), |index| Spelling::Pascal.apply(&index.ident.unraw().to_string()));
    format_ident!("{}{}", entity.ident.unraw(), suffix, span = entity.ident.span())
}

/// The number that stands for an index in types: FNV-1a of its name. The table is 0.
pub(crate) fn index_number(name: &str) -> u64 {
    let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, hash)
}

/// All queries of an entity.
pub(crate) fn queries<'e>(entity: &'e Entity<'e>) -> Vec<Query<'e>> {
    std::iter::once(None).chain(entity.indexes.iter().map(Some)).map(|index| query(entity, index)).collect()
}

fn query<'e>(entity: &'e Entity<'e>, index: Option<&'e Index>) -> Query<'e> {
    let table_partition = std::slice::from_ref(&entity.partition);
    let (partition, sort) = match index {
        None => (table_partition, entity.sort.as_slice()),
        Some(index) if index.is_global() => (&*index.partition, &*index.sort),
        Some(index) => (table_partition, &*index.sort),
    };
    let partition = parts(entity, partition, &[]);
    let sort = parts(entity, sort, &partition);
    Query { entity, index, name: name(entity, index), partition, sort }
}

/// The parts of some sources, each once, without those that are bound already.
fn parts(entity: &Entity<'_>, sources: &[Source], bound: &[Part]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (field, format) in sources.iter().flat_map(Source::parts) {
        let field = &entity.fields[field];
        let (ident, ty) = (&field.ident, &field.ty);
        let part = match format.shards {
            Some(_) => Part {
                ident: format_ident!("{}_shard", ident.unraw(), span = ident.span()),
                ty: quote!(u16),
                binding: format!("shard({})", field.name),
            },
            None => Part {
                ident: ident.clone(),
                ty: quote_spanned!(at(ty)=> <#ty as __p::Attribute>::Value),
                binding: field.name.clone(),
            },
        };
        if !bound.iter().chain(&parts).any(|other| other.binding == part.binding) {
            parts.push(part);
        }
    }
    parts
}

impl Query<'_> {
    fn parameters(&self) -> Parameters<'_> {
        parameters(self.entity)
    }

    fn place(&self) -> String {
        self.index.map_or("the table".to_owned(), |index| format!("the index `{}`", index.on))
    }

    /// The name of the index entry, as an option.
    fn index_name(&self) -> TokenStream {
        super::option(self.index.map(|index| {
            let name = index.ident.unraw().to_string();
            quote!(#name)
        }))
    }

    /// The struct.
    pub(crate) fn definition(&self) -> TokenStream {
        let Self { entity, name, .. } = self;
        let (visibility, private) = (entity.visibility, entity.krate.private());
        let parameters = self.parameters();
        let (declared, mention) = (parameters.declared(), parameters.mention());
        let doc = format!("A query of `{}` in {}.", entity.ident.unraw(), self.place());
        quote! {
            #[doc = #doc]
            #[derive(::core::clone::Clone, ::core::fmt::Debug)]
            #[must_use = "a query does nothing until a table is asked with it"]
            #visibility struct #name<#declared __S = #private::At<0>> {
                query: #private::KeyQuery,
                state: #private::PhantomData<fn() -> (#mention, __S)>,
            }
        }
    }

    /// The function of the entity that starts the query.
    pub(crate) fn function(&self) -> TokenStream {
        let Self { entity, name, .. } = self;
        let visibility = entity.visibility;
        let given = self.parameters().given();
        let function = self.index.map_or_else(|| format_ident!("of"), |index| index.ident.clone());
        let index = self.index_name();
        let doc = match self.index {
            None => "Queries the table by the partition key.".to_owned(),
            Some(index) => format!("Queries the index `{}` by its partition key.", index.on),
        };
        let arguments =
            self.partition.iter().map(|Part { ident, ty, .. }| quote!(#ident: impl __p::KeyArgument<#ty>));
        let binds = self.partition.iter().map(|Part { ident, ty, binding }| {
            quote!(.bind(#binding, &__p::KeyArgument::<#ty>::into_part(#ident)))
        });
        quote! {
            #[doc = #doc]
            #visibility fn #function(#(#arguments),*) -> #name<#given> {
                let query = __p::query::<Self>(#index) #(#binds)*;
                #name { query, state: __p::PhantomData }
            }
        }
    }

    /// The methods that go on with it.
    pub(crate) fn implementation(&self) -> TokenStream {
        let Self { entity, name, .. } = self;
        let ident = entity.ident;
        let parameters = self.parameters();
        let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
        let is_global = self.index.is_some_and(Index::is_global);
        let index = self.index_name();
        let held = self.index.filter(|index| index.held.is_some()).map(|index| {
            let partial = super::partial::name(entity, index);
            quote!(, #partial<#given>)
        });
        let methods = self.sort.iter().enumerate().map(|(position, part)| self.method(position, part));
        let methods = (!self.sort.is_empty()).then(|| {
            quote! {
                #[automatically_derived]
                impl<#bounded __S> #name<#given __S> #clause {
                    #(#methods)*
                }
            }
        });
        quote! {
            #methods

            #[automatically_derived]
            impl<#bounded __S> __p::IntoQuery for #name<#given __S> #clause {
                type Entity = #ident<#given>;
                type Source = __p::ReadFrom<#is_global #held>;
                const INDEX: __p::Option<&'static str> = #index;

                fn into_query(self) -> __p::KeyQuery {
                    self.query
                }
            }
        }
    }

    /// The parts of the key as types, for collections.
    pub(crate) fn key_parts(&self) -> TokenStream {
        let ident = self.entity.ident;
        let parameters = self.parameters();
        let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
        let number = self.index.map_or(0, |index| index_number(&index.on));
        let is_global = self.index.is_some_and(Index::is_global);
        let parts = self.partition.iter().chain(&self.sort).rev();
        let parts = parts.fold(quote!(()), |rest, Part { ty, .. }| quote!((#ty, #rest)));
        quote! {
            #[automatically_derived]
            impl<#bounded> __p::KeyParts<#number> for #ident<#given> #clause {
                type Parts = #parts;
                type Source = __p::ReadFrom<#is_global>;
            }
        }
    }

    /// Whether it is the first on its index.
    pub(crate) fn is_first(&self) -> bool {
        self.index.is_none_or(|index| {
            let first = self.entity.indexes.iter().find(|other| other.on == index.on);
            first.is_some_and(|first| first.ident == index.ident)
        })
    }

    fn method(&self, position: usize, part: &Part) -> TokenStream {
        let Self { entity, name, .. } = self;
        let visibility = entity.visibility;
        let given = self.parameters().given();
        let Part { ident, ty, binding } = part;
        let next = position + 1;
        let doc =
            format!("Binds the part `{binding}` of the sort key to a value, or asks for a range of it.");
        quote! {
            #[doc = #doc]
            #visibility fn #ident<__A: __p::SortArgument<#ty>>(
                self,
                value: __A,
            ) -> #name<#given __A::Then<__p::At<#next>>>
            where
                __S: __p::NextPart<#position>,
            {
                #name { query: value.add_to(self.query, #binding), state: __p::PhantomData }
            }
        }
    }
}
