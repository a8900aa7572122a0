//! What a projection is.

use dynamo_model::prelude::*;

#[derive(DynamoProjection)]
struct OfNothing {
    total: u64,
}

#[derive(DynamoProjection)]
#[dynamo(off = Order)]
struct Misspelt {
    #[dynamo(att = total)]
    total: u64,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct WithoutFields {}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
enum Several {
    Total(u64),
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct Generic<T> {
    total: T,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct Total {
    #[dynamo(at = "ship_to.city")]
    total: u64,
}

fn main() {}
