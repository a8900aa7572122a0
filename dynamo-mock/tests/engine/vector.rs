//! Vector indexes, and SearchVectors.

use dynamo_mock::Engine;
use dynamo_model::api::{
    BillingMode, CreateTableInput, DeleteItemInput, DeleteVectorIndexAction, DescribeTableInput, ErrorCode,
    IndexStatus, ProvisionedThroughput, PutItemInput, QueryInput, ReturnConsumedCapacity, ScanInput,
    SearchSchemaElement, SearchSchemaElementType, SearchVectorsInput, ServiceError, UpdateItemInput,
    UpdateTableInput, VectorAttributeDefinition, VectorDistanceFunction, VectorIndex, VectorIndexUpdate,
};
use dynamo_model::{AttributeValue, Item};
use proptest::prelude::{prop, proptest};

use crate::fixture::{call, definitions, item, key_schema, l, n, projection, refused, s};

const INVALID: &str = "One or more parameter values were invalid: ";

fn element(text: &str) -> SearchSchemaElement {
    let (name, kind) = match text.strip_prefix('#') {
        Some(name) => (name, SearchSchemaElementType::Hash),
        None => (text, SearchSchemaElementType::InlineFilter),
    };
    SearchSchemaElement { attribute_name: name.to_owned(), search_schema_element_type: kind }
}

/// An index `vectors` of the attribute `v`. The partition key of its search has a `#` before it.
fn index(function: VectorDistanceFunction, schema: &str, projected: &str) -> VectorIndex {
    VectorIndex {
        index_name: "vectors".to_owned(),
        vector_attribute: VectorAttributeDefinition { attribute_name: "v".to_owned() },
        search_schema: schema.split_whitespace().map(element).collect(),
        projection: projection(projected),
        dimensions: 2,
        distance_function: function,
    }
}

fn definition(index: VectorIndex) -> CreateTableInput {
    let searched: Vec<String> =
        index.search_schema.iter().map(|element| format!(" {}:S", element.attribute_name)).collect();
    CreateTableInput {
        table_name: "items".into(),
        attribute_definitions: definitions(&format!("id:S{}", searched.concat())),
        key_schema: key_schema("id"),
        vector_indexes: vec![index],
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    }
}

fn engine_with(index: VectorIndex) -> Engine {
    let engine = Engine::new();
    call(&engine, definition(index)).unwrap();
    engine
}

fn vector(numbers: &[f32]) -> Vec<AttributeValue> {
    numbers.iter().map(|number| n(&number.to_string())).collect()
}

fn put_in(engine: &Engine, id: &str, numbers: &[f32], more: &[(&str, AttributeValue)]) {
    let mut new = item(&[("id", s(id)), ("v", l(&vector(numbers)))]);
    new.extend(item(more));
    try_put(engine, new).unwrap();
}

fn try_put(engine: &Engine, item: Item) -> Result<(), ServiceError> {
    call(engine, PutItemInput { table_name: "items".into(), item, ..PutItemInput::default() }).map(drop)
}

fn search_for(numbers: &[f32]) -> SearchVectorsInput {
    SearchVectorsInput {
        table_name: "items".into(),
        index_name: "vectors".to_owned(),
        search_vector: vector(numbers),
        top_k: 10,
        ..SearchVectorsInput::default()
    }
}

fn with(condition: &str, values: &[(&str, AttributeValue)]) -> SearchVectorsInput {
    SearchVectorsInput {
        search_condition_expression: Some(condition.to_owned()),
        expression_attribute_values: item(values),
        ..search_for(&[1.0, 0.0])
    }
}

/// The ids that a search finds, with their scores.
fn found(engine: &Engine, input: SearchVectorsInput) -> Vec<(String, f64)> {
    let results = call(engine, input).unwrap().search_results;
    let id = |item: &Item| item.get("id").unwrap().as_s().unwrap().to_owned();
    results.iter().map(|found| (id(found.item.as_item()), found.score)).collect()
}

fn ids(engine: &Engine, input: SearchVectorsInput) -> Vec<String> {
    found(engine, input).into_iter().map(|(id, _)| id).collect()
}

#[test]
fn the_most_alike_come_first_by_each_function() {
    let near = |function| {
        let engine = engine_with(index(function, "", "*"));
        put_in(&engine, "same", &[3.0, 4.0], &[]);
        put_in(&engine, "twice", &[6.0, 8.0], &[]);
        put_in(&engine, "across", &[-4.0, 3.0], &[]);
        put_in(&engine, "opposite", &[-3.0, -4.0], &[]);
        put_in(&engine, "nothing", &[0.0, 0.0], &[]);
        try_put(&engine, item(&[("id", s("without"))])).unwrap();
        found(&engine, search_for(&[3.0, 4.0]))
    };
    let named = |found: &[(&str, f64)]| -> Vec<(String, f64)> {
        found.iter().map(|(id, score)| ((*id).to_owned(), *score)).collect()
    };
    let euclidean = near(VectorDistanceFunction::Euclidean);
    assert_eq!(euclidean[..2], named(&[("same", 0.0), ("nothing", 5.0)])[..]);
    assert_eq!(euclidean.len(), 5, "an item without a vector is not in the index");
    let dot = near(VectorDistanceFunction::DotProduct);
    let expected = [("twice", 50.0), ("same", 25.0), ("across", 0.0), ("nothing", 0.0), ("opposite", -25.0)];
    assert_eq!(dot[..2], named(&expected)[..2]);
    assert_eq!(dot[4], named(&expected)[4]);
    let mut cosine = near(VectorDistanceFunction::Cosine);
    assert!(cosine[..2].iter().all(|(_, score)| *score < 1e-9), "{cosine:?}");
    assert_eq!(cosine.pop().unwrap(), ("opposite".to_owned(), 2.0));
    assert!(cosine[2..].iter().all(|(_, score)| *score == 1.0), "{cosine:?}");
}

#[test]
fn a_search_returns_at_most_what_is_asked_for() {
    let engine = engine_with(index(VectorDistanceFunction::Euclidean, "", "*"));
    for number in 0..20u8 {
        put_in(&engine, &format!("{number:02}"), &[f32::from(number), 0.0], &[]);
    }
    let three = SearchVectorsInput { top_k: 3, ..search_for(&[7.0, 0.0]) };
    assert_eq!(ids(&engine, three)[0], "07");
    assert_eq!(ids(&engine, SearchVectorsInput { top_k: 100, ..search_for(&[0.0, 0.0]) }).len(), 20);
    for (top_k, message) in [
        (
            0,
            "1 validation error detected: Value at 'TopK' failed to satisfy constraint: \
             Member must have value greater than or equal to 1",
        ),
        (
            101,
            "Provided TopK value '101' is out of valid range. The value must be between 1 and 100 inclusive",
        ),
    ] {
        refused(call(&engine, SearchVectorsInput { top_k, ..search_for(&[0.0, 0.0]) }), message);
    }
}

#[test]
fn the_index_follows_its_items() {
    let engine = engine_with(index(VectorDistanceFunction::Euclidean, "#shop brand", "*"));
    let of = |shop: &str| with("shop = :s", &[(":s", s(shop))]);
    put_in(&engine, "1", &[1.0, 0.0], &[("shop", s("a")), ("brand", s("x"))]);
    put_in(&engine, "2", &[1.0, 1.0], &[("shop", s("a"))]);
    put_in(&engine, "3", &[1.0, 2.0], &[]);
    assert_eq!(ids(&engine, of("a")), ["1", "2"]);
    let update = |id: &str, expression: &str, values: &[(&str, AttributeValue)]| UpdateItemInput {
        table_name: "items".into(),
        key: item(&[("id", s(id))]),
        update_expression: Some(expression.to_owned()),
        expression_attribute_values: item(values),
        ..UpdateItemInput::default()
    };
    call(&engine, update("1", "SET shop = :s", &[(":s", s("b"))])).unwrap();
    call(&engine, update("3", "SET shop = :s", &[(":s", s("a"))])).unwrap();
    assert_eq!(ids(&engine, of("a")), ["2", "3"]);
    assert_eq!(ids(&engine, of("b")), ["1"]);
    call(&engine, update("3", "SET v[1] = :n", &[(":n", n("0"))])).unwrap();
    assert_eq!(ids(&engine, of("a")), ["3", "2"]);
    call(&engine, update("2", "REMOVE v", &[])).unwrap();
    let delete =
        DeleteItemInput { table_name: "items".into(), key: item(&[("id", s("1"))]), ..Default::default() };
    call(&engine, delete).unwrap();
    assert_eq!(ids(&engine, of("a")), ["3"]);
    assert_eq!(ids(&engine, of("b")), [""; 0]);
    let described = call(&engine, DescribeTableInput { table_name: "items".into() }).unwrap().table;
    assert_eq!(described.vector_indexes[0].item_count, 1);
}

#[test]
fn conditions_name_the_partition_and_compare_filters() {
    let engine = engine_with(index(VectorDistanceFunction::Euclidean, "#shop brand", "*"));
    for (id, shop, brand) in [("1", "a", "x"), ("2", "a", "y"), ("3", "b", "x")] {
        put_in(&engine, id, &[1.0, 0.0], &[("shop", s(shop)), ("brand", s(brand))]);
    }
    put_in(&engine, "4", &[1.0, 0.0], &[("shop", s("a"))]);
    let (a, x, y) = ((":a", s("a")), (":x", s("x")), (":y", s("y")));
    let find = |condition: &str, values: &[(&str, AttributeValue)]| {
        let mut found = ids(&engine, with(condition, values));
        found.sort();
        found
    };
    assert_eq!(find("shop = :a", std::slice::from_ref(&a)), ["1", "2", "4"]);
    assert_eq!(find(":x = brand AND :a = shop", &[a.clone(), x.clone()]), ["1"]);
    assert_eq!(find("shop = :a AND brand > :x", &[a.clone(), x.clone()]), ["2"]);
    assert_eq!(find("shop = :a AND brand IN (:x, :y)", &[a.clone(), x.clone(), y.clone()]), ["1", "2"]);
    assert_eq!(find("shop = :a AND brand BETWEEN :x AND :y", &[a.clone(), x.clone(), y]), ["1", "2"]);

    let refuse = |condition: &str, values: &[(&str, AttributeValue)], message: &str| {
        refused(call(&engine, with(condition, values)), message);
    };
    const MISSING: &str = "SearchConditionExpression must be provided when SearchSchema has a HASH key";
    refused(call(&engine, search_for(&[1.0, 0.0])), MISSING);
    refuse("brand = :x", std::slice::from_ref(&x), MISSING);
    const COMPARATOR: &str =
        "Invalid SearchConditionExpression: Invalid comparator used in SearchConditionExpression";
    refuse("shop > :a", std::slice::from_ref(&a), COMPARATOR);
    refuse("shop = :a OR brand = :x", &[a.clone(), x.clone()], COMPARATOR);
    refuse("NOT shop = :a", std::slice::from_ref(&a), COMPARATOR);
    refuse(
        "shop = :a AND shop = :x",
        &[a.clone(), x.clone()],
        "Invalid SearchConditionExpression: SearchConditionExpression must only contain one condition per attribute",
    );
    refuse(
        "shop = :a AND brand.b = :x",
        &[a.clone(), x.clone()],
        "Invalid SearchConditionExpression: SearchConditionExpression cannot have conditions on nested attributes",
    );
    refuse(
        "shop = :a AND maker = :x",
        &[a.clone(), x],
        "SearchConditionExpression must not contain any attributes that is not in SearchSchema. \
         Invalid attribute: maker",
    );
    refuse(
        "shop = :a",
        &[(":a", n("1"))],
        "Type of 'shop' attribute in SearchConditionExpression (N) does not match type in search schema (S)",
    );
    refuse(
        "shop = :a",
        &[(":a", s(""))],
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
         empty string value. Key: shop",
    );
    let unused = SearchVectorsInput { expression_attribute_values: item(&[a]), ..search_for(&[1.0, 0.0]) };
    refused(call(&engine, unused), "ExpressionAttributeValues can only be specified when using expressions");
}

#[test]
fn an_answer_holds_what_the_index_projects() {
    let projected = |projection: &str, expression: Option<&str>| {
        let engine = engine_with(index(VectorDistanceFunction::Cosine, "brand", projection));
        put_in(&engine, "1", &[0.1, 0.0], &[("brand", s("x")), ("a", n("1")), ("b", n("2"))]);
        let input = SearchVectorsInput {
            projection_expression: expression.map(str::to_owned),
            ..search_for(&[1.0, 0.0])
        };
        let found = call(&engine, input).unwrap().search_results.remove(0).item.into_item();
        found.names().map(|name| name.as_ref().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(projected("*", None), ["a", "b", "brand", "id", "v"]);
    assert_eq!(projected("", None), ["brand", "id"]);
    assert_eq!(projected("a", None), ["a", "brand", "id"]);
    assert_eq!(projected("a", Some("a, b")), ["a"]);
}

#[test]
fn vectors_are_kept_with_32_bits() {
    let engine = engine_with(index(VectorDistanceFunction::Euclidean, "", "*"));
    let precise = item(&[("id", s("1")), ("v", l(&[n("0.1234567890123456789"), n("16777217")]))]);
    try_put(&engine, precise.clone()).unwrap();
    let found = call(&engine, search_for(&[0.0, 0.0])).unwrap().search_results.remove(0).item.into_item();
    assert_eq!(found.get("v"), Some(&l(&[n("0.12345679"), n("16777216")])));
    let scan = call(&engine, ScanInput { table_name: "items".into(), ..ScanInput::default() }).unwrap();
    assert_eq!(scan.items[0].as_item(), &precise, "the table keeps what was written");
}

#[test]
fn a_vector_that_the_index_cannot_hold_is_refused() {
    let engine = engine_with(index(VectorDistanceFunction::Cosine, "#shop brand", "*"));
    const WRONG: &str = "One or more parameter values were invalid. ";
    for (value, message) in [
        (
            s("1"),
            "Invalid type for parameter v, Expected: 32-bit floating point number list IndexName: vectors",
        ),
        (l(&[n("1")]), "Invalid size for parameter v, Expected: 2, Actual: 1 IndexName: vectors"),
        (
            l(&[n("1"), s("2")]),
            "Invalid type for parameter v[1], Expected: 32-bit floating point number, Actual: S. IndexName: vectors",
        ),
        (
            l(&[n("1e39"), n("2")]),
            "Invalid value for parameter v[0], Value: 1000000000000000000000000000000000000000 is outside valid \
             range [-3.4028235E38, 3.4028235E38]. IndexName: vectors",
        ),
    ] {
        let new = item(&[("id", s("1")), ("v", value.clone())]);
        refused(try_put(&engine, new), &format!("{WRONG}{message}"));
        put_in(&engine, "2", &[1.0, 0.0], &[]);
        let update = UpdateItemInput {
            table_name: "items".into(),
            key: item(&[("id", s("2"))]),
            update_expression: Some("SET v = :v".to_owned()),
            expression_attribute_values: item(&[(":v", value)]),
            ..UpdateItemInput::default()
        };
        refused(call(&engine, update), &format!("{WRONG}{message}"));
    }
    for attribute in ["shop", "brand"] {
        let new = item(&[("id", s("1")), (attribute, n("1"))]);
        let message = format!(
            "{WRONG}Attribute '{attribute}' type mismatch. Expected: S, Actual: N. IndexName: vectors"
        );
        refused(try_put(&engine, new), &message);
    }
    let empty = "One or more parameter values are not valid. A value specified for a secondary index key is not \
                 supported. The AttributeValue for a key attribute cannot contain an empty string value. \
                 IndexName: vectors, IndexKey: shop";
    refused(try_put(&engine, item(&[("id", s("1")), ("shop", s(""))])), empty);
    try_put(&engine, item(&[("id", s("1")), ("brand", s(""))])).unwrap();
}

#[test]
fn a_search_vector_fits_the_index() {
    let engine = engine_with(index(VectorDistanceFunction::Cosine, "", "*"));
    let of = |search_vector: Vec<AttributeValue>| SearchVectorsInput { search_vector, ..search_for(&[]) };
    refused(
        call(&engine, of(vec![n("1")])),
        "Input search vector dimension 1 does not match vector index dimension 2",
    );
    for wrong in [s("1"), n("1e39"), l(&[n("1"), n("2")])] {
        refused(
            call(&engine, of(vec![wrong, n("1")])),
            "Search vector contains invalid values. All values in the search vector must be a 32-bit \
             floating-point number attribute",
        );
    }
    refused(
        call(&engine, of(Vec::new())),
        "1 validation error detected: Value at 'SearchVector' failed to satisfy constraint: Member must have \
         length greater than or equal to 1",
    );
    let other = SearchVectorsInput { index_name: "other".to_owned(), ..search_for(&[1.0, 0.0]) };
    refused(call(&engine, other), "The table does not have the specified index: other");
    let none = SearchVectorsInput { table_name: "none".into(), ..search_for(&[1.0, 0.0]) };
    assert_eq!(call(&engine, none).unwrap_err().code, ErrorCode::ResourceNotFound);
}

#[test]
fn an_index_of_vectors_is_not_read_in_order() {
    let engine = engine_with(index(VectorDistanceFunction::Cosine, "#shop", "*"));
    let query = QueryInput {
        table_name: "items".into(),
        index_name: Some("vectors".to_owned()),
        key_condition_expression: Some("shop = :s".to_owned()),
        expression_attribute_values: item(&[(":s", s("a"))]),
        ..QueryInput::default()
    };
    refused(call(&engine, query), "Query operation not supported on this index type.");
    let scan = ScanInput {
        table_name: "items".into(),
        index_name: Some("vectors".to_owned()),
        ..ScanInput::default()
    };
    refused(call(&engine, scan), "Scan operation not supported on this index type.");
}

#[test]
fn a_definition_keeps_the_rules() {
    let base = || index(VectorDistanceFunction::Cosine, "#shop", "*");
    let create = |definition| call(&Engine::new(), definition);
    let described = create(definition(base())).unwrap().table_description.vector_indexes.remove(0);
    assert_eq!(described.search_schema, base().search_schema);
    assert_eq!((described.dimensions, described.distance_function), (2, VectorDistanceFunction::Cosine));
    assert_eq!(described.index_arn, "arn:aws:dynamodb:us-east-1:000000000000:table/items/index/vectors");

    let units = Some(ProvisionedThroughput { read_capacity_units: 1, write_capacity_units: 1 });
    let provisioned =
        CreateTableInput { billing_mode: None, provisioned_throughput: units, ..definition(base()) };
    refused(
        create(provisioned),
        &format!("{INVALID}Vector indexes are only supported for PAY_PER_REQUEST tables"),
    );
    for dimensions in [0, 4097] {
        refused(
            create(definition(VectorIndex { dimensions, ..base() })),
            &format!("{INVALID}Number of dimensions must be between 1 and 4096 inclusive."),
        );
    }
    assert!(create(definition(VectorIndex { dimensions: 4096, ..base() })).is_ok());
    let undefined = CreateTableInput { attribute_definitions: definitions("id:S"), ..definition(base()) };
    refused(
        create(undefined),
        &format!("{INVALID}One element in SearchSchema is not defined in attribute definitions"),
    );
    let defined =
        CreateTableInput { attribute_definitions: definitions("id:S shop:S v:S"), ..definition(base()) };
    refused(
        create(defined),
        &format!(
            "{INVALID}Conflicting attribute definition for 'v'. An attribute cannot be defined in \
             AttributeDefinitions when used as a VectorAttribute."
        ),
    );
    let mut two = definition(base());
    two.vector_indexes.push(VectorIndex { index_name: "more".to_owned(), dimensions: 3, ..base() });
    refused(
        create(two.clone()),
        &format!(
            "{INVALID}Conflicting attribute definition for 'v'. All VectorIndexes on the same vector attribute \
             must use the same dimensions."
        ),
    );
    two.vector_indexes[1] = base();
    refused(create(two.clone()), &format!("{INVALID}Duplicate index name: vectors"));
    two.vector_indexes =
        (0..6).map(|number| VectorIndex { index_name: format!("vectors{number}"), ..base() }).collect();
    refused(create(two), &format!("{INVALID}VectorIndex count exceeds the per-table limit of 5"));
    let keys = index(VectorDistanceFunction::Cosine, "#shop #brand", "*");
    refused(
        create(definition(keys)),
        &format!(
            "{INVALID}Value '2' at 'SearchSchema' failed to satisfy constraint: Member must have HASH count less \
             than or equal to 1"
        ),
    );
}

#[test]
fn an_index_is_added_to_a_table_with_items_and_removed() {
    let engine = Engine::new();
    let plain = CreateTableInput {
        attribute_definitions: definitions("id:S"),
        vector_indexes: Vec::new(),
        ..definition(index(VectorDistanceFunction::Euclidean, "", "*"))
    };
    call(&engine, plain).unwrap();
    put_in(&engine, "1", &[1.0, 0.0], &[]);
    try_put(&engine, item(&[("id", s("2")), ("v", s("no vector"))])).unwrap();
    let change = |create, delete| UpdateTableInput {
        table_name: "items".into(),
        vector_index_updates: vec![VectorIndexUpdate { create, delete }],
        ..UpdateTableInput::default()
    };
    let added = index(VectorDistanceFunction::Euclidean, "brand", "*");
    let mut create = change(Some(added.clone()), None);
    refused(
        call(&engine, create.clone()),
        &format!("{INVALID}One element in SearchSchema is not defined in attribute definitions"),
    );
    create.attribute_definitions = definitions("brand:S");
    let shown = call(&engine, create.clone()).unwrap().table_description.vector_indexes.remove(0);
    assert_eq!((shown.index_status, shown.backfilling), (Some(IndexStatus::Creating), Some(false)));
    assert_eq!(ids(&engine, search_for(&[0.0, 0.0])), ["1"], "what is no vector is passed over");
    refused(call(&engine, create), "Attempting to create an index which already exists");
    // What was there before the index may stay as it is.
    let update = UpdateItemInput {
        table_name: "items".into(),
        key: item(&[("id", s("2"))]),
        update_expression: Some("SET a = :a".to_owned()),
        expression_attribute_values: item(&[(":a", n("1"))]),
        ..UpdateItemInput::default()
    };
    call(&engine, update).unwrap();
    let provisioned = UpdateTableInput {
        table_name: "items".into(),
        billing_mode: Some(BillingMode::Provisioned),
        provisioned_throughput: Some(ProvisionedThroughput {
            read_capacity_units: 1,
            write_capacity_units: 1,
        }),
        ..UpdateTableInput::default()
    };
    refused(
        call(&engine, provisioned),
        &format!("{INVALID}Tables with vector indexes must be in PAY_PER_REQUEST mode"),
    );
    let delete = change(None, Some(DeleteVectorIndexAction { index_name: "vectors".to_owned() }));
    let shown = call(&engine, delete.clone()).unwrap().table_description.vector_indexes.remove(0);
    assert_eq!(shown.index_status, Some(IndexStatus::Deleting));
    let described = call(&engine, DescribeTableInput { table_name: "items".into() }).unwrap().table;
    assert!(described.vector_indexes.is_empty());
    assert_eq!(described.attribute_definitions, definitions("id:S"));
    assert_eq!(call(&engine, delete).unwrap_err().code, ErrorCode::ResourceNotFound);
    let mut both = change(Some(added.clone()), None);
    both.vector_index_updates.push(VectorIndexUpdate { create: Some(added), delete: None });
    assert_eq!(call(&engine, both).unwrap_err().code, ErrorCode::LimitExceeded);
}

#[test]
fn writes_and_searches_cost_bytes() {
    let mut large = index(VectorDistanceFunction::Euclidean, "", "");
    large.dimensions = 1000;
    let engine = engine_with(large);
    let numbers = vec![0.5; 1000];
    let write = |id: &str, a: &str| PutItemInput {
        table_name: "items".into(),
        item: item(&[("id", s(id)), ("v", l(&vector(&numbers))), ("a", s(a))]),
        return_consumed_capacity: Some(ReturnConsumedCapacity::Indexes),
        ..PutItemInput::default()
    };
    let written =
        |input: PutItemInput| call(&engine, input).unwrap().consumed_capacity.unwrap().vector_indexes;
    // Four bytes a number, and the names and keys.
    let bytes = written(write("1", "x"))["vectors"].vector_write_request_bytes;
    assert_eq!(bytes, Some(4000.0 + 1.0 + 3.0));
    assert!(written(write("1", "y")).is_empty(), "what is not projected costs nothing there");
    let total =
        PutItemInput { return_consumed_capacity: Some(ReturnConsumedCapacity::Total), ..write("2", "x") };
    assert!(written(total).is_empty());
    let input = SearchVectorsInput {
        return_consumed_capacity: Some(ReturnConsumedCapacity::Total),
        ..search_for(&numbers)
    };
    let capacity = call(&engine, input).unwrap().consumed_capacity.unwrap();
    assert_eq!(capacity.vector_search_request_bytes, Some(8008.0));
}

#[test]
fn snapshots_and_forks_have_their_own_vectors() {
    let engine = engine_with(index(VectorDistanceFunction::Euclidean, "", "*"));
    put_in(&engine, "1", &[1.0, 0.0], &[]);
    let (snapshot, fork) = (engine.snapshot(), engine.fork());
    put_in(&engine, "2", &[1.0, 0.0], &[]);
    assert_eq!(ids(&fork, search_for(&[0.0, 0.0])), ["1"]);
    assert_eq!(ids(&engine, search_for(&[0.0, 0.0])).len(), 2);
    engine.restore(&snapshot);
    assert_eq!(ids(&engine, search_for(&[0.0, 0.0])), ["1"]);
}

proptest! {
    /// The index against the plain meaning: every item that has a vector, sorted by distance.
    #[test]
    fn a_search_finds_what_sorting_finds(
        vectors in prop::collection::vec((-9i8..9, -9i8..9, prop::bool::ANY), 0..30),
        from in (-9i8..9, -9i8..9),
    ) {
        let engine = engine_with(index(VectorDistanceFunction::Euclidean, "", "*"));
        let mut expected = Vec::new();
        for (at, (x, y, there)) in vectors.iter().enumerate() {
            put_in(&engine, &at.to_string(), &[f32::from(*x), f32::from(*y)], &[]);
            if *there {
                let (x, y) = (f64::from(*x) - f64::from(from.0), f64::from(*y) - f64::from(from.1));
                expected.push((x * x + y * y).sqrt());
            } else {
                let key = item(&[("id", s(&at.to_string()))]);
                let delete = DeleteItemInput { table_name: "items".into(), key, ..DeleteItemInput::default() };
                call(&engine, delete).unwrap();
            }
        }
        expected.sort_by(f64::total_cmp);
        let input = SearchVectorsInput { top_k: 100, ..search_for(&[f32::from(from.0), f32::from(from.1)]) };
        let scores: Vec<f64> = found(&engine, input).into_iter().map(|(_, score)| score).collect();
        assert_eq!(scores, expected);
    }
}
