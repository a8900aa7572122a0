//! A template names fields of the struct. Every slip is reported, in one run.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{custmer_id}", sk = "ORDER#{order}"))]
#[dynamo(index(by_status, on = Gsi1, pk = "STATUS#{state}", sk = "{placed_at}", when = "notes"))]
#[dynamo(index(by_day, on = Gsi1, pk = day))]
struct Order {
    customer_id: String,
    order_id: u64,
    status: String,
    placed_at: u32,
    note: Option<String>,
}

fn main() {}
