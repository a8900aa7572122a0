//! `refetch`: an update that reads what it does not know of index keys.

use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, Number, to_item};
use dynamo_tests::for_each_backend;

use super::board::{Between, Board, Card, board, card, set, store, stored};

#[test]
fn an_incomplete_update_is_completed_from_the_item() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        table.update(first.primary_key()).set(|c| c.owner(), "bob").refetch().await.unwrap();
        let expected = Card { owner: "bob".to_owned(), ..first };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
        let update = table.update(expected.primary_key()).remove(|c| c.rank()).set(|c| c.closed(), 1);
        let after: Card = update.refetch().returning(AllNew).await.unwrap();
        let expected = Card { rank: None, closed: Some(1), ..expected };
        assert_eq!(after, expected);
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
        table.update(expected.primary_key()).remove(|c| c.closed()).refetch().await.unwrap();
        let expected = Card { closed: None, ..expected };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
    });
}

#[test]
fn a_computed_input_is_computed_from_the_item() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = Card { rank: None, ..card(1) };
        table.create(&first).await.unwrap();
        let update = || table.update(first.primary_key());
        update().add(|c| c.points(), 4).set_if_absent(|c| c.rank(), 6).refetch().await.unwrap();
        let expected = Card { points: 7, rank: Some(6), ..first.clone() };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
        let next = update().subtract(|c| c.points(), 2).set_if_absent(|c| c.rank(), 9);
        next.set_to(|c| c.owner(), |c| c.colour()).refetch().await.unwrap();
        let expected = Card { points: 5, owner: "red".to_owned(), ..expected };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
    });
}

#[test]
fn another_writer_between_read_and_write_is_seen() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let others =
            [set(&table, &first, "points", Number::from(4)), set(&table, &first, "points", Number::from(5))];
        let between = Between::new(case.backend(), others);
        let slow = Board::on(between.clone(), table.name());
        slow.update(first.primary_key()).set(|c| c.owner(), "bob").refetch().await.unwrap();
        assert_eq!((between.left(), between.reads()), (0, 3));
        let expected = Card { owner: "bob".to_owned(), points: 5, ..first };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
    });
}

#[test]
fn a_writer_who_always_comes_between_ends_in_a_conflict() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let others = (10u32..40).map(|points| set(&table, &first, "points", Number::from(points)));
        let between = Between::new(case.backend(), others);
        let slow = Board::on(between.clone(), table.name());
        let error = slow.update(first.primary_key()).set(|c| c.owner(), "bob").refetch().await.unwrap_err();
        assert_eq!((error.kind(), between.reads()), (ErrorKind::Conflict, 10), "{error}");
        assert_eq!(stored(&table, &first).await.get("owner"), Some(&"ada".into()));
    });
}

#[test]
fn a_condition_of_the_program_is_not_another_writer() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let between = Between::new(case.backend(), []);
        let counted = Board::on(between.clone(), table.name());
        let update = counted.update(first.primary_key()).set(|c| c.owner(), "bob");
        let error = update.when(|c| c.points().gt(100)).refetch().await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        assert_eq!(between.reads(), 1);
        let error = counted.update(Card::key("b", 2)).set(|c| c.owner(), "bob").refetch().await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    });
}

#[test]
fn what_is_complete_is_not_read() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let between = Between::new(case.backend(), []);
        let counted = Board::on(between.clone(), table.name());
        counted.update(first.primary_key()).set(|c| c.place(), &first.place).refetch().await.unwrap();
        assert_eq!(between.reads(), 0);
    });
}

#[test]
fn a_default_that_was_never_stored_is_completed_too() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = Card { colour: "grey".to_owned(), ..card(1) };
        store(&table, &first, |item| {
            for name in ["colour", "gsi2pk", "gsi2sk"] {
                item.remove(name);
            }
        })
        .await;
        table.update(first.primary_key()).set(|c| c.rank(), 3).refetch().await.unwrap();
        let expected = Card { rank: Some(3), ..first };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
    });
}
