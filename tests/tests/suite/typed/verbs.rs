//! create, put, update, upsert, delete: each does what its name says and nothing else.

use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, ErrorKind, Item, api};
use dynamo_tests::for_each_backend;

use super::model::{State, Task, day, task, tracker};

#[test]
fn create_refuses_what_exists() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let first = task("p", 1);
        table.create(&first).await.unwrap();
        let error = table.create(&Task { effort: 9, ..first.clone() }).await.unwrap_err();
        assert!(error.is_already_exists(), "{error}");
        assert!(error.to_string().contains("`put` replaces it"), "{error}");
        assert_eq!(table.get(first.primary_key()).consistent().await.unwrap(), Some(first));
    });
}

#[test]
fn put_replaces_and_returns_what_was_there() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let first = Task { note: Some("old".to_owned()), ..task("p", 1) };
        assert_eq!(table.put(&first).returning(AllOld).await.unwrap(), None);
        let second = task("p", 1);
        assert_eq!(table.put(&second).returning(AllOld).await.unwrap(), Some(first));
        assert_eq!(table.get(Task::key("blue", "p", 1)).await.unwrap(), Some(second));
    });
}

#[test]
fn a_conditional_put_looks_at_the_item_that_is_there() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.put(&task("p", 1)).await.unwrap();
        let next = Task { effort: 5, ..task("p", 1) };
        let error = table.put(&next).when(|t| t.effort().gt(1)).await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        assert!(error.item().is_some());
        table.put(&next).when(|t| t.effort().eq(1)).when(|t| t.note().not_exists()).await.unwrap();
        assert_eq!(table.get(next.primary_key()).await.unwrap(), Some(next));
    });
}

#[test]
fn update_never_creates() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let error = table.update(Task::key("blue", "p", 1)).set(|t| t.effort(), 3).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        assert_eq!(table.get(Task::key("blue", "p", 1)).consistent().await.unwrap(), None);
    });
}

#[test]
fn a_failed_condition_is_not_a_missing_item() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let key = || Task::key("blue", "p", 1);
        let failed = table.update(key()).set(|t| t.effort(), 3).when(|t| t.effort().gt(7)).await.unwrap_err();
        assert_eq!(failed.kind(), ErrorKind::ConditionFailed);
        let stored: Task = dynamo_model::from_item(failed.item().unwrap().clone()).unwrap();
        assert_eq!(stored, task("p", 1));
        let missing = Task::key("blue", "p", 2);
        let missing =
            table.update(missing).set(|t| t.effort(), 3).when(|t| t.effort().gt(7)).await.unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NotFound);
    });
}

#[test]
fn update_returns_what_is_asked() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let key = || Task::key("blue", "p", 1);
        let new: Task = table.update(key()).add(|t| t.effort(), 2).returning(AllNew).await.unwrap();
        assert_eq!(new.effort, 3);
        let old: Option<Task> =
            table.update(key()).subtract(|t| t.effort(), 1).returning(AllOld).await.unwrap();
        assert_eq!(old.unwrap().effort, 3);
        assert_eq!(table.get(key()).await.unwrap().unwrap().effort, 2);
    });
}

#[test]
fn update_sets_and_removes() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        let key = || Task::key("blue", "p", 1);
        table.update(key()).set(|t| t.note(), "x").set_if_absent(|t| t.effort(), 9).await.unwrap();
        let read = table.get(key()).await.unwrap().unwrap();
        assert_eq!((read.note.as_deref(), read.effort), (Some("x"), 1));
        table.update(key()).remove(|t| t.note()).await.unwrap();
        table.update(key()).set_if_absent(|t| t.note(), "y").await.unwrap();
        assert_eq!(table.get(key()).await.unwrap().unwrap().note.as_deref(), Some("y"));
    });
}

#[test]
fn upsert_creates_a_whole_item_and_keeps_what_it_does_not_know() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let first = Task { note: Some("x".to_owned()), ..task("p", 1) };
        table.upsert(&first).await.unwrap();
        assert_eq!(table.get(first.primary_key()).consistent().await.unwrap(), Some(first.clone()));

        let mut stored = dynamo_model::to_item(&first).unwrap();
        stored.insert("foreign", AttributeValue::from("kept"));
        let put = api::PutItemInput { table_name: table.name().into(), item: stored, ..Default::default() };
        case.answer(put).await;
        let second = Task { note: None, state: State::Done, effort: 7, ..first };
        table.upsert(&second).keep(|t| t.effort()).await.unwrap();
        let get = api::GetItemInput {
            table_name: table.name().into(),
            key: second.primary_key().to_item().unwrap(),
            ..Default::default()
        };
        let item = case.answer(get).await.item.unwrap().into_item();
        // The note is gone and so is the index that a finished task is not in; the rest is there.
        let mut expected = dynamo_model::to_item(&Task { effort: 1, ..second }).unwrap();
        expected.insert("foreign", AttributeValue::from("kept"));
        assert_eq!(show(&item), show(&expected));
    });
}

/// `Debug` hides values, and a failed assertion should show them.
fn show(item: &Item) -> String {
    String::from_utf8(dynamo_model::wire::encode_item(item)).unwrap()
}

#[test]
fn delete_says_whether_something_was_there_only_when_asked() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let key = || Task::key("blue", "p", 1);
        table.delete(key()).await.unwrap();
        assert!(table.delete_existing(key()).await.unwrap_err().is_not_found());
        table.create(&task("p", 1)).await.unwrap();
        let error = table.delete(key()).when(|t| t.due().lt(day(1))).await.unwrap_err();
        assert!(error.is_condition_failed());
        assert_eq!(table.delete_existing(key()).returning(AllOld).await.unwrap(), Some(task("p", 1)));
        assert_eq!(table.get(key()).await.unwrap(), None);
    });
}

#[test]
fn a_missing_table_is_not_a_missing_item() {
    for_each_backend(async |case| {
        let table = super::model::Tracker::on(case.backend().clone(), case.table_name());
        let error = table.get(Task::key("blue", "p", 1)).await.unwrap_err();
        assert!(error.is_resource_not_found(), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    });
}
