//! An index that does not hold all attributes: what is read there is said, and is all that a filter can ask for.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(All, pk = "allpk": S), gsi(Some1, pk = "somepk": S, project("total")), gsi(Keys, pk = "keyspk": S, project(keys_only)))]
#[dynamo(entities(Order, Silent, Wrong))]
struct Shop;

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "ORDER#{id}", sk = "META"))]
#[dynamo(index(by_status, on = Some1, pk = "STATUS#{status}", project(total)))]
struct Order {
    id: u64,
    status: String,
    total: u64,
    note: Option<String>,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "SILENT#{id}", sk = "META"))]
#[dynamo(index(by_status, on = Some1, pk = "SILENT#{status}"))]
struct Silent {
    id: u64,
    status: String,
    note: Option<String>,
}

#[derive(DynamoEntity)]
#[dynamo(table = Shop, key(pk = "WRONG#{id}", sk = "META"))]
#[dynamo(index(by_status, on = Keys, pk = "WRONG#{status}", project(note)))]
#[dynamo(index(by_note, on = All, pk = "NOTE#{note}", project(status)))]
struct Wrong {
    id: u64,
    status: String,
    note: String,
}

#[derive(DynamoProjection)]
#[dynamo(of = Order)]
struct Brief {
    note: Option<String>,
}

async fn reads(shop: dynamo_model::TableHandle<Shop>) -> dynamo_model::Result<()> {
    let _ = shop.query(Order::by_status("open")).filter(|o| o.note().exists());
    let _ = shop.query(Order::by_status("open")).project::<Brief>();
    let _ = shop.query(Order::of(1)).hydrate();
    let note = &shop.query(Order::by_status("open")).await?.items[0].note;
    Ok(())
}

fn main() {}
