//! A table lists entities that say they live in it, and all of them.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Order, Status))]
struct Shop;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities())]
struct Other;

#[derive(DynamoEntity)]
#[dynamo(table = Other)]
#[dynamo(key(pk = "ORDER#{id}"))]
struct Order {
    id: u32,
}

#[derive(DynamoAttribute)]
enum Status {
    Open,
}

fn main() {}
