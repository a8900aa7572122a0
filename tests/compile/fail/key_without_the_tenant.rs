//! All partition keys of an entity that has the tenant begin with it, as it is.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", tenant(tenant: String), entities(Ticket, Remark, User, Plan))]
#[dynamo(gsi(ByState, pk = "gsi1pk": S, sk = "gsi1sk": S))]
struct Desk;

#[derive(DynamoEntity)]
#[dynamo(table = Desk, key(pk = "TICKET#{number}", sk = "TENANT#{tenant}"))]
struct Ticket {
    tenant: String,
    number: u32,
}

#[derive(DynamoEntity)]
#[dynamo(table = Desk, key(pk = "TENANT#{tenant}#REMARK", sk = "REMARK#{number}"))]
#[dynamo(index(by_state, on = ByState, pk = "STATE#{state}", sk = "{tenant}"))]
struct Remark {
    tenant: String,
    number: u32,
    state: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Desk, key(pk = "TENANT#{tenant:lower}#USER", sk = "USER"))]
struct User {
    tenant: String,
}

// Of no tenant.
#[derive(DynamoEntity)]
#[dynamo(table = Desk, key(pk = "PLAN#{plan}", sk = "PLAN"))]
struct Plan {
    plan: u32,
}

fn main() {}
