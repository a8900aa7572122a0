//! Searches of vector indexes.

use dynamo_schema::Spelling;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::{at, parameters};
use crate::ast::{Entity, Field, Vector};

fn name(entity: &Entity<'_>, vector: &Vector) -> Ident {
    let suffix = Spelling::Pascal.apply(&vector.ident.unraw().to_string());
    format_ident!("{}{}", entity.ident.unraw(), suffix, span = vector.ident.span())
}

/// The types of the searches.
pub(crate) fn definitions(entity: &Entity<'_>) -> TokenStream {
    let (visibility, private) = (entity.visibility, entity.krate.private());
    let definitions = entity.vectors.iter().map(|vector| {
        let name = name(entity, vector);
        let doc = format!("A search for [`{}`] in `{}`.", entity.ident.unraw(), vector.on);
        quote! {
            #[doc = #doc]
            #[derive(::core::fmt::Debug, ::core::clone::Clone)]
            #[must_use = "a search does nothing until a table is asked with it"]
            #visibility struct #name(#private::VectorQuery);
        }
    });
    quote!(#(#definitions)*)
}

pub(crate) fn implementations(entity: &Entity<'_>) -> TokenStream {
    let implementations = entity.vectors.iter().map(|vector| implementation(entity, vector));
    quote!(#(#implementations)*)
}

fn implementation(entity: &Entity<'_>, vector: &Vector) -> TokenStream {
    let (ident, visibility, name) = (entity.ident, entity.visibility, name(entity, vector));
    let parameters = parameters(entity);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let argument = |field: &Field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote_spanned!(at(ty)=> #ident: impl __p::KeyArgument<<#ty as __p::Attribute>::Value>)
    };
    let function = &vector.ident;
    let of = &entity.fields[vector.of];
    let (of_ident, on) = (&of.ident, &vector.on);
    let partition = vector.partition.map(|field| &entity.fields[field]);
    let arguments = partition.into_iter().chain([of]).map(argument);
    let bound = partition.map(|field| {
        let (ident, attribute) = (&field.ident, &field.name);
        quote!(.equal(#attribute, &__p::KeyArgument::into_part(#ident)))
    });
    let doc = format!("The items whose `{}` is most like this one.", of.name);
    let filters = vector.filters.iter().map(|field| {
        let field = &entity.fields[*field];
        let (ident, attribute, argument) = (&field.ident, &field.name, argument(field));
        let doc = format!("Only items with this `{attribute}`.");
        quote! {
            #[doc = #doc]
            #visibility fn #ident(self, #argument) -> Self {
                Self(self.0.equal(#attribute, &__p::KeyArgument::into_part(#ident)))
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl<#bounded> #ident<#given> #clause {
            #[doc = #doc]
            #visibility fn #function(#(#arguments),*) -> #name {
                #name(__p::VectorQuery::new(#on, &__p::KeyArgument::into_part(#of_ident)) #bound)
            }
        }

        #[automatically_derived]
        impl #name {
            #(#filters)*
        }

        #[automatically_derived]
        impl __p::IntoSearch for #name {
            type Entity = #ident<#given>;

            fn into_search(self) -> __p::VectorQuery {
                self.0
            }
        }
    }
}

/// What only the table knows: that it has the vector index, with these attributes.
pub(crate) fn checks(entity: &Entity<'_>) -> TokenStream {
    let table = &entity.table;
    let table_name = quote!(#table).to_string();
    let checks = entity.vectors.iter().map(|vector| {
        let (on, of) = (&vector.on, &entity.fields[vector.of].name);
        let unknown = format!(
            "`{table_name}` has no vector index `{on}`; declare it there: `vector({on}, of = \"{of}\", dimensions = 256)`"
        );
        let other = format!("the vectors of `{on}` are not in the attribute `{of}`");
        let key = match vector.partition {
            Some(field) => &entity.fields[field].name,
            None => "",
        };
        let partition = if key.is_empty() {
            format!("`{on}` has a partition key; name the field with it: `pk = …`")
        } else {
            format!("the partition key of `{on}` is not the attribute `{key}`")
        };
        let filters = vector.filters.iter().map(|field| {
            let name = &entity.fields[*field].name;
            let missing = format!("`{name}` is no filter of `{on}`; add it to `filter(…)` of the index, in the table");
            quote!((#name, #missing))
        });
        quote_spanned! {at(&vector.place)=>
            const _: () = __p::assert_vector::<#table>(#on, (#of, #other), (#key, #partition), &[#(#filters),*], #unknown);
        }
    });
    quote!(#(#checks)*)
}
