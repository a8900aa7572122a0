// Generated from shop.toml (07121ee853e26b5b). Changes belong there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use ulid::Ulid;

/// E-commerce shop, single table
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", ttl = "expires_at")]
#[dynamo(gsi(GSI1, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(gsi(GSI2, pk = "GSI2PK": S, sk = "GSI2SK": S))]
#[dynamo(entities(Customer, CustomerEmail, Address, Product, Order, OrderItem, CartLine))]
#[dynamo(collection(CustomerPage(Customer, Address)))]
#[dynamo(collection(OrderWithItems(Order, OrderItem)))]
pub struct Shop;

/// A postal address.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
pub struct Place {
    /// The attribute `line1`.
    pub line1: String,
    /// The attribute `city`.
    pub city: String,
    /// The attribute `country`.
    pub country: String,
}

/// How far an order is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub enum Status {
    /// `placed`
    Placed,
    /// `paid`
    Paid,
    /// `shipped`
    Shipped,
    /// `cancelled`
    Cancelled,
}

/// A registered shopper.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "PROFILE"))]
pub struct Customer {
    /// The attribute `customer_id`.
    pub customer_id: Ulid,
    /// The attribute `email`.
    #[dynamo(unique(format = "lower"))]
    pub email: String,
    /// The attribute `name`.
    pub name: String,
    /// The attribute `phone`.
    pub phone: Option<String>,
    /// The attribute `created_at`.
    pub created_at: DateTime<Utc>,
    /// The attribute `revision`.
    pub revision: u64,
}

/// An item of the kind `address`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ADDRESS#{address_id}"))]
pub struct Address {
    /// The attribute `customer_id`.
    pub customer_id: Ulid,
    /// The attribute `address_id`.
    pub address_id: Ulid,
    /// The attribute `place`.
    pub place: Place,
}

/// An item of the kind `product`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "PRODUCT#{product_id}", sk = "DETAIL"))]
#[dynamo(index(by_price, on = GSI1, pk = "CATEGORY#{category}", sk = "PRICE#{price_cents:010}#{product_id}"))]
pub struct Product {
    /// The attribute `product_id`.
    pub product_id: Ulid,
    /// The attribute `category`.
    pub category: String,
    /// The attribute `name`.
    pub name: String,
    /// The attribute `price_cents`.
    pub price_cents: u64,
    /// The attribute `stock`.
    pub stock: u32,
    /// The attribute `properties`.
    #[dynamo(default)]
    pub properties: BTreeMap<String, String>,
}

/// An item of the kind `order`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{order_id}", sk = "META"))]
#[dynamo(index(by_customer, on = GSI1, pk = "CUSTOMER#{customer_id}", sk = "ORDER#{placed_at}#{order_id}"))]
#[dynamo(index(by_status, on = GSI2, pk = "OPEN#{status}#{shard(order_id, 8)}", sk = "{placed_at}", when = "status in ['placed', 'paid']"))]
pub struct Order {
    /// The attribute `order_id`.
    pub order_id: Ulid,
    /// The attribute `customer_id`.
    pub customer_id: Ulid,
    /// The attribute `placed_at`.
    #[dynamo(read_only)]
    pub placed_at: DateTime<Utc>,
    /// The attribute `status`.
    pub status: Status,
    /// The attribute `total_cents`.
    pub total_cents: u64,
    /// The attribute `ship_to`.
    pub ship_to: Place,
}

/// An item of the kind `order_item`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "ORDER#{order_id}", sk = "ITEM#{line:04}"))]
pub struct OrderItem {
    /// The attribute `order_id`.
    pub order_id: Ulid,
    /// The attribute `line`.
    pub line: u16,
    /// The attribute `product_id`.
    pub product_id: Ulid,
    /// The attribute `quantity`.
    pub quantity: u32,
    /// The attribute `unit_cents`.
    pub unit_cents: u64,
}

/// An item of the kind `cart_line`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CART#{customer_id}", sk = "LINE#{product_id}"))]
pub struct CartLine {
    /// The attribute `customer_id`.
    pub customer_id: Ulid,
    /// The attribute `product_id`.
    pub product_id: Ulid,
    /// The attribute `quantity`.
    pub quantity: u32,
    /// The attribute `expires_at`.
    #[dynamo(ttl(after = "30d"))]
    pub expires_at: EpochSeconds,
}
