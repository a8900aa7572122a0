//! Unique attributes: no two items share a value, whatever happens at once.

use dynamo_model::api::PutItemInput;
use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, TableHandle, to_item};
use dynamo_tests::{Case, for_each_backend};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(ByState, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Account, AccountEmail, AccountBadge))]
struct Accounts;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Accounts, key(pk = "ACCOUNT#{id}", sk = "PROFILE"))]
#[dynamo(index(by_state, on = ByState, pk = "STATE#{state}", sk = "{email}"))]
struct Account {
    id: u32,
    tenant: String,
    #[dynamo(unique(format = "lower"))]
    email: String,
    /// Unique within a tenant.
    #[dynamo(unique(scope = [tenant]), rename = "badge_number")]
    badge: Option<u16>,
    state: String,
}

type AccountTable = TableHandle<Accounts>;

async fn accounts(case: &Case) -> AccountTable {
    Accounts::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

fn account(id: u32, email: &str, badge: Option<u16>) -> Account {
    let (tenant, state) = ("t".to_owned(), "new".to_owned());
    Account { id, tenant, email: email.to_owned(), badge, state }
}

async fn by_email(table: &AccountTable, email: &str) -> Option<u32> {
    let found = table.get_by_unique(Account::by_email(email)).consistent().await.unwrap();
    found.map(|account| account.id)
}

async fn by_badge(table: &AccountTable, badge: u16) -> Option<u32> {
    table.get_by_unique(Account::by_badge("t", badge)).await.unwrap().map(|account| account.id)
}

/// How many markers there are.
async fn markers(table: &AccountTable) -> (usize, usize) {
    let emails = table.scan::<AccountEmail>().all().await.unwrap().len();
    (emails, table.scan::<AccountBadge>().all().await.unwrap().len())
}

#[test]
fn a_value_is_taken_once() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        table.create_unique(&account(1, "ada@x", Some(7))).await.unwrap();
        let error = table.create_unique(&account(2, "ADA@x", None)).await.unwrap_err();
        assert_eq!((error.kind(), error.attribute()), (ErrorKind::UniqueTaken, Some("email")), "{error}");
        let error = table.create_unique(&account(2, "bob@x", Some(7))).await.unwrap_err();
        assert_eq!((error.is_unique_taken(), error.attribute()), (true, Some("badge_number")), "{error}");
        let error = table.create_unique(&account(1, "bob@x", None)).await.unwrap_err();
        assert!(error.is_already_exists(), "{error}");
        // Nothing of what was refused is left.
        assert_eq!(markers(&table).await, (1, 1));
        table.create_unique(&account(2, "bob@x", Some(8))).await.unwrap();
        // Another tenant, and no badge at all.
        let other = Account { tenant: "u".to_owned(), ..account(3, "eve@x", Some(7)) };
        table.create_unique(&other).await.unwrap();
        table.create_unique(&account(4, "fay@x", None)).await.unwrap();
        table.create_unique(&account(5, "gus@x", None)).await.unwrap();
        assert_eq!(markers(&table).await, (5, 3));
    });
}

#[test]
fn an_item_is_found_by_a_unique_value() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        let first = account(1, "Ada@x", Some(7));
        table.create_unique(&first).await.unwrap();
        let found = table.get_by_unique(Account::by_email("aDA@x")).await.unwrap();
        assert_eq!(found.as_ref(), Some(&first));
        assert_eq!(by_badge(&table, 7).await, Some(1));
        assert_eq!((by_email(&table, "bob@x").await, by_badge(&table, 8).await), (None, None));
        // The marker is an item of its own kind, with what leads to the account.
        let marker = table.get(Account::by_email("ada@x")).await.unwrap().unwrap();
        assert_eq!((marker.email.as_str(), marker.id), ("Ada@x", 1));
        assert_eq!(table.scan::<Account>().all().await.unwrap(), [first]);
    });
}

#[test]
fn a_change_moves_the_marker() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        let first = account(1, "ada@x", Some(7));
        table.create_unique(&first).await.unwrap();
        table.create_unique(&account(2, "bob@x", None)).await.unwrap();
        let changed = table.update_with(first.primary_key(), |account| {
            account.email = "eve@x".to_owned();
            account.badge = None;
        });
        let expected = Account { email: "eve@x".to_owned(), badge: None, ..first.clone() };
        assert_eq!(changed.await.unwrap(), expected);
        assert_eq!((by_email(&table, "ada@x").await, by_email(&table, "eve@x").await), (None, Some(1)));
        assert_eq!(markers(&table).await, (2, 0));
        // The old values are free, and the new ones are not.
        table.create_unique(&account(3, "ada@x", Some(7))).await.unwrap();
        let taken = table.update_with(Account::key(2), |account| account.email = "eve@x".to_owned());
        let error = taken.await.unwrap_err();
        assert_eq!((error.is_unique_taken(), error.attribute()), (true, Some("email")), "{error}");
        assert_eq!(by_email(&table, "bob@x").await, Some(2));
        // Index keys follow.
        let found = table.query(Account::by_state("new")).await.unwrap().items;
        assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [3, 2, 1]);
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
    });
}

async fn stored(table: &AccountTable, account: &Account) -> dynamo_model::Item {
    let get = dynamo_model::api::GetItemInput {
        table_name: table.name().into(),
        key: account.primary_key().to_item().unwrap(),
        ..Default::default()
    };
    match table.backend().call(get.into()).await.unwrap() {
        dynamo_model::api::Response::GetItem(output) => output.item.unwrap().into_item(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn another_spelling_of_a_value_keeps_its_marker() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        table.create_unique(&account(1, "ada@x", None)).await.unwrap();
        table.update_with(Account::key(1), |account| account.email = "ADA@X".to_owned()).await.unwrap();
        let marker = table.get(Account::by_email("ada@x")).await.unwrap().unwrap();
        assert_eq!(marker.email, "ADA@X");
        assert_eq!(markers(&table).await, (1, 0));
        // Other attributes change without a transaction, partial updates included.
        table.update(Account::key(1)).set(|a| a.state(), "old").given(|a| a.email(), "ADA@X").await.unwrap();
        table.update_with(Account::key(1), |account| account.state = "older".to_owned()).await.unwrap();
        assert_eq!(by_email(&table, "ada@x").await, Some(1));
    });
}

#[test]
fn a_deleted_item_gives_its_values_free() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        let first = account(1, "ada@x", Some(7));
        table.create_unique(&first).await.unwrap();
        table
            .update(first.primary_key())
            .set(|a| a.state(), "old")
            .given(|a| a.email(), "ada@x")
            .await
            .unwrap();
        let error = table.delete_unique_of(&first).await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        let first = Account { state: "old".to_owned(), ..first };
        table.delete_unique_of(&first).await.unwrap();
        assert_eq!(markers(&table).await, (0, 0));
        let error = table.delete_unique_of(&first).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        table.create_unique(&account(2, "ada@x", Some(7))).await.unwrap();
    });
}

#[test]
fn markers_lead_to_an_item_that_moved() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        let first = account(1, "ada@x", Some(7));
        table.create_unique(&first).await.unwrap();
        let moved: Account = table.move_to(first.primary_key(), Account::key(9)).await.unwrap();
        assert_eq!(moved, Account { id: 9, ..first });
        assert_eq!((by_email(&table, "ada@x").await, by_badge(&table, 7).await), (Some(9), Some(9)));
        assert_eq!(markers(&table).await, (1, 1));
        table.delete_unique_of(&moved).await.unwrap();
        assert_eq!(markers(&table).await, (0, 0));
    });
}

#[test]
fn a_put_replaces_and_moves_the_markers() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        table.put_unique(&account(1, "ada@x", Some(7))).await.unwrap();
        assert_eq!((by_email(&table, "ada@x").await, by_badge(&table, 7).await), (Some(1), Some(1)));
        let changed = account(1, "eve@x", None);
        table.put_unique(&changed).await.unwrap();
        assert_eq!((by_email(&table, "ada@x").await, by_email(&table, "eve@x").await), (None, Some(1)));
        assert_eq!(markers(&table).await, (1, 0));
        assert_eq!(stored(&table, &changed).await, to_item(&changed).unwrap());
        table.create_unique(&account(2, "ada@x", Some(7))).await.unwrap();
        let error = table.put_unique(&account(1, "ADA@x", None)).await.unwrap_err();
        assert_eq!((error.is_unique_taken(), error.attribute()), (true, Some("email")), "{error}");
        let error = table.put_unique(&account(3, "gus@x", Some(7))).await.unwrap_err();
        assert_eq!((error.is_unique_taken(), error.attribute()), (true, Some("badge_number")), "{error}");
        let refused = table.put_unique(&account(1, "fay@x", None)).when(|of| of.state().eq("old")).await;
        assert!(refused.unwrap_err().is_condition_failed());
        let refused = table.put_unique(&account(4, "fay@x", None)).when(|of| of.state().exists()).await;
        assert!(refused.unwrap_err().is_condition_failed());
        assert_eq!(markers(&table).await, (2, 1));
        table.put_unique(&account(1, "fay@x", None)).when(|of| of.state().eq("new")).await.unwrap();
        assert_eq!(by_email(&table, "fay@x").await, Some(1));
    });
}

#[test]
fn an_upsert_keeps_what_it_does_not_know() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        table.upsert_unique(&account(1, "ada@x", Some(7))).await.unwrap();
        let mut item = stored(&table, &account(1, "ada@x", Some(7))).await;
        item.insert("nickname", "countess".into());
        let table_name = table.name().into();
        case.answer(PutItemInput { table_name, item, ..Default::default() }).await;
        let changed = account(1, "eve@x", None);
        table.upsert_unique(&changed).await.unwrap();
        let mut expected = to_item(&changed).unwrap();
        expected.insert("nickname", "countess".into());
        assert_eq!(stored(&table, &changed).await, expected);
        assert_eq!((markers(&table).await, by_email(&table, "eve@x").await), ((1, 0), Some(1)));
        // Nothing to change, under a condition that holds and one that does not.
        table.upsert_unique(&changed).await.unwrap();
        let refused = table.upsert_unique(&account(1, "gus@x", None)).when(|of| of.state().eq("old")).await;
        assert!(refused.unwrap_err().is_condition_failed());
        table.create_unique(&account(2, "bob@x", None)).await.unwrap();
        let error = table.upsert_unique(&account(1, "bob@x", None)).await.unwrap_err();
        assert_eq!((error.is_unique_taken(), error.attribute()), (true, Some("email")), "{error}");
    });
}

#[test]
fn an_update_goes_on_with_unique_attributes() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        table.create_unique(&account(1, "ada@x", Some(7))).await.unwrap();
        table.create_unique(&account(2, "bob@x", None)).await.unwrap();
        let change = |email: &str, badge: Option<u16>| {
            let update = table.update(Account::key(1)).set(|of| of.state(), "old").unique();
            update.set(|of| of.email(), email.to_owned()).set_or_remove(|of| of.badge(), badge)
        };
        change("eve@x", Some(8)).await.unwrap();
        let expected = Account { state: "old".to_owned(), ..account(1, "eve@x", Some(8)) };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
        assert_eq!((by_email(&table, "ada@x").await, by_email(&table, "eve@x").await), (None, Some(1)));
        assert_eq!((by_badge(&table, 7).await, by_badge(&table, 8).await), (None, Some(1)));
        // The key of the index is composed from the address.
        let found = table.query(Account::by_state("old")).await.unwrap().items;
        assert_eq!(found, std::slice::from_ref(&expected));
        let error = change("BOB@x", None).await.unwrap_err();
        assert_eq!((error.is_unique_taken(), error.attribute()), (true, Some("email")), "{error}");
        let refused = change("gus@x", None).when(|of| of.tenant().eq("u")).await;
        assert!(refused.unwrap_err().is_condition_failed());
        let gone = table.update(Account::key(9)).unique().set(|of| of.email(), "gus@x").await;
        assert!(gone.unwrap_err().is_not_found());
        assert_eq!(markers(&table).await, (2, 1));
        // Within another tenant, the badge is another one; a loaded value needs no read.
        let loaded = table.get(Account::key(1)).await.unwrap().unwrap();
        let moved = table.update_of(&loaded).unique().set(|of| of.tenant(), "u").remove(|of| of.badge());
        moved.await.unwrap();
        assert_eq!((by_badge(&table, 8).await, markers(&table).await), (None, (2, 0)));
        let late = table.update_of(&loaded).unique().set(|of| of.email(), "gus@x").await;
        assert!(late.unwrap_err().is_condition_failed());
    });
}

#[test]
fn markers_go_along_in_transactions() {
    for_each_backend(async |case| {
        let table = accounts(case).await;
        let (first, second) = (account(1, "ada@x", Some(7)), account(2, "bob@x", None));
        let both = table
            .transaction()
            .with_unique(table.create_unique(&first))
            .with_unique(table.create_unique(&second));
        both.await.unwrap();
        assert_eq!(markers(&table).await, (2, 1));
        let taken = table.transaction().with_unique(table.create_unique(&account(3, "ADA@x", None)));
        let reasons = taken.outcome().await.unwrap().canceled().unwrap();
        let told: Vec<_> = reasons.iter().map(|reason| reason.is_unique_taken()).collect();
        assert_eq!(told, [false, true]);
        // One gives its address up, the other takes another one, or neither.
        let swap = |email: &str| {
            let update = table.update_of(&second).unique().set(|of| of.email(), email.to_owned());
            table.transaction().with_unique(table.delete_unique_of(&first)).with_unique(update)
        };
        swap("eve@x").await.unwrap();
        assert_eq!((by_email(&table, "ada@x").await, by_email(&table, "eve@x").await), (None, Some(2)));
        assert_eq!((by_email(&table, "bob@x").await, markers(&table).await), (None, (1, 0)));
        assert!(swap("gus@x").await.unwrap_err().is_transaction_canceled());
        // Nothing is read in a transaction.
        let update = table.update(Account::key(2)).unique().set(|of| of.email(), "gus@x");
        let refused = table.transaction().with_unique(update).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Invalid, "{refused}");
        let second = account(2, "eve@x", None);
        let refused = table.delete_unique_of(&second).when(|of| of.state().eq("old")).await;
        assert!(refused.unwrap_err().is_condition_failed());
        table.delete_unique_of(&second).when(|of| of.state().eq("new")).await.unwrap();
        assert_eq!(markers(&table).await, (0, 0));
    });
}
