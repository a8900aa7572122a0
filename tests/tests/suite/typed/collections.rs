//! Item collections as types.

use dynamo_mock::{Fault, Faults, Rule};
use dynamo_model::api::{PutItemInput, Request};
use dynamo_model::prelude::*;
use dynamo_model::{AttributeValue, ErrorKind, Item, TableHandle};
use dynamo_tests::{Case, Recorder, for_each_backend};

/// The kinds of items of a club. Guests and stays overlap: a guest's key is where the keys of their stays begin.
#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(ByTown, pk = "gsi1pk": S, sk = "gsi1sk": S))]
#[dynamo(entities(Club, Guest, Stay, Bill), collection(GuestFile))]
struct Clubs;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Clubs, key(pk = "CLUB#{club}", sk = "CLUB"))]
#[dynamo(index(in_town, on = ByTown, pk = "TOWN#{town}", sk = "CLUB#{club}"))]
struct Club {
    club: String,
    town: String,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Clubs, key(pk = "CLUB#{club}", sk = "GUEST#{guest:04}"))]
#[dynamo(index(from_town, on = ByTown, pk = "TOWN#{home}", sk = "GUEST#{club}#{guest:04}"))]
struct Guest {
    club: String,
    guest: u32,
    home: Option<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Clubs, key(pk = "CLUB#{house}", sk = "GUEST#{visitor:04}#STAY#{day:03}"))]
struct Stay {
    house: String,
    visitor: u32,
    day: u16,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Clubs, key(pk = "CLUB#{club}", sk = "BILL#{number}"))]
struct Bill {
    club: String,
    number: u16,
}

/// One guest and their stays.
#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(club, guest))]
struct GuestFile {
    guest: Guest,
    stays: Vec<Stay>,
}

#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(club), unknown = skip)]
struct ClubFile {
    club: Option<Club>,
    bills: Vec<Bill>,
}

#[derive(Debug, Clone, PartialEq, DynamoCollection)]
#[dynamo(of(club))]
enum ClubItem {
    Bill(Bill),
    Guest(Guest),
    Stay(Stay),
    #[dynamo(unknown)]
    Other(Item),
}

#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(club), unknown = error)]
enum Strict {
    Bill(Bill),
}

#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(club))]
struct Kept {
    clubs: Vec<Club>,
    #[dynamo(unknown)]
    others: Vec<Item>,
}

#[derive(Debug, PartialEq, DynamoCollection)]
#[dynamo(of(town), on = ByTown)]
struct Town {
    clubs: Vec<Club>,
    guests: Vec<Guest>,
}

fn club() -> Club {
    Club { club: "a#1".to_owned(), town: "Oslo".to_owned() }
}

fn guest(guest: u32) -> Guest {
    Guest { club: "a#1".to_owned(), guest, home: (guest == 1).then(|| "Oslo".to_owned()) }
}

fn stay(visitor: u32, day: u16) -> Stay {
    Stay { house: "a#1".to_owned(), visitor, day }
}

fn bill(number: u16) -> Bill {
    Bill { club: "a#1".to_owned(), number }
}

async fn clubs(case: &Case) -> TableHandle<Clubs> {
    let table = Clubs::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
    fill(&table).await;
    table
}

async fn fill(table: &TableHandle<Clubs>) {
    table.create(&club()).await.unwrap();
    for number in [1, 10] {
        table.create(&guest(number)).await.unwrap();
        for day in [3, 4] {
            table.create(&stay(number, day)).await.unwrap();
        }
    }
    for number in 1..=3 {
        table.create(&bill(number)).await.unwrap();
    }
    table.create(&Bill { club: "other".to_owned(), number: 1 }).await.unwrap();
}

async fn put_ghost(case: &Case, table: &TableHandle<Clubs>, sk: &str, kind: Option<&str>) -> Item {
    let texts = [("pk", Some("CLUB#a$231")), ("sk", Some(sk)), ("_t", kind)];
    let item: Item =
        texts.into_iter().filter_map(|(name, text)| Some((name, AttributeValue::from(text?)))).collect();
    case.answer(PutItemInput { table_name: table.name().into(), item: item.clone(), ..Default::default() })
        .await;
    item
}

#[test]
fn every_entity_is_in_its_place() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        let file = table.collect(ClubFile::of("a#1")).consistent().await.unwrap();
        assert_eq!(file, ClubFile { club: Some(club()), bills: vec![bill(1), bill(2), bill(3)] });
        let file = table.collect(ClubFile::of("none")).await.unwrap();
        assert_eq!(file, ClubFile { club: None, bills: Vec::new() });
        // Over several requests, too.
        let file = table.collect(ClubFile::of("a#1")).page_size(1).await.unwrap();
        assert_eq!(file.bills.len(), 3);
    });
}

#[test]
fn a_part_of_the_sort_key_narrows_it() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        let file = table.collect(GuestFile::of("a#1", 1)).await.unwrap();
        assert_eq!(file, GuestFile { guest: guest(1), stays: vec![stay(1, 3), stay(1, 4)] });
        let file = table.collect(GuestFile::of("a#1", 10)).await.unwrap();
        assert_eq!(file, GuestFile { guest: guest(10), stays: vec![stay(10, 3), stay(10, 4)] });
    });
}

#[test]
fn one_that_must_be_there_is_an_error_when_it_is_not() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        table.delete(Guest::key("a#1", 1)).await.unwrap();
        let error = table.collect(GuestFile::of("a#1", 1)).await.unwrap_err();
        assert!(error.is_not_found());
        assert_eq!(
            error.to_string(),
            "query of `GuestFile`: the collection `GuestFile` has no item of `guest` for `guest`"
        );
    });
}

#[test]
fn an_enum_gives_the_items_in_the_order_of_the_key() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        let all = table.collect(ClubItem::of("a#1")).await.unwrap();
        let expected = [
            ClubItem::Bill(bill(1)),
            ClubItem::Bill(bill(2)),
            ClubItem::Bill(bill(3)),
            ClubItem::Guest(guest(1)),
            ClubItem::Stay(stay(1, 3)),
            ClubItem::Stay(stay(1, 4)),
            ClubItem::Guest(guest(10)),
            ClubItem::Stay(stay(10, 3)),
            ClubItem::Stay(stay(10, 4)),
        ];
        assert_eq!(all, expected);
        let mut backwards = table.collect(ClubItem::of("a#1")).descending().await.unwrap();
        backwards.reverse();
        assert_eq!(backwards, expected);

        let (mut pages, mut cursor) = (Vec::new(), None);
        loop {
            let mut read = table.collect(ClubItem::of("a#1")).take(4).page_size(3);
            if let Some(cursor) = cursor {
                read = read.after(cursor);
            }
            let page = read.page().await.unwrap();
            assert!(page.items.len() <= 4);
            pages.extend(page.items);
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(pages, expected);
        let page = table.collect(ClubItem::of("a#1")).take(1).page().await.unwrap();
        let of_another = table.collect(ClubItem::of("other")).after(page.next.unwrap());
        assert_eq!(of_another.await.unwrap_err().kind(), ErrorKind::Invalid);
    });
}

#[test]
fn no_more_is_asked_for_than_holds_all_of_them() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let table = Clubs::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        let query = async |read: dynamo_model::op::OpFuture<()>| {
            recorder.take();
            let _ = read.await;
            let [Request::Query(query)] = &recorder.take()[..] else { panic!("one query") };
            let values =
                query.expression_attribute_values.iter().map(|(_, value)| value.as_s().unwrap().to_owned());
            (query.key_condition_expression.clone().unwrap(), values.collect::<Vec<_>>())
        };
        let reader = table.clone();
        let (condition, values) =
            query(Box::pin(async move { reader.collect(ClubFile::of("a")).await.map(drop) })).await;
        assert_eq!(condition, "#0 = :0 AND #1 BETWEEN :1 AND :2");
        assert_eq!(values, ["CLUB#a", "BILL#", "CLUB"]);
        let reader = table.clone();
        let (condition, values) =
            query(Box::pin(async move { reader.collect(GuestFile::of("a", 7)).await.map(drop) })).await;
        assert_eq!(condition, "#0 = :0 AND #1 BETWEEN :1 AND :2");
        assert_eq!(values, ["CLUB#a", "GUEST#0007", "GUEST#0007#STAY$"]);
        let reader = table.clone();
        let (condition, values) =
            query(Box::pin(async move { reader.collect(Strict::of("a")).await.map(drop) })).await;
        assert_eq!(condition, "#0 = :0 AND begins_with(#1, :1)");
        assert_eq!(values, ["CLUB#a", "BILL#"]);
        let error = table.collect(Strict::of("")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
    });
}

#[test]
fn unknown_kinds_are_an_error_or_skipped_or_kept() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        let ghost = put_ghost(case, &table, "BILL#9", Some("ghost")).await;
        let nameless = put_ghost(case, &table, "BILL#99", None).await;
        let error = table.collect(Strict::of("a#1")).await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("`ghost`"), "{error}");
        assert_eq!(table.collect(ClubFile::of("a#1")).await.unwrap().bills.len(), 3);
        let kept = table.collect(Kept::of("a#1")).await.unwrap();
        assert_eq!((kept.clubs.len(), kept.others.len()), (1, 0), "only what is between its keys is read");
        let items = table.collect(ClubItem::of("a#1")).take(5).page().await.unwrap().items;
        assert_eq!(items[3..], [ClubItem::Other(ghost), ClubItem::Other(nameless)]);
        put_ghost(case, &table, "CLUB", Some("ghost")).await;
        assert_eq!(table.collect(Kept::of("a#1")).await.unwrap().others.len(), 1);
    });
}

#[test]
fn a_collection_is_read_from_an_index() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        let town = table.collect(Town::of("Oslo")).await.unwrap();
        assert_eq!(town, Town { clubs: vec![club()], guests: vec![guest(1)] });
        assert!(table.collect(Town::of("Bergen")).await.unwrap().clubs.is_empty());
    });
}

#[test]
fn two_where_one_may_be_is_an_error() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        let mut item = dynamo_model::to_item(&club()).unwrap();
        item.insert("sk", "CLUA".into());
        let table_name = table.name().into();
        case.answer(PutItemInput { table_name, item, ..Default::default() }).await;
        let error = table.collect(ClubFile::of("a#1")).await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("2 items of `club` for `club`"), "{error}");
    });
}

#[test]
fn a_collection_is_deleted_and_nothing_else() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        put_ghost(case, &table, "BILL#9", Some("ghost")).await;
        let refused = table.delete_collection(Strict::of("a#1")).await.unwrap_err();
        assert!(refused.is_decode());
        assert_eq!(
            table.query(Bill::of("a#1").number(..9)).await.unwrap().items.len(),
            3,
            "nothing is deleted"
        );
        let deleted = table.delete_collection(ClubItem::of("a#1")).await.unwrap();
        // The club itself lies between its bills and its guests.
        assert_eq!((deleted.count, deleted.kept), (9, 2));
        assert!(deleted.next.is_none());
        let left = table.collect(ClubItem::of("a#1")).await.unwrap();
        assert!(matches!(&left[..], [ClubItem::Other(_)]), "{left:?}");
        assert_eq!(table.get(Club::key("a#1")).await.unwrap(), Some(club()), "no entity of the collection");
        assert_eq!(table.query(Bill::of("other")).await.unwrap().items.len(), 1);
        assert_eq!(table.delete_collection(Bill::of("other")).await.unwrap().count, 1);
        assert_eq!(table.delete_collection(Bill::of("other")).await.unwrap().count, 0);
    });
}

#[test]
fn a_deletion_goes_on_where_it_stopped() {
    for_each_backend(async |case| {
        let table = clubs(case).await;
        for number in 4..=70 {
            table.create(&bill(number)).await.unwrap();
        }
        let first = table.delete_collection(Strict::of("a#1")).take(30).await.unwrap();
        assert_eq!(first.count, 30);
        let next = first.next.unwrap().to_string().parse().unwrap();
        assert_eq!(table.query(Bill::of("a#1")).await.unwrap().items[0], bill(31));
        let rest = table.delete_collection(Strict::of("a#1")).after(next).await.unwrap();
        assert_eq!((rest.count, rest.next.is_none()), (40, true));
        assert!(table.collect(Strict::of("a#1")).await.unwrap().is_empty());
        assert_eq!(table.collect(ClubItem::of("a#1")).await.unwrap().len(), 6);
        let refused = table.delete_collection(Strict::of("a#1")).take(0).await.unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::Invalid);
    });
}

#[test]
fn what_is_left_unprocessed_is_deleted_after_all() {
    for_each_backend(async |case| {
        let faults = Faults::new(case.backend().clone());
        let table = Clubs::on(faults.clone(), case.table_name()).create_table().await.unwrap();
        fill(&table).await;
        faults.add(Rule::new(Fault::Unprocessed).on("BatchWriteItem").times(3));
        let deleted = table.delete_collection(ClubItem::of("a#1")).await.unwrap();
        assert_eq!(deleted.count, 9);
        assert!(table.collect(ClubItem::of("a#1")).await.unwrap().is_empty());
    });
}

/// A club's members have unique names, which other items hold.
#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", entities(Person, PersonName))]
struct People;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = People, key(pk = "CLUB#{club}", sk = "PERSON#{number}"))]
struct Person {
    club: String,
    number: u32,
    #[dynamo(unique)]
    name: String,
}

#[test]
fn unique_attributes_are_not_deleted_without_their_markers() {
    for_each_backend(async |case| {
        let table = People::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        let person = Person { club: "a".to_owned(), number: 1, name: "Ada".to_owned() };
        table.create_unique(&person).await.unwrap();
        let error = table.delete_collection(Person::of("a")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Invalid);
        assert!(error.to_string().contains("delete_unique_of"), "{error}");
        assert_eq!(table.get(Person::key("a", 1)).await.unwrap(), Some(person.clone()));
        table.delete_unique_of(&person).await.unwrap();
        assert_eq!(table.delete_collection(Person::of("a")).await.unwrap().count, 0);
    });
}
