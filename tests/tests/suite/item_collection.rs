//! The sizes of item collections, which tables with local indexes report.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::api::{
    BatchWriteItemInput, ItemCollectionMetrics, Put, PutItemInput, ReturnItemCollectionMetrics,
    TransactWriteItem, TransactWriteItemsInput, WriteRequest,
};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, order, s, shop_with};

const SIZE: Option<ReturnItemCollectionMetrics> = Some(ReturnItemCollectionMetrics::Size);

fn small(pk: &str) -> ItemCollectionMetrics {
    let item_collection_key = [("pk".to_owned(), s(pk))].into_iter().collect();
    ItemCollectionMetrics { item_collection_key, size_estimate_range_gb: vec![0.0, 1.0] }
}

#[test]
fn a_put_reports_the_size() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, []).await;
        let put = PutItemInput {
            table_name,
            item: order("a", "1", "open", "5"),
            return_item_collection_metrics: SIZE,
            ..PutItemInput::default()
        };
        assert_eq!(case.answer(put).await.item_collection_metrics, Some(small("a")));
    });
}

#[test]
fn batches_and_transactions_report_sizes_per_table() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let writes = vec![WriteRequest::Put(key("a", "1")), WriteRequest::Put(key("a", "2"))];
        let batch = BatchWriteItemInput {
            request_items: [(table.to_string(), writes)].into(),
            return_item_collection_metrics: SIZE,
            ..BatchWriteItemInput::default()
        };
        let expected = BTreeMap::from([(table.to_string(), vec![small("a")])]);
        assert_eq!(case.answer(batch).await.item_collection_metrics, expected);

        let put = Put { table_name: Arc::clone(&table), item: key("a", "3"), ..Put::default() };
        let transaction = TransactWriteItemsInput {
            transact_items: vec![TransactWriteItem::Put(put)],
            return_item_collection_metrics: SIZE,
            ..TransactWriteItemsInput::default()
        };
        assert_eq!(case.answer(transaction).await.item_collection_metrics, expected);
    });
}

#[test]
fn nothing_is_reported_unasked() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, []).await;
        let put = PutItemInput {
            table_name,
            item: item([("pk", s("a")), ("sk", s("1"))]),
            ..PutItemInput::default()
        };
        assert_eq!(case.answer(put).await.item_collection_metrics, None);
    });
}
