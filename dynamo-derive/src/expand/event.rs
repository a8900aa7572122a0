//! Events: the changes of a stream.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::{at, enclosed};
use crate::check::event::Event;

pub(crate) fn expand(event: &Event<'_>) -> TokenStream {
    let Event { ident, visibility, krate, table, variants } = event;
    // What takes the rest comes last, wherever its variant stands.
    let reads = [false, true].into_iter().flat_map(|is_rest| {
        variants.iter().map(move |(variant, ty)| {
            quote_spanned! {at(ty)=>
                if <#ty as __p::ReadChange<#table>>::IS_REST == #is_rest
                    && <#ty as __p::ReadChange<#table>>::is_shown_by(&__change)
                {
                    return __p::Result::map(<#ty as __p::ReadChange<#table>>::read(__change), Self::#variant);
                }
            }
        })
    });
    enclosed(
        krate,
        &quote! {
            #[automatically_derived]
            impl __p::StreamEvent for #ident {
                type Table = #table;

                fn read(__change: __p::RawChange) -> __p::Result<Self, __p::Error> {
                    #(#reads)*
                    __p::Result::Err(__change.unknown())
                }
            }

            #[automatically_derived]
            impl #ident {
                /// Reads a record of the stream.
                ///
                /// # Errors
                /// When no variant is for the record, or an image cannot be read as its entity.
                #[allow(dead_code)]
                #visibility fn from_record(record: impl __p::IntoRecord) -> __p::Result<Self, __p::Error> {
                    <Self as __p::StreamEvent>::from_record(record)
                }
            }
        },
    )
}
