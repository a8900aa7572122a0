//! An attribute is for one thing, and is one of an entity.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"))]
struct Order {
    id: u64,
    #[dynamo(created, updated)]
    at: EpochSeconds,
    #[dynamo(ttl(after = "30 days"))]
    gone_at: EpochSeconds,
    #[dynamo(ttl(before = "30d"))]
    gone_before: EpochSeconds,
    #[dynamo(skip, lock)]
    revision: u64,
    parts: Parts,
}

#[derive(DynamoAttribute)]
struct Parts {
    #[dynamo(lock)]
    revision: u64,
    #[dynamo(hidden)]
    secret: String,
}

#[derive(DynamoAttribute)]
struct Id(#[dynamo(generate)] u64);

fn main() {}
