//! Nothing is said twice, and no two things share a name.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), key(pk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S), gsi(Gsi1, pk = "gsi2pk": S))]
#[dynamo(entities(Order, Order))]
#[dynamo(collection(All(Order, Ordr)))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, name = "order", name = "order")]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ORDER"))]
#[dynamo(index(by_status, on = Gsi1, pk = "A#{status}"))]
#[dynamo(index(by_status, on = Gsi1, pk = "B#{status}"))]
#[dynamo(index(key, on = Gsi1, pk = "C#{status}"))]
struct Order {
    customer_id: String,
    status: String,
    #[dynamo(rename = "status")]
    state: String,
    #[dynamo(rest)]
    rest: dynamo_model::Item,
    #[dynamo(rest, serde)]
    more: dynamo_model::Item,
}

#[derive(DynamoAttribute)]
enum Status {
    Open,
    #[dynamo(rename = "open")]
    Opened,
    #[dynamo(other)]
    Other(String),
    #[dynamo(other)]
    Another(String),
}

fn main() {}
