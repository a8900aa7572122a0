//! Writing fields into an item and reading them back.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::at;
use crate::ast::{Default, Field, Stored};

/// Which attributes a `rest` field leaves alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Also those that the table needs.
    Entity,
    /// Only those of the other fields.
    Document,
}

/// The fields that are attributes, in the order of the attributes' names: an item is sorted, and adding in order is cheap.
pub(crate) fn sorted<'f>(fields: &[&'f Field]) -> Vec<&'f Field> {
    let mut sorted: Vec<&Field> = fields
        .iter()
        .copied()
        .filter(|field| matches!(field.stored, Stored::Typed | Stored::Serde))
        .collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    sorted
}

/// Statements that write `place(field)`, a reference, into `__item`.
pub(crate) fn encode(fields: &[&Field], scope: Scope, place: impl Fn(&Ident) -> TokenStream) -> TokenStream {
    let writes = sorted(fields).into_iter().map(|field| {
        let (name, ty, value) = (&field.name, &field.ty, place(&field.ident));
        let value = match field.stored {
            Stored::Serde => quote_spanned!(at(ty)=> __p::encode_with_serde::<#ty>(#value)),
            _ => quote_spanned!(at(ty)=> <#ty as __p::Attribute>::encode(#value)),
        };
        quote!(__p::push(&mut __item, #name, #value)?;)
    });
    let rest = fields.iter().find(|field| field.stored == Stored::Rest).map(|field| {
        let value = place(&field.ident);
        let span = at(&field.ty);
        match scope {
            Scope::Entity => quote_spanned!(span=> __p::push_rest::<Self>(&mut __item, #value)?;),
            Scope::Document => {
                let names = sorted(fields).into_iter().map(|field| &field.name);
                quote_spanned!(span=> __p::push_rest_of(&mut __item, #value, &[#(#names),*])?;)
            }
        }
    });
    quote!(#(#writes)* #rest)
}

/// The variable that holds a field while it is read.
fn local(field: &Field) -> Ident {
    format_ident!("__field_{}", field.ident.unraw())
}

/// An expression of the struct or variant `head`, read from `__fields`.
///
/// `more` initialises fields that are not read.
pub(crate) fn decode(
    fields: &[&Field],
    scope: Scope,
    head: &TokenStream,
    more: Option<&TokenStream>,
) -> TokenStream {
    let locals = fields.iter().filter_map(|field| {
        let (local, ty) = (local(field), &field.ty);
        match field.stored {
            Stored::Typed | Stored::Serde => {
                Some(quote!(let mut #local: __p::Option<#ty> = __p::Option::None;))
            }
            Stored::Rest => Some(quote_spanned!(at(ty)=> let mut #local: #ty = __p::Item::new();)),
            Stored::Skipped => None,
        }
    });
    let arms = sorted(fields).into_iter().map(|field| {
        let (local, name, ty) = (local(field), &field.name, &field.ty);
        let value = match field.stored {
            Stored::Serde => quote_spanned!(at(ty)=> __p::decode_with_serde::<#ty>(__value)),
            _ => quote_spanned!(at(ty)=> <#ty as __p::Attribute>::decode(__value)),
        };
        quote!(#name => #local = __p::read(#name, #value)?,)
    });
    let other = match fields.iter().find(|field| field.stored == Stored::Rest) {
        Some(field) => {
            let local = local(field);
            match scope {
                Scope::Entity => quote!(_ => __p::keep_rest::<Self>(&mut #local, __name, __value),),
                Scope::Document => quote!(_ => __p::keep_rest_of(&mut #local, __name, __value),),
            }
        }
        None => quote!(_ => {}),
    };
    let values = fields.iter().map(|field| value(field));
    quote! {
        #(#locals)*
        while let __p::Option::Some((__name, __value)) = __fields.next_field()? {
            match &*__name {
                #(#arms)*
                #other
            }
        }
        __p::Result::Ok(#head { #(#values,)* #more })
    }
}

/// `field: value` after all attributes were read.
fn value(field: &Field) -> TokenStream {
    let (ident, local, name, ty) = (&field.ident, local(field), &field.name, &field.ty);
    let value = match (field.stored, &field.default) {
        (Stored::Skipped, None) => quote_spanned!(at(ty)=> __p::Default::default()),
        (Stored::Skipped, Some(default)) => made_up(default),
        (Stored::Rest, _) => quote!(#local),
        (_, Some(default)) => {
            let made_up = made_up(default);
            quote! {
                match #local {
                    __p::Option::Some(__value) => __value,
                    __p::Option::None => #made_up,
                }
            }
        }
        (Stored::Serde, None) => quote!(__p::require(#name, #local, __p::nothing)?),
        (Stored::Typed, None) => {
            let absent = quote_spanned!(at(ty)=> <#ty as __p::Attribute>::absent);
            quote!(__p::require(#name, #local, #absent)?)
        }
    };
    quote!(#ident: #value)
}

fn made_up(default: &Default) -> TokenStream {
    match default {
        Default::OfType(span) => quote_spanned!(at(span)=> __p::Default::default()),
        Default::Value(value) => quote!(#value),
    }
}

/// The model of an attribute.
pub(crate) fn attribute_model(field: &Field) -> Option<TokenStream> {
    let (name, ident, ty) = (&field.name, field.ident.unraw().to_string(), &field.ty);
    let has_default = field.default.is_some();
    let (of, optional) = match field.stored {
        Stored::Typed if has_default => {
            (quote_spanned!(at(ty)=> <#ty as __p::Attribute>::TYPE), quote!(true))
        }
        Stored::Typed => (
            quote_spanned!(at(ty)=> <#ty as __p::Attribute>::TYPE),
            quote_spanned!(at(ty)=> <<#ty as __p::Attribute>::Presence as __p::Presence>::OPTIONAL),
        ),
        Stored::Serde => (quote!(__p::AttributeType::Any), quote!(#has_default)),
        Stored::Rest | Stored::Skipped => return None,
    };
    Some(quote!(__p::attribute(#name, #ident, #of, #optional)))
}

/// The type that a path leads to, and whether the attribute may be absent.
pub(crate) fn path_types(field: &Field, private: &TokenStream) -> Option<(TokenStream, TokenStream)> {
    let ty = &field.ty;
    let (value, presence) = match field.stored {
        Stored::Typed => (
            quote_spanned!(at(ty)=> <#ty as #private::Attribute>::Value),
            quote_spanned!(at(ty)=> <#ty as #private::Attribute>::Presence),
        ),
        Stored::Serde => (quote!(#private::AttributeValue), quote!(#private::Required)),
        Stored::Rest | Stored::Skipped => return None,
    };
    let presence = if field.default.is_some() { quote!(#private::Optional) } else { presence };
    Some((value, presence))
}
