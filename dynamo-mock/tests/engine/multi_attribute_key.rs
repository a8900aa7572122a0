//! Global indexes whose keys have several attributes.

use dynamo_mock::Engine;
use dynamo_model::AttributeValue;
use dynamo_model::api::{
    BillingMode, CreateTableInput, PutItemInput, QueryInput, ReturnedItem, ServiceError,
};

use crate::fixture::{call, definitions, gsi, item, key_schema, n, names, refused, s};

/// A table with an index of two partition attributes and three sort attributes.
fn multi() -> Engine {
    let engine = Engine::new();
    let definition = CreateTableInput {
        table_name: "multi".into(),
        attribute_definitions: definitions("pk:S region:S zone_:N year_:N shelf:S bin:B"),
        key_schema: key_schema("pk"),
        global_secondary_indexes: vec![gsi("place", "region,zone_/year_,shelf,bin", "*")],
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    };
    call(&engine, definition).unwrap();
    let mut number = 0;
    for zone in ["1", "2"] {
        for year in ["9", "10"] {
            for shelf in ["a", "ab", "b"] {
                for bin in [0u8, 200] {
                    number += 1;
                    let item = item(&[
                        ("pk", s(&format!("{zone}/{year}/{shelf}/{bin}"))),
                        ("region", s("eu")),
                        ("zone_", n(zone)),
                        ("year_", n(year)),
                        ("shelf", s(shelf)),
                        ("bin", AttributeValue::B(vec![bin])),
                    ]);
                    let put = PutItemInput { table_name: "multi".into(), item, ..PutItemInput::default() };
                    call(&engine, put).unwrap();
                }
            }
        }
    }
    assert_eq!(number, 24);
    let sparse = item(&[("pk", s("sparse")), ("region", s("eu")), ("zone_", n("1")), ("year_", n("9"))]);
    let put = PutItemInput { table_name: "multi".into(), item: sparse, ..PutItemInput::default() };
    call(&engine, put).unwrap();
    engine
}

fn place(condition: &str, values: &[(&str, AttributeValue)]) -> Result<Vec<String>, ServiceError> {
    let query = QueryInput {
        table_name: "multi".into(),
        index_name: Some("place".to_owned()),
        key_condition_expression: Some(condition.to_owned()),
        expression_attribute_names: if condition.contains("#region") {
            names(&[("#region", "region")])
        } else {
            names(&[])
        },
        expression_attribute_values: item(values),
        ..QueryInput::default()
    };
    let page = call(&multi(), query)?;
    let pk =
        |item: &ReturnedItem| item.as_item().get("pk").and_then(AttributeValue::as_s).unwrap().to_owned();
    Ok(page.items.iter().map(pk).collect())
}

#[test]
fn keys_of_several_attributes_are_used_from_left_to_right() {
    let base = [(":r", s("eu")), (":z", n("1"))];
    let with = |more: &[(&'static str, AttributeValue)]| [&base[..], more].concat();
    const WHOLE: &str = "#region = :r AND zone_ = :z";
    assert_eq!(
        place(WHOLE, &base).unwrap(),
        [
            "1/9/a/0",
            "1/9/a/200",
            "1/9/ab/0",
            "1/9/ab/200",
            "1/9/b/0",
            "1/9/b/200",
            "1/10/a/0",
            "1/10/a/200",
            "1/10/ab/0",
            "1/10/ab/200",
            "1/10/b/0",
            "1/10/b/200"
        ]
    );
    assert_eq!(place(&format!("{WHOLE} AND year_ < :y"), &with(&[(":y", n("10"))])).unwrap().len(), 6);
    assert_eq!(
        place(
            &format!("{WHOLE} AND year_ = :y AND begins_with(shelf, :s)"),
            &with(&[(":y", n("10")), (":s", s("a"))])
        )
        .unwrap(),
        ["1/10/a/0", "1/10/a/200", "1/10/ab/0", "1/10/ab/200"]
    );
    assert_eq!(
        place(
            &format!("{WHOLE} AND year_ = :y AND shelf = :s AND bin > :b"),
            &with(&[(":y", n("9")), (":s", s("a")), (":b", AttributeValue::B(vec![1]))])
        )
        .unwrap(),
        ["1/9/a/200"]
    );
}

#[test]
fn keys_of_several_attributes_have_no_gaps() {
    let base = [(":r", s("eu")), (":z", n("1"))];
    const EQUALITY: &str = "must have equality conditions specified in the query";
    let zone = format!("HASH key attributes zone_ {EQUALITY}");
    refused(place("#region = :r", &base[..1]), &zone);
    refused(place("#region = :r AND zone_ > :z", &base), &zone);
    let year = format!(
        "RANGE key attributes year_ {EQUALITY} because a condition is present on key attribute shelf"
    );
    refused(
        place("#region = :r AND zone_ = :z AND shelf = :s", &[&base[..], &[(":s", s("a"))]].concat()),
        &year,
    );
    let both = [&base[..], &[(":y", n("1")), (":s", s("a"))]].concat();
    refused(place("#region = :r AND zone_ = :z AND year_ > :y AND shelf = :s", &both), &year);
}
