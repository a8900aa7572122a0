//! Enums with data: documents of one of several shapes, told apart by a tag.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::codec::{Place, Scope, attribute_model, decode, encode};
use super::generics::Parameters;
use super::{at, list, text};
use crate::ast::{Content, Field, Stored, Value, Variant};

pub(crate) fn implementation(
    value: &Value<'_>,
    parameters: &Parameters<'_>,
    tag: &str,
    variants: &[Variant],
) -> TokenStream {
    let ident = value.ident;
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let tag_model = text(tag);
    let models = list(variants.iter().map(|variant| model(variant, tag)));
    let writes = variants.iter().map(write);
    let reads = variants.iter().map(|variant| read(variant, tag));
    let tokens = variants.iter().map(|variant| &variant.token);
    // The rules about the documents of variants are checked here, not where the type is used first.
    let checked = parameters
        .is_empty()
        .then(|| quote!(const _: &__p::AttributeType = <#ident as __p::Attribute>::TYPE_REF;));
    quote! {
        #[automatically_derived]
        impl<#bounded> __p::Attribute for #ident<#given> #clause {
            const TYPE: __p::AttributeType = __p::AttributeType::Union { tag: #tag_model, variants: #models };
            type Value = Self;
            type Presence = __p::Required;

            fn encode(&self) -> __p::Encoded {
                let (__token, __item) = match self {
                    #(#writes)*
                };
                __p::tag(#tag, __token, __item)
            }

            fn decode(value: __p::Value<'_>) -> __p::Decoded<Self> {
                let (__token, __value) = __p::tagged(value, #tag)?;
                match &*__token {
                    #(#reads)*
                    _ => __p::Result::Err(__p::unknown_token(&[#(#tokens),*]).at(#tag)),
                }
            }
        }

        #[automatically_derived]
        impl<#bounded> __p::ListElement for #ident<#given> #clause {}

        #checked
    }
}

fn model(variant: &Variant, tag: &str) -> TokenStream {
    let token = text(&variant.token);
    let attributes = match &variant.content {
        Content::Nothing => list([]),
        Content::Fields(fields) => list(fields.iter().filter_map(attribute_model)),
        Content::Document(ty) => quote_spanned!(at(ty)=> __p::document_attributes::<#ty>(#tag)),
    };
    quote!(__p::VariantModel { token: #token, attributes: #attributes })
}

/// The arm that writes a variant: its token and its attributes.
fn write(variant: &Variant) -> TokenStream {
    let (ident, token) = (&variant.ident, &variant.token);
    match &variant.content {
        Content::Nothing => quote!(Self::#ident => (#token, __p::Item::with_capacity(1)),),
        Content::Fields(fields) => {
            let all: Vec<&Field> = fields.iter().collect();
            let binding = |ident: &syn::Ident| format_ident!("__field_{}", ident.unraw());
            let bindings = fields.iter().map(|field| {
                let (ident, binding) = (&field.ident, binding(&field.ident));
                match field.stored {
                    Stored::Skipped => quote!(#ident: _),
                    _ => quote!(#ident: #binding),
                }
            });
            let encode = encode(&all, Scope::Document, fields.len() + 1, |field| {
                let binding = binding(&field.ident);
                Place::There(quote!(#binding))
            });
            quote!(Self::#ident { #(#bindings),* } => (#token, #encode?),)
        }
        Content::Document(ty) => {
            let encode = quote_spanned!(at(ty)=> <#ty as __p::Attribute>::encode(__document));
            quote!(Self::#ident(__document) => (#token, __p::document_item(#encode)?),)
        }
    }
}

/// The arm that reads a variant.
fn read(variant: &Variant, tag: &str) -> TokenStream {
    let (ident, token) = (&variant.ident, &variant.token);
    match &variant.content {
        Content::Nothing => quote!(#token => __p::Result::Ok(Self::#ident),),
        Content::Fields(fields) => {
            let all: Vec<&Field> = fields.iter().collect();
            let decode = decode(&all, Scope::Document, &quote!(Self::#ident), None);
            quote! {
                #token => {
                    let __fields = __value.map()?;
                    #decode
                }
            }
        }
        Content::Document(ty) => {
            let decode =
                quote_spanned!(at(ty)=> <#ty as __p::Attribute>::decode(__p::untagged(__value, #tag)));
            quote!(#token => #decode.map(Self::#ident),)
        }
    }
}
