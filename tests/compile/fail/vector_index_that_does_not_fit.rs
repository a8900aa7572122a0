//! A search is of a vector index of the table, with its attribute, its partition key and its filters.

use dynamo_model::TableHandle;
use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", entities(Product))]
#[dynamo(vector(ByEmbedding, of = "embedding", dimensions = 2, pk = "shop": S, filter("brand": S)))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "PRODUCT#{id}"))]
#[dynamo(vector(unknown, on = ByColour, of = embedding))]
#[dynamo(vector(without_shop, on = ByEmbedding, of = embedding))]
#[dynamo(vector(other_shop, on = ByEmbedding, of = embedding, pk = brand))]
#[dynamo(vector(by_title, on = ByEmbedding, of = embedding, pk = shop, filter(title)))]
#[dynamo(vector(of_title, on = ByEmbedding, of = title, pk = shop))]
#[dynamo(vector(by_embedding, on = ByEmbedding, of = embedding, pk = shop, filter(brand)))]
struct Product {
    id: u32,
    shop: String,
    brand: String,
    title: String,
    embedding: Vec<f32>,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S))]
#[dynamo(vector(TooLong, of = "embedding", dimensions = 5000))]
#[dynamo(vector(NoLength, of = "embedding"))]
#[dynamo(vector(Odd, of = "embedding", dimensions = 3, distance = manhattan))]
struct Mistakes;

async fn program(shop: TableHandle<Shop>) -> dynamo_model::Result<()> {
    // Without the shop, with a vector of another type, with a filter of another type.
    shop.search(Product::by_embedding(vec![1.0, 0.0])).await?;
    shop.search(Product::by_embedding("a", vec!["x"])).await?;
    shop.search(Product::by_embedding("a", vec![1.0, 0.0]).brand(7)).await?;
    shop.search(Product::of(1)).await?;
    Ok(())
}

fn main() {}
