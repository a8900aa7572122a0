//! Unknown words are named, with what was probably meant.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sort = S), knid = "_t")]
#[dynamo(gsi(Gsi1, pk = "gsi1pk": S, projection(all)))]
#[dynamo(entitys(Order))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(tabel = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer_id}", sk = "ORDER"), idnex(by_status))]
#[dynamo(index(by_status, onn = Gsi1))]
struct Order {
    #[dynamo(renmae = "c")]
    customer_id: String,
    #[dynamo(readonly)]
    status: Status,
}

#[derive(DynamoAttribute)]
#[dynamo(rename_al = "lowercase")]
enum Status {
    #[dynamo(nmae = "o")]
    Open,
    #[dynamo(rename = 3)]
    Done,
}

#[derive(DynamoAttribute)]
#[dynamo(rename_all = "camelcase")]
struct Line {
    item: String,
}

fn main() {}
