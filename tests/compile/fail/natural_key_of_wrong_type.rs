//! A natural key is a text, a number or bytes, never a float, and never optional.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = "a": N, sk = "b": S), entities(Thing))]
struct Things;

#[derive(DynamoEntity)]
#[dynamo(table = Things)]
#[dynamo(key(pk = a, sk = b))]
struct Thing {
    a: f64,
    b: Option<String>,
}

fn main() {}
