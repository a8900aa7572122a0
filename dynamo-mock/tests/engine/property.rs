//! Properties that hold for all inputs: the engine against a naive model of a table.

use std::collections::BTreeMap;

use dynamo_mock::Engine;
use dynamo_model::api::{
    DeleteItemInput, PutItemInput, QueryInput, ReturnedItem, ScanInput, ServiceError, UpdateItemInput,
};
use dynamo_model::{AttributeValue, Item};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

use crate::fixture::{call, engine, item, key, n, names, s};

/// One write to the table `items`.
#[derive(Debug, Clone)]
enum Step {
    Put(Item),
    Delete(Item),
    SetG(Item, Option<String>),
    AddH(Item, i8),
}

fn keys() -> impl Strategy<Value = Item> {
    (0..4u8, 0..6u8).prop_map(|(pk, sk)| key(&format!("p{pk}"), &format!("s{sk}")))
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let attributes = (
        prop::option::of(0..3u8),
        prop::option::of(-3..3i8),
        prop::option::of(0..3u8),
        prop::option::of(any::<bool>()),
    );
    let put = (keys(), attributes).prop_map(|(mut stored, (g, h, l, a))| {
        stored.extend(g.map(|g| ("g", s(&format!("g{g}")))));
        stored.extend(h.map(|h| ("h", n(&h.to_string()))));
        stored.extend(l.map(|l| ("l", s(&format!("l{l}")))));
        stored.extend(a.map(|a| ("a", AttributeValue::Bool(a))));
        Step::Put(stored)
    });
    let step = prop_oneof![
        4 => put,
        1 => keys().prop_map(Step::Delete),
        2 => (keys(), prop::option::of(prop_oneof![Just("g0".to_owned()), Just("g9".to_owned())]))
            .prop_map(|(key, g)| Step::SetG(key, g)),
        1 => (keys(), -3..3i8).prop_map(|(key, by)| Step::AddH(key, by)),
    ];
    prop::collection::vec(step, 0..60)
}

/// Tables are maps from keys to items; nothing else is kept.
type Model = BTreeMap<(String, String), Item>;

fn model_key(item: &Item) -> (String, String) {
    let text = |name: &str| item.get(name).and_then(AttributeValue::as_s).unwrap().to_owned();
    (text("pk"), text("sk"))
}

fn update(
    engine: &Engine,
    key: &Item,
    text: &str,
    values: &[(&str, AttributeValue)],
) -> Result<(), ServiceError> {
    let input = UpdateItemInput {
        table_name: "items".into(),
        key: key.clone(),
        update_expression: Some(text.to_owned()),
        expression_attribute_values: item(values),
        ..UpdateItemInput::default()
    };
    call(engine, input).map(drop)
}

fn run(steps: Vec<Step>) -> (Engine, Model) {
    let (engine, mut model) = (engine(), Model::new());
    for step in steps {
        match step {
            Step::Put(item) => {
                model.insert(model_key(&item), item.clone());
                let table_name = "items".into();
                call(&engine, PutItemInput { table_name, item, ..PutItemInput::default() }).unwrap();
            }
            Step::Delete(key) => {
                model.remove(&model_key(&key));
                let table_name = "items".into();
                call(&engine, DeleteItemInput { table_name, key, ..DeleteItemInput::default() }).unwrap();
            }
            Step::SetG(key, g) => {
                let stored = model.entry(model_key(&key)).or_insert_with(|| key.clone());
                match g {
                    Some(g) => {
                        stored.insert("g", s(&g));
                        update(&engine, &key, "SET g = :g", &[(":g", s(&g))]).unwrap();
                    }
                    None => {
                        stored.remove("g");
                        update(&engine, &key, "REMOVE g", &[]).unwrap();
                    }
                }
            }
            Step::AddH(key, by) => {
                let stored = model.entry(model_key(&key)).or_insert_with(|| key.clone());
                let by = n(&by.to_string());
                let sum = match (stored.get("h").and_then(AttributeValue::as_n), by.as_n()) {
                    (Some(h), Some(by)) => AttributeValue::N(h.checked_add(*by).unwrap()),
                    _ => by.clone(),
                };
                stored.insert("h", sum);
                update(&engine, &key, "ADD h :by", &[(":by", by)]).unwrap();
            }
        }
    }
    (engine, model)
}

fn items(found: &[ReturnedItem]) -> Vec<Item> {
    found.iter().map(|found| found.as_item().clone()).collect()
}

fn sorted(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by_key(model_key);
    items
}

fn scan(engine: &Engine, index: Option<&str>) -> Vec<Item> {
    let index_name = index.map(str::to_owned);
    let scan = ScanInput { table_name: "items".into(), index_name, ..ScanInput::default() };
    items(&call(engine, scan).unwrap().items)
}

fn query(
    engine: &Engine,
    index: &str,
    condition: &str,
    values: &[(&str, AttributeValue)],
    forward: bool,
) -> Vec<Item> {
    let query = QueryInput {
        table_name: "items".into(),
        index_name: Some(index.to_owned()),
        key_condition_expression: Some(condition.to_owned()),
        expression_attribute_values: item(values),
        scan_index_forward: Some(forward),
        ..QueryInput::default()
    };
    items(&call(engine, query).unwrap().items)
}

fn picked(item: &Item, wanted: &[&str]) -> Item {
    item.iter()
        .filter(|(name, _)| wanted.contains(&&***name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

proptest! {
    #[test]
    fn a_table_holds_what_was_written(steps in steps()) {
        let (engine, model) = run(steps);
        assert_eq!(sorted(scan(&engine, None)), model.into_values().collect::<Vec<_>>());
    }

    #[test]
    fn indexes_are_what_they_would_be_if_built_anew(steps in steps()) {
        let (engine, model) = run(steps);
        let expected = |keys: &[&str], projected: Option<&[&str]>| -> Vec<Item> {
            let has = |item: &&Item| keys.iter().all(|name| item.contains(name));
            let project = |item: &Item| projected.map_or_else(|| item.clone(), |names| picked(item, names));
            model.values().filter(has).map(project).collect()
        };
        assert_eq!(sorted(scan(&engine, Some("gsi"))), expected(&["g", "h"], None));
        assert_eq!(sorted(scan(&engine, Some("inc"))), expected(&["g"], Some(&["pk", "sk", "g", "a"])));
        assert_eq!(sorted(scan(&engine, Some("lsi"))), expected(&["l"], Some(&["pk", "sk", "l"])));
    }

    #[test]
    fn a_query_finds_a_range_in_order(steps in steps(), low in -4..4i8, width in 0..4i8, forward: bool) {
        let (engine, model) = run(steps);
        let bound = |number: i8| n(&number.to_string());
        let values = [(":g", s("g0")), (":low", bound(low)), (":high", bound(low + width))];
        let found = query(&engine, "gsi", "g = :g AND h BETWEEN :low AND :high", &values, forward);
        let h = |item: &Item| *item.get("h").and_then(AttributeValue::as_n).unwrap();
        let (low, high) = (*values[1].1.as_n().unwrap(), *values[2].1.as_n().unwrap());
        let inside = |item: &&Item| {
            item.get("g") == Some(&values[0].1) && item.contains("h") && (low..=high).contains(&h(item))
        };
        let expected: Vec<Item> = model.values().filter(inside).cloned().collect();
        assert!(found.is_sorted_by(|one, two| if forward { h(one) <= h(two) } else { h(one) >= h(two) }));
        assert_eq!(sorted(found), expected);
    }

    #[test]
    fn pages_joined_are_the_unpaged_result(steps in steps(), limit in 1..5i32, forward: bool) {
        let (engine, _) = run(steps);
        let whole = query(&engine, "inc", "g = :g", &[(":g", s("g0"))], forward);
        let (mut joined, mut start) = (Vec::new(), None);
        loop {
            let page = call(&engine, QueryInput {
                table_name: "items".into(),
                index_name: Some("inc".to_owned()),
                key_condition_expression: Some("g = :g".to_owned()),
                expression_attribute_values: item(&[(":g", s("g0"))]),
                scan_index_forward: Some(forward),
                exclusive_start_key: start,
                limit: Some(limit),
                ..QueryInput::default()
            })
            .unwrap();
            assert!(page.items.len() <= limit as usize);
            joined.extend(items(&page.items));
            match page.last_evaluated_key {
                Some(key) => start = Some(key),
                None => break,
            }
        }
        assert_eq!(joined, whole);
    }

    #[test]
    fn no_text_makes_the_engine_panic(text in "[a-c#:. ()\\[\\]0-9=<>,+-]{0,40}", condition in "\\PC{0,30}") {
        let engine = engine();
        for text in [text, condition] {
            let _ = update(&engine, &key("p", "s"), &text, &[]);
            let put = PutItemInput {
                table_name: "items".into(),
                item: key("p", "s"),
                condition_expression: Some(text),
                ..PutItemInput::default()
            };
            let _ = call(&engine, put);
        }
    }

    #[test]
    fn no_sequence_of_tokens_makes_the_engine_panic(
        tokens in prop::collection::vec(
            prop_oneof![
                Just("a"), Just("b"), Just(":v"), Just("#n"), Just("("), Just(")"), Just("AND"), Just("OR"),
                Just("NOT"), Just("="), Just("<"), Just("BETWEEN"), Just("IN"), Just(","), Just("."), Just("[0]"),
                Just("size("), Just("contains("), Just("SET"), Just("REMOVE"), Just("ADD"), Just("+"),
                Just("if_not_exists("),
            ],
            0..30,
        )
    ) {
        let text = tokens.join(" ");
        let engine = engine();
        let put = PutItemInput {
            table_name: "items".into(),
            item: key("p", "s"),
            condition_expression: Some(text.clone()),
            expression_attribute_values: item(&[(":v", n("1"))]),
            expression_attribute_names: names(&[("#n", "x")]),
            ..PutItemInput::default()
        };
        let _ = call(&engine, put);
        let _ = update(&engine, &key("p", "s"), &text, &[(":v", n("1"))]);
    }
}
