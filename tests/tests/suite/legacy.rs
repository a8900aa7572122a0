//! The parameters that are older than expressions.

use dynamo_model::AttributeValue;
use dynamo_model::api::{
    AttributeAction, AttributeValueUpdate, ComparisonOperator, Condition, ConditionalOperator,
    DeleteItemInput, ErrorCode, ExpectedAttributeValue, GetItemInput, PutItemInput, QueryInput, ReturnValues,
    ScanInput, UpdateItemInput,
};
use dynamo_tests::for_each_backend;

use crate::shop::{create, item, key, n, put, s, shop, text};

fn is(comparison_operator: ComparisonOperator, values: &[AttributeValue]) -> Condition {
    Condition { attribute_value_list: values.to_vec(), comparison_operator }
}

fn equals(value: AttributeValue) -> ExpectedAttributeValue {
    ExpectedAttributeValue { value: Some(value), ..ExpectedAttributeValue::default() }
}

/// A message without the count that the service puts in front of it, and DynamoDB Local does not.
fn plain(message: &str) -> &str {
    message.strip_prefix("1 validation error detected: ").unwrap_or(message)
}

#[test]
fn a_write_has_expectations() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let there = item([("pk", s("a")), ("sk", s("1")), ("v", n("1"))]);
        put(case, &table_name, there.clone()).await;
        let absent = ExpectedAttributeValue { exists: Some(false), ..ExpectedAttributeValue::default() };
        let write = |expected: &[(&str, &ExpectedAttributeValue)], joined| PutItemInput {
            table_name: table_name.clone(),
            item: there.clone(),
            expected: Some(
                expected.iter().map(|(name, what)| ((*name).to_owned(), (*what).clone())).collect(),
            ),
            conditional_operator: joined,
            ..PutItemInput::default()
        };
        let (one, two) = (equals(n("1")), equals(n("2")));
        case.answer(write(&[("v", &one), ("w", &absent)], None)).await;
        case.answer(write(&[("v", &two), ("w", &absent)], Some(ConditionalOperator::Or))).await;
        let error = case.refusal(write(&[("v", &two)], None)).await;
        assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
        let error = case.refusal(write(&[("v", &one)], Some(ConditionalOperator::Or))).await;
        assert_eq!(
            plain(&error.message),
            "ConditionalOperator can only be used when Filter or Expected has two or more elements"
        );
        let both = PutItemInput {
            condition_expression: text("attribute_exists(pk)"),
            ..write(&[("v", &one)], None)
        };
        let error = case.refusal(both).await;
        assert_eq!(
            plain(&error.message),
            "Can not use both expression and non-expression parameters in the same request: Non-expression \
             parameters: {Expected} Expression parameters: {ConditionExpression}"
        );
        let exists = ExpectedAttributeValue { exists: Some(true), ..ExpectedAttributeValue::default() };
        let error = case.refusal(write(&[("v", &exists)], None)).await;
        assert_eq!(
            plain(&error.message),
            "One or more parameter values were invalid: Value must be provided when Exists is true for Attribute: v"
        );
        let delete = DeleteItemInput {
            table_name: table_name.clone(),
            key: key("a", "1"),
            expected: Some([("v".to_owned(), two)].into()),
            ..DeleteItemInput::default()
        };
        assert_eq!(case.refusal(delete).await.code, ErrorCode::ConditionalCheckFailed);
    });
}

#[test]
fn an_update_has_actions() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        let set = |texts: &[&str]| AttributeValue::Ss(texts.iter().map(|text| (*text).to_owned()).collect());
        let update = |name: &str, action, value| UpdateItemInput {
            table_name: table_name.clone(),
            key: key("a", "1"),
            attribute_updates: Some([(name.to_owned(), AttributeValueUpdate { value, action })].into()),
            return_values: Some(ReturnValues::AllNew),
            ..UpdateItemInput::default()
        };
        let (add, delete) = (Some(AttributeAction::Add), Some(AttributeAction::Delete));
        case.answer(update("v", None, Some(n("1")))).await;
        case.answer(update("v", add, Some(n("2")))).await;
        case.answer(update("tags", add, Some(set(&["x", "y"])))).await;
        case.answer(update("tags", delete, Some(set(&["x"])))).await;
        case.answer(update("list", add, Some(AttributeValue::L(vec![n("1")])))).await;
        case.answer(update("gone", None, Some(n("1")))).await;
        let answer = case.answer(update("gone", delete, None)).await;
        let expected = item([
            ("list", AttributeValue::L(vec![n("1")])),
            ("pk", s("a")),
            ("sk", s("1")),
            ("tags", set(&["y"])),
            ("v", n("3")),
        ]);
        assert_eq!(answer.attributes.unwrap().into_item(), expected);
        for (input, message) in [
            (update("tags", add, Some(n("1"))), "Type mismatch for attribute to update"),
            (
                update("v", None, None),
                "One or more parameter values were invalid: Only DELETE action is allowed when no attribute value \
                 is specified",
            ),
            (
                update("v", add, Some(s("x"))),
                "One or more parameter values were invalid: ADD action is not supported for the type STRING",
            ),
            (
                update("pk", None, Some(s("x"))),
                "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of \
                 the key",
            ),
        ] {
            assert_eq!(plain(&case.refusal(input).await.message), message);
        }
    });
}

#[test]
fn reads_have_conditions_and_attributes() {
    for_each_backend(async |case| {
        let table_name = create(case, shop(case.table_name())).await;
        for (sk, v) in [("1", "1"), ("2", "2"), ("3", "3")] {
            put(case, &table_name, item([("pk", s("a")), ("sk", s(sk)), ("v", n(v))])).await;
        }
        let base = || QueryInput { table_name: table_name.clone(), ..QueryInput::default() };
        let of_a = || ("pk".to_owned(), is(ComparisonOperator::Eq, &[s("a")]));
        let query = QueryInput {
            key_conditions: Some([of_a(), ("sk".to_owned(), is(ComparisonOperator::Ge, &[s("2")]))].into()),
            query_filter: Some([("v".to_owned(), is(ComparisonOperator::In, &[n("1"), n("3")]))].into()),
            attributes_to_get: Some(vec!["v".to_owned()]),
            ..base()
        };
        let answer = case.answer(query).await;
        assert_eq!((answer.count, answer.scanned_count), (1, 2));
        assert_eq!(answer.items[0].as_item(), &item([("v", n("3"))]));
        let no_keys = QueryInput { key_conditions: Some([].into()), ..base() };
        assert_eq!(case.refusal(no_keys).await.message, "Conditions can be of length 1 or 2 only");
        let filter_on_key = QueryInput {
            key_conditions: Some([of_a()].into()),
            query_filter: Some([("sk".to_owned(), is(ComparisonOperator::NotNull, &[]))].into()),
            ..base()
        };
        assert_eq!(
            case.refusal(filter_on_key).await.message,
            "QueryFilter can only contain non-primary key attributes: Primary key attribute: sk"
        );

        let scan = |operator, values: &[AttributeValue]| ScanInput {
            table_name: table_name.clone(),
            scan_filter: Some([("v".to_owned(), is(operator, values))].into()),
            ..ScanInput::default()
        };
        let between = scan(ComparisonOperator::Between, &[n("2"), n("3")]);
        assert_eq!(case.answer(between).await.count, 2);
        assert_eq!(case.answer(scan(ComparisonOperator::NotContains, &[n("7")])).await.count, 3);
        assert_eq!(case.answer(scan(ComparisonOperator::Null, &[])).await.count, 0);
        let error = case.refusal(scan(ComparisonOperator::Lt, &[AttributeValue::Bool(true)])).await;
        assert_eq!(
            plain(&error.message),
            "One or more parameter values were invalid: ComparisonOperator LT is not valid for BOOL AttributeValue \
             type"
        );
        let get = GetItemInput {
            table_name: table_name.clone(),
            key: key("a", "1"),
            attributes_to_get: Some(vec!["v".to_owned(), "none".to_owned()]),
            ..GetItemInput::default()
        };
        assert_eq!(case.answer(get).await.item.unwrap().into_item(), item([("v", n("1"))]));
    });
}
