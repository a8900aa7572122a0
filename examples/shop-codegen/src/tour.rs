//! Every access pattern, one after the other.

use std::fmt::{Debug, Display};

use chrono::TimeDelta;
use dynamo_model::Result;

use crate::seed::{self, cart, id, opening};
use crate::shop::{OrderStatus, ShopTable};

/// What a tour shows: a line for each pattern, and lines for what it answers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// The lines.
    pub lines: Vec<String>,
}

impl Shown {
    fn pattern(&mut self, id: &str, what: &str) {
        self.lines.push(format!("{id}  {what}"));
    }

    fn found<T: Debug>(&mut self, found: impl IntoIterator<Item = T>) {
        let before = self.lines.len();
        self.lines.extend(found.into_iter().map(|item| format!("    → {item:?}")));
        if self.lines.len() == before {
            self.lines.push("    → nothing".to_owned());
        }
    }

    fn refused<T: Debug, E: Display>(&mut self, refused: std::result::Result<T, E>) {
        self.lines.push(match refused {
            Ok(value) => format!("    → {value:?}"),
            Err(error) => format!("    → refused: {error}"),
        });
    }
}

/// Calls the method of every access pattern on a table with the data of [`seed`].
///
/// # Errors
/// When a pattern does not do what it is for.
pub async fn tour(shop: &ShopTable) -> Result<Shown> {
    let mut shown = Shown::default();
    reads(shop, &mut shown).await?;
    writes(shop, &mut shown).await?;
    Ok(shown)
}

async fn reads(shop: &ShopTable, shown: &mut Shown) -> Result<()> {
    shown.pattern("AP01", "A profile");
    shown.found(shop.get_customer(id(1)).await?);

    shown.pattern("AP02", "Log-in by e-mail address");
    shown.found(shop.customer_by_email("bo@example.com").await?);
    shown.found(shop.customer_by_email("eve@example.com").await?);

    shown.pattern("AP03", "Profile and addresses in one query");
    let page = shop.customer_page(id(1)).await?;
    shown.found(page.customer);
    shown.found(page.addresses);

    shown.pattern("AP04", "Orders of a period, newest first");
    let day = |number| opening() + TimeDelta::days(number);
    shown.found(shop.list_orders_between(id(1), day(1)..=day(2)).await?);
    shown.found(shop.list_orders_since(id(1), day(3)).await?);
    shown.found(shop.list_orders_before(id(1), day(2)).await?);

    shown.pattern("AP05", "An order with its lines");
    let order = shop.get_order(id(31)).await?;
    shown.found(order.order);
    shown.found(order.items);

    shown.pattern("AP06", "Open orders out of eight shards, as the index holds them");
    for status in [OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Shipped] {
        shown.found(shop.open_orders(status).await?);
    }

    shown.pattern("AP07", "Mugs by price, of which there are more than two");
    shown.found(shop.products_by_price_between("mugs", 500..=2_000, 2).await?);
    shown.found(shop.products_by_price_at_most("mugs", 20_000, 2).await?);
    Ok(())
}

async fn writes(shop: &ShopTable, shown: &mut Shown) -> Result<()> {
    shown.pattern("AP08", "Another phone number");
    shop.change_phone(id(2), Some("+47 22")).await?;
    shown.found(shop.get_customer(id(2)).await?.and_then(|customer| customer.phone));

    shown.pattern("AP09", "Stock, if there is enough");
    shown.refused(shop.reserve_stock(id(23), 1).await);
    shown.refused(shop.reserve_stock(id(23), 1).await);

    shown.pattern("AP11", "Into the cart");
    for (product, quantity) in [(21, 1), (22, 2)] {
        shown.found([shop.add_to_cart(&cart(product, quantity)).await?]);
    }

    shown.pattern("AP10", "Order, lines, stock and cart together, or nothing of it");
    let (order, lines) = seed::order(4, OrderStatus::Placed, &[(21, 1), (22, 2)]);
    shop.place_order(&order, &lines).await?;
    shown.found(shop.get_order(order.order_id).await?.items);
    let (order, lines) = seed::order(5, OrderStatus::Placed, &[(21, 1), (22, 2)]);
    let refused = shop.place_order(&order, &lines).await.is_err_and(|error| error.is_transaction_canceled());
    shown.lines.push(format!("    → the next one is refused: {refused}"));
    shown.found(shop.get_order(order.order_id).await?.order);

    shown.pattern("AP12", "All products, in four segments");
    let mut products = Vec::new();
    for segment in 0..4 {
        products.extend(shop.export_products(segment).all().await?);
    }
    // Which segment an item is in is the backend's affair.
    products.sort_by_key(|product| product.product_id);
    shown.found(products);
    Ok(())
}
