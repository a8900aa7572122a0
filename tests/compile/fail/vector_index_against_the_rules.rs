//! The rules of vector indexes are those of the table: names, lengths of vectors, what is searched by, what entities store.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", entities(Product))]
#[dynamo(gsi(ByBrand, pk = "brand": S))]
#[dynamo(vector(ByBrand, of = "embedding", dimensions = 2))]
#[dynamo(vector(ByEmbedding, of = "embedding", dimensions = 3, pk = "shop": N, filter("shop": N, "brand": N)))]
#[dynamo(vector(ByTitle, of = "title", dimensions = 2, filter("pk": S, "_t": N)))]
#[dynamo(vector(ByKey, of = "pk", dimensions = 2))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "PRODUCT#{id}"))]
struct Product {
    id: u32,
    shop: String,
    brand: String,
    title: String,
    embedding: Vec<f32>,
}

fn main() {}
