use dynamo_mock::Engine;
use dynamo_model::api::{
    BillingMode, CreateTableInput, ErrorCode, PutItemInput, QueryInput, QueryOutput, ReturnConsumedCapacity,
    ReturnedItem, Select, ServiceError,
};
use dynamo_model::{AttributeValue, Item};

use crate::fixture::{call, definitions, engine, item, key, key_schema, n, put, refused, s};

/// Six items in the partition `p`: sort keys `s0` to `s5`, `h` 0, 0, 1, 1, 2, 2, and `l` from `l5` to `l0`.
fn stocked() -> Engine {
    let engine = engine();
    for at in 0..6 {
        let mut stored = key("p", &format!("s{at}"));
        stored.extend(item(&[
            ("g", s("g")),
            ("h", n(&(at / 2).to_string())),
            ("l", s(&format!("l{}", 5 - at))),
            ("a", n(&at.to_string())),
            ("x", s(&"x".repeat(900))),
        ]));
        put(&engine, stored);
    }
    engine
}

/// A query whose values are those of the placeholders that it uses.
fn input(condition: &str) -> QueryInput {
    with_values(QueryInput {
        table_name: "items".into(),
        key_condition_expression: Some(condition.to_owned()),
        ..QueryInput::default()
    })
}

fn with_values(input: QueryInput) -> QueryInput {
    let all = [
        (":p", s("p")),
        (":s", s("s2")),
        (":s4", s("s4")),
        (":n", n("1")),
        (":g", s("g")),
        (":e", s("")),
        (":t", AttributeValue::Bool(true)),
        (":begin", s("s")),
        (":b", AttributeValue::B(b"a".to_vec())),
    ];
    let texts = [&input.key_condition_expression, &input.filter_expression];
    let uses = |name: &str| {
        texts.iter().filter_map(|text| text.as_deref()).any(|text| {
            text.match_indices(name).any(|(at, _)| {
                !text[at + name.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
            })
        })
    };
    let values: Vec<_> = all.into_iter().filter(|(name, _)| uses(name)).collect();
    QueryInput { expression_attribute_values: item(&values), ..input }
}

fn on(index: &str, input: QueryInput) -> QueryInput {
    QueryInput { index_name: Some(index.to_owned()), ..input }
}

fn filtered(filter: &str, input: QueryInput) -> QueryInput {
    with_values(QueryInput { filter_expression: Some(filter.to_owned()), ..input })
}

fn run(input: QueryInput) -> Result<QueryOutput, ServiceError> {
    call(&stocked(), input)
}

/// The sort keys of the answer.
fn sort_keys(output: &QueryOutput) -> String {
    let sort_key =
        |item: &ReturnedItem| item.as_item().get("sk").and_then(AttributeValue::as_s).unwrap().to_owned();
    output.items.iter().map(sort_key).collect::<Vec<_>>().join(" ")
}

#[test]
fn conditions_on_the_sort_key_cut_a_range() {
    for (condition, expected) in [
        ("pk = :p", "s0 s1 s2 s3 s4 s5"),
        (":p = pk", "s0 s1 s2 s3 s4 s5"),
        ("pk = :p AND sk = :s", "s2"),
        ("sk = :s AND pk = :p", "s2"),
        ("pk = :p AND sk < :s", "s0 s1"),
        ("pk = :p AND sk <= :s", "s0 s1 s2"),
        ("pk = :p AND sk > :s", "s3 s4 s5"),
        ("pk = :p AND sk >= :s", "s2 s3 s4 s5"),
        ("pk = :p AND :s < sk", "s3 s4 s5"),
        ("pk = :p AND sk BETWEEN :s AND :s4", "s2 s3 s4"),
        ("pk = :p AND begins_with(sk, :begin)", "s0 s1 s2 s3 s4 s5"),
        ("(pk = :p) AND (begins_with(sk, :s))", "s2"),
        ("pk = :g", ""),
    ] {
        assert_eq!(sort_keys(&run(input(condition)).unwrap()), expected, "{condition}");
    }
    let backward = QueryInput { scan_index_forward: Some(false), ..input("pk = :p AND sk > :s") };
    assert_eq!(sort_keys(&run(backward).unwrap()), "s5 s4 s3");
}

#[test]
fn numbers_are_ordered_by_value_and_bytes_as_unsigned() {
    let engine = Engine::new();
    for (name, scalar) in [("numbers", "N"), ("bytes", "B")] {
        let definition = CreateTableInput {
            table_name: name.into(),
            attribute_definitions: definitions(&format!("pk:S sk:{scalar}")),
            key_schema: key_schema("pk/sk"),
            billing_mode: Some(BillingMode::PayPerRequest),
            ..CreateTableInput::default()
        };
        call(&engine, definition).unwrap();
    }
    let order = |table: &str, keys: &[AttributeValue]| {
        for sk in keys {
            let item = item(&[("pk", s("p")), ("sk", sk.clone())]);
            call(&engine, PutItemInput { table_name: table.into(), item, ..PutItemInput::default() })
                .unwrap();
        }
        let output = call(&engine, QueryInput { table_name: table.into(), ..input("pk = :p") }).unwrap();
        output.items.iter().map(|found| found.as_item().get("sk").unwrap().clone()).collect::<Vec<_>>()
    };
    let numbers = ["-1e20", "-10", "-9.5", "-1e-130", "0", "1e-130", "2", "10", "1e2", "9e125"].map(n);
    let mut mixed = numbers.to_vec();
    mixed.reverse();
    assert_eq!(order("numbers", &mixed), numbers);
    let bytes = [&[0][..], &[0, 0], &[0, 1], &[1], &[127], &[128], &[255], &[255, 0]];
    let bytes = bytes.map(|bytes| AttributeValue::B(bytes.to_vec()));
    let mut mixed = bytes.to_vec();
    mixed.reverse();
    assert_eq!(order("bytes", &mixed), bytes);
}

#[test]
fn key_conditions_keep_their_rules() {
    const ONE: &str =
        "Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key";
    const NESTED: &str =
        "Invalid KeyConditionExpression: KeyConditionExpressions cannot have conditions on nested attributes";
    const TYPE: &str =
        "One or more parameter values were invalid: Condition parameter type does not match schema type";
    const EMPTY: &str = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot \
                         contain an empty string value. Key: ";
    const UNSUPPORTED: &str = "Query key condition not supported";
    const MANY: &str = "The number of query conditions (3) exceeds the number of key attributes defined in the \
                        schema (2)";
    let operator = |name: &str| format!("Invalid operator used in KeyConditionExpression: {name}");
    let in_condition = |what: &str| format!("Invalid condition in KeyConditionExpression: {what}");
    let missed = |name: &str| format!("Query condition missed key schema element: {name}");
    for (condition, message) in [
        ("sk = :s", missed("pk")),
        ("a = :n", missed("pk")),
        ("pk = :p AND a = :n", missed("sk")),
        ("pk = :n", TYPE.to_owned()),
        ("pk = :p AND sk = :n", TYPE.to_owned()),
        ("pk = :p AND begins_with(sk, :b)", TYPE.to_owned()),
        ("pk = :e", format!("{EMPTY}pk")),
        ("pk = :p AND sk > :e", format!("{EMPTY}sk")),
        ("pk < :p", UNSUPPORTED.to_owned()),
        ("begins_with(pk, :p)", UNSUPPORTED.to_owned()),
        ("pk BETWEEN :p AND :s", UNSUPPORTED.to_owned()),
        ("pk = :p AND pk = :p", ONE.to_owned()),
        ("sk > :s AND sk < :s4", ONE.to_owned()),
        ("pk = :p AND sk <> :s", operator("<>")),
        ("pk = :p AND sk IN (:s)", operator("IN")),
        ("pk = :p OR sk = :s", operator("OR")),
        ("NOT pk = :p", operator("NOT")),
        ("pk = :p AND contains(sk, :s)", operator("contains")),
        ("attribute_exists(pk)", operator("attribute_exists")),
        ("pk = sk", in_condition("Multiple attribute names used in one condition")),
        (":p = :p", in_condition("No key attribute specified")),
        (
            "pk = :p AND begins_with(:s, sk)",
            in_condition("begins_with operator must have the key attribute as its first operand"),
        ),
        ("size(pk) = :n", "KeyConditionExpressions cannot contain nested operations".to_owned()),
        ("pk.a = :p", NESTED.to_owned()),
        ("pk = :p AND sk[0] = :s", NESTED.to_owned()),
        ("pk = :p AND sk = :s AND a = :n", MANY.to_owned()),
        (
            "pk = :p AND sk BETWEEN :s4 AND :s",
            "Invalid KeyConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal \
             to lower bound; lower bound operand: AttributeValue: {S:s4}, upper bound operand: AttributeValue: \
             {S:s2}"
                .to_owned(),
        ),
        ("pk", "Invalid KeyConditionExpression: Syntax error; token: \"<EOF>\", near: \"pk\"".to_owned()),
        ("", "Invalid KeyConditionExpression: The expression can not be empty;".to_owned()),
        (
            "((pk = :p))",
            "Invalid KeyConditionExpression: The expression has redundant parentheses;".to_owned(),
        ),
    ] {
        refused(run(input(condition)), &message);
    }
    refused(
        run(QueryInput { table_name: "items".into(), ..QueryInput::default() }),
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
    );
}

#[test]
fn the_limit_counts_items_before_the_filter() {
    let query = filtered("a > :n", QueryInput { limit: Some(3), ..input("pk = :p") });
    let page = run(query).unwrap();
    assert_eq!((sort_keys(&page).as_str(), page.count, page.scanned_count), ("s2", 1, 3));
    assert_eq!(page.last_evaluated_key, Some(key("p", "s2")));
    // An empty page with a key is legal.
    let query = filtered("a > :n", QueryInput { limit: Some(1), ..input("pk = :p") });
    let page = run(query).unwrap();
    assert_eq!((page.items.len(), page.last_evaluated_key), (0, Some(key("p", "s0"))));
    for wrong in [0, -1] {
        refused(
            run(QueryInput { limit: Some(wrong), ..input("pk = :p") }),
            "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value \
             greater than or equal to 1",
        );
    }
}

#[test]
fn a_page_that_ends_at_the_limit_has_a_key_even_at_the_end() {
    let last = |limit| run(QueryInput { limit: Some(limit), ..input("pk = :p") }).unwrap().last_evaluated_key;
    assert_eq!(last(6), Some(key("p", "s5")));
    assert_eq!(last(7), None);
}

#[test]
fn a_page_ends_with_the_item_that_reaches_one_megabyte() {
    let engine = engine();
    for at in 0..4 {
        let mut stored = key("p", &format!("s{at}"));
        stored.insert("x", s(&"x".repeat(400_000)));
        put(&engine, stored);
    }
    let page = call(&engine, input("pk = :p")).unwrap();
    assert_eq!((page.count, page.last_evaluated_key), (3, Some(key("p", "s2"))));
}

#[test]
fn pages_joined_are_the_whole_in_both_directions_on_every_index() {
    let engine = stocked();
    for index in [None, Some("gsi"), Some("inc"), Some("lsi")] {
        let condition = if matches!(index, Some("gsi" | "inc")) { "g = :g" } else { "pk = :p" };
        for forward in [true, false] {
            let query = QueryInput {
                index_name: index.map(str::to_owned),
                scan_index_forward: Some(forward),
                ..input(condition)
            };
            let whole = sort_keys(&call(&engine, query.clone()).unwrap());
            let (mut joined, mut start) = (Vec::new(), None);
            loop {
                let query = QueryInput { limit: Some(1), exclusive_start_key: start, ..query.clone() };
                let page = call(&engine, query).unwrap();
                joined.extend((!page.items.is_empty()).then(|| sort_keys(&page)));
                match page.last_evaluated_key {
                    Some(key) => start = Some(key),
                    None => break,
                }
            }
            assert_eq!(joined.join(" "), whole, "{index:?} {forward}");
        }
    }
}

#[test]
fn the_last_evaluated_key_of_an_index_has_its_keys_and_the_tables() {
    let page = run(on("gsi", QueryInput { limit: Some(1), ..input("g = :g") })).unwrap();
    let expected: Item = item(&[("g", s("g")), ("h", n("0")), ("pk", s("p")), ("sk", s("s0"))]);
    assert_eq!(page.last_evaluated_key, Some(expected));
    let page = run(on("lsi", QueryInput { limit: Some(1), ..input("pk = :p") })).unwrap();
    assert_eq!(page.last_evaluated_key, Some(item(&[("l", s("l0")), ("pk", s("p")), ("sk", s("s5"))])));
}

#[test]
fn a_start_key_must_fit_the_query() {
    let start = |key: Item, query: QueryInput| run(QueryInput { exclusive_start_key: Some(key), ..query });
    const INVALID: &str = "The provided starting key is invalid";
    const OUTSIDE: &str =
        "The provided starting key is outside query boundaries based on provided conditions";
    const RANGE: &str = "The provided starting key does not match the range key predicate";
    refused(start(Item::new(), input("pk = :p")), INVALID);
    refused(start(item(&[("pk", s("p"))]), input("pk = :p")), INVALID);
    refused(start(item(&[("pk", s("p")), ("sk", n("1"))]), input("pk = :p")), INVALID);
    refused(start(item(&[("pk", s("p")), ("sk", s("s")), ("z", s("z"))]), input("pk = :p")), INVALID);
    refused(start(key("p", "s1"), on("gsi", input("g = :g"))), INVALID);
    refused(start(key("q", "s1"), input("pk = :p")), OUTSIDE);
    refused(start(key("p", "s0"), input("pk = :p AND sk > :s")), RANGE);
    refused(start(key("p", "s5"), input("pk = :p AND begins_with(sk, :s)")), RANGE);
    // The key need not be that of an item.
    let page = start(key("p", "s2x"), input("pk = :p")).unwrap();
    assert_eq!(sort_keys(&page), "s3 s4 s5");
}

#[test]
fn a_filter_uses_no_attribute_of_the_key_that_is_queried() {
    let keyed = |name: &str| {
        format!(
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: {name}"
        )
    };
    refused(run(filtered("sk > :s", input("pk = :p"))), &keyed("sk"));
    refused(run(filtered("a = pk", input("pk = :p"))), &keyed("pk"));
    refused(run(on("lsi", filtered("l = :s", input("pk = :p")))), &keyed("l"));
    refused(run(on("gsi", filtered("h = :n", input("g = :g")))), &keyed("h"));
    assert_eq!(run(on("gsi", filtered("pk = :p", input("g = :g")))).unwrap().count, 6);
    refused(
        run(filtered("a =", input("pk = "))),
        "Invalid FilterExpression: Syntax error; token: \"<EOF>\", near: \"=\"",
    );
}

#[test]
fn an_index_returns_what_it_projects() {
    let attributes = |query: QueryInput| -> Vec<String> {
        let page = run(QueryInput { limit: Some(1), ..query }).unwrap();
        page.items[0].as_item().names().map(|name| name.to_string()).collect()
    };
    assert_eq!(attributes(on("gsi", input("g = :g"))), ["a", "g", "h", "l", "pk", "sk", "x"]);
    assert_eq!(attributes(on("inc", input("g = :g"))), ["a", "g", "pk", "sk"]);
    assert_eq!(attributes(on("lsi", input("pk = :p"))), ["l", "pk", "sk"]);
    let all = QueryInput { select: Some(Select::AllAttributes), ..on("lsi", input("pk = :p")) };
    assert_eq!(attributes(all), ["a", "g", "h", "l", "pk", "sk", "x"]);
    let some = QueryInput { projection_expression: Some("a".to_owned()), ..on("lsi", input("pk = :p")) };
    assert_eq!(attributes(some), ["a"]);
}

#[test]
fn a_global_index_has_nothing_but_its_projection() {
    let inc = || on("inc", input("g = :g"));
    const INVALID: &str = "One or more parameter values were invalid: ";
    refused(
        run(QueryInput { select: Some(Select::AllAttributes), ..inc() }),
        &format!(
            "{INVALID}Select type ALL_ATTRIBUTES is not supported for global secondary index inc because its \
             projection type is not ALL"
        ),
    );
    refused(
        run(QueryInput { projection_expression: Some("x, a".to_owned()), ..inc() }),
        &format!("{INVALID}Global secondary index inc does not project [x]"),
    );
    refused(
        run(on("inc", filtered("x = :g", input("g = :g")))),
        &format!("{INVALID}Secondary index inc does not project one or more filter attributes: [x]"),
    );
    refused(
        run(QueryInput { consistent_read: Some(true), ..inc() }),
        "Consistent reads are not supported on global secondary indexes",
    );
    refused(run(on("none", input("g = :g"))), "The table does not have the specified index: none");
}

#[test]
fn select_and_projection_must_agree() {
    const DETECTED: &str = "1 validation error detected: ";
    const CANNOT: &str = "Cannot specify the ProjectionExpression when choosing to get";
    let select = |select, projection: Option<&str>| {
        run(QueryInput {
            select: Some(select),
            projection_expression: projection.map(str::to_owned),
            ..input("pk = :p")
        })
    };
    assert_eq!(select(Select::Count, None).map(|page| (page.count, page.items.len())).unwrap(), (6, 0));
    assert_eq!(select(Select::SpecificAttributes, Some("a")).unwrap().count, 6);
    refused(select(Select::Count, Some("a")), &format!("{DETECTED}{CANNOT} only the Count"));
    refused(select(Select::AllAttributes, Some("a")), &format!("{DETECTED}{CANNOT} ALL_ATTRIBUTES"));
    refused(
        select(Select::SpecificAttributes, None),
        &format!(
            "{DETECTED}Must specify the AttributesToGet or ProjectionExpression when choosing to get \
             SPECIFIC_ATTRIBUTES"
        ),
    );
    refused(
        select(Select::AllProjectedAttributes, None),
        &format!("{DETECTED}ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName"),
    );
}

#[test]
fn a_query_adds_up_bytes_and_then_rounds() {
    let units = |query: QueryInput| {
        let query = QueryInput { return_consumed_capacity: Some(ReturnConsumedCapacity::Indexes), ..query };
        let used = run(query).unwrap().consumed_capacity.unwrap();
        let part = |parts: &std::collections::BTreeMap<String, dynamo_model::api::Capacity>| {
            parts.values().map(|part| part.capacity_units).sum::<f64>()
        };
        let table = used.table.unwrap().capacity_units;
        (
            used.capacity_units,
            table,
            part(&used.global_secondary_indexes),
            part(&used.local_secondary_indexes),
        )
    };
    // Six items of about 920 bytes are two units of 4 KB.
    assert_eq!(units(input("pk = :p")), (1.0, 1.0, 0.0, 0.0));
    assert_eq!(units(QueryInput { consistent_read: Some(true), ..input("pk = :p") }), (2.0, 2.0, 0.0, 0.0));
    assert_eq!(units(on("gsi", input("g = :g"))), (1.0, 0.0, 1.0, 0.0));
    assert_eq!(units(on("lsi", input("pk = :p"))), (0.5, 0.0, 0.0, 0.5));
    // Each item that a local index fetches is a read of its own.
    let fetched = QueryInput { select: Some(Select::AllAttributes), ..on("lsi", input("pk = :p")) };
    assert_eq!(units(fetched), (3.5, 3.0, 0.0, 0.5));
}

#[test]
fn items_without_an_index_key_are_not_in_the_index() {
    let engine = stocked();
    let mut without = key("p", "s6");
    without.insert("g", s("g"));
    put(&engine, without);
    let count = |query: QueryInput| call(&engine, query).unwrap().count;
    assert_eq!(count(on("gsi", input("g = :g"))), 6);
    assert_eq!(count(on("inc", input("g = :g"))), 7);
    assert_eq!(count(on("lsi", input("pk = :p"))), 6);
}

#[test]
fn a_table_that_is_not_there_is_not_found() {
    let error = run(QueryInput { table_name: "none".into(), ..input("pk = :p") }).unwrap_err();
    assert_eq!(
        (error.code, error.message.as_str()),
        (ErrorCode::ResourceNotFound, "Requested resource not found")
    );
}
