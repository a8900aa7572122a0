use dynamo_model::api::{ErrorCode, PutItemInput, ReturnValues, ReturnValuesOnConditionCheckFailure};
use dynamo_model::{AttributeValue, Item};

use crate::fixture::{call, engine, get, item, key, l, n, names, put, refused, s, ss};

fn input(attributes: &[(&str, AttributeValue)]) -> PutItemInput {
    let item: Item = key("p", "s").into_iter().chain(item(attributes)).collect();
    PutItemInput { table_name: "items".into(), item, ..PutItemInput::default() }
}

fn with(item: Item) -> PutItemInput {
    PutItemInput { table_name: "items".into(), item, ..PutItemInput::default() }
}

#[test]
fn an_item_is_read_back_as_it_was_put() {
    let engine = engine();
    put(&engine, input(&[("a", n("1.50")), ("b", ss(&["x", "y"]))]).item);
    let found = get(&engine, "p", "s").unwrap();
    assert_eq!(found.get("a"), Some(&n("1.5")));
    assert_eq!(found.get("b"), Some(&ss(&["y", "x"])));
    assert_eq!(get(&engine, "p", "t"), None);
}

#[test]
fn a_put_replaces_the_whole_item_and_returns_the_old_one() {
    let engine = engine();
    put(&engine, input(&[("a", n("1"))]).item);
    let again = PutItemInput { return_values: Some(ReturnValues::AllOld), ..input(&[("b", n("2"))]) };
    let old = call(&engine, again).unwrap().attributes.unwrap();
    assert_eq!(old.as_item().get("a"), Some(&n("1")));
    assert!(!get(&engine, "p", "s").unwrap().contains("a"));
}

#[test]
fn only_none_and_all_old_can_be_returned() {
    for wanted in [ReturnValues::AllNew, ReturnValues::UpdatedOld, ReturnValues::UpdatedNew] {
        let answer = call(&engine(), PutItemInput { return_values: Some(wanted), ..input(&[]) });
        refused(answer, "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
    }
}

#[test]
fn the_key_must_be_whole_and_of_the_right_types() {
    let put = |attributes: &[(&str, AttributeValue)]| call(&engine(), with(item(attributes)));
    const INVALID: &str = "One or more parameter values were invalid: ";
    refused(put(&[]), &format!("{INVALID}Missing the key pk in the item"));
    refused(put(&[("pk", s("p"))]), &format!("{INVALID}Missing the key sk in the item"));
    refused(
        put(&[("pk", n("1")), ("sk", s("s"))]),
        &format!("{INVALID}Type mismatch for key pk expected: S actual: N"),
    );
    const EMPTY: &str = "One or more parameter values are not valid. \
                         The AttributeValue for a key attribute cannot contain an empty string value. Key: ";
    refused(put(&[("pk", s("")), ("sk", s("s"))]), &format!("{EMPTY}pk"));
    refused(put(&[("pk", s("p")), ("sk", s(""))]), &format!("{EMPTY}sk"));
}

#[test]
fn keys_have_at_most_2048_and_1024_bytes() {
    let put = |pk: usize, sk: usize| call(&engine(), with(key(&"p".repeat(pk), &"s".repeat(sk))));
    assert!(put(2048, 1024).is_ok());
    const INVALID: &str = "One or more parameter values were invalid: ";
    refused(
        put(2049, 1),
        &format!("{INVALID}Size of hashkey has exceeded the maximum size limit of2048 bytes"),
    );
    refused(
        put(1, 1025),
        &format!("{INVALID}Aggregated size of all range keys has exceeded the size limit of 1024 bytes"),
    );
}

#[test]
fn index_keys_keep_the_rules_of_keys() {
    let put = |attributes: &[(&str, AttributeValue)]| call(&engine(), input(attributes));
    const INVALID: &str = "One or more parameter values were invalid: ";
    refused(
        put(&[("g", n("1"))]),
        &format!("{INVALID}Type mismatch for Index Key g Expected: S Actual: N IndexName: gsi"),
    );
    refused(
        put(&[("g", AttributeValue::Null)]),
        &format!("{INVALID}Type mismatch for Index Key g Expected: S Actual: NULL IndexName: gsi"),
    );
    refused(
        put(&[("l", s(""))]),
        "One or more parameter values are not valid. A value specified for a secondary index key is not \
         supported. The AttributeValue for a key attribute cannot contain an empty string value. \
         IndexName: lsi, IndexKey: l",
    );
    refused(
        put(&[("g", s(&"g".repeat(2049)))]),
        &format!(
            "{INVALID}Size limit exceeded for Index Key g Actual Size: 2049 bytes Max Size: 2048 bytes IndexName: gsi"
        ),
    );
    refused(
        put(&[("l", s(&"l".repeat(1025)))]),
        &format!(
            "{INVALID}Size limit exceeded for Index Key l Actual Size: 1025 bytes Max Size: 1024 bytes IndexName: lsi"
        ),
    );
}

#[test]
fn items_have_at_most_409600_bytes() {
    let put = |bytes: usize| call(&engine(), input(&[("x", s(&"x".repeat(bytes)))]));
    // The names `pk`, `sk` and `x` and the key's two bytes count.
    assert!(put(409_600 - 7).is_ok());
    refused(put(409_600 - 6), "Item size has exceeded the maximum allowed size");
}

#[test]
fn sets_have_elements() {
    let put = |value| call(&engine(), input(&[("x", value)]));
    const INVALID: &str = "1 validation error detected: One or more parameter values were invalid: ";
    refused(put(ss(&[])), &format!("{INVALID}An string set  may not be empty"));
    refused(
        put(AttributeValue::Ns(Default::default())),
        &format!("{INVALID}An number set  may not be empty"),
    );
    refused(
        put(AttributeValue::Bs(Default::default())),
        &format!("{INVALID}Binary sets should not be empty"),
    );
    refused(put(l(&[ss(&[])])), &format!("{INVALID}An string set  may not be empty"));
    assert!(put(s("")).is_ok() && put(l(&[])).is_ok());
}

#[test]
fn values_nest_31_levels_below_the_item() {
    let put = |levels: usize| {
        let value = (0..levels).fold(s("x"), |value, _| l(&[value]));
        call(&engine(), input(&[("x", value)]))
    };
    assert!(put(31).is_ok());
    refused(
        put(32),
        "1 validation error detected: Nesting Levels have exceeded supported limits: Attributes in the item have \
         nested levels beyond supported limit",
    );
}

#[test]
fn a_failed_condition_writes_nothing_and_returns_the_item_on_request() {
    let engine = engine();
    put(&engine, input(&[("a", n("1"))]).item);
    let again = PutItemInput {
        condition_expression: Some("attribute_not_exists(pk)".to_owned()),
        return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
        ..input(&[("a", n("2"))])
    };
    let error = call(&engine, again).unwrap_err();
    assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
    assert_eq!(error.message, "The conditional request failed");
    assert_eq!(error.item, get(&engine, "p", "s"));
    assert_eq!(error.item.unwrap().get("a"), Some(&n("1")));
}

#[test]
fn names_and_values_must_all_be_used_and_defined() {
    let put = |condition: Option<&str>, placeholders: &[(&str, &str)], values: &[(&str, AttributeValue)]| {
        let input = PutItemInput {
            condition_expression: condition.map(str::to_owned),
            expression_attribute_names: names(placeholders),
            expression_attribute_values: item(values),
            ..input(&[])
        };
        call(&engine(), input)
    };
    const DETECTED: &str = "1 validation error detected: ";
    refused(
        put(Some("attribute_exists(pk)"), &[("#b", "b"), ("#a", "a")], &[]),
        &format!(
            "{DETECTED}Value provided in ExpressionAttributeNames unused in expressions: keys: {{#a, #b}}"
        ),
    );
    refused(
        put(Some("attribute_exists(pk)"), &[], &[(":a", n("1"))]),
        &format!("{DETECTED}Value provided in ExpressionAttributeValues unused in expressions: keys: {{:a}}"),
    );
    refused(
        put(Some("#a = :a"), &[], &[(":a", n("1"))]),
        &format!(
            "{DETECTED}Invalid ConditionExpression: An expression attribute name used in the document path is not \
             defined; attribute name: #a"
        ),
    );
    refused(
        put(Some("a = :a"), &[], &[]),
        &format!(
            "{DETECTED}Invalid ConditionExpression: An expression attribute value used in expression is not \
             defined; attribute value: :a"
        ),
    );
    refused(
        put(None, &[("#a", "a")], &[]),
        &format!("{DETECTED}ExpressionAttributeNames can only be specified when using expressions"),
    );
    refused(
        put(None, &[], &[(":a", n("1"))]),
        &format!("{DETECTED}ExpressionAttributeValues can only be specified when using expressions"),
    );
    refused(
        put(Some("a = :a"), &[], &[("a", n("1"))]),
        "ExpressionAttributeValues contains invalid key: Syntax error; key: \"a\"",
    );
    refused(
        put(Some("a = :a"), &[], &[(":a", ss(&[]))]),
        &format!(
            "{DETECTED}ExpressionAttributeValues contains invalid value: One or more parameter values were \
             invalid: An string set  may not be empty for key :a"
        ),
    );
    refused(
        put(Some("attribute_exists(#a)"), &[("#a", "")], &[]),
        &format!(
            "{DETECTED}ExpressionAttributeNames contains invalid value: Empty attribute name for key #a"
        ),
    );
}

#[test]
fn the_request_is_checked_before_the_table_and_the_table_before_the_key() {
    let broken = PutItemInput { condition_expression: Some("a =".to_owned()), ..with(Item::new()) };
    refused(
        call(&engine(), PutItemInput { table_name: "none".into(), ..broken }),
        "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"<EOF>\", near: \"=\"",
    );
    let error = call(&engine(), PutItemInput { table_name: "none".into(), ..with(Item::new()) }).unwrap_err();
    assert_eq!(error.code, ErrorCode::ResourceNotFound);
    assert_eq!(error.message, "Requested resource not found");
}

#[test]
fn table_names_keep_the_constraints_of_the_api() {
    let put = |name: &str| call(&engine(), PutItemInput { table_name: name.into(), ..input(&[]) });
    const DETECTED: &str = "1 validation error detected: Value";
    const FAILED: &str = "failed to satisfy constraint: Member must";
    refused(put(""), &format!("{DETECTED} at 'TableName' {FAILED} have length greater than or equal to 1"));
    refused(
        put("ab"),
        &format!("{DETECTED} 'ab' at 'tableName' {FAILED} have length greater than or equal to 3"),
    );
    refused(
        put("a b"),
        &format!(
            "{DETECTED} 'a b' at 'tableName' {FAILED} satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        ),
    );
}
