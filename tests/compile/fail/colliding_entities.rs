//! Two entities of one table whose keys can be equal.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(entities(Order, Invoice))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "DOC#{order_id}"))]
struct Order {
    customer_id: String,
    order_id: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "DOC#{number}"))]
struct Invoice {
    customer_id: String,
    number: u32,
}

fn main() {}
