//! The document that a variant holds has no attribute that is named like the tag.

use dynamo_model::prelude::*;

#[derive(DynamoAttribute)]
enum Delivery {
    Post(Address),
}

#[derive(DynamoAttribute)]
struct Address {
    r#type: String,
}

fn main() {}
