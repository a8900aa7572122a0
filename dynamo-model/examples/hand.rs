#![allow(dead_code)]
use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order))]
pub struct Shop;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, name = "order")]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{order_id}"))]
#[dynamo(index(by_status, on = Gsi1, pk = "STATUS#{status}", sk = "{placed_at}#{order_id}"))]
pub struct Order {
    pub customer_id: String,
    pub order_id: u64,
    pub status: String,
    pub placed_at: u32,
    pub note: Option<String>,
}

async fn uses(shop: dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    let order =
        Order { customer_id: "c".into(), order_id: 1, status: "open".into(), placed_at: 3, note: None };
    shop.create(&order).await?;
    let found = shop.get(Order::key("c", 1)).consistent().await?;
    assert_eq!(found, Some(order));
    let page = shop
        .query(Order::by_status("open").placed_at(1..9))
        .filter(|o| o.note().exists() & o.note().eq("x"))
        .take(3)
        .descending()
        .await?;
    let _: Vec<Order> = page.items;
    shop.query(Order::of("c").order_id(5)).consistent().await?;
    shop.update(Order::key("c", 1))
        .set(|o| o.status(), "done")
        .given(|o| o.placed_at(), 3)
        .remove(|o| o.note())
        .await?;
    let new = shop.update(Order::key("c", 1)).set(|o| o.note(), "x").returning(AllNew).await?;
    let _: Order = new;
    // shop.update(Order::key("c", 1)).set(|o| o.status(), "done").await?;
    // shop.update(Order::key("c", 1)).set(|o| o.customer_id(), "done").await?;
    // shop.query(Order::by_status("open").order_id(4)).await?;
    // shop.query(Order::by_status("open")).consistent().await?;
    // shop.query(Order::of("c")).filter(|o| o.note().eq(3)).await?;
    // shop.update(Order::key("c", 1)).add(|o| o.note(), "done").await?;
    Ok(())
}
fn is_send() {
    fn send<T: Send>(_: T) {}
    let _ = |shop| send(uses(shop));
}
fn main() {}
