use std::sync::Arc;

use dynamo_model::api::{ErrorCode, GetItemInput, ReturnConsumedCapacity};
use dynamo_model::{AttributeValue, Item};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, n, names, order, s, shop_with, stored, text};

/// An item with every type, and numbers at the ends of the range.
fn full() -> Item {
    item([
        ("b", AttributeValue::B(vec![0, 127, 255])),
        ("bool", true.into()),
        ("bs", AttributeValue::Bs([vec![1], vec![2, 3]].into())),
        ("empty_b", AttributeValue::B(Vec::new())),
        ("empty_l", AttributeValue::L(Vec::new())),
        ("empty_m", Item::new().into()),
        ("empty_s", s("")),
        ("l", AttributeValue::L(vec![s("x"), n("-0.5"), AttributeValue::Null])),
        ("large", n("9.9999999999999999999999999999999999999e125")),
        ("m", item([("deep", item([("deeper", s("ü"))]).into())]).into()),
        ("negative", n("-12.5")),
        ("ns", AttributeValue::Ns(["1", "-2", "3.5"].map(|text| text.parse().expect("a number")).into())),
        ("null", AttributeValue::Null),
        ("pk", s("a")),
        ("precise", n("12345678901234567890123456789012345678")),
        ("sk", s("1")),
        ("small", n("1e-130")),
        ("ss", AttributeValue::Ss(["p".to_owned(), "q".to_owned()].into())),
        ("zero", n("0")),
    ])
}

#[test]
fn every_type_survives_the_round_trip() {
    for_each_backend(async |case| {
        let table = shop_with(case, [full()]).await;
        assert_eq!(stored(case, &table, key("a", "1")).await, Some(full()));
    });
}

#[test]
fn an_absent_item_is_none() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        assert_eq!(stored(case, &table, key("a", "2")).await, None);
        assert_eq!(stored(case, &table, key("b", "1")).await, None);
    });
}

#[test]
fn a_projection_returns_parts() {
    for_each_backend(async |case| {
        let table = shop_with(case, [full()]).await;
        let get = GetItemInput {
            table_name: table,
            key: key("a", "1"),
            projection_expression: text("#l[1], m.deep.deeper, #n, absent"),
            expression_attribute_names: names([("#l", "l"), ("#n", "negative")]),
            ..GetItemInput::default()
        };
        let expected = item([
            ("l", AttributeValue::L(vec![n("-0.5")])),
            ("m", item([("deep", item([("deeper", s("ü"))]).into())]).into()),
            ("negative", n("-12.5")),
        ]);
        assert_eq!(case.answer(get).await.item, Some(expected.into()));
    });
}

#[test]
fn capacity_depends_on_consistency() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        for (consistent, units) in [(false, 0.5), (true, 1.0)] {
            let get = GetItemInput {
                table_name: Arc::clone(&table),
                key: key("a", "1"),
                consistent_read: Some(consistent),
                return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
                ..GetItemInput::default()
            };
            let capacity = case.answer(get).await.consumed_capacity.expect("asked for");
            assert_eq!(capacity.table_name, *table);
            assert_eq!(capacity.capacity_units, units);
            assert_eq!(capacity.table, None);
        }
    });
}

#[test]
fn an_incomplete_key_is_refused() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, []).await;
        for key in [
            item([("pk", s("a"))]),
            item([("pk", s("a")), ("sk", n("1"))]),
            item([("pk", s("a")), ("sk", s("1")), ("total", n("5"))]),
        ] {
            let get = GetItemInput { table_name: Arc::clone(&table_name), key, ..GetItemInput::default() };
            assert_eq!(case.refusal(get).await.code, ErrorCode::Validation);
        }
    });
}
