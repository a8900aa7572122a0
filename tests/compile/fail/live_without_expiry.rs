//! Only what expires can be asked for what has not expired.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), ttl = "gone_at", entities(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"))]
struct Order {
    id: u64,
    gone_at: Option<EpochSeconds>,
}

fn main() {
    let shop = Shop::on(dynamo_mock::Mock::new(), "shop");
    let _ = shop.get(Order::key(1u64)).live();
}
