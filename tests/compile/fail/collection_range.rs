//! A range is of one part that the sort keys of all entities have; whole items are read after an index that tells them apart.

use dynamo_model::prelude::*;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(Few, pk = "fewpk": S, sk = "fewsk": S, project("day")))]
#[dynamo(entities(Paid, Drawn))]
struct Bank;

#[derive(DynamoEntity)]
#[dynamo(table = Bank, key(pk = "ACCOUNT#{account}", sk = "PAID#{day}"))]
#[dynamo(index(paid_on, on = Few, pk = "DAY#{day}", sk = "{account}", project(day)))]
struct Paid {
    account: u32,
    day: u32,
    by: String,
}

#[derive(DynamoEntity)]
#[dynamo(table = Bank, key(pk = "ACCOUNT#{account}", sk = "DRAWN#{day}"))]
#[dynamo(index(drawn_on, on = Few, pk = "DAY#{day}", sk = "{account}", project(day)))]
struct Drawn {
    account: u32,
    day: u32,
    at: String,
}

#[derive(DynamoCollection)]
#[dynamo(of(account), range = day)]
enum NotOfOneBeginning {
    Paid(Paid),
    Drawn(Drawn),
}

#[derive(DynamoCollection)]
#[dynamo(of(day), on = Few)]
enum OfParts {
    Paid(Paid),
    Drawn(Drawn),
}

#[derive(DynamoCollection)]
#[dynamo(of(day), on = Few, hydrate)]
enum WithoutKinds {
    Paid(Paid),
    Drawn(Drawn),
}

#[derive(DynamoCollection)]
#[dynamo(of(account))]
enum NoRange {
    Paid(Paid),
}

#[derive(DynamoCollection)]
#[dynamo(of(account), range = day)]
enum Days {
    Paid(Paid),
}

fn main() {
    let _ = NoRange::of(1).range(2..);
    let _ = Days::of(1).range(2);
    let _ = Days::of(1).range("monday"..);
}
