//! A write that is made without a table has nowhere to go on its own.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
struct Order {
    id: u32,
    total: u32,
}

async fn awaited(order: &Order) {
    Order::create(order).await;
    Order::update(Order::key(1)).set(|o| o.total(), 2).await;
}

fn main() {}
