//! What a collection is.

use dynamo_model::prelude::*;

#[derive(DynamoCollection)]
struct WithoutKey {
    customer: Customer,
}

#[derive(DynamoCollection)]
#[dynamo(of(id), onn = Gsi1, unknown = ignore)]
struct Misspelt {
    #[dynamo(unknwon)]
    customer: Customer,
}

#[derive(DynamoCollection)]
#[dynamo(of(id))]
enum Named {
    Customer { customer: Customer },
}

#[derive(DynamoCollection)]
#[dynamo(of(id), unknown = skip)]
struct TwoPlaces {
    customer: Customer,
    #[dynamo(unknown)]
    others: Vec<Item>,
    #[dynamo(unknown)]
    more: Vec<Item>,
}

#[derive(DynamoCollection)]
#[dynamo(of(id, id))]
struct Generic<T> {
    customer: T,
}

#[derive(DynamoCollection)]
#[dynamo(of(id), range = id, hydrate)]
struct WholeAlready {
    customer: Customer,
}

fn main() {}
