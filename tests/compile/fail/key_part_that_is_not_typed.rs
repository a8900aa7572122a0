//! Keys are composed from attributes whose type the derive can ask.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{order_id}"))]
#[dynamo(index(by_rest, on = Gsi1, pk = "REST#{rest}", sk = "REST"))]
struct Order {
    #[dynamo(serde)]
    customer_id: String,
    #[dynamo(skip)]
    order_id: u64,
    #[dynamo(rest)]
    rest: dynamo_model::Item,
}

fn main() {}
