//! What a unique attribute is unique within are fields of the entity.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(entities(Customer))]
struct Shop;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "PROFILE"))]
struct Customer {
    customer_id: u32,
    #[dynamo(unique(scope = [tenant, regoin]))]
    email: String,
    region: String,
}

fn main() {}
