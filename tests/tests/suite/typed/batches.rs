//! Typed batches: any number of keys and writes, nothing dropped and nothing asked for without end.

use std::collections::BTreeMap;
use std::time::Duration;

use dynamo_mock::{Fault, Faults, Rule};
use dynamo_model::api::{BatchWriteItemOutput, Request, ServiceError, WriteRequest};
use dynamo_model::op::Lookup;
use dynamo_model::{Backend, CallFuture, ErrorKind, Retry};
use dynamo_tests::{Case, Recorder, for_each_backend};

use super::model::{Member, Remark, Task, TaskKey, Tracker, TrackerTable, numbers, remark, task, tracker};

async fn faulty(case: &Case) -> (Faults, Recorder, TrackerTable) {
    let recorder = Recorder::new(case.backend().clone());
    let faults = Faults::new(recorder.clone());
    let table = Tracker::on(faults.clone(), case.table_name()).create_table().await.unwrap();
    recorder.take();
    (faults, recorder, table)
}

fn tasks(numbers: impl IntoIterator<Item = u32>) -> Vec<Task> {
    numbers.into_iter().map(|number| task("p", number)).collect()
}

fn key(number: u32) -> TaskKey {
    Task::key("blue", "p", number)
}

#[test]
fn many_keys_are_read_in_their_order() {
    for_each_backend(async |case| {
        let (_, recorder, table) = faulty(case).await;
        table.batch_write().put_all(&tasks(1..=230)).await.unwrap();
        recorder.take();
        // Backwards, with holes between.
        let keys: Vec<_> = (1..=250).rev().map(key).collect();
        let found = table.batch_get(keys).await.unwrap();
        assert_eq!(found.len(), 250);
        for (position, found) in found.into_iter().enumerate() {
            let number = 250 - u32::try_from(position).unwrap();
            assert_eq!(found, (number <= 230).then(|| task("p", number)), "position {position}");
        }
        let sizes: Vec<usize> = recorder.take().iter().map(keys_of).collect();
        assert_eq!(sizes, [100, 100, 50]);
        assert!(table.batch_get(Vec::<TaskKey>::new()).await.unwrap().is_empty());
        assert_eq!(recorder.take(), []);
    });
}

fn keys_of(request: &Request) -> usize {
    match request {
        Request::BatchGetItem(input) => input.request_items.values().map(|wanted| wanted.keys.len()).sum(),
        other => panic!("{}", other.action()),
    }
}

#[test]
fn a_key_that_is_there_twice_is_read_once_and_answered_twice() {
    for_each_backend(async |case| {
        let (_, recorder, table) = faulty(case).await;
        table.create(&task("p", 1)).await.unwrap();
        recorder.take();
        let found = table.batch_get([key(1), key(2), key(1)]).consistent().await.unwrap();
        assert_eq!(found, [Some(task("p", 1)), None, Some(task("p", 1))]);
        assert_eq!(recorder.take().iter().map(keys_of).collect::<Vec<_>>(), [2]);
    });
}

#[test]
fn several_entities_are_read_together() {
    for_each_backend(async |case| {
        let table = tracker(case).await;
        let ada = Member { team: "blue".to_owned(), member: "ada".to_owned() };
        table.batch_write().put(&task("p", 1)).put(&remark("p", 1, 1)).put(&ada).await.unwrap();
        let keys = (vec![key(2), key(1)], [Remark::key("blue", "p", 1, 1)], vec![Member::key("blue", "ada")]);
        let (found, remarks, members) = table.batch_get(keys).await.unwrap();
        assert_eq!(found, [None, Some(task("p", 1))]);
        assert_eq!(remarks, [Some(remark("p", 1, 1))]);
        assert_eq!(members, [Some(ada)]);
        // A key that another entity's item has is that item, and not none.
        let mut item = dynamo_model::to_item(&task("p", 1)).unwrap();
        item.insert("_t", "remark".into());
        let put =
            dynamo_model::api::PutItemInput { table_name: table.name().into(), item, ..Default::default() };
        case.answer(put).await;
        assert!(table.batch_get([key(1)]).await.unwrap_err().is_decode());
        let report = table.batch_get([key(1), key(2)]).report().await.unwrap();
        let [Lookup::Unreadable(error), Lookup::Missing] = &report.items[..] else { panic!("{report:?}") };
        assert!(error.is_decode());
    });
}

#[test]
fn unprocessed_keys_are_asked_for_again() {
    for_each_backend(async |case| {
        let (faults, recorder, table) = faulty(case).await;
        table.batch_write().put_all(&tasks(1..=20)).await.unwrap();
        recorder.take();
        faults.add(Rule::new(Fault::Unprocessed).on("BatchGetItem").parts(7).times(4));
        let found = table.batch_get(Vec::from_iter((1..=20).map(key))).await.unwrap();
        assert_eq!(numbers(found.into_iter().flatten()), Vec::from_iter(1..=20));
        faults.add(Rule::new(Fault::ProvisionedThroughputExceeded).on("BatchGetItem").times(2));
        faults.add(Rule::new(Fault::InternalServerError).on("BatchGetItem").times(2));
        assert!(table.batch_get([key(1)]).await.unwrap()[0].is_some());
        assert_eq!(faults.injected(), 8);
    });
}

#[test]
fn what_stays_unprocessed_is_no_missing_item() {
    for_each_backend(async |case| {
        let (faults, _, table) = faulty(case).await;
        table.batch_write().put_all(&tasks(1..=3)).await.unwrap();
        // Of three keys, the last one is never processed.
        faults.add(Rule::new(Fault::Unprocessed).on("BatchGetItem").parts(1));
        let keys = || vec![key(1), key(4), key(3)];
        let error = table.batch_get(keys()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unprocessed);
        assert!(error.to_string().contains("1 of 3 keys"), "{error}");
        let report = table.batch_get(keys()).retry(Retry::default().tries(3)).report().await.unwrap();
        let [Lookup::Found(one), Lookup::Missing, Lookup::Unprocessed(left)] = &report.items[..] else {
            panic!("{report:?}")
        };
        assert_eq!((one, left), (&task("p", 1), &key(3)));
        assert!(report.requests <= 4 && report.capacity > 0.0);
        assert!(report.items[2].unprocessed().is_some() && report.items[0].unprocessed().is_none());
        faults.clear();
        faults.add(Rule::new(Fault::Throttling).on("BatchGetItem"));
        let injected = faults.injected();
        let throttled = table.batch_get(keys()).retry(Retry::default().tries(5)).report().await.unwrap();
        assert_eq!(throttled.items.iter().filter(|lookup| lookup.unprocessed().is_some()).count(), 3);
        assert_eq!(faults.injected(), injected + 5);
    });
}

#[test]
fn the_capacity_of_all_requests_is_summed() {
    for_each_backend(async |case| {
        let (_, _, table) = faulty(case).await;
        let written = table.batch_write().put_all(&tasks(1..=60)).await.unwrap();
        assert_eq!(written.requests, 3);
        assert!(written.capacity >= 60.0, "{written:?}");
        let keys = || Vec::from_iter((1..=60).map(key));
        let eventual = table.batch_get(keys()).report().await.unwrap();
        let consistent = table.batch_get(keys()).consistent().report().await.unwrap();
        assert_eq!((eventual.capacity, consistent.capacity), (30.0, 60.0));
    });
}

#[test]
fn many_writes_of_several_entities() {
    for_each_backend(async |case| {
        let (_, recorder, table) = faulty(case).await;
        let remarks: Vec<Remark> = (1..=30).map(|place| remark("p", 1, place)).collect();
        table.batch_write().put_all(&tasks(1..=40)).put_all(&remarks).concurrency(2).await.unwrap();
        let sizes: Vec<usize> = recorder.take().iter().map(|request| writes(request).len()).collect();
        assert_eq!(sizes, [25, 25, 20]);
        // Index keys, kinds and all are as in a `put`.
        assert_eq!(table.query(Task::by_assignee("ada")).all().await.unwrap().len(), 40);
        assert_eq!(table.query(Remark::of("blue").project("p").number(1)).all().await.unwrap(), remarks);

        let mixed = table.batch_write().put(&task("p", 41)).delete_all((1..=40).map(key));
        mixed.delete(Remark::key("blue", "p", 1, 1)).await.unwrap();
        assert_eq!(numbers(table.query(Task::of("blue")).all().await.unwrap()), [41]);
        recorder.take();
        assert_eq!(table.batch_write().await.unwrap().requests, 0);
        assert_eq!(recorder.take(), []);
    });
}

fn writes(request: &Request) -> Vec<WriteRequest> {
    match request {
        Request::BatchWriteItem(input) => input.request_items.values().flatten().cloned().collect(),
        other => panic!("{}", other.action()),
    }
}

#[test]
fn two_writes_of_one_item_are_refused_before_sending() {
    for_each_backend(async |case| {
        let (_, recorder, table) = faulty(case).await;
        let twice = table.batch_write().put_all(&tasks(1..=30)).delete(key(7)).await.unwrap_err();
        assert_eq!(twice.kind(), ErrorKind::Invalid);
        assert!(twice.to_string().contains("writes 6 and 30"), "{twice}");
        let large = Task { note: Some("x".repeat(400 * 1024)), ..task("p", 2) };
        let large = table.batch_write().put(&task("p", 1)).put(&large).await.unwrap_err();
        assert!(large.to_string().contains("write 1") && large.to_string().contains("`note`"), "{large}");
        let empty = table.batch_write().delete(Task::key("", "p", 1)).await.unwrap_err();
        assert!(empty.is_invalid() && empty.unwritten().is_none());
        assert_eq!(recorder.take(), []);
    });
}

#[test]
fn requests_stay_below_sixteen_megabytes_on_the_wire() {
    for_each_backend(async |case| {
        let (_, recorder, table) = faulty(case).await;
        // Control characters take six bytes each in JSON: seven of these are just below 16 MB.
        let heavy = |place| Remark { text: "\u{1}".repeat(390 * 1024), ..remark("p", 1, place) };
        table.batch_write().put_all(&(1..=8).map(heavy).collect::<Vec<_>>()).await.unwrap();
        let sizes: Vec<usize> = recorder.take().iter().map(|request| writes(request).len()).collect();
        assert_eq!(sizes, [7, 1]);
        assert_eq!(table.get(Remark::key("blue", "p", 1, 8)).await.unwrap(), Some(heavy(8)));
    });
}

#[test]
fn unprocessed_writes_are_sent_again() {
    for_each_backend(async |case| {
        let (faults, _, table) = faulty(case).await;
        faults.add(Rule::new(Fault::Unprocessed).on("BatchWriteItem").parts(9).times(5));
        faults.add(Rule::new(Fault::Throttling).on("BatchWriteItem").times(3));
        table.batch_write().put_all(&tasks(1..=60)).await.unwrap();
        assert_eq!(numbers(table.query(Task::of("blue")).all().await.unwrap()), Vec::from_iter(1..=60));
        assert_eq!(faults.injected(), 8);
    });
}

#[test]
fn writes_that_stay_unprocessed_are_reported_in_types() {
    for_each_backend(async |case| {
        let (faults, _, table) = faulty(case).await;
        table.batch_write().put_all(&tasks(50..=52)).await.unwrap();
        let stuck = dynamo_model::EntityKey::to_item(&key(3)).unwrap();
        faults.add(Rule::new(Fault::Unprocessed).on("BatchWriteItem").key(stuck));
        let stuck = dynamo_model::EntityKey::to_item(&key(51)).unwrap();
        faults.add(Rule::new(Fault::Unprocessed).on("BatchWriteItem").key(stuck));
        let batch = table.batch_write().put_all(&tasks(1..=30)).delete_all([key(50), key(51), key(52)]);
        let error = batch.put(&remark("p", 1, 1)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unprocessed);
        assert!(error.to_string().contains("2 of 34 writes"), "{error}");
        let left = error.unwritten().unwrap();
        assert_eq!(Vec::from_iter(left.positions()), [2, 31]);
        assert_eq!((left.len(), left.maybe_done().count()), (2, 0));
        assert_eq!(left.puts::<Task>().unwrap(), [task("p", 3)]);
        assert_eq!(left.deletes::<Task>().unwrap(), [key(51)]);
        assert!(left.puts::<Remark>().unwrap().is_empty() && left.deletes::<Remark>().unwrap().is_empty());
        // All others were done, and what is left can be sent again.
        let there = || async { numbers(table.query(Task::of("blue")).all().await.unwrap()) };
        assert_eq!(there().await, Vec::from_iter([1, 2].into_iter().chain(4..=30).chain([51])));
        faults.clear();
        table.batch_write().again(left).await.unwrap();
        assert_eq!(there().await, Vec::from_iter(1..=30));
    });
}

/// Answers that a write is unprocessed which was never sent.
struct Confused(dynamo_mock::Mock);

impl Backend for Confused {
    fn call(&self, request: Request) -> CallFuture<'_> {
        let Request::BatchWriteItem(input) = &request else { return self.0.call(request) };
        let table = input.request_items.keys().next().unwrap().clone();
        let other = dynamo_model::EntityKey::to_item(&key(999)).unwrap();
        let unprocessed_items = BTreeMap::from([(table, vec![WriteRequest::Delete(other)])]);
        let answer = BatchWriteItemOutput { unprocessed_items, ..BatchWriteItemOutput::default() };
        Box::pin(async { Ok(answer.into()) })
    }
}

#[tokio::test]
async fn an_answer_about_other_writes_leaves_nothing_untold() {
    let table = Tracker::on(Confused(dynamo_mock::Mock::new()), "tracker").create_table().await.unwrap();
    let error = table.batch_write().put_all(&tasks(1..=3)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unprocessed);
    assert_eq!(numbers(error.unwritten().unwrap().puts::<Task>().unwrap()), [1, 2, 3]);
}

#[test]
fn a_failure_leaves_nothing_untold() {
    for_each_backend(async |case| {
        let (faults, _, table) = faulty(case).await;
        // The second request fails; the first was done, and the third is not sent any more.
        let refused = Fault::Error(ServiceError::validation("no"));
        faults.add(Rule::new(refused).on("BatchWriteItem").nth(2));
        let error = table.batch_write().put_all(&tasks(1..=75)).concurrency(1).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service);
        let left = error.unwritten().unwrap();
        assert_eq!(numbers(left.puts::<Task>().unwrap()), Vec::from_iter(26..=75));
        assert_eq!(left.maybe_done().count(), 0);
        assert_eq!(table.query(Task::of("blue")).all().await.unwrap().len(), 25);
    });
}

#[test]
fn a_lost_answer_says_which_writes_may_be_done() {
    for_each_backend(async |case| {
        let (faults, _, table) = faulty(case).await;
        faults.add(Rule::new(Fault::TimeoutAfter).on("BatchWriteItem").nth(2));
        let error = table.batch_write().put_all(&tasks(1..=60)).concurrency(1).await.unwrap_err();
        assert!(error.is_outcome_unknown());
        let left = error.unwritten().unwrap();
        assert_eq!(Vec::from_iter(left.maybe_done()), Vec::from_iter(25..50));
        assert_eq!(left.len(), 35);
        table.batch_write().again(left).await.unwrap();
        assert_eq!(numbers(table.query(Task::of("blue")).all().await.unwrap()), Vec::from_iter(1..=60));
    });
}

#[test]
fn tries_of_a_batch_end() {
    for_each_backend(async |case| {
        let (faults, _, table) = faulty(case).await;
        faults.add(Rule::new(Fault::Unprocessed).on("BatchWriteItem"));
        let batch = || table.batch_write().put_all(&tasks(1..=3));
        assert!(batch().retry(Retry::never()).await.unwrap_err().is_unprocessed());
        assert_eq!(faults.injected(), 1);
        assert!(batch().retry(Retry::default().tries(4)).await.unwrap_err().is_unprocessed());
        assert_eq!(faults.injected(), 5);
        let hasty = Retry::default().tries(u32::MAX).deadline(Duration::from_millis(1));
        let error = batch().retry(hasty).await.unwrap_err();
        assert_eq!(error.unwritten().unwrap().len(), 3);
        assert!(faults.injected() < 30);
    });
}

#[test]
fn items_are_read_as_of_one_instant() {
    for_each_backend(async |case| {
        let (faults, _, table) = faulty(case).await;
        table.batch_write().put(&task("p", 1)).put(&remark("p", 1, 1)).await.unwrap();
        let keys = (key(1), Remark::key("blue", "p", 1, 1), key(2));
        let (one, remarked, none) = table.transact_get(keys).await.unwrap();
        assert_eq!((one, remarked, none), (Some(task("p", 1)), Some(remark("p", 1, 1)), None));
        let list = table.transact_get(vec![key(2), key(1)]).await.unwrap();
        assert_eq!(list, [None, Some(task("p", 1))]);

        faults.add(Rule::new(Fault::TransactionConflict).on("TransactGetItems").times(3));
        faults.add(Rule::new(Fault::InternalServerError).on("TransactGetItems").times(1));
        assert_eq!(table.transact_get([key(1)]).await.unwrap(), [Some(task("p", 1))]);
        faults.add(Rule::new(Fault::TransactionConflict).on("TransactGetItems"));
        let error = table.transact_get((key(1),)).retry(Retry::default().tries(2)).await.unwrap_err();
        assert!(error.is_transaction_canceled());
        assert_eq!(faults.injected(), 6);

        let twice = table.transact_get([key(1), key(2), key(1)]).await.unwrap_err();
        assert!(twice.to_string().contains("keys 0 and 2"), "{twice}");
        assert!(table.transact_get(Vec::<TaskKey>::new()).await.unwrap_err().is_invalid());
        let many = table.transact_get(Vec::from_iter((0..101).map(key))).await.unwrap_err();
        assert!(many.to_string().contains("not 101"), "{many}");
        assert_eq!(faults.injected(), 6);
    });
}
