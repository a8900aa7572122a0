//! The optimistic lock: a write of a value that was read before notices who has written since.

use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, TableHandle};
use dynamo_tests::{Case, for_each_backend};

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t")]
#[dynamo(gsi(ByState, pk = "gsi1pk": S))]
#[dynamo(entities(Page, Login, LoginName))]
struct Wiki;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Wiki, key(pk = "PAGE#{id}"))]
#[dynamo(index(by_state, on = ByState, pk = "STATE#{state}"))]
struct Page {
    id: u32,
    text: String,
    state: String,
    /// Pages that are older than the lock have none.
    #[dynamo(lock, default)]
    revision: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Wiki, key(pk = "LOGIN#{id}"))]
struct Login {
    id: u32,
    #[dynamo(unique)]
    name: String,
    #[dynamo(lock)]
    revision: u64,
}

async fn wiki(case: &Case) -> TableHandle<Wiki> {
    Wiki::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

fn page(id: u32, revision: u64) -> Page {
    Page { id, text: "t".to_owned(), state: "draft".to_owned(), revision }
}

async fn read(table: &TableHandle<Wiki>, id: u32) -> Page {
    table.get(Page::key(id)).consistent().await.unwrap().unwrap()
}

#[test]
fn every_write_counts() {
    for_each_backend(async |case| {
        let table = wiki(case).await;
        table.create(&page(1, 40)).await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 1);
        table.put(&read(&table, 1).await).await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 2);
        table.update(Page::key(1)).set(|p| p.text(), "u").await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 3);
        table.upsert(&page(1, 0)).await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 4);
        let loaded = read(&table, 1).await;
        table.update_of(&loaded).set(|p| p.state(), "done").await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 5);
        let written = table.update_with(Page::key(1), |page| page.text.push('v')).await.unwrap();
        assert_eq!((written.revision, read(&table, 1).await), (6, written));
        table.update(Page::key(1)).set(|p| p.state(), "x").refetch().await.unwrap();
        table.transact((Page::update(Page::key(1)).set(|p| p.text(), "w"),)).await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 8);
        // An upsert of a new item counts from 1, and a move keeps the count.
        table.upsert(&page(2, 9)).await.unwrap();
        assert_eq!(read(&table, 2).await.revision, 1);
        assert_eq!(table.move_to(Page::key(1), Page::key(3)).await.unwrap().revision, 8);
    });
}

#[test]
fn a_write_of_an_old_value_is_refused() {
    for_each_backend(async |case| {
        let table = wiki(case).await;
        table.create(&page(1, 0)).await.unwrap();
        let old = read(&table, 1).await;
        table.update(Page::key(1)).set(|p| p.text(), "u").await.unwrap();
        let error = table.put(&old).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LockFailed, "{error}");
        assert!(error.item().is_some(), "the item as it is comes with the error");
        let error = table.update_of(&old).set(|p| p.text(), "v").await.unwrap_err();
        assert!(error.is_lock_failed(), "{error}");
        let error = table.delete_of(&old).await.unwrap_err();
        assert!(error.is_lock_failed(), "{error}");
        let reasons =
            table.transact((Page::put(&old), Page::delete_of(&page(2, 1)))).outcome().await.unwrap();
        let (put, delete) = reasons.canceled().unwrap();
        assert!(put.is_lock_failed() && delete.is_not_found(), "{put:?} {delete:?}");
        assert_eq!((read(&table, 1).await.text.as_str(), read(&table, 1).await.revision), ("u", 2));
        // A condition of the program is another failure.
        let now = read(&table, 1).await;
        let error =
            table.update_of(&now).set(|p| p.text(), "v").when(|p| p.state().eq("x")).await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        let error = table.put(&now).when(|p| p.state().eq("x")).await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        table.delete_of(&now).await.unwrap();
    });
}

#[test]
fn a_put_of_something_new_needs_a_lock_of_zero() {
    for_each_backend(async |case| {
        let table = wiki(case).await;
        let error = table.put(&page(1, 3)).await.unwrap_err();
        assert!(error.is_lock_failed(), "{error}");
        table.put(&page(1, 0)).await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 1);
        let error = table.put(&page(1, 0)).await.unwrap_err();
        assert!(error.is_lock_failed(), "{error}");
    });
}

#[test]
fn items_that_are_older_than_the_lock_are_locked_from_their_first_write_on() {
    for_each_backend(async |case| {
        let table = wiki(case).await;
        for id in 1..=4 {
            let mut item = dynamo_model::to_item(&page(id, 0)).unwrap();
            item.remove("revision");
            let put = dynamo_model::api::PutItemInput {
                table_name: table.name().into(),
                item,
                ..Default::default()
            };
            case.answer(put).await;
        }
        let old = read(&table, 1).await;
        assert_eq!(old.revision, 0);
        table.update_of(&old).set(|p| p.text(), "u").await.unwrap();
        assert_eq!(read(&table, 1).await.revision, 1);
        assert!(table.update_of(&old).set(|p| p.text(), "v").await.unwrap_err().is_lock_failed());
        table.put(&page(2, 0)).await.unwrap();
        assert_eq!(read(&table, 2).await.revision, 1);
        let written = table.update_with(Page::key(3), |page| page.text.push('v')).await.unwrap();
        assert_eq!(written.revision, 1);
        table.delete_of(&read(&table, 4).await).await.unwrap();
    });
}

#[test]
fn unique_attributes_and_a_lock_go_together() {
    for_each_backend(async |case| {
        let table = wiki(case).await;
        table.create_unique(&Login { id: 1, name: "ada".to_owned(), revision: 0 }).await.unwrap();
        let old = table.get(Login::key(1)).await.unwrap().unwrap();
        assert_eq!(old.revision, 1);
        let renamed = table.update_with(Login::key(1), |login| login.name = "bob".to_owned());
        let renamed = renamed.await.unwrap();
        assert_eq!((renamed.name.as_str(), renamed.revision), ("bob", 2));
        let error = table.delete_unique_of(&old).await.unwrap_err();
        assert!(error.is_lock_failed(), "{error}");
        let found = table.get_by_unique(Login::by_name("bob")).await.unwrap();
        assert_eq!(found, Some(renamed.clone()));
        table.delete_unique_of(&renamed).await.unwrap();
        assert_eq!(table.get_by_unique(Login::by_name("bob")).await.unwrap(), None);
    });
}
