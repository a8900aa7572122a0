//! Item collections of which a range is read, that are filtered, and whose whole items are read after those of an index.

use dynamo_model::prelude::*;
use dynamo_model::{ErrorKind, TableHandle, begins_with};
use dynamo_tests::{Case, Recorder, for_each_backend};

/// The movements of an account begin with their day; a note is where the day's movements begin.
#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(ByClerk, pk = "gsi1pk": S, sk = "gsi1sk": S, project("_t", "day", "by")))]
#[dynamo(entities(Note, Paid, Drawn), collection(Day))]
struct Bank;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Bank, key(pk = "ACCOUNT#{account}", sk = "{day}"))]
struct Note {
    account: u32,
    day: u32,
    by: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Bank, key(pk = "ACCOUNT#{account}", sk = "{day}#PAID#{number}"))]
#[dynamo(index(paid_by, on = ByClerk, pk = "CLERK#{by}", sk = "{day}#{number}", project(day, by)))]
struct Paid {
    account: u32,
    day: u32,
    number: u8,
    by: String,
    cents: u64,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Bank, key(pk = "ACCOUNT#{account}", sk = "{day}#DRAWN#{number}"))]
#[dynamo(index(drawn_by, on = ByClerk, pk = "CLERK#{by}", sk = "{day}#{number}", project(day, by)))]
struct Drawn {
    account: u32,
    day: u32,
    number: u8,
    by: String,
    machine: Option<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(account), range = day)]
enum Day {
    Note(Note),
    Paid(Paid),
    Drawn(Drawn),
}

#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(account), range = day)]
struct Movements {
    notes: Vec<Note>,
    paid: Vec<Paid>,
}

#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(by), range = day, on = ByClerk, hydrate)]
enum ByTheClerk {
    Paid(Paid),
    Drawn(Drawn),
}

fn by(day: u32) -> String {
    if day.is_multiple_of(2) { "ada".to_owned() } else { "bo".to_owned() }
}

fn note(day: u32) -> Note {
    Note { account: 1, day, by: by(day) }
}

fn paid(day: u32, number: u8) -> Paid {
    Paid { account: 1, day, number, by: by(day), cents: 500 }
}

fn drawn(day: u32, number: u8) -> Drawn {
    Drawn { account: 1, day, number, by: by(day), machine: None }
}

async fn bank(case: &Case) -> TableHandle<Bank> {
    let bank = Bank::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
    for day in 1..=4 {
        bank.create(&note(day)).await.unwrap();
        bank.create(&paid(day, 1)).await.unwrap();
        bank.create(&drawn(day, 2)).await.unwrap();
    }
    bank
}

fn of_day(day: u32) -> [Day; 3] {
    [Day::Note(note(day)), Day::Drawn(drawn(day, 2)), Day::Paid(paid(day, 1))]
}

#[test]
fn a_range_is_exact_for_every_entity() {
    for_each_backend(async |case| {
        let bank = bank(case).await;
        let days = |days: std::ops::RangeInclusive<u32>| days.flat_map(of_day).collect::<Vec<_>>();
        assert_eq!(bank.collect(Day::of(1)).await.unwrap(), days(1..=4));
        assert_eq!(bank.collect(Day::of(1).range(..)).await.unwrap(), days(1..=4));
        assert_eq!(bank.collect(Day::of(1).range(2..=3)).await.unwrap(), days(2..=3));
        assert_eq!(bank.collect(Day::of(1).range(2..4)).await.unwrap(), days(2..=3));
        assert_eq!(bank.collect(Day::of(1).range(3..)).await.unwrap(), days(3..=4));
        assert_eq!(bank.collect(Day::of(1).range(..2)).await.unwrap(), days(1..=1));
        assert_eq!(bank.collect(Day::of(1).range(..=2)).await.unwrap(), days(1..=2));
        let above = (std::ops::Bound::Excluded(2), std::ops::Bound::Unbounded);
        assert_eq!(bank.collect(Day::of(1).range(above)).await.unwrap(), days(3..=4));
        let within = (std::ops::Bound::Excluded(1), std::ops::Bound::Excluded(3));
        assert_eq!(bank.collect(Day::of(1).range(within)).await.unwrap(), days(2..=2));
        let movements = bank.collect(Movements::of(1).range(4..).clone()).descending().await.unwrap();
        assert_eq!(movements, Movements { notes: vec![note(4)], paid: vec![paid(4, 1)] });
    });
}

#[test]
fn a_reversed_range_is_empty_without_a_request() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let bank = Bank::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        recorder.take();
        assert_eq!(bank.collect(Day::of(1).range(3..3)).await.unwrap(), []);
        assert_eq!(bank.delete_collection(Day::of(1).range(3..3)).await.unwrap().count, 0);
        assert!(recorder.take().is_empty());
    });
}

/// Keys that begin with the part have bounds on one side.
#[test]
fn no_more_is_asked_for_than_the_range_holds() {
    for_each_backend(async |case| {
        let bank = bank(case).await;
        let counted = async |query: dynamo_model::CollectionQuery<Day>| {
            let page = bank.collect(query).page_size(100).take(100).page().await.unwrap();
            (page.items.len(), page.scanned_count)
        };
        assert_eq!(counted(Day::of(1).range(3..)).await, (6, 6));
        assert_eq!(counted(Day::of(1).range(..2)).await, (3, 3));
        assert_eq!(counted(Day::of(1).range(2..=3)).await, (6, 6));
        let (found, read) = counted(Day::of(1).range(..=2)).await;
        assert!(found == 6 && read <= 7, "{found} of {read}");
        assert_eq!(counted(Day::of(1)).await, (12, 12));
    });
}

#[test]
fn a_range_is_read_in_pages_and_its_cursor_is_of_that_range() {
    for_each_backend(async |case| {
        let bank = bank(case).await;
        let first = bank.collect(Day::of(1).range(2..=3)).take(4).page().await.unwrap();
        let rest = bank.collect(Day::of(1).range(2..=3)).after(first.next.clone().unwrap());
        let all: Vec<Day> = first.items.iter().cloned().chain(rest.await.unwrap()).collect();
        assert_eq!(all, (2..=3).flat_map(of_day).collect::<Vec<_>>());
        assert_eq!(first.items.len(), 4);
        assert_eq!(bank.collect(Day::of(1)).take(2).await.unwrap(), of_day(1)[..2]);
        let other = bank.collect(Day::of(1).range(2..=4)).after(first.next.unwrap()).await;
        assert_eq!(other.unwrap_err().kind(), ErrorKind::Invalid);
    });
}

#[test]
fn a_range_is_deleted_and_nothing_beside_it() {
    for_each_backend(async |case| {
        let bank = bank(case).await;
        let deleted = bank.delete_collection(Day::of(1).range(2..=3)).await.unwrap();
        assert_eq!(deleted.count, 6);
        let left: Vec<Day> = [1, 4].into_iter().flat_map(of_day).collect();
        assert_eq!(bank.collect(Day::of(1)).await.unwrap(), left);
    });
}

#[test]
fn a_filter_is_asked_of_all_items() {
    for_each_backend(async |case| {
        let bank = bank(case).await;
        let by_ada = bank.collect(Day::of(1)).filter::<Note>(|note| note.by().eq("ada")).await.unwrap();
        assert_eq!(by_ada, [2, 4].into_iter().flat_map(of_day).collect::<Vec<_>>());
        let late = bank.collect(Day::of(1).range(3..)).filter::<Paid>(|paid| paid.by().eq("ada"));
        assert_eq!(late.take(2).await.unwrap(), of_day(4)[..2]);
        // Notes and what was drawn have no such attribute.
        let paid = bank.collect(Day::of(1)).filter::<Paid>(|paid| paid.cents().ge(1)).await.unwrap();
        assert!(paid.len() == 4 && paid.iter().all(|day| matches!(day, Day::Paid(_))));
    });
}

#[test]
fn whole_items_are_read_after_those_of_an_index() {
    for_each_backend(async |case| {
        let bank = bank(case).await;
        let ada: Vec<ByTheClerk> = [2, 4]
            .into_iter()
            .flat_map(|day| [ByTheClerk::Paid(paid(day, 1)), ByTheClerk::Drawn(drawn(day, 2))])
            .collect();
        assert_eq!(bank.collect(ByTheClerk::of("ada")).await.unwrap(), ada);
        assert_eq!(bank.collect(ByTheClerk::of("ada").range(3..)).await.unwrap(), ada[2..]);
        let page = bank.collect(ByTheClerk::of("ada")).descending().take(1).page().await.unwrap();
        assert_eq!(page.items, ada[3..]);
        let rest = bank.collect(ByTheClerk::of("ada")).descending().after(page.next.unwrap());
        assert_eq!(rest.await.unwrap().len(), 3);
        // What the index does not hold cannot be asked for in a filter.
        let refused = bank.collect(ByTheClerk::of("ada")).filter::<Paid>(|paid| paid.cents().ge(1)).await;
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::Invalid);
    });
}

/// Entries of a directory, by name.
#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(File, Link), collection(Entry))]
struct Disk;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Disk, key(pk = "DIR#{dir}", sk = "ENTRY#{name}"))]
struct File {
    dir: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Disk, key(pk = "DIR#{dir}", sk = "ENTRY#{name}#LINK"))]
struct Link {
    dir: String,
    name: String,
}

#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(dir), range = name)]
enum Entry {
    File(File),
    Link(Link),
}

#[test]
fn texts_are_found_by_what_they_begin_with() {
    for_each_backend(async |case| {
        let disk = Disk::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        let (dir, name) = (|| "a#b".to_owned(), |name: &str| name.to_owned());
        for entry in ["x", "x#y", "xy", "y"] {
            disk.create(&File { dir: dir(), name: name(entry) }).await.unwrap();
            disk.create(&Link { dir: dir(), name: name(entry) }).await.unwrap();
        }
        let names = async |query: dynamo_model::CollectionQuery<Entry>| {
            let found = disk.collect(query).await.unwrap();
            let names = found.into_iter().map(|entry| match entry {
                Entry::File(file) => file.name,
                Entry::Link(link) => format!("→{}", link.name),
            });
            names.collect::<Vec<_>>()
        };
        let found = names(Entry::of("a#b").range(begins_with("x"))).await;
        assert_eq!(found.len(), 6, "{found:?}");
        let found = names(Entry::of("a#b").range("x".to_owned()..="x".to_owned())).await;
        assert_eq!(found, ["x", "→x"]);
        let found = names(Entry::of("a#b").range("x#".to_owned().."y".to_owned())).await;
        assert_eq!(found, ["x#y", "→x#y", "xy", "→xy"]);
    });
}
