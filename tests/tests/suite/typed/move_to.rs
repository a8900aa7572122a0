//! `move_to`: another primary key for an item.

use dynamo_model::{ErrorKind, Number, to_item};
use dynamo_tests::for_each_backend;

use super::board::{Between, Board, Card, board, card, set, store, stored};

#[test]
fn an_item_moves_with_all_that_it_has() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        store(&table, &first, |item| {
            item.insert("unknown", "x".into());
        })
        .await;
        let moved: Card = table.move_to(first.primary_key(), Card::key("c", 9)).await.unwrap();
        let expected = Card { board: "c".to_owned(), id: 9, ..first.clone() };
        assert_eq!(moved, expected);
        assert_eq!(table.get(first.primary_key()).consistent().await.unwrap(), None);
        let mut item = to_item(&expected).unwrap();
        item.insert("unknown", "x".into());
        assert_eq!(stored(&table, &expected).await, item);
        assert_eq!(table.query(Card::open("ada")).await.unwrap().items, [expected]);
    });
}

#[test]
fn a_move_needs_an_item_and_a_free_key() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let (first, second) = (card(1), card(2));
        table.create(&first).await.unwrap();
        table.create(&second).await.unwrap();
        let error = table.move_to(first.primary_key(), second.primary_key()).await.unwrap_err();
        assert!(error.is_already_exists(), "{error}");
        let error = table.move_to(Card::key("b", 3), Card::key("b", 4)).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
        let error = table.move_to(first.primary_key(), first.primary_key()).await.unwrap_err();
        assert!(error.is_invalid(), "{error}");
        let moved = table.move_to(first.primary_key(), Card::key("b", 5)).when(|c| c.points().gt(100));
        let error = moved.await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        assert_eq!(stored(&table, &first).await, to_item(&first).unwrap());
        assert_eq!(stored(&table, &second).await, to_item(&second).unwrap());
    });
}

#[test]
fn a_move_takes_along_what_another_writer_did_in_between() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let between = Between::new(case.backend(), [set(&table, &first, "colour", "blue")]);
        let slow = Board::on(between.clone(), table.name());
        slow.move_to(first.primary_key(), Card::key("b", 5)).await.unwrap();
        assert_eq!((between.left(), between.reads()), (0, 2));
        let expected = Card { id: 5, colour: "blue".to_owned(), ..first.clone() };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
        let others = (10u32..40).map(|points| set(&table, &expected, "points", Number::from(points)));
        let slow = Board::on(Between::new(case.backend(), others), table.name());
        let error = slow.move_to(expected.primary_key(), Card::key("b", 6)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Conflict, "{error}");
        assert_eq!(table.get(Card::key("b", 6)).consistent().await.unwrap(), None);
    });
}
