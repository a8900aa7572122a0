//! The table says where versions are kept, and an index that is read holds them.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"), version = 2)]
struct Order {
    id: u32,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", version = "_v", entities(Line))]
#[dynamo(gsi(ByColour, pk = "gsi1pk": S, project("_t")))]
struct Lines;

#[derive(DynamoEntity)]
#[dynamo(table = Lines, key(pk = "LINE#{id}"), version = 1)]
#[dynamo(index(by_colour, on = ByColour, pk = "COLOUR#{colour}", project(keys_only)))]
struct Line {
    id: u32,
    colour: String,
}

fn main() {}
