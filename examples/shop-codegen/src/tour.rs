//! Every access pattern, one after the other.

use std::fmt::{Debug, Display};

use dynamo_model::Result;
use ulid::Ulid;

use crate::shop::{Cart, Order, OrderItem, OrderStatus, Product, ShopSeeds, ShopTable};

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

/// Calls the method of every access pattern on a table in which the spec's seeds are.
///
/// # Errors
/// When a pattern does not do what it is for.
pub async fn tour(shop: &ShopTable, seeds: &ShopSeeds) -> Result<Shown> {
    let mut shown = Shown::default();
    reads(shop, seeds, &mut shown).await?;
    writes(shop, seeds, &mut shown).await?;
    Ok(shown)
}

async fn reads(shop: &ShopTable, seeds: &ShopSeeds, shown: &mut Shown) -> Result<()> {
    let ShopSeeds { ada, first, second, mug, .. } = seeds;
    shown.pattern("AP01", "A profile");
    shown.found(shop.get_customer(ada.customer_id).await?);

    shown.pattern("AP02", "Log-in by e-mail address");
    shown.found(shop.customer_by_email(&seeds.bo.email).await?);
    shown.found(shop.customer_by_email("eve@example.com").await?);

    shown.pattern("AP03", "Profile and addresses in one query");
    let page = shop.customer_page(ada.customer_id).await?;
    shown.found(page.customer);
    shown.found(page.addresses);

    shown.pattern("AP04", "Orders of a period, newest first");
    shown.found(shop.list_orders_between(ada.customer_id, first.placed_at..=second.placed_at).await?);
    shown.found(shop.list_orders_since(ada.customer_id, second.placed_at).await?);
    shown.found(shop.list_orders_before(ada.customer_id, second.placed_at).await?);

    shown.pattern("AP05", "An order with its lines");
    let order = shop.get_order(first.order_id).await?;
    shown.found(order.order);
    shown.found(order.items);

    shown.pattern("AP06", "Open orders out of eight shards, as the index holds them");
    for status in [OrderStatus::Placed, OrderStatus::Paid, OrderStatus::Shipped] {
        shown.found(shop.open_orders(status).await?);
    }

    shown.pattern("AP07", "Mugs by price, of which there are more than two");
    shown.found(shop.products_by_price_between(&mug.category, 500..=2_000, 2).await?);
    shown.found(shop.products_by_price_at_most(&mug.category, 20_000, 2).await?);
    Ok(())
}

async fn writes(shop: &ShopTable, seeds: &ShopSeeds, shown: &mut Shown) -> Result<()> {
    let ShopSeeds { bo, mug, golden_mug, cart_line, .. } = seeds;
    shown.pattern("AP08", "Another phone number");
    shop.change_phone(bo.customer_id, Some("+47 22")).await?;
    shown.found(shop.get_customer(bo.customer_id).await?.and_then(|customer| customer.phone));

    shown.pattern("AP09", "Stock, if there is enough");
    shown.refused(shop.reserve_stock(golden_mug.product_id, 1).await);
    shown.refused(shop.reserve_stock(golden_mug.product_id, 1).await);

    shown.pattern("AP11", "Into the cart");
    for (product, quantity) in [(mug, 1), (golden_mug, 2)] {
        let line = Cart { product_id: product.product_id, quantity, ..cart_line.clone() };
        shown.found([shop.add_to_cart(&line).await?]);
    }

    shown.pattern("AP10", "Order, lines, stock and cart together, or nothing of it");
    let (order, lines) = purchase(seeds, 33, &[mug]);
    shop.place_order(&order, &lines).await?;
    shown.found(shop.get_order(order.order_id).await?.items);
    let (order, lines) = purchase(seeds, 34, &[mug, golden_mug]);
    let refused = shop.place_order(&order, &lines).await.is_err_and(|error| error.is_transaction_canceled());
    shown.lines.push(format!("    → without a golden mug it is refused: {refused}"));
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

/// An order like the first one, of one of each product.
fn purchase(seeds: &ShopSeeds, number: u128, products: &[&Product]) -> (Order, Vec<OrderItem>) {
    let order_id = Ulid::from(number);
    let line = |(line, product): (u16, &&Product)| OrderItem {
        order_id,
        line,
        product_id: product.product_id,
        quantity: 1,
        unit_cents: product.price_cents,
    };
    let lines: Vec<OrderItem> = (1..).zip(products).map(line).collect();
    let total_cents = lines.iter().map(|line| line.unit_cents).sum();
    (Order { order_id, total_cents, lock: 0, ..seeds.first.clone() }, lines)
}
