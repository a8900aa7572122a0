//! UpdateItem. What updates make of items was compared with DynamoDB Local.

use dynamo_mock::Engine;
use dynamo_model::api::{
    ErrorCode, ReturnValues, ReturnValuesOnConditionCheckFailure, ReturnedItem, ServiceError, UpdateItemInput,
};
use dynamo_model::{AttributeValue, Item};

use crate::fixture::{call, engine, get, item, key, l, m, n, put, refused, s, ss};

fn input(update: &str, values: &[(&str, AttributeValue)]) -> UpdateItemInput {
    UpdateItemInput {
        table_name: "items".into(),
        key: key("p", "s"),
        update_expression: Some(update.to_owned()),
        expression_attribute_values: item(values),
        return_values: Some(ReturnValues::AllNew),
        ..UpdateItemInput::default()
    }
}

fn update(
    engine: &Engine,
    update: &str,
    values: &[(&str, AttributeValue)],
) -> Result<Option<Item>, ServiceError> {
    Ok(call(engine, input(update, values))?.attributes.map(ReturnedItem::into_item))
}

/// An engine with one item that has attributes of several types.
fn stocked() -> Engine {
    let engine = engine();
    let mut stored = key("p", "s");
    stored.extend(item(&[
        ("a", l(&[n("0"), n("1"), n("2"), n("3")])),
        ("m", m(&[("x", n("1")), ("z", n("2"))])),
        ("n", n("5")),
        ("t", ss(&["a", "b"])),
        ("ll", l(&[l(&[n("1"), n("2")]), m(&[("z", n("1"))])])),
    ]));
    put(&engine, stored);
    engine
}

/// The value of an attribute after an update of the stocked item.
fn after(text: &str, values: &[(&str, AttributeValue)], attribute: &str) -> Option<AttributeValue> {
    let new = update(&stocked(), text, values).expect(text).unwrap();
    new.get(attribute).cloned()
}

#[test]
fn an_update_creates_the_item_with_its_key() {
    let engine = engine();
    assert_eq!(update(&engine, "REMOVE a", &[]).unwrap(), Some(key("p", "s")));
    let engine = self::engine();
    let without = UpdateItemInput { update_expression: None, ..input("", &[]) };
    call(&engine, without).unwrap();
    assert_eq!(get(&engine, "p", "s"), Some(key("p", "s")));
}

#[test]
fn right_hand_sides_read_the_item_as_it_was() {
    let new = update(&stocked(), "SET n = m.x, m.x = n", &[]).unwrap().unwrap();
    assert_eq!(new.get("n"), Some(&n("1")));
    assert_eq!(new.get("m"), Some(&m(&[("x", n("5")), ("z", n("2"))])));
}

#[test]
fn numbers_are_added_exactly_or_not_at_all() {
    assert_eq!(after("SET n = n + :x", &[(":x", n("0.1"))], "n"), Some(n("5.1")));
    assert_eq!(after("SET n = n - :x", &[(":x", n("7"))], "n"), Some(n("-2")));
    assert_eq!(after("ADD n :x", &[(":x", n("2"))], "n"), Some(n("7")));
    assert_eq!(after("ADD new_ :x", &[(":x", n("2"))], "new_"), Some(n("2")));
    let nines = "9".repeat(38);
    assert_eq!(after("SET n = :a + :b", &[(":a", n(&nines)), (":b", n("1"))], "n"), Some(n("1e38")));
    refused(
        update(
            &stocked(),
            "SET n = :a + :b",
            &[(":a", n(&format!("1{}", "0".repeat(37)))), (":b", n("0.1"))],
        ),
        "Attempting to store more than 38 significant digits in a Number",
    );
    refused(
        update(&stocked(), "SET n = :a + :a", &[(":a", n("9e125"))]),
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
    );
}

#[test]
fn list_positions_are_those_of_the_old_item() {
    assert_eq!(after("REMOVE a[0], a[2]", &[], "a"), Some(l(&[n("1"), n("3")])));
    assert_eq!(
        after(
            "SET a[7] = :x, a[5] = :y, a[1] = :z",
            &[(":x", n("70")), (":y", n("50")), (":z", n("10"))],
            "a"
        ),
        Some(l(&[n("0"), n("10"), n("2"), n("3"), n("50"), n("70")]))
    );
    assert_eq!(
        after("SET a[0] = :x REMOVE a[1]", &[(":x", n("9"))], "a"),
        Some(l(&[n("9"), n("2"), n("3")]))
    );
    assert_eq!(after("REMOVE a[0], n, a[1], t, a[3]", &[], "a"), Some(l(&[n("2")])));
    assert_eq!(after("REMOVE a[44]", &[], "a"), Some(l(&[n("0"), n("1"), n("2"), n("3")])));
    assert_eq!(after("REMOVE ll[1], ll[0][0]", &[], "ll"), Some(l(&[l(&[n("2")])])));
    assert_eq!(after("ADD a[30] :x", &[(":x", n("4"))], "a").unwrap().as_l().unwrap().len(), 5);
}

#[test]
fn lists_grow_at_either_end() {
    let list = [(":x", l(&[n("9")]))];
    assert_eq!(
        after("SET a = list_append(a, :x)", &list, "a"),
        Some(l(&[n("0"), n("1"), n("2"), n("3"), n("9")]))
    );
    assert_eq!(
        after("SET a = list_append(:x, a)", &list, "a"),
        Some(l(&[n("9"), n("0"), n("1"), n("2"), n("3")]))
    );
    assert_eq!(
        after("SET b = list_append(if_not_exists(b, :e), :x)", &[list[0].clone(), (":e", l(&[]))], "b"),
        Some(l(&[n("9")]))
    );
}

#[test]
fn if_not_exists_takes_the_first_value_there_is() {
    assert_eq!(after("SET n = if_not_exists(n, :x)", &[(":x", n("1"))], "n"), Some(n("5")));
    assert_eq!(after("SET b = if_not_exists(b, if_not_exists(c, :x))", &[(":x", n("1"))], "b"), Some(n("1")));
    assert_eq!(after("SET b = if_not_exists(b, :x) + :x", &[(":x", n("1"))], "b"), Some(n("2")));
}

#[test]
fn sets_are_joined_and_vanish_with_their_last_element() {
    assert_eq!(after("ADD t :x", &[(":x", ss(&["b", "c"]))], "t"), Some(ss(&["a", "b", "c"])));
    assert_eq!(after("ADD u :x", &[(":x", ss(&["b"]))], "u"), Some(ss(&["b"])));
    assert_eq!(after("DELETE t :x", &[(":x", ss(&["b", "c"]))], "t"), Some(ss(&["a"])));
    assert_eq!(after("DELETE t :x", &[(":x", ss(&["a", "b"]))], "t"), None);
    assert_eq!(after("DELETE u :x", &[(":x", ss(&["a"]))], "u"), None);
}

#[test]
fn updates_that_do_not_fit_the_item_are_refused() {
    const PATH: &str = "The document path provided in the update expression is invalid for update";
    const MISSING: &str = "The provided expression refers to an attribute that does not exist in the item";
    const TYPE: &str = "An operand in the update expression has an incorrect data type";
    let one: &[(&str, AttributeValue)] = &[(":x", n("1"))];
    let set: &[(&str, AttributeValue)] = &[(":x", ss(&["a"]))];
    let list: &[(&str, AttributeValue)] = &[(":x", l(&[]))];
    for (text, values, message) in [
        ("SET q.a = :x", one, PATH),
        ("SET n.a = :x", one, PATH),
        ("SET n[1] = :x", one, PATH),
        ("SET a.x = :x", one, PATH),
        ("SET m[0] = :x", one, PATH),
        ("SET a[50].x = :x", one, PATH),
        ("ADD q.a :x", one, PATH),
        ("DELETE q.a :x", set, PATH),
        ("REMOVE q.a", &[], PATH),
        ("REMOVE m.q.r", &[], PATH),
        ("REMOVE n[0]", &[], PATH),
        ("REMOVE a.x", &[], PATH),
        ("SET b = c", &[], MISSING),
        ("SET n = n - c", &[], MISSING),
        ("SET b = list_append(c, :x)", list, MISSING),
        ("SET b = if_not_exists(c, d)", &[], MISSING),
        ("SET b = t + :x", one, TYPE),
        ("SET b = list_append(n, :x)", list, TYPE),
        ("ADD a :x", one, TYPE),
        ("ADD n :x", set, TYPE),
        ("DELETE n :x", set, TYPE),
    ] {
        refused(update(&stocked(), text, values), message);
        // Nothing was written.
        let engine = stocked();
        let before = get(&engine, "p", "s");
        let _ = update(&engine, text, values);
        assert_eq!(get(&engine, "p", "s"), before);
    }
}

#[test]
fn the_key_is_never_updated() {
    let value: &[(&str, AttributeValue)] = &[(":x", s("x"))];
    for (text, values, name) in
        [("SET pk = :x", value, "pk"), ("SET a = :x, sk.b = :x", value, "sk"), ("REMOVE sk", &[], "sk")]
    {
        let message = format!(
            "One or more parameter values were invalid: Cannot update attribute {name}. This attribute is part of \
             the key"
        );
        refused(update(&stocked(), text, values), &message);
    }
}

#[test]
fn the_result_keeps_the_rules_of_items() {
    refused(
        update(&stocked(), "SET g = :x", &[(":x", n("1"))]),
        "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N \
         IndexName: gsi",
    );
    refused(
        update(&stocked(), "SET g = :x", &[(":x", s(""))]),
        "One or more parameter values are not valid. The update expression attempted to update a secondary index \
         key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty \
         string value.",
    );
    refused(
        update(&stocked(), "SET big = :x", &[(":x", s(&"x".repeat(409_590)))]),
        "Item size to update has exceeded the maximum allowed size",
    );
    let deep = (0..31).fold(s("x"), |value, _| l(&[value]));
    assert!(update(&stocked(), "SET d = :x", &[(":x", deep.clone())]).is_ok());
    refused(
        update(&stocked(), "SET m.d = :x", &[(":x", deep)]),
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond \
         supported limit",
    );
}

#[test]
fn what_is_returned_is_what_was_asked_for() {
    let answer = |text: &str, values: &[(&str, AttributeValue)], wanted| {
        let input = UpdateItemInput { return_values: Some(wanted), ..input(text, values) };
        call(&stocked(), input).unwrap().attributes.map(ReturnedItem::into_item)
    };
    let one: &[(&str, AttributeValue)] = &[(":x", n("9"))];
    let before = get(&stocked(), "p", "s");
    assert_eq!(answer("SET n = :x", one, ReturnValues::None), None);
    assert_eq!(answer("SET n = :x", one, ReturnValues::AllOld), before);
    assert_eq!(answer("SET n = :x", one, ReturnValues::UpdatedOld), Some(item(&[("n", n("5"))])));
    assert_eq!(answer("SET n = :x", one, ReturnValues::UpdatedNew), Some(item(&[("n", n("9"))])));
    assert_eq!(answer("SET b = :x", one, ReturnValues::UpdatedOld), None);
    assert_eq!(answer("REMOVE n", &[], ReturnValues::UpdatedNew), None);
    // Of a map only the touched part comes back, of a list all.
    assert_eq!(
        answer("SET m.x = :x", one, ReturnValues::UpdatedNew),
        Some(item(&[("m", m(&[("x", n("9"))]))]))
    );
    assert_eq!(
        answer("SET a[1] = :x", one, ReturnValues::UpdatedOld),
        Some(item(&[("a", l(&[n("0"), n("1"), n("2"), n("3")]))]))
    );
}

#[test]
fn nothing_is_returned_of_an_item_that_was_not_there() {
    for wanted in [ReturnValues::AllOld, ReturnValues::UpdatedOld] {
        let input = UpdateItemInput { return_values: Some(wanted), ..input("SET n = :x", &[(":x", n("9"))]) };
        assert_eq!(call(&engine(), input).unwrap().attributes, None);
    }
}

#[test]
fn a_failed_condition_changes_nothing() {
    let engine = stocked();
    let before = get(&engine, "p", "s");
    let input = UpdateItemInput {
        condition_expression: Some("n > :x".to_owned()),
        return_values_on_condition_check_failure: Some(ReturnValuesOnConditionCheckFailure::AllOld),
        ..input("SET n = :x", &[(":x", n("9"))])
    };
    let error = call(&engine, input).unwrap_err();
    assert_eq!(error.code, ErrorCode::ConditionalCheckFailed);
    assert_eq!(error.item, before);
    assert_eq!(get(&engine, "p", "s"), before);
}

#[test]
fn broken_updates_are_refused_in_the_words_of_the_service() {
    let all = [(":s", s("s")), (":n", n("1")), (":ss", ss(&["a"])), (":l", l(&[n("1")]))];
    for (text, message) in REFUSED {
        let uses = |name: &str| {
            text.match_indices(name).any(|(at, _)| {
                !text[at + name.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
            })
        };
        let values: Vec<_> = all.iter().filter(|(name, _)| uses(name)).cloned().collect();
        let error = update(&stocked(), text, &values).expect_err(text);
        assert_eq!(error.code, ErrorCode::Validation, "{text}");
        let prefix = "1 validation error detected: Invalid UpdateExpression: ";
        assert_eq!(error.message.strip_prefix(prefix), Some(*message), "{text}: {}", error.message);
    }
}

#[test]
fn no_update_exhausts_a_small_stack() {
    let deep = [
        format!("SET a = {}:n{}", "(".repeat(2000), ")".repeat(2000)),
        format!("SET a = {}", "(".repeat(4000)),
        format!("SET a = {}:n{}", "list_append(".repeat(300), ",:n)".repeat(200)),
        format!("SET a = {}", "if_not_exists(a,".repeat(250)),
    ];
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || {
            for text in &deep {
                update(&stocked(), text, &[(":n", n("1"))]).expect_err(text);
            }
            let deepest = format!("SET q = {}:n{}", "if_not_exists(q,".repeat(200), ")".repeat(200));
            assert_eq!(after(&deepest, &[(":n", n("1"))], "q"), Some(n("1")));
        })
        .unwrap()
        .join()
        .unwrap();
}

/// Update expressions and what the service says of them.
#[rustfmt::skip]
const REFUSED: &[(&str, &str)] = &[
    ("SET (a) = :n", "Syntax error; token: \"(\", near: \"SET (a\""),
    ("REMOVE (a)", "Syntax error; token: \"(\", near: \"REMOVE (a\""),
    ("ADD a (:n)", "Syntax error; token: \"(\", near: \"a (:n\""),
    ("REMOVE a REMOVE b", "The \"REMOVE\" section can only be used once in an update expression;"),
    ("SET", "Syntax error; token: \"<EOF>\", near: \"SET\""),
    ("REMOVE", "Syntax error; token: \"<EOF>\", near: \"REMOVE\""),
    ("SET a", "Syntax error; token: \"<EOF>\", near: \"a\""),
    ("SET a =", "Syntax error; token: \"<EOF>\", near: \"=\""),
    ("SET a = :n b", "Syntax error; token: \"b\", near: \":n b\""),
    ("SET a = :n REMOVE", "Syntax error; token: \"<EOF>\", near: \"REMOVE\""),
    ("REMOVE a,", "Syntax error; token: \"<EOF>\", near: \",\""),
    ("REMOVE a b", "Syntax error; token: \"b\", near: \"a b\""),
    ("REMOVE :n", "Syntax error; token: \":n\", near: \"REMOVE :n\""),
    ("SET :n = :n", "Syntax error; token: \":n\", near: \"SET :n =\""),
    ("SET #a = :n", "An expression attribute name used in the document path is not defined; attribute name: #a"),
    ("ADD a", "Syntax error; token: \"<EOF>\", near: \"a\""),
    ("ADD :n a", "Syntax error; token: \":n\", near: \"ADD :n a\""),
    ("DELETE a :n", "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND"),
    ("DELETE a b", "Syntax error; token: \"b\", near: \"a b\""),
    ("ADD a :undef", "An expression attribute value used in expression is not defined; attribute value: :undef"),
    ("ADD name :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET a = :n + :s", "Incorrect operand type for operator or function; operator or function: +, operand type: S"),
    ("SET a = :s - :n", "Incorrect operand type for operator or function; operator or function: -, operand type: S"),
    ("SET a = :ss + :n", "Incorrect operand type for operator or function; operator or function: +, operand type: SS"),
    ("SET a = list_append(a, :n)", "Incorrect operand type for operator or function; operator or function: list_append, operand type: N"),
    ("SET a = list_append(:n, :undef)", "An expression attribute value used in expression is not defined; attribute value: :undef"),
    ("SET a = if_not_exists(a + :n, :n)", "Syntax error; token: \"+\", near: \"a + :n\""),
    ("SET a = if_not_exists(b, :n, :n)", "Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 3"),
    ("SET a = list_append(list_append(:l,:l),:l)", "The function is not allowed to be used this way in an expression; function: list_append"),
    ("SET a = begins_with(a,:s)", "The function is not allowed in an update expression; function: begins_with"),
    ("a = :n", "Syntax error; token: \"a\", near: \"a =\""),
    ("a", "Syntax error; token: \"a\", near: \"a\""),
    ("=", "Syntax error; token: \"=\", near: \"=\""),
    ("SET a = :n SET b = :n REMOVE c REMOVE d", "The \"SET\" section can only be used once in an update expression;"),
    ("SET a = :n DELETE b :n", "Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER, typeSet: ALLOWED_FOR_DELETE_OPERAND"),
    ("SET a = :n, name = :undef", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET name = :undef", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET a = :undef, name = :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET a.b = :n, a = :n", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]"),
    ("SET a.b = :n, a.b.c = :n", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, b, c]"),
    ("SET a[1] = :n, a[1] = :n", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, [1]], path two: [a, [1]]"),
    ("SET a[1] = :n, a[1].b = :n", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, [1]], path two: [a, [1], b]"),
    ("SET a[1] = :n REMOVE a.b", "Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, [1]], path two: [a, b]"),
    ("REMOVE a[1], a[1]", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, [1]], path two: [a, [1]]"),
    ("REMOVE a, a", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]"),
    ("SET a = foo(:undef)", "Invalid function name; function: foo"),
    ("SET a = :n + foo(b)", "Invalid function name; function: foo"),
    ("SET a = name", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET a = a + :n + :n", "Syntax error; token: \"+\", near: \":n + :n\""),
    ("SET a = :n - - :n", "Syntax error; token: \"-\", near: \"- - :n\""),
    ("SET a = +:n", "Syntax error; token: \"+\", near: \"= +:n\""),
    ("SET a = :n == :n", "Syntax error; token: \"=\", near: \":n ==\""),
    ("SET a = :n AND b = :n", "Syntax error; token: \"AND\", near: \":n AND b\""),
    ("SET a = :n = :n", "Syntax error; token: \"=\", near: \":n = :n\""),
    ("SET a = :n; ", "Syntax error; token: \";\", near: \":n; \""),
    ("SET a < :n", "Syntax error; token: \"<\", near: \"a < :n\""),
    ("SET pk = :n, name = :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET pk = :undef", "An expression attribute value used in expression is not defined; attribute value: :undef"),
    ("SET pk = :s REMOVE pk", "Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [pk], path two: [pk]"),
    ("SET a = if_not_exists(name, :n)", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("SET a = size(name)", "The function is not allowed in an update expression; function: size"),
    ("SET a = if_not_exists(:n)", "Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1"),
    ("SET a = if_not_exists()", "Syntax error; token: \")\", near: \"()\""),
    ("SET a = if_not_exists(a,a)", "The first operand must be distinct from the remaining operands for this operator or function; operator: if_not_exists, first operand: [a]"),
    ("REMOVE a[0", "Syntax error; token: \"<EOF>\", near: \"0\""),
    ("REMOVE a..b", "Syntax error; token: \".\", near: \"..b\""),
    ("SET a = :n,, b = :n", "Syntax error; token: \",\", near: \",, b\""),
    ("SET a = :n ADD", "Syntax error; token: \"<EOF>\", near: \"ADD\""),
    ("SET a = (((:n)))", "The expression has redundant parentheses;"),
    ("SET a = ((b + :n))", "The expression has redundant parentheses;"),
    ("SET a = NOT b", "Syntax error; token: \"NOT\", near: \"= NOT b\""),
    ("SET and = :n", "Syntax error; token: \"and\", near: \"SET and =\""),
    ("SET a.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b = :n", "The document path has too many nesting levels; nesting levels: 33"),
    ("SET a.SET a.SET a.", "Syntax error; token: \"SET\", near: \".SET a\""),
];
