//! Projections: items read as some of their attributes.

use chrono::NaiveDate;
use dynamo_model::api::Request;
use dynamo_model::prelude::*;
use dynamo_tests::{Recorder, for_each_backend};

use super::model::{Member, Remark, State, Task, Tracker, day, remark, task, tracker};

#[derive(Debug, Clone, PartialEq, DynamoProjection)]
#[dynamo(of = Task)]
struct Brief {
    number: u32,
    #[dynamo(at = due)]
    until: NaiveDate,
    note: Option<String>,
    #[dynamo(default = "nobody".to_owned())]
    assignee: String,
    state: State,
}

fn brief(number: u32) -> Brief {
    let (note, assignee) = (None, "ada".to_owned());
    Brief { number, until: day(i64::from(number)), note, assignee, state: State::Open }
}

#[test]
fn a_projection_reads_its_attributes() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=3 {
            table.create(&task("p", number)).await.unwrap();
        }
        table.create(&Task { assignee: None, note: Some("n".to_owned()), ..task("p", 4) }).await.unwrap();
        let one = table.get(Task::key("blue", "p", 2)).project::<Brief>().consistent().await.unwrap();
        assert_eq!(one, Some(brief(2)));
        assert_eq!(table.get(Task::key("blue", "p", 9)).project::<Brief>().await.unwrap(), None);

        let page = table.query(Task::of("blue").project("p").number(2..)).project::<Brief>().await.unwrap();
        let last = Brief { note: Some("n".to_owned()), assignee: "nobody".to_owned(), ..brief(4) };
        assert_eq!(page.items, [brief(2), brief(3), last.clone()]);

        let mut scanned = table.scan::<Task>().project::<Brief>().all().await.unwrap();
        scanned.sort_by_key(|brief| brief.number);
        assert_eq!(scanned.len(), 4);
        assert_eq!(scanned[3], last);
    });
}

#[test]
fn a_filter_may_ask_for_what_is_not_read() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for number in 1..=5 {
            table.create(&task("p", number)).await.unwrap();
        }
        let large = table.query(Task::of("blue")).filter(|t| t.effort().ge(4)).project::<Brief>();
        assert_eq!(large.all().await.unwrap(), [brief(4), brief(5)]);
    });
}

#[test]
fn kind_and_keys_are_read_whatever_is_asked_for() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone());
        let table = Tracker::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        for number in 1..=5 {
            table.create(&task("p", number)).await.unwrap();
            table.create(&remark("p", number, 1)).await.unwrap();
        }
        recorder.take();
        // Remarks are between the tasks: they are told apart by their kind, and the page ends where it should.
        let first = table.query(Task::of("blue")).project::<Brief>().take(3).await.unwrap();
        assert_eq!(first.items, [brief(1), brief(2), brief(3)]);
        let rest = table.query(Task::of("blue")).project::<Brief>().after(first.next.unwrap()).take(3);
        assert_eq!(rest.await.unwrap().items, [brief(4), brief(5)]);
        let assigned = || table.query(Task::by_assignee("ada")).project::<Brief>();
        let first = assigned().take(2).await.unwrap();
        let rest = assigned().after(first.next.unwrap()).take(9).await.unwrap();
        assert_eq!((first.items.len(), rest.items.len()), (2, 3));
        for request in recorder.take() {
            let Request::Query(query) = request else { panic!("a query") };
            let names: Vec<&str> = query.expression_attribute_names.values().map(|name| &**name).collect();
            let projection = query.projection_expression.unwrap();
            // Every name is a placeholder, so that reserved words (`state`) do not matter.
            assert!(projection.split(", ").all(|name| name.starts_with('#')), "{projection}");
            assert!(["pk", "sk", "_t", "number", "due", "state"].iter().all(|name| names.contains(name)));
            assert_eq!(query.index_name.is_some(), names.contains(&"gsi1pk"));
        }
    });
}

#[test]
fn a_projection_of_an_item_of_another_kind_is_an_error() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let mut item = dynamo_model::to_item(&task("p", 1)).unwrap();
        item.insert("_t", "ghost".into());
        let table_name = table.name().into();
        case.answer(dynamo_model::api::PutItemInput { table_name, item, ..Default::default() }).await;
        let error = table.get(Task::key("blue", "p", 1)).project::<Brief>().await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("`ghost`"), "{error}");
        assert!(table.query(Task::of("blue")).project::<Brief>().await.unwrap_err().is_decode());
    });
}

#[derive(DynamoTable)]
#[dynamo(key(pk = "UserID": N), entities(User))]
struct Users;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Users, key(pk = user_id))]
struct User {
    #[dynamo(rename = "UserID")]
    user_id: u64,
    home: Home,
    work: Option<Home>,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct Home {
    city: String,
    floor: Option<u8>,
}

#[derive(Debug, PartialEq, DynamoProjection)]
#[dynamo(of = User)]
struct Where {
    user_id: u64,
    #[dynamo(at = home.city)]
    city: String,
    #[dynamo(at = home.floor)]
    floor: Option<u8>,
    #[dynamo(at = work.city)]
    office: Option<String>,
}

#[derive(Debug, PartialEq, DynamoProjection)]
#[dynamo(of = User)]
struct Twice {
    home: Home,
    #[dynamo(at = home.city)]
    city: String,
}

#[test]
fn places_inside_of_attributes_are_read_alone() {
    for_each_backend(async |case| {
        let users = Users::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        let home = Home { city: "Oslo".to_owned(), floor: Some(3) };
        let user = User { user_id: 1, home: home.clone(), work: None };
        users.create(&user).await.unwrap();
        let found = users.get(User::key(1)).project::<Where>().await.unwrap().unwrap();
        let expected = Where { user_id: 1, city: "Oslo".to_owned(), floor: Some(3), office: None };
        assert_eq!(found, expected);
        // An attribute and a place inside of it: DynamoDB refuses both paths in one expression, so the longer is left out.
        let twice = users.get(User::key(1)).project::<Twice>().await.unwrap().unwrap();
        assert_eq!(twice, Twice { home, city: "Oslo".to_owned() });
        users
            .put(&User { work: Some(Home { city: "Bergen".to_owned(), floor: None }), ..user })
            .await
            .unwrap();
        let found = users.get(User::key(1)).project::<Where>().await.unwrap().unwrap();
        assert_eq!(found.office.as_deref(), Some("Bergen"));
    });
}

#[derive(Debug, DynamoProjection)]
#[dynamo(of = Remark)]
struct Text {
    text: String,
}

#[test]
fn a_missing_attribute_is_an_error_with_its_place() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let mut item = dynamo_model::to_item(&remark("p", 1, 1)).unwrap();
        item.remove("text");
        let table_name = table.name().into();
        case.answer(dynamo_model::api::PutItemInput { table_name, item, ..Default::default() }).await;
        let error = table.get(Remark::key("blue", "p", 1, 1)).project::<Text>().await.unwrap_err();
        assert!(error.to_string().contains("`remark` at `text`: the attribute is missing"), "{error}");
        table.create(&remark("p", 1, 2)).await.unwrap();
        let found = table.get(Remark::key("blue", "p", 1, 2)).project::<Text>().await.unwrap().unwrap();
        assert_eq!(found.text, "remark 2");
        assert!(table.query(Member::of("blue")).all().await.unwrap().is_empty());
    });
}
