//! Which partial updates leave no index key half written.

use dynamo_schema::AttributeRole;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::parameters;
use super::query;
use crate::ast::{Entity, Field, Index, Role};
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
        let name = query::name(entity, Some(index));
        if let Some(joined) = joined(slots(entity, index), &states, &mut bounds) {
            bounds.push(quote!(#joined: __p::Whole<#name<#given>>));
        }
    }
    let computed: Vec<&Field> = entity.fields.iter().filter(|field| field.computed.is_some()).collect();
    for field in &computed {
        let name = &field.ident;
        if let Some(joined) = joined(slots_of(entity, field), &states, &mut bounds) {
            bounds.push(quote!(#joined: __p::Current<__computed::#name>));
        }
    }
    let clause = parameters.clause(&bounds);
    let names = (!computed.is_empty()).then(|| {
        let names = computed.iter().map(|field| &field.ident);
        quote! {
            /// The computed attributes, for messages of the compiler.
            mod __computed {
                #(#[allow(non_camel_case_types)] pub enum #names {})*
            }
        }
    });
    quote! {
        #names

        #[automatically_derived]
        impl<#bounded #(#states),*> __p::CompleteUpdate<#list> for #ident<#given> #clause {}
    }
}

/// What the states of some slots come to together; nothing when there are none.
fn joined(slots: Vec<Slot>, states: &[Ident], bounds: &mut Vec<TokenStream>) -> Option<TokenStream> {
    let slots: Vec<TokenStream> = slots
        .into_iter()
        .map(|slot| {
            let state = &states[slot.at];
            if !slot.admits {
                return quote!(#state);
            }
            bounds.push(quote!(#state: __p::Admit));
            quote!(<#state as __p::Admit>::Out)
        })
        .collect();
    let mut slots = slots.into_iter();
    let first = slots.next()?;
    Some(slots.fold(first, |joined, next| {
        bounds.push(quote!(#joined: __p::Join<#next>));
        quote!(<#joined as __p::Join<#next>>::Out)
    }))
}

/// The place of an input in the list of states.
struct Slot {
    at: usize,
    /// Whether the attribute is known by being absent: it lets items into an index, or others are computed from it.
    admits: bool,
}

/// The slots of the inputs of an index, each once. What is computed stands for what it is computed from.
fn slots(entity: &Entity<'_>, index: &Index) -> Vec<Slot> {
    let composed = index.composed_from();
    let admitting = index
        .when
        .as_ref()
        .filter(|(field, test)| matches!(test, Test::Absent | Test::NotIn(_)) && !composed.contains(field));
    let inputs = index.inputs().into_iter().map(|field| &entity.fields[field]);
    let (computed, own): (Vec<&Field>, Vec<&Field>) = inputs.partition(|field| field.computed.is_some());
    let mut slots = Vec::new();
    for field in own {
        let admits = admitting.is_some_and(|(when, _)| entity.fields[*when].ident == field.ident);
        push(&mut slots, field, admits);
    }
    for slot in computed.into_iter().flat_map(|field| slots_of(entity, field)) {
        if slots.iter().all(|known| known.at != slot.at) {
            slots.push(slot);
        }
    }
    slots
}

/// The slots of what an attribute is computed from.
fn slots_of(entity: &Entity<'_>, field: &Field) -> Vec<Slot> {
    let mut slots = Vec::new();
    for input in field.computed.iter().flat_map(|computed| &computed.from) {
        push(&mut slots, &entity.fields[input.field], true);
    }
    slots
}

fn push(slots: &mut Vec<Slot>, field: &Field, admits: bool) {
    if let Role::IndexInput(at) | Role::ReadOnlyInput(at) = field.role
        && slots.iter().all(|known| known.at != at)
    {
        slots.push(Slot { at, admits });
    }
}
