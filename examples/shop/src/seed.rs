//! Some data to try the access patterns on. Ids are fixed, so that every run prints the same.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use dynamo_model::{EpochSeconds, Result};
use ulid::Ulid;

use crate::model::{Address, CartLine, Customer, Order, OrderItem, Place, Product, ShopTable, Status};
use crate::patterns;

/// What was stored.
#[derive(Debug, Clone)]
pub struct Seed {
    /// The customers.
    pub customers: Vec<Customer>,
    /// The first customer's addresses.
    pub addresses: Vec<Address>,
    /// The products.
    pub products: Vec<Product>,
    /// The first customer's orders with their lines.
    pub orders: Vec<(Order, Vec<OrderItem>)>,
}

/// The moment at which the data begins.
pub fn opening() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(20_000)
}

/// An id that is the same in every run.
pub fn id(number: u128) -> Ulid {
    let opening = u64::try_from(opening().timestamp_millis()).unwrap_or_default();
    Ulid::from_parts(opening, number)
}

fn place(line1: &str, city: &str, country: &str) -> Place {
    Place { line1: line1.to_owned(), city: city.to_owned(), country: country.to_owned() }
}

fn customer(number: u128, name: &str, email: &str, phone: Option<&str>) -> Customer {
    Customer {
        customer_id: id(number),
        email: email.to_owned(),
        name: name.to_owned(),
        phone: phone.map(str::to_owned),
        created_at: opening(),
        revision: 1,
    }
}

fn product(number: u128, category: &str, name: &str, price_cents: u64, stock: u32) -> Product {
    let colour = if number.is_multiple_of(2) { "green" } else { "blue" };
    Product {
        product_id: id(number),
        category: category.to_owned(),
        name: name.to_owned(),
        price_cents,
        stock,
        properties: BTreeMap::from([("colour".to_owned(), colour.to_owned())]),
    }
}

/// Two customers, two addresses, five products, and three orders of which two are still open.
pub fn data() -> Seed {
    let customers = vec![
        customer(1, "Ada", "ada@example.com", Some("+44 20")),
        customer(2, "Bo", "bo@example.com", None),
    ];
    let addresses = [("12 St James's Square", "London", "GB"), ("Main Street 5", "Oslo", "NO")];
    let addresses = addresses.iter().zip(11..).map(|((line1, city, country), number)| Address {
        customer_id: id(1),
        address_id: id(number),
        place: place(line1, city, country),
    });
    let products = vec![
        product(21, "mugs", "Small mug", 900, 40),
        product(22, "mugs", "Large mug", 1_400, 3),
        product(23, "mugs", "Golden mug", 12_500, 1),
        product(24, "tea", "Earl Grey", 650, 100),
        product(25, "tea", "Sencha & mint", 800, 0),
    ];
    let orders = (0..3u8).map(|number| order(number, &products));
    Seed { addresses: addresses.collect(), orders: orders.collect(), customers, products }
}

/// An order of one or two mugs and some tea, placed a day after the one before it.
fn order(number: u8, products: &[Product]) -> (Order, Vec<OrderItem>) {
    let order_id = id(31 + u128::from(number));
    let lines = [(&products[0], 1 + u32::from(number)), (&products[3], 2)];
    let items = lines.iter().zip(1..).map(|((product, quantity), line)| OrderItem {
        order_id,
        line,
        product_id: product.product_id,
        quantity: *quantity,
        unit_cents: product.price_cents,
    });
    let items: Vec<OrderItem> = items.collect();
    let order = Order {
        order_id,
        customer_id: id(1),
        placed_at: opening() + TimeDelta::days(1 + i64::from(number)),
        status: Status::Placed,
        total_cents: items.iter().map(|item| item.unit_cents * u64::from(item.quantity)).sum(),
        ship_to: place("12 St James's Square", "London", "GB"),
    };
    (order, items)
}

/// One more order, of what is in the first customer's cart.
pub fn next_order(seed: &Seed) -> (Order, Vec<OrderItem>) {
    let (mut order, _) = order(3, &seed.products);
    let mug = &seed.products[1];
    let (order_id, product_id) = (order.order_id, mug.product_id);
    order.total_cents = 2 * mug.price_cents;
    let item = OrderItem { order_id, line: 1, product_id, quantity: 2, unit_cents: mug.price_cents };
    (order, vec![item])
}

/// A line of a cart that vanishes after thirty days.
pub fn cart_line(customer_id: Ulid, product_id: Ulid, quantity: u32) -> CartLine {
    let expires = opening() + TimeDelta::days(30);
    CartLine { customer_id, product_id, quantity, expires_at: EpochSeconds(expires.timestamp()) }
}

/// Stores the data. The second order is paid, the third is shipped.
///
/// # Errors
/// Those of the writes.
pub async fn store(shop: &ShopTable) -> Result<Seed> {
    let mut seed = data();
    for customer in &seed.customers {
        patterns::register(shop, customer).await?;
    }
    for address in &seed.addresses {
        shop.create(address).await?;
    }
    for product in &seed.products {
        shop.create(product).await?;
    }
    for (order, items) in &seed.orders {
        patterns::place_order(shop, order, items).await?;
    }
    for (position, status) in [(1, Status::Paid), (2, Status::Shipped)] {
        let order = &mut seed.orders[position].0;
        patterns::set_status(shop, order, status).await?;
        order.status = status;
    }
    Ok(seed)
}
