//! Runs the shop: creates its table, stores some data, and goes through every access pattern, showing for each the
//! request that it makes and what comes back.
#![allow(clippy::print_stdout)]

use std::fmt::Display;
use std::process::ExitCode;

use chrono::TimeDelta;
use dynamo_mock::Mock;
use shop::model::{Product, Shop, ShopTable, Status};
use shop::show::Show;
use shop::{patterns, seed};

const HELP: &str = "\
Runs a web shop in one DynamoDB table and shows every request.

Usage: shop [--aws | --endpoint URL] [--table NAME]

Without a flag it runs on the engine inside this process and needs nothing else.
  --aws             run on DynamoDB, with the region and credentials of the environment
  --endpoint URL    run on DynamoDB Local or anything else that speaks DynamoDB's API
  --table NAME      the table to create and to delete again [default: shop-example]

The first two need the example to be built with `--features aws`.";

/// What the command line asks for.
struct Options {
    place: Place,
    table: String,
}

enum Place {
    Engine,
    Aws { endpoint: Option<String> },
}

type Failure = Box<dyn std::error::Error>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let outcome = match options(std::env::args().skip(1)) {
        Ok(Some(options)) => run(options).await,
        Ok(None) => {
            println!("{HELP}");
            Ok(())
        }
        Err(problem) => {
            eprintln!("{problem}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options { place: Place::Engine, table: "shop-example".to_owned() };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match &*argument {
            "--aws" => options.place = Place::Aws { endpoint: None },
            "--endpoint" => options.place = Place::Aws { endpoint: Some(value()?) },
            "--table" => options.table = value()?,
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("unknown argument {other}")),
        }
    }
    Ok(Some(options))
}

async fn run(options: Options) -> Result<(), Failure> {
    let shop = match options.place {
        Place::Engine => Shop::on(Mock::new(), options.table),
        Place::Aws { endpoint } => Shop::on(client(endpoint).await?, options.table),
    };
    shop.create_table().await?;
    let outcome = tour(&shop).await;
    shop.delete_table().await?;
    Ok(outcome?)
}

#[cfg(feature = "aws")]
async fn client(endpoint: Option<String>) -> Result<aws_sdk_dynamodb::Client, Failure> {
    let mut loader = aws_config::defaults(aws_config::BehaviorVersion::latest());
    if let Some(endpoint) = endpoint {
        loader = loader.endpoint_url(endpoint);
    }
    Ok(aws_sdk_dynamodb::Client::new(&loader.load().await))
}

#[cfg(not(feature = "aws"))]
async fn client(_: Option<String>) -> Result<Mock, Failure> {
    Err("build the example with `--features aws` to run it on DynamoDB or on an endpoint".into())
}

fn title(id: &str, text: &str) {
    println!("\n{id}  {text}");
}

/// The request of an operation, indented under the pattern's title.
fn request(explanation: impl Display) {
    for line in explanation.to_string().lines() {
        println!("      {line}");
    }
}

fn results<'s, T: Show + 's>(values: impl IntoIterator<Item = &'s T>) {
    let mut values = values.into_iter().peekable();
    if values.peek().is_none() {
        println!("    → nothing");
    }
    values.for_each(|value| println!("    → {}", value.line()));
}

/// Stores the data and goes through every access pattern.
async fn tour(shop: &ShopTable) -> dynamo_model::Result<()> {
    let seed = seed::store(shop).await?;
    println!("Stored in the table {}:", shop.name());
    results(&seed.customers);
    results(&seed.addresses);
    results(&seed.products);
    for (order, items) in &seed.orders {
        results([order]);
        results(items);
    }
    reads(shop, &seed).await?;
    writes(shop, &seed).await
}

async fn reads(shop: &ShopTable, seed: &seed::Seed) -> dynamo_model::Result<()> {
    let ada = &seed.customers[0];
    let (first, _) = &seed.orders[0];

    title("AP01", "A customer's profile");
    request(patterns::get_customer(shop, ada.customer_id).explain()?);
    results(&patterns::get_customer(shop, ada.customer_id).await?);

    title("AP02", "Log-in by e-mail address: the marker, then the profile");
    request(patterns::email_marker(shop, "Ada@Example.com").explain()?);
    request(patterns::get_customer(shop, ada.customer_id).consistent().explain()?);
    results(&patterns::customer_by_email(shop, "Ada@Example.com").await?);

    title("AP03", "Profile and addresses in one query");
    request(patterns::customer_page(shop, ada.customer_id).explain()?);
    let page = patterns::customer_page(shop, ada.customer_id).await?;
    results(&page.customer);
    results(&page.addresses);

    title("AP04", "Orders of a customer in a period, newest first");
    let period = seed::opening()..=seed::opening() + TimeDelta::days(2);
    request(patterns::list_orders(shop, ada.customer_id, period.clone()).explain()?);
    results(&patterns::list_orders(shop, ada.customer_id, period).await?.items);

    title("AP05", "One order with its lines, as they are now");
    request(patterns::get_order(shop, first.order_id).explain()?);
    let order = patterns::get_order(shop, first.order_id).await?;
    results(&order.order);
    results(&order.items);

    title("AP06", "Open orders by status, oldest first, out of eight shards; the request to the first");
    request(patterns::open_orders(shop, Status::Paid).explain()?.remove(0));
    // The index holds some attributes of an order, and its keys tell more.
    results(&patterns::open_orders(shop, Status::Paid).await?);

    title("AP07", "Mugs from 5 to 20 euros of which there are more than two");
    request(patterns::products_by_price(shop, "mugs", 500..=2_000, 2).explain()?);
    results(&patterns::products_by_price(shop, "mugs", 500..=2_000, 2).await?.items);
    Ok(())
}

async fn writes(shop: &ShopTable, seed: &seed::Seed) -> dynamo_model::Result<()> {
    let (ada, bo) = (&seed.customers[0], &seed.customers[1]);
    let golden = &seed.products[2];

    title("AP08", "Change a phone number, unless somebody else changed the profile");
    request(patterns::change_phone(shop, bo, Some("+47 22")).explain()?);
    patterns::change_phone(shop, bo, Some("+47 22")).await?;
    results(&patterns::get_customer(shop, bo.customer_id).await?);
    if let Err(error) = patterns::change_phone(shop, bo, None).await {
        println!("    → refused the second time: {error}");
    }

    title("AP09", "Reserve stock, if there is enough");
    request(patterns::reserve_stock(shop, golden.product_id, 1).explain()?);
    patterns::reserve_stock(shop, golden.product_id, 1).await?;
    if let Err(error) = patterns::reserve_stock(shop, golden.product_id, 1).await {
        println!("    → refused the second time: {error}");
    }

    title("AP11", "Put a product into the cart");
    let line = seed::cart_line(ada.customer_id, seed.products[1].product_id, 2);
    request(patterns::add_to_cart(shop, &line).explain()?);
    patterns::add_to_cart(shop, &line).await?;

    title("AP10", "Place an order: order, lines, stock and cart together");
    let (order, items) = seed::next_order(seed);
    request(patterns::place_order(shop, &order, &items).explain()?);
    patterns::place_order(shop, &order, &items).await?;
    let placed = patterns::get_order(shop, order.order_id).await?;
    results(&placed.order);
    results(&placed.items);

    title(
        "AP12",
        "Export all products: four segments that several tasks can read at once; the first request",
    );
    request(shop.scan::<Product>().segment(0, 4).explain()?);
    for segment in 0..4 {
        for product in patterns::export_products(shop, segment).await? {
            println!("    → segment {segment}: {} ({} in stock)", product.name, product.stock);
        }
    }
    Ok(())
}
