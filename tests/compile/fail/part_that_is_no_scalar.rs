//! A part of a key is a scalar with a text of its own.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{price}"))]
#[dynamo(index(by_tag, on = Gsi1, pk = "TAG#{tags}", sk = "TAG"))]
struct Order {
    customer_id: String,
    price: f64,
    tags: Vec<String>,
}

fn main() {}
