//! What items of earlier versions are read as.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::at;
use crate::ast::{Entity, Value, Version};

/// What an entity says of how its earlier items are read.
pub(crate) fn of_entity(entity: &Entity<'_>) -> Option<TokenStream> {
    let from = entity.version.as_ref()?.from.as_ref()?;
    let functions = functions(&quote!(upgrade), from);
    Some(quote! {
        const UPGRADES: bool = true;
        #functions
    })
}

/// That a document is what the items of an entity were before.
pub(crate) fn of_document(
    value: &Value<'_>,
    bounded: &TokenStream,
    given: &TokenStream,
    clause: &TokenStream,
) -> Option<TokenStream> {
    let (ident, version) = (value.ident, value.version.as_ref()?);
    let number = version.number;
    let functions = version.from.as_ref().map(|from| functions(&quote!(earlier), from));
    let check = check(version);
    Some(quote! {
        #[automatically_derived]
        impl<#bounded> __p::Former for #ident<#given> #clause {
            const VERSION: u32 = #number;
            #functions
        }

        #check
    })
}

fn functions(read: &TokenStream, from: &TokenStream) -> TokenStream {
    quote_spanned! {at(from)=>
        fn #read(__version: u32, __item: __p::Item) -> __p::Decoded<Self> {
            __p::upgraded::<#from, Self>(__version, __item)
        }

        fn earlier_attributes(__version: u32) -> &'static [__p::AttributeModel] {
            __p::former_attributes::<#from>(__version)
        }
    }
}

/// That the shape which is upgraded from is of an earlier version.
pub(crate) fn check(version: &Version) -> Option<TokenStream> {
    let (number, from) = (version.number, version.from.as_ref()?);
    let message = format!("the shape after `upgrade_from` must be of an earlier version than {number}");
    Some(quote_spanned! {at(&version.place)=>
        const _: () = __p::assert_earlier::<#from>(#number, #message);
    })
}
