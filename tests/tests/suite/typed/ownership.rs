//! Items say what they are, and reading checks it.

use dynamo_model::{AttributeValue, Item, Number, api};
use dynamo_tests::{Case, for_each_backend};

use super::model::{Task, TrackerTable, numbers, task, tracker};

async fn put_raw(case: &Case, table: &TrackerTable, change: impl FnOnce(&mut Item)) {
    let mut item = dynamo_model::to_item(&task("p", 1)).unwrap();
    change(&mut item);
    let put = api::PutItemInput { table_name: table.name().into(), item, ..Default::default() };
    case.answer(put).await;
}

#[test]
fn an_item_without_kind_is_an_error_that_names_the_place() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        put_raw(case, &table, |item| drop(item.remove("_t"))).await;
        let error = table.get(Task::key("blue", "p", 1)).await.unwrap_err();
        assert!(error.is_decode());
        assert_eq!(
            error.to_string(),
            "get of `task`: cannot read an item as `task` at `_t`: \
             the item has no kind; it was written by other means"
        );
        assert!(table.query(Task::of("blue")).await.unwrap_err().is_decode());
        assert!(table.collect(Task::of("blue")).await.unwrap_err().is_decode());
    });
}

#[test]
fn an_item_of_an_unknown_kind_is_no_silent_gap() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        put_raw(case, &table, |item| drop(item.insert("_t", AttributeValue::from("ghost")))).await;
        for error in [
            table.get(Task::key("blue", "p", 1)).await.unwrap_err(),
            table.query(Task::of("blue")).await.unwrap_err(),
            table.collect(Task::of("blue")).await.unwrap_err(),
        ] {
            assert!(error.is_decode());
            assert!(error.to_string().contains("`ghost`"), "{error}");
        }
    });
}

#[test]
fn a_wrong_type_is_an_error_with_its_path() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        put_raw(case, &table, |item| drop(item.insert("effort", AttributeValue::from("much")))).await;
        let error = table.get(Task::key("blue", "p", 1)).await.unwrap_err();
        assert!(error.to_string().ends_with("at `effort`: expected type N, found S"), "{error}");
        assert!(!error.to_string().contains("much"));
        put_raw(case, &table, |item| drop(item.insert("effort", AttributeValue::N(Number::from(-1))))).await;
        let error = table.get(Task::key("blue", "p", 1)).await.unwrap_err();
        assert!(error.to_string().ends_with("at `effort`: the number does not fit the type u64"), "{error}");
        put_raw(case, &table, |item| drop(item.insert("state", AttributeValue::from("lost")))).await;
        let error = table.get(Task::key("blue", "p", 1)).await.unwrap_err();
        assert!(error.to_string().contains("at `state`"), "{error}");
        put_raw(case, &table, |item| drop(item.remove("due"))).await;
        let error = table.get(Task::key("blue", "p", 1)).await.unwrap_err();
        assert!(error.to_string().contains("at `due`: the attribute is missing"), "{error}");
    });
}

#[test]
fn one_bad_item_does_not_make_an_empty_page() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 2)).await.unwrap();
        put_raw(case, &table, |item| drop(item.remove("due"))).await;
        assert!(table.query(Task::of("blue")).await.unwrap_err().is_decode());
        let good = table.query(Task::of("blue").project("p").number(2..)).await.unwrap();
        assert_eq!(numbers(good), [2]);
    });
}

#[test]
fn debug_and_errors_hide_values() {
    let item = dynamo_model::to_item(&Task { note: Some("secret".to_owned()), ..task("p", 1) }).unwrap();
    let shown = format!("{item:?}");
    assert!(shown.contains("note") && !shown.contains("secret") && !shown.contains("blue"), "{shown}");
    let key = format!("{:?}", Task::key("secret-team", "p", 1));
    assert!(!key.contains("secret"), "{key}");
}
