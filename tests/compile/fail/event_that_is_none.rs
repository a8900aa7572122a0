//! What is no event of a table's stream.

use dynamo_model::prelude::*;
use dynamo_model::stream::{Change, OtherChange};

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"))]
struct Order {
    id: u32,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Visit))]
struct Log;

#[derive(DynamoEntity)]
#[dynamo(table = Log, key(pk = "VISIT#{id}"))]
struct Visit {
    id: u32,
}

// Of another table.
#[derive(DynamoEvent)]
#[dynamo(table = Shop)]
enum Foreign {
    Visit(Change<Visit>),
}

// The entity itself.
#[derive(DynamoEvent)]
#[dynamo(table = Shop)]
enum Bare {
    Order(Order),
}

// Without a table; a variant without a change; one entity twice.
#[derive(DynamoEvent)]
#[dynamo(tabel = Shop)]
enum Odd {
    Order(Change<Order>),
    Again(Change<Order>),
    Nothing,
    Two(Change<Order>, OtherChange),
}

#[derive(DynamoEvent)]
#[dynamo(table = Shop)]
struct NoEnum {
    order: Change<Order>,
}

#[derive(DynamoEvent)]
#[dynamo(table = Shop)]
enum Empty {}

fn main() {}
