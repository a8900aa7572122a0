//! A variant of a union holds a document.

use dynamo_model::prelude::*;

#[derive(DynamoAttribute)]
enum Payment {
    Card(String),
}

fn main() {}
