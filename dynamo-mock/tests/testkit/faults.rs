//! Injected faults.

use dynamo_mock::{Fault, Faults, Mock, Rule};
use dynamo_model::api::{
    Action, BatchGetItemInput, BatchWriteItemInput, DeleteItemInput, DescribeTableInput, ErrorCode,
    GetItemInput, KeysAndAttributes, Put, PutItemInput, QueryInput, ScanInput, ServiceError,
    ThrottlingReason, TransactWriteItem, TransactWriteItemsInput, WriteRequest,
};
use dynamo_model::{Backend, BackendError, Item};

use crate::call::ask;
use crate::fixture::{call, definition, get, item, key, s};

fn mock() -> Mock {
    let mock = Mock::new();
    call(mock.engine(), definition()).unwrap();
    mock
}

fn put_of(pk: &str, sk: &str) -> PutItemInput {
    PutItemInput { table_name: "items".into(), item: key(pk, sk), ..PutItemInput::default() }
}

fn get_of(pk: &str, sk: &str) -> GetItemInput {
    GetItemInput { table_name: "items".into(), key: key(pk, sk), ..GetItemInput::default() }
}

fn query_of(pk: &str) -> QueryInput {
    QueryInput {
        table_name: "items".into(),
        key_condition_expression: Some("pk = :p AND begins_with(sk, :s)".to_owned()),
        expression_attribute_values: item(&[(":p", s(pk)), (":s", s("1"))]),
        ..QueryInput::default()
    }
}

/// The code of the error, or nothing when the call succeeds.
fn code<A: Action>(backend: &Faults, input: A) -> Option<ErrorCode> {
    match ask(backend, input) {
        Ok(_) => None,
        Err(BackendError::Service { error, .. }) => Some(error.code),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn each_throttling_has_its_code() {
    for (fault, expected) in [
        (Fault::ProvisionedThroughputExceeded, ErrorCode::ProvisionedThroughputExceeded),
        (Fault::Throttling, ErrorCode::Throttling),
        (Fault::RequestLimitExceeded, ErrorCode::RequestLimitExceeded),
        (Fault::InternalServerError, ErrorCode::InternalServerError),
        (Fault::TransactionConflict, ErrorCode::TransactionConflict),
    ] {
        let mock = mock();
        let backend = Faults::new(mock.clone()).rule(fault);
        assert_eq!(code(&backend, put_of("a", "1")), Some(expected.clone()));
        assert!(expected.is_retryable());
        assert_eq!(get(mock.engine(), "a", "1"), None, "nothing is written");
    }
    let own = ServiceError::new(ErrorCode::LimitExceeded, "enough");
    assert_eq!(
        code(&Faults::new(mock()).rule(Fault::Error(own)), get_of("a", "1")),
        Some(ErrorCode::LimitExceeded)
    );
}

#[test]
fn rules_select_by_action_table_and_key() {
    let throttled = Some(ErrorCode::Throttling);
    let backend = Faults::new(mock()).rule(Rule::new(Fault::Throttling).on("PutItem"));
    assert_eq!(code(&backend, put_of("a", "1")), throttled);
    assert_eq!(code(&backend, get_of("a", "1")), None);

    let backend = Faults::new(mock()).rule(Rule::new(Fault::Throttling).table("others"));
    assert_eq!(code(&backend, put_of("a", "1")), None);

    let backend = Faults::new(mock()).rule(Rule::new(Fault::Throttling).partition("pk", "hot"));
    assert_eq!(code(&backend, put_of("cold", "1")), None);
    assert_eq!(code(&backend, put_of("hot", "1")), throttled);
    assert_eq!(code(&backend, query_of("hot")), throttled);
    assert_eq!(code(&backend, query_of("cold")), None);
    let scan = ScanInput { table_name: "items".into(), ..ScanInput::default() };
    assert_eq!(code(&backend, scan), None, "a Scan names no item");

    let backend = Faults::new(mock()).rule(Rule::new(Fault::Throttling).key(key("a", "1")));
    assert_eq!(code(&backend, get_of("a", "1")), throttled);
    assert_eq!(code(&backend, get_of("a", "2")), None);
    assert_eq!(backend.injected(), 1);
}

#[test]
fn rules_count_the_calls_that_fit() {
    let backend = Faults::new(mock()).rule(Rule::new(Fault::Throttling).on("GetItem").nth(2));
    let mut struck = Vec::new();
    for _ in 0..4 {
        assert_eq!(code(&backend, put_of("a", "1")), None);
        struck.push(code(&backend, get_of("a", "1")).is_some());
    }
    assert_eq!(struck, [false, true, false, false]);
    backend.clear();
    backend.add(Rule::new(Fault::Throttling).skip(1).times(2));
    let struck: Vec<bool> = (0..5).map(|_| code(&backend, get_of("a", "1")).is_some()).collect();
    assert_eq!(struck, [false, true, true, false, false]);
}

#[test]
fn chance_is_the_same_for_the_same_seed() {
    let run = |seed| -> Vec<bool> {
        let backend = Faults::new(mock()).with_seed(seed).rule(Rule::new(Fault::Timeout).probability(0.3));
        (0..400).map(|_| ask(&backend, get_of("a", "1")).is_err()).collect()
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
    let struck = run(7).into_iter().filter(|struck| *struck).count();
    assert!((80..160).contains(&struck), "{struck} of 400");
    let never = Faults::new(mock()).rule(Rule::new(Fault::Timeout).probability(0.0));
    assert!(ask(&never, get_of("a", "1")).is_ok());
}

#[test]
fn a_time_out_comes_before_the_write_or_after_it() {
    for (fault, written) in [
        (Fault::Timeout, false),
        (Fault::TimeoutAfter, true),
        (Fault::InternalServerError, false),
        (Fault::InternalServerErrorAfter, true),
    ] {
        let mock = mock();
        let backend = Faults::new(mock.clone()).rule(Rule::new(fault.clone()).times(1));
        let error = ask(&backend, put_of("a", "1")).unwrap_err();
        let timed_out = matches!(fault, Fault::Timeout | Fault::TimeoutAfter);
        assert_eq!(matches!(error, BackendError::Transport(_)), timed_out, "{fault:?}");
        assert!(dynamo_model::Error::from(error).is_outcome_unknown());
        assert_eq!(get(mock.engine(), "a", "1").is_some(), written, "{fault:?}");
    }
}

fn batch(sort_keys: &[&str]) -> BatchWriteItemInput {
    let writes = sort_keys.iter().map(|sk| WriteRequest::Put(key("a", sk))).collect();
    BatchWriteItemInput {
        request_items: [("items".to_owned(), writes)].into(),
        ..BatchWriteItemInput::default()
    }
}

#[test]
fn parts_of_a_batch_stay_unprocessed() {
    let mock = mock();
    let rule = Rule::new(Fault::Unprocessed).on("BatchWriteItem").key(key("a", "2")).times(1);
    let backend = Faults::new(mock.clone()).rule(rule);
    let output = ask(&backend, batch(&["1", "2", "3"])).unwrap();
    assert_eq!(output.unprocessed_items, batch(&["2"]).request_items);
    assert_eq!(get(mock.engine(), "a", "2"), None);
    assert!(get(mock.engine(), "a", "3").is_some());
    assert_eq!(code(&backend, get_of("a", "2")), None, "only batches have parts");

    backend.add(Rule::new(Fault::Unprocessed).on("BatchGetItem").parts(2).times(1));
    let keys: Vec<Item> = ["1", "2", "3"].iter().map(|sk| key("a", sk)).collect();
    let wanted = KeysAndAttributes { keys, consistent_read: Some(true), ..KeysAndAttributes::default() };
    let input = BatchGetItemInput {
        request_items: [("items".to_owned(), wanted)].into(),
        ..BatchGetItemInput::default()
    };
    let output = ask(&backend, input.clone()).unwrap();
    assert_eq!(output.responses.get("items").map(Vec::len), Some(1));
    let left = output.unprocessed_keys.get("items").unwrap();
    assert_eq!((left.keys.len(), left.consistent_read), (2, Some(true)));
    assert!(ask(&backend, input).unwrap().unprocessed_keys.is_empty());

    backend.add(Fault::Unprocessed);
    let output = ask(&backend, batch(&["8", "9"])).unwrap();
    assert_eq!(output.unprocessed_items, batch(&["8", "9"]).request_items);
    assert_eq!(get(mock.engine(), "a", "8"), None);
}

#[test]
fn a_batch_is_throttled_as_the_service_does_it() {
    let mock = mock();
    let rule = Rule::new(Fault::ProvisionedThroughputExceeded).key(key("a", "2"));
    let backend = Faults::new(mock.clone()).rule(rule);
    let output = ask(&backend, batch(&["1", "2"])).unwrap();
    assert_eq!(output.unprocessed_items, batch(&["2"]).request_items);
    assert_eq!(code(&backend, batch(&["2"])), Some(ErrorCode::ProvisionedThroughputExceeded));
}

#[test]
fn a_transaction_is_cancelled_with_a_reason_at_the_position() {
    let put = |sk: &str| {
        TransactWriteItem::Put(Put { table_name: "items".into(), item: key("a", sk), ..Put::default() })
    };
    for (fault, expected) in [
        (Fault::TransactionConflict, "TransactionConflict"),
        (Fault::Throttling, "ThrottlingError"),
        (Fault::ProvisionedThroughputExceeded, "ProvisionedThroughputExceeded"),
    ] {
        let mock = mock();
        let backend = Faults::new(mock.clone()).rule(Rule::new(fault).key(key("a", "2")).times(1));
        let input = TransactWriteItemsInput {
            transact_items: vec![put("1"), put("2")],
            ..TransactWriteItemsInput::default()
        };
        let Err(BackendError::Service { error, .. }) = ask(&backend, input.clone()) else {
            panic!("not cancelled")
        };
        assert_eq!(error.code, ErrorCode::TransactionCanceled);
        let codes: Vec<&str> = error.cancellation_reasons.iter().map(|reason| &*reason.code).collect();
        assert_eq!(codes, ["None", expected]);
        assert!(error.message.ends_with(&format!("[None, {expected}]")), "{}", error.message);
        assert_eq!(get(mock.engine(), "a", "1"), None);
        assert_eq!(code(&backend, input), None);
    }
}

#[test]
fn faults_can_be_put_around_faults() {
    let inner = Faults::new(mock()).rule(Rule::new(Fault::Throttling).on("DeleteItem"));
    let outer = Faults::new(inner).rule(Rule::new(Fault::RequestLimitExceeded).on("GetItem"));
    let delete =
        DeleteItemInput { table_name: "items".into(), key: key("a", "1"), ..DeleteItemInput::default() };
    assert_eq!(code(&outer, delete), Some(ErrorCode::Throttling));
    assert_eq!(code(&outer, get_of("a", "1")), Some(ErrorCode::RequestLimitExceeded));
}

/// The reasons of a call that is throttled, as `reason resource`.
fn reasons<A: Action>(backend: &impl Backend, input: A) -> Vec<String> {
    let error = match ask(backend, input) {
        Err(BackendError::Service { error, .. }) => error,
        other => panic!("not refused: {:?}", other.err()),
    };
    let show = |reason: ThrottlingReason| {
        format!("{} {}", reason.reason.unwrap_or_default(), reason.resource.unwrap_or_default())
    };
    error.throttling_reasons.into_iter().map(show).collect()
}

#[test]
fn throttling_says_what_is_throttled() {
    const ITEMS: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/items";
    let backend = Faults::new(mock()).rule(Fault::ProvisionedThroughputExceeded);
    let put = put_of("a", "1");
    assert_eq!(reasons(&backend, put.clone()), [format!("TableWriteProvisionedThroughputExceeded {ITEMS}")]);
    assert_eq!(
        reasons(&backend, get_of("a", "1")),
        [format!("TableReadProvisionedThroughputExceeded {ITEMS}")]
    );
    let by_index = QueryInput { index_name: Some("gsi".to_owned()), ..query_of("a") };
    let backend = Faults::new(mock()).rule(Fault::Throttling);
    assert_eq!(
        reasons(&backend, by_index),
        [format!("IndexReadKeyRangeThroughputExceeded {ITEMS}/index/gsi")]
    );
    assert_eq!(
        reasons(&backend, batch(&["1", "2"])),
        [format!("TableWriteKeyRangeThroughputExceeded {ITEMS}")],
        "each resource once"
    );
    let none: [String; 0] = [];
    assert_eq!(reasons(&backend, DescribeTableInput { table_name: "items".into() }), none);
    let backend = Faults::new(mock()).rule(Fault::RequestLimitExceeded);
    assert_eq!(reasons(&backend, put.clone()), [format!("TableWriteAccountLimitExceeded {ITEMS}")]);
    assert_eq!(reasons(&Faults::new(mock()).rule(Fault::InternalServerError), put), none);
}
