//! Keys and fields of entities.

use chrono::{DateTime, NaiveDate, Utc};
use dynamo_model::prelude::*;
use dynamo_model::schema::{KeySource, TableModel};
use dynamo_model::{AttributeValue, Item, from_item, to_item};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ulid::Ulid;
use uuid::Uuid;

/// Every form of field.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Design, rename_all = "camelCase")]
#[dynamo(key(pk = "EVERY#{tenant_id:lower}#{line:04}", sk = "{r#type}#{at:s}"))]
struct Everything {
    tenant_id: String,
    line: u16,
    r#type: Kind,
    at: DateTime<Utc>,
    #[dynamo(rename = "t")]
    total: Decimal,
    day: Option<NaiveDate>,
    ulid: Option<Ulid>,
    uuid: Option<Uuid>,
    #[dynamo(default)]
    count: u32,
    #[dynamo(default = Kind::Large)]
    size_class: Kind,
    #[dynamo(default = String::from("none"))]
    label: String,
    #[dynamo(serde)]
    blob: Foreign,
    #[dynamo(serde, default)]
    blobs: Vec<Foreign>,
    #[dynamo(read_only)]
    created: i64,
    #[dynamo(skip)]
    cached: u8,
    #[dynamo(skip, default = 7)]
    seven: u8,
    #[dynamo(rest)]
    extra: Item,
}

#[derive(Debug, Clone, Copy, PartialEq, DynamoAttribute)]
enum Kind {
    Small,
    Large,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Foreign {
    name: String,
    sizes: Vec<u8>,
}

/// Natural keys: the fields are the key attributes.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Users)]
#[dynamo(key(pk = user_id))]
struct User {
    #[dynamo(rename = "UserID")]
    user_id: u64,
    name: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Orders, name = "Order")]
#[dynamo(key(pk = customer_id, sk = "O#{order_id}"))]
struct NaturalOrder {
    #[dynamo(rename = "CustomerID")]
    customer_id: u64,
    order_id: String,
}

/// One item only: the key has no parts.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Design)]
#[dynamo(key(pk = "SETTINGS", sk = "SETTINGS"))]
struct Settings {
    theme: Option<String>,
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", ttl = "expires", name = "design")]
#[dynamo(entities(Everything, Settings))]
struct Design;

#[derive(DynamoTable)]
#[dynamo(key(pk = "UserID": N), entities(User))]
struct Users;

#[derive(DynamoTable)]
#[dynamo(key(pk = "CustomerID": N, sk = "OrderID": S))]
#[dynamo(entities(NaturalOrder))]
struct Orders;

fn everything() -> Everything {
    Everything {
        tenant_id: "Acme".into(),
        line: 7,
        r#type: Kind::Small,
        at: DateTime::from_timestamp(1_700_000_000, 0).expect("a moment"),
        total: Decimal::new(1999, 2),
        day: NaiveDate::from_ymd_opt(2024, 2, 29),
        ulid: None,
        uuid: Some(Uuid::nil()),
        count: 3,
        size_class: Kind::Small,
        label: "x".into(),
        blob: Foreign { name: "n".into(), sizes: vec![1, 2] },
        blobs: Vec::new(),
        created: -1,
        cached: 0,
        seven: 7,
        extra: Item::from_iter([("legacy", AttributeValue::from("kept"))]),
    }
}

#[test]
fn an_entity_survives_the_way_through_an_item() {
    let item = to_item(&everything()).unwrap();
    assert_eq!(item.get("pk").and_then(AttributeValue::as_s), Some("EVERY#acme#0007"));
    assert_eq!(item.get("sk").and_then(AttributeValue::as_s), Some("small#2023-11-14T22:13:20Z"));
    assert_eq!(item.get("_t").and_then(AttributeValue::as_s), Some("everything"));
    assert_eq!(item.get("sizeClass").and_then(AttributeValue::as_s), Some("small"));
    assert!(item.contains("t") && item.contains("legacy") && !item.contains("cached"));
    assert!(!item.contains("ulid"), "`None` is absent");
    assert!(item.names().is_sorted());
    assert_eq!(from_item::<Everything>(item).unwrap(), everything());
}

#[test]
fn defaults_stand_in_for_absent_attributes() {
    let mut item = to_item(&everything()).unwrap();
    for name in ["count", "sizeClass", "label", "blobs", "day", "uuid", "legacy"] {
        item.remove(name);
    }
    let read = from_item::<Everything>(item).unwrap();
    assert_eq!((read.count, read.size_class, &*read.label), (0, Kind::Large, "none"));
    assert_eq!((read.blobs, read.day, read.uuid, read.extra.len()), (Vec::new(), None, None, 0));
}

#[test]
fn a_missing_attribute_is_named() {
    for name in ["t", "blob", "created"] {
        let mut item = to_item(&everything()).unwrap();
        item.remove(name);
        let error = from_item::<Everything>(item).unwrap_err().to_string();
        assert!(error.contains("everything") && error.contains(&format!("`{name}`")), "{error}");
    }
}

#[test]
fn rest_can_hold_neither_fields_nor_structure() {
    for name in ["t", "pk", "sk", "_t"] {
        let mut entity = everything();
        entity.extra.insert(name, AttributeValue::from("x"));
        let error = to_item(&entity).unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains(&format!("`{name}`")), "{error}");
    }
}

#[test]
fn keys_parse_back() {
    let user = User { user_id: 5, name: "Ada".into() };
    let item = to_item(&user).unwrap();
    assert!(!item.contains("_t"), "a table of one entity needs no kind");
    assert_eq!(UserKey::parse(&item).unwrap(), user.primary_key());
    assert_eq!(User::key(5), user.primary_key());

    let key = NaturalOrder::key(1, "a");
    let item = key.to_item().unwrap();
    assert_eq!(item.get("OrderID").and_then(AttributeValue::as_s), Some("O#a"));
    assert_eq!(NaturalOrderKey::parse(&item).unwrap(), key);
    assert_eq!(Settings::key().to_item().unwrap().len(), 2);
}

#[test]
fn debug_of_keys_hides_values() {
    let key = NaturalOrder::key(1, "ada@example.com");
    assert_eq!(format!("{key:?}"), "NaturalOrderKey { .. }");
    let query = NaturalOrder::of(1).order_id("ada@example.com");
    assert!(!format!("{query:?}").contains("ada"));
}

#[test]
fn the_model_tells_all() {
    const MODEL: &TableModel = Design::MODEL;
    assert_eq!(MODEL.name, "design");
    assert_eq!(MODEL.ttl_attribute.as_deref(), Some("expires"));
    let everything = &MODEL.entities[0];
    let optional: Vec<&str> = everything.attributes.iter().filter(|a| a.optional).map(|a| &*a.name).collect();
    assert_eq!(optional, ["day", "ulid", "uuid", "count", "sizeClass", "label", "blobs"]);
    assert_eq!(everything.attributes.len(), 14);
    assert_eq!(everything.attributes[2].field, "type");
    assert!(
        matches!(&Users::MODEL.entities[0].key.partition, KeySource::Attribute(name) if name == "UserID")
    );
}
