//! A global secondary index has no consistent reads.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order))]
struct Shop;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{year}#{number}"))]
#[dynamo(index(by_status, on = Gsi1, pk = "STATUS#{status}", sk = "{placed_at}#{number}"))]
struct Order {
    customer_id: String,
    year: u16,
    number: u32,
    status: String,
    #[dynamo(read_only)]
    placed_at: u32,
    total: u64,
    note: Option<String>,
}


fn consistent(shop: &dynamo_model::TableHandle<Shop>) {
    let _ = shop.query(Order::by_status("open")).consistent();
}

fn main() {}
