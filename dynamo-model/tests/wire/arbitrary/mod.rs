//! Random values of the API.

mod administration;
mod request;
mod response;
mod stream;
mod vector;

use std::borrow::Cow;
use std::collections::BTreeMap;

use dynamo_model::{AttributeValue, Item, Name, Number};
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

pub(crate) use request::request;
pub(crate) use response::{error, response};

/// Texts with everything that JSON escapes, and beyond the basic plane.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 #:_]{0,20}",
        "[\\x00-\\x7f]{0,12}",
        ".{0,8}",
        vec(prop::sample::select(vec!['"', '\\', '\n', '\u{1}', '/', 'é', '𝄞', '\u{7f}', '\u{ffff}']), 0..12)
            .prop_map(|chars| chars.into_iter().collect::<String>()),
    ]
}

pub(crate) fn number() -> impl Strategy<Value = Number> {
    prop_oneof![
        any::<i32>().prop_map(Number::from),
        any::<i64>().prop_map(Number::from),
        (any::<bool>(), 0..10u128.pow(38), -130..88i32)
            .prop_filter_map("out of range", |(negative, c, e)| Number::from_parts(negative, c, e).ok()),
    ]
}

pub(crate) fn value() -> impl Strategy<Value = AttributeValue> {
    let leaf = prop_oneof![
        text().prop_map(AttributeValue::S),
        number().prop_map(AttributeValue::N),
        vec(any::<u8>(), 0..20).prop_map(AttributeValue::B),
        any::<bool>().prop_map(AttributeValue::Bool),
        Just(AttributeValue::Null),
        btree_set(text(), 1..4).prop_map(AttributeValue::Ss),
        btree_set(number(), 1..4).prop_map(AttributeValue::Ns),
        btree_set(vec(any::<u8>(), 0..5), 1..4).prop_map(AttributeValue::Bs),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(AttributeValue::L),
            vec((text(), inner), 0..5).prop_map(|map| AttributeValue::M(Item::from_iter(map))),
        ]
    })
}

pub(crate) fn item() -> impl Strategy<Value = Item> {
    vec((text(), value()), 0..6).prop_map(Item::from_iter)
}

fn names() -> impl Strategy<Value = BTreeMap<Name, Name>> {
    btree_map(text().prop_map(Cow::Owned), text().prop_map(Cow::Owned), 0..3)
}

fn table() -> impl Strategy<Value = std::sync::Arc<str>> {
    text().prop_map(Into::into)
}

fn words<T: Copy + std::fmt::Debug>(words: &'static [T]) -> impl Strategy<Value = Option<T>> {
    option::of(prop::sample::select(words))
}
