//! Conditions, filters and the like: which ones are refused, with which words, and which ones hold.
//!
//! The words and answers were compared with those of DynamoDB Local.

use dynamo_model::api::{ErrorCode, PutItemInput, ServiceError};
use dynamo_model::{AttributeValue, Item};

use crate::condition_table::{FAIL_WITHOUT_ITEM, HOLD_WITHOUT_ITEM, REFUSED};
use crate::fixture::{call, engine, item, key, l, m, n, names, put, s, ss};

/// The values that the conditions below may use.
fn values(condition: &str) -> Item {
    let all = [
        (":s", s("s")),
        (":n", n("1")),
        (":n2", n("2")),
        (":l", l(&[n("1")])),
        (":m", m(&[])),
        (":ss", ss(&["a"])),
        (":ns", AttributeValue::Ns([n("1").as_n().copied().unwrap()].into())),
        (":b", AttributeValue::B(b"a".to_vec())),
        (":t", AttributeValue::Bool(true)),
        (":z", AttributeValue::Null),
    ];
    let uses = |name: &str| {
        condition.match_indices(name).any(|(at, _)| {
            !condition[at + name.len()..]
                .starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_')
        })
    };
    item(&all.into_iter().filter(|(name, _)| uses(name)).collect::<Vec<_>>())
}

/// Puts `item` over a stored item on a condition.
fn conditional(stored: Option<Item>, condition: &str) -> Result<(), ServiceError> {
    let engine = engine();
    if let Some(stored) = stored {
        put(&engine, stored);
    }
    let aliased = condition.contains("#a =");
    let input = PutItemInput {
        table_name: "items".into(),
        item: key("p", "s"),
        condition_expression: Some(condition.to_owned()),
        expression_attribute_names: if aliased { names(&[("#a", "a")]) } else { names(&[]) },
        expression_attribute_values: values(condition),
        ..PutItemInput::default()
    };
    call(&engine, input).map(drop)
}

/// Whether a condition holds for a stored item.
fn holds(stored: Option<Item>, condition: &str) -> bool {
    match conditional(stored, condition) {
        Ok(()) => true,
        Err(error) => {
            assert_eq!(error.code, ErrorCode::ConditionalCheckFailed, "{condition}: {error}");
            false
        }
    }
}

fn refusal(condition: &str) -> String {
    let error = conditional(None, condition).expect_err(condition);
    assert_eq!(error.code, ErrorCode::Validation, "{condition}");
    let prefix = "1 validation error detected: Invalid ConditionExpression: ";
    error.message.strip_prefix(prefix).unwrap_or(&error.message).to_owned()
}

#[test]
fn broken_conditions_are_refused_in_the_words_of_the_service() {
    for (condition, message) in REFUSED {
        assert_eq!(refusal(condition), *message, "{condition}");
    }
}

#[test]
fn absent_attributes_equal_nothing_and_differ_from_everything() {
    for condition in HOLD_WITHOUT_ITEM {
        assert!(holds(None, condition), "{condition}");
    }
    for condition in FAIL_WITHOUT_ITEM {
        assert!(!holds(None, condition), "{condition}");
    }
}

#[test]
fn operators_and_functions_read_the_stored_item() {
    let stored = || {
        let mut stored = key("p", "s");
        stored.extend(item(&[
            ("n1", n("1")),
            ("n2", n("2.0")),
            ("word", s("sea")),
            ("li", l(&[n("1"), s("s"), m(&[("x", n("1"))])])),
            ("mp", m(&[("x", n("1")), ("y", l(&[n("2")]))])),
            ("set_", ss(&["a", "s"])),
            ("nums", AttributeValue::Ns([n("1"), n("3")].iter().filter_map(|v| v.as_n().copied()).collect())),
            ("bytes_", AttributeValue::B(b"cab".to_vec())),
            ("none_", AttributeValue::Null),
            ("yes", AttributeValue::Bool(true)),
        ]));
        Some(stored)
    };
    let hold = [
        "n1 = :n AND n2 = :n2 AND n1 < n2 AND n2 >= n1 AND n1 <> n2",
        "n1 BETWEEN :n AND :n2 AND NOT n2 BETWEEN :n AND n1",
        "n2 IN (:s, :n, :n2) AND NOT n2 IN (:s, :n)",
        "begins_with(word, :s) AND contains(word, :s) AND contains(:s, :s)",
        "contains(li, :s) AND contains(li, :n) AND NOT contains(li, :n2)",
        "contains(set_, :s) AND contains(nums, :n) AND NOT contains(nums, :n2) AND contains(bytes_, :b)",
        "li[0] = :n AND li[2].x = :n AND mp.y[0] = :n2",
        "attribute_exists(mp.y) AND attribute_not_exists(mp.z) AND attribute_not_exists(li[3])",
        "size(word) > :n2 AND size(li) > :n2 AND size(mp) = :n2 AND size(set_) = :n2 AND size(nums) = :n2",
        "NOT size(n1) = :n AND NOT size(yes) = :n",
        "yes = :t AND none_ = :z AND attribute_exists(none_)",
        "word <> :n AND NOT word < :n AND NOT word > :n",
        "n1 = :n2 OR n1 = :n AND n2 = :n2",
        "NOT n1 = :n2 AND (n1 = :n OR n2 = :n)",
        "NOT nope < :n AND NOT nope = :n AND nope <> :n AND NOT nope IN (:n)",
        "NOT begins_with(n1, :s) AND NOT contains(n1, :n)",
    ];
    for condition in hold {
        assert!(holds(stored(), condition), "{condition}");
        assert!(!holds(stored(), &format!("NOT ({condition})")), "NOT ({condition})");
    }
}

#[test]
fn types_are_named_as_on_the_wire() {
    let values = [
        ("S", s("")),
        ("N", n("0")),
        ("B", AttributeValue::B(Vec::new())),
        ("BOOL", AttributeValue::Bool(false)),
        ("NULL", AttributeValue::Null),
        ("L", l(&[])),
        ("M", m(&[])),
        ("SS", ss(&["a"])),
        ("NS", AttributeValue::Ns([n("1").as_n().copied().unwrap()].into())),
        ("BS", AttributeValue::Bs([b"a".to_vec()].into())),
    ];
    for (name, value) in &values {
        for (other, _) in &values {
            let engine = engine();
            let mut stored = key("p", "s");
            stored.insert("a", value.clone());
            put(&engine, stored);
            let input = PutItemInput {
                table_name: "items".into(),
                item: key("p", "s"),
                condition_expression: Some("attribute_type(a, :type)".to_owned()),
                expression_attribute_values: item(&[(":type", s(other))]),
                ..PutItemInput::default()
            };
            assert_eq!(call(&engine, input).is_ok(), name == other, "{name} {other}");
        }
    }
}

#[test]
fn expressions_have_at_most_4096_bytes_and_300_operators() {
    let long = |bytes: usize| format!("a = {}", "x".repeat(bytes - 4));
    assert!(!holds(None, &long(4096)));
    assert_eq!(
        refusal(&long(4097)),
        "Expression size has exceeded the maximum allowed size; expression size: 4097"
    );
    let many = |operands: usize| vec!["a = :n"; operands].join(" OR ");
    assert!(!holds(None, &many(150)));
    const TOO_MANY: &str = "The expression contains too many operators; operator count: 301";
    assert_eq!(refusal(&many(151)), TOO_MANY);
    assert!(!holds(None, &format!("{}a = :n", "NOT ".repeat(298))));
    assert_eq!(refusal(&format!("{}a = :n", "NOT ".repeat(300))), TOO_MANY);
    let list = |values: usize| format!("a IN ({})", vec![":n"; values].join(","));
    assert!(!holds(None, &list(100)));
    assert_eq!(
        refusal(&list(101)),
        "The IN operator is provided with too many operands; number of operands: 101"
    );
    assert_eq!(
        refusal(&format!("a{} = :n", ".a".repeat(32))),
        "The document path has too many nesting levels; nesting levels: 33"
    );
}

/// The stack of a thread is 2 MiB unless the program says otherwise.
#[test]
fn no_expression_exhausts_a_small_stack() {
    let deep = [
        format!("{}a = :n{}", "(".repeat(2000), ")".repeat(2000)),
        "(".repeat(4096),
        format!("{}a = :n{}", "NOT (".repeat(680), ")".repeat(680)),
        format!("{}a = :n", "NOT ".repeat(1000)),
        format!("{}a{} = :n", "size(".repeat(600), ")".repeat(600)),
        "size(".repeat(800),
        format!("a = {}b{}", "(".repeat(2000), ")".repeat(2000)),
        format!("{}a = :n{}", "(".repeat(300), " OR b = :n)".repeat(300)),
        vec!["a=b"; 500].join(" OR "),
        vec!["a=a"; 500].join(" AND "),
        format!("a = {}", "[0]".repeat(1000)),
        format!("a{} = :n", "[0]".repeat(1000)),
    ];
    std::thread::Builder::new()
        .stack_size(2 * 1024 * 1024)
        .spawn(move || {
            for condition in &deep {
                refusal(condition);
            }
            // The deepest one that is legal: a parenthesis for each `NOT`.
            let deepest = format!("{}a = :n{}", "NOT (".repeat(298), ")".repeat(298));
            assert!(!holds(None, &deepest));
        })
        .unwrap()
        .join()
        .unwrap();
}
