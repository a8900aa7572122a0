//! Enums of plain tokens: texts.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use super::generics::Parameters;
use super::{at, list, text};
use crate::ast::{Token, Value};

pub(crate) fn implementation(
    value: &Value<'_>,
    parameters: &Parameters<'_>,
    variants: &[Token],
    other: Option<&(Ident, TokenStream)>,
) -> TokenStream {
    let ident = value.ident;
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let tokens: Vec<&str> = variants.iter().map(|variant| &*variant.token).collect();
    let model = list(tokens.iter().map(|token| text(token)));
    let writes = variants.iter().map(|Token { ident, token }| quote!(Self::#ident => #token,));
    let write_other = other.map(
        |(ident, ty)| quote_spanned!(at(ty)=> Self::#ident(__text) => __p::AsRef::<str>::as_ref(__text),),
    );
    let reads = variants.iter().map(|Token { ident, token }| quote!(#token => Self::#ident,));
    let read_other = match other {
        Some((ident, ty)) => {
            quote_spanned!(at(ty)=> _ => Self::#ident(__p::Into::into(__text.into_owned())),)
        }
        None => quote!(_ => return __p::Result::Err(__p::unknown_token(&[#(#tokens),*])),),
    };
    let capabilities = [quote!(KeyPart), quote!(KeyScalar), quote!(ListElement)].map(|capability| {
        quote! {
            #[automatically_derived]
            impl<#bounded> __p::#capability for #ident<#given> #clause {}
        }
    });
    quote! {
        #[automatically_derived]
        impl<#bounded> __p::Attribute for #ident<#given> #clause {
            const TYPE: __p::AttributeType = __p::AttributeType::Enum(#model);
            type Value = Self;
            type Presence = __p::Required;

            fn encode(&self) -> __p::Encoded {
                __p::token(match self {
                    #(#writes)*
                    #write_other
                })
            }

            fn decode(value: __p::Value<'_>) -> __p::Decoded<Self> {
                let __text = value.text()?;
                __p::Result::Ok(match &*__text {
                    #(#reads)*
                    #read_other
                })
            }
        }

        #(#capabilities)*

        #[automatically_derived]
        impl<#bounded> __p::SetMember for #ident<#given> #clause {
            const SCALAR: __p::ScalarType = __p::ScalarType::S;
        }
    }
}
