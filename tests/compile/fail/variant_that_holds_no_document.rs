//! A variant of a union holds a document without the tag.

use dynamo_model::prelude::*;

#[derive(DynamoAttribute)]
enum Payment {
    Card(String),
}

#[derive(DynamoAttribute)]
enum Delivery {
    Post(Address),
}

#[derive(DynamoAttribute)]
struct Address {
    r#type: String,
}

fn main() {}
