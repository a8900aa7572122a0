//! Cursors: opaque texts that are bound to their query.

use dynamo_model::{Cursor, ErrorKind};
use dynamo_tests::for_each_backend;

use super::model::{Task, numbers, task, tracker};

#[test]
fn pages_put_together_are_the_whole() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=11 {
            table.create(&task("p", number)).await.unwrap();
        }
        for descending in [false, true] {
            for size in [1, 2, 3, 5, 11, 12] {
                let mut found = Vec::new();
                let mut next: Option<Cursor> = None;
                loop {
                    let mut query = table.query(Task::by_assignee("ada")).take(size);
                    if descending {
                        query = query.descending();
                    }
                    if let Some(cursor) = next {
                        // The cursor goes to a browser and comes back as text.
                        query = query.after(cursor.to_string().parse().unwrap());
                    }
                    let page = query.await.unwrap();
                    found.extend(numbers(page.items));
                    match page.next {
                        Some(cursor) => next = Some(cursor),
                        None => break,
                    }
                }
                let mut expected = Vec::from_iter(1..=11);
                if descending {
                    expected.reverse();
                }
                assert_eq!(found, expected, "pages of {size}");
            }
        }
    });
}

#[test]
fn a_cursor_of_another_query_is_refused() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=3 {
            table.create(&task("p", number)).await.unwrap();
        }
        let cursor = table.query(Task::of("blue")).take(1).await.unwrap().next.unwrap();
        let refused = [
            table.query(Task::of("red")).after(cursor.clone()).await.unwrap_err(),
            table.query(Task::of("blue").project("p")).after(cursor.clone()).await.unwrap_err(),
            table.query(Task::of("blue")).descending().after(cursor.clone()).await.unwrap_err(),
            table.query(Task::by_assignee("ada")).after(cursor.clone()).await.unwrap_err(),
            table.scan::<Task>().after(cursor.clone()).await.unwrap_err(),
        ];
        for error in refused {
            assert_eq!(error.kind(), ErrorKind::Invalid);
            assert!(error.to_string().contains("another query"), "{error}");
        }
        // The number of results may change from page to page.
        let rest = table.query(Task::of("blue")).take(9).after(cursor).await.unwrap();
        assert_eq!(numbers(rest), [2, 3]);
    });
}

#[test]
fn a_damaged_cursor_is_refused() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=3 {
            table.create(&task("p", number)).await.unwrap();
        }
        let cursor = table.query(Task::of("blue")).take(1).await.unwrap().next.unwrap().to_string();
        assert!(!cursor.contains("TEAM"));
        for position in 0..cursor.len() {
            let mut damaged = cursor.clone().into_bytes();
            damaged[position] = if damaged[position] == b'A' { b'B' } else { b'A' };
            let damaged = String::from_utf8(damaged).unwrap();
            assert!(damaged.parse::<Cursor>().is_err(), "position {position}");
        }
        for text in ["", "A", "AA", "é", "=", &cursor[1..], &cursor[..cursor.len() - 1]] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    });
}
