use dynamo_model::api::{ErrorCode, GetItemInput, ReturnConsumedCapacity, ReturnedItem};
use dynamo_model::{AttributeValue, Item};

use crate::fixture::{call, engine, item, key, l, m, n, names, put, refused, s};

fn input(key: Item) -> GetItemInput {
    GetItemInput { table_name: "items".into(), key, ..GetItemInput::default() }
}

fn stored() -> Item {
    let mut stored = key("p", "s");
    stored.extend(item(&[
        ("a", l(&[n("0"), n("1"), m(&[("q", n("2")), ("r", n("3"))])])),
        ("m", m(&[("x", n("1")), ("y", m(&[("z", n("2"))]))])),
    ]));
    stored
}

fn project(expression: &str) -> Item {
    let engine = engine();
    put(&engine, stored());
    let input = GetItemInput { projection_expression: Some(expression.to_owned()), ..input(key("p", "s")) };
    call(&engine, input).unwrap().item.unwrap().into_item()
}

#[test]
fn a_stored_item_is_shared_and_not_copied() {
    let engine = engine();
    put(&engine, stored());
    let found = call(&engine, input(key("p", "s"))).unwrap().item.unwrap();
    assert!(matches!(found, ReturnedItem::Shared(_)));
    assert_eq!(*found.as_item(), stored());
    assert_eq!(call(&engine, input(key("p", "x"))).unwrap().item, None);
}

#[test]
fn a_key_has_exactly_the_key_attributes_of_their_types() {
    for wrong in [
        item(&[]),
        item(&[("pk", s("p"))]),
        item(&[("pk", s("p")), ("x", s("s"))]),
        item(&[("pk", s("p")), ("sk", s("s")), ("x", s("s"))]),
        item(&[("pk", s("p")), ("sk", n("1"))]),
        item(&[("pk", AttributeValue::Null), ("sk", s("s"))]),
    ] {
        refused(call(&engine(), input(wrong)), "The provided key element does not match the schema");
    }
    refused(
        call(&engine(), input(key("", "s"))),
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
         empty string value. Key: pk",
    );
    refused(
        call(&engine(), input(key(&"p".repeat(2049), "s"))),
        "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 \
         bytes",
    );
}

#[test]
fn a_projection_takes_parts_of_documents() {
    assert_eq!(project("pk, a[0]"), item(&[("pk", s("p")), ("a", l(&[n("0")]))]));
    assert_eq!(project("a[2].q, a[0]"), item(&[("a", l(&[n("0"), m(&[("q", n("2"))])]))]));
    assert_eq!(project("m.y.z"), item(&[("m", m(&[("y", m(&[("z", n("2"))]))]))]));
    for nothing in ["zzz", "a[9]", "a[2].nope", "m.nope", "m.y.z.w", "a.b", "m[0]"] {
        assert_eq!(project(nothing), Item::new(), "{nothing}");
    }
}

#[test]
fn broken_projections_are_refused() {
    let project = |text: &str, placeholders: &[(&str, &str)]| {
        let input = GetItemInput {
            projection_expression: Some(text.to_owned()),
            expression_attribute_names: names(placeholders),
            ..input(key("p", "s"))
        };
        call(&engine(), input)
    };
    const INVALID: &str = "Invalid ProjectionExpression: ";
    const REWRITE: &str = "must remove or rewrite one of these paths; path one:";
    for (text, message) in [
        ("", "The expression can not be empty;".to_owned()),
        ("a,,b", "Syntax error; token: \",\", near: \",,b\"".to_owned()),
        ("a b", "Syntax error; token: \"b\", near: \"a b\"".to_owned()),
        ("name", "Attribute name is a reserved keyword; reserved keyword: name".to_owned()),
        ("g, g", format!("Two document paths overlap with each other; {REWRITE} [g], path two: [g]")),
        ("g, g.a", format!("Two document paths overlap with each other; {REWRITE} [g], path two: [g, a]")),
        (
            "g[0], g.a",
            format!("Two document paths conflict with each other; {REWRITE} [g, [0]], path two: [g, a]"),
        ),
        (
            "#g",
            "An expression attribute name used in the document path is not defined; attribute name: #g"
                .to_owned(),
        ),
    ] {
        refused(project(text, &[]), &format!("{INVALID}{message}"));
    }
    refused(
        project("g", &[("#a", "a")]),
        "Value provided in ExpressionAttributeNames unused in expressions: keys: {#a}",
    );
}

#[test]
fn a_read_costs_by_4_kilobytes_and_half_when_it_may_be_late() {
    let engine = engine();
    let mut large = key("p", "large");
    large.insert("x", s(&"x".repeat(4096)));
    put(&engine, large);
    let units = |sk: &str, consistent: bool| {
        let input = GetItemInput {
            consistent_read: Some(consistent),
            return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
            ..input(key("p", sk))
        };
        call(&engine, input).unwrap().consumed_capacity.unwrap().capacity_units
    };
    assert_eq!((units("large", true), units("large", false)), (2.0, 1.0));
    assert_eq!((units("none", true), units("none", false)), (1.0, 0.5));
}

#[test]
fn a_table_that_is_not_there_is_not_found() {
    let error =
        call(&engine(), GetItemInput { table_name: "none".into(), ..input(key("p", "s")) }).unwrap_err();
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::ResourceNotFound, "Requested resource not found")
    );
}
