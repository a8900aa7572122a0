//! Derive macros for typed single-table DynamoDB entities.
//!
//! Use them through `dynamo_model`, which re-exports them. Each macro runs the same stages: `attr` reads what the user
//! wrote, `check` resolves it into the nodes of `ast`, `expand` writes Rust. What a type means is for rustc to judge,
//! through the traits of `dynamo_model`.

mod ast;
mod attr;
mod case;
mod check;
mod error;
mod expand;
mod span;
mod suggest;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::error::Errors;

#[doc = include_str!("../docs/table.md")]
#[proc_macro_derive(DynamoTable, attributes(dynamo))]
pub fn dynamo_table(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, table)
}

#[doc = include_str!("../docs/entity.md")]
#[proc_macro_derive(DynamoEntity, attributes(dynamo))]
pub fn dynamo_entity(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, entity)
}

#[doc = include_str!("../docs/collection.md")]
#[proc_macro_derive(DynamoCollection, attributes(dynamo))]
pub fn dynamo_collection(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, collection)
}

#[doc = include_str!("../docs/projection.md")]
#[proc_macro_derive(DynamoProjection, attributes(dynamo))]
pub fn dynamo_projection(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, projection)
}

#[doc = include_str!("../docs/event.md")]
#[proc_macro_derive(DynamoEvent, attributes(dynamo))]
pub fn dynamo_event(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, event)
}

#[doc = include_str!("../docs/attribute.md")]
#[proc_macro_derive(DynamoAttribute, attributes(dynamo))]
pub fn dynamo_attribute(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    derive(input, attribute)
}

fn derive(
    input: proc_macro::TokenStream,
    expand: fn(&DeriveInput) -> TokenStream,
) -> proc_macro::TokenStream {
    match syn::parse::<DeriveInput>(input) {
        Ok(input) => expand(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

fn table(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let table = check::table::table(input, &errors);
    let errors = errors.finish();
    let expanded = table.map(|table| expand::table::expand(&table, errors.is_none()));
    errors.into_iter().chain(expanded).collect()
}

fn entity(input: &DeriveInput) -> TokenStream {
    entity_as(input, false)
}

/// An entity that the user wrote, or the marker of a unique attribute of one.
fn entity_as(input: &DeriveInput, is_marker: bool) -> TokenStream {
    let errors = Errors::new();
    let mut entity = check::entity::entity(input, &errors);
    if let Some(entity) = &mut entity {
        entity.is_marker = is_marker;
    }
    let errors = errors.finish();
    let expanded = entity.map(|entity| expand::entity::expand(&entity, errors.is_none()));
    errors.into_iter().chain(expanded).collect()
}

fn collection(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let collection = check::collection::collection(input, &errors);
    let errors = errors.finish();
    let expanded = collection.map(|collection| expand::collection::expand(&collection, errors.is_none()));
    errors.into_iter().chain(expanded).collect()
}

fn projection(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let projection = check::projection::projection(input, &errors);
    let errors = errors.finish();
    let expanded = projection.map(|projection| expand::projection::expand(&projection, errors.is_none()));
    errors.into_iter().chain(expanded).collect()
}

fn event(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let event = check::event::event(input, &errors);
    let errors = errors.finish();
    let expanded = event.map(|event| expand::event::expand(&event));
    errors.into_iter().chain(expanded).collect()
}

fn attribute(input: &DeriveInput) -> TokenStream {
    let errors = Errors::new();
    let value = check::value::value(input, &errors);
    let errors = errors.finish();
    let expanded = expand::value::expand(&value, errors.is_none());
    errors.into_iter().chain([expanded]).collect()
}
