//! A read-only attribute is written on creation only; it can still be `given`.

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
    #[dynamo(read_only)]
    origin: Origin,
    total: u64,
    note: Option<String>,
}


#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Origin {
    country: String,
}

fn update(shop: &dynamo_model::TableHandle<Shop>, key: OrderKey) {
    let _ = shop.update(key.clone()).set(|o| o.placed_at(), 3u32);
    let _ = shop.update(key).set(|o| o.origin().field(|o| o.country()), "NL");
}

fn main() {}
