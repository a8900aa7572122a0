//! What writes fill in: the times of creation and of the last change, and identifiers.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use dynamo_mock::{Clock, Clocked};
use dynamo_model::prelude::*;
use dynamo_model::{Backend, TableHandle};
use dynamo_tests::{Case, for_each_backend};
use ulid::Ulid;
use uuid::Uuid;

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t", ttl = "gone_at")]
#[dynamo(gsi(ByChange, pk = "gsi1pk": S, sk = "gsi1sk": S), gsi(ByBirth, pk = "gsi2pk": S, sk = "gsi2sk": S))]
#[dynamo(entities(Note, Entry, Visit))]
struct Wiki;

/// Its stamps are in no key.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Wiki, key(pk = "NOTE#{id}", sk = "NOTE"), draft(Debug, Clone, Default))]
struct Note {
    #[dynamo(generate)]
    id: Ulid,
    text: String,
    #[dynamo(default = 3)]
    stars: u8,
    note: Option<String>,
    #[dynamo(created)]
    created_at: DateTime<Utc>,
    #[dynamo(updated)]
    updated_at: EpochSeconds,
    #[dynamo(ttl(after = "1d"))]
    gone_at: EpochSeconds,
    #[dynamo(skip)]
    seen: bool,
}

/// Its stamps are in index keys.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Wiki, key(pk = "ENTRY#{topic}", sk = "ENTRY#{id}"))]
#[dynamo(index(by_change, on = ByChange, pk = "TOPIC#{topic}", sk = "{changed_at}#{id}"))]
#[dynamo(index(by_birth, on = ByBirth, pk = "BORN#{topic}", sk = "{born_at}#{id}"))]
struct Entry {
    topic: String,
    #[dynamo(generate)]
    id: Uuid,
    text: String,
    #[dynamo(created)]
    born_at: DateTime<Utc>,
    #[dynamo(updated)]
    changed_at: DateTime<Utc>,
}

/// A newtype is filled in as what it holds; older items have no stamps.
#[derive(Debug, Clone, PartialEq, DynamoAttribute)]
struct VisitId(String);

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Wiki, key(pk = "VISIT#{id}", sk = "VISIT"))]
struct Visit {
    #[dynamo(generate)]
    id: VisitId,
    pages: u32,
    #[dynamo(created)]
    at: Option<DateTime<Utc>>,
}

/// A table on a backend with a clock of the test's own: the first instant of 2100, so that no server deletes what expires.
async fn wiki(case: &Case) -> (TableHandle<Wiki>, Clock) {
    let clock = Clock::at(Duration::from_secs(4_102_444_800));
    let backend = Clocked::new(Arc::clone(case.backend()), clock.clone());
    (Wiki::on(backend, case.table_name()).create_table().await.unwrap(), clock)
}

fn time(clock: &Clock) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(i64::try_from(clock.now().as_millis()).unwrap()).unwrap()
}

fn seconds(clock: &Clock) -> EpochSeconds {
    EpochSeconds(time(clock).timestamp())
}

#[test]
fn a_draft_becomes_an_entity_with_all_that_is_filled_in() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        clock.advance(Duration::from_millis(1_234));
        let draft = NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() };
        let note = wiki.fill(draft.clone()).unwrap();
        assert_eq!((note.created_at, note.updated_at), (time(&clock), seconds(&clock)));
        assert_eq!(note.gone_at, EpochSeconds(seconds(&clock).0 + 86_400));
        assert_eq!((note.stars, note.note.as_deref(), note.seen), (3, None, false));
        assert_eq!(note.id.timestamp_ms(), u64::try_from(clock.now().as_millis()).unwrap());
        let other = wiki.fill(NoteDraft { stars: Some(5), gone_at: Some(EpochSeconds(7)), ..draft }).unwrap();
        assert_ne!(other.id, note.id);
        assert_eq!((other.stars, other.gone_at), (5, EpochSeconds(7)));
        wiki.create(&note).await.unwrap();
        assert_eq!(wiki.get(Note::key(note.id)).consistent().await.unwrap(), Some(note));
    });
}

#[test]
fn the_same_seed_makes_the_same_identifiers() {
    for_each_backend(async |case| {
        let of = |seed| {
            let backend = Clocked::new(Arc::clone(case.backend()), Clock::new()).with_seed(seed);
            let wiki = Wiki::on(backend, "wiki");
            let ulid = wiki.fill(NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() }).unwrap().id;
            let uuid = wiki.fill(EntryDraft { topic: "a".to_owned(), text: "b".to_owned() }).unwrap().id;
            let text = wiki.fill(VisitDraft { pages: 1 }).unwrap().id;
            assert_eq!(uuid.get_version_num(), 7);
            assert_eq!(uuid.get_variant(), uuid::Variant::RFC4122);
            assert!(Ulid::from_string(&text.0).is_ok());
            (ulid, uuid, text)
        };
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    });
}

#[test]
fn the_system_has_a_clock_and_randomness_of_its_own() {
    struct Nowhere;
    impl Backend for Nowhere {
        fn call(&self, _: dynamo_model::api::Request) -> dynamo_model::CallFuture<'_> {
            Box::pin(std::future::pending())
        }
    }
    let wiki = Wiki::on(Nowhere, "wiki");
    let ids: std::collections::BTreeSet<String> =
        (0..100).map(|_| wiki.fill(VisitDraft { pages: 1 }).unwrap().id.0).collect();
    assert_eq!(ids.len(), 100);
    let now = || UNIX_EPOCH.elapsed().unwrap();
    let before = now();
    let at = wiki.fill(VisitDraft { pages: 1 }).unwrap().at.unwrap();
    let at = Duration::from_nanos(at.timestamp_nanos_opt().unwrap().unsigned_abs());
    assert!((before..=now()).contains(&at), "{at:?} after {before:?}");
}

#[test]
fn create_stamps_both_and_says_what_it_wrote() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        let note = wiki.fill(NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() }).unwrap();
        clock.advance(Duration::from_secs(60));
        let written = wiki.create(&note).returning(AllNew).await.unwrap();
        let expected = Note { created_at: time(&clock), updated_at: seconds(&clock), ..note.clone() };
        assert_eq!(written, expected);
        assert_eq!(wiki.get(note.primary_key()).consistent().await.unwrap(), Some(written));
    });
}

#[test]
fn put_keeps_the_creation_that_the_entity_has() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        let note = wiki.fill(NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() }).unwrap();
        wiki.create(&note).await.unwrap();
        clock.advance(Duration::from_secs(60));
        let put =
            wiki.put(&Note { text: "moss".to_owned(), ..note.clone() }).returning(AllNew).await.unwrap();
        assert_eq!((put.created_at, put.updated_at), (note.created_at, seconds(&clock)));
        assert_eq!(wiki.get(note.primary_key()).consistent().await.unwrap(), Some(put));
        let old = Visit { id: VisitId("v".to_owned()), pages: 1, at: None };
        assert_eq!(wiki.put(&old).returning(AllNew).await.unwrap(), old);
    });
}

#[test]
fn batches_and_transactions_stamp_as_the_verbs_do() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        let draft = NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() };
        let note = |_| wiki.fill(draft.clone()).unwrap();
        let (put, created, upserted) = (note(0), note(1), note(2));
        clock.advance(Duration::from_secs(60));
        wiki.batch_write().put(&put).await.unwrap();
        wiki.transact((Note::create(&created), Note::upsert(&upserted))).await.unwrap();
        let stored = async |note: &Note| wiki.get(note.primary_key()).consistent().await.unwrap().unwrap();
        assert_eq!(stored(&put).await, Note { updated_at: seconds(&clock), ..put });
        for note in [created, upserted] {
            let expected = Note { created_at: time(&clock), updated_at: seconds(&clock), ..note.clone() };
            assert_eq!(stored(&note).await, expected);
        }
    });
}

#[test]
fn upsert_creates_once() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        let visit = Visit { id: VisitId("v".to_owned()), pages: 1, at: None };
        let first = wiki.upsert(&visit).returning(AllNew).await.unwrap();
        assert_eq!(first.at, Some(time(&clock)));
        clock.advance(Duration::from_secs(60));
        let second = wiki.upsert(&Visit { pages: 2, ..visit }).returning(AllNew).await.unwrap();
        assert_eq!(second, Visit { pages: 2, ..first });
        let note = wiki.fill(NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() }).unwrap();
        wiki.upsert(&note).await.unwrap();
        clock.advance(Duration::from_secs(60));
        let again = wiki.upsert(&note).returning(AllNew).await.unwrap();
        assert_eq!((again.created_at, again.updated_at), (note.created_at, seconds(&clock)));
    });
}

#[test]
fn an_upsert_does_not_guess_the_creation_in_an_index_key() {
    for_each_backend(async |case| {
        let (wiki, _) = wiki(case).await;
        let entry = wiki.fill(EntryDraft { topic: "a".to_owned(), text: "b".to_owned() }).unwrap();
        let error = wiki.upsert(&entry).await.unwrap_err();
        assert!(
            error.to_string().contains("the key of index `by_birth` is composed from `born_at`"),
            "{error}"
        );
        assert_eq!(wiki.get(entry.primary_key()).consistent().await.unwrap(), None);
    });
}

#[test]
fn every_update_stamps_the_change() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        let note = wiki.fill(NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() }).unwrap();
        wiki.create(&note).await.unwrap();
        clock.advance(Duration::from_secs(60));
        let updated = wiki.update(note.primary_key()).set(|n| n.stars(), 4).returning(AllNew).await.unwrap();
        assert_eq!(updated, Note { stars: 4, updated_at: seconds(&clock), ..note.clone() });
        clock.advance(Duration::from_secs(60));
        let updated = wiki.update_with(note.primary_key(), |note| note.stars += 1).await.unwrap();
        assert_eq!((updated.stars, updated.updated_at), (5, seconds(&clock)));
        clock.advance(Duration::from_secs(60));
        wiki.transaction().with(wiki.update(note.primary_key()).add(|n| n.stars(), 1)).await.unwrap();
        let updated = wiki.get(note.primary_key()).consistent().await.unwrap().unwrap();
        assert_eq!((updated.stars, updated.updated_at), (6, seconds(&clock)));
        assert_eq!(updated.created_at, note.created_at);
    });
}

#[test]
fn a_function_of_the_item_cannot_move_its_creation() {
    for_each_backend(async |case| {
        let (wiki, _) = wiki(case).await;
        let note = wiki.fill(NoteDraft { text: "fern".to_owned(), ..NoteDraft::default() }).unwrap();
        wiki.create(&note).await.unwrap();
        let error = wiki.update_with(note.primary_key(), |note| note.created_at = DateTime::UNIX_EPOCH).await;
        let error = error.unwrap_err();
        assert!(
            error.to_string().contains("`created_at` is only written when an item is created"),
            "{error}"
        );
        assert_eq!(wiki.get(note.primary_key()).consistent().await.unwrap(), Some(note));
    });
}

#[test]
fn index_keys_follow_the_stamps() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        let entry = wiki.fill(EntryDraft { topic: "a".to_owned(), text: "b".to_owned() }).unwrap();
        clock.advance(Duration::from_secs(60));
        let entry = wiki.create(&entry).returning(AllNew).await.unwrap();
        let at = |moment| wiki.query(Entry::by_change("a").changed_at(moment));
        assert_eq!(at(entry.changed_at).all().await.unwrap(), std::slice::from_ref(&entry));
        clock.advance(Duration::from_secs(60));
        // The topic and the identifier are known from the key, the stamp from the clock: the index key is complete.
        let updated = wiki.update(entry.primary_key()).set(|e| e.text(), "c");
        let updated = updated.returning(AllNew).await.unwrap();
        assert_eq!(at(entry.changed_at).all().await.unwrap(), []);
        assert_eq!(at(time(&clock)).all().await.unwrap(), std::slice::from_ref(&updated));
        let born = wiki.query(Entry::by_birth("a").born_at(entry.born_at)).all().await.unwrap();
        assert_eq!(born, std::slice::from_ref(&updated));
        clock.advance(Duration::from_secs(60));
        let put = wiki.put(&updated).returning(AllNew).await.unwrap();
        assert_eq!(at(time(&clock)).all().await.unwrap(), [put]);
        assert_eq!(at(updated.changed_at).all().await.unwrap(), []);
    });
}

#[test]
fn a_moved_item_keeps_its_creation() {
    for_each_backend(async |case| {
        let (wiki, clock) = wiki(case).await;
        let entry = wiki.fill(EntryDraft { topic: "a".to_owned(), text: "b".to_owned() }).unwrap();
        wiki.create(&entry).await.unwrap();
        clock.advance(Duration::from_secs(60));
        let moved = wiki.move_to(entry.primary_key(), Entry::key("z", entry.id)).await.unwrap();
        assert_eq!(moved, Entry { topic: "z".to_owned(), changed_at: time(&clock), ..entry.clone() });
        let found = wiki.query(Entry::by_change("z").changed_at(time(&clock))).all().await.unwrap();
        assert_eq!(found, [moved]);
    });
}
