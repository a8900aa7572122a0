//! What values attributes may have: checked on every way to write, before anything is sent.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::prelude::*;
use dynamo_model::{Error, TableHandle};
use dynamo_tests::{Case, for_each_backend};
use rust_decimal::Decimal;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Review, Old))]
struct Reviews;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Reviews, key(pk = "REVIEW#{id}", sk = "REVIEW"))]
struct Review {
    id: u32,
    #[dynamo(range(1..=5))]
    stars: u8,
    #[dynamo(range(-0.5..=99.95))]
    price: Decimal,
    #[dynamo(length(2..=4), pattern = "[a-zé]+")]
    name: String,
    #[dynamo(bytes(..=4))]
    short: Option<String>,
    #[dynamo(length(..=2))]
    tags: BTreeSet<String>,
    #[dynamo(length(1..=2))]
    lines: Vec<Line>,
    #[dynamo(length(..=1))]
    more: BTreeMap<String, Line>,
    free: u8,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Line {
    #[dynamo(range(1..))]
    quantity: u32,
    note: String,
}

/// The same items, written before there were limits.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Reviews, key(pk = "OLD#{id}", sk = "OLD"))]
struct Old {
    id: u32,
    stars: u8,
}

fn review() -> Review {
    Review {
        id: 1,
        stars: 5,
        price: Decimal::new(9995, 2),
        name: "zoé".to_owned(),
        short: None,
        tags: BTreeSet::new(),
        lines: vec![line(1)],
        more: BTreeMap::new(),
        free: 0,
    }
}

fn line(quantity: u32) -> Line {
    Line { quantity, note: "private".to_owned() }
}

async fn reviews(case: &Case) -> TableHandle<Reviews> {
    Reviews::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

fn assert_refused(error: &Error, said: &str) {
    let text = error.to_string();
    assert!(error.is_invalid() && text.ends_with(said), "{text}");
}

/// What is not allowed, and what the error says.
fn mistakes() -> Vec<(Review, &'static str)> {
    let long = || "secret".to_owned();
    let tags = ["a", "b", "c"].map(str::to_owned).into();
    let more = ["a", "b"].map(|key| (key.to_owned(), line(1))).into();
    vec![
        (Review { stars: 6, ..review() }, "`stars` must be at most 5"),
        (Review { stars: 0, ..review() }, "`stars` must be at least 1"),
        (Review { price: Decimal::new(99951, 3), ..review() }, "`price` must be at most 99.95"),
        (Review { price: Decimal::new(-51, 2), ..review() }, "`price` must be at least -0.5"),
        (Review { name: long(), ..review() }, "`name` must have a length of at most 4"),
        (Review { name: "é".to_owned(), ..review() }, "`name` must have a length of at least 2"),
        (Review { name: "a b".to_owned(), ..review() }, "`name` must match the pattern `[a-zé]+`"),
        (Review { short: Some("ééé".to_owned()), ..review() }, "`short` must have at most 4 bytes"),
        (Review { tags, ..review() }, "`tags` must have a length of at most 2"),
        (Review { lines: Vec::new(), ..review() }, "`lines` must have a length of at least 1"),
        (Review { lines: vec![line(1), line(0)], ..review() }, "`lines[1].quantity` must be at least 1"),
        (Review { more, ..review() }, "`more` must have a length of at most 1"),
        (Review { more: [(long(), line(0))].into(), ..review() }, "`more.*.quantity` must be at least 1"),
    ]
}

#[test]
fn whole_items_are_checked_by_every_verb() {
    for_each_backend(async |case| {
        let reviews = reviews(case).await;
        for (mistake, said) in mistakes() {
            assert_refused(&reviews.create(&mistake).await.unwrap_err(), said);
            assert_refused(&reviews.put(&mistake).await.unwrap_err(), said);
            assert_refused(&reviews.upsert(&mistake).await.unwrap_err(), said);
            assert_refused(&reviews.batch_write().put(&mistake).await.unwrap_err(), said);
            assert_refused(&reviews.transact((Review::put(&mistake),)).await.unwrap_err(), said);
        }
        assert_eq!(reviews.get(Review::key(1u32)).consistent().await.unwrap(), None);
        reviews.create(&review()).await.unwrap();
        for (mistake, said) in mistakes() {
            let with = reviews.update_with(Review::key(1u32), move |review| *review = mistake.clone());
            assert_refused(&with.await.unwrap_err(), said);
        }
        assert_eq!(reviews.get(Review::key(1u32)).consistent().await.unwrap(), Some(review()));
    });
}

#[test]
fn partial_updates_are_checked() {
    for_each_backend(async |case| {
        let reviews = reviews(case).await;
        reviews.create(&review()).await.unwrap();
        let update = || reviews.update(Review::key(1u32));
        let unknown = "and this update leaves its value to DynamoDB, where they cannot be checked; set a value, or use \
                       `update_with`";
        let inside =
            "which a change inside of it cannot be checked against; set it whole, or use `update_with`";
        for (error, said) in [
            (update().set(|r| r.stars(), 6).await, "`stars` must be at most 5"),
            (update().set_if_absent(|r| r.stars(), 6).await, "`stars` must be at most 5"),
            (update().add(|r| r.stars(), 1).await, unknown),
            (update().subtract(|r| r.stars(), 1).await, unknown),
            (update().set_to(|r| r.stars(), |r| r.free()).await, unknown),
            (update().insert(|r| r.tags(), ["c".to_owned()]).await, unknown),
            (update().append(|r| r.lines(), vec![line(1)]).await, unknown),
            (update().set(|r| r.name(), "secret").await, "`name` must have a length of at most 4"),
            (update().set(|r| r.lines(), vec![line(0)]).await, "`lines[0].quantity` must be at least 1"),
            (update().set(|r| r.lines().index(0), line(2)).await, inside),
            (update().remove(|r| r.lines().index(0)).await, inside),
            (update().set(|r| r.more().key("a"), line(2)).await, inside),
            (
                update().set(|r| r.lines().index(0).field(|l| l.quantity()), 0u32).await,
                "`lines[0].quantity` must be at least 1",
            ),
            (update().add(|r| r.lines().index(0).field(|l| l.quantity()), 1u32).await, unknown),
        ] {
            assert_refused(&error.unwrap_err(), said);
        }
        assert_eq!(reviews.get(Review::key(1u32)).consistent().await.unwrap(), Some(review()));
        update().set(|r| r.stars(), 1).add(|r| r.free(), 7).remove(|r| r.short()).await.unwrap();
        update().set(|r| r.lines().index(0).field(|l| l.quantity()), 9u32).await.unwrap();
        let read = reviews.get(Review::key(1u32)).consistent().await.unwrap().unwrap();
        assert_eq!((read.stars, read.free, read.lines), (1, 7, vec![line(9)]));
    });
}

#[test]
fn what_is_stored_stays_readable() {
    for_each_backend(async |case| {
        let reviews = reviews(case).await;
        let mut item = dynamo_model::to_item(&Review { stars: 200, ..review() }).unwrap();
        item.insert("free", dynamo_model::AttributeValue::N(1.into()));
        let table_name = reviews.name().into();
        case.answer(dynamo_model::api::PutItemInput { table_name, item, ..Default::default() }).await;
        let read = reviews.get(Review::key(1u32)).consistent().await.unwrap().unwrap();
        assert_eq!(read.stars, 200);
        assert_refused(&reviews.put(&read).await.unwrap_err(), "`stars` must be at most 5");
        reviews.put(&Old { id: 1, stars: 200 }).await.unwrap();
    });
}
