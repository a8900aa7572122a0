//! Which partial updates leave no index key half written.

use dynamo_schema::AttributeRole;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::parameters;
use super::query;
use crate::ast::{Entity, Index, Role};
use crate::attr::when::Test;

/// The state of an update that touched nothing: one `Unset` per slot, but `Known` for what every update fills in.
pub(crate) fn untouched(entity: &Entity<'_>) -> TokenStream {
    let refreshed = entity.fields.iter().find(|field| field.facts.role == AttributeRole::Updated);
    let refreshed = refreshed.and_then(|field| match field.role {
        Role::IndexInput(slot) | Role::ReadOnlyInput(slot) => Some(slot),
        _ => None,
    });
    (0..entity.slots).rev().fold(quote!(()), |rest, slot| {
        let state = if refreshed == Some(slot) { quote!(__p::Known) } else { quote!(__p::Unset) };
        quote!((#state, #rest))
    })
}

/// The states in which an update can be sent: for every index, those of its inputs fit together.
pub(crate) fn complete(entity: &Entity<'_>) -> TokenStream {
    let ident = entity.ident;
    let parameters = parameters(entity);
    let (bounded, given) = (parameters.bounded(), parameters.given());
    let states: Vec<_> = (0..entity.slots).map(|slot| format_ident!("__S{slot}")).collect();
    let list = states.iter().rev().fold(quote!(()), |rest, state| quote!((#state, #rest)));
    let mut bounds = Vec::new();
    for index in &entity.indexes {
        let slots: Vec<TokenStream> = slots(entity, index)
            .into_iter()
            .map(|(slot, admits)| {
                let state = &states[slot];
                if !admits {
                    return quote!(#state);
                }
                bounds.push(quote!(#state: __p::Admit));
                quote!(<#state as __p::Admit>::Out)
            })
            .collect();
        let mut slots = slots.into_iter();
        let Some(first) = slots.next() else { continue };
        let joined = slots.fold(first, |joined, next| {
            bounds.push(quote!(#joined: __p::Join<#next>));
            quote!(<#joined as __p::Join<#next>>::Out)
        });
        let name = query::name(entity, Some(index));
        bounds.push(quote!(#joined: __p::Whole<#name<#given>>));
    }
    let clause = parameters.clause(&bounds);
    quote! {
        #[automatically_derived]
        impl<#bounded #(#states),*> __p::CompleteUpdate<#list> for #ident<#given> #clause {}
    }
}

/// The slots of the inputs of an index, each once, and whether its attribute lets items in by being absent.
fn slots(entity: &Entity<'_>, index: &Index) -> Vec<(usize, bool)> {
    let mut slots: Vec<(usize, bool)> = Vec::new();
    let composed = index.composed_from();
    let admitting = index
        .when
        .as_ref()
        .filter(|(field, test)| matches!(test, Test::Absent | Test::NotIn(_)) && !composed.contains(field));
    for field in index.inputs() {
        if let Role::IndexInput(slot) | Role::ReadOnlyInput(slot) = entity.fields[field].role
            && !slots.iter().any(|(known, _)| *known == slot)
        {
            slots.push((slot, admitting.is_some_and(|(when, _)| *when == field)));
        }
    }
    slots
}
