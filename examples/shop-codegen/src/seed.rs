//! Some data to try the access patterns on. Ids are fixed, so that every run shows the same.

use chrono::{DateTime, TimeDelta, Utc};
use dynamo_model::{EpochSeconds, Result};
use ulid::Ulid;

use crate::shop::{
    Address, AddressDocument, Cart, Customer, Order, OrderItem, OrderStatus, Product, ShopTable,
};

/// The moment at which the data begins.
pub fn opening() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// An id that is the same in every run.
pub fn id(number: u128) -> Ulid {
    let opening = u64::try_from(opening().timestamp_millis()).unwrap_or_default();
    Ulid::from_parts(opening, number)
}

/// Two customers, two addresses of the first, three products, and three orders of which two are open.
///
/// # Errors
/// When an item cannot be written.
pub async fn store(shop: &ShopTable) -> Result<()> {
    for (number, name) in [(1, "Ada"), (2, "Bo")] {
        shop.create_unique(&customer(number, name)).await?;
    }
    for (number, city) in [(11, "London"), (12, "Oslo")] {
        shop.create(&address(number, city)).await?;
    }
    for (number, name, cents, stock) in
        [(21, "Small mug", 900, 40), (22, "Large mug", 1_400, 3), (23, "Golden mug", 12_500, 1)]
    {
        shop.create(&product(number, name, cents, stock)).await?;
    }
    let statuses = [OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Shipped];
    for (day, status) in (1..).zip(statuses) {
        let (order, lines) = order(day, status, &[(21, 2), (22, 1)]);
        shop.create(&order).await?;
        for line in &lines {
            shop.create(line).await?;
        }
    }
    Ok(())
}

fn customer(number: u128, name: &str) -> Customer {
    Customer {
        customer_id: id(number),
        email: format!("{}@example.com", name.to_lowercase()),
        name: name.to_owned(),
        phone: None,
        created_at: opening(),
        lock: 0,
    }
}

fn address(number: u128, city: &str) -> Address {
    Address {
        customer_id: id(1),
        address_id: id(number),
        line1: "Main Street 5".to_owned(),
        city: city.to_owned(),
        country: "NO".to_owned(),
    }
}

fn product(number: u128, name: &str, price_cents: u64, stock: u32) -> Product {
    Product {
        product_id: id(number),
        category: "mugs".to_owned(),
        name: name.to_owned(),
        price_cents,
        stock,
        attributes: None,
    }
}

/// An order of the first customer, some days after the opening, of products and quantities.
pub fn order(day: u16, status: OrderStatus, products: &[(u128, u32)]) -> (Order, Vec<OrderItem>) {
    let order_id = id(30 + u128::from(day));
    let line = |(line, (product, quantity)): (u16, &(u128, u32))| OrderItem {
        order_id,
        line,
        product_id: id(*product),
        quantity: *quantity,
        unit_cents: 900,
    };
    let lines: Vec<OrderItem> = (1..).zip(products).map(line).collect();
    let order = Order {
        order_id,
        customer_id: id(1),
        placed_at: opening() + TimeDelta::days(i64::from(day)),
        status,
        total_cents: lines.iter().map(|line| u64::from(line.quantity) * line.unit_cents).sum(),
        ship_to: ship_to(),
        lock: 0,
    };
    (order, lines)
}

fn ship_to() -> AddressDocument {
    let Address { customer_id, address_id, line1, city, country } = address(12, "Oslo");
    AddressDocument { customer_id, address_id, line1, city, country }
}

/// Some of a product in the first customer's cart.
pub fn cart(product: u128, quantity: u32) -> Cart {
    Cart { customer_id: id(1), product_id: id(product), quantity, expires_at: EpochSeconds(4_000_000_000) }
}
