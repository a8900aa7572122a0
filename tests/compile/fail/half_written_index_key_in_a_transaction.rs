//! An update in a transaction must leave no index key half written, as any other.

use dynamo_model::TableHandle;
use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
#[dynamo(gsi(ByStatus, pk = "gsi1pk": S, sk = "gsi1sk": S))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
#[dynamo(index(by_status, on = ByStatus, pk = "STATUS#{status}", sk = "{total}#{id}"))]
struct Order {
    id: u32,
    status: String,
    total: u32,
}

fn transaction(shop: &TableHandle<Shop>) {
    let _ = shop.transact((Order::update(Order::key(1)).set(|o| o.status(), "paid"),));
}

fn main() {}
