//! One function per access pattern.
//!
//! Most return the operation, to be awaited, explained, or refined by the caller.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use dynamo_model::op::{Collect, Complete, CreateUnique, FanOut, Get, Put, Query, Transaction, Update};
use dynamo_model::prelude::*;
use dynamo_model::{ReadFrom, Result};
use ulid::Ulid;

use crate::model::{
    Address, CartLine, Customer, CustomerEmail, Order, OrderByStatusItem, OrderItem, Product, Shop,
    ShopTable, Status,
};

/// How many partitions the open orders of one status are spread over, as in the key of `by_status`.
pub const SHARDS: u16 = 8;

/// An update of which the index keys are complete.
pub type ReadyUpdate<E> = Update<E, <E as Entity>::Untouched>;

/// Registers a customer, unless the e-mail address is taken.
pub fn register(shop: &ShopTable, customer: &Customer) -> CreateUnique<Customer> {
    shop.create_unique(customer)
}

/// AP01: a customer's profile.
pub fn get_customer(shop: &ShopTable, customer_id: Ulid) -> Get<Customer> {
    shop.get(Customer::key(customer_id))
}

/// AP02: the marker that leads from an e-mail address to its customer.
pub fn email_marker(shop: &ShopTable, email: &str) -> Get<CustomerEmail> {
    shop.get(Customer::by_email(email)).consistent()
}

/// AP02: the customer with an e-mail address, to log in.
///
/// # Errors
/// Those of the two reads.
pub async fn customer_by_email(shop: &ShopTable, email: &str) -> Result<Option<Customer>> {
    shop.get_by_unique(Customer::by_email(email)).consistent().await
}

/// A customer with what belongs to them.
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(customer_id))]
pub struct CustomerPage {
    /// The profile, if there is one.
    pub customer: Option<Customer>,
    /// Where things can be sent.
    pub addresses: Vec<Address>,
}

/// AP03: profile and addresses, in one query of the item collection.
pub fn customer_page(shop: &ShopTable, customer_id: Ulid) -> Collect<CustomerPage> {
    shop.collect(CustomerPage::of(customer_id))
}

/// AP04: the orders of a customer in a period, newest first.
pub fn list_orders(
    shop: &ShopTable,
    customer_id: Ulid,
    period: RangeInclusive<DateTime<Utc>>,
) -> Query<Order, ReadFrom<true>> {
    shop.query(Order::by_customer(customer_id).placed_at(period)).descending().take(25)
}

/// An order with its lines.
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(order_id))]
pub struct OrderWithItems {
    /// The order, if there is one.
    pub order: Option<Order>,
    /// Its lines by number.
    pub items: Vec<OrderItem>,
}

/// AP05: one order with its lines, as they are now.
pub fn get_order(shop: &ShopTable, order_id: Ulid) -> Collect<OrderWithItems> {
    shop.collect(OrderWithItems::of(order_id)).consistent()
}

/// AP06: the open orders of a status out of all shards, oldest first: what the index holds of them.
pub fn open_orders(
    shop: &ShopTable,
    status: Status,
) -> FanOut<Order, ReadFrom<true, OrderByStatusItem>, OrderByStatusItem> {
    shop.fan_out((0..SHARDS).map(|shard| Order::by_status(status, shard)))
}

/// AP07: the products of a category in a range of prices, of which more than `min_stock` are there.
pub fn products_by_price(
    shop: &ShopTable,
    category: &str,
    cents: RangeInclusive<u64>,
    min_stock: u32,
) -> Query<Product, ReadFrom<true>> {
    shop.query(Product::by_price(category).price_cents(cents)).filter(|p| p.stock().gt(min_stock))
}

/// AP08: sets or clears a phone number, if nobody else has changed the profile since it was read.
pub fn change_phone(shop: &ShopTable, read: &Customer, phone: Option<&str>) -> Update<Customer, Complete> {
    let update = shop.update_of(read);
    match phone {
        Some(phone) => update.set(|c| c.phone(), phone),
        None => update.remove(|c| c.phone()),
    }
    .complete()
}

/// AP09: takes products off the stock, if there are enough.
pub fn reserve_stock(shop: &ShopTable, product_id: Ulid, quantity: u32) -> ReadyUpdate<Product> {
    shop.update(Product::key(product_id)).subtract(|p| p.stock(), quantity).when(|p| p.stock().ge(quantity))
}

/// AP10: places an order: order, lines, stock and cart change together or not at all.
pub fn place_order(shop: &ShopTable, order: &Order, items: &[OrderItem]) -> Transaction<Shop> {
    let mut transaction = shop.transaction().token(order.order_id.to_string()).with(shop.create(order));
    for item in items {
        transaction = transaction
            .with(shop.create(item))
            .with(reserve_stock(shop, item.product_id, item.quantity))
            .with(shop.delete(CartLine::key(order.customer_id, item.product_id)));
    }
    transaction
}

/// An order is paid or shipped or cancelled: it moves in the index of open orders, or leaves it.
///
/// # Errors
/// When the order is not there, or somebody else has changed its status since it was read.
pub async fn set_status(shop: &ShopTable, order: &Order, status: Status) -> Result<()> {
    shop.update(Order::key(order.order_id))
        .set(|o| o.status(), status)
        .given(|o| o.placed_at(), order.placed_at)
        .when(|o| o.status().eq(order.status))
        .await
}

/// AP11: puts a product into the cart.
pub fn add_to_cart(shop: &ShopTable, line: &CartLine) -> Put<CartLine> {
    shop.put(line)
}

/// AP12: one of the four parts of the export of all products.
///
/// # Errors
/// Those of the scan.
pub async fn export_products(shop: &ShopTable, segment: u32) -> Result<Vec<Product>> {
    shop.scan::<Product>().segment(segment, 4).all().await
}
