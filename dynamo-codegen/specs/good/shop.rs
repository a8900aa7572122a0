// Generated from shop.toml (58f19d02d089221c). Changes belong there.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use ulid::Ulid;

/// E-commerce shop, single table
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", ttl = "expires_at")]
#[dynamo(gsi(GSI1, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(gsi(GSI2, pk = "GSI2PK": S, sk = "GSI2SK": S, project("status", "total_cents", "customer_id", "_t")))]
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
    #[dynamo(pattern = "^[A-Z]{2}$")]
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
    #[dynamo(bytes(..=254), unique(format = "lower"))]
    pub email: String,
    /// The attribute `name`.
    pub name: String,
    /// The attribute `phone`.
    pub phone: Option<String>,
    /// The attribute `created_at`.
    pub created_at: DateTime<Utc>,
    /// The attribute `revision`.
    #[dynamo(lock)]
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
#[dynamo(index(by_status, on = GSI2, pk = "OPEN#{status}#{shard(order_id, 8)}", sk = "{placed_at}", when = "status in ['placed', 'paid']", project(customer_id, status, total_cents)))]
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

/// Profile and addresses in one query (item collection)
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(customer_id))]
pub struct CustomerPage {
    /// The [`Customer`], if there is one.
    pub customer: Option<Customer>,
    /// Each [`Address`], in the order of the keys.
    pub addresses: Vec<Address>,
}

/// One order with its lines (strongly consistent: base table)
#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(order_id))]
pub struct OrderWithItems {
    /// The [`Order`], if there is one.
    pub order: Option<Order>,
    /// Each [`OrderItem`], in the order of the keys.
    pub items: Vec<OrderItem>,
}

/// Why [`ShopTable::reserve_stock`] did not write.
#[derive(Debug)]
pub enum ReserveStockError {
    /// `stock >= :quantity` does not hold. This is the item as it is.
    OutOfStock(Option<Box<Product>>),
    /// Anything else.
    Other(dynamo_model::Error),
}

impl From<dynamo_model::Error> for ReserveStockError {
    fn from(error: dynamo_model::Error) -> Self {
        if !error.is_condition_failed() {
            return Self::Other(error);
        }
        let item = error.item().cloned().map(dynamo_model::from_item);
        match item.transpose() {
            Ok(item) => Self::OutOfStock(item.map(Box::new)),
            Err(error) => Self::Other(error),
        }
    }
}

impl std::fmt::Display for ReserveStockError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OutOfStock(_) => f.write_str("out of stock"),
            Self::Other(error) => std::fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for ReserveStockError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::OutOfStock(_) => None,
            Self::Other(error) => error.source(),
        }
    }
}

/// The table [`Shop`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct ShopTable(TableHandle<Shop>);

impl From<TableHandle<Shop>> for ShopTable {
    fn from(table: TableHandle<Shop>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for ShopTable {
    type Target = TableHandle<Shop>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl ShopTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// AP01: Profile page
    ///
    /// - Request: GetItem
    /// - Key: `PK` = `CUSTOMER#{customer_id}`, `SK` = `PROFILE`
    /// - Capacity: 0.5 read units
    /// - Cost: $8.21 a month, at 50 a second on demand in us-east-1
    pub fn get_customer(&self, customer_id: Ulid) -> op::Get<Customer> {
        self.0.get(Customer::key(customer_id))
    }

    /// AP02: Log-in
    ///
    /// - Request: GetItem, twice, consistent
    /// - Key: `PK` = `UNIQUE#customer#email#{email:lower}`, which leads to `PK` = `CUSTOMER#{customer_id}`, `SK` = `PROFILE`
    /// - Capacity: 2 read units
    /// - Cost: $3.28 a month, at 5 a second on demand in us-east-1
    pub fn customer_by_email(&self, email: &str) -> op::GetByUnique<CustomerEmail> {
        self.0.get_by_unique(Customer::by_email(email)).consistent()
    }

    /// AP03: Profile and addresses in one query (item collection)
    ///
    /// - Request: Query of the table
    /// - Key: `PK` = `CUSTOMER#{customer_id}`
    /// - Capacity: 0.5 read units
    /// - Cost: $3.28 a month, at 20 a second on demand in us-east-1
    pub fn customer_page(&self, customer_id: Ulid) -> op::Collect<CustomerPage> {
        self.0.collect(CustomerPage::of(customer_id))
    }

    /// AP04: Orders of a customer in a period, newest first
    ///
    /// - Request: Query of the index `GSI1`, the greatest key first
    /// - Key: `GSI1PK` = `CUSTOMER#{customer_id}`
    /// - Sort key: `GSI1SK` = `ORDER#{placed_at}#{order_id}`, with `placed_at` between two values, both included
    /// - Capacity: 1 read unit
    /// - Cost: $6.57 a month, at 20 a second on demand in us-east-1
    pub fn list_orders_between(
        &self,
        customer_id: Ulid,
        placed_at: std::ops::RangeInclusive<DateTime<Utc>>,
    ) -> op::Query<Order, dynamo_model::ReadFrom<true>> {
        let query = Order::by_customer(customer_id).placed_at(placed_at);
        self.0.query(query).descending().take(25)
    }

    /// AP04: Orders of a customer in a period, newest first
    ///
    /// - Request: Query of the index `GSI1`, the greatest key first
    /// - Key: `GSI1PK` = `CUSTOMER#{customer_id}`
    /// - Sort key: `GSI1SK` = `ORDER#{placed_at}#{order_id}`, with `placed_at` since a moment, included
    /// - Capacity: 1 read unit
    /// - Cost: $6.57 a month, at 20 a second on demand in us-east-1
    pub fn list_orders_since(
        &self,
        customer_id: Ulid,
        placed_at: DateTime<Utc>,
    ) -> op::Query<Order, dynamo_model::ReadFrom<true>> {
        let query = Order::by_customer(customer_id).placed_at(placed_at..);
        self.0.query(query).descending().take(25)
    }

    /// AP04: Orders of a customer in a period, newest first
    ///
    /// - Request: Query of the index `GSI1`, the greatest key first
    /// - Key: `GSI1PK` = `CUSTOMER#{customer_id}`
    /// - Sort key: `GSI1SK` = `ORDER#{placed_at}#{order_id}`, with `placed_at` before a moment
    /// - Capacity: 1 read unit
    /// - Cost: $6.57 a month, at 20 a second on demand in us-east-1
    pub fn list_orders_before(
        &self,
        customer_id: Ulid,
        placed_at: DateTime<Utc>,
    ) -> op::Query<Order, dynamo_model::ReadFrom<true>> {
        let query = Order::by_customer(customer_id).placed_at(..placed_at);
        self.0.query(query).descending().take(25)
    }

    /// AP05: One order with its lines (strongly consistent: base table)
    ///
    /// - Request: Query of the table, consistent
    /// - Key: `PK` = `ORDER#{order_id}`
    /// - Capacity: 1 read unit
    /// - Cost: $9.85 a month, at 30 a second on demand in us-east-1
    pub fn get_order(&self, order_id: Ulid) -> op::Collect<OrderWithItems> {
        self.0.collect(OrderWithItems::of(order_id)).consistent()
    }

    /// AP06: Fulfilment queue: open orders by status, oldest first, all shards merged
    ///
    /// - Request: Query of the index `GSI2`, 8 partitions at once
    /// - Key: `GSI2PK` = `OPEN#{status}#{shard(order_id, 8)}`
    /// - Capacity: 7.5 read units
    /// - Cost: $4.93 a month, at 2 a second on demand in us-east-1
    pub fn open_orders(
        &self,
        status: Status,
    ) -> op::FanOut<Order, dynamo_model::ReadFrom<true, OrderByStatusItem>, OrderByStatusItem> {
        let queries = (0..8).map(|shard| Order::by_status(status, shard));
        self.0.fan_out(queries)
    }

    /// AP07: Reads each [`Product`] of a partition.
    ///
    /// - Request: Query of the index `GSI1`
    /// - Key: `GSI1PK` = `CATEGORY#{category}`
    /// - Sort key: `GSI1SK` = `PRICE#{price_cents:010}#{product_id}`, with `price_cents` between two values, both included
    /// - Filter: `stock > :min_stock`
    /// - Capacity: 4 read units
    /// - Cost: $52.56 a month, at 40 a second on demand in us-east-1
    pub fn products_by_price_between(
        &self,
        category: &str,
        price_cents: std::ops::RangeInclusive<u64>,
        min_stock: u32,
    ) -> op::Query<Product, dynamo_model::ReadFrom<true>> {
        let query = Product::by_price(category).price_cents(price_cents);
        self.0.query(query).filter(|p| p.stock().gt(min_stock))
    }

    /// AP07: Reads each [`Product`] of a partition.
    ///
    /// - Request: Query of the index `GSI1`
    /// - Key: `GSI1PK` = `CATEGORY#{category}`
    /// - Sort key: `GSI1SK` = `PRICE#{price_cents:010}#{product_id}`, with `price_cents` at most a value
    /// - Filter: `stock > :min_stock`
    /// - Capacity: 4 read units
    /// - Cost: $52.56 a month, at 40 a second on demand in us-east-1
    pub fn products_by_price_at_most(
        &self,
        category: &str,
        price_cents: u64,
        min_stock: u32,
    ) -> op::Query<Product, dynamo_model::ReadFrom<true>> {
        let query = Product::by_price(category).price_cents(..=price_cents);
        self.0.query(query).filter(|p| p.stock().gt(min_stock))
    }

    /// AP08: Changes a [`Customer`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `CUSTOMER#{customer_id}`, `SK` = `PROFILE`
    /// - Capacity: 1 write unit
    /// - Cost: $0.33 a month, at 0.2 a second on demand in us-east-1
    pub fn change_phone(
        &self,
        customer_id: Ulid,
        phone: Option<&str>,
    ) -> op::Update<Customer, op::Complete> {
        self.0
            .update(Customer::key(customer_id))
            .set_or_remove(|c| c.phone(), phone)
            .complete()
    }

    /// AP09: Changes a [`Product`] that must exist.
    ///
    /// - Request: UpdateItem
    /// - Key: `PK` = `PRODUCT#{product_id}`, `SK` = `DETAIL`
    /// - Condition: `stock >= :quantity`
    /// - Capacity: 4 write units
    /// - Cost: $19.71 a month, at 3 a second on demand in us-east-1
    ///
    /// # Errors
    /// With [`ReserveStockError::OutOfStock`] when `stock >= :quantity` does not hold.
    pub async fn reserve_stock(
        &self,
        product_id: Ulid,
        quantity: u32,
    ) -> Result<(), ReserveStockError> {
        self.reserve_stock_request(product_id, quantity)
            .await
            .map_err(ReserveStockError::from)
    }

    /// The request of [`reserve_stock`](Self::reserve_stock), which returns no item.
    fn reserve_stock_request(
        &self,
        product_id: Ulid,
        quantity: u32,
    ) -> op::Update<Product, op::Complete> {
        self.0
            .update(Product::key(product_id))
            .subtract(|p| p.stock(), quantity)
            .when(|p| p.stock().ge(quantity))
            .complete()
    }

    /// AP10: Order + lines + stock in one transaction
    ///
    /// - Request: TransactWriteItems
    /// - Action: put of an [`Order`], if `not exists`
    /// - Action: put of an [`OrderItem`], if `not exists`, for each of `items`
    /// - Action: [`reserve_stock`](Self::reserve_stock), for each of `items`
    /// - Action: delete of a [`CartLine`], for each of `items`
    /// - Capacity: 44 write units
    /// - Cost: $216.81 a month, at 3 a second on demand in us-east-1
    pub fn place_order(&self, order: &Order, items: &[OrderItem]) -> op::Transaction<Shop> {
        let mut transaction = self
            .0
            .transaction()
            .token(order.order_id.to_string())
            .bounded("items", items.len(), 33);
        transaction = transaction.with(Order::create(order));
        for item in items {
            transaction = transaction.with(OrderItem::create(item));
            transaction =
                transaction.with(self.reserve_stock_request(item.product_id, item.quantity));
            transaction = transaction.with(CartLine::delete(CartLine::key(
                order.customer_id,
                item.product_id,
            )));
        }
        transaction
    }

    /// AP11: Writes a [`CartLine`], replacing the one with its key.
    ///
    /// - Request: PutItem
    /// - Key: `PK` = `CART#{customer_id}`, `SK` = `LINE#{product_id}`
    /// - Capacity: 1 write unit
    /// - Cost: $41.06 a month, at 25 a second on demand in us-east-1
    pub fn add_to_cart(&self, cart_line: &CartLine) -> op::Put<CartLine> {
        self.0.put(cart_line)
    }

    /// AP12: Nightly export
    ///
    /// - Request: Scan of the table, in 4 segments counted from 0
    /// - Capacity: 1831.125 read units
    /// - Cost: $0.01 a month, at 0.00001 a second on demand in us-east-1
    pub fn export_products(&self, segment: u32) -> op::Scan<Product> {
        self.0.scan::<Product>().segment(segment, 4)
    }
}

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct ShopSeeds {
    /// The seed `ada`.
    pub ada: Customer,
    /// The seed `bo`.
    pub bo: Customer,
    /// The seed `home`.
    pub home: Address,
    /// The seed `mug`.
    pub mug: Product,
    /// The seed `golden_mug`.
    pub golden_mug: Product,
    /// The seed `first`.
    pub first: Order,
    /// The seed `second`.
    pub second: Order,
    /// The seed `first_line`.
    pub first_line: OrderItem,
    /// The seed `cart_line`.
    pub cart_line: CartLine,
}

impl ShopSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            ada: Customer {
                customer_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                email: "Ada@example.com".to_owned(),
                name: "Ada".to_owned(),
                phone: None,
                created_at: DateTime::from_timestamp_nanos(1777627800000000000),
                revision: 0,
            },
            bo: Customer {
                customer_id: Ulid::from(0x0197c000000000000000000000000002_u128),
                email: "bo@example.com".to_owned(),
                name: "Bo".to_owned(),
                phone: Some("+47 11".to_owned()),
                created_at: DateTime::from_timestamp_nanos(1777714200000000000),
                revision: 0,
            },
            home: Address {
                customer_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                address_id: Ulid::from(0x0197c000000000000000000000000021_u128),
                place: Place {
                    line1: "Main Street 5".to_owned(),
                    city: "Oslo".to_owned(),
                    country: "NO".to_owned(),
                },
            },
            mug: Product {
                product_id: Ulid::from(0x0197c000000000000000000000000041_u128),
                category: "mugs".to_owned(),
                name: "Mug".to_owned(),
                price_cents: 900,
                stock: 40,
                properties: BTreeMap::from([("colour".to_owned(), "blue".to_owned())]),
            },
            golden_mug: Product {
                product_id: Ulid::from(0x0197c000000000000000000000000042_u128),
                category: "mugs".to_owned(),
                name: "Golden mug".to_owned(),
                price_cents: 12500,
                stock: 1,
                properties: Default::default(),
            },
            first: Order {
                order_id: Ulid::from(0x0197c000000000000000000000000061_u128),
                customer_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                placed_at: DateTime::from_timestamp_nanos(1777809600000000000),
                status: Status::Placed,
                total_cents: 1800,
                ship_to: Place {
                    line1: "Main Street 5".to_owned(),
                    city: "Oslo".to_owned(),
                    country: "NO".to_owned(),
                },
            },
            second: Order {
                order_id: Ulid::from(0x0197c000000000000000000000000062_u128),
                customer_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                placed_at: DateTime::from_timestamp_nanos(1777896000500000000),
                status: Status::Shipped,
                total_cents: 900,
                ship_to: Place {
                    line1: "Main Street 5".to_owned(),
                    city: "Oslo".to_owned(),
                    country: "NO".to_owned(),
                },
            },
            first_line: OrderItem {
                order_id: Ulid::from(0x0197c000000000000000000000000061_u128),
                line: 1,
                product_id: Ulid::from(0x0197c000000000000000000000000041_u128),
                quantity: 2,
                unit_cents: 900,
            },
            cart_line: CartLine {
                customer_id: Ulid::from(0x0197c000000000000000000000000001_u128),
                product_id: Ulid::from(0x0197c000000000000000000000000041_u128),
                quantity: 2,
                expires_at: EpochSeconds(1780272000),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Shop>) -> dynamo_model::Result<Self> {
        let mut seeds = Self::items();
        table.create_unique(&seeds.ada).await?;
        let stored = table.get(seeds.ada.primary_key()).consistent().await?;
        seeds.ada = stored.unwrap_or(seeds.ada);
        table.create_unique(&seeds.bo).await?;
        let stored = table.get(seeds.bo.primary_key()).consistent().await?;
        seeds.bo = stored.unwrap_or(seeds.bo);
        table.create(&seeds.home).await?;
        table.create(&seeds.mug).await?;
        table.create(&seeds.golden_mug).await?;
        table.create(&seeds.first).await?;
        table.create(&seeds.second).await?;
        table.create(&seeds.first_line).await?;
        table.create(&seeds.cart_line).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use chrono::DateTime;
    use ulid::Ulid;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(ShopTable, ShopSeeds)> {
        let table = ShopTable::on(dynamo_mock::Mock::new(), "shop");
        table.create_table().await?;
        let seeds = ShopSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_profile() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .get_customer(Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?;
        let expected = seeds.ada.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    /// An address is the same in small letters.
    #[tokio::test]
    async fn a_log_in() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.customer_by_email("ada@Example.com").await?;
        let expected = seeds.ada.clone();
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn nobody_logs_in() -> Outcome {
        let (table, _) = stored().await?;
        let found = table.customer_by_email("eve@example.com").await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn a_page() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .customer_page(Ulid::from(0x0197c000000000000000000000000001_u128))
            .await?;
        let expected = CustomerPage {
            customer: Some(seeds.ada.clone()),
            addresses: vec![seeds.home.clone()],
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn orders_of_a_day() -> Outcome {
        let (table, seeds) = stored().await?;
        let start = DateTime::from_timestamp_nanos(1777766400000000000);
        let end = DateTime::from_timestamp_nanos(1777852800000000000);
        let found = table
            .list_orders_between(
                Ulid::from(0x0197c000000000000000000000000001_u128),
                start..=end,
            )
            .await?
            .items;
        let expected = [seeds.first.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn orders_since() -> Outcome {
        let (table, seeds) = stored().await?;
        let placed_at = DateTime::from_timestamp_nanos(1777809600000000000);
        let found = table
            .list_orders_since(
                Ulid::from(0x0197c000000000000000000000000001_u128),
                placed_at,
            )
            .await?
            .items;
        let expected = [seeds.second.clone(), seeds.first.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn orders_before() -> Outcome {
        let (table, _) = stored().await?;
        let placed_at = DateTime::from_timestamp_nanos(1777809600000000000);
        let found = table
            .list_orders_before(
                Ulid::from(0x0197c000000000000000000000000001_u128),
                placed_at,
            )
            .await?
            .items;
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn an_order_with_its_lines() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .get_order(Ulid::from(0x0197c000000000000000000000000061_u128))
            .await?;
        let expected = OrderWithItems {
            order: Some(seeds.first.clone()),
            items: vec![seeds.first_line.clone()],
        };
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_is_placed() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.open_orders(Status::Placed).await?;
        let found: Vec<_> = found
            .iter()
            .map(|item| {
                (
                    item.primary_key(),
                    item.customer_id,
                    item.status,
                    item.total_cents,
                )
            })
            .collect();
        let expected = [(
            seeds.first.primary_key(),
            seeds.first.customer_id,
            seeds.first.status,
            seeds.first.total_cents,
        )];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn what_is_shipped_is_not_open() -> Outcome {
        let (table, _) = stored().await?;
        let found = table.open_orders(Status::Shipped).await?;
        let found: Vec<_> = found
            .iter()
            .map(|item| {
                (
                    item.primary_key(),
                    item.customer_id,
                    item.status,
                    item.total_cents,
                )
            })
            .collect();
        assert!(found.is_empty());
        Ok(())
    }

    #[tokio::test]
    async fn cheap_mugs() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .products_by_price_at_most("mugs", 1000, 2)
            .await?
            .items;
        let expected = [seeds.mug.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn mugs_of_which_there_are_some() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .products_by_price_between("mugs", 0..=20000, 2)
            .await?
            .items;
        let expected = [seeds.mug.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn another_number() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .change_phone(
                Ulid::from(0x0197c000000000000000000000000001_u128),
                Some("+47 22"),
            )
            .await?;
        let mut expected = Customer {
            phone: Some("+47 22".to_owned()),
            ..seeds.ada.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.revision = found.revision;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn no_number() -> Outcome {
        let (table, _) = stored().await?;
        table
            .change_phone(Ulid::from(0x0197c000000000000000000000000002_u128), None)
            .await?;
        let mut expected = Customer {
            customer_id: Ulid::from(0x0197c000000000000000000000000002_u128),
            email: "bo@example.com".to_owned(),
            name: "Bo".to_owned(),
            phone: None,
            created_at: DateTime::from_timestamp_nanos(1777714200000000000),
            revision: 0,
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        if let Some(found) = &found {
            expected.revision = found.revision;
        }
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_last_one() -> Outcome {
        let (table, seeds) = stored().await?;
        table
            .reserve_stock(Ulid::from(0x0197c000000000000000000000000042_u128), 1)
            .await?;
        let expected = Product {
            stock: 0,
            ..seeds.golden_mug.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn too_many() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table
            .reserve_stock(Ulid::from(0x0197c000000000000000000000000042_u128), 2)
            .await;
        let expected = seeds.golden_mug.clone();
        let expected = Some(Box::new(expected));
        assert!(matches!(failed, Err(ReserveStockError::OutOfStock(found)) if found == expected));
        let expected = seeds.golden_mug.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn a_purchase() -> Outcome {
        let (table, seeds) = stored().await?;
        let order = Order {
            order_id: Ulid::from(0x0197c000000000000000000000000063_u128),
            ..seeds.first.clone()
        };
        let items = [OrderItem {
            order_id: Ulid::from(0x0197c000000000000000000000000063_u128),
            ..seeds.first_line.clone()
        }];
        table.place_order(&order, &items).await?;
        let expected = Order {
            order_id: Ulid::from(0x0197c000000000000000000000000063_u128),
            ..seeds.first.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = Product {
            stock: 38,
            ..seeds.mug.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let found = table
            .get(seeds.cart_line.primary_key())
            .consistent()
            .await?;
        assert_eq!(found, None);
        Ok(())
    }

    #[tokio::test]
    async fn a_purchase_that_is_there() -> Outcome {
        let (table, seeds) = stored().await?;
        let failed = table
            .place_order(&seeds.first, std::slice::from_ref(&seeds.first_line))
            .await;
        assert!(failed.is_err_and(|error| error.is_transaction_canceled()));
        let expected = seeds.mug.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = seeds.cart_line.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn into_the_cart() -> Outcome {
        let (table, seeds) = stored().await?;
        let cart_line = CartLine {
            quantity: 5,
            ..seeds.cart_line.clone()
        };
        table.add_to_cart(&cart_line).await?;
        let expected = CartLine {
            quantity: 5,
            ..seeds.cart_line.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn all_products() -> Outcome {
        let (table, seeds) = stored().await?;
        let mut found = Vec::new();
        for segment in 0..4 {
            found.extend(table.export_products(segment).all().await?);
        }
        let expected = [seeds.mug.clone(), seeds.golden_mug.clone()];
        assert_eq!(found.len(), expected.len());
        assert!(expected.iter().all(|item| found.contains(item)));
        Ok(())
    }
}
