//! Query, Scan and collections: results are what was asked for.

use dynamo_model::ErrorKind;
use dynamo_model::api::Request;
use dynamo_tests::{Recorder, for_each_backend};

use super::model::{Member, Remark, Task, TaskOf, Tracker, numbers, remark, task, tracker};

#[test]
fn take_counts_results_not_evaluated_items() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=20 {
            table.create(&task("p", number)).await.unwrap();
        }
        let even = || table.query(Task::of("blue")).filter(|t| t.effort().is_in([2, 4, 6, 8, 10, 12]));
        let page = even().take(4).page_size(3).await.unwrap();
        assert_eq!(numbers(page.items.clone()), [2, 4, 6, 8]);
        assert!(page.requests >= 3 && page.next.is_some());
        let rest = even().after(page.next.unwrap()).page_size(3).take(4).await.unwrap();
        assert_eq!(numbers(rest.items.clone()), [10, 12]);
        assert!(rest.is_last());
    });
}

#[test]
fn an_empty_page_with_a_cursor_is_no_end() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=5 {
            table.create(&task("p", number)).await.unwrap();
        }
        let last = || table.query(Task::of("blue")).filter(|t| t.effort().eq(5)).page_size(2);
        let page = last().await.unwrap();
        assert!(page.items.is_empty() && page.next.is_some());
        assert_eq!((page.scanned_count, page.requests), (2, 1));
        assert_eq!(numbers(last().all().await.unwrap()), [5]);
    });
}

#[test]
fn take_asks_for_no_more_than_it_needs() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let table = Tracker::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        for number in 1..=5 {
            table.create(&task("p", number)).await.unwrap();
        }
        recorder.take();
        let page = table.query(Task::of("blue")).take(2).await.unwrap();
        assert_eq!(numbers(page.items), [1, 2]);
        let [Request::Query(query)] = &recorder.take()[..] else { panic!("one query") };
        assert_eq!(query.limit, Some(2));
        let all = table.query(Task::of("blue")).take(5).await.unwrap();
        assert_eq!(all.items.len(), 5);
        assert_eq!(table.query(Task::of("blue")).take(0).await.unwrap_err().kind(), ErrorKind::Invalid);
    });
}

#[test]
fn a_query_returns_its_own_entity_only() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=3 {
            table.create(&task("p", number)).await.unwrap();
            for place in 1..=2 {
                table.create(&remark("p", number, place)).await.unwrap();
            }
        }
        assert_eq!(numbers(table.query(Task::of("blue")).take(2).await.unwrap()), [1, 2]);
        assert_eq!(numbers(table.query(Task::of("blue")).all().await.unwrap()), [1, 2, 3]);
        let remarks = table.query(Remark::of("blue").project("p").number(2)).await.unwrap();
        assert_eq!(remarks.items, [remark("p", 2, 1), remark("p", 2, 2)]);
        let one = table.query(Remark::of("blue").project("p").number(2).place(2..)).await.unwrap();
        assert_eq!(one.items, [remark("p", 2, 2)]);
    });
}

#[test]
fn a_collection_holds_everything_in_the_partition() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        table.create(&task("p", 1)).await.unwrap();
        table.create(&remark("p", 1, 1)).await.unwrap();
        table.create(&remark("p", 1, 2)).await.unwrap();
        table.create(&Member { team: "blue".to_owned(), member: "ada".to_owned() }).await.unwrap();
        table.create(&Member { team: "red".to_owned(), member: "bo".to_owned() }).await.unwrap();
        let all = table.collect(Member::of("blue")).consistent().await.unwrap();
        assert_eq!(all.len(), 4);
        assert_eq!(all.one::<Task>().unwrap(), Some(task("p", 1)));
        assert_eq!(all.many::<Remark>().unwrap().len(), 2);
        assert!(all.one::<Remark>().unwrap_err().is_decode());
        assert!(table.collect(Member::of("green")).await.unwrap().is_empty());
    });
}

#[test]
fn a_scan_reads_every_segment_once() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=30 {
            let team = format!("team {number}");
            table.create(&Task { team, ..task("p", number) }).await.unwrap();
            table.create(&Member { team: format!("team {number}"), member: "m".to_owned() }).await.unwrap();
        }
        let mut found = Vec::new();
        for segment in 0..3 {
            let scan = table.scan::<Task>().segment(segment, 3).page_size(4);
            found.extend(numbers(scan.all().await.unwrap()));
        }
        found.sort_unstable();
        assert_eq!(found, Vec::from_iter(1..=30));
        let some = table.scan::<Task>().filter(|t| t.effort().gt(28)).consistent().all().await.unwrap();
        assert_eq!(some.len(), 2);
        assert_eq!(table.scan::<Task>().segment(3, 3).await.unwrap_err().kind(), ErrorKind::Invalid);
    });
}

#[test]
fn a_fan_out_merges_partitions_in_the_order_of_the_sort_key() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for (team, numbers) in [("blue", [1, 4, 7]), ("green", [2, 5, 8]), ("red", [3, 6, 9])] {
            for number in numbers {
                table.create(&Task { team: team.into(), ..task("p", number) }).await.unwrap();
            }
        }
        let teams = || table.fan_out(["red", "blue", "green", "grey"].map(Task::of));
        assert_eq!(numbers(teams().await.unwrap()), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(numbers(teams().descending().take(4).await.unwrap()), [9, 8, 7, 6]);
        assert_eq!(numbers(teams().filter(|t| t.effort().ge(6)).consistent().take(2).await.unwrap()), [6, 7]);
        assert_eq!(teams().explain().unwrap().len(), 4);
        assert!(table.fan_out(std::iter::empty::<TaskOf>()).await.unwrap().is_empty());
        let hostile = Recorder::new(case.backend().clone());
        let none = Tracker::on(hostile, "not-there");
        let error = none.fan_out(["red", "blue"].map(Task::of)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ResourceNotFound);
    });
}
