//! The forms that parts of a schema have.

use crate::decode::Keyword;
use crate::render::Value;

/// A table with known keys.
pub(super) fn table(required: &[&str], keys: Vec<(&'static str, Value)>) -> Value {
    let mut members = vec![("type", Value::text("object"))];
    if !required.is_empty() {
        members.push(("required", names(required)));
    }
    members.push(("properties", Value::object(keys)));
    members.push(("additionalProperties", Value::Bool(false)));
    Value::object(members)
}

/// A schema with one more demand.
pub(super) fn with(schema: Value, keyword: &str, demand: Value) -> Value {
    let Value::Object(mut members) = schema else { return schema };
    members.push((keyword.to_owned(), demand));
    Value::Object(members)
}

/// A table that has one of some keys, and not two.
pub(super) fn exactly_one(table: Value, keys: &[&str]) -> Value {
    let each = keys.iter().map(|key| Value::object([("required", names(&[key]))]));
    with(table, "oneOf", Value::List(each.collect()))
}

pub(super) fn names(names: &[&str]) -> Value {
    Value::List(names.iter().map(Value::text).collect())
}

/// A table of things of one kind by name.
pub(super) fn named(of: Value) -> Value {
    Value::object([("type", Value::text("object")), ("additionalProperties", of)])
}

pub(super) fn list(of: Value) -> Value {
    Value::object([("type", Value::text("array")), ("items", of)])
}

pub(super) fn one_or_many() -> Value {
    let Value::Object(mut many) = list(text()) else { return text() };
    many.push(("minItems".to_owned(), Value::number(1)));
    any_of([text(), Value::Object(many)])
}

pub(super) fn any_of<const N: usize>(choices: [Value; N]) -> Value {
    Value::object([("anyOf", Value::List(choices.into()))])
}

pub(super) fn of_type(name: &str) -> Value {
    Value::object([("type", Value::text(name))])
}

pub(super) fn text() -> Value {
    of_type("string")
}

pub(super) fn texts(keys: &[&'static str]) -> Vec<(&'static str, Value)> {
    keys.iter().map(|key| (*key, text())).collect()
}

pub(super) fn flag() -> Value {
    of_type("boolean")
}

pub(super) fn whole() -> Value {
    at_least(0)
}

pub(super) fn at_least(minimum: u8) -> Value {
    Value::object([("type", Value::text("integer")), ("minimum", Value::number(minimum))])
}

pub(super) fn number() -> Value {
    Value::object([("type", Value::text("number")), ("minimum", Value::number(0))])
}

pub(super) fn number_of_any_sign() -> Value {
    of_type("number")
}

pub(super) fn words(words: &[&str]) -> Value {
    Value::object([("enum", Value::List(words.iter().map(Value::text).collect()))])
}

pub(super) fn keywords<K: Keyword>() -> Value {
    let known: Vec<&str> = K::WORDS.iter().map(|(word, _)| *word).collect();
    words(&known)
}
