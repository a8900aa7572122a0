//! Computed attributes: the call of the function, wherever their value is needed.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

use super::at;
use super::codec::{self, Place, decoder, encoder, found, local, sorted, variable};
use crate::ast::{Computed, Entity, Field};

/// The name of the function that computes a field.
fn name(field: &Field) -> Ident {
    format_ident!("__computed_{}", field.ident.unraw())
}

/// One function for each computed field, which calls the program's: so a wrong type is one error.
pub(super) fn functions(entity: &Entity<'_>) -> impl Iterator<Item = TokenStream> {
    entity.fields.iter().filter_map(|field| {
        let computed = field.computed.as_ref()?;
        let (name, ty, function) = (name(field), &field.ty, &computed.function);
        let arguments: Vec<Ident> = computed
            .from
            .iter()
            .enumerate()
            .map(|(position, input)| Ident::new(&format!("__{position}"), at(&input.place)))
            .collect();
        let types = computed.from.iter().map(|input| &entity.fields[input.field].ty);
        let call = quote_spanned!(function.span()=> #function(#(#arguments),*));
        Some(quote! {
            #[doc(hidden)]
            fn #name(#(#arguments: &#types),*) -> #ty {
                #call
            }
        })
    })
}

/// The call of that function; `argument(field)` is a reference to the field's value.
fn call(field: &Field, computed: &Computed, argument: impl Fn(&Ident) -> TokenStream) -> TokenStream {
    let name = name(field);
    let arguments = computed.from.iter().map(|input| argument(&input.ident));
    quote!(Self::#name(#(#arguments),*))
}

/// The value of a field of an entity. What is computed is never what the field holds.
pub(super) fn of_self(field: &Field) -> Place {
    let Some(computed) = &field.computed else { return codec::of_self(field) };
    let value = call(field, computed, |input| quote!(&self.#input));
    Place::There(quote!(&#value))
}

/// What stands for an absent attribute, when all fields were read.
pub(super) fn made_up(field: &Field) -> Option<TokenStream> {
    Some(of_locals(field, field.computed.as_ref()?))
}

fn of_locals(field: &Field, computed: &Computed) -> TokenStream {
    call(field, computed, |input| {
        let local = local(input);
        quote!(&#local)
    })
}

/// The statement that reads what is stored, which may be nothing.
pub(super) fn variable_of(field: &Field) -> TokenStream {
    let (local, name, decode) = (local(&field.ident), &field.name, decoder(field));
    found(&quote!(#local), &quote_spanned!(at(&field.ty)=> __reader.find(#name, #decode)))
}

/// What an entity says of its computed attributes: each from stored values of others.
pub(super) fn of_stored(entity: &Entity<'_>) -> Option<TokenStream> {
    let computed = entity.fields.iter().filter_map(|field| Some((field, field.computed.as_ref()?)));
    let arms: Vec<TokenStream> = computed.map(|(field, computed)| arm(entity, field, computed)).collect();
    (!arms.is_empty()).then(|| {
        quote! {
            fn computed(__name: &str, __fields: __p::Fields<'_>) -> __p::Decoded<__p::Encoded> {
                let mut __reader = __p::Reader::new(__fields);
                '__read: {
                    return __p::Result::Ok(match __name {
                        #(#arms)*
                        _ => __p::Result::Ok(__p::Option::None),
                    });
                }
                __p::Result::Err(__reader.into_error())
            }
        }
    })
}

fn arm(entity: &Entity<'_>, field: &Field, computed: &Computed) -> TokenStream {
    let (name, encode) = (&field.name, encoder(field));
    let inputs: Vec<&Field> = computed.from.iter().map(|input| &entity.fields[input.field]).collect();
    let mut inputs = sorted(&inputs);
    // One field can be given twice.
    inputs.dedup_by(|one, other| one.ident == other.ident);
    let reads = inputs.into_iter().map(variable);
    let value = of_locals(field, computed);
    quote! {
        #name => {
            #(#reads)*
            #encode(&#value)
        }
    }
}
