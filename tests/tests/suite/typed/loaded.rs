//! `update_of` and `delete_of`: writes that start from a value that was read before.

use dynamo_model::prelude::*;
use dynamo_model::{Number, to_item};
use dynamo_tests::for_each_backend;

use super::board::{Card, board, card, set, store, stored};

#[test]
fn an_update_of_a_loaded_value_completes_every_index() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let loaded = card(1);
        table.create(&loaded).await.unwrap();
        table.update_of(&loaded).set(|c| c.points(), 8).await.unwrap();
        let moved = Card { points: 8, ..loaded };
        assert_eq!(stored(&table, &moved).await, to_item(&moved).unwrap());
        // The new value counts and not the loaded one; both indexes at once.
        let update = table.update_of(&moved).set(|c| c.owner(), "bob").set(|c| c.rank(), 7);
        let after: Card = update.set(|c| c.points(), 9).returning(AllNew).await.unwrap();
        let expected = Card { owner: "bob".to_owned(), rank: Some(7), points: 9, ..moved };
        assert_eq!(after, expected);
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
    });
}

#[test]
fn an_update_of_a_loaded_value_leaves_and_enters_sparse_indexes() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let open = card(1);
        table.create(&open).await.unwrap();
        table.update_of(&open).set(|c| c.closed(), 5).remove(|c| c.rank()).await.unwrap();
        let closed = Card { closed: Some(5), rank: None, ..open.clone() };
        assert_eq!(stored(&table, &closed).await, to_item(&closed).unwrap());
        assert!(table.query(Card::open("ada")).await.unwrap().items.is_empty());
        // Changes while it is out of both indexes leave it out.
        table.update_of(&closed).set(|c| c.points(), 4).set(|c| c.colour(), "blue").await.unwrap();
        let closed = Card { points: 4, colour: "blue".to_owned(), ..closed };
        assert_eq!(stored(&table, &closed).await, to_item(&closed).unwrap());
        // What is removed lets it in again, with all of its key.
        table.update_of(&closed).remove(|c| c.closed()).set(|c| c.rank(), 2).await.unwrap();
        let again = Card { closed: None, rank: Some(2), ..closed };
        assert_eq!(stored(&table, &again).await, to_item(&again).unwrap());
        assert_eq!(table.query(Card::open("ada")).await.unwrap().items, [again]);
    });
}

#[test]
fn a_removal_that_lets_an_item_into_an_index_needs_the_rest_of_its_key() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let closed = Card { closed: Some(5), ..card(1) };
        table.create(&closed).await.unwrap();
        let update = table.update(closed.primary_key()).remove(|c| c.closed());
        update.given(|c| c.owner(), "ada").given(|c| c.points(), 3).await.unwrap();
        let open = card(1);
        assert_eq!(stored(&table, &open).await, to_item(&open).unwrap());
    });
}

#[test]
fn an_update_of_a_loaded_value_collides_only_where_it_depends_on_it() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let loaded = card(1);
        table.create(&loaded).await.unwrap();
        table.backend().call(set(&table, &loaded, "points", Number::from(4))).await.unwrap();
        // `by_rank` does not depend on the points, and `open` does.
        table.update_of(&loaded).set(|c| c.rank(), 2).await.unwrap();
        table.update_of(&loaded).set(|c| c.place(), &loaded.place).await.unwrap();
        let error = table.update_of(&loaded).set(|c| c.owner(), "bob").await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        assert!(error.item().is_some());
        // Out of the index for a reason of the update's own, it depends on nothing that was loaded.
        table.update_of(&loaded).set(|c| c.closed(), 1).await.unwrap();
        let found = stored(&table, &loaded).await;
        assert!(!found.contains("gsi1pk") && !found.contains("gsi1sk"), "{found:?}");
        let gone = card(2);
        let error = table.update_of(&gone).set(|c| c.owner(), "bob").await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    });
}

#[test]
fn a_default_that_was_never_stored_is_written_with_the_key_that_has_it() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let loaded = Card { colour: "grey".to_owned(), ..card(1) };
        store(&table, &loaded, |item| {
            for name in ["colour", "gsi2pk", "gsi2sk"] {
                item.remove(name);
            }
        })
        .await;
        assert_eq!(table.get(loaded.primary_key()).await.unwrap().as_ref(), Some(&loaded));
        table.update_of(&loaded).set(|c| c.rank(), 3).await.unwrap();
        let expected = Card { rank: Some(3), ..loaded };
        assert_eq!(stored(&table, &expected).await, to_item(&expected).unwrap());
    });
}

#[test]
fn a_loaded_value_is_deleted_only_as_it_was() {
    for_each_backend(async |case| {
        let table = board(case).await;
        let loaded = card(1);
        table.create(&loaded).await.unwrap();
        table.backend().call(set(&table, &loaded, "points", Number::from(4))).await.unwrap();
        let error = table.delete_of(&loaded).await.unwrap_err();
        assert!(error.is_condition_failed(), "{error}");
        let current = Card { points: 4, ..loaded };
        // What the entity does not know is in nobody's way.
        table.backend().call(set(&table, &current, "unknown", "x")).await.unwrap();
        assert_eq!(table.delete_of(&current).returning(AllOld).await.unwrap(), Some(current.clone()));
        let error = table.delete_of(&current).await.unwrap_err();
        assert!(error.is_not_found(), "{error}");
    });
}
