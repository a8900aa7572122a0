//! Every access pattern on the engine in this process.

use chrono::TimeDelta;
use dynamo_mock::Mock;
use dynamo_model::ErrorKind;

use crate::model::{CartLine, Customer, Product, Shop, ShopTable, Status};
use crate::{patterns, seed};

async fn open() -> (ShopTable, seed::Seed) {
    let shop = Shop::on(Mock::new(), "shop").create_table().await.unwrap();
    let seed = seed::store(&shop).await.unwrap();
    (shop, seed)
}

#[tokio::test]
async fn a_customer_is_found_by_id_and_by_email() {
    let (shop, seed) = open().await;
    let ada = &seed.customers[0];
    assert_eq!(patterns::get_customer(&shop, ada.customer_id).await.unwrap().as_ref(), Some(ada));
    assert_eq!(patterns::customer_by_email(&shop, "ADA@example.com").await.unwrap().as_ref(), Some(ada));
    assert_eq!(patterns::customer_by_email(&shop, "eve@example.com").await.unwrap(), None);
    assert_eq!(patterns::get_customer(&shop, seed::id(99)).await.unwrap(), None);
}

#[tokio::test]
async fn an_email_belongs_to_one_customer() {
    let (shop, seed) = open().await;
    let thief = Customer { customer_id: seed::id(3), ..seed.customers[0].clone() };
    let error = patterns::register(&shop, &thief).await.unwrap_err();
    assert_eq!((error.kind(), error.attribute()), (ErrorKind::UniqueTaken, Some("email")));
    assert_eq!(patterns::get_customer(&shop, thief.customer_id).await.unwrap(), None);
}

#[tokio::test]
async fn a_customer_page_holds_the_profile_and_the_addresses() {
    let (shop, seed) = open().await;
    let page = patterns::customer_page(&shop, seed.customers[0].customer_id).await.unwrap();
    assert_eq!(page.customer.as_ref(), Some(&seed.customers[0]));
    assert_eq!(page.addresses, seed.addresses);
}

#[tokio::test]
async fn orders_of_a_period_come_newest_first() {
    let (shop, seed) = open().await;
    let period = seed.orders[0].0.placed_at..=seed.orders[1].0.placed_at;
    let page = patterns::list_orders(&shop, seed.customers[0].customer_id, period).await.unwrap();
    assert_eq!(page.items, [seed.orders[1].0.clone(), seed.orders[0].0.clone()]);
    assert!(page.is_last());
    let before = seed::opening() - TimeDelta::days(9)..=seed::opening();
    let page = patterns::list_orders(&shop, seed.customers[0].customer_id, before).await.unwrap();
    assert!(page.items.is_empty());
}

#[tokio::test]
async fn an_order_comes_with_its_lines() {
    let (shop, seed) = open().await;
    let (order, items) = &seed.orders[2];
    let read = patterns::get_order(&shop, order.order_id).await.unwrap();
    assert_eq!((read.order.as_ref(), &read.items), (Some(order), items));
}

#[tokio::test]
async fn only_open_orders_are_in_the_queue() {
    let (shop, seed) = open().await;
    for (status, (order, _)) in [(Status::Placed, &seed.orders[0]), (Status::Paid, &seed.orders[1])] {
        let open = patterns::open_orders(&shop, status).await.unwrap();
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].order_id, open[0].placed_at), (order.order_id, order.placed_at));
        assert_eq!((open[0].customer_id, open[0].total_cents), (order.customer_id, order.total_cents));
        let whole = shop.get(open[0].primary_key()).await.unwrap();
        assert_eq!(whole.as_ref(), Some(order));
    }
    assert!(patterns::open_orders(&shop, Status::Shipped).await.unwrap().is_empty());
}

#[tokio::test]
async fn products_are_found_by_price_and_stock() {
    let (shop, _) = open().await;
    let found = patterns::products_by_price(&shop, "mugs", 900..=1_400, 3).await.unwrap();
    let names: Vec<String> = found.into_iter().map(|product| product.name).collect();
    assert_eq!(names, ["Small mug"]);
}

#[tokio::test]
async fn two_people_cannot_change_one_profile_unaware() {
    let (shop, seed) = open().await;
    let bo = &seed.customers[1];
    patterns::change_phone(&shop, bo, Some("+47 22")).await.unwrap();
    assert!(patterns::change_phone(&shop, bo, None).await.unwrap_err().is_lock_failed());
    let now = patterns::get_customer(&shop, bo.customer_id).await.unwrap().unwrap();
    assert_eq!((now.phone.as_deref(), now.revision), (Some("+47 22"), 2));
    patterns::change_phone(&shop, &now, None).await.unwrap();
    assert_eq!(patterns::get_customer(&shop, bo.customer_id).await.unwrap().unwrap().phone, None);
}

#[tokio::test]
async fn stock_never_goes_below_zero() {
    let (shop, seed) = open().await;
    let golden = seed.products[2].product_id;
    patterns::reserve_stock(&shop, golden, 1).await.unwrap();
    assert!(patterns::reserve_stock(&shop, golden, 1).await.unwrap_err().is_condition_failed());
    assert!(patterns::reserve_stock(&shop, seed::id(99), 1).await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn an_order_is_placed_whole_or_not_at_all() {
    let (shop, seed) = open().await;
    let (order, items) = seed::next_order(&seed);
    let line = seed::cart_line(order.customer_id, items[0].product_id, 2);
    patterns::add_to_cart(&shop, &line).await.unwrap();

    let mut greedy = items.clone();
    greedy[0].quantity = 4;
    let error = patterns::place_order(&shop, &order, &greedy).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TransactionCanceled);
    assert!(patterns::get_order(&shop, order.order_id).await.unwrap().order.is_none());
    let cart = shop.get(CartLine::key(order.customer_id, items[0].product_id));
    assert_eq!(cart.await.unwrap(), Some(line));

    patterns::place_order(&shop, &order, &items).await.unwrap();
    let product = shop.get(Product::key(items[0].product_id)).await.unwrap().unwrap();
    assert_eq!(product.stock, seed.products[1].stock - 2);
    let cart = shop.get(CartLine::key(order.customer_id, items[0].product_id));
    assert_eq!(cart.await.unwrap(), None);
}

#[tokio::test]
async fn an_export_reads_every_product_once() {
    let (shop, seed) = open().await;
    let mut names = Vec::new();
    for segment in 0..4 {
        names.extend(patterns::export_products(&shop, segment).await.unwrap().into_iter().map(|p| p.name));
    }
    names.sort();
    let mut expected: Vec<String> = seed.products.into_iter().map(|product| product.name).collect();
    expected.sort();
    assert_eq!(names, expected);
}
