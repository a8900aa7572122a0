//! What each derive cannot do without.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
struct NoKey;

#[derive(DynamoTable)]
#[dynamo(key(sk = S))]
#[dynamo(gsi(Gsi1, sk = "gsi1sk": S), lsi(Lsi1), gsi(Gsi2, pk = S))]
struct NoPartitionKey;

#[derive(DynamoTable)]
#[dynamo(key(pk = S))]
struct Generic<T>(T);

#[derive(DynamoEntity)]
struct Bare {
    id: u32,
}

#[derive(DynamoEntity)]
#[dynamo(table = NoKey, key(pk = "A"))]
#[dynamo(index(by_status, pk = "A"), index(by_date, on = Gsi1))]
enum NotAStruct {}

#[derive(DynamoEntity)]
#[dynamo(table = NoKey, key(pk = "A"))]
struct Tuple(u32);

#[derive(DynamoAttribute)]
struct Nothing;

#[derive(DynamoAttribute)]
struct Two(u32, u32);

#[derive(DynamoAttribute)]
enum Empty {}

#[derive(DynamoAttribute)]
enum Mixed {
    Open,
    Closed(u32, u32),
    Tagged { r#type: String },
    #[dynamo(other)]
    Other,
}

#[derive(DynamoAttribute)]
union Untagged {
    a: u32,
}

fn main() {}
