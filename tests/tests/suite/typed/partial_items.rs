//! Indexes that hold some attributes: what is read there, and the whole items after it.

use dynamo_mock::{Fault, Faults, Rule};
use dynamo_model::api::PutItemInput;
use dynamo_model::prelude::*;
use dynamo_model::{EntityKey, TableHandle};
use dynamo_tests::{Case, for_each_backend};

use super::model::{Member, Tracker, tracker};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(ByState, pk = "gsi1pk": S, sk = "gsi1sk": S, project("t", "owner")))]
#[dynamo(gsi(ByWeight, pk = ["depot": S], sk = ["weight": N], project(keys_only)))]
#[dynamo(lsi(ByDay, sk = "lsi1sk": S, project("owner")))]
#[dynamo(entities(Parcel, Note), collection(InState(Parcel, Note)))]
struct Depot;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Depot, key(pk = "DEPOT#{depot}", sk = "PARCEL#{number}"))]
#[dynamo(index(
    by_state,
    on = ByState,
    pk = "STATE#{state}#{shard(number, 2)}",
    sk = "{priority}#{day}",
    when = "state != gone",
    project(total, owner)
))]
#[dynamo(index(by_weight, on = ByWeight, pk = [depot], sk = [weight], project(keys_only)))]
#[dynamo(index(by_day, on = ByDay, sk = "{day}#{owner:lower}", project(owner)))]
struct Parcel {
    depot: String,
    number: u32,
    state: String,
    priority: i8,
    day: u16,
    #[dynamo(rename = "t")]
    total: u64,
    owner: Option<String>,
    weight: u16,
    note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Depot, key(pk = "DEPOT#{depot}", sk = "NOTE#{number}"))]
#[dynamo(index(by_state, on = ByState, pk = "STATE#{state}#0", sk = "NOTE#{number}", project(keys_only)))]
struct Note {
    depot: String,
    number: u32,
    state: String,
}

fn parcel(number: u32) -> Parcel {
    Parcel {
        depot: "north".to_owned(),
        number,
        state: "here".to_owned(),
        priority: -3,
        day: u16::try_from(number).unwrap(),
        total: u64::from(number) * 100,
        owner: Some("Ada".to_owned()),
        weight: 7,
        note: Some("fragile".to_owned()),
    }
}

async fn depot(case: &Case) -> TableHandle<Depot> {
    Depot::on(case.backend().clone(), case.table_name()).create_table().await.unwrap()
}

#[test]
fn an_index_gives_what_it_holds_and_what_its_keys_tell() {
    for_each_backend(async |case| {
        let table = depot(case).await;
        for number in 1..=4 {
            table.create(&parcel(number)).await.unwrap();
        }
        let mut found = Vec::new();
        for shard in 0..2 {
            found.extend(table.query(Parcel::by_state("here", shard)).await.unwrap());
        }
        found.sort_by_key(|item| item.number);
        assert_eq!(found.len(), 4);
        for (item, number) in found.iter().zip(1..) {
            let whole = parcel(number);
            assert_eq!((&item.depot, item.number), (&whole.depot, number), "from the primary key");
            assert_eq!(
                (&item.state, item.priority, item.day),
                (&whole.state, -3, whole.day),
                "from the index's key"
            );
            assert_eq!((item.total, &item.owner), (whole.total, &whole.owner), "from the projection");
            assert_eq!(item.primary_key(), whole.primary_key());
            assert!(!format!("{item:?}").contains("Ada"));
        }
        let heavy = table.query(Parcel::by_weight("north").weight(5..)).await.unwrap();
        assert_eq!(heavy.items.iter().map(|item| (item.number, item.weight)).max(), Some((4, 7)));
        // A key in lower case does not give the value back, but here the index holds it.
        let of_day = table.query(Parcel::by_day("north").day(2)).consistent().await.unwrap();
        assert_eq!((of_day.items[0].day, of_day.items[0].owner.as_deref()), (2, Some("Ada")));
        let item = table.query(Parcel::by_day("north").day(2)).filter(|p| p.owner().eq("Bo")).await.unwrap();
        assert!(item.items.is_empty());
    });
}

#[test]
fn a_filter_asks_for_what_the_index_holds() {
    for_each_backend(async |case| {
        let table = depot(case).await;
        for number in 1..=8 {
            table.create(&parcel(number)).await.unwrap();
        }
        let queries = || (0..2).map(|shard| Parcel::by_state("here", shard).priority(-3));
        let large = table.fan_out(queries()).filter(|p| p.total().gt(500)).await.unwrap();
        assert_eq!(large.iter().map(|item| item.number).collect::<Vec<_>>(), [6, 7, 8]);
        let last = table.fan_out(queries()).descending().take(2).await.unwrap();
        assert_eq!(last.iter().map(|item| item.number).collect::<Vec<_>>(), [8, 7]);
    });
}

#[test]
fn entities_in_one_index_are_told_apart_without_their_kind() {
    for_each_backend(async |case| {
        let table = depot(case).await;
        for number in 1..=4 {
            table.create(&parcel(number)).await.unwrap();
            let (depot, state) = ("north".to_owned(), "here".to_owned());
            table.create(&Note { depot, number, state }).await.unwrap();
        }
        let parcels = table.query(Parcel::by_state("here", 0)).all().await.unwrap();
        let notes = table.query(Note::by_state("here")).all().await.unwrap();
        assert_eq!(notes.iter().map(|note| note.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert!(!parcels.is_empty() && parcels.iter().all(|parcel| parcel.total > 0));
        // What is of nobody is an error, not a gap.
        let mut ghost = dynamo_model::to_item(&parcel(9)).unwrap();
        ghost.insert("sk", "GHOST#1".into());
        ghost.insert("gsi1pk", "STATE#here#0".into());
        let table_name = table.name().into();
        case.answer(PutItemInput { table_name, item: ghost, ..Default::default() }).await;
        assert!(table.query(Parcel::by_state("here", 0)).all().await.is_err());
    });
}

#[test]
fn pages_of_partial_items_go_on() {
    for_each_backend(async |case| {
        let table = depot(case).await;
        for number in 1..=5 {
            table.create(&parcel(number)).await.unwrap();
        }
        let by_weight = || table.query(Parcel::by_weight("north"));
        let first = by_weight().take(2).await.unwrap();
        let rest = by_weight().after(first.next.unwrap()).all().await.unwrap();
        let mut numbers: Vec<u32> = first.items.iter().chain(&rest).map(|item| item.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, [1, 2, 3, 4, 5]);
    });
}

#[test]
fn hydrated_items_are_whole_and_in_order() {
    for_each_backend(async |case| {
        let table = depot(case).await;
        for number in 1..=130 {
            table.put(&Parcel { note: None, ..parcel(number) }).await.unwrap();
        }
        let found = table.query(Parcel::by_day("north")).take(120).hydrate().consistent().await.unwrap();
        assert!(found.missing.is_empty());
        let expected: Vec<Parcel> = (1..=120).map(|number| Parcel { note: None, ..parcel(number) }).collect();
        assert_eq!(found.page.items, expected);
        let rest =
            table.query(Parcel::by_day("north")).after(found.page.next.unwrap()).hydrate().await.unwrap();
        assert_eq!(rest.page.items.len(), 10);
    });
}

#[test]
fn what_the_table_does_not_have_is_reported() {
    for_each_backend(async |case| {
        let faults = Faults::new(case.backend().clone());
        let table = Depot::on(faults.clone(), case.table_name()).create_table().await.unwrap();
        for number in 1..=3 {
            table.create(&parcel(number)).await.unwrap();
        }
        // Unprocessed keys are asked for again.
        faults.add(Rule::new(Fault::Unprocessed).on("BatchGetItem").times(2));
        let found = table.query(Parcel::by_day("north")).hydrate().await.unwrap();
        assert_eq!((found.page.items.len(), found.missing.len()), (3, 0));
    });
}

#[test]
fn an_index_that_lags_names_what_is_gone() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mock = dynamo_mock::Mock::new();
        let table = Depot::on(mock.clone(), "depot").create_table().await.unwrap();
        for number in 1..=3 {
            table.create(&parcel(number)).await.unwrap();
        }
        mock.engine().set_lag(1);
        table.delete(Parcel::key("north", 2)).await.unwrap();
        let found = table.query(Parcel::by_weight("north")).hydrate().consistent().await.unwrap();
        assert_eq!(found.missing, [Parcel::key("north", 2)]);
        assert_eq!(found.page.items.len(), 2);
    });
}

#[test]
fn a_keys_only_index_of_keys_is_read() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        for team in ["blue", "red"] {
            table.create(&Member { team: team.to_owned(), member: "ada".to_owned() }).await.unwrap();
        }
        let teams = table.query(Member::teams_of("ada")).await.unwrap();
        assert_eq!(teams.items.iter().map(|item| &*item.team).collect::<Vec<_>>(), ["blue", "red"]);
        let key = teams.items[0].primary_key().to_item().unwrap();
        assert_eq!(key, Member::key("blue", "ada").to_item().unwrap());
        assert_eq!(Tracker::MODEL.entities.len(), 3);
    });
}

/// An index of keys alone, in which two entities lie between each other.
#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", ttl = "gone_at")]
#[dynamo(gsi(ByDay, pk = "gsi1pk": S, sk = "gsi1sk": S, project(keys_only)))]
#[dynamo(entities(Visit, Alarm), collection(OfDay(Visit, Alarm)))]
struct Gate;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Gate, key(pk = "GATE#{gate}", sk = "VISIT#{number}"))]
#[dynamo(index(by_day, on = ByDay, pk = "DAY#{day}", sk = "{number}", project(keys_only)))]
struct Visit {
    gate: u8,
    number: u32,
    day: u16,
    #[dynamo(ttl)]
    gone_at: EpochSeconds,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Gate, key(pk = "GATE#{gate}", sk = "ALARM#{number}"))]
#[dynamo(index(by_day, on = ByDay, pk = "DAY#{day}", sk = "ALARM#{number}", project(keys_only)))]
struct Alarm {
    gate: u8,
    number: u32,
    day: u16,
}

/// Five visits and two alarms of one day.
async fn gate(case: &Case) -> TableHandle<Gate> {
    let table = Gate::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
    for number in 1..=5 {
        let gone_at = EpochSeconds(4_102_444_800);
        table.create(&Visit { gate: 1, number, day: 7, gone_at }).await.unwrap();
    }
    for number in 1..=2 {
        table.create(&Alarm { gate: 1, number, day: 7 }).await.unwrap();
    }
    table
}

#[test]
fn a_count_is_of_one_entity_where_the_index_has_no_kind() {
    for_each_backend(async |case| {
        let table = gate(case).await;
        let visits = table.query(Visit::by_day(7)).count().await.unwrap();
        assert_eq!((visits.count, visits.scanned_count), (5, 7));
        let visits = table.query(Visit::by_day(7)).page_size(2).count().await.unwrap();
        assert_eq!((visits.count, visits.requests >= 4), (5, true));
        assert_eq!(table.query(Visit::by_day(7).number(2..=3)).count().await.unwrap().count, 2);
        assert_eq!(table.query(Alarm::by_day(7)).count().await.unwrap().count, 2);
        assert_eq!(table.query(Visit::by_day(8)).count().await.unwrap().count, 0);
    });
}

#[test]
fn a_scan_is_of_one_entity_where_the_index_has_no_kind() {
    for_each_backend(async |case| {
        let table = gate(case).await;
        let visits = table.scan_index::<VisitByDay>().all().await.unwrap();
        assert_eq!(visits.iter().map(|visit| visit.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert!(visits.iter().all(|visit| (visit.gate, visit.day) == (1, 7)));
        let alarms = table.scan_index::<AlarmByDay>().page_size(3).all().await.unwrap();
        assert_eq!(alarms.iter().map(|alarm| alarm.number).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(table.scan_index::<VisitByDay>().count().await.unwrap().count, 5);
        assert_eq!(table.scan_index::<AlarmByDay>().count().await.unwrap().count, 2);
    });
}

#[test]
fn live_needs_the_expiry_in_the_index() {
    for_each_backend(async |case| {
        let table = gate(case).await;
        let errors = [
            table.query(Visit::by_day(7)).live().await.unwrap_err(),
            table.query(Visit::by_day(7)).live().count().await.unwrap_err(),
            table.scan_index::<VisitByDay>().live().all().await.unwrap_err(),
        ];
        for error in errors {
            assert!(error.is_invalid(), "{error}");
            let text = error.to_string();
            assert!(text.contains("the index `ByDay` does not hold `gone_at`"), "{text}");
            assert!(text.contains("hydrate"), "{text}");
        }
        // The table holds it.
        assert_eq!(table.query(Visit::of(1)).live().all().await.unwrap().len(), 5);
    });
}
