//! Newtypes, documents, tokens and unions.

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use dynamo_mock::Mock;
use dynamo_model::prelude::*;
use dynamo_model::schema::AttributeType;
use dynamo_model::{AttributeValue, Item, Result, TableHandle, from_item, to_item};

use crate::wait;

#[derive(DynamoTable)]
#[dynamo(key(pk = S))]
#[dynamo(entities(Profile))]
struct People;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = People)]
#[dynamo(key(pk = "P#{id}"))]
struct Profile {
    id: ProfileId,
    address: Address,
    previous: Vec<Address>,
    by_name: BTreeMap<String, Address>,
    status: Status,
    allowed: BTreeSet<Status>,
    mood: Mood,
    payment: Option<Payment>,
    payments: Vec<Payment>,
    points: Points,
}

#[derive(Debug, Clone, PartialEq, Eq, DynamoAttribute)]
struct ProfileId(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, DynamoAttribute)]
struct Points(u32);

/// An identifier of something of type `T`.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Id<T>(u64, #[dynamo(skip)] PhantomData<T>);

#[derive(Debug, Clone, PartialEq, Default, DynamoAttribute)]
#[dynamo(rename_all = "camelCase")]
struct Address {
    street_name: String,
    #[dynamo(rename = "zip")]
    postal_code: Option<String>,
    #[dynamo(default)]
    r#type: u8,
    geo: Option<Geo>,
    #[dynamo(rest)]
    rest: Item,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Geo {
    points: Vec<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, DynamoAttribute)]
enum Status {
    Open,
    InProgress,
    #[dynamo(rename = "X")]
    Done,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(rename_all = "SCREAMING_SNAKE_CASE")]
enum Mood {
    VeryGood,
    Bad,
    #[dynamo(other)]
    Other(String),
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(tag = "kind")]
enum Payment {
    Card {
        last4: String,
        #[dynamo(default)]
        tries: u8,
    },
    #[dynamo(rename = "wire", rename_all = "PascalCase")]
    BankTransfer {
        bank_code: u32,
        #[dynamo(skip)]
        cached: bool,
    },
    Delivery(Address),
    Cash,
}

fn address(street: &str) -> Address {
    Address {
        street_name: street.into(),
        geo: Some(Geo { points: vec![1, 2] }),
        rest: Item::from_iter([("old", AttributeValue::Null)]),
        ..Address::default()
    }
}

fn profile() -> Profile {
    Profile {
        id: ProfileId("p".into()),
        address: address("Main"),
        previous: vec![address("First")],
        by_name: BTreeMap::from([("home.1".into(), address("Second"))]),
        status: Status::InProgress,
        allowed: BTreeSet::from([Status::Open, Status::Done]),
        mood: Mood::VeryGood,
        payment: Some(Payment::Card { last4: "4242".into(), tries: 1 }),
        payments: vec![
            Payment::BankTransfer { bank_code: 7, cached: false },
            Payment::Delivery(address("Third")),
            Payment::Cash,
        ],
        points: Points(3),
    }
}

#[test]
fn every_shape_survives() {
    let item = to_item(&profile()).unwrap();
    let text = |path: &AttributeValue, name: &str| path.as_m().unwrap().get(name).unwrap().clone();
    assert_eq!(text(item.get("address").unwrap(), "streetName"), "Main".into());
    assert_eq!(text(item.get("payment").unwrap(), "kind"), "card".into());
    assert_eq!(item.get("status"), Some(&"in_progress".into()));
    assert_eq!(item.get("mood"), Some(&"VERY_GOOD".into()));
    let payments = item.get("payments").unwrap().as_l().unwrap();
    assert_eq!(text(&payments[0], "kind"), "wire".into());
    assert!(payments[0].as_m().unwrap().contains("BankCode"));
    assert_eq!(payments[2].as_m().unwrap().len(), 1);
    assert_eq!(from_item::<Profile>(item).unwrap(), profile());
}

#[test]
fn unknown_tokens_are_an_error_or_kept() {
    let mut item = to_item(&profile()).unwrap();
    item.insert("mood", "SO_SO".into());
    let read = from_item::<Profile>(item.clone()).unwrap();
    assert_eq!(read.mood, Mood::Other("SO_SO".into()));
    assert_eq!(to_item(&read).unwrap(), item);

    item.insert("status", "secret".into());
    let error = from_item::<Profile>(item).unwrap_err().to_string();
    assert!(error.contains("at `status`") && error.contains("`open`, `in_progress`, `X`"), "{error}");
    assert!(!error.contains("secret"));
}

#[test]
fn errors_name_the_place_inside() {
    let mut item = to_item(&profile()).unwrap();
    let bad = Item::from_iter([("streetName", AttributeValue::Bool(true))]);
    item.insert("previous", AttributeValue::L(vec![AttributeValue::M(bad)]));
    let error = from_item::<Profile>(item).unwrap_err().to_string();
    assert!(error.contains("`previous[0].streetName`"), "{error}");

    let mut item = to_item(&profile()).unwrap();
    item.insert("payment", AttributeValue::M(Item::new()));
    let error = from_item::<Profile>(item).unwrap_err().to_string();
    assert!(error.contains("`payment.kind`"), "{error}");
}

#[test]
fn paths_lead_inside() {
    async fn run(people: TableHandle<People>) -> Result<()> {
        people.create_table().await?;
        people.create(&profile()).await?;
        let key = || Profile::key(ProfileId("p".into()));
        let new = people
            .update(key())
            .set(|p| p.address().field(|a| a.postal_code()), "123")
            .set(|p| p.previous().index(0).field(|a| a.street_name()), "Changed")
            .set(|p| p.by_name().key("home.1").field(|a| a.geo()).field(|g| g.points()).index(1), 9u16)
            .add(|p| p.points(), Points(4))
            .set(|p| p.payment(), Payment::Cash)
            .insert(|p| p.allowed(), [Status::InProgress])
            .when(|p| p.status().eq(Status::InProgress) & p.points().lt(Points(10)))
            .when(|p| p.id().begins_with(ProfileId("p".into())))
            .returning(AllNew)
            .await?;
        assert_eq!(new.address.postal_code.as_deref(), Some("123"));
        assert_eq!(new.previous[0].street_name, "Changed");
        assert_eq!(new.by_name["home.1"].geo.as_ref().unwrap().points, [1, 9]);
        assert_eq!((new.points, new.payment, new.allowed.len()), (Points(7), Some(Payment::Cash), 3));
        // The engine lends its items: reading them takes the other way through the decoders.
        assert_eq!(people.get(key()).await?.unwrap().payments, profile().payments);
        Ok(())
    }
    wait(run(People::on(Mock::new(), "people"))).unwrap();
}

#[test]
fn types_in_the_model() {
    assert_eq!(<ProfileId as Attribute>::TYPE, AttributeType::String);
    assert_eq!(<Id<Status> as Attribute>::TYPE, <u64 as Attribute>::TYPE);
    assert_eq!(
        <Status as Attribute>::TYPE,
        AttributeType::Enum(vec!["open".into(), "in_progress".into(), "X".into()].into())
    );
    let AttributeType::Document(attributes) = <Address as Attribute>::TYPE else { panic!() };
    let names: Vec<&str> = attributes.iter().map(|attribute| &*attribute.name).collect();
    assert_eq!(names, ["streetName", "zip", "type", "geo"]);
    let AttributeType::Union { tag, variants } = <Payment as Attribute>::TYPE else { panic!() };
    assert_eq!(tag, "kind");
    let shapes: Vec<(&str, usize)> =
        variants.iter().map(|variant| (&*variant.token, variant.attributes.len())).collect();
    assert_eq!(shapes, [("card", 2), ("wire", 1), ("delivery", 4), ("cash", 0)]);
}

#[test]
fn a_newtype_reads_what_it_holds() {
    let id: Id<Status> = Id(7, PhantomData);
    let stored = id.encode().unwrap().unwrap();
    assert_eq!(Id::<Status>::decode(dynamo_model::decode::Value::Owned(stored)).unwrap(), id);
}
