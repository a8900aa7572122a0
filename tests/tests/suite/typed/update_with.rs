//! `update_with`: an item changed by a function of the program.

use dynamo_model::{AttributeValue, ErrorKind, Item, Number, to_item};
use dynamo_tests::for_each_backend;

use super::board::{Between, Board, Card, Place, board, card, set, store, stored};

#[test]
fn a_function_changes_the_item() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let after = table.update_with(first.primary_key(), |card| {
            card.points += 4;
            card.closed = Some(1);
            card.rank = None;
        });
        let expected = Card { points: 7, closed: Some(1), rank: None, ..first };
        assert_eq!(after.await.unwrap(), expected);
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
        let error = table.update_with(Card::key("b", 2), |card| card.points = 1).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    });
}

#[test]
fn a_function_can_stop() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let between = Between::new(case.backend(), [set(&table, &first, "points", Number::from(9))]);
        let watched = Board::on(between.clone(), table.name());
        let answer = watched.update_with(first.primary_key(), |card| {
            card.points = 0;
            (card.points > 0).then_some(())
        });
        assert_eq!(answer.await.unwrap(), None);
        let answer = watched.update_with(first.primary_key(), |card| match card.closed {
            Some(_) => Ok(()),
            None => Err("still open"),
        });
        assert_eq!(answer.await.unwrap(), Err("still open"));
        // What changes nothing is not written either.
        let answer = watched.update_with(first.primary_key(), |card| card.points = 3).await.unwrap();
        assert_eq!((answer, between.left()), (first, 1));
    });
}

#[test]
fn what_the_entity_does_not_know_stays() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        let place = |column: u8| {
            let known =
                [("column", Number::from(column)), ("row", Number::from(2)), ("lane", Number::from(7))];
            AttributeValue::M(Item::from_iter(known.map(|(name, value)| (name, AttributeValue::N(value)))))
        };
        let before = store(&table, &first, |item| {
            item.insert("unknown", "x".into());
            item.insert("place", place(1));
        })
        .await;
        table.update_with(first.primary_key(), |card| card.points = 4).await.unwrap();
        let found = stored(&table, &first).await;
        assert_eq!((found.get("unknown"), found.get("place")), (before.get("unknown"), before.get("place")));
        table
            .update_with(first.primary_key(), |card| card.place = Place { column: 5, row: 2 })
            .await
            .unwrap();
        let found = stored(&table, &first).await;
        assert_eq!(found.get("place"), Some(&place(5)));
        assert_eq!(found.get("unknown"), Some(&"x".into()));
    });
}

#[test]
fn an_open_map_loses_only_what_the_function_takes_out() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let after = table.update_with(first.primary_key(), |card| {
            card.labels.remove("kind");
            card.labels.insert("size".to_owned(), "big".to_owned());
        });
        let after = after.await.unwrap();
        assert_eq!(after.labels.keys().collect::<Vec<_>>(), ["size"]);
        assert_eq!(stored(&table, &first).await, to_item(&after).unwrap());
    });
}

#[test]
fn another_writer_between_read_and_write_runs_the_function_again() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        // Not an attribute that the function changes, but one that it may have looked at.
        let others = [set(&table, &first, "colour", "blue"), set(&table, &first, "points", Number::from(10))];
        let between = Between::new(case.backend(), others);
        let slow = Board::on(between.clone(), table.name());
        let after = slow.update_with(first.primary_key(), |card| card.points += 1).await.unwrap();
        let expected = Card { points: 11, colour: "blue".to_owned(), ..first };
        assert_eq!((after, between.left(), between.reads()), (expected.clone(), 0, 3));
        // The key of `by_rank`, which the other writer left behind, is right again.
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
        let error = slow.update_with(first.primary_key(), |card| card.rank = None).await.unwrap_err();
        assert_eq!((error.kind(), between.reads()), (ErrorKind::Conflict, 10), "{error}");
    });
}

#[test]
fn a_function_cannot_change_the_primary_key() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let first = card(1);
        table.create(&first).await.unwrap();
        let error = table.update_with(first.primary_key(), |card| card.id = 2).await.unwrap_err();
        assert!(error.is_invalid(), "{error}");
        assert!(error.to_string().contains("`move_to`"), "{error}");
    });
}
