//! No name of the user's comes between, no lint of the user's strikes.

#![deny(warnings, missing_docs, missing_debug_implementations, unused_qualifications, unreachable_pub)]
#![deny(single_use_lifetimes, unused_lifetimes, unused_results, let_underscore_drop, elided_lifetimes_in_paths)]
#![deny(clippy::all, clippy::pedantic)]
#![no_implicit_prelude]

/// Names that expansions must not use.
#[allow(dead_code, missing_docs, missing_debug_implementations)]
mod shadows {
    pub(crate) struct Option;
    pub(crate) struct Result;
    pub(crate) struct String;
    pub(crate) struct Vec;
    pub(crate) struct Cow;
    pub(crate) struct Item;
    pub(crate) struct Path;
    pub(crate) struct Key;
    pub(crate) trait Default {}
    pub(crate) trait Clone {}
    pub(crate) trait Into {}
    pub(crate) trait Entity {}
    pub(crate) mod std {}
    pub(crate) mod core {}
    pub(crate) mod dynamo_model {}
}
#[allow(unused_imports)]
use shadows::*;

/// A table.
#[derive(::dynamo_model::DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order, Private, ByMacro))]
#[dynamo(collection(Both(Order, Private)))]
#[derive(Debug)]
pub struct Shop;

/// An entity with fields that are named like what expansions use.
#[derive(::dynamo_model::DynamoEntity, Debug)]
#[dynamo(table = Shop, key(pk = "ORDER#{type}#{fields}", sk = "ORDER#{item}#{r#match}"))]
#[dynamo(index(by_self_, on = Gsi1, pk = "VALUE#{value}", sk = "{name}", when = "type != x"))]
pub struct Order {
    r#type: ::std::string::String,
    fields: u64,
    item: u64,
    r#match: u8,
    value: ::std::option::Option<u8>,
    name: ::std::string::String,
    query: ::std::vec::Vec<Line>,
    state: Choice,
    field: Token,
    this: Wrapper,
    #[dynamo(default = ::std::vec![3])]
    list: ::std::vec::Vec<u16>,
    #[dynamo(computed(sum, from(r#match, value, value)))]
    r#enum: u64,
    #[dynamo(rest)]
    other: ::dynamo_model::Item,
}

fn sum(one: &u8, other: &::std::option::Option<u8>, _: &::std::option::Option<u8>) -> u64 {
    ::std::convert::From::from(*one & other.unwrap_or(1))
}

/// A document.
#[derive(::dynamo_model::DynamoAttribute, Debug)]
pub struct Line {
    prefix: u8,
    path: ::std::option::Option<::std::boxed::Box<u8>>,
}

/// A union.
#[derive(::dynamo_model::DynamoAttribute, Debug)]
pub enum Choice {
    /// Nothing.
    None,
    /// Something.
    Some {
        /// The item.
        item: u8,
    },
    /// A line.
    Err(Line),
}

/// Tokens.
#[derive(::dynamo_model::DynamoAttribute, Debug)]
pub enum Token {
    /// Good.
    Ok,
    /// Anything else.
    #[dynamo(other)]
    Err(::std::string::String),
}

/// A newtype.
#[derive(::dynamo_model::DynamoAttribute, Debug)]
pub struct Wrapper(u8);

/// A private entity of which nothing is used.
#[derive(::dynamo_model::DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}#{id}", sk = "PRIVATE#{id}"))]
#[dynamo(index(by_id, on = Gsi1, pk = "ID#{id}", sk = "ID#{text}"))]
struct Private {
    id: u64,
    text: ::std::string::String,
}

/// Types that come from a macro by example.
macro_rules! by_macro {
    ($name:ident, $id:ty, $($field:ident: $ty:ty),*) => {
        #[derive(::dynamo_model::DynamoEntity)]
        #[dynamo(table = Shop, key(pk = "MACRO#{id}", sk = "MACRO"))]
        struct $name {
            id: $id,
            $($field: $ty,)*
        }
    };
}

by_macro!(ByMacro, u64, text: ::std::option::Option<::std::string::String>, size: u8);

fn main() {}
