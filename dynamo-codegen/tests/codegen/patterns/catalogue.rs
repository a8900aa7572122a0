use std::collections::BTreeSet;

use dynamo_mock::Mock;
use dynamo_model::prelude::*;
use dynamo_model::shown;
use ulid::Ulid;

use super::ulid;
use crate::generated::catalogue::{Article, Catalogue, CatalogueTable, Price, PriceV1, Size};

/// What the spec names as the way from euros to cents.
pub(crate) fn to_cents(old: PriceV1) -> Price {
    Price { article_id: old.article_id, cents: u64::from(old.euros) * 100 }
}

/// What the spec says of suppliers is written here.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Catalogue, key(pk = "SUPPLIER#{supplier_id}", sk = "SUPPLIER"))]
#[dynamo(index(at_shelf, on = ByShelf, pk = "SUPPLIERS#{shelf}", sk = "{supplier_id}", project(rating)))]
pub(crate) struct Supplier {
    pub(crate) supplier_id: Ulid,
    pub(crate) shelf: String,
    #[dynamo(unique(format = "lower"))]
    pub(crate) email: String,
    #[dynamo(rename = "r")]
    pub(crate) rating: Rating,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, DynamoAttribute)]
pub(crate) enum Rating {
    Good,
    Poor,
}

/// The program before there were versions.
mod first {
    use dynamo_model::prelude::*;
    use ulid::Ulid;

    #[derive(DynamoTable)]
    #[dynamo(key(pk = "PK": S, sk = "SK": S), kind = "_t", entities(Article, Price))]
    pub(super) struct Catalogue;

    #[derive(DynamoEntity)]
    #[dynamo(table = Catalogue, key(pk = "ARTICLE#{article_id}", sk = "ARTICLE"), rename_all = "camelCase")]
    pub(super) struct Article {
        pub(super) article_id: Ulid,
        pub(super) place: String,
        pub(super) label: String,
        pub(super) colour: String,
        pub(super) bought_from: Option<String>,
        #[dynamo(rename = "_lock", lock)]
        pub(super) lock: u64,
    }

    #[derive(DynamoEntity)]
    #[dynamo(table = Catalogue, key(pk = "ARTICLE#{article_id}", sk = "PRICE"), rename_all = "camelCase")]
    pub(super) struct Price {
        pub(super) article_id: Ulid,
        pub(super) euros: u32,
    }
}

fn article() -> Article {
    Article {
        article_id: ulid(1),
        shelf: "A1".to_owned(),
        article_title: "Mug".to_owned(),
        size: None,
        keywords: BTreeSet::new(),
        stars: 3,
        bought_from: Some("Ada".to_owned()),
        measured: serde_json::Value::Null,
        lock: 1,
        others: dynamo_model::Item::new(),
    }
}

#[tokio::test]
async fn items_of_the_first_version_are_read_and_written_as_the_newest() {
    let mock = Mock::new();
    let old = first::Catalogue::on(mock.clone(), "catalogue").create_table().await.unwrap();
    let mug = first::Article {
        article_id: ulid(1),
        place: "A1".to_owned(),
        label: "Mug".to_owned(),
        colour: "red".to_owned(),
        bought_from: Some("Ada".to_owned()),
        lock: 0,
    };
    old.create(&mug).await.unwrap();
    old.create(&first::Price { article_id: ulid(1), euros: 7 }).await.unwrap();

    let catalogue = CatalogueTable::on(mock, "catalogue");
    let read = catalogue.get_article(ulid(1)).await.unwrap().unwrap();
    assert_eq!(read, article());
    assert!(catalogue.rate(ulid(1), 5).await.unwrap_err().is_other_version());
    catalogue.put_article(&read).await.unwrap();
    let rated = catalogue.rate(ulid(1), 5).await.unwrap();
    assert_eq!((rated.stars, rated.lock), (5, 3));

    let price = catalogue.get_price(ulid(1)).await.unwrap();
    assert_eq!(price, Some(Price { article_id: ulid(1), cents: 700 }));
    catalogue.put_price(&Price { article_id: ulid(1), cents: 650 }).await.unwrap();
    assert_eq!(catalogue.get_price(ulid(1)).await.unwrap().unwrap().cents, 650);
}

#[tokio::test]
async fn what_no_field_has_is_kept_and_what_is_hidden_is_not_shown() {
    let catalogue = CatalogueTable::on(Mock::new(), "catalogue");
    catalogue.create_table().await.unwrap();
    let mut mug = Article {
        size: Some(Size { width_mm: 80, height_mm: 95 }),
        measured: serde_json::json!({ "grams": [310, 312] }),
        lock: 0,
        ..article()
    };
    mug.others.insert("imported", "by hand".into());
    catalogue.put_article(&mug).await.unwrap();
    let read = catalogue.get_article(ulid(1)).await.unwrap().unwrap();
    assert_eq!(read, Article { lock: 1, ..mug.clone() });
    let shown = shown(&read).unwrap();
    assert!(shown.contains("articleTitle") && !shown.contains("boughtFrom"));
    let found = catalogue.on_shelf("A1").await.unwrap().page.items;
    assert_eq!(found, [read]);
}

#[tokio::test]
async fn an_entity_that_is_written_in_rust_has_the_methods_of_the_spec() {
    let catalogue = CatalogueTable::on(Mock::new(), "catalogue");
    catalogue.create_table().await.unwrap();
    let supplier = |number: u128, rating| Supplier {
        supplier_id: ulid(number),
        shelf: "A1".to_owned(),
        email: format!("{number}@example.com"),
        rating,
    };
    let (good, poor) = (supplier(1, Rating::Good), supplier(2, Rating::Poor));
    for one in [&good, &poor] {
        catalogue.create_supplier(one).await.unwrap();
    }
    let found = catalogue.get_suppliers(vec![good.primary_key(), Supplier::key(ulid(3))]).await.unwrap();
    assert_eq!(found, [Some(good.clone()), None]);
    assert_eq!(catalogue.supplier_by_email("2@example.com").await.unwrap(), Some(poor));
    assert_eq!(catalogue.suppliers_of_shelf("A1").await.unwrap().page.items, [good]);
}
