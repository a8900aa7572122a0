//! An update of one input of an index key needs the others too.

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


async fn update(shop: dynamo_model::TableHandle<Shop>, key: OrderKey) -> dynamo_model::Result<()> {
    shop.update(key).set(|o| o.status(), "done").await?;
    Ok(())
}

fn main() {}
