use std::sync::Arc;

use dynamo_model::api::{ErrorCode, QueryInput, QueryOutput, ReturnConsumedCapacity, Select};
use dynamo_model::{AttributeValue, Item};
use dynamo_tests::{Case, for_each_backend};

use crate::shop::{item, key, n, names, order, s, shop_with, text};

/// Five orders of one customer, of which three are open, and one of another.
async fn orders(case: &Case) -> Arc<str> {
    shop_with(
        case,
        [
            order("a", "1", "open", "50"),
            order("a", "2", "done", "9"),
            order("a", "3", "open", "100"),
            order("a", "4", "done", "-1"),
            order("a", "5", "open", "7.5"),
            order("b", "1", "open", "8"),
        ],
    )
    .await
}

fn partition(table_name: &Arc<str>, pk: &str) -> QueryInput {
    QueryInput {
        table_name: Arc::clone(table_name),
        key_condition_expression: text("pk = :pk"),
        expression_attribute_values: item([(":pk", s(pk))]),
        ..QueryInput::default()
    }
}

fn by_status(table_name: &Arc<str>, status: &str) -> QueryInput {
    QueryInput {
        table_name: Arc::clone(table_name),
        index_name: text("by_status"),
        key_condition_expression: text("#s = :s"),
        expression_attribute_names: names([("#s", "status")]),
        expression_attribute_values: item([(":s", s(status))]),
        ..QueryInput::default()
    }
}

fn each(output: &QueryOutput, name: &str) -> Vec<AttributeValue> {
    output.items.iter().filter_map(|item| item.as_item().get(name).cloned()).collect()
}

#[test]
fn a_partition_is_read_in_order() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let output = case.answer(partition(&table, "a")).await;
        assert_eq!(each(&output, "sk"), ["1", "2", "3", "4", "5"].map(s));
        assert_eq!((output.count, output.scanned_count), (5, 5));
        assert_eq!(output.last_evaluated_key, None);
        assert_eq!(output.items[0].as_item(), &order("a", "1", "open", "50"));

        let backward = QueryInput { scan_index_forward: Some(false), ..partition(&table, "a") };
        let output = case.answer(backward).await;
        assert_eq!(each(&output, "sk"), ["5", "4", "3", "2", "1"].map(s));

        let output = case.answer(partition(&table, "nobody")).await;
        assert_eq!((output.items.len(), output.count, output.scanned_count), (0, 0, 0));
    });
}

#[test]
fn a_range_is_read() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let between = QueryInput {
            key_condition_expression: text("pk = :pk AND sk BETWEEN :from AND :to"),
            expression_attribute_values: item([(":from", s("2")), (":pk", s("a")), (":to", s("4"))]),
            ..partition(&table, "a")
        };
        assert_eq!(each(&case.answer(between).await, "sk"), ["2", "3", "4"].map(s));
    });
}

#[test]
fn pages_follow_the_last_evaluated_key() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let mut start: Option<Item> = None;
        let mut pages = Vec::new();
        loop {
            let page = QueryInput {
                limit: Some(2),
                exclusive_start_key: start.take(),
                consistent_read: Some(true),
                ..partition(&table, "a")
            };
            let output = case.answer(page).await;
            pages.push(each(&output, "sk"));
            match output.last_evaluated_key {
                Some(last) => start = Some(last),
                None => break,
            }
        }
        assert_eq!(pages, [vec![s("1"), s("2")], vec![s("3"), s("4")], vec![s("5")]]);

        // A page that ends exactly at the end has a key to go on from: the service does not look ahead.
        let exact = QueryInput { limit: Some(5), ..partition(&table, "a") };
        assert_eq!(case.answer(exact).await.last_evaluated_key, Some(key("a", "5")));
    });
}

#[test]
fn the_limit_counts_before_the_filter() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let query = QueryInput {
            filter_expression: text("#s = :s"),
            expression_attribute_names: names([("#s", "status")]),
            expression_attribute_values: item([(":pk", s("a")), (":s", s("done"))]),
            limit: Some(1),
            ..partition(&table, "a")
        };
        let output = case.answer(query).await;
        assert_eq!((output.count, output.scanned_count), (0, 1));
        assert_eq!(output.last_evaluated_key, Some(key("a", "1")));
    });
}

#[test]
fn a_count_has_no_items() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let output = case.answer(QueryInput { select: Some(Select::Count), ..partition(&table, "a") }).await;
        assert_eq!((output.items.len(), output.count, output.scanned_count), (0, 5, 5));
    });
}

#[test]
fn a_global_index_orders_numbers_by_value_and_projects() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let output = case.answer(by_status(&table, "open")).await;
        assert_eq!(each(&output, "total"), ["7.5", "8", "50", "100"].map(n));
        let projected = item([
            ("note", s("fragile")),
            ("pk", s("a")),
            ("sk", s("5")),
            ("status", s("open")),
            ("total", n("7.5")),
        ]);
        assert_eq!(output.items[0].as_item(), &projected);

        let page = case.answer(QueryInput { limit: Some(1), ..by_status(&table, "open") }).await;
        let last = page.last_evaluated_key.expect("three more");
        let mut both_keys = projected;
        both_keys.remove("note");
        assert_eq!(last, both_keys);
        let rest = QueryInput { exclusive_start_key: Some(last), ..by_status(&table, "open") };
        assert_eq!(each(&case.answer(rest).await, "total"), ["8", "50", "100"].map(n));
    });
}

#[test]
fn a_local_index_fetches_from_the_table() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let by_total = QueryInput { index_name: text("by_total"), ..partition(&table, "a") };
        let output = case.answer(by_total.clone()).await;
        assert_eq!(each(&output, "total"), ["-1", "7.5", "9", "50", "100"].map(n));
        assert_eq!(output.items[0].as_item().get("note"), None);

        let whole = QueryInput { select: Some(Select::AllAttributes), ..by_total };
        let output = case.answer(whole).await;
        assert_eq!(output.items[0].as_item(), &order("a", "4", "done", "-1"));
    });
}

#[test]
fn capacity_is_the_sum_rounded_once() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let query = QueryInput {
            return_consumed_capacity: Some(ReturnConsumedCapacity::Indexes),
            ..by_status(&table, "open")
        };
        let capacity = case.answer(query).await.consumed_capacity.expect("asked for");
        assert_eq!(capacity.capacity_units, 0.5);
        assert_eq!(capacity.global_secondary_indexes["by_status"].capacity_units, 0.5);
    });
}

#[test]
fn what_a_query_may_not_ask() {
    for_each_backend(async |case| {
        let table = orders(case).await;
        let refused = [
            QueryInput { consistent_read: Some(true), ..by_status(&table, "open") },
            QueryInput { select: Some(Select::AllAttributes), ..by_status(&table, "open") },
            QueryInput { key_condition_expression: text("sk = :pk"), ..partition(&table, "a") },
            QueryInput { key_condition_expression: text("pk > :pk"), ..partition(&table, "a") },
            QueryInput { key_condition_expression: None, ..partition(&table, "a") },
            QueryInput { limit: Some(0), ..partition(&table, "a") },
            QueryInput { index_name: text("absent"), ..partition(&table, "a") },
            QueryInput { filter_expression: text("sk = :pk"), ..partition(&table, "a") },
            QueryInput { projection_expression: text("#absent"), ..partition(&table, "a") },
        ];
        for query in refused {
            let shown = format!("{query:?}");
            assert_eq!(case.refusal(query).await.code, ErrorCode::Validation, "{shown}");
        }
    });
}
