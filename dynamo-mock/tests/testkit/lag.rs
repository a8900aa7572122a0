//! Reads that are behind.

use dynamo_mock::Engine;
use dynamo_model::api::{
    BatchGetItemInput, Get, GetItemInput, KeysAndAttributes, PutItemInput, QueryInput, ReturnedItem,
    ScanInput, TransactGetItemsInput,
};

use crate::fixture::{call, engine, item, key, n, put, s};

fn version(number: usize) -> dynamo_model::Item {
    let mut stored = key("a", "1");
    stored.extend(item(&[("g", s("g")), ("h", n(&number.to_string())), ("v", n(&number.to_string()))]));
    stored
}

fn number(found: Option<&dynamo_model::Item>) -> Option<String> {
    found.and_then(|item| item.get("v")).and_then(|value| value.as_n()).map(ToString::to_string)
}

fn read(engine: &Engine, consistent: bool) -> Option<String> {
    let consistent_read = Some(consistent);
    let input = GetItemInput {
        table_name: "items".into(),
        key: key("a", "1"),
        consistent_read,
        ..GetItemInput::default()
    };
    number(call(engine, input).unwrap().item.as_ref().map(ReturnedItem::as_item))
}

fn query(engine: &Engine, index: Option<&str>, consistent: bool) -> Option<String> {
    let (condition, value) = if index == Some("gsi") { ("g = :v", s("g")) } else { ("pk = :v", s("a")) };
    let input = QueryInput {
        table_name: "items".into(),
        index_name: index.map(str::to_owned),
        key_condition_expression: Some(condition.to_owned()),
        expression_attribute_values: item(&[(":v", value)]),
        consistent_read: Some(consistent),
        ..QueryInput::default()
    };
    number(call(engine, input).unwrap().items.first().map(ReturnedItem::as_item))
}

fn scan(engine: &Engine, consistent: bool) -> Option<String> {
    let consistent_read = Some(consistent);
    let input = ScanInput { table_name: "items".into(), consistent_read, ..ScanInput::default() };
    number(call(engine, input).unwrap().items.first().map(ReturnedItem::as_item))
}

fn batch(engine: &Engine, consistent: bool) -> Option<String> {
    let wanted = KeysAndAttributes {
        keys: vec![key("a", "1")],
        consistent_read: Some(consistent),
        ..KeysAndAttributes::default()
    };
    let input = BatchGetItemInput {
        request_items: [("items".to_owned(), wanted)].into(),
        ..BatchGetItemInput::default()
    };
    number(call(engine, input).unwrap().responses["items"].first().map(ReturnedItem::as_item))
}

#[test]
fn reads_are_behind_by_the_set_number_of_writes() {
    let engine = engine();
    put(&engine, version(0));
    engine.set_lag(2);
    let mut seen = Vec::new();
    for number in 1..=4 {
        put(&engine, version(number));
        let late = read(&engine, false).unwrap();
        assert_eq!(query(&engine, None, false).as_ref(), Some(&late));
        assert_eq!(query(&engine, Some("gsi"), false).as_ref(), Some(&late));
        assert_eq!(scan(&engine, false).as_ref(), Some(&late));
        assert_eq!(batch(&engine, false).as_ref(), Some(&late));
        seen.push(late);
        for latest in
            [read(&engine, true), query(&engine, None, true), scan(&engine, true), batch(&engine, true)]
        {
            assert_eq!(latest, Some(number.to_string()));
        }
        let get = Get { table_name: "items".into(), key: key("a", "1"), ..Get::default() };
        let input = TransactGetItemsInput { transact_items: vec![get], ..TransactGetItemsInput::default() };
        let response = call(&engine, input).unwrap().responses.remove(0);
        assert_eq!(
            crate::lag::number(response.as_ref().map(ReturnedItem::as_item)),
            Some(number.to_string())
        );
    }
    assert_eq!(seen, ["0", "0", "1", "2"]);

    engine.settle();
    assert_eq!(read(&engine, false).as_deref(), Some("4"));
    put(&engine, version(5));
    assert_eq!(read(&engine, false).as_deref(), Some("4"));
    engine.set_lag(0);
    assert_eq!(read(&engine, false).as_deref(), Some("5"));
    put(&engine, version(6));
    assert_eq!(read(&engine, false).as_deref(), Some("6"));
}

#[test]
fn conditions_are_never_behind() {
    let engine = engine();
    engine.set_lag(5);
    put(&engine, version(1));
    assert_eq!(read(&engine, false), None);
    let create = PutItemInput {
        table_name: "items".into(),
        item: version(2),
        condition_expression: Some("attribute_not_exists(pk)".to_owned()),
        ..PutItemInput::default()
    };
    assert!(call(&engine, create).is_err());
}

#[test]
fn forks_are_as_far_behind_and_begin_settled() {
    let engine = engine();
    engine.set_lag(1);
    put(&engine, version(1));
    assert_eq!(read(&engine, false), None);
    let fork = engine.fork();
    assert_eq!(read(&fork, false).as_deref(), Some("1"));
    put(&fork, version(2));
    assert_eq!(read(&fork, false).as_deref(), Some("1"));
    engine.restore(&engine.snapshot());
    assert_eq!(read(&engine, false).as_deref(), Some("1"));
}
