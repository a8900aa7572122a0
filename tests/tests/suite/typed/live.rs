//! Items that have expired and that DynamoDB has not deleted yet.

use std::sync::Arc;
use std::time::Duration;

use dynamo_mock::{Clock, Clocked};
use dynamo_model::TableHandle;
use dynamo_model::prelude::*;
use dynamo_tests::{Case, for_each_backend};

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", ttl = "gone_at")]
#[dynamo(gsi(ByExpiry, pk = "gsi1pk": S, sk = "gsi1sk": S), entities(Session, Ticket))]
struct Logins;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Logins, key(pk = "USER#{user}", sk = "SESSION#{number}"))]
#[dynamo(index(by_expiry, on = ByExpiry, pk = "EXPIRY", sk = "{gone_at}#{user}#{number}"))]
struct Session {
    user: String,
    number: u32,
    #[dynamo(ttl)]
    gone_at: Option<EpochSeconds>,
}

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Logins, key(pk = "USER#{user}", sk = "TICKET"))]
struct Ticket {
    user: String,
    seat: u32,
    #[dynamo(ttl(after = "90s"), rename = "gone_at")]
    until: u64,
}

#[derive(Debug, PartialEq, DynamoProjection)]
#[dynamo(of = Session)]
struct Number {
    number: u32,
}

/// The first instant of 2100, so that no server deletes what expires.
const START: u64 = 4_102_444_800;

async fn logins(case: &Case) -> (TableHandle<Logins>, Clock) {
    let clock = Clock::at(Duration::from_secs(START));
    let backend = Clocked::new(Arc::clone(case.backend()), clock.clone());
    (Logins::on(backend, case.table_name()).create_table().await.unwrap(), clock)
}

/// A session that expires so many seconds after the start; none never does.
fn session(number: u32, after: Option<i64>) -> Session {
    let gone_at = after.map(|after| EpochSeconds(i64::try_from(START).unwrap() + after));
    Session { user: "ada".to_owned(), number, gone_at }
}

fn numbers(sessions: Vec<Session>) -> Vec<u32> {
    sessions.into_iter().map(|session| session.number).collect()
}

#[test]
fn a_live_get_leaves_out_what_has_expired() {
    for_each_backend(async |case| {
        let (logins, clock) = logins(case).await;
        for session in [session(1, Some(60)), session(2, None)] {
            logins.create(&session).await.unwrap();
        }
        let get = |number: u32| logins.get(Session::key("ada", number)).consistent();
        clock.advance(Duration::from_millis(59_999));
        assert_eq!(get(1).live().await.unwrap(), Some(session(1, Some(60))));
        assert_eq!(get(1).project::<Number>().live().await.unwrap(), Some(Number { number: 1 }));
        clock.advance(Duration::from_millis(1));
        assert_eq!(get(1).live().await.unwrap(), None);
        assert_eq!(get(1).live().project::<Number>().await.unwrap(), None);
        assert_eq!(get(1).await.unwrap(), Some(session(1, Some(60))), "it is still there");
        clock.advance(Duration::from_secs(1_000_000));
        assert_eq!(get(2).live().await.unwrap(), Some(session(2, None)));
    });
}

#[test]
fn live_queries_and_scans_count_what_is_live() {
    for_each_backend(async |case| {
        let (logins, clock) = logins(case).await;
        for number in 0..20 {
            let after = (number % 3 != 0).then_some(i64::from(number));
            logins.create(&session(number, after)).await.unwrap();
        }
        clock.advance(Duration::from_secs(10));
        let expected: Vec<u32> = (0..20).filter(|number| number % 3 == 0 || *number > 10).collect();
        let live = || logins.query(Session::of("ada")).consistent().live();
        assert_eq!(numbers(live().all().await.unwrap()), expected);
        assert_eq!(numbers(live().page_size(2).take(5).await.unwrap().items), &expected[..5]);
        assert_eq!(numbers(live().descending().take(3).await.unwrap().items), [19, 18, 17]);
        let mut scanned = numbers(logins.scan::<Session>().consistent().live().all().await.unwrap());
        scanned.sort_unstable();
        assert_eq!(scanned, expected);
        assert_eq!(logins.query(Session::of("ada")).all().await.unwrap().len(), 20);
    });
}

#[test]
fn an_index_by_expiry_is_asked_by_its_key() {
    for_each_backend(async |case| {
        let (logins, clock) = logins(case).await;
        for session in [session(1, Some(5)), session(2, Some(15)), session(3, None)] {
            logins.create(&session).await.unwrap();
        }
        clock.advance(Duration::from_secs(10));
        let now = EpochSeconds(i64::try_from(clock.now().as_secs()).unwrap());
        let later = logins.query(Session::by_expiry().gone_at(now..)).all().await.unwrap();
        assert_eq!(numbers(later), [2]);
        let live = logins.query(Session::by_expiry()).live().all().await.unwrap();
        assert_eq!(numbers(live), [2]);
    });
}

#[test]
fn an_expiry_can_be_a_plain_number_of_seconds() {
    for_each_backend(async |case| {
        let (logins, clock) = logins(case).await;
        let ticket = logins.fill(TicketDraft { user: "ada".to_owned(), seat: 7, until: None }).unwrap();
        assert_eq!(ticket.until, START + 90);
        logins.create(&ticket).await.unwrap();
        let get = || logins.get(Ticket::key("ada")).consistent().live();
        assert_eq!(get().await.unwrap(), Some(ticket.clone()));
        clock.advance(Duration::from_secs(90));
        assert_eq!(get().await.unwrap(), None);
        // A later expiry brings it back: nothing was deleted.
        logins.update(ticket.primary_key()).set(|t| t.until(), START + 91).await.unwrap();
        assert_eq!(get().await.unwrap(), Some(Ticket { until: START + 91, ..ticket }));
    });
}
