use std::collections::BTreeMap;

use dynamo_mock::Mock;
use dynamo_model::prelude::EpochSeconds;

use super::{at, ulid};
use crate::generated::shop::{
    Address, CartLine, Customer, Order, OrderItem, Place, Product, ReserveStockError, ShopTable, Status,
};

async fn open() -> ShopTable {
    let shop = ShopTable::on(Mock::new(), "shop");
    shop.create_table().await.unwrap();
    shop
}

fn place() -> Place {
    Place { line1: "Main Street 1".to_owned(), city: "Oslo".to_owned(), country: "NO".to_owned() }
}

fn customer() -> Customer {
    Customer {
        customer_id: ulid(1),
        email: "ada@example.com".to_owned(),
        name: "Ada".to_owned(),
        phone: None,
        created_at: at(0),
        revision: 1,
    }
}

fn product(number: u128, cents: u64, stock: u32) -> Product {
    Product {
        product_id: ulid(number),
        category: "mugs".to_owned(),
        name: format!("mug {number}"),
        price_cents: cents,
        stock,
        properties: BTreeMap::new(),
    }
}

fn order(number: u128, placed: i64, status: Status) -> Order {
    Order {
        order_id: ulid(number),
        customer_id: ulid(1),
        placed_at: at(placed),
        status,
        total_cents: 1_000,
        ship_to: place(),
    }
}

fn line(order: &Order, line: u16, product: u128, quantity: u32) -> OrderItem {
    OrderItem { order_id: order.order_id, line, product_id: ulid(product), quantity, unit_cents: 500 }
}

#[tokio::test]
async fn a_customer_is_read_by_id_by_address_and_with_places() {
    let shop = open().await;
    let ada = customer();
    shop.create_unique(&ada).await.unwrap();
    let addresses: Vec<Address> = [7, 8]
        .map(|number| Address { customer_id: ada.customer_id, address_id: ulid(number), place: place() })
        .to_vec();
    for address in &addresses {
        shop.create(address).await.unwrap();
    }
    assert_eq!(shop.get_customer(ada.customer_id).await.unwrap(), Some(ada.clone()));
    assert_eq!(shop.customer_by_email("ADA@example.com").await.unwrap(), Some(ada.clone()));
    assert_eq!(shop.customer_by_email("eve@example.com").await.unwrap(), None);
    let page = shop.customer_page(ada.customer_id).await.unwrap();
    assert_eq!((page.customer.as_ref(), page.addresses), (Some(&ada), addresses));

    shop.change_phone(ada.customer_id, Some("+47 22")).await.unwrap();
    let phone = |customer: Option<Customer>| customer.unwrap().phone;
    assert_eq!(phone(shop.get_customer(ada.customer_id).await.unwrap()).as_deref(), Some("+47 22"));
    shop.change_phone(ada.customer_id, None).await.unwrap();
    assert_eq!(phone(shop.get_customer(ada.customer_id).await.unwrap()), None);
    assert!(shop.change_phone(ulid(2), None).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn orders_are_listed_by_time_and_open_ones_out_of_all_shards() {
    let shop = open().await;
    let statuses = [Status::Placed, Status::Paid, Status::Shipped, Status::Placed];
    let orders: Vec<Order> =
        (10..).zip(statuses).map(|(number, status)| order(number, number as i64, status)).collect();
    for order in &orders {
        shop.create(order).await.unwrap();
    }
    let newest_first =
        |range: std::ops::Range<usize>| -> Vec<Order> { orders[range].iter().rev().cloned().collect() };
    let page = shop.list_orders_between(ulid(1), at(11)..=at(12)).await.unwrap();
    assert_eq!(page.items, newest_first(1..3));
    assert_eq!(shop.list_orders_since(ulid(1), at(12)).await.unwrap().items, newest_first(2..4));
    assert_eq!(shop.list_orders_before(ulid(1), at(12)).await.unwrap().items, newest_first(0..2));
    let placed = shop.open_orders(Status::Placed).await.unwrap();
    // The index holds some attributes of an order, its keys tell more, and the table has the rest.
    let seen: Vec<_> =
        placed.iter().map(|order| (order.order_id, order.placed_at, order.total_cents)).collect();
    let expected = [&orders[0], &orders[3]].map(|order| (order.order_id, order.placed_at, order.total_cents));
    assert_eq!(seen, expected);
    assert!(shop.open_orders(Status::Shipped).await.unwrap().is_empty());
}

#[tokio::test]
async fn products_are_found_by_price_and_exported_in_segments() {
    let shop = open().await;
    let products = [product(20, 500, 9), product(21, 1_000, 1), product(22, 1_500, 9)];
    for product in &products {
        shop.create(product).await.unwrap();
    }
    let found = shop.products_by_price_between("mugs", 500..=1_500, 1).await.unwrap();
    assert_eq!(found.items, [products[0].clone(), products[2].clone()]);
    let cheap = shop.products_by_price_at_most("mugs", 1_000, 0).await.unwrap();
    assert_eq!(cheap.items, products[..2]);
    let mut exported = Vec::new();
    for segment in 0..4 {
        exported.extend(shop.export_products(segment).all().await.unwrap());
    }
    exported.sort_by_key(|product| product.product_id);
    assert_eq!(exported, products);
}

#[tokio::test]
async fn an_order_takes_its_lines_off_the_stock_and_out_of_the_cart() {
    let shop = open().await;
    for product in [product(20, 500, 5), product(21, 700, 1)] {
        shop.create(&product).await.unwrap();
    }
    let cart = |product| CartLine {
        customer_id: ulid(1),
        product_id: ulid(product),
        quantity: 1,
        expires_at: EpochSeconds(2_000_000_000),
    };
    for product in [20, 21] {
        shop.add_to_cart(&cart(product)).await.unwrap();
    }
    let first = order(30, 1, Status::Placed);
    let lines = [line(&first, 1, 20, 2), line(&first, 2, 21, 1)];
    shop.place_order(&first, &lines).await.unwrap();
    let read = shop.get_order(first.order_id).await.unwrap();
    assert_eq!((read.order, read.items.as_slice()), (Some(first), lines.as_slice()));
    assert!(shop.query(CartLine::of(ulid(1))).await.unwrap().items.is_empty());
    assert_eq!(shop.get(Product::key(ulid(20))).await.unwrap().unwrap().stock, 3);

    let second = order(31, 2, Status::Placed);
    let refused = shop.place_order(&second, &[line(&second, 1, 20, 1), line(&second, 2, 21, 1)]).await;
    assert!(refused.unwrap_err().is_transaction_canceled());
    assert_eq!(shop.get_order(second.order_id).await.unwrap().order, None);

    shop.reserve_stock(ulid(20), 3).await.unwrap();
    let Err(ReserveStockError::OutOfStock(Some(product))) = shop.reserve_stock(ulid(20), 1).await else {
        panic!("nothing is left")
    };
    assert_eq!(product.stock, 0);
}
