//! A small shop from the table to queries and updates.

use dynamo_mock::Mock;
use dynamo_model::prelude::*;
use dynamo_model::{Result, TableHandle};

use crate::wait;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Order))]
struct Shop;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, name = "order")]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ORDER#{order_id}"))]
#[dynamo(index(by_status, on = Gsi1, pk = "STATUS#{status}", sk = "{placed_at}#{order_id}"))]
struct Order {
    customer_id: String,
    order_id: u64,
    status: String,
    placed_at: u32,
    note: Option<String>,
}

fn order(order_id: u64) -> Order {
    Order { customer_id: "c".into(), order_id, status: "open".into(), placed_at: 3, note: None }
}

#[test]
fn a_program() {
    async fn program(shop: TableHandle<Shop>) -> Result<()> {
        shop.create_table().await?;
        shop.create(&order(1)).await?;
        let found = shop.get(Order::key("c", 1)).consistent().await?;
        assert_eq!(found, Some(order(1)));

        shop.update(Order::key("c", 1))
            .set(|o| o.status(), "done")
            .given(|o| o.placed_at(), 3)
            .set(|o| o.note(), "x")
            .await?;
        let page = shop
            .query(Order::by_status("done").placed_at(1..9))
            .filter(|o| o.note().exists() & o.note().eq("x"))
            .take(3)
            .descending()
            .await?;
        let expected = Order { status: "done".into(), note: Some("x".into()), ..order(1) };
        assert_eq!(page.items, std::slice::from_ref(&expected));
        assert_eq!(shop.query(Order::by_status("open")).all().await?, []);
        assert_eq!(shop.query(Order::of("c").order_id(1)).consistent().all().await?, [expected]);

        let old = shop.update(Order::key("c", 1)).remove(|o| o.note()).returning(AllOld).await?;
        assert_eq!(old.unwrap().note.as_deref(), Some("x"));
        Ok(())
    }
    wait(program(Shop::on(Mock::new(), "shop"))).unwrap();
}

#[test]
fn operations_are_send() {
    fn send<T: Send>(_: T) {}
    let shop = Shop::on(Mock::new(), "shop");
    send(shop.create(&order(1)).into_future());
    send(shop.query(Order::of("c")).into_future());
    send(shop.update(Order::key("c", 1)).set(|o| o.note(), "x"));
}
