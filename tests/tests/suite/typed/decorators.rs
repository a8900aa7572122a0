//! Faults, limits and the recorder under the typed API, in front of every backend.

use dynamo_mock::{Clock, Fault, Faults, Rule, Throughput, Units};
use dynamo_model::api::Request;
use dynamo_model::{ErrorKind, Retry};
use dynamo_tests::{Recorder, for_each_backend};

use super::model::{Task, Tracker, task};

#[test]
fn a_lost_answer_hides_a_write_that_happened() {
    for_each_backend(async |case| {
        let faults = Faults::new(case.backend().clone());
        let table = Tracker::on(faults.clone(), case.table_name()).create_table().await.unwrap();
        faults.add(Rule::new(Fault::TimeoutAfter).on("PutItem").times(1));
        let lost = table.create(&task("p", 1)).await.unwrap_err();
        assert!(lost.is_outcome_unknown(), "{lost:?}");
        assert!(table.create(&task("p", 1)).await.unwrap_err().is_already_exists());

        faults.add(Rule::new(Fault::Timeout).on("PutItem").times(1));
        assert!(table.create(&task("p", 2)).await.unwrap_err().is_outcome_unknown());
        table.create(&task("p", 2)).await.unwrap();
        assert_eq!(faults.injected(), 2);
    });
}

#[test]
fn faults_strike_the_partition_of_an_entity() {
    for_each_backend(async |case| {
        let rule = Rule::new(Fault::ProvisionedThroughputExceeded).on("Query").partition("pk", "TEAM#blue");
        let faults = Faults::new(case.backend().clone()).rule(rule.times(1));
        let table = Tracker::on(faults, case.table_name()).create_table().await.unwrap();
        table.create(&task("p", 1)).await.unwrap();
        let error = table.query(Task::of("blue")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Throttled);
        assert_eq!(table.query(Task::of("blue")).await.unwrap().items.len(), 1);
    });
}

#[test]
fn a_transaction_in_conflict_changes_nothing() {
    for_each_backend(async |case| {
        let faults = Faults::new(case.backend().clone());
        let table = Tracker::on(faults.clone(), case.table_name()).create_table().await.unwrap();
        table.create(&task("p", 1)).await.unwrap();
        faults.add(Rule::new(Fault::TransactionConflict).on("TransactWriteItems").times(1));
        let both = || {
            let longer = table.update(Task::key("blue", "p", 1)).add(|t| t.effort(), 1);
            table.transaction().with(longer).with(table.create(&task("p", 2)))
        };
        let error = both().retry(Retry::never()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TransactionCanceled);
        assert_eq!(error.cancellation_reasons()[0].code, "TransactionConflict");
        both().await.unwrap();
    });
}

#[test]
fn the_recorder_sums_what_each_backend_reports() {
    for_each_backend(async |case| {
        let recorder = Recorder::new(case.backend().clone()).metered().forbid("Scan");
        let table = Tracker::on(recorder.clone(), case.table_name()).create_table().await.unwrap();
        recorder.clear();
        table.create(&task("p", 1)).await.unwrap();
        table.get(Task::key("blue", "p", 1)).consistent().await.unwrap().unwrap();
        let [Request::PutItem(put), Request::GetItem(_)] = &recorder.requests()[..] else {
            panic!("a put and a get")
        };
        assert_eq!(put.return_consumed_capacity, None, "the caller did not ask");
        let used = recorder.capacity();
        assert_eq!(used.read, 1.0);
        assert!(used.write >= 1.0, "{used:?}");
        recorder.assert_no_scans();
        recorder.assert_at_most(2);
    });
}

#[test]
fn limits_hold_in_front_of_every_backend() {
    for_each_backend(async |case| {
        let limited = Throughput::new(case.backend().clone(), Clock::new())
            .partition(Units { read: 100.0, write: 1.0 });
        let table = Tracker::on(limited, case.table_name()).create_table().await.unwrap();
        table.create(&task("p", 1)).await.unwrap();
        assert!(table.create(&task("p", 2)).await.unwrap_err().is_throttled());
        table.get(Task::key("blue", "p", 1)).consistent().await.unwrap().unwrap();
    });
}
