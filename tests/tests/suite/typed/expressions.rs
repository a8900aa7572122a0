//! Conditions, filters and updates on attributes of every kind.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::attribute::Required;
use dynamo_model::decode::{DecodeError, Decoded, Value};
use dynamo_model::prelude::*;
use dynamo_model::schema::{AttributeType, WireType};
use dynamo_model::{Encoded, TableHandle, api};
use dynamo_tests::{Case, for_each_backend};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Names, pk = "name": S, sk = "sk": S))]
#[dynamo(entities(Product))]
struct Store;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Store)]
#[dynamo(key(pk = "STORE", sk = "PRODUCT#{id}"))]
#[dynamo(index(by_name, on = Names, pk = name, sk = "PRODUCT#{id}"))]
struct Product {
    id: u32,
    name: String,
    stock: i64,
    limit: i64,
    tags: BTreeSet<String>,
    codes: BTreeSet<u32>,
    parts: Vec<Part>,
    notes: Vec<String>,
    log: Option<Vec<String>>,
    prices: BTreeMap<String, u64>,
    maker: Option<Part>,
    data: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Part {
    label: String,
    weight: u32,
}

fn part(label: &str, weight: u32) -> Part {
    Part { label: label.to_owned(), weight }
}

fn product(id: u32) -> Product {
    Product {
        id,
        name: format!("product {id}"),
        stock: i64::from(id) * 10,
        limit: 25,
        tags: BTreeSet::from(["red".to_owned(), format!("t{id}")]),
        codes: BTreeSet::from([id, 100]),
        parts: vec![part("wheel", id), part("door", 7)],
        notes: vec!["first".to_owned()],
        log: None,
        prices: BTreeMap::from([("eu.de".to_owned(), u64::from(id)), ("#us".to_owned(), 5)]),
        maker: (id != 2).then(|| part("maker", 1)),
        data: vec![id as u8, 9],
    }
}

async fn store(case: &Case) -> TableHandle<Store> {
    let table = Store::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
    for id in 1..=3 {
        table.create(&product(id)).await.unwrap();
    }
    table
}

/// The ids of the products that a filter lets through.
macro_rules! filtered {
    ($table:expr, $filter:expr) => {{
        let query = $table.query(Product::of()).filter($filter);
        query.await.unwrap().into_iter().map(|product| product.id).collect::<Vec<u32>>()
    }};
}

#[test]
fn filters_of_every_operator() {
    for_each_backend(async |case| {
        let table = store(case).await;
        assert_eq!(filtered!(table, |p| p.stock().eq(20)), [2]);
        assert_eq!(filtered!(table, |p| p.stock().ne(20)), [1, 3]);
        assert_eq!(filtered!(table, |p| p.stock().lt(20)), [1]);
        assert_eq!(filtered!(table, |p| p.stock().le(20)), [1, 2]);
        assert_eq!(filtered!(table, |p| p.stock().gt(20)), [3]);
        assert_eq!(filtered!(table, |p| p.stock().ge(20)), [2, 3]);
        assert_eq!(filtered!(table, |p| p.stock().between(15, 30)), [2, 3]);
        assert_eq!(filtered!(table, |p| p.stock().is_in([10, 30])), [1, 3]);
        assert_eq!(filtered!(table, |p| p.stock().gt(p.limit())), [3]);
        assert_eq!(filtered!(table, |p| p.name().begins_with("product ")), [1, 2, 3]);
        assert_eq!(filtered!(table, |p| p.name().contains("ct 3".to_owned())), [3]);
        assert_eq!(filtered!(table, |p| p.tags().contains("t2".to_owned())), [2]);
        assert_eq!(filtered!(table, |p| p.codes().contains(3)), [3]);
        assert_eq!(filtered!(table, |p| p.parts().contains(part("wheel", 1))), [1]);
        assert_eq!(filtered!(table, |p| p.maker().exists()), [1, 3]);
        assert_eq!(filtered!(table, |p| p.maker().not_exists()), [2]);
        assert_eq!(filtered!(table, |p| p.maker().has_type(WireType::M)), [1, 3]);
        assert_eq!(filtered!(table, |p| p.data().begins_with(vec![3])), [3]);
        assert_eq!(filtered!(table, |p| p.tags().size().eq(2) & p.name().size().lt(20)), [1, 2, 3]);
        assert_eq!(filtered!(table, |p| p.parts().size().between(3, 9)), [0; 0]);
    });
}

#[test]
fn filters_on_nested_paths() {
    for_each_backend(async |case| {
        let table = store(case).await;
        assert_eq!(filtered!(table, |p| p.maker().field(|m| m.weight()).eq(1)), [1, 3]);
        assert_eq!(filtered!(table, |p| p.parts().index(0).field(|part| part.weight()).ge(2)), [2, 3]);
        assert_eq!(filtered!(table, |p| p.parts().index(9).exists()), [0; 0]);
        assert_eq!(filtered!(table, |p| p.prices().key("eu.de").eq(3)), [3]);
        assert_eq!(filtered!(table, |p| p.prices().key("#us").eq(5)), [1, 2, 3]);
        assert_eq!(filtered!(table, |p| p.prices().key(":x] OR (").exists()), [0; 0]);
    });
}

#[test]
fn conditions_keep_their_grouping() {
    for_each_backend(async |case| {
        let table = store(case).await;
        let one = |p: &<Product as Entity>::Paths| p.stock().eq(10);
        let two = |p: &<Product as Entity>::Paths| p.stock().between(20, 20);
        let maker = |p: &<Product as Entity>::Paths| p.maker().exists();
        assert_eq!(filtered!(table, |p| (one(p) | two(p)) & maker(p)), [1]);
        assert_eq!(filtered!(table, |p| one(p) | two(p) & maker(p)), [1]);
        assert_eq!(filtered!(table, |p| (two(p) | one(p)) & !maker(p)), [2]);
        assert_eq!(filtered!(table, |p| !(one(p) | two(p))), [3]);
        assert_eq!(filtered!(table, |p| !(!(one(p) & maker(p)))), [1]);
        assert_eq!(filtered!(table, |p| !one(p) & !two(p) & maker(p)), [3]);
    });
}

#[test]
fn a_list_that_is_absent_begins_with_what_is_added() {
    for_each_backend(async |case| {
        let table = store(case).await;
        let log = async |text: &str, at_end: bool| {
            let (update, text) = (table.update(Product::key(1)), vec![text.to_owned()]);
            let written = if at_end {
                update.append_or_create(|p| p.log(), text).returning(AllNew).await
            } else {
                update.prepend_or_create(|p| p.log(), text).returning(AllNew).await
            };
            written.unwrap().log.unwrap()
        };
        assert!(table.update(Product::key(1)).append(|p| p.log(), vec!["a".to_owned()]).await.is_err());
        assert_eq!(log("b", true).await, ["b"]);
        assert_eq!(log("a", false).await, ["a", "b"]);
        assert_eq!(log("c", true).await, ["a", "b", "c"]);
        table.update(Product::key(1)).remove(|p| p.log()).await.unwrap();
        assert_eq!(log("d", false).await, ["d"]);
        // What is required is there, and grows in the same way.
        let update = table.update(Product::key(1)).append_or_create(|p| p.notes(), vec!["last".to_owned()]);
        assert_eq!(update.returning(AllNew).await.unwrap().notes, ["first", "last"]);
    });
}

#[test]
fn updates_of_lists_sets_and_nested_places() {
    for_each_backend(async |case| {
        let table = store(case).await;
        let key = || Product::key(1);
        table
            .update(key())
            .append(|p| p.notes(), vec!["last".to_owned()])
            .insert(|p| p.tags(), ["new".to_owned()])
            .delete(|p| p.codes(), [100])
            .set(|p| p.parts().index(0).field(|part| part.weight()), 99)
            .set(|p| p.maker().field(|maker| maker.label()), "other")
            .set(|p| p.prices().key("a.b"), 12)
            .remove(|p| p.prices().key("#us"))
            .add(|p| p.stock(), -3)
            .await
            .unwrap();
        let mut expected = product(1);
        expected.notes.push("last".to_owned());
        expected.tags.insert("new".to_owned());
        expected.codes.remove(&100);
        expected.parts[0].weight = 99;
        expected.maker = Some(part("other", 1));
        expected.prices = BTreeMap::from([("eu.de".to_owned(), 1), ("a.b".to_owned(), 12)]);
        expected.stock = 7;
        assert_eq!(table.get(key()).await.unwrap(), Some(expected.clone()));

        let update = table.update(key()).prepend(|p| p.notes(), vec!["zeroth".to_owned()]);
        let update = update.remove(|p| p.parts().index(0)).delete(|p| p.codes(), [1]);
        update.set_to(|p| p.limit(), |p| p.stock()).subtract(|p| p.stock(), 7).await.unwrap();
        expected.notes.insert(0, "zeroth".to_owned());
        expected.parts.remove(0);
        expected.codes.clear();
        (expected.limit, expected.stock) = (7, 0);
        assert_eq!(table.get(key()).await.unwrap(), Some(expected.clone()));

        table.update(key()).set(|p| p.tags(), BTreeSet::new()).insert(|p| p.codes(), [4, 5]).await.unwrap();
        expected.tags.clear();
        expected.codes = BTreeSet::from([4, 5]);
        assert_eq!(table.get(key()).await.unwrap(), Some(expected));
    });
}

#[test]
fn contradictions_are_refused_when_built() {
    for_each_backend(async |case| {
        let table = Store::on(case.backend().clone(), "nowhere");
        let update = || table.update(Product::key(1));
        let twice = update().set(|p| p.stock(), 1).add(|p| p.stock(), 1).await.unwrap_err();
        assert!(twice.to_string().contains("changes `stock` twice"), "{twice}");
        let inside =
            update().remove(|p| p.maker()).set(|p| p.maker().field(|m| m.label()), "x").await.unwrap_err();
        assert!(inside.to_string().contains("`maker` and `maker.label`"), "{inside}");
        let nothing = update().await.unwrap_err();
        assert!(nothing.to_string().contains("changes nothing"), "{nothing}");
        let none = table.query(Product::of()).filter(|p| p.stock().is_in([0i64; 0])).await.unwrap_err();
        assert!(none.to_string().contains("at least one value"), "{none}");
        let many = table.query(Product::of()).filter(|p| p.stock().is_in(0..101)).await.unwrap_err();
        assert!(many.to_string().contains("at most 100 values"), "{many}");
        let key = table.query(Product::by_name("x")).filter(|p| p.name().eq("x")).await.unwrap_err();
        assert!(key.to_string().contains("`name` is part of the key"), "{key}");
        let empty = table.query(Product::of()).filter(|p| p.tags().eq(BTreeSet::new())).await.unwrap_err();
        assert!(empty.to_string().contains("`exists()`"), "{empty}");
    });
}

#[test]
fn a_missing_parent_is_explained_by_the_service() {
    for_each_backend(async |case| {
        let table = store(case).await;
        let update = table.update(Product::key(2)).set(|p| p.maker().field(|maker| maker.weight()), 3);
        let error = update.await.unwrap_err();
        assert_eq!(error.service_error().map(|error| &error.code), Some(&api::ErrorCode::Validation));
        assert!(error.to_string().contains("document path"), "{error}");
    });
}

#[test]
fn the_same_expression_has_the_same_text() {
    let table = Store::on(dynamo_mock::Mock::new(), "store");
    let query = || {
        let query =
            table.query(Product::of().id(2..9)).filter(|p| p.stock().gt(p.limit()) & !p.maker().exists());
        query.filter(|p| p.stock().lt(3) | p.tags().contains("x".to_owned())).take(2).explain().unwrap()
    };
    assert_eq!(query().to_string(), query().to_string());
    assert_eq!(
        query().to_string(),
        "Query on store\n  \
         where      pk = \"STORE\" AND sk BETWEEN \"PRODUCT#0000000002\" AND \"PRODUCT#0000000008$\"\n  \
         filter     stock > limit AND (NOT attribute_exists(maker)) AND (stock < 3 OR contains(tags, \"x\"))\n  \
         costs      0.5 read units per 4 KB of all items evaluated together"
    );
    let explained = query();
    let Some(api::Request::Query(query)) = explained.request() else { panic!("a query") };
    assert_eq!(
        query.filter_expression.as_deref(),
        Some("#2 > #3 AND (NOT attribute_exists(#4)) AND (#2 < :3 OR contains(#5, :4))")
    );
}

#[test]
fn sizes_stand_beside_sizes_and_attributes() {
    for_each_backend(async |case| {
        let table = store(case).await;
        // Each has two tags, two codes, two parts, and one note.
        assert_eq!(filtered!(table, |p| p.tags().size().eq(p.codes().size())), [1, 2, 3]);
        assert_eq!(filtered!(table, |p| p.notes().size().ge(p.parts().size())), [0; 0]);
        assert_eq!(filtered!(table, |p| p.parts().size().lt(p.stock())), [1, 2, 3]);
        assert_eq!(filtered!(table, |p| p.data().size().between(p.notes().size(), 2)), [1, 2, 3]);
    });
}

#[test]
fn every_type_is_asked_for_by_its_name() {
    for_each_backend(async |case| {
        let table = store(case).await;
        let types = |p: &<Product as Entity>::Paths| {
            p.name().has_type(WireType::S)
                & p.stock().has_type(WireType::N)
                & p.data().has_type(WireType::B)
                & p.tags().has_type(WireType::Ss)
                & p.codes().has_type(WireType::Ns)
                & p.parts().has_type(WireType::L)
                & p.prices().has_type(WireType::M)
                & !p.name().has_type(WireType::Bool)
                & !p.name().has_type(WireType::Bs)
                & !p.maker().has_type(WireType::Null)
        };
        assert_eq!(filtered!(table, types), [1, 2, 3]);
        assert_eq!(filtered!(table, |p| p.maker().eq(part("maker", 1))), [1, 3]);
        assert_eq!(filtered!(table, |p| p.parts().index(0).eq(part("wheel", 2))), [2]);
        assert_eq!(filtered!(table, |p| p.stock().ne(p.limit()) & p.name().is_in(["product 2", "x"])), [2]);
    });
}

#[test]
fn updates_are_computed_from_other_attributes() {
    for_each_backend(async |case| {
        let table = store(case).await;
        let key = || Product::key(2);
        let mut expected = product(2);
        // All of them read the item as it was.
        table
            .update(key())
            .set_to(|p| p.stock(), |p| p.limit() - 5)
            .set_to(|p| p.limit(), |p| p.stock() + p.limit())
            .set_to(|p| p.notes(), |p| p.notes().followed_by(vec!["second".to_owned()]))
            .set_to(|p| p.maker(), |p| p.parts().index(1).or(part("nobody", 0)))
            .set_to(|p| p.prices().key("eu.de"), |p| p.prices().key("none").or(p.prices().key("#us")))
            .await
            .unwrap();
        (expected.stock, expected.limit) = (20, 45);
        expected.notes.push("second".to_owned());
        expected.maker = Some(part("door", 7));
        expected.prices.insert("eu.de".to_owned(), 5);
        assert_eq!(table.get(key()).await.unwrap(), Some(expected.clone()));

        let update = table.update(key()).set(|p| p.parts().index(0), part("saddle", 4));
        let update = update.set_to(
            |p| p.maker().field(|maker| maker.weight()),
            |p| p.parts().index(0).field(|part| part.weight()) + 40,
        );
        update.set_or_remove(|p| p.prices().key("#us"), None::<u64>).await.unwrap();
        expected.parts[0] = part("saddle", 4);
        expected.maker = Some(part("door", 42));
        expected.prices.remove("#us");
        assert_eq!(table.get(key()).await.unwrap(), Some(expected.clone()));

        // Lists and open maps grow at the path.
        table
            .update(key())
            .set_if_absent(|p| p.prices().key("new"), 8_u64)
            .set_to(|p| p.notes().index(7), |p| p.name())
            .remove(|p| p.maker())
            .await
            .unwrap();
        expected.prices.insert("new".to_owned(), 8);
        expected.notes.push("product 2".to_owned());
        expected.maker = None;
        assert_eq!(table.get(key()).await.unwrap(), Some(expected));

        // What is computed from must be there.
        let missing =
            table.update(key()).set_to(|p| p.stock(), |p| p.stock() + 1).when(|p| p.maker().exists());
        assert!(missing.await.unwrap_err().is_condition_failed());
    });
}

/// A telephone number, stored as its digits alone.
#[derive(Debug, Clone, PartialEq)]
struct Phone(String);

impl Attribute for Phone {
    const TYPE: AttributeType = AttributeType::String;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        self.0.chars().filter(char::is_ascii_digit).collect::<String>().encode()
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        let digits = String::decode(value)?;
        match digits.split_at_checked(2) {
            Some((country, rest)) => Ok(Self(format!("+{country} {rest}"))),
            None => Err(DecodeError::invalid("a telephone number has at least two digits")),
        }
    }
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Person))]
struct People;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = People, key(pk = "PERSON#{id}"))]
struct Person {
    id: u32,
    phone: Phone,
}

#[test]
fn an_attribute_has_a_form_of_its_own_in_the_table() {
    for_each_backend(async |case| {
        let table = People::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        let ada = Person { id: 1, phone: Phone("+31 (20) 55-66".to_owned()) };
        let stored = dynamo_model::to_item(&ada).unwrap();
        assert_eq!(stored.get("phone"), Some(&"31205566".into()));
        table.create(&ada).await.unwrap();
        let read = || Person { phone: Phone("+31 205566".to_owned()), ..ada.clone() };
        assert_eq!(table.get(Person::key(1)).await.unwrap(), Some(read()));
        let found =
            table.scan::<Person>().filter(|p| p.phone().eq(Phone("31 20 55 66".to_owned()))).all().await;
        assert_eq!(found.unwrap(), [read()]);
        table.update(Person::key(1)).set(|p| p.phone(), Phone("4".to_owned())).await.unwrap();
        let error = table.get(Person::key(1)).await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("`phone`"), "{error}");
    });
}
