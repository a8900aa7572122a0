//! Newtypes: stored as what they hold, and able to do what it can do.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Index;

use super::at;
use super::generics::Parameters;
use crate::ast::{Default, Field, Value};

pub(crate) fn implementation(
    value: &Value<'_>,
    parameters: &Parameters<'_>,
    stored: usize,
    fields: &[Field],
) -> TokenStream {
    let ident = value.ident;
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let inner = &fields[stored].ty;
    let position = Index::from(stored);
    let span = at(inner);
    let made = fields.iter().enumerate().map(|(field, of)| {
        let position = Index::from(field);
        let value = match &of.default {
            _ if field == stored => quote!(__inner),
            Some(Default::Value(value)) => quote!(#value),
            _ => quote_spanned!(at(&of.ty)=> __p::Default::default()),
        };
        quote!(#position: #value,)
    });
    let made = quote!(|__inner| Self { #(#made)* });
    let encode = quote_spanned!(span=> <#inner as __p::Attribute>::encode(&self.#position));
    let decode = quote_spanned!(span=> <#inner as __p::Attribute>::decode(value));
    let absent = quote_spanned!(span=> <#inner as __p::Attribute>::absent());
    quote! {
        #[automatically_derived]
        impl<#bounded> __p::Attribute for #ident<#given> #clause {
            const TYPE: __p::AttributeType = <#inner as __p::Attribute>::TYPE;
            type Value = Self;
            type Presence = <#inner as __p::Attribute>::Presence;

            fn encode(&self) -> __p::Encoded {
                #encode
            }

            fn decode(value: __p::Value<'_>) -> __p::Decoded<Self> {
                #decode.map(#made)
            }

            fn absent() -> __p::Option<Self> {
                #absent.map(#made)
            }
        }

        #[automatically_derived]
        impl<#bounded> __p::Transparent for #ident<#given> #clause {
            type Inner = #inner;
        }

        #[automatically_derived]
        impl<#bounded> __p::ListElement for #ident<#given> #clause {}
    }
}
