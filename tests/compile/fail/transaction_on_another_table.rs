//! The writes of a transaction belong to its table.

use dynamo_model::TableHandle;
use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
struct Order {
    id: u32,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Letter))]
struct Post;

#[derive(DynamoEntity)]
#[dynamo(table = Post, key(pk = "LETTER#{id}", sk = "LETTER"))]
struct Letter {
    id: u32,
}

fn transaction(shop: &TableHandle<Shop>, order: &Order, letter: &Letter) {
    let _ = shop.transact((Order::create(order), Letter::create(letter)));
    let _ = shop.transaction().with(Letter::create(letter));
    let _ = shop.transact((shop.put(order).returning(AllOld),));
}

fn main() {}
