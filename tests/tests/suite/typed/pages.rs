//! Pages, items, counts and segments: everything once, in order, and with what it cost.

use std::future::poll_fn;
use std::pin::pin;

use dynamo_model::api::{PutItemInput, Request, Select};
use dynamo_model::op::ScanProgress;
use dynamo_model::{AttributeValue, Cursor, ErrorKind, Item, Unreadable};
use dynamo_tests::{Case, Recorder, for_each_backend};
use futures_core::Stream;

use super::model::{
    Member, Remark, Task, TaskByAssignee, TaskByCreation, Tracker, TrackerTable, numbers, remark, task,
    tracker,
};

/// A table with tasks, and remarks between them.
async fn filled(case: &Case, tasks: u32) -> (Recorder, TrackerTable) {
    let recorder = Recorder::new(case.backend().clone());
    let table = Tracker::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
    let all: Vec<Task> = (1..=tasks).map(|number| task("p", number)).collect();
    let remarks: Vec<Remark> = (1..=tasks).step_by(3).map(|number| remark("p", number, 1)).collect();
    table.batch_write().put_all(&all).put_all(&remarks).await.unwrap();
    recorder.take();
    (recorder, table)
}

async fn break_item(case: &Case, table: &TrackerTable, number: u32, change: impl FnOnce(&mut Item)) {
    let mut item = dynamo_model::to_item(&task("p", number)).unwrap();
    change(&mut item);
    case.answer(PutItemInput { table_name: table.name().into(), item, ..Default::default() }).await;
}

#[test]
fn items_come_one_after_the_other() {
    for_each_backend(async |case| {
        let (recorder, table) = filled(case, 20).await;
        let mut items = table.query(Task::of("blue")).page_size(6).items();
        let mut found = Vec::new();
        while let Some(item) = items.next().await {
            found.push(item.unwrap().number);
        }
        assert_eq!(found, Vec::from_iter(1..=20));
        assert!(items.next().await.is_none() && items.rest().is_none());
        assert!(recorder.take().len() >= 4);

        let mut some = table.query(Task::by_assignee("ada")).descending().take(3).items();
        let mut found = Vec::new();
        while let Some(item) = some.next().await {
            found.push(item.unwrap().number);
        }
        assert_eq!(found, [20, 19, 18]);
        let [Request::Query(query)] = &recorder.take()[..] else { panic!("one query") };
        assert_eq!(query.limit, Some(3));

        let mut scanned = Vec::new();
        let mut items = table.scan::<Task>().filter(|t| t.effort().gt(10)).page_size(4).items();
        while let Some(item) = items.next().await {
            scanned.push(item.unwrap().number);
        }
        assert_eq!(scanned, Vec::from_iter(11..=20));
    });
}

#[test]
fn items_and_pages_are_streams() {
    for_each_backend(async |case| {
        let (_, table) = filled(case, 10).await;
        let mut items = pin!(table.query(Task::of("blue")).page_size(3).items());
        let mut found = Vec::new();
        while let Some(item) = poll_fn(|context| items.as_mut().poll_next(context)).await {
            found.push(item.unwrap());
        }
        assert_eq!(numbers(found), Vec::from_iter(1..=10));
        let mut pages = pin!(table.query(Task::of("blue")).take(4).pages());
        let mut sizes = Vec::new();
        while let Some(page) = poll_fn(|context| pages.as_mut().poll_next(context)).await {
            sizes.push(page.unwrap().items.len());
        }
        assert_eq!(sizes, [4, 4, 2]);
    });
}

#[test]
fn pages_follow_each_other_both_ways() {
    for_each_backend(async |case| {
        let (_, table) = filled(case, 11).await;
        for descending in [false, true] {
            let query = || {
                let query = table.query(Task::by_assignee("ada")).take(4);
                if descending { query.descending() } else { query }
            };
            let mut order = Vec::from_iter(1..=11);
            if descending {
                order.reverse();
            }
            let first = query().await.unwrap();
            assert!(first.previous.is_none());
            assert_eq!(numbers(first.items.clone()), order[..4]);
            let second = query().after(first.next.unwrap()).await.unwrap();
            assert_eq!(numbers(second.items.clone()), order[4..8]);
            let third = query().after(second.next.clone().unwrap()).await.unwrap();
            assert_eq!((numbers(third.items.clone()), third.is_last()), (order[8..].to_vec(), true));

            // Back, through a text, and forth again.
            let text = third.previous.unwrap().to_string();
            let back = query().before(text.parse::<Cursor>().unwrap()).await.unwrap();
            assert_eq!(numbers(back.items.clone()), order[4..8]);
            let again = query().after(back.next.unwrap()).await.unwrap();
            assert_eq!(numbers(again.items), order[8..]);
            let front = query().before(back.previous.unwrap()).await.unwrap();
            assert_eq!(numbers(front.items.clone()), order[..4]);
            // DynamoDB does not say that a full page is the last one: what lies before it is an empty page.
            let none = query().before(front.previous.unwrap()).await.unwrap();
            assert!(none.items.is_empty() && none.previous.is_none());
        }
        // A cursor of the other direction is one of another query.
        let page = table.query(Task::of("blue")).take(2).await.unwrap();
        let other = table.query(Task::of("blue")).descending().before(page.next.unwrap());
        assert_eq!(other.await.unwrap_err().kind(), ErrorKind::Invalid);
    });
}

#[test]
fn counts_are_summed_over_pages() {
    for_each_backend(async |case| {
        let (recorder, table) = filled(case, 20).await;
        let count = table.query(Task::of("blue")).page_size(6).metered().count().await.unwrap();
        // Seven remarks lie between the tasks.
        assert_eq!((count.count, count.scanned_count), (20, 27));
        assert!(count.requests >= 5 && count.next.is_none());
        assert!(count.capacity.unwrap() >= 2.5, "{count:?}");
        for request in recorder.take() {
            let Request::Query(query) = request else { panic!("queries") };
            assert_eq!(query.select, Some(Select::Count));
        }
        let few = table.query(Task::of("blue")).filter(|t| t.effort().gt(15)).count().await.unwrap();
        assert_eq!((few.count, few.capacity), (5, None));
        assert_eq!(table.scan::<Remark>().count().await.unwrap().count, 7);
        let cut = table.scan::<Task>().page_size(5).max_pages(2).count().await.unwrap();
        assert!(cut.count <= 10 && cut.next.is_some());
        let rest = table.scan::<Task>().after(cut.next.unwrap()).count().await.unwrap();
        assert_eq!(cut.count + rest.count, 20);
        let none = table.query(Task::of("blue").project("p").number(3..3)).count().await.unwrap();
        assert_eq!((none.count, none.requests), (0, 0));
    });
}

#[test]
fn capacity_is_summed_over_pages() {
    for_each_backend(async |case| {
        let (_, table) = filled(case, 20).await;
        let page = table.query(Task::of("blue")).consistent().page_size(4).take(20).metered().await.unwrap();
        assert_eq!(page.items.len(), 20);
        assert!(page.requests >= 5);
        assert_eq!(page.capacity, Some(page.requests as f64), "one unit for each small page");
        assert_eq!(table.query(Task::of("blue")).await.unwrap().capacity, None);
    });
}

#[test]
fn requests_and_capacity_are_bounded() {
    for_each_backend(async |case| {
        let (recorder, table) = filled(case, 20).await;
        let rare = || table.query(Task::of("blue")).filter(|t| t.effort().eq(20)).page_size(5).consistent();
        let page = rare().take(1).max_pages(2).await.unwrap();
        assert!(page.items.is_empty() && page.next.is_some());
        assert_eq!(page.requests, 2);
        let rest = rare().take(1).after(page.next.unwrap()).await.unwrap();
        assert_eq!(numbers(rest.items), [20]);

        let page = rare().take(1).max_capacity(3.0).await.unwrap();
        assert_eq!((page.requests, page.capacity), (3, Some(3.0)));
        assert!(page.next.is_some());

        let cut = rare().max_pages(2).all().await.unwrap_err();
        assert!(cut.is_invalid() && cut.to_string().contains("max_pages"), "{cut}");
        recorder.take();
        let mut items = rare().max_pages(2).items();
        assert!(items.next().await.is_none());
        assert_eq!(recorder.take().len(), 2);
        let rest = rare().after(items.rest().unwrap().clone()).all().await.unwrap();
        assert_eq!(numbers(rest), [20]);
        for bad in [rare().max_pages(0), rare().max_capacity(0.0), rare().take(0)] {
            assert!(bad.await.unwrap_err().is_invalid());
        }
    });
}

#[test]
fn one_bad_item_is_an_error_with_the_item() {
    for_each_backend(async |case| {
        let (_, table) = filled(case, 5).await;
        break_item(case, &table, 3, |item| drop(item.insert("effort", AttributeValue::from("much")))).await;
        let error = table.query(Task::of("blue")).await.unwrap_err();
        assert!(error.is_decode());
        let item = error.unreadable().unwrap();
        assert_eq!(item.get("number"), dynamo_model::to_item(&task("p", 3)).unwrap().get("number"));
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(text.contains("`effort`") && !text.contains("much") && !text.contains("blue"), "{text}");
        }
        // One by one, the error is at its place, and the others follow.
        let mut items = table.query(Task::of("blue")).items();
        let mut found = Vec::new();
        while let Some(item) = items.next().await {
            found.push(item.map(|task| task.number).map_err(|error| error.unreadable().is_some()));
        }
        assert_eq!(found, [Ok(1), Ok(2), Err(true), Ok(4), Ok(5)]);
    });
}

#[test]
fn bad_items_are_left_out_or_kept_on_request() {
    for_each_backend(async |case| {
        let (_, table) = filled(case, 6).await;
        break_item(case, &table, 3, |item| drop(item.remove("due"))).await;
        break_item(case, &table, 4, |item| drop(item.insert("_t", AttributeValue::from("ghost")))).await;
        let query = || table.query(Task::of("blue")).take(3);
        let skipped = query().unreadable(Unreadable::Skip).await.unwrap();
        assert_eq!(numbers(skipped.items.clone()), [1, 2, 5], "three results, whatever lies between");
        assert!(skipped.unreadable.is_empty());
        let rest = query().after(skipped.next.unwrap()).await.unwrap();
        assert_eq!(numbers(rest.items), [6]);
        let raw = query().unreadable(Unreadable::Raw).await.unwrap();
        assert_eq!(numbers(raw.items), [1, 2, 5]);
        assert_eq!(raw.unreadable.len(), 2);
        assert_eq!(raw.unreadable[1].get("_t"), Some(&AttributeValue::from("ghost")));
        let mut items = table.query(Task::of("blue")).unreadable(Unreadable::Skip).items();
        let mut found = Vec::new();
        while let Some(item) = items.next().await {
            found.push(item.unwrap());
        }
        assert_eq!(numbers(found), [1, 2, 5, 6]);
    });
}

async fn spread(case: &Case) -> TrackerTable {
    let table = tracker(case).await;
    let tasks: Vec<Task> =
        (1..=60).map(|number| Task { team: format!("team {number}"), ..task("p", number) }).collect();
    let members: Vec<Member> =
        (1..=60).map(|number| Member { team: format!("team {number}"), member: "m".to_owned() }).collect();
    table.batch_write().put_all(&tasks).put_all(&members).await.unwrap();
    table
}

#[test]
fn segments_are_scanned_at_the_same_time() {
    for_each_backend(async |case| {
        let table = spread(case).await;
        let mut all = numbers(table.scan::<Task>().page_size(3).parallel(5).await.unwrap());
        all.sort_unstable();
        assert_eq!(all, Vec::from_iter(1..=60));
        let few = table.scan::<Task>().filter(|t| t.effort().gt(55)).consistent().parallel(3).await.unwrap();
        assert_eq!(few.len(), 5);
        let cut = table.scan::<Task>().page_size(3).max_pages(1).parallel(2).await.unwrap_err();
        assert!(cut.is_invalid());
    });
}

#[test]
fn a_parallel_scan_goes_on_where_it_was_stopped() {
    for_each_backend(async |case| {
        let table = spread(case).await;
        let scan = || table.scan::<Task>().page_size(3).parallel(4);
        let mut found = Vec::new();
        let mut saved = scan().progress().to_string();
        // A new process for every second page.
        loop {
            let mut scan = scan().resume(&saved.parse::<ScanProgress>().unwrap()).unwrap();
            let mut is_over = false;
            for _ in 0..2 {
                match scan.next().await {
                    Some(page) => found.extend(numbers(page.unwrap().page.items)),
                    None => is_over = true,
                }
            }
            saved = scan.progress().to_string();
            if is_over {
                break;
            }
        }
        found.sort_unstable();
        assert_eq!(found, Vec::from_iter(1..=60));
        assert_eq!(saved, "e.e.e.e");

        let mut half = scan();
        half.next().await.unwrap().unwrap();
        let progress = half.progress().clone();
        let other = table.scan::<Task>().parallel(3).resume(&progress).err().unwrap();
        assert!(other.to_string().contains("4 segments, not 3"), "{other}");
        let mut another = table.scan::<Member>().parallel(4).resume(&progress).unwrap();
        let refused = loop {
            match another.next().await.unwrap() {
                Ok(_) => {}
                Err(error) => break error,
            }
        };
        assert!(refused.to_string().contains("another query"), "{refused}");
        assert!("e.b.x".parse::<ScanProgress>().is_err() && "".parse::<ScanProgress>().is_err());
    });
}

#[test]
fn an_index_is_scanned_for_one_entity() {
    for_each_backend(async |case| {
        let table = spread(case).await;
        let unassigned = Task { assignee: None, team: "team 1".to_owned(), ..task("p", 1) };
        table.put(&unassigned).await.unwrap();
        let mut there = numbers(table.scan_index::<TaskByAssignee>().page_size(7).all().await.unwrap());
        there.sort_unstable();
        assert_eq!(there, Vec::from_iter(2..=60), "the unassigned one is not in the index");
        let request = table.scan_index::<TaskByAssignee>().explain().unwrap();
        assert!(request.to_string().contains("Gsi1"), "{request}");
        // A local index has consistent reads.
        assert_eq!(table.scan_index::<TaskByCreation>().consistent().count().await.unwrap().count, 60);
        let cursor = table.scan_index::<TaskByAssignee>().take(3).await.unwrap().next.unwrap();
        let other = table.scan::<Task>().after(cursor.clone()).await.unwrap_err();
        assert!(other.to_string().contains("another query"), "{other}");
        let rest = table.scan_index::<TaskByAssignee>().after(cursor).all().await.unwrap();
        assert_eq!(rest.len(), 56);
        assert_eq!(table.scan_index::<TaskByAssignee>().parallel(3).await.unwrap().len(), 59);
    });
}
