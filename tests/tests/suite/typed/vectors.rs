//! Vector indexes in the typed API.

use dynamo_model::TableHandle;
use dynamo_model::prelude::*;
use dynamo_tests::{Case, for_each_backend};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Product, Advert))]
#[dynamo(vector(
    ByEmbedding,
    of = "embedding",
    dimensions = 2,
    distance = euclidean,
    pk = "shop": S,
    filter("brand": S, "price": N, "_t": S)
))]
#[dynamo(vector(ByColour, name = "by-colour", of = "colour", dimensions = 3, distance = dot_product, project(keys_only)))]
struct Shop;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, key(pk = "PRODUCT#{id}", sk = "PRODUCT"))]
#[dynamo(vector(by_embedding, on = ByEmbedding, of = embedding, pk = shop, filter(brand, price)))]
#[dynamo(vector(by_colour, on = "by-colour", of = colour))]
struct Product {
    id: u32,
    shop: String,
    brand: Option<String>,
    price: u32,
    title: String,
    embedding: Option<Vec<f32>>,
    colour: Vec<f64>,
}

/// In the same index.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ADVERT#{id}", sk = "ADVERT"))]
#[dynamo(vector(by_embedding, on = ByEmbedding, of = embedding, pk = shop))]
struct Advert {
    id: u32,
    shop: String,
    embedding: Vec<f32>,
}

fn product(id: u32, brand: &str, embedding: [f32; 2]) -> Product {
    Product {
        id,
        shop: "a".to_owned(),
        brand: Some(brand.to_owned()),
        price: id * 10,
        title: format!("product {id}"),
        embedding: Some(embedding.to_vec()),
        colour: vec![f64::from(id), 0.0, 0.5],
    }
}

async fn shop(case: &Case) -> TableHandle<Shop> {
    let shop = Shop::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
    for product in [
        product(1, "x", [1.0, 0.0]),
        product(2, "y", [2.0, 0.0]),
        product(3, "x", [3.0, 0.5]),
        product(4, "x", [9.0, 9.0]),
    ] {
        shop.create(&product).await.unwrap();
    }
    // Of another shop, without a vector, and of another kind.
    shop.create(&Product { shop: "b".to_owned(), ..product(5, "x", [3.0, 0.0]) }).await.unwrap();
    shop.create(&Product { embedding: None, ..product(6, "x", [0.0, 0.0]) }).await.unwrap();
    for id in 0..5 {
        shop.create(&Advert { id, shop: "a".to_owned(), embedding: vec![3.0, 0.0] }).await.unwrap();
    }
    shop
}

#[test]
fn a_search_finds_whole_entities_best_first() {
    for_each_backend(async |case| {
        let shop = shop(case).await;
        let found = shop.search(Product::by_embedding("a", vec![3.0, 0.0])).top(3).await.unwrap();
        let found: Vec<_> = found.into_iter().map(|hit| (hit.score, hit.item)).collect();
        let expected = [
            (0.5, product(3, "x", [3.0, 0.5])),
            (1.0, product(2, "y", [2.0, 0.0])),
            (2.0, product(1, "x", [1.0, 0.0])),
        ];
        assert_eq!(found, expected, "adverts take no places");
        let all = shop.search(Product::by_embedding("a", vec![0.0, 0.0])).await.unwrap();
        assert_eq!(all.iter().map(|hit| hit.item.id).collect::<Vec<_>>(), [1, 2, 3, 4]);
        let adverts = shop.search(Advert::by_embedding("a", vec![0.0, 0.0])).top(100).await.unwrap();
        assert_eq!(adverts.len(), 5);
        assert_eq!(shop.search(Product::by_embedding("c", vec![0.0, 0.0])).await.unwrap(), []);
    });
}

#[test]
fn a_search_has_typed_filters() {
    for_each_backend(async |case| {
        let shop = shop(case).await;
        let near = || Product::by_embedding("a", vec![3.0, 0.0]);
        let ids = |hits: Vec<dynamo_model::op::Hit<Product>>| {
            hits.iter().map(|hit| hit.item.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(shop.search(near().brand("x")).await.unwrap()), [3, 1, 4]);
        assert_eq!(ids(shop.search(near().brand("x").price(10_u32)).await.unwrap()), [1]);
        let dear = shop.search(near()).filter(|p| p.price().between(20_u32, 30_u32)).await.unwrap();
        assert_eq!(ids(dear), [3, 2]);
    });
}

#[test]
fn an_index_that_holds_keys_finds_whole_items() {
    for_each_backend(async |case| {
        let shop = shop(case).await;
        let found = shop.search(Product::by_colour(vec![1.0, 0.0, 0.0])).top(2).await.unwrap();
        // The scalar product: the higher, the better.
        assert_eq!(
            found.iter().map(|hit| (hit.item.id, hit.score)).collect::<Vec<_>>(),
            [(6, 6.0), (5, 5.0)]
        );
        assert_eq!(found[1].item.title, "product 5");
    });
}

#[test]
fn a_search_that_cannot_be_is_refused_before_it_is_sent() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let recorder = dynamo_mock::Recorder::new(dynamo_mock::Mock::new());
        let shop = Shop::on(recorder.clone(), "shop");
        let near = |vector: Vec<f32>| shop.search(Product::by_embedding("a", vector));
        let errors = [
            (near(vec![1.0]).await.unwrap_err(), "1 numbers"),
            (near(vec![1.0, f32::NAN]).await.unwrap_err(), "NaN"),
            (near(vec![1.0, 0.0]).top(0).await.unwrap_err(), "1 to 100"),
            (near(vec![1.0, 0.0]).top(101).await.unwrap_err(), "1 to 100"),
            (near(vec![1.0, 0.0]).filter(|p| p.title().eq("x")).await.unwrap_err(), "`title` is no filter"),
        ];
        for (error, text) in errors {
            assert!(error.is_invalid() && error.to_string().contains(text), "{error}");
        }
        assert_eq!(recorder.count(), 0);
    });
}

#[test]
fn a_vector_that_does_not_fit_is_refused_before_it_is_sent() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let recorder = dynamo_mock::Recorder::new(dynamo_mock::Mock::new());
        let shop = Shop::on(recorder.clone(), "shop");
        let long = Product { embedding: Some(vec![1.0; 3]), ..product(1, "x", [0.0; 2]) };
        let nowhere = Product { shop: String::new(), ..product(1, "x", [0.0; 2]) };
        let set = shop.update(Product::key(1)).set(|p| p.embedding(), vec![1.0]);
        let errors = [
            (shop.put(&long).await.unwrap_err(), "`embedding` has 3 numbers, and a vector of the index"),
            (shop.upsert(&long).await.unwrap_err(), "`ByEmbedding` is a list of 2 numbers"),
            (shop.batch_write().put(&long).await.unwrap_err(), "`embedding` has 3 numbers"),
            (set.await.unwrap_err(), "`embedding` has 1 numbers"),
            (shop.create(&nowhere).await.unwrap_err(), "`shop` is empty"),
        ];
        for (error, text) in errors {
            assert!(error.is_invalid() && error.to_string().contains(text), "{error}");
        }
        assert_eq!(recorder.count(), 0);
    });
}

#[test]
fn an_update_moves_a_vector() {
    for_each_backend(async |case| {
        let shop = shop(case).await;
        shop.update(Product::key(4)).set(|p| p.embedding(), vec![3.0, 0.0]).await.unwrap();
        shop.update(Product::key(3)).remove(|p| p.embedding()).await.unwrap();
        let found = shop.search(Product::by_embedding("a", vec![3.0, 0.0])).top(2).await.unwrap();
        assert_eq!(found.iter().map(|hit| hit.item.id).collect::<Vec<_>>(), [4, 2]);
    });
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", tenant(tenant: String), entities(Note))]
#[dynamo(vector(ByMeaning, of = "meaning", dimensions = 2, pk = "tenant": S, project(keys_only)))]
#[dynamo(vector(Everywhere, of = "meaning", dimensions = 2, filter("tenant": S)))]
struct Notes;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Notes, key(pk = "TENANT#{tenant}", sk = "NOTE#{id}"))]
#[dynamo(vector(by_meaning, on = ByMeaning, of = meaning, pk = tenant))]
#[dynamo(vector(everywhere, on = Everywhere, of = meaning, filter(tenant)))]
struct Note {
    tenant: String,
    id: u32,
    meaning: Vec<f32>,
}

#[test]
fn a_tenant_finds_its_own() {
    for_each_backend(async |case| {
        let recorder = dynamo_mock::Recorder::new(case.backend().clone());
        let notes = Notes::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        let note = |tenant: &str, id: u32| Note { tenant: tenant.to_owned(), id, meaning: vec![1.0, 0.0] };
        let (acme, bolt) = (notes.tenant("acme"), notes.tenant("bolt"));
        for id in 1..=2 {
            acme.create(&note("acme", id)).await.unwrap();
            bolt.create(&note("bolt", id)).await.unwrap();
        }
        let near = || vec![1.0, 0.0];
        let found = acme.search(|tenant| Note::by_meaning(tenant, near())).await.unwrap();
        let found: Vec<Note> = found.into_iter().map(|hit| hit.item).collect();
        assert_eq!(found, [note("acme", 1), note("acme", 2)]);
        // Of another tenant, or of all: nothing is sent.
        let sent = recorder.count();
        let error = bolt.search(|_| Note::by_meaning("acme", near())).await.unwrap_err();
        assert!(error.is_other_tenant(), "{error}");
        let error = bolt.search(|tenant| Note::everywhere(near()).tenant(tenant)).await.unwrap_err();
        assert!(
            error.is_invalid() && error.to_string().contains("make `tenant` the partition key"),
            "{error}"
        );
        assert_eq!(recorder.count(), sent);
        assert_eq!(notes.search(Note::everywhere(near())).await.unwrap().len(), 4);
    });
}

#[test]
fn a_search_is_explained_without_being_sent() {
    let recorder = dynamo_mock::Recorder::new(dynamo_mock::Mock::new());
    let shop = Shop::on(recorder.clone(), "shop");
    let search = shop.search(Product::by_embedding("a", vec![1.0, 0.5]).brand("x")).top(3);
    let text = search.explain().unwrap().to_string();
    assert_eq!(
        text,
        "SearchVectors on shop, index ByEmbedding\n  vector     <2 numbers>\n  where      shop = \"a\" AND brand = \"x\" \
         AND _t = \"product\"\n  top        3\n  costs      search request bytes for the vectors that the index compares"
    );
    let whole = shop.search(Product::by_colour(vec![1.0, 0.0, 0.0])).explain().unwrap();
    assert!(whole.capacity()[1].contains("read from the table"), "{whole}");
    assert!(shop.search(Product::by_colour(vec![1.0])).explain().unwrap_err().is_invalid());
    assert_eq!(recorder.count(), 0);
}
