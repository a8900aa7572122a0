//! Projections: some attributes of an entity.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::Ident;

use super::{at, codec, enclosed};
use crate::check::projection::{Place, Projection};

/// What makes a projection readable. After errors it is so without its attributes, so that they are the only ones.
pub(crate) fn expand(projection: &Projection<'_>, is_sound: bool) -> TokenStream {
    let Projection { ident, krate, of, places } = projection;
    let wanted = places.iter().filter(|_| is_sound).map(wanted);
    let reads = places.iter().enumerate().map(|(position, place)| {
        let (field, ty) = (&place.ident, &place.ty);
        let decode = quote_spanned!(at(ty)=> <#ty as __p::Attribute>::decode);
        let absent = match &place.default {
            Some(default) => {
                let value = codec::made_up(default);
                quote_spanned!(at(ty)=> || __p::Option::Some(#value))
            }
            None => quote_spanned!(at(ty)=> <#ty as __p::Attribute>::absent),
        };
        quote_spanned!(at(ty)=> #field: __item.take(&__places[#position], #decode, #absent)?,)
    });
    let read = if is_sound {
        quote! {
            let __p::Option::Some(__places) = <Self as __p::Shape>::places() else {
                return __p::decode_inert();
            };
            let __item = __p::Picked::new(__fields)?;
            __p::Result::Ok(Self { #(#reads)* })
        }
    } else {
        quote!(__p::decode_inert())
    };
    enclosed(
        krate,
        &quote! {
            #[automatically_derived]
            impl __p::Shape for #ident {
                type Entity = #of;

                fn places() -> __p::Option<&'static [__p::DocumentPath]> {
                    static __PLACES: __p::OnceLock<__p::Vec<__p::DocumentPath>> = __p::OnceLock::new();
                    __p::Option::Some(__PLACES.get_or_init(|| {
                        let __paths = <#of as __p::Entity>::paths();
                        __p::Vec::from([#(#wanted),*])
                    }))
                }

                fn read(__fields: __p::Fields<'_>) -> __p::Decoded<Self> {
                    #read
                }
            }
        },
    )
}

/// An expression of the place that a field is read from. The types of field and attribute must agree, and what may be
/// absent anywhere on the way may be absent in the field.
fn wanted(place: &Place) -> TokenStream {
    let ty = &place.ty;
    let path = |steps: &[Ident]| {
        let mut path = TokenStream::new();
        for (position, step) in steps.iter().enumerate() {
            path = if position == 0 {
                quote_spanned!(at(step)=> __paths.#step())
            } else {
                quote_spanned!(at(step)=> #path.field(|__paths| __paths.#step()))
            };
        }
        path
    };
    // A default stands for whatever is absent on the way.
    let on_the_way = if place.default.is_some() { 1..1 } else { 1..place.steps.len() + 1 };
    let covered = on_the_way.map(|length| {
        let path = path(&place.steps[..length]);
        quote_spanned!(at(ty)=> #path.is_covered_by::<#ty>();)
    });
    let path = path(&place.steps);
    quote_spanned!(at(ty)=> { #(#covered)* #path.read_into::<#ty>() })
}
