//! The recorder and its assertions.

use std::panic::{AssertUnwindSafe, catch_unwind};

use dynamo_mock::{Fault, Faults, Mock, Outcome, Recorder, Rule, Units};
use dynamo_model::BackendError;
use dynamo_model::api::{
    BatchWriteItemInput, DescribeTableInput, ErrorCode, GetItemInput, PutItemInput, QueryInput,
    ReturnConsumedCapacity, ScanInput, WriteRequest,
};

use crate::call::ask;
use crate::fixture::{call, definition, item, key, n, s};

fn mock() -> Mock {
    let mock = Mock::new();
    call(mock.engine(), definition()).unwrap();
    mock
}

fn stored() -> PutItemInput {
    let mut stored = key("a", "1");
    stored.extend(item(&[("g", s("g")), ("h", n("1"))]));
    PutItemInput { table_name: "items".into(), item: stored, ..PutItemInput::default() }
}

fn scan() -> ScanInput {
    ScanInput { table_name: "items".into(), ..ScanInput::default() }
}

fn by_index() -> QueryInput {
    QueryInput {
        table_name: "items".into(),
        index_name: Some("gsi".to_owned()),
        key_condition_expression: Some("g = :g".to_owned()),
        expression_attribute_values: item(&[(":g", s("secret"))]),
        ..QueryInput::default()
    }
}

fn panics(check: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(check)).expect_err("the assertion holds");
    panic.downcast_ref::<String>().cloned().unwrap()
}

#[test]
fn requests_and_answers_are_kept_in_order() {
    let faults = Faults::new(mock()).rule(Rule::new(Fault::Timeout).on("DescribeTable"));
    let recorder = Recorder::new(faults);
    ask(&recorder, stored()).unwrap();
    ask(&recorder, DescribeTableInput { table_name: "items".into() }).unwrap_err();
    let nowhere = GetItemInput { table_name: "none".into(), key: key("a", "1"), ..GetItemInput::default() };
    ask(&recorder, nowhere).unwrap_err();
    let calls = recorder.calls();
    assert!(matches!(calls[0].outcome(), Outcome::Answered(response) if response.action() == "PutItem"));
    assert!(matches!(calls[1].outcome(), Outcome::NoAnswer(_)));
    assert!(
        matches!(calls[2].outcome(), Outcome::Refused(error) if error.code == ErrorCode::ResourceNotFound)
    );
    assert_eq!(calls[0].tables(), ["items"]);
    assert_eq!(recorder.requests()[0], stored().into());
    assert_eq!((recorder.count(), recorder.count_of("PutItem")), (3, 1));
    assert_eq!(recorder.take().len(), 3);
    assert_eq!(recorder.count(), 0);
}

#[test]
fn assertions_hold_or_list_the_calls_without_values() {
    let recorder = Recorder::new(mock());
    ask(&recorder, by_index()).unwrap();
    recorder.assert_no_scans();
    recorder.assert_at_most(1);
    recorder.assert_count("Query", 1);
    recorder.assert_index("gsi");
    ask(&recorder, scan()).unwrap();
    let reads = [(None, 1), (Some("gsi".to_owned()), 1)];
    assert_eq!(recorder.reads_by_index(), reads.into());
    let message = "no Scan was expected; the calls were:\n  Query items/gsi\n  Scan items";
    assert_eq!(panics(|| recorder.assert_no_scans()), message);
    assert!(panics(|| recorder.assert_at_most(1)).starts_with("at most 1 calls were expected"));
    assert!(panics(|| recorder.assert_count("Query", 2)).starts_with("2 calls of Query were expected"));
    assert!(panics(|| recorder.assert_index("lsi")).starts_with("a read of the index lsi was expected"));
    recorder.clear();
    recorder.assert_at_most(0);
}

#[test]
fn a_forbidden_action_is_an_error_and_is_not_passed_on() {
    let mock = mock();
    let inner = Recorder::new(mock);
    let outer = Recorder::new(inner.clone()).forbid("Scan");
    let error = ask(&outer, scan()).unwrap_err();
    assert!(matches!(error, BackendError::Service { error, .. } if error.code == ErrorCode::Validation));
    assert_eq!((inner.count(), outer.count_of("Scan")), (0, 1));
    assert_eq!(outer.calls()[0].outcome(), &Outcome::Forbidden);
    ask(&outer, stored()).unwrap();
}

#[test]
fn capacity_is_summed_and_callers_see_what_they_asked_for() {
    let recorder = Recorder::new(mock()).metered();
    assert_eq!(ask(&recorder, stored()).unwrap().consumed_capacity, None);
    // One unit for the table and one for each of two global indexes.
    assert_eq!(recorder.capacity(), Units { read: 0.0, write: 3.0 });
    let total = Some(ReturnConsumedCapacity::Total);
    let report = ask(&recorder, QueryInput { return_consumed_capacity: total, ..by_index() }).unwrap();
    let report = report.consumed_capacity.unwrap();
    assert_eq!((report.capacity_units, report.table), (0.5, None));
    assert!(report.global_secondary_indexes.is_empty());
    let parts = Some(ReturnConsumedCapacity::Indexes);
    let report = ask(&recorder, QueryInput { return_consumed_capacity: parts, ..by_index() }).unwrap();
    assert!(report.consumed_capacity.unwrap().global_secondary_indexes.contains_key("gsi"));
    let batch = BatchWriteItemInput {
        request_items: [("items".to_owned(), vec![WriteRequest::Delete(key("a", "1"))])].into(),
        ..BatchWriteItemInput::default()
    };
    assert!(ask(&recorder, batch).unwrap().consumed_capacity.is_empty());
    assert_eq!(recorder.capacity(), Units { read: 1.0, write: 6.0 });
    recorder.assert_capacity_at_most(Units { read: 1.0, write: 6.0 });
    let message = panics(|| recorder.assert_capacity_at_most(Units { read: 0.5, write: 6.0 }));
    assert!(message.contains("Query items/gsi"), "{message}");
    assert_eq!(recorder.requests()[1], QueryInput { return_consumed_capacity: total, ..by_index() }.into());
}
