//! Nothing is needed but the derives.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{id}"))]
struct Order {
    id: u32,
}

fn main() {}
