//! Unique attributes: for each, the markers of its values, which are an entity of their own.

use dynamo_schema::Spelling;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{DeriveInput, Ident, LitStr};

use super::{at, enclosed, key};
use crate::ast::{Entity, Field, Unique};

/// The sort key of markers.
const SORT: &str = "UNIQUE";

/// The kind of the markers.
pub(crate) fn kind(entity: &Entity<'_>, unique: &Unique) -> String {
    format!("{}_{}", entity.name, entity.fields[unique.field].name)
}

fn name(entity: &Entity<'_>, unique: &Unique) -> Ident {
    let field = Spelling::Pascal.apply(&entity.fields[unique.field].ident.unraw().to_string());
    format_ident!("{}{}", entity.ident.unraw(), field, span = entity.ident.span())
}

/// The fields of a marker: those of which its key is made, and then those that lead to the item.
fn fields<'e>(entity: &'e Entity<'_>, unique: &Unique) -> (Vec<&'e Field>, Vec<&'e Field>) {
    let value = unique.scope.iter().chain([&unique.field]).map(|field| &entity.fields[*field]).collect();
    let mut owner = key::fields(entity);
    let value: Vec<&Field> = value;
    owner.retain(|field| !value.iter().any(|known| known.ident == field.ident));
    (value, owner)
}

/// The markers' structs and what they can do.
pub(crate) fn markers(entity: &Entity<'_>) -> TokenStream {
    entity.unique.iter().map(|unique| marker(entity, unique)).collect()
}

fn marker(entity: &Entity<'_>, unique: &Unique) -> TokenStream {
    let (name, visibility, private) = (name(entity, unique), entity.visibility, entity.krate.private());
    let (value, owner) = fields(entity, unique);
    let doc = format!(
        "Marks a value of `{}` as taken, and leads from it to its [`{}`]. Written with that, and by nothing else.",
        entity.fields[unique.field].name,
        entity.ident.unraw()
    );
    let of_value = value.iter().map(|field| {
        let ty = &field.ty;
        (*field, quote_spanned!(at(ty)=> <#ty as #private::Attribute>::Value))
    });
    let of_owner = owner.iter().map(|field| (*field, field.ty.clone()));
    let fields = of_value.chain(of_owner).map(|(field, ty)| {
        let (ident, attribute) = (&field.ident, &field.name);
        let doc = format!("The attribute `{attribute}`.");
        (quote!(#[doc = #doc] #visibility #ident: #ty), quote!(#[dynamo(rename = #attribute)] #ident: #ty))
    });
    let (declared, told): (Vec<TokenStream>, Vec<TokenStream>) = fields.unzip();
    let attributes = attributes(entity, unique, &value);
    let derived = syn::parse2::<DeriveInput>(quote! {
        #attributes
        #visibility struct #name {
            #(#told,)*
        }
    });
    let derived = match derived {
        Ok(input) => crate::entity_as(&input, true),
        Err(error) => error.into_compile_error(),
    };
    let implementation = implementation(entity, unique, &name);
    quote! {
        #[doc = #doc]
        #[derive(::core::clone::Clone, ::core::cmp::PartialEq)]
        #[allow(clippy::derive_partial_eq_without_eq)]
        #visibility struct #name {
            #(#declared,)*
        }
        #derived
        #implementation
    }
}

/// `UNIQUE#customer#email#{tenant}#{email:lower}`
fn attributes(entity: &Entity<'_>, unique: &Unique, value: &[&Field]) -> TokenStream {
    let attribute = &entity.fields[unique.field].name;
    let mut template = format!("UNIQUE#{}#{attribute}", entity.name).replace('{', "{{").replace('}', "}}");
    for (at, field) in value.iter().enumerate() {
        let ident = field.ident.unraw();
        match unique.format.as_ref().filter(|_| at + 1 == value.len()) {
            Some(format) => template.push_str(&format!("#{{{ident}:{format}}}")),
            None => template.push_str(&format!("#{{{ident}}}")),
        }
    }
    let (table, kind) = (&entity.table, kind(entity, unique));
    let template = LitStr::new(&template, unique.span);
    let sort = entity.sort.as_ref().map(|_| quote!(, sk = #SORT));
    let krate = entity.krate.0.as_ref().map(|path| quote!(, crate = #path));
    quote!(#[dynamo(table = #table, name = #kind, key(pk = #template #sort) #krate)])
}

fn implementation(entity: &Entity<'_>, unique: &Unique, name: &Ident) -> TokenStream {
    let (ident, visibility, key) = (entity.ident, entity.visibility, key::name(entity));
    let marker_key = format_ident!("{}Key", name);
    let by = format_ident!(
        "by_{}",
        entity.fields[unique.field].ident.unraw(),
        span = entity.fields[unique.field].ident.span()
    );
    let copied = key::fields(entity).into_iter().map(|field| {
        let ident = &field.ident;
        quote!(#ident: __p::Clone::clone(&self.#ident))
    });
    let (value, _) = fields(entity, unique);
    let names: Vec<&Ident> = value.iter().map(|field| &field.ident).collect();
    let arguments = value.iter().map(|field| {
        let (ident, ty) = (&field.ident, &field.ty);
        quote_spanned!(at(ty)=> #ident: impl __p::KeyArgument<<#ty as __p::Attribute>::Value>)
    });
    let doc =
        format!("The marker of a value of `{}`, for `get_by_unique`.", entity.fields[unique.field].name);
    let text = name.to_string();
    enclosed(
        &entity.krate,
        &quote! {
            #[automatically_derived]
            impl __p::Marker for #name {
                type Owner = #ident;

                fn owner_key(&self) -> #key {
                    #key { #(#copied,)* }
                }
            }

            #[automatically_derived]
            impl __p::Debug for #name {
                /// Values can be personal data, so none is shown.
                fn fmt(&self, __formatter: &mut __p::Formatter<'_>) -> __p::fmt::Result {
                    __formatter.debug_struct(#text).finish_non_exhaustive()
                }
            }

            #[automatically_derived]
            impl #ident {
                #[doc = #doc]
                #visibility fn #by(#(#arguments),*) -> #marker_key {
                    #name::key(#(#names),*)
                }
            }
        },
    )
}
