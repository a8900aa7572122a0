use std::collections::BTreeSet;
use std::sync::Arc;

use dynamo_model::Item;
use dynamo_model::api::{ErrorCode, ScanInput, ScanOutput, Select};
use dynamo_tests::{Case, for_each_backend};

use crate::shop::{create, item, key, n, names, order, put, s, shop, text};

/// Forty orders of ten customers.
async fn orders(case: &Case) -> Arc<str> {
    let table = create(case, shop(case.table_name())).await;
    for customer in 0..10 {
        for number in 0..4 {
            let status = if number == 0 { "open" } else { "done" };
            put(case, &table, order(&format!("c{customer}"), &number.to_string(), status, "1")).await;
        }
    }
    table
}

fn all(table_name: &Arc<str>) -> ScanInput {
    ScanInput { table_name: Arc::clone(table_name), ..ScanInput::default() }
}

fn keys(output: &ScanOutput) -> Vec<(String, String)> {
    let part = |item: &Item, name| item.get(name).and_then(|value| value.as_s()).map(str::to_owned);
    let key = |item: &Item| Some((part(item, "pk")?, part(item, "sk")?));
    output.items.iter().filter_map(|item| key(item.as_item())).collect()
}

/// Every page of a scan, in order.
async fn pages(case: &Case, scan: ScanInput) -> Vec<ScanOutput> {
    let mut pages = Vec::new();
    let mut start = None;
    loop {
        let page = case.answer(ScanInput { exclusive_start_key: start.take(), ..scan.clone() }).await;
        start = page.last_evaluated_key.clone();
        pages.push(page);
        if start.is_none() {
            return pages;
        }
    }
}

#[test]
fn pages_hold_every_item_once() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let pages = pages(case, ScanInput { limit: Some(7), ..all(&table) }).await;
        assert!(pages.len() >= 6, "{} pages", pages.len());
        assert!(pages.iter().all(|page| page.scanned_count <= 7));
        let found: Vec<_> = pages.iter().flat_map(keys).collect();
        assert_eq!(found.len(), 40);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 40);
    });
}

#[test]
fn segments_hold_every_item_once() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let mut found = Vec::new();
        for segment in 0..3 {
            let scan =
                ScanInput { segment: Some(segment), total_segments: Some(3), limit: Some(5), ..all(&table) };
            found.extend(pages(case, scan).await.iter().flat_map(keys));
        }
        assert_eq!(found.len(), 40);
        assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), 40);
    });
}

#[test]
fn a_filter_and_a_count() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let scan = ScanInput {
            filter_expression: text("#s = :s AND #t = :t"),
            expression_attribute_names: names([("#s", "status"), ("#t", "total")]),
            expression_attribute_values: item([(":s", s("open")), (":t", n("1"))]),
            select: Some(Select::Count),
            ..all(&table)
        };
        let output = case.answer(scan).await;
        assert_eq!((output.items.len(), output.count, output.scanned_count), (0, 10, 40));
    });
}

#[test]
fn an_index_holds_what_has_its_keys() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        put(case, &table, key("without", "total")).await;
        let scan = ScanInput { index_name: text("by_status"), ..all(&table) };
        let output = case.answer(scan).await;
        assert_eq!(output.count, 40);
        assert!(output.items.iter().all(|item| !item.as_item().contains("secret")));

        let only = ScanInput {
            projection_expression: text("sk"),
            select: Some(Select::SpecificAttributes),
            limit: Some(1),
            ..all(&table)
        };
        let output = case.answer(only).await;
        let names: Vec<_> = output.items[0].as_item().names().cloned().collect();
        assert_eq!(names, ["sk"]);
    });
}

#[test]
fn a_segment_needs_their_number() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        for (segment, total_segments) in [(Some(0), None), (None, Some(2)), (Some(2), Some(2))] {
            let error = case.refusal(ScanInput { segment, total_segments, ..all(&table) }).await;
            assert_eq!(error.code, ErrorCode::Validation);
        }
    });
}
