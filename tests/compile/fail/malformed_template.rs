//! The grammar of templates and of conditions.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id", sk = "ORDER#{order_id:wide}"))]
#[dynamo(index(by_nothing, on = Gsi1, pk = "", sk = "A B"))]
#[dynamo(index(by_status, on = Gsi1, pk = "S#{status}", sk = "S", when = "status is open"))]
struct Order {
    customer_id: String,
    order_id: u64,
    status: String,
}

fn main() {}
