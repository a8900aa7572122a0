//! Every type of attribute, there and back.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, Item, Number, TableHandle, api};
use dynamo_tests::{Case, for_each_backend};
use rust_decimal::Decimal;
use ulid::Ulid;
use uuid::Uuid;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t")]
#[dynamo(entities(Everything))]
struct Things;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Things)]
#[dynamo(key(pk = "THING#{id}"))]
struct Everything {
    id: Uuid,
    text: String,
    shared: Cow<'static, str>,
    letter: char,
    yes: bool,
    bytes: Vec<u8>,
    digest: [u8; 4],
    tiny: i8,
    large: u64,
    huge: i128,
    single: f32,
    double: f64,
    exact: Number,
    price: Decimal,
    at: DateTime<Utc>,
    on: NaiveDate,
    order: Ulid,
    expires: EpochSeconds,
    maybe: Option<String>,
    level: Level,
    shape: Shape,
    owner: Owner,
    spot: Spot,
    spots: Vec<Spot>,
    holes: Vec<Option<u16>>,
    nested: Vec<Vec<String>>,
    by_name: BTreeMap<String, u32>,
    by_hash: HashMap<String, Spot>,
    words: BTreeSet<String>,
    figures: HashSet<i64>,
    blobs: BTreeSet<Vec<u8>>,
    owners: BTreeSet<Owner>,
    boxed: Box<Spot>,
    #[dynamo(default)]
    count: u32,
    #[dynamo(default = String::from("none"))]
    label: String,
    // Reserved words and odd characters need no care.
    #[dynamo(rename = "size")]
    extent: u32,
    #[dynamo(rename = "a-b.c[0] #1")]
    odd: String,
    r#type: String,
    #[dynamo(serde)]
    foreign: Foreign,
    #[dynamo(rest)]
    rest: Item,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, DynamoAttribute)]
#[dynamo(rename_all = "UPPERCASE")]
enum Level {
    Low,
    #[dynamo(rename = "hi")]
    High,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
#[dynamo(tag = "kind")]
enum Shape {
    Circle { radius: u32 },
    Box(Spot),
    Nothing,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, DynamoAttribute)]
struct Owner(String);

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Spot {
    x: i32,
    #[dynamo(rename = "name")]
    why: Option<String>,
    #[dynamo(default)]
    tags: BTreeSet<String>,
}

#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
struct Foreign {
    #[serde(rename = "W")]
    words: Vec<String>,
    pair: (u8, bool),
    map: BTreeMap<String, f64>,
}

fn spot(x: i32) -> Spot {
    Spot { x, why: (x > 0).then(|| format!("x is {x}")), tags: (0..x).map(|tag| tag.to_string()).collect() }
}

fn everything() -> Everything {
    Everything {
        id: Uuid::from_u128(0x1234_5678_9abc_def0_1234_5678_9abc_def0),
        text: String::new(),
        shared: Cow::Borrowed("shared"),
        letter: 'ß',
        yes: true,
        bytes: vec![0, 255, 7],
        digest: [1, 2, 3, 4],
        tiny: -128,
        large: u64::MAX,
        huge: -99_999_999_999_999_999_999_999_999_999_999_999_999,
        single: 0.1,
        double: -1.5e-120,
        exact: "12345678901234567890.123456789012345678".parse().unwrap(),
        price: Decimal::new(-1_234_500, 4),
        at: DateTime::UNIX_EPOCH + TimeDelta::nanoseconds(1_700_000_000_123_456_789),
        on: NaiveDate::from_ymd_opt(2024, 2, 29).unwrap(),
        order: Ulid::from_parts(1_700_000_000_000, 42),
        expires: EpochSeconds(1_900_000_000),
        maybe: Some("there".to_owned()),
        level: Level::High,
        shape: Shape::Box(spot(2)),
        owner: Owner("ada".to_owned()),
        spot: spot(1),
        spots: vec![spot(0), spot(3)],
        holes: vec![Some(1), None, Some(3)],
        nested: vec![vec![], vec!["a".to_owned()]],
        by_name: BTreeMap::from([("a.b".to_owned(), 1), ("#c :d".to_owned(), 2), ("e".to_owned(), 3)]),
        by_hash: HashMap::from([("s".to_owned(), spot(1))]),
        words: BTreeSet::from(["b".to_owned(), "a".to_owned()]),
        figures: HashSet::from([-1, 0, i64::MAX]),
        blobs: BTreeSet::from([vec![1], vec![0, 9]]),
        owners: BTreeSet::from([Owner("x".to_owned())]),
        boxed: Box::new(spot(5)),
        count: 7,
        label: "label".to_owned(),
        extent: 11,
        odd: "odd".to_owned(),
        r#type: "keyword".to_owned(),
        foreign: Foreign {
            words: vec!["w".to_owned()],
            pair: (3, false),
            map: BTreeMap::from([("f".to_owned(), 0.5)]),
        },
        rest: Item::from_iter([("unknown", AttributeValue::from(true))]),
    }
}

fn empty() -> Everything {
    Everything {
        id: Uuid::from_u128(1),
        maybe: None,
        shape: Shape::Nothing,
        spots: vec![],
        holes: vec![],
        nested: vec![],
        by_name: BTreeMap::new(),
        by_hash: HashMap::new(),
        words: BTreeSet::new(),
        figures: HashSet::new(),
        blobs: BTreeSet::new(),
        owners: BTreeSet::new(),
        bytes: vec![],
        rest: Item::new(),
        ..everything()
    }
}

async fn things(case: &Case) -> TableHandle<Things> {
    Things::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

async fn raw(case: &Case, table: &TableHandle<Things>, thing: &Everything) -> Item {
    let key = thing.primary_key().to_item().unwrap();
    let get = api::GetItemInput { table_name: table.name().into(), key, ..Default::default() };
    case.answer(get).await.item.unwrap().into_item()
}

#[test]
fn every_type_comes_back_as_it_was() {
    for_each_backend(async |case| {
        let table = things(case).await;
        for thing in
            [everything(), empty(), Everything { shape: Shape::Circle { radius: 4 }, ..everything() }]
        {
            table.put(&thing).await.unwrap();
            assert_eq!(table.get(thing.primary_key()).await.unwrap(), Some(thing));
        }
    });
}

#[test]
fn each_type_has_its_form_on_the_wire() {
    for_each_backend(async |case| {
        let table = things(case).await;
        table.put(&everything()).await.unwrap();
        let item = raw(case, &table, &everything()).await;
        let types = [
            ("id", "S"),
            ("text", "S"),
            ("letter", "S"),
            ("yes", "BOOL"),
            ("bytes", "B"),
            ("digest", "B"),
            ("tiny", "N"),
            ("huge", "N"),
            ("double", "N"),
            ("price", "N"),
            ("at", "S"),
            ("on", "S"),
            ("order", "S"),
            ("expires", "N"),
            ("level", "S"),
            ("shape", "M"),
            ("owner", "S"),
            ("spot", "M"),
            ("spots", "L"),
            ("by_name", "M"),
            ("words", "SS"),
            ("figures", "NS"),
            ("blobs", "BS"),
            ("owners", "SS"),
            ("foreign", "M"),
            ("type", "S"),
        ];
        for (name, expected) in types {
            assert_eq!(item.get(name).map(AttributeValue::type_name), Some(expected), "{name}");
        }
        let text = |name: &str| item.get(name).and_then(AttributeValue::as_s);
        assert_eq!(text("at"), Some("2023-11-14T22:13:20.123456789Z"));
        assert_eq!(text("on"), Some("2024-02-29"));
        assert_eq!(text("level"), Some("hi"));
        assert_eq!(text("_t"), Some("everything"));
        let number = |name: &str| item.get(name).and_then(AttributeValue::as_n).map(ToString::to_string);
        assert_eq!(number("large").as_deref(), Some("18446744073709551615"));
        assert_eq!(number("price").as_deref(), Some("-123.45"));
        assert_eq!(number("single").as_deref(), Some("0.1"));
    });
}

#[test]
fn absent_is_absent_and_empty_stays_empty() {
    for_each_backend(async |case| {
        let table = things(case).await;
        table.put(&empty()).await.unwrap();
        let item = raw(case, &table, &empty()).await;
        for absent in ["maybe", "words", "figures", "blobs", "owners"] {
            assert!(!item.contains(absent), "{absent}");
        }
        for kept in ["text", "bytes", "spots", "by_name"] {
            assert!(item.contains(kept), "{kept}");
        }
    });
}

#[test]
fn an_old_item_reads_with_defaults() {
    for_each_backend(async |case| {
        let table = things(case).await;
        table.put(&everything()).await.unwrap();
        let mut item = raw(case, &table, &everything()).await;
        item.remove("count");
        item.remove("label");
        item.insert("maybe", AttributeValue::Null);
        case.answer(api::PutItemInput { table_name: table.name().into(), item, ..Default::default() }).await;
        let read = table.get(everything().primary_key()).await.unwrap().unwrap();
        assert_eq!((read.count, &*read.label, read.maybe), (0, "none", None));
    });
}

#[test]
fn unknown_attributes_survive_a_round_trip() {
    for_each_backend(async |case| {
        let table = things(case).await;
        table.put(&everything()).await.unwrap();
        let mut read = table.get(everything().primary_key()).await.unwrap().unwrap();
        assert_eq!(read.rest, everything().rest);
        read.count = 8;
        table.put(&read).await.unwrap();
        let item = raw(case, &table, &read).await;
        assert_eq!(item.get("unknown"), Some(&AttributeValue::Bool(true)));
    });
}

#[test]
fn names_that_the_program_does_not_know_are_only_names() {
    for_each_backend(async |case| {
        let table = things(case).await;
        let names = ["#0", ":0", "a.b", "a[0]", "SET", "size", "x = :y REMOVE z", "\u{1F600}"];
        let rest =
            names.iter().filter(|name| **name != "size").map(|name| (*name, AttributeValue::from(*name)));
        let thing = Everything { rest: Item::from_iter(rest), ..everything() };
        table.upsert(&thing).await.unwrap();
        assert_eq!(table.get(thing.primary_key()).await.unwrap(), Some(thing));
    });
}

#[test]
fn the_rest_cannot_overwrite_what_the_entity_knows() {
    for name in ["count", "size", "pk", "_t"] {
        let rest = Item::from_iter([(name, AttributeValue::from("x"))]);
        let error = dynamo_model::to_item(&Everything { rest, ..everything() }).unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains(name), "{error}");
    }
}

#[test]
fn what_dynamodb_cannot_hold_is_refused_with_its_place() {
    let nan = dynamo_model::to_item(&Everything { double: f64::NAN, ..everything() }).unwrap_err();
    assert!(nan.is_invalid());
    assert_eq!(
        nan.to_string(),
        "an item of `everything`: cannot store the value at `double`: \
         DynamoDB has no NaN and no infinity; use an `Option` or clamp the value"
    );
    let huge = dynamo_model::to_item(&Everything { huge: i128::MAX, ..everything() }).unwrap_err();
    assert!(huge.to_string().contains("at `huge`"), "{huge}");
    let late = DateTime::<Utc>::MAX_UTC;
    let late = dynamo_model::to_item(&Everything { at: late, ..everything() }).unwrap_err();
    assert!(late.to_string().contains("at `at`"), "{late}");
}

#[test]
fn an_oversized_item_names_its_largest_attribute() {
    let error = dynamo_model::to_item(&Everything { text: "x".repeat(409_600), ..everything() }).unwrap_err();
    assert!(error.is_invalid());
    let text = error.to_string();
    assert!(text.starts_with("an item of `everything`: the item has 4"), "{text}");
    assert!(text.contains("the largest attribute is `text` with 409604 bytes"), "{text}");
}

#[test]
fn the_largest_item_fits() {
    for_each_backend(async |case| {
        let table = things(case).await;
        let size = |thing: &Everything| dynamo_model::to_item(thing).unwrap().size();
        let room = 409_600 - size(&Everything { text: String::new(), ..everything() });
        let thing = Everything { text: "x".repeat(room), ..everything() };
        assert_eq!(size(&thing), 409_600);
        table.put(&thing).await.unwrap();
        assert!(dynamo_model::to_item(&Everything { text: "x".repeat(room + 1), ..thing }).is_err());
    });
}

#[test]
fn nested_errors_name_the_whole_path() {
    let mut item = dynamo_model::to_item(&everything()).unwrap();
    let Some(AttributeValue::L(spots)) = item.get_mut("spots") else { panic!("a list") };
    let AttributeValue::M(second) = &mut spots[1] else { panic!("a map") };
    second.insert("x", AttributeValue::Bool(false));
    let error = dynamo_model::from_item::<Everything>(item).unwrap_err();
    assert!(error.to_string().contains("at `spots[1].x`: expected type N, found BOOL"), "{error}");
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Login))]
struct Logins;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Logins, key(pk = "LOGIN#{name}"))]
struct Login {
    name: String,
    #[dynamo(hidden, rename = "p")]
    password_hash: String,
    attempts: u8,
}

#[test]
fn what_is_hidden_is_stored_and_not_shown() {
    for_each_backend(async |case| {
        let logins = Logins::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        let login = Login { name: "ada".to_owned(), password_hash: "argon2".to_owned(), attempts: 0 };
        logins.create(&login).await.unwrap();
        let read = logins.get(Login::key("ada")).await.unwrap().unwrap();
        assert_eq!(read, login);
        let shown = dynamo_model::shown(&read).unwrap();
        assert_eq!(shown.names().map(|name| &**name).collect::<Vec<_>>(), ["attempts", "name"]);
        // Conditions and updates know it.
        let update = logins.update(Login::key("ada")).set(|l| l.password_hash(), "bcrypt");
        let written = update.when(|l| l.password_hash().eq("argon2")).returning(AllNew).await.unwrap();
        assert_eq!(written.password_hash, "bcrypt");
        assert!(!dynamo_model::shown(&written).unwrap().contains("p"));
    });
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S), entities(Figure))]
struct Figures;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Figures, key(pk = "FIGURE#{id}"))]
struct Figure {
    id: u32,
    at: (i32, i32),
    named: Option<(String, bool, Option<u8>)>,
    corners: Vec<(f64, f64)>,
}

#[test]
fn a_tuple_is_a_list_of_its_length() {
    for_each_backend(async |case| {
        let shapes = Figures::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        let named = Some(("a".to_owned(), true, None));
        let shape = Figure { id: 1, at: (3, -4), named, corners: vec![(0.0, 0.5), (1.0, 1.5)] };
        shapes.create(&shape).await.unwrap();
        assert_eq!(shapes.get(Figure::key(1)).await.unwrap(), Some(shape.clone()));
        let item = dynamo_model::to_item(&shape).unwrap();
        let number = |number: i32| AttributeValue::N(number.into());
        assert_eq!(item.get("at"), Some(&AttributeValue::L(vec![number(3), number(-4)])));
        let text = AttributeValue::S("a".to_owned());
        let named = AttributeValue::L(vec![text, AttributeValue::Bool(true), AttributeValue::Null]);
        assert_eq!(item.get("named"), Some(&named));
        // It is compared and set whole.
        let update = shapes.update(Figure::key(1)).set(|s| s.at(), (5, 6)).when(|s| s.at().eq((3, -4)));
        assert_eq!(update.returning(AllNew).await.unwrap().at, (5, 6));
        for (elements, problem) in
            [(1, "expected 2 elements, found 1"), (3, "expected 2 elements, found more")]
        {
            let mut item = item.clone();
            item.insert("at", AttributeValue::L(vec![number(1); elements]));
            case.answer(api::PutItemInput { table_name: shapes.name().into(), item, ..Default::default() })
                .await;
            let error = shapes.get(Figure::key(1)).await.unwrap_err();
            assert!(error.is_decode() && error.to_string().contains(problem), "{error}");
            assert!(error.to_string().contains("`at`"), "{error}");
        }
    });
}
