//! Composed keys: different values are different items, and ranges are exact.

use std::ops::Bound;

use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, HoldsAll, IntoQuery};
use dynamo_tests::{Recorder, for_each_backend};

use super::model::{Member, Remark, Task, Tracker, TrackerTable, numbers, remark, task, tracker};

#[test]
fn delimiters_in_parts_do_not_mix_items() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let parts = ["a", "a#1", "a$23", "a b", "TASK#a", "#", "$", "a\u{0}", "ä", "\u{10FFFF}"];
        for project in parts {
            table.create(&Task { note: Some(project.to_owned()), ..task(project, 1) }).await.unwrap();
        }
        for project in parts {
            let read = table.get(Task::key("blue", project, 1)).await.unwrap().unwrap();
            assert_eq!((read.project.as_str(), read.note.as_deref()), (project, Some(project)));
            let found = table.query(Task::of("blue").project(project)).await.unwrap();
            assert_eq!(found.items, [read]);
        }
        let all: Vec<String> =
            table.query(Task::of("blue")).await.unwrap().into_iter().map(|t| t.project).collect();
        let mut sorted = parts.map(str::to_owned);
        sorted.sort();
        assert_eq!(all, sorted);
    });
}

#[test]
fn one_field_cannot_lean_into_the_next() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let one = Task { team: "a#TASK#b".to_owned(), ..task("c", 1) };
        let other = Task { team: "a".to_owned(), ..task("b#TASK#c", 1) };
        table.create(&one).await.unwrap();
        table.create(&other).await.unwrap();
        assert_eq!(table.get(one.primary_key()).await.unwrap(), Some(one));
        assert_eq!(table.get(other.primary_key()).await.unwrap(), Some(other));
    });
}

async fn read<Q: IntoQuery<Entity = Task, Source: HoldsAll<Task>>>(
    table: &TrackerTable,
    query: Q,
) -> Vec<u32> {
    numbers(table.query(query).send().await.unwrap())
}

#[test]
fn ranges_of_numbers_are_exact_among_other_entities() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in [1, 2, 9, 10, 11, 100, u32::MAX] {
            table.create(&task("p", number)).await.unwrap();
            table.create(&remark("p", number, 1)).await.unwrap();
        }
        for project in ["o", "p ", "p#", "q"] {
            table.create(&task(project, 10)).await.unwrap();
        }
        table.create(&Member { team: "blue".to_owned(), member: "zoe".to_owned() }).await.unwrap();
        let of = || Task::of("blue").project("p");
        assert_eq!(read(&table, of().number(..)).await, [1, 2, 9, 10, 11, 100, u32::MAX]);
        assert_eq!(read(&table, of().number(2..10)).await, [2, 9]);
        assert_eq!(read(&table, of().number(2..=10)).await, [2, 9, 10]);
        assert_eq!(read(&table, of().number(..10)).await, [1, 2, 9]);
        assert_eq!(read(&table, of().number(..=10)).await, [1, 2, 9, 10]);
        assert_eq!(read(&table, of().number(11..)).await, [11, 100, u32::MAX]);
        let above = (Bound::Excluded(9), Bound::Excluded(100));
        assert_eq!(read(&table, of().number(above)).await, [10, 11]);
        assert_eq!(read(&table, of().number((Bound::Excluded(u32::MAX), Bound::Unbounded))).await, [0; 0]);
        assert_eq!(read(&table, of().number(..0)).await, [0; 0]);
        assert_eq!(numbers(table.query(of().number(10)).await.unwrap()), [10]);
    });
}

#[test]
fn ranges_and_prefixes_of_texts_are_exact() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let projects = ["a", "a b", "a#", "ab", "abc", "b", "bä", "c"];
        for project in projects {
            table.create(&task(project, 1)).await.unwrap();
        }
        let read = async |query: dynamo_model::Result<dynamo_model::Page<Task>>| {
            query.unwrap().into_iter().map(|task| task.project).collect::<Vec<_>>()
        };
        let of = || Task::of("blue");
        assert_eq!(
            read(table.query(of().project(begins_with("a"))).await).await,
            ["a", "a b", "a#", "ab", "abc"]
        );
        assert_eq!(read(table.query(of().project(begins_with("a "))).await).await, ["a b"]);
        assert_eq!(read(table.query(of().project(begins_with("a#"))).await).await, ["a#"]);
        assert_eq!(read(table.query(of().project("ab".."b")).await).await, ["ab", "abc"]);
        assert_eq!(read(table.query(of().project("ab"..="b")).await).await, ["ab", "abc", "b"]);
        assert_eq!(read(table.query(of().project(.."a#")).await).await, ["a", "a b"]);
        assert_eq!(read(table.query(of().project("b"..)).await).await, ["b", "bä", "c"]);
        let above: (Bound<&str>, Bound<&str>) = (Bound::Excluded("a"), Bound::Excluded("abc"));
        assert_eq!(read(table.query(of().project(above)).await).await, ["a b", "a#", "ab"]);
    });
}

#[test]
fn a_range_of_the_last_text_excludes_its_upper_bound() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for member in ["ada", "ad", "adam", "b", "a"] {
            table.create(&Member { team: "blue".to_owned(), member: member.to_owned() }).await.unwrap();
        }
        let read = async |page: dynamo_model::Result<dynamo_model::Page<Member>>| {
            page.unwrap().into_iter().map(|member| member.member).collect::<Vec<_>>()
        };
        assert_eq!(read(table.query(Member::of("blue").member(.."ada")).await).await, ["a", "ad"]);
        assert_eq!(read(table.query(Member::of("blue").member(..="ada")).await).await, ["a", "ad", "ada"]);
        assert_eq!(
            read(table.query(Member::of("blue").member("ad".."b")).await).await,
            ["ad", "ada", "adam"]
        );
    });
}

#[test]
fn a_reversed_range_is_empty_and_sends_nothing() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let table = Tracker::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        recorder.take();
        #[allow(clippy::reversed_empty_ranges)]
        let page = table.query(Task::of("blue").project("p").number(9..3)).await.unwrap();
        assert!(page.items.is_empty() && page.is_last());
        assert_eq!(recorder.take(), []);
    });
}

#[test]
fn keys_that_cannot_be_are_refused_before_sending() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let table = Tracker::on(recorder.clone(), case.table_name());
        let empty = table.create(&task("", 1)).await.unwrap_err();
        assert_eq!(empty.kind(), ErrorKind::Invalid);
        assert!(empty.to_string().contains("project"), "{empty}");
        let long = table.get(Task::key("blue", "x".repeat(1024), 1)).await.unwrap_err();
        assert!(long.to_string().contains("`sk` has 1040 bytes and DynamoDB allows 1024"), "{long}");
        let long = table.get(Task::key("x".repeat(2048), "p", 1)).await.unwrap_err();
        assert!(long.to_string().contains("`pk` has 2053 bytes and DynamoDB allows 2048"), "{long}");
        assert_eq!(recorder.take(), []);
    });
}

#[test]
fn keys_parse_back() {
    let key = Remark { team: "a#b $".to_owned(), ..remark("p\u{1}", 7, 9) }.primary_key();
    let item = key.to_item().unwrap();
    assert_eq!(item.get("pk").and_then(|value| value.as_s()), Some("TEAM#a$23b$20$24"));
    assert_eq!(item.get("sk").and_then(|value| value.as_s()), Some("TASK#p$01#0000000007#REMARK#00009"));
    assert_eq!(EntityKey::parse(&item).ok().as_ref(), Some(&key));
    let other = Member { team: "t".to_owned(), member: "m".to_owned() }.primary_key().to_item().unwrap();
    assert!(<Remark as Entity>::Key::parse(&other).is_err());
}
