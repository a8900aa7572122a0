//! What writes fill in has a type that they can fill in, one place, and no part in keys that it would change.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), ttl = "expires_at", kind = "_t", entities(Order, Log))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"))]
struct Order {
    #[dynamo(generate)]
    id: u64,
    #[dynamo(lock)]
    revision: i32,
    #[dynamo(lock)]
    second: u32,
    #[dynamo(created)]
    created_at: String,
    #[dynamo(ttl)]
    gone_at: EpochSeconds,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "LOG#{at}"))]
struct Log {
    #[dynamo(created)]
    at: EpochSeconds,
}

fn main() {}
