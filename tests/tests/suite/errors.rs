//! What the errors of every action have in common.

use std::sync::Arc;

use dynamo_model::BackendError;
use dynamo_model::api::{
    DeleteItemInput, ErrorCode, GetItemInput, PutItemInput, QueryInput, Request, ScanInput, UpdateItemInput,
};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, n, names, s, shop_with, text};

#[test]
fn an_absent_table_is_not_found() {
    for_each_backend(async |case| {
        let table_name: Arc<str> = "absent".into();
        let requests: [Request; 6] = [
            GetItemInput { table_name: Arc::clone(&table_name), key: key("a", "1"), ..Default::default() }
                .into(),
            PutItemInput { table_name: Arc::clone(&table_name), item: key("a", "1"), ..Default::default() }
                .into(),
            UpdateItemInput { table_name: Arc::clone(&table_name), key: key("a", "1"), ..Default::default() }
                .into(),
            DeleteItemInput { table_name: Arc::clone(&table_name), key: key("a", "1"), ..Default::default() }
                .into(),
            QueryInput {
                table_name: Arc::clone(&table_name),
                key_condition_expression: text("pk = :pk"),
                expression_attribute_values: item([(":pk", s("a"))]),
                ..Default::default()
            }
            .into(),
            ScanInput { table_name, ..Default::default() }.into(),
        ];
        for request in requests {
            let action = request.action();
            match case.backend().call(request).await {
                Err(BackendError::Service { error, .. }) => {
                    assert_eq!(error.code, ErrorCode::ResourceNotFound, "{action}");
                    assert!(!error.message.is_empty(), "{action}");
                }
                other => panic!("{action}: {other:?}"),
            }
        }
    });
}

#[test]
fn expressions_are_checked_whole() {
    for_each_backend(async |case| {
        let table_name = shop_with(case, []).await;
        let update = |expression: &str| UpdateItemInput {
            table_name: Arc::clone(&table_name),
            key: key("a", "1"),
            update_expression: text(expression),
            expression_attribute_names: names([("#t", "total")]),
            expression_attribute_values: item([(":t", n("7"))]),
            ..UpdateItemInput::default()
        };
        for expression in [
            "SET #t = :t, #absent = :t",
            "SET #t = :absent",
            "SET #t = #t",
            "SET note = :t",
            "SET #t = :t SET note = :t",
            "SET #t = :t, #t.x = :t",
            "SET #t = :t, status = :t",
            "SET #t :t",
            "",
        ] {
            let error = case.refusal(update(expression)).await;
            assert_eq!(error.code, ErrorCode::Validation, "{expression}");
        }
        case.answer(update("SET #t = :t")).await;
    });
}
