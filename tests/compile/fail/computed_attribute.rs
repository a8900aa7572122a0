//! A computed attribute follows from others: updates do not set it, nor leave it behind.

use dynamo_model::TableHandle;
use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", entities(Order))]
#[dynamo(gsi(ByLabel, pk = "label_pk": S, sk = "label_sk": S))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}"))]
#[dynamo(index(by_label, on = ByLabel, pk = "LABEL#{label}", sk = "{state}"))]
struct Order {
    id: u32,
    title: String,
    state: String,
    price: u32,
    tax: Option<u32>,
    lines: Vec<Line>,
    #[dynamo(computed(total, from(price, tax)))]
    total: u32,
    #[dynamo(computed(label, from(title)))]
    label: String,
    #[dynamo(computed(Line::count, from(lines)))]
    count: usize,
}

#[derive(DynamoAttribute)]
struct Line {
    text: String,
}

impl Line {
    fn count(lines: &[Line]) -> usize {
        lines.len()
    }
}

fn total(price: &u32, tax: &Option<u32>) -> u32 {
    price + tax.unwrap_or(0)
}

fn label(title: &str) -> String {
    title.to_lowercase()
}

async fn program(shop: TableHandle<Shop>, order: Order) -> dynamo_model::Result<()> {
    // The total itself; only one of its inputs; a price that only DynamoDB will know.
    shop.update(Order::key(1)).set(|o| o.total(), 5).await?;
    shop.update(Order::key(1)).set(|o| o.price(), 5).await?;
    shop.update(Order::key(1)).add(|o| o.price(), 5).given(|o| o.tax(), 1).await?;
    // A key that is composed from the label needs to know the title; and one place in a line tells nothing of the rest.
    shop.update(Order::key(1)).set(|o| o.state(), "open").await?;
    shop.update(Order::key(1)).set(|o| o.lines().index(0).field(|l| l.text()), "x").await?;
    // All of these know what they need.
    shop.update(Order::key(1)).set(|o| o.price(), 5).remove(|o| o.tax()).await?;
    shop.update(Order::key(1)).set(|o| o.state(), "open").given(|o| o.title(), "t").await?;
    shop.update_of(&order).set(|o| o.price(), 5).await?;
    shop.update(Order::key(1)).add(|o| o.price(), 5).refetch().await?;
    Ok(())
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Wrong))]
struct Mistakes;

#[derive(DynamoEntity)]
#[dynamo(table = Mistakes, key(pk = "WRONG#{id}"))]
struct Wrong {
    id: u32,
    #[dynamo(lock)]
    revision: u64,
    #[dynamo(computed(twice, from(idd)))]
    twice: u32,
    #[dynamo(computed(twice, from(revision)))]
    of_lock: u32,
    #[dynamo(computed(twice, from(twice)))]
    of_computed: u32,
    #[dynamo(computed(twice))]
    of_nothing: u32,
    #[dynamo(computed(twice, from(id)), default = 7)]
    with_default: u32,
}

fn twice(number: &u32) -> u32 {
    number * 2
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Keyed))]
struct Keys;

#[derive(DynamoEntity)]
#[dynamo(table = Keys, key(pk = "KEYED#{code}"))]
struct Keyed {
    name: String,
    #[dynamo(computed(label, from(name)))]
    code: String,
}

#[derive(DynamoAttribute)]
struct Inside {
    name: String,
    #[dynamo(computed(label, from(name)))]
    code: String,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Typed))]
struct Types;

#[derive(DynamoEntity)]
#[dynamo(table = Types, key(pk = "TYPED#{id}"))]
struct Typed {
    id: u32,
    #[dynamo(computed(label, from(id)))]
    code: String,
    #[dynamo(computed(twice, from(id)))]
    double: String,
}

fn main() {}
