//! The table of an entity derives `DynamoTable`.

use dynamo_model::prelude::*;

struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{id}"))]
struct Order {
    id: u32,
}

fn main() {}
