//! A limit has a form, and goes with some types.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Review))]
struct Reviews;

#[derive(DynamoEntity)]
#[dynamo(table = Reviews, key(pk = "REVIEW#{id}"))]
struct Review {
    id: u32,
    #[dynamo(length(1..=5))]
    stars: u8,
    #[dynamo(pattern = "[0-9]+", bytes(1..))]
    code: u32,
    #[dynamo(range(..=10))]
    name: String,
    inner: Inner,
}

#[derive(DynamoAttribute)]
struct Inner {
    #[dynamo(pattern = "a+")]
    tags: Vec<String>,
}

#[derive(DynamoAttribute)]
struct Mistakes {
    #[dynamo(range(1..5))]
    exclusive: u8,
    #[dynamo(range(5..=1))]
    reversed: u8,
    #[dynamo(length(1.5..))]
    fraction: String,
    #[dynamo(pattern = "[A-Z")]
    open: String,
    #[dynamo(range)]
    nothing: u8,
    #[dynamo(skip, length(1..))]
    skipped: String,
}

fn main() {}
