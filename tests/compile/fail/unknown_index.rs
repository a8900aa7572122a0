//! `on` names an index of the table, and the entry has its shape.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), entities(Order))]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(lsi(ByDate, sk = "lsi1sk": S))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{id}", sk = "ORDER"))]
#[dynamo(index(by_status, on = Gsi2, pk = "STATUS#{status}", sk = "ORDER"))]
#[dynamo(index(by_date, on = ByDate, pk = "DATE#{id}", sk = "{status}"))]
#[dynamo(index(global, on = Gsi1, sk = "{status}"))]
struct Order {
    id: u32,
    status: String,
}

fn main() {}
