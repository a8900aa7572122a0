//! Every update writes the time of the change, so that an index key with it needs its other parts in every update.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), gsi(ByStatus, pk = "gsi1pk": S, sk = "gsi1sk": S), entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"))]
#[dynamo(index(by_status, on = ByStatus, pk = "STATUS#{status}", sk = "{changed_at}"))]
struct Order {
    id: u64,
    status: String,
    total: u64,
    #[dynamo(updated)]
    changed_at: EpochSeconds,
    #[dynamo(created)]
    created_at: EpochSeconds,
}

async fn updates(shop: &dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    shop.update(Order::key(1u64)).set(|o| o.total(), 3u64).set(|o| o.status(), "paid").await?;
    shop.update(Order::key(1u64)).set(|o| o.total(), 3u64).given(|o| o.status(), "paid").await?;
    shop.update(Order::key(1u64)).set(|o| o.total(), 3u64).await?;
    shop.update(Order::key(1u64)).set(|o| o.created_at(), EpochSeconds(3)).await
}

fn main() {}
