//! Items from JSON and to JSON.

use dynamo_mock::{Engine, SeedError};

use crate::fixture::{engine, get, item, key, n, put, s};

const ITEMS: &str = r#"{
"items": [
{"pk":{"S":"a"},"sk":{"S":"1"},"tags":{"SS":["x","y"]}},
{"pk":{"S":"a"},"price":{"N":"1.5"},"sk":{"S":"2"}},
{"pk":{"S":"b"},"sk":{"S":"1"}}
]
}
"#;

fn message(engine: &Engine, json: &str) -> String {
    engine.seed(json.as_bytes()).unwrap_err().to_string()
}

#[test]
fn what_is_dumped_can_be_planted_and_dumps_the_same() {
    let engine = engine();
    assert_eq!(engine.seed(ITEMS.as_bytes()).unwrap(), 3);
    let mut second = key("a", "2");
    second.extend(item(&[("price", n("1.5"))]));
    assert_eq!(get(&engine, "a", "2"), Some(second));
    assert_eq!(String::from_utf8(engine.snapshot().to_json()).unwrap(), ITEMS);
}

#[test]
fn the_order_of_writes_does_not_show() {
    let (one, two) = (engine(), engine());
    for number in 0..50 {
        put(&one, key(&format!("p{number:02}"), "s"));
        put(&two, key(&format!("p{:02}", 49 - number), "s"));
    }
    assert_eq!(one.snapshot().to_json(), two.snapshot().to_json());
}

#[test]
fn a_directory_holds_a_file_per_table() {
    let directory = std::env::temp_dir().join(format!("dynamo-mock-seed-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let (one, two) = (engine(), engine());
    put(&one, key("a", "1"));
    one.snapshot().to_dir(&directory).unwrap();
    assert_eq!(two.seed_dir(&directory).unwrap(), 1);
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(get(&two, "a", "1"), Some(key("a", "1")));
    assert!(matches!(two.seed_dir(&directory), Err(SeedError::File(_))));
}

#[test]
fn a_broken_seed_says_where_it_is_broken() {
    let engine = engine();
    for json in ["", "[]", r#"{"items": {}}"#, r#"{"items": []} 1"#] {
        assert!(message(&engine, json).starts_with("the seed is not a map from tables to lists"), "{json}");
    }
    let no_item = r#"{"items": [{"pk":{"S":"a"},"sk":{"S":"1"}}, {"pk":"a"}]}"#;
    assert!(message(&engine, no_item).starts_with("item 1 of table items cannot be read: "));
    assert_eq!(get(&engine, "a", "1"), None, "a seed is read before it is planted");
    let no_key = r#"{"items": [{"pk":{"S":"a"}}]}"#;
    assert_eq!(
        message(&engine, no_key),
        "item 0 of table items is refused: ValidationException: \
         One or more parameter values were invalid: Missing the key sk in the item"
    );
    put(&engine, item(&[("pk", s("a")), ("sk", s("1"))]));
}

#[test]
fn a_seed_is_planted_as_a_whole_or_not_at_all() {
    let engine = engine();
    let refused = r#"{"items": [{"pk":{"S":"a"},"sk":{"S":"1"}}, {"pk":{"S":"b"}}]}"#;
    assert!(message(&engine, refused).starts_with("item 1 of table items is refused: "));
    let elsewhere = r#"{"items": [{"pk":{"S":"a"},"sk":{"S":"1"}}], "none": [{"pk":{"S":"a"}}]}"#;
    assert!(message(&engine, elsewhere).starts_with("item 0 of table none is refused: "));
    let list = r#"[{"pk":{"S":"a"},"sk":{"S":"1"}}, {"pk":{"S":""},"sk":{"S":"1"}}]"#;
    assert!(matches!(
        engine.seed_table("items", list.as_bytes()),
        Err(SeedError::Refused { position: 1, .. })
    ));

    let directory = std::env::temp_dir().join(format!("dynamo-mock-refused-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    std::fs::write(directory.join("items.json"), ITEMS_OF_ONE).unwrap();
    std::fs::write(directory.join("none.json"), ITEMS_OF_ONE).unwrap();
    assert!(matches!(engine.seed_dir(&directory), Err(SeedError::Refused { .. })));
    std::fs::remove_dir_all(&directory).unwrap();
    assert_eq!(engine.snapshot().item_count("items"), Some(0));
}

const ITEMS_OF_ONE: &str = r#"[{"pk":{"S":"a"},"sk":{"S":"1"}}]"#;
