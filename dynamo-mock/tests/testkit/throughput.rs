//! Limits of throughput.

use std::time::Duration;

use dynamo_mock::{Mock, Throughput, Units};
use dynamo_model::api::{
    Action, BatchWriteItemInput, BillingMode, CreateTableInput, DeleteTableInput, ErrorCode, GetItemInput,
    ProvisionedThroughput, Put, PutItemInput, QueryInput, ReturnConsumedCapacity, ScanInput,
    ThrottlingReason, TransactWriteItem, TransactWriteItemsInput, WriteRequest,
};
use dynamo_model::{BackendError, Item};

use crate::call::ask;
use crate::fixture::{call, definition, gsi, item, key, n, s};

fn on(definition: CreateTableInput) -> (Mock, Throughput) {
    let mock = Mock::new();
    call(mock.engine(), definition).unwrap();
    let backend = Throughput::new(mock.clone(), mock.clock().clone());
    (mock, backend)
}

fn provisioned(read: i64, write: i64) -> CreateTableInput {
    let units = ProvisionedThroughput { read_capacity_units: read, write_capacity_units: write };
    let mut definition = definition();
    definition.billing_mode = Some(BillingMode::Provisioned);
    definition.provisioned_throughput = Some(units);
    definition.global_secondary_indexes = vec![gsi("gsi", "g/h", "*")];
    definition.global_secondary_indexes[0].provisioned_throughput =
        Some(ProvisionedThroughput { read_capacity_units: 100, write_capacity_units: 1 });
    definition
}

fn put_of(item: Item) -> PutItemInput {
    PutItemInput { table_name: "items".into(), item, ..PutItemInput::default() }
}

fn get_of(pk: &str) -> GetItemInput {
    let consistent_read = Some(true);
    GetItemInput { table_name: "items".into(), key: key(pk, "1"), consistent_read, ..GetItemInput::default() }
}

/// How many of these calls in a row are let in, before the first one that is throttled with a code.
fn let_in<A: Action + Clone>(backend: &Throughput, input: &A, expected: ErrorCode) -> usize {
    for count in 0..10_000 {
        match ask(backend, input.clone()) {
            Ok(_) => {}
            Err(BackendError::Service { error, .. }) => {
                assert_eq!(error.code, expected);
                return count;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    10_000
}

#[test]
fn a_provisioned_table_has_its_throughput_and_gets_it_back_with_time() {
    let (mock, backend) = on(provisioned(5, 3));
    let exceeded = ErrorCode::ProvisionedThroughputExceeded;
    assert_eq!(let_in(&backend, &put_of(key("a", "1")), exceeded.clone()), 3);
    assert_eq!(let_in(&backend, &get_of("a"), exceeded.clone()), 5);
    mock.clock().advance(Duration::from_secs(60));
    assert_eq!(let_in(&backend, &get_of("a"), exceeded.clone()), 5, "only one second's worth is kept");
    mock.clock().advance(Duration::from_millis(400));
    assert_eq!(let_in(&backend, &get_of("a"), exceeded.clone()), 2);

    let (mock, backend) = on(provisioned(5, 3));
    let backend = backend.burst(Duration::from_secs(300));
    assert_eq!(let_in(&backend, &put_of(key("a", "1")), exceeded), 900);
    drop(mock);
}

#[test]
fn a_large_write_leaves_a_debt() {
    let (mock, backend) = on(provisioned(5, 3));
    let mut large = key("a", "1");
    large.insert("body", s(&"x".repeat(9_000)));
    ask(&backend, put_of(large)).unwrap();
    // 9 units were used of 3.
    for _ in 0..2 {
        assert!(ask(&backend, put_of(key("b", "1"))).is_err());
        mock.clock().advance(Duration::from_secs(1));
    }
    assert!(ask(&backend, put_of(key("b", "1"))).is_err());
    mock.clock().advance(Duration::from_secs(1));
    ask(&backend, put_of(key("b", "1"))).unwrap();
}

#[test]
fn a_hot_partition_is_throttled_and_the_others_are_not() {
    let (_, backend) = on(definition());
    let backend = backend.partition(Units { read: 4.0, write: 2.0 });
    assert_eq!(let_in(&backend, &put_of(key("hot", "1")), ErrorCode::Throttling), 2);
    ask(&backend, put_of(key("cold", "1"))).unwrap();
    let query = |pk: &str| QueryInput {
        table_name: "items".into(),
        key_condition_expression: Some("pk = :p".to_owned()),
        expression_attribute_values: item(&[(":p", s(pk))]),
        ..QueryInput::default()
    };
    assert_eq!(let_in(&backend, &query("hot"), ErrorCode::Throttling), 8);
    ask(&backend, query("cold")).unwrap();
    ask(&backend, ScanInput { table_name: "items".into(), ..ScanInput::default() }).unwrap();
}

#[test]
fn the_service_s_limit_of_a_partition_holds_by_default() {
    let (_, backend) = on(definition());
    assert_eq!(let_in(&backend, &put_of(key("hot", "1")), ErrorCode::Throttling), 1_000);
}

#[test]
fn an_index_that_cannot_follow_holds_its_table_up() {
    let (mock, backend) = on(provisioned(100, 100));
    let mut indexed = key("a", "1");
    indexed.extend(item(&[("g", s("g")), ("h", n("1"))]));
    ask(&backend, put_of(indexed)).unwrap();
    assert!(ask(&backend, put_of(key("b", "1"))).is_err());
    mock.clock().advance(Duration::from_secs(1));
    ask(&backend, put_of(key("b", "1"))).unwrap();
}

#[test]
fn batches_and_transactions_are_throttled_by_their_parts() {
    let (mock, backend) = on(definition());
    let backend = backend.partition(Units { read: 1.0, write: 1.0 });
    ask(&backend, put_of(key("hot", "1"))).unwrap();
    let writes = vec![WriteRequest::Put(key("cold", "1")), WriteRequest::Put(key("hot", "2"))];
    let batch = BatchWriteItemInput {
        request_items: [("items".to_owned(), writes)].into(),
        ..BatchWriteItemInput::default()
    };
    let left = ask(&backend, batch.clone()).unwrap().unprocessed_items;
    assert_eq!(left.get("items"), Some(&vec![WriteRequest::Put(key("hot", "2"))]));
    assert!(ask(&backend, batch).is_err(), "both partitions are hot by now");

    mock.clock().advance(Duration::from_secs(1));
    ask(&backend, put_of(key("hot", "1"))).unwrap();
    let put = |pk: &str| {
        TransactWriteItem::Put(Put { table_name: "items".into(), item: key(pk, "9"), ..Put::default() })
    };
    let input = TransactWriteItemsInput {
        transact_items: vec![put("cold"), put("hot")],
        ..TransactWriteItemsInput::default()
    };
    let Err(BackendError::Service { error, .. }) = ask(&backend, input) else { panic!("not cancelled") };
    let codes: Vec<&str> = error.cancellation_reasons.iter().map(|reason| &*reason.code).collect();
    assert_eq!(codes, ["None", "ThrottlingError"]);
}

#[test]
fn limits_can_be_set_and_callers_see_what_they_asked_for() {
    let (_, backend) = on(definition());
    let backend = backend.table("items", Units { read: 2.0, write: 2.0 });
    let output = ask(&backend, put_of(key("a", "1"))).unwrap();
    assert_eq!(output.consumed_capacity, None);
    let total = Some(ReturnConsumedCapacity::Total);
    let output =
        ask(&backend, PutItemInput { return_consumed_capacity: total, ..put_of(key("b", "1")) }).unwrap();
    let report = output.consumed_capacity.unwrap();
    assert_eq!((report.capacity_units, report.table), (1.0, None));
    assert!(ask(&backend, put_of(key("c", "1"))).is_err());
}

#[test]
fn a_condition_that_fails_costs_as_well() {
    let (_, backend) = on(definition());
    let backend = backend.partition(Units { read: 1.0, write: 2.0 });
    ask(&backend, put_of(key("a", "1"))).unwrap();
    let create = PutItemInput {
        condition_expression: Some("attribute_not_exists(pk)".to_owned()),
        ..put_of(key("a", "1"))
    };
    assert_eq!(let_in(&backend, &create, ErrorCode::ConditionalCheckFailed), 0);
    assert_eq!(let_in(&backend, &create, ErrorCode::Throttling), 0);
}

#[test]
fn a_table_that_is_created_anew_has_all_its_throughput() {
    let (_, backend) = on(definition());
    let backend = backend.table("items", Units { read: 1.0, write: 1.0 });
    ask(&backend, put_of(key("a", "1"))).unwrap();
    assert!(ask(&backend, put_of(key("a", "1"))).is_err());
    ask(&backend, DeleteTableInput { table_name: "items".into() }).unwrap();
    ask(&backend, definition()).unwrap();
    ask(&backend, put_of(key("a", "1"))).unwrap();
}

/// The reasons of the first call in a row that is throttled, as `reason resource`.
fn reasons<A: Action + Clone>(backend: &Throughput, input: &A) -> Vec<String> {
    for _ in 0..10_000 {
        let Err(error) = ask(backend, input.clone()) else { continue };
        let BackendError::Service { error, .. } = error else { panic!("{error:?}") };
        let show = |reason: &ThrottlingReason| {
            let (reason, resource) = (reason.reason.as_deref(), reason.resource.as_deref());
            format!("{} {}", reason.unwrap_or_default(), resource.unwrap_or_default())
        };
        return error.throttling_reasons.iter().map(show).collect();
    }
    panic!("never throttled");
}

#[test]
fn what_is_used_up_is_named() {
    const ITEMS: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/items";
    let (_, backend) = on(provisioned(5, 3));
    let plain = put_of(key("a", "1"));
    assert_eq!(reasons(&backend, &plain), [format!("TableWriteProvisionedThroughputExceeded {ITEMS}")]);
    let (_, backend) = on(provisioned(5, 100));
    let indexed = put_of(key("a", "1").into_iter().chain(item(&[("g", s("g")), ("h", n("1"))])).collect());
    assert!(ask(&backend, indexed.clone()).is_ok());
    let deleted = put_of(key("a", "1"));
    assert_eq!(
        reasons(&backend, &deleted),
        [format!("IndexWriteProvisionedThroughputExceeded {ITEMS}/index/gsi")]
    );
    let (_, backend) = on(definition());
    let hot = backend.clone().partition(Units { read: 10.0, write: 2.0 });
    assert_eq!(reasons(&hot, &plain), [format!("TableWriteKeyRangeThroughputExceeded {ITEMS}")]);
    let (_, backend) = on(definition());
    let bounded = backend.table("items", Units { read: 3.0, write: 3.0 });
    assert_eq!(reasons(&bounded, &get_of("a")), [format!("TableReadMaxOnDemandThroughputExceeded {ITEMS}")]);
}
