//! What has unique attributes is written together with their markers.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(entities(Customer, CustomerEmail))]
struct Shop;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "PROFILE"))]
struct Customer {
    customer_id: u32,
    #[dynamo(unique)]
    email: String,
}

async fn write(shop: dynamo_model::TableHandle<Shop>, customer: Customer) -> dynamo_model::Result<()> {
    shop.put(&customer).await?;
    shop.delete(Customer::key(1)).await?;
    shop.delete(Customer::by_email("ada@example.com")).await?;
    shop.update(Customer::key(1)).set(|c| c.email(), "bob@example.com").await
}

fn main() {}
