//! The entities of a collection are read by one query: they have one table, one partition key, and what `of` binds.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, sk = "gsi1sk": S), gsi(Few, pk = "fewpk": S, project("note")))]
#[dynamo(entities(Customer, Address, Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "CUSTOMER#{id}", sk = "PROFILE"))]
#[dynamo(index(by_name, on = Gsi1, pk = "NAME#{name}", sk = "PROFILE"))]
struct Customer {
    id: String,
    name: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "CUSTOMER#{customer_id}", sk = "ADDRESS#{number}"))]
struct Address {
    customer_id: String,
    number: u8,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "META"))]
struct Order {
    id: String,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Visit))]
struct Other;

#[derive(DynamoEntity)]
#[dynamo(table = Other, key(pk = "CUSTOMER#{id}", sk = "VISIT#{number}"))]
struct Visit {
    id: String,
    number: u8,
}

#[derive(DynamoCollection)]
#[dynamo(of(id))]
struct OfTwoPartitions {
    customer: Customer,
    orders: Vec<Order>,
}

#[derive(DynamoCollection)]
#[dynamo(of(id))]
struct OfTwoTables {
    customer: Customer,
    visits: Vec<Visit>,
}

#[derive(DynamoCollection)]
#[dynamo(of(id), on = Gsi1)]
struct NotInTheIndex {
    customer: Customer,
    addresses: Vec<Address>,
}

#[derive(DynamoCollection)]
#[dynamo(of())]
struct WithoutPartition {
    customer: Customer,
}

#[derive(DynamoCollection)]
#[dynamo(of(id, number))]
struct OfOneNameTooMany {
    customer: Customer,
    addresses: Vec<Address>,
}

#[derive(DynamoCollection)]
#[dynamo(of(customer_id, number))]
struct NotOfOneBeginning {
    addresses: Vec<Address>,
    customer: Option<Customer>,
}

#[derive(DynamoCollection)]
#[dynamo(of(id))]
enum Twice {
    Customer(Customer),
    Other(Customer),
}

#[derive(DynamoCollection)]
#[dynamo(of(id))]
struct NoEntity {
    names: Vec<String>,
}

fn main() {}
