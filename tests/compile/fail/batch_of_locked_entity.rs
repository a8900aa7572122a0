//! A batch has no conditions, so it cannot keep an optimistic lock; nor does it take keys or entities of another table.

use dynamo_model::TableHandle;
use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "ORDER"))]
struct Order {
    id: u32,
    #[dynamo(lock)]
    rev: u64,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Letter))]
struct Post;

#[derive(DynamoEntity)]
#[dynamo(table = Post, key(pk = "LETTER#{id}", sk = "LETTER"))]
struct Letter {
    id: u32,
}

fn batch(shop: &TableHandle<Shop>, order: &Order, letter: &Letter) {
    let _ = shop.batch_write().put(order);
    let _ = shop.batch_write().put(letter);
    let _ = shop.batch_get([Letter::key(1)]);
    let _ = shop.transact_get((Order::key(1), Letter::key(1)));
}

fn main() {}
