//! One readable line per item, for the tour.

use std::fmt::Write as _;

use crate::model::{Address, Customer, Order, OrderByStatusItem, OrderItem, Place, Product};

/// Something that the tour prints.
pub trait Show {
    /// The line.
    fn line(&self) -> String;
}

fn euros(cents: u64) -> String {
    format!("{}.{:02} €", cents / 100, cents % 100)
}

fn place(place: &Place) -> String {
    format!("{}, {}, {}", place.line1, place.city, place.country)
}

impl Show for Customer {
    fn line(&self) -> String {
        let phone = self.phone.as_deref().unwrap_or("no phone");
        let Self { customer_id, name, email, revision, .. } = self;
        format!("customer {customer_id}: {name}, {email}, {phone}, revision {revision}")
    }
}

impl Show for Address {
    fn line(&self) -> String {
        format!("address {}: {}", self.address_id, place(&self.place))
    }
}

impl Show for Product {
    fn line(&self) -> String {
        let Self { product_id, category, name, stock, .. } = self;
        let mut line = format!(
            "product {product_id}: {name} ({category}), {}, {stock} in stock",
            euros(self.price_cents)
        );
        for (property, value) in &self.properties {
            let _ = write!(line, ", {property} {value}");
        }
        line
    }
}

impl Show for Order {
    fn line(&self) -> String {
        let day = self.placed_at.format("%Y-%m-%d");
        let Self { order_id, status, .. } = self;
        format!(
            "order {order_id}: {status:?}, placed {day}, {}, to {}",
            euros(self.total_cents),
            place(&self.ship_to)
        )
    }
}

impl Show for OrderByStatusItem {
    fn line(&self) -> String {
        let day = self.placed_at.format("%Y-%m-%d");
        let Self { order_id, status, .. } = self;
        format!("order {order_id}: {status:?}, placed {day}, {}", euros(self.total_cents))
    }
}

impl Show for OrderItem {
    fn line(&self) -> String {
        let Self { line, product_id, quantity, .. } = self;
        format!("line {line}: {quantity} × product {product_id} at {}", euros(self.unit_cents))
    }
}
