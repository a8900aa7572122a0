use std::collections::BTreeSet;

use dynamo_mock::Engine;
use dynamo_model::AttributeValue;
use dynamo_model::api::{ReturnedItem, ScanInput, Select};

use crate::fixture::{call, engine, item, key, n, put, refused, s};

fn input() -> ScanInput {
    ScanInput { table_name: "items".into(), ..ScanInput::default() }
}

/// An engine with 200 items in 100 partitions.
fn stocked() -> Engine {
    let engine = engine();
    for at in 0..200 {
        let mut stored = key(&format!("p{}", at / 2), &format!("s{at}"));
        stored.insert("a", n(&at.to_string()));
        if at % 2 == 0 {
            stored.insert("g", s("g"));
            stored.insert("h", n(&at.to_string()));
        }
        put(&engine, stored);
    }
    engine
}

fn sort_keys(items: &[ReturnedItem]) -> Vec<String> {
    let sort_key =
        |item: &ReturnedItem| item.as_item().get("sk").and_then(AttributeValue::as_s).unwrap().to_owned();
    items.iter().map(sort_key).collect()
}

fn pages(engine: &Engine, scan: &ScanInput) -> Vec<String> {
    let (mut found, mut start) = (Vec::new(), None);
    loop {
        let page = call(engine, ScanInput { exclusive_start_key: start, ..scan.clone() }).unwrap();
        found.extend(sort_keys(&page.items));
        match page.last_evaluated_key {
            Some(key) => start = Some(key),
            None => return found,
        }
    }
}

#[test]
fn pages_joined_are_the_whole_and_partitions_stay_together() {
    let engine = stocked();
    let whole = sort_keys(&call(&engine, input()).unwrap().items);
    assert_eq!(whole.len(), 200);
    assert_eq!(pages(&engine, &ScanInput { limit: Some(7), ..input() }), whole);
    for pair in whole.chunks(2) {
        let number = |text: &String| text[1..].parse::<u32>().unwrap();
        assert_eq!(number(&pair[0]) / 2, number(&pair[1]) / 2);
    }
    // The order does not depend on the order of the writes.
    let again = stocked();
    assert_eq!(sort_keys(&call(&again, input()).unwrap().items), whole);
}

#[test]
fn segments_are_disjoint_and_complete() {
    let engine = stocked();
    for total in [1, 2, 3, 7, 1_000_000] {
        let mut seen = BTreeSet::new();
        let segments: Vec<i32> = if total < 10 { (0..total).collect() } else { vec![0, 1, 999_999] };
        for segment in segments {
            let scan =
                ScanInput { segment: Some(segment), total_segments: Some(total), limit: Some(5), ..input() };
            for sort_key in pages(&engine, &scan) {
                assert!(seen.insert(sort_key));
            }
        }
        assert!(total > 10 || seen.len() == 200, "{total}");
    }
}

#[test]
fn segments_keep_their_rules() {
    let scan = |segment, total_segments| call(&stocked(), ScanInput { segment, total_segments, ..input() });
    const DETECTED: &str = "1 validation error detected: Value at";
    const FAILED: &str = "failed to satisfy constraint: Member must have value";
    refused(
        scan(Some(0), None),
        "The TotalSegments parameter is required but was not present in the request when Segment parameter is \
         present",
    );
    refused(
        scan(None, Some(1)),
        "The Segment parameter is required but was not present in the request when parameter TotalSegments is \
         present",
    );
    refused(
        scan(Some(2), Some(2)),
        "The Segment parameter is zero-based and must be less than parameter TotalSegments",
    );
    refused(scan(Some(-1), Some(2)), &format!("{DETECTED} 'Segment' {FAILED} greater than or equal to 0"));
    refused(
        scan(Some(0), Some(0)),
        &format!("{DETECTED} 'TotalSegments' {FAILED} greater than or equal to 1"),
    );
    refused(
        scan(Some(0), Some(1_000_001)),
        &format!("{DETECTED} 'TotalSegments' {FAILED} less than or equal to 1000000"),
    );
    let outside = (0..2).filter(|segment| {
        let start = ScanInput {
            segment: Some(*segment),
            total_segments: Some(2),
            exclusive_start_key: Some(key("p0", "s0")),
            ..input()
        };
        call(&stocked(), start)
            .is_err_and(|error| error.message == "Exclusive start key must lie within the segment")
    });
    assert_eq!(outside.count(), 1);
}

#[test]
fn a_filter_may_use_keys_and_counts_after_the_limit() {
    let filter = |text: &str, value, limit| {
        let scan = ScanInput {
            filter_expression: Some(text.to_owned()),
            expression_attribute_values: item(&[(":x", value)]),
            limit,
            ..input()
        };
        call(&stocked(), scan).unwrap()
    };
    assert_eq!(filter("pk = :x", s("p7"), None).count, 2);
    let page = filter("a < :x", n("0"), Some(10));
    assert_eq!((page.count, page.scanned_count, page.last_evaluated_key.is_some()), (0, 10, true));
}

#[test]
fn an_index_is_scanned_without_the_items_that_it_lacks() {
    let engine = stocked();
    let count = |index: &str| {
        let scan = ScanInput { index_name: Some(index.to_owned()), select: Some(Select::Count), ..input() };
        call(&engine, scan).unwrap().count
    };
    assert_eq!((count("gsi"), count("inc"), count("lsi")), (100, 100, 0));
    let scan = ScanInput { index_name: Some("gsi".to_owned()), limit: Some(9), ..input() };
    assert_eq!(pages(&engine, &scan).len(), 100);
    refused(
        call(&engine, ScanInput { consistent_read: Some(true), ..scan }),
        "Consistent reads are not supported on global secondary indexes",
    );
}
