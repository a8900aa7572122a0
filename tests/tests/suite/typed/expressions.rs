//! Conditions, filters and updates on attributes of every kind.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::prelude::*;
use dynamo_model::schema::WireType;
use dynamo_model::{TableHandle, api};
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
