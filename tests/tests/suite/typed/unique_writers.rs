//! Writers of unique attributes that another writer comes between: no marker is left behind, and none is missing.

use dynamo_mock::Mock;
use dynamo_model::api::Request;
use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, IntoBackend, TableHandle};
use dynamo_tests::{Case, Recorder, for_each_backend};

use super::board::Between;

#[derive(DynamoTable)]
#[dynamo(key(pk = S), kind = "_t", entities(Member, MemberEmail, MemberBadge))]
struct Club;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Club, key(pk = "MEMBER#{id}"))]
struct Member {
    id: u32,
    #[dynamo(unique(format = "lower"))]
    email: String,
    #[dynamo(unique)]
    badge: Option<u32>,
    visits: u32,
}

fn member(id: u32, email: &str, badge: Option<u32>) -> Member {
    Member { id, email: email.to_owned(), badge, visits: 0 }
}

async fn club(case: &Case) -> TableHandle<Club> {
    let club = Club::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
    club.create_unique(&member(1, "ada@x", None)).await.unwrap();
    club
}

/// What somebody else sends meanwhile: the first member gets another address and a badge.
async fn meanwhile(name: &str) -> Request {
    let recorder = Recorder::new(Mock::new().into_backend());
    let club = Club::on(recorder.clone(), name).create_table().await.unwrap();
    club.create_unique(&member(1, "ada@x", None)).await.unwrap();
    recorder.take();
    let change = club.update(Member::key(1)).unique();
    change.set(|m| m.email(), "mid@x").set(|m| m.badge(), 7).await.unwrap();
    transaction(&recorder)
}

/// The transaction that was recorded. Its token is the engine's first one, which other cases have, too.
fn transaction(recorder: &Recorder) -> Request {
    let requests = recorder.take();
    let transactions = requests.into_iter().filter_map(|request| match request {
        Request::TransactWriteItems(input) => Some(input),
        _ => None,
    });
    let mut transactions: Vec<_> = transactions.collect();
    let mut transaction = transactions.pop().unwrap();
    transaction.client_request_token = None;
    transaction.into()
}

/// The handle of a slow writer, before whose first write the other one comes.
async fn slow(case: &Case, club: &TableHandle<Club>) -> TableHandle<Club> {
    Club::on(Between::new(case.backend(), [meanwhile(club.name()).await]), club.name())
}

/// The addresses and badges that are taken, and whether each leads to a member who has it.
async fn taken(club: &TableHandle<Club>) -> (Vec<String>, Vec<u32>) {
    let emails = club.scan::<MemberEmail>().consistent().all().await.unwrap();
    let badges = club.scan::<MemberBadge>().consistent().all().await.unwrap();
    for marker in &emails {
        let member = club.get(Member::key(marker.id)).consistent().await.unwrap().unwrap();
        assert_eq!(member.email.to_lowercase(), marker.email.to_lowercase());
    }
    for marker in &badges {
        let member = club.get(Member::key(marker.id)).consistent().await.unwrap().unwrap();
        assert_eq!(member.badge, Some(marker.badge));
    }
    (emails.into_iter().map(|of| of.email).collect(), badges.into_iter().map(|of| of.badge).collect())
}

#[test]
fn a_put_reads_again() {
    for_each_backend(async |case| {
        let club = club(case).await;
        let slow = slow(case, &club).await;
        slow.put_unique(&member(1, "last@x", None)).await.unwrap();
        assert_eq!(taken(&club).await, (vec!["last@x".to_owned()], Vec::new()));
    });
}

#[test]
fn an_upsert_reads_again() {
    for_each_backend(async |case| {
        let club = club(case).await;
        let slow = slow(case, &club).await;
        slow.upsert_unique(&member(1, "last@x", Some(9))).await.unwrap();
        assert_eq!(taken(&club).await, (vec!["last@x".to_owned()], vec![9]));
    });
}

#[test]
fn an_update_reads_again_and_keeps_what_it_does_not_change() {
    for_each_backend(async |case| {
        let club = club(case).await;
        let slow = slow(case, &club).await;
        let update = slow.update(Member::key(1)).add(|m| m.visits(), 1).unique();
        update.set(|m| m.email(), "last@x").await.unwrap();
        assert_eq!(taken(&club).await, (vec!["last@x".to_owned()], vec![7]));
        let read = club.get(Member::key(1)).await.unwrap().unwrap();
        assert_eq!(read, Member { visits: 1, ..member(1, "last@x", Some(7)) });
    });
}

#[test]
fn what_is_given_is_not_written_over_what_is_there() {
    for_each_backend(async |case| {
        let club = club(case).await;
        let loaded = club.get(Member::key(1)).await.unwrap().unwrap();
        let slow = slow(case, &club).await;
        let late = slow.update_of(&loaded).unique().set(|m| m.email(), "last@x").await;
        assert_eq!(late.unwrap_err().kind(), ErrorKind::ConditionFailed);
        assert_eq!(taken(&club).await, (vec!["mid@x".to_owned()], vec![7]));
        let late = club.delete_unique_of(&loaded).await;
        assert_eq!(late.unwrap_err().kind(), ErrorKind::ConditionFailed);
        let late = club.transaction().with_unique(club.delete_unique_of(&loaded)).await;
        assert!(late.unwrap_err().is_transaction_canceled());
        assert_eq!(taken(&club).await, (vec!["mid@x".to_owned()], vec![7]));
    });
}

#[test]
fn two_who_create_one_are_one() {
    for_each_backend(async |case| {
        let club = Club::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        let other = {
            let recorder = Recorder::new(Mock::new().into_backend());
            let elsewhere = Club::on(recorder.clone(), club.name()).create_table().await.unwrap();
            recorder.take();
            elsewhere.create_unique(&member(1, "first@x", Some(1))).await.unwrap();
            transaction(&recorder)
        };
        let slow = Club::on(Between::new(case.backend(), [other]), club.name());
        slow.put_unique(&member(1, "last@x", Some(2))).await.unwrap();
        assert_eq!(taken(&club).await, (vec!["last@x".to_owned()], vec![2]));
    });
}
