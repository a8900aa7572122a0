//! `when` and templates are for indexes with composed keys.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Order))]
#[dynamo(gsi(ByPlace, pk = ["region": S], sk = ["shelf": N, "bin": N]))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{id}"))]
#[dynamo(index(by_place, on = ByPlace, pk = [region], sk = [shelf, bin], when = "region"))]
#[dynamo(index(by_region, on = ByPlace, pk = [region], sk = [shelf]))]
struct Order {
    id: u32,
    region: String,
    shelf: u16,
    bin: u16,
}

fn main() {}
