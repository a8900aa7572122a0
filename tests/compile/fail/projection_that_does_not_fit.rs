//! A projection's fields are the entity's, with their types; what may be absent there may be absent in it.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order, Customer))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{number}"))]
struct Order {
    customer_id: String,
    number: u32,
    total: u64,
    note: Option<String>,
    gift: Option<Gift>,
}

#[derive(DynamoAttribute)]
struct Gift {
    card: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "CUSTOMER#{id}", sk = "PROFILE"))]
struct Customer {
    id: String,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct Misspelt {
    totl: u64,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct OfAnotherType {
    total: String,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct NotThere {
    note: String,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct InsideOfAbsent {
    #[dynamo(at = gift.card)]
    card: String,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct Total {
    total: u64,
}

fn of_another_entity(shop: &dynamo_model::TableHandle<Shop>) {
    let _ = shop.get(Customer::key("ada")).project::<Total>();
}

fn main() {}
