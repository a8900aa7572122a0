//! A natural key has the type and the name of the key attribute.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = "UserID": N), entities(User))]
struct Users;

#[derive(DynamoEntity)]
#[dynamo(table = Users)]
#[dynamo(key(pk = user_id))]
struct User {
    user_id: String,
}

fn main() {}
