//! Nested documents.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::codec::{Scope, attribute_model, decode, encode, of_self, path_types};
use super::generics::Parameters;
use super::{at, list, version};
use crate::ast::{Field, Value};

fn paths(value: &Value<'_>) -> Ident {
    format_ident!("{}Paths", value.ident.unraw(), span = value.ident.span())
}

/// The struct of paths.
pub(crate) fn definition(value: &Value<'_>, parameters: &Parameters<'_>) -> TokenStream {
    let (paths, visibility, private) = (paths(value), value.visibility, value.krate.private());
    let (declared, mention) = (parameters.declared(), parameters.mention());
    let doc = format!("The attributes of [`{}`], for conditions and updates.", value.ident.unraw());
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #visibility struct #paths<#declared>(
            #private::DocumentPath,
            #private::PhantomData<fn() -> #mention>,
        );
    }
}

pub(crate) fn implementation(
    value: &Value<'_>,
    parameters: &Parameters<'_>,
    fields: &[Field],
) -> TokenStream {
    let (ident, paths, visibility) = (value.ident, paths(value), value.visibility);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let attributes = list(fields.iter().filter_map(attribute_model));
    let all: Vec<&Field> = fields.iter().collect();
    let encode = encode(&all, Scope::Document, fields.len(), of_self);
    let decode = decode(&all, Scope::Document, &quote!(Self), None);
    let methods = fields.iter().filter_map(|field| {
        let (ty, presence) = path_types(field, &quote!(__p))?;
        let (ident, name) = (&field.ident, &field.name);
        let doc = format!("The attribute `{name}`.");
        Some(quote_spanned! {at(&field.ty)=>
            #[doc = #doc]
            #[inline]
            #visibility fn #ident(&self) -> __p::Path<#ty, __p::Nested, #presence> {
                __p::Path::new(__p::Clone::clone(&self.0).entry(#name))
            }
        })
    });
    let former = version::of_document(value, &bounded, &given, &clause);
    quote! {
        #former

        #[automatically_derived]
        impl<#bounded> __p::Attribute for #ident<#given> #clause {
            const TYPE: __p::AttributeType = __p::AttributeType::Document(#attributes);
            type Value = Self;
            type Presence = __p::Required;

            fn encode(&self) -> __p::Encoded {
                __p::document(#encode)
            }

            fn decode(value: __p::Value<'_>) -> __p::Decoded<Self> {
                let __fields = value.map()?;
                #decode
            }
        }

        #[automatically_derived]
        impl<#bounded> __p::Document for #ident<#given> #clause {
            type Paths = #paths<#given>;

            fn paths(prefix: __p::DocumentPath) -> Self::Paths {
                #paths(prefix, __p::PhantomData)
            }
        }

        #[automatically_derived]
        impl<#bounded> __p::ListElement for #ident<#given> #clause {}

        #[automatically_derived]
        impl<#bounded> #paths<#given> #clause {
            #(#methods)*
        }
    }
}
