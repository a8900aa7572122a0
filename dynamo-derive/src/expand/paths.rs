//! The attributes of an entity as typed paths.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Ident;
use syn::ext::IdentExt;

use super::codec::path_types;
use super::{at, parameters};
use crate::ast::{Entity, Role};
use crate::check::fields::is_filled_in;

pub(crate) fn name(entity: &Entity<'_>) -> Ident {
    format_ident!("{}Paths", entity.ident.unraw(), span = entity.ident.span())
}

/// The struct.
pub(crate) fn definition(entity: &Entity<'_>) -> TokenStream {
    let (name, visibility, private) = (name(entity), entity.visibility, entity.krate.private());
    let parameters = parameters(entity);
    let (declared, mention) = (parameters.declared(), parameters.mention());
    let doc = format!("The attributes of [`{}`], for conditions and updates.", entity.ident.unraw());
    quote! {
        #[doc = #doc]
        #[derive(::core::fmt::Debug)]
        #visibility struct #name<#declared>(#private::PhantomData<fn() -> #mention>);
    }
}

/// One method per attribute.
pub(crate) fn implementation(entity: &Entity<'_>) -> TokenStream {
    let (name, visibility) = (name(entity), entity.visibility);
    let parameters = parameters(entity);
    let (bounded, given, clause) = (parameters.bounded(), parameters.given(), parameters.clause(&[]));
    let methods = entity.fields.iter().enumerate().filter_map(|(number, field)| {
        let (value, presence) = path_types(field, &quote!(__p))?;
        let (ident, name) = (&field.ident, &field.name);
        let role = role(field.role);
        let role = if is_of_unique(entity, number) { quote!(__p::OfUnique<#role>) } else { role };
        let doc = format!("The attribute `{name}`.");
        Some(quote_spanned! {at(&field.ty)=>
            #[doc = #doc]
            #[inline]
            #visibility fn #ident(&self) -> __p::Path<#value, #role, #presence> {
                __p::Path::new(__p::DocumentPath::attribute(#name))
            }
        })
    });
    quote! {
        #[automatically_derived]
        impl<#bounded> #name<#given> #clause {
            #(#methods)*
        }
    }
}

/// Whether an attribute changes together with the marker of a unique one, and for no other reason not alone.
fn is_of_unique(entity: &Entity<'_>, number: usize) -> bool {
    let field = &entity.fields[number];
    let is_fixed = field.facts.read_only || is_filled_in(field.facts.role) || field.role == Role::Key;
    let mut uniques = entity.unique.iter();
    !is_fixed && uniques.any(|unique| unique.field == number || unique.scope.contains(&number))
}

fn role(role: Role) -> TokenStream {
    match role {
        Role::Plain => quote!(__p::Plain),
        Role::Key | Role::ReadOnly => quote!(__p::Immutable),
        Role::IndexInput(slot) => {
            let slot = place(slot);
            quote!(__p::IndexInput<#slot>)
        }
        Role::ReadOnlyInput(slot) => {
            let slot = place(slot);
            quote!(__p::ReadOnlyInput<#slot>)
        }
    }
}

/// The place of an attribute in the list of those that index keys are composed from.
pub(super) fn place(slot: usize) -> TokenStream {
    (0..slot).fold(quote!(__p::Zero), |before, _| quote!(__p::Succ<#before>))
}
