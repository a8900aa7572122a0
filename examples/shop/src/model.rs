//! What the shop stores, and under which keys.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dynamo_model::TableHandle;
use dynamo_model::prelude::*;
use ulid::Ulid;

/// The table.
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", ttl = "expires_at")]
#[dynamo(gsi(GSI1, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(gsi(GSI2, pk = "GSI2PK": S, sk = "GSI2SK": S, project("status", "total_cents", "customer_id", "_t")))]
#[dynamo(entities(Customer, CustomerEmail, Address, Product, Order, OrderItem, CartLine))]
pub struct Shop;

/// The shop's table, open.
pub type ShopTable = TableHandle<Shop>;

/// A registered shopper.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "PROFILE"))]
pub struct Customer {
    /// Who it is.
    pub customer_id: Ulid,
    /// The address to log in with. Only one customer has it; upper and lower case are one address.
    #[dynamo(bytes(..=254), unique(format = "lower"))]
    pub email: String,
    /// How to call them.
    pub name: String,
    /// How to reach them.
    pub phone: Option<String>,
    /// Since when they are a customer.
    pub created_at: DateTime<Utc>,
    /// Counts the changes, so that two people who change the profile at once notice.
    #[dynamo(lock)]
    pub revision: u64,
}

/// A place that things are sent to.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ADDRESS#{address_id}"))]
pub struct Address {
    /// Whose it is.
    pub customer_id: Ulid,
    /// Which one it is.
    pub address_id: Ulid,
    /// Street and number, city, country.
    pub place: Place,
}

/// A postal address, inside other items.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
pub struct Place {
    /// Street and number.
    pub line1: String,
    /// The city.
    pub city: String,
    /// Two letters.
    #[dynamo(pattern = "^[A-Z]{2}$")]
    pub country: String,
}

/// Something that is sold.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "PRODUCT#{product_id}", sk = "DETAIL"))]
#[dynamo(index(by_price, on = GSI1, pk = "CATEGORY#{category}", sk = "PRICE#{price_cents:010}#{product_id}"))]
pub struct Product {
    /// Which one it is.
    pub product_id: Ulid,
    /// The shelf it stands on.
    pub category: String,
    /// What it is called.
    pub name: String,
    /// The price in cents.
    pub price_cents: u64,
    /// How many there are.
    pub stock: u32,
    /// Size, colour and the like.
    #[dynamo(default)]
    pub properties: BTreeMap<String, String>,
}

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub enum Status {
    /// Waits for the money.
    Placed,
    /// Waits to be packed.
    Paid,
    /// On its way.
    Shipped,
    /// Given up.
    Cancelled,
}

/// An order; its lines are items of their own.
///
/// Open orders are in `by_status`, spread over eight partitions, so that a busy day has no hot one.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{order_id}", sk = "META"))]
#[dynamo(index(by_customer, on = GSI1, pk = "CUSTOMER#{customer_id}", sk = "ORDER#{placed_at}#{order_id}"))]
#[dynamo(index(
    by_status,
    on = GSI2,
    pk = "OPEN#{status}#{shard(order_id, 8)}",
    sk = "{placed_at}",
    when = "status in [placed, paid]",
    project(total_cents, customer_id)
))]
pub struct Order {
    /// Which one it is.
    pub order_id: Ulid,
    /// Who ordered.
    pub customer_id: Ulid,
    /// When.
    #[dynamo(read_only)]
    pub placed_at: DateTime<Utc>,
    /// How far it is.
    pub status: Status,
    /// The price of all lines in cents.
    pub total_cents: u64,
    /// Where it goes.
    pub ship_to: Place,
}

/// A line of an order.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{order_id}", sk = "ITEM#{line:04}"))]
pub struct OrderItem {
    /// The order.
    pub order_id: Ulid,
    /// The line's number from 1.
    pub line: u16,
    /// What was ordered.
    pub product_id: Ulid,
    /// How many.
    pub quantity: u32,
    /// The price of one in cents.
    pub unit_cents: u64,
}

/// A product in a customer's cart. It vanishes when nobody comes back for it.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CART#{customer_id}", sk = "LINE#{product_id}"))]
pub struct CartLine {
    /// Whose cart it is.
    pub customer_id: Ulid,
    /// What is in it.
    pub product_id: Ulid,
    /// How many.
    pub quantity: u32,
    /// When it vanishes.
    #[dynamo(ttl(after = "30d"))]
    pub expires_at: EpochSeconds,
}
