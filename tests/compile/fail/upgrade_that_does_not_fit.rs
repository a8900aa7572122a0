//! Versions count upwards, and items are upgraded from a shape of an earlier one.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", version = "_v", entities(Order, Line, Note))]
struct Shop;

#[derive(DynamoAttribute)]
#[dynamo(version = 1)]
struct OrderV1 {
    id: u32,
}

#[derive(DynamoAttribute)]
#[dynamo(version = 2, upgrade_from = OrderV1)]
struct OrderV2 {
    id: u32,
}

// There is no `From<OrderV2>`, and the versions do not count up.
#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"), version = 2, upgrade_from = OrderV2)]
struct Order {
    id: u32,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "LINE#{id}"), version = 2, upgrade_from = String)]
struct Line {
    id: u32,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "NOTE#{id}"), upgrade_from = OrderV1)]
struct Note {
    id: u32,
}

#[derive(DynamoAttribute)]
#[dynamo(version = 0)]
struct Nothing {
    id: u32,
}

#[derive(DynamoAttribute)]
#[dynamo(version = 1)]
enum Colour {
    Red,
}

fn main() {}
