use std::sync::Arc;

use dynamo_model::api::{ErrorCode, ReturnValues, ReturnValuesOnConditionCheckFailure, UpdateItemInput};
use dynamo_model::{AttributeValue, Item};
use dynamo_tests::for_each_backend;

use crate::shop::{item, key, n, names, order, put, s, shop_with, stored, text};

/// Sets the total of the order to 7 and removes its note.
fn change(table_name: &Arc<str>) -> UpdateItemInput {
    UpdateItemInput {
        table_name: Arc::clone(table_name),
        key: key("a", "1"),
        update_expression: text("SET #t = :t REMOVE note"),
        expression_attribute_names: names([("#t", "total")]),
        expression_attribute_values: item([(":t", n("7"))]),
        ..UpdateItemInput::default()
    }
}

fn changed() -> Item {
    let mut changed = order("a", "1", "open", "7");
    changed.remove("note");
    changed
}

#[test]
fn each_form_of_return_values() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let cases = [
            (None, None),
            (Some(ReturnValues::None), None),
            (Some(ReturnValues::AllOld), Some(order("a", "1", "open", "5"))),
            (Some(ReturnValues::AllNew), Some(changed())),
            (Some(ReturnValues::UpdatedOld), Some(item([("note", s("fragile")), ("total", n("5"))]))),
            (Some(ReturnValues::UpdatedNew), Some(item([("total", n("7"))]))),
        ];
        for (return_values, expected) in cases {
            put(case, &table, order("a", "1", "open", "5")).await;
            let returned = case.answer(UpdateItemInput { return_values, ..change(&table) }).await.attributes;
            assert_eq!(returned.map(|item| item.into_item()), expected, "{return_values:?}");
            assert_eq!(stored(case, &table, key("a", "1")).await, Some(changed()));
        }
    });
}

#[test]
fn an_update_creates_the_item() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let update = UpdateItemInput { return_values: Some(ReturnValues::AllNew), ..change(&table) };
        let expected = item([("pk", s("a")), ("sk", s("1")), ("total", n("7"))]);
        assert_eq!(case.answer(update).await.attributes, Some(expected.into()));
        // Without an expression, an item is created with its key alone.
        let bare =
            UpdateItemInput { table_name: Arc::clone(&table), key: key("b", "1"), ..Default::default() };
        case.answer(bare).await;
        assert_eq!(stored(case, &table, key("b", "1")).await, Some(key("b", "1")));
    });
}

#[test]
fn every_clause() {
    for_each_backend(async |case| {
        let texts =
            |texts: &[&str]| AttributeValue::Ss(texts.iter().map(|text| (*text).to_owned()).collect());
        let mut before = key("a", "1");
        before.insert("list", AttributeValue::L(vec![s("x"), s("y"), s("z")]));
        before.insert("tags", texts(&["p", "q"]));
        before.insert("visits", n("1"));
        let table = shop_with(case, [before]).await;
        let update = UpdateItemInput {
            table_name: table,
            key: key("a", "1"),
            update_expression: text(
                "SET #l[0] = :new, seen = if_not_exists(seen, :one), twice = visits + visits \
                 REMOVE #l[1] ADD visits :one DELETE tags :p",
            ),
            expression_attribute_names: names([("#l", "list")]),
            expression_attribute_values: item([(":new", s("n")), (":one", n("1")), (":p", texts(&["p"]))]),
            return_values: Some(ReturnValues::AllNew),
            ..UpdateItemInput::default()
        };
        let mut after = key("a", "1");
        after.insert("list", AttributeValue::L(vec![s("n"), s("z")]));
        after.insert("seen", n("1"));
        after.insert("tags", texts(&["q"]));
        after.insert("twice", n("2"));
        after.insert("visits", n("2"));
        assert_eq!(case.answer(update).await.attributes, Some(after.into()));
    });
}

#[test]
fn a_failed_condition_changes_nothing() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        let update = |wanted| UpdateItemInput {
            condition_expression: text("#t > :t"),
            return_values_on_condition_check_failure: wanted,
            ..change(&table)
        };
        let error = case.refusal(update(Some(ReturnValuesOnConditionCheckFailure::AllOld))).await;
        assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
        assert_eq!(error.item, Some(order("a", "1", "open", "5")));
        let error = case.refusal(update(Some(ReturnValuesOnConditionCheckFailure::None))).await;
        assert_eq!(error.item, None);
        assert_eq!(stored(case, &table, key("a", "1")).await, Some(order("a", "1", "open", "5")));
    });
}

#[test]
fn a_failed_condition_on_an_absent_item_returns_none() {
    for_each_backend(async |case| {
        let table = shop_with(case, []).await;
        let update = UpdateItemInput {
            condition_expression: text("attribute_exists(pk)"),
            return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
            ..change(&table)
        };
        let error = case.refusal(update).await;
        assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
        assert_eq!(error.item, None);
        assert_eq!(stored(case, &table, key("a", "1")).await, None);
    });
}

#[test]
fn a_key_cannot_be_updated() {
    for_each_backend(async |case| {
        let table = shop_with(case, [order("a", "1", "open", "5")]).await;
        let update = UpdateItemInput {
            expression_attribute_names: names([("#t", "sk")]),
            expression_attribute_values: item([(":t", s("2"))]),
            ..change(&table)
        };
        assert_eq!(case.refusal(update).await.code, ErrorCode::Validation);
    });
}
