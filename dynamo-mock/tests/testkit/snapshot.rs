//! Snapshots, and forks of a mock.

use std::time::Duration;

use dynamo_mock::{Engine, Mock, Snapshot};
use dynamo_model::api::{
    DeleteItemInput, DeleteTableInput, QueryInput, TransactWriteItem, TransactWriteItemsInput, Update,
};

use crate::fixture::{call, definition, engine, get, item, key, n, put, s};

fn account(id: &str, sum: &str) -> dynamo_model::Item {
    let mut stored = key("account", id);
    stored.extend(item(&[("sum", n(sum)), ("g", s("all")), ("h", n(sum))]));
    stored
}

/// Adds to the sum of an account, under a token.
fn add(engine: &Engine, token: &str) {
    let update = Update {
        table_name: "items".into(),
        key: key("account", "1"),
        update_expression: "ADD #s :one".to_owned(),
        expression_attribute_names: crate::fixture::names(&[("#s", "sum")]),
        expression_attribute_values: item(&[(":one", n("1"))]),
        ..Update::default()
    };
    let input = TransactWriteItemsInput {
        transact_items: vec![TransactWriteItem::Update(update)],
        client_request_token: Some(token.to_owned()),
        ..TransactWriteItemsInput::default()
    };
    call(engine, input).unwrap();
}

fn sum(engine: &Engine) -> Option<dynamo_model::AttributeValue> {
    get(engine, "account", "1")?.get("sum").cloned()
}

fn entries(engine: &Engine) -> i32 {
    let input = QueryInput {
        table_name: "items".into(),
        index_name: Some("gsi".to_owned()),
        key_condition_expression: Some("g = :g".to_owned()),
        expression_attribute_values: item(&[(":g", s("all"))]),
        ..QueryInput::default()
    };
    call(engine, input).unwrap().count
}

#[test]
fn a_restored_engine_is_what_it_was() {
    let engine = engine();
    for id in 0..500 {
        put(&engine, account(&id.to_string(), "10"));
    }
    let before = engine.snapshot();
    let text = before.to_json();
    for id in 0..500 {
        let key = key("account", &id.to_string());
        call(&engine, DeleteItemInput { table_name: "items".into(), key, ..DeleteItemInput::default() })
            .unwrap();
    }
    put(&engine, account("new", "1"));
    assert_eq!((entries(&engine), before.item_count("items")), (1, Some(500)));
    call(&engine, DeleteTableInput { table_name: "items".into() }).unwrap();
    assert_eq!(engine.snapshot().table_names().count(), 0);

    engine.restore(&before);
    assert_eq!((entries(&engine), sum(&engine)), (500, Some(n("10"))));
    assert_eq!(engine.snapshot().to_json(), text);
}

#[test]
fn a_fork_and_its_origin_go_separate_ways() {
    let origin = Mock::new();
    call(origin.engine(), definition()).unwrap();
    put(origin.engine(), account("1", "10"));
    let fork = origin.fork();
    put(fork.engine(), account("1", "20"));
    put(origin.engine(), account("2", "30"));
    fork.clock().advance(Duration::from_secs(5));
    assert_eq!((sum(origin.engine()), sum(fork.engine())), (Some(n("10")), Some(n("20"))));
    assert_eq!((entries(origin.engine()), entries(fork.engine())), (2, 1));
    assert_eq!(fork.clock().now() - origin.clock().now(), Duration::from_secs(5));
}

#[test]
fn tokens_belong_to_the_content() {
    let engine = engine();
    put(&engine, account("1", "10"));
    let before = engine.snapshot();
    add(&engine, "token");
    let after = engine.snapshot();
    add(&engine, "token");
    assert_eq!(sum(&engine), Some(n("11")));
    engine.restore(&before);
    add(&engine, "token");
    assert_eq!(sum(&engine), Some(n("11")), "the transaction had not happened before");
    engine.restore(&after);
    add(&engine, "token");
    assert_eq!(sum(&engine), Some(n("11")), "the transaction had happened");
}

/// Transactions move amounts between two tables' worth of items while snapshots are taken: each sees all of a
/// transaction or nothing.
#[test]
fn a_snapshot_shows_one_moment() {
    let engine = engine();
    call(&engine, dynamo_model::api::CreateTableInput { table_name: "more".into(), ..definition() }).unwrap();
    let write = |table: &str, sum: i32| {
        TransactWriteItem::Put(dynamo_model::api::Put {
            table_name: table.into(),
            item: account("1", &sum.to_string()),
            ..dynamo_model::api::Put::default()
        })
    };
    let move_to = |sum: i32| {
        let transact_items = vec![write("items", sum), write("more", 100 - sum)];
        call(&engine, TransactWriteItemsInput { transact_items, ..TransactWriteItemsInput::default() })
            .unwrap();
    };
    move_to(0);
    let snapshots: Vec<Snapshot> = std::thread::scope(|scope| {
        let writer = scope.spawn(|| (0..500).for_each(move_to));
        let snapshots = (0..200).map(|_| engine.snapshot()).collect();
        writer.join().unwrap();
        snapshots
    });
    for snapshot in snapshots {
        let fork = Engine::new();
        fork.restore(&snapshot);
        let sum = |table: &str| {
            let json = String::from_utf8(snapshot.table_to_json(table).unwrap()).unwrap();
            let (_, rest) = json.split_once(r#""sum":{"N":""#).unwrap();
            rest.split_once('"').unwrap().0.parse::<i32>().unwrap()
        };
        assert_eq!(sum("items") + sum("more"), 100);
    }
}
