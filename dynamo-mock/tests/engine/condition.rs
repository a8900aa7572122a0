//! Conditions, filters and the like: which ones are refused, with which words, and which ones hold.
//!
//! The words and answers were compared with those of DynamoDB Local.

use dynamo_model::api::{ErrorCode, PutItemInput, ServiceError};
use dynamo_model::{AttributeValue, Item};

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

/// Conditions and what the service says of them.
#[rustfmt::skip]
const REFUSED: &[(&str, &str)] = &[
    ("a = ", "Syntax error; token: \"<EOF>\", near: \"= \""),
    ("a", "Syntax error; token: \"<EOF>\", near: \"a\""),
    ("= a", "Syntax error; token: \"=\", near: \"= a\""),
    ("a = b c", "Syntax error; token: \"c\", near: \"b c\""),
    ("a == b", "Syntax error; token: \"=\", near: \"== b\""),
    ("a != b", "Syntax error; token: \"!\", near: \"a !=\""),
    ("(a = b", "Syntax error; token: \"<EOF>\", near: \"b\""),
    ("a = b)", "Syntax error; token: \")\", near: \"b)\""),
    ("((a = b))", "The expression has redundant parentheses;"),
    ("((a)) = b", "The expression has redundant parentheses;"),
    ("a = b AND", "Syntax error; token: \"<EOF>\", near: \"AND\""),
    ("a AND b", "Syntax error; token: \"AND\", near: \"a AND b\""),
    ("a = b = c", "Syntax error; token: \"=\", near: \"b = c\""),
    ("a IN ()", "Syntax error; token: \")\", near: \"()\""),
    ("a IN b", "Syntax error; token: \"b\", near: \"IN b\""),
    ("a BETWEEN :n2 AND :n", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"),
    ("a BETWEEN :n AND :s", "The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:1}, upper bound operand: AttributeValue: {S:s}"),
    ("a BETWEEN :t AND :t", "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: BOOL"),
    ("a BETWEEN :z AND :z", "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: NULL"),
    ("a BETWEEN :ss AND :ss", "Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: SS"),
    ("a < :t", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"),
    ("a < :ss", "Incorrect operand type for operator or function; operator or function: <, operand type: SS"),
    ("a < :l", "Incorrect operand type for operator or function; operator or function: <, operand type: L"),
    (":t < a", "Incorrect operand type for operator or function; operator or function: <, operand type: BOOL"),
    ("a < :z", "Incorrect operand type for operator or function; operator or function: <, operand type: NULL"),
    ("a => b", "Syntax error; token: \">\", near: \"=> b\""),
    ("foo(a)", "Invalid function name; function: foo"),
    ("foo()", "Syntax error; token: \")\", near: \"()\""),
    ("foo(", "Syntax error; token: \"<EOF>\", near: \"(\""),
    ("size(a)", "The function is not allowed to be used this way in an expression; function: size"),
    ("size(:n) = :n", "Incorrect operand type for operator or function; operator or function: size, operand type: N"),
    ("size(:t) = :n", "Incorrect operand type for operator or function; operator or function: size, operand type: BOOL"),
    ("size(size(a)) = :n", "Incorrect operand type for operator or function; operator or function: size, operand type: N"),
    ("size(a,b) = :n", "Incorrect number of operands for operator or function; operator or function: size, number of operands: 2"),
    ("size() = :n", "Syntax error; token: \")\", near: \"() =\""),
    ("attribute_exists(:n)", "Operator or function requires a document path; operator or function: attribute_exists"),
    ("attribute_exists(a,b)", "Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 2"),
    ("attribute_exists()", "Syntax error; token: \")\", near: \"()\""),
    ("attribute_exists(size(a))", "Operator or function requires a document path; operator or function: attribute_exists"),
    ("attribute_exists(a) = :t", "The function is not allowed to be used this way in an expression; function: attribute_exists"),
    ("attribute_type(a, :n)", "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N"),
    ("attribute_type(a, :s)", "Invalid attribute type name found; type: s, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"),
    ("attribute_type(a, b)", "Incorrect operand type for operator or function; operator or function: attribute_type, operand type: {DOUBLESET,NULL,FLOAT,HDS,INTSET,SS,NS,N,FS,DECIMALSET,M,S,BS,INT,DICT,DOUBLE,B,L,HD,BOOL,DECIMAL}"),
    ("attribute_type(:s, :s)", "Invalid attribute type name found; type: s, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"),
    ("attribute_type(a)", "Incorrect number of operands for operator or function; operator or function: attribute_type, number of operands: 1"),
    ("begins_with(a, :n)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
    ("begins_with(:n, :s)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
    ("begins_with(a)", "Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1"),
    ("begins_with(a,:t)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: BOOL"),
    ("contains(a)", "Incorrect number of operands for operator or function; operator or function: contains, number of operands: 1"),
    ("contains(a,a)", "The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [a]"),
    ("list_append(a,:l) = :l", "The function is not allowed in a condition expression; function: list_append"),
    ("if_not_exists(a,:l) = :l", "The function is not allowed in a condition expression; function: if_not_exists"),
    ("Attribute_exists(a)", "Invalid function name; function: Attribute_exists"),
    ("ATTRIBUTE_EXISTS(a)", "Invalid function name; function: ATTRIBUTE_EXISTS"),
    ("name = :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("a.name = :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("NAME = :n", "Attribute name is a reserved keyword; reserved keyword: NAME"),
    ("#name = :n", "An expression attribute name used in the document path is not defined; attribute name: #name"),
    ("#name.a = :n", "An expression attribute name used in the document path is not defined; attribute name: #name"),
    ("a.#name = :n", "An expression attribute name used in the document path is not defined; attribute name: #name"),
    ("a[:n] = :n", "Syntax error; token: \":n\", near: \"[:n]\""),
    ("a[-1] = :n", "Syntax error; token: \"-\", near: \"[-1\""),
    ("a[b] = :n", "Syntax error; token: \"b\", near: \"[b]\""),
    ("a[1.5] = :n", "Syntax error; token: \".\", near: \"1.5\""),
    ("a[99999999999] = :n", "List index is not within the allowable range; index: [99999999999]"),
    ("a..b = :n", "Syntax error; token: \".\", near: \"..b\""),
    ("a. = :n", "Syntax error; token: \"=\", near: \". = :n\""),
    (".a = :n", "Syntax error; token: \".\", near: \".a\""),
    ("a.b.c.d", "Syntax error; token: \"<EOF>\", near: \"d\""),
    ("a-b = :n", "Syntax error; token: \"-\", near: \"a-b\""),
    ("a b", "Syntax error; token: \"b\", near: \"a b\""),
    ("1 = :n", "Syntax error; token: \"1\", near: \"1 =\""),
    ("1a = :n", "Syntax error; token: \"1\", near: \"1a\""),
    ("_a = :n", "Syntax error; token: \"_\", near: \"_a\""),
    ("$a = :n", "Syntax error; token: \"$\", near: \"$a\""),
    ("a$ = :n", "Syntax error; token: \"$\", near: \"a$ =\""),
    ("\"a\" = :n", "Syntax error; token: \"\"\", near: \"\"a\""),
    ("a = \"x\"", "Syntax error; token: \"\"\", near: \"= \"x\""),
    ("a = 1", "Syntax error; token: \"1\", near: \"= 1\""),
    ("a = 'x'", "Syntax error; token: \"'\", near: \"= 'x\""),
    ("a @ b", "Syntax error; token: \"@\", near: \"a @ b\""),
    ("a & b", "Syntax error; token: \"&\", near: \"a & b\""),
    ("é = :n", "Syntax error; token: \"é\", near: \"é =\""),
    (":undefined = :undef2", "An expression attribute value used in expression is not defined; attribute value: :undefined"),
    ("#undef = :undefined", "An expression attribute name used in the document path is not defined; attribute name: #undef"),
    ("a = a", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]"),
    ("a = ((b))", "The expression has redundant parentheses;"),
    ("(a = :n) = :t", "Syntax error; token: \"=\", near: \") = :t\""),
    ("NOT a", "Syntax error; token: \"<EOF>\", near: \"a\""),
    ("NOT", "Syntax error; token: \"<EOF>\", near: \"NOT\""),
    ("()", "Syntax error; token: \")\", near: \"()\""),
    ("(())", "Syntax error; token: \")\", near: \"())\""),
    (" ", "Syntax error; token: \"<EOF>\", near: \" \""),
    ("a = :n;", "Syntax error; token: \";\", near: \":n;\""),
    ("a = :n -- x", "Syntax error; token: \"-\", near: \":n --\""),
    ("a + :n = :n2", "Syntax error; token: \"+\", near: \"a + :n\""),
    ("a = b + c", "Syntax error; token: \"+\", near: \"b + c\""),
    ("attribute_exists(a) AND", "Syntax error; token: \"<EOF>\", near: \"AND\""),
    ("AND", "Syntax error; token: \"AND\", near: \"AND\""),
    ("OR a = b", "Syntax error; token: \"OR\", near: \"OR a\""),
    ("attribute_not_exists(a) OR OR b=c", "Syntax error; token: \"OR\", near: \"OR OR b\""),
    ("a IN (:n,)", "Syntax error; token: \")\", near: \",)\""),
    ("a IN (:n :s)", "Syntax error; token: \":s\", near: \":n :s)\""),
    ("(((a = :n) AND b = :n2))", "The expression has redundant parentheses;"),
    ("a.b[0]..c = :n", "Syntax error; token: \".\", near: \"..c\""),
    ("a[0 = :n", "Syntax error; token: \"=\", near: \"0 = :n\""),
    ("a] = :n", "Syntax error; token: \"]\", near: \"a] =\""),
    ("#a#b = :n", "Syntax error; token: \"#b\", near: \"#a#b =\""),
    (":n:n = :n", "Syntax error; token: \":n\", near: \":n:n =\""),
    ("# = :n", "Syntax error; token: \"#\", near: \"# =\""),
    (": = :n", "Syntax error; token: \":\", near: \": =\""),
    ("a = :", "Syntax error; token: \":\", near: \"= :\""),
    ("a = #", "Syntax error; token: \"#\", near: \"= #\""),
    ("between = :n", "Syntax error; token: \"between\", near: \"between =\""),
    ("in = :n", "Syntax error; token: \"in\", near: \"in =\""),
    ("BETWEEN BETWEEN :n AND :n2", "Syntax error; token: \"BETWEEN\", near: \"BETWEEN BETWEEN\""),
    ("foo.bar(a)", "Syntax error; token: \"(\", near: \"bar(a\""),
    ("#name(a)", "Syntax error; token: \"(\", near: \"#name(a\""),
    ("a(b) = :n", "Invalid function name; function: a"),
    ("a = foo(b)", "Invalid function name; function: foo"),
    ("a = attribute_exists(b)", "The function is not allowed to be used this way in an expression; function: attribute_exists"),
    ("attribute_exists(a) AND attribute_exists(b) OR a", "Syntax error; token: \"<EOF>\", near: \"a\""),
    ("a <", "Syntax error; token: \"<EOF>\", near: \"<\""),
    ("a <>", "Syntax error; token: \"<EOF>\", near: \"<>\""),
    ("a < = :n", "Syntax error; token: \"=\", near: \"< = :n\""),
    ("a = NOT b", "Syntax error; token: \"NOT\", near: \"= NOT b\""),
    ("a AND (b", "Syntax error; token: \"AND\", near: \"a AND (\""),
    ("x = y AND z = ", "Syntax error; token: \"<EOF>\", near: \"= \""),
    ("set = :n", "Syntax error; token: \"set\", near: \"set =\""),
    ("remove = :n", "Syntax error; token: \"remove\", near: \"remove =\""),
    ("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = :n", "The document path has too many nesting levels; nesting levels: 33"),
    ("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = :n", "The document path has too many nesting levels; nesting levels: 34"),
    ("#A = :n", "An expression attribute name used in the document path is not defined; attribute name: #A"),
    ("name = :undef AND foo(a)", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("foo(a) AND name = :undef", "Invalid function name; function: foo"),
    ("((a=b)) AND name = c", "The expression has redundant parentheses;"),
    ("foo((a)) AND ((a=b))", "The expression has redundant parentheses;"),
    ("((a=b)) AND a = ", "The expression has redundant parentheses;"),
    ("a = :undef AND name = :s", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("name = :undef", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("size(a,:undef) = :n", "An expression attribute value used in expression is not defined; attribute value: :undef"),
    ("foo(:undef)", "Invalid function name; function: foo"),
    ("foo(name)", "Invalid function name; function: foo"),
    ("a BETWEEN name AND :undef", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("a IN (:undef, name)", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("list_append(name, :undef) = :n", "The function is not allowed in a condition expression; function: list_append"),
    ("attribute_exists(:undef)", "An expression attribute value used in expression is not defined; attribute value: :undef"),
    ("begins_with(name)", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("begins_with(a, a)", "The first operand must be distinct from the remaining operands for this operator or function; operator: begins_with, first operand: [a]"),
    ("a <> a", "The first operand must be distinct from the remaining operands for this operator or function; operator: <>, first operand: [a]"),
    ("a < a", "The first operand must be distinct from the remaining operands for this operator or function; operator: <, first operand: [a]"),
    ("a BETWEEN a AND b", "The first operand must be distinct from the remaining operands for this operator or function; operator: BETWEEN, first operand: [a]"),
    ("a BETWEEN b AND a", "The first operand must be distinct from the remaining operands for this operator or function; operator: BETWEEN, first operand: [a]"),
    ("a IN (a)", "The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [a]"),
    ("a IN (b, a)", "The first operand must be distinct from the remaining operands for this operator or function; operator: IN, first operand: [a]"),
    ("#a = a", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]"),
    ("a[0] = a[0]", "The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a, [0]]"),
    ("a[2147483648] = b", "List index is not within the allowable range; index: [2147483648]"),
    ("a[0000000001] = b", "Syntax error; token: \"0\", near: \"000\""),
    ("a[4294967296] = b", "List index is not within the allowable range; index: [4294967296]"),
    ("attribute_type(:t,:s)", "Invalid attribute type name found; type: s, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"),
    ("attribute_type(name,:n)", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("size(a.name) = :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("a = :n AND a = a AND name = :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("a BETWEEN :n2 AND b AND b BETWEEN :n2 AND :n", "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}"),
    ("  = a", "Syntax error; token: \"=\", near: \"  = a\""),
    ("a   =    ", "Syntax error; token: \"<EOF>\", near: \"=    \""),
    ("a = :n  x  y ", "Syntax error; token: \"x\", near: \":n  x  y\""),
    ("begins_with(size(a), :s)", "Incorrect operand type for operator or function; operator or function: begins_with, operand type: N"),
    ("size(:z)=:n", "Incorrect operand type for operator or function; operator or function: size, operand type: NULL"),
    ("attribute_type(size(a),:s)", "Invalid attribute type name found; type: s, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}"),
    ("size(begins_with(a,:s)) = :n", "The function is not allowed to be used this way in an expression; function: begins_with"),
    ("a IN (((b)))", "The expression has redundant parentheses;"),
    ("a.set = :n", "Syntax error; token: \"set\", near: \".set =\""),
    ("a.b.name.c = #x", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("a = b OR c", "Syntax error; token: \"<EOF>\", near: \"c\""),
    ("a = b OR (c", "Syntax error; token: \"<EOF>\", near: \"c\""),
    ("(a", "Syntax error; token: \"<EOF>\", near: \"a\""),
    ("(a AND", "Syntax error; token: \"AND\", near: \"a AND\""),
    ("(a) AND b = c", "Syntax error; token: \"AND\", near: \") AND b\""),
    ("(a = b AND c", "Syntax error; token: \"<EOF>\", near: \"c\""),
    ("a BETWEEN b", "Syntax error; token: \"<EOF>\", near: \"b\""),
    ("a BETWEEN b AND", "Syntax error; token: \"<EOF>\", near: \"AND\""),
    ("a BETWEEN b OR c", "Syntax error; token: \"OR\", near: \"b OR c\""),
    ("a NOT IN (b)", "Syntax error; token: \"NOT\", near: \"a NOT IN\""),
    ("a IN", "Syntax error; token: \"<EOF>\", near: \"IN\""),
    ("a IN (", "Syntax error; token: \"<EOF>\", near: \"(\""),
    ("a IN (b", "Syntax error; token: \"<EOF>\", near: \"b\""),
    ("a IN (b,", "Syntax error; token: \"<EOF>\", near: \",\""),
    ("foo(a", "Syntax error; token: \"<EOF>\", near: \"a\""),
    ("foo(a,", "Syntax error; token: \"<EOF>\", near: \",\""),
    ("foo(a b)", "Syntax error; token: \"b\", near: \"a b)\""),
    ("foo(,", "Syntax error; token: \",\", near: \"(,\""),
    ("a.", "Syntax error; token: \"<EOF>\", near: \".\""),
    ("a[", "Syntax error; token: \"<EOF>\", near: \"[\""),
    ("a[1", "Syntax error; token: \"<EOF>\", near: \"1\""),
    ("a[]", "Syntax error; token: \"]\", near: \"[]\""),
    ("a = b)) AND", "Syntax error; token: \")\", near: \"b))\""),
    ("NOT (", "Syntax error; token: \"<EOF>\", near: \"(\""),
    ("NOT )", "Syntax error; token: \")\", near: \"NOT )\""),
    ("a = b NOT", "Syntax error; token: \"NOT\", near: \"b NOT\""),
    ("a = b c = d", "Syntax error; token: \"c\", near: \"b c =\""),
    ("begins_with(a, :s) = :t", "The function is not allowed to be used this way in an expression; function: begins_with"),
    ("begins_with(a, :s) < :t", "The function is not allowed to be used this way in an expression; function: begins_with"),
    ("size(a) AND a = b", "The function is not allowed to be used this way in an expression; function: size"),
    ("NOT size(a)", "The function is not allowed to be used this way in an expression; function: size"),
    ("a BETWEEN begins_with(a,:s) AND b", "The function is not allowed to be used this way in an expression; function: begins_with"),
    ("attribute_type(a, :s) AND name = :n", "Attribute name is a reserved keyword; reserved keyword: name"),
    ("a = :n AND :n", "Syntax error; token: \"<EOF>\", near: \":n\""),
];

/// Conditions that hold without an item.
#[rustfmt::skip]
const HOLD_WITHOUT_ITEM: &[&str] = &[
    "NOT (a = b)",
    "a <> :m",
    "a<>b",
    "size(:s) = :n",
    "contains(:s,:s)",
    ":n = :n",
    "size(:ss)=:n",
    "size(:l)=:n",
    "size(:b)=:n",
    "(NOT a = b)",
];

/// Conditions that fail without an item.
#[rustfmt::skip]
const FAIL_WITHOUT_ITEM: &[&str] = &[
    "(a = b)",
    "((a = b) AND c = d)",
    "(a) = b",
    "NOT NOT a = b",
    "a = b and c = d",
    "a = b And not c = d",
    "a IN (b)",
    "a IN (:n, :s)",
    "(a) IN (:n)",
    "a BETWEEN :n AND :n2",
    "a BETWEEN b AND c AND d = e",
    "a between :n and :n2",
    "a = :t",
    "a>=b",
    "size(a) = :n",
    "begins_with(a, :s)",
    "begins_with(a, :b)",
    "begins_with(a,b)",
    "contains(a, :n)",
    "contains(:s, :n)",
    "contains(:s, a)",
    "contains(a, :l)",
    "contains(:n, a)",
    "contains(:ss, a)",
    "a[0] = :n",
    "a[0][1].b = :n",
    "a1 = :n",
    ":n = :n2",
    "a = :n OR b = :n2 AND c = :s",
    "(a = :n OR b = :n2) AND c = :s",
    "a = (b)",
    "a\t=\n:n",
    "size (a) = :n",
    "attribute_exists (a)",
    "attribute_exists((a))",
    "a = :n AND (b = :n2 AND (c = :s))",
    "NOT(a=b)AND(c=d)",
    "contains = :n",
    "a = size(b)",
    "size(a) BETWEEN :n AND :n2",
    "size(a) IN (:n)",
    "a IN (size(b))",
    "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = :n",
    "a[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0] = :n",
    "a BETWEEN b AND b",
    "a[2147483647] = b",
    "begins_with(:s, a)",
    ":n < :s",
    ":n < :n",
    ":s BETWEEN a AND b",
    "a BETWEEN :n AND b",
    "contains(:z, a)",
    "contains(a,:z)",
    "contains(a, :ss)",
    "contains(size(a), :n)",
    "size(:m)=:n",
    "(a) BETWEEN (b) AND (c)",
    "a IN ((b))",
    "(size(a)) = :n",
    "NOT (NOT (a = b))",
    "((a) = b)",
    "size(a) = size(a)",
    "size(a) = size(b)",
];
