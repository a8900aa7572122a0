//! Random conditions: what the backend makes of the rendered text is what the tree says.

use dynamo_model::api::{
    AttributeDefinition, BillingMode, CreateTableInput, ErrorCode, KeySchemaElement, KeyType,
};
use dynamo_model::api::{DeleteItemInput, PutItemInput};
use dynamo_model::expression::{AttributeTypeName, Comparison, Condition, DocumentPath, Operand, Renderer};
use dynamo_model::schema::{ScalarType, WireType};
use dynamo_model::{AttributeValue, BackendError, Item, Number};
use dynamo_tests::{Case, for_each_backend};
use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

fn scalar() -> impl Strategy<Value = AttributeValue> {
    prop_oneof![
        (-2i8..4).prop_map(|number| AttributeValue::N(Number::from(number))),
        "[ab]{0,2}".prop_map(AttributeValue::S),
        Just(AttributeValue::Bool(true)),
        Just(AttributeValue::B(vec![1])),
    ]
}

fn path() -> impl Strategy<Value = DocumentPath> {
    // Reserved words, odd characters, places inside other values, and an attribute that is never there.
    prop_oneof![
        Just(DocumentPath::attribute("size")),
        Just(DocumentPath::attribute("a.b #c")),
        Just(DocumentPath::attribute("map").entry("and")),
        Just(DocumentPath::attribute("list").element(1)),
        Just(DocumentPath::attribute("list").element(5)),
        Just(DocumentPath::attribute("absent")),
    ]
}

fn operand() -> impl Strategy<Value = Operand> {
    prop_oneof![path().prop_map(Operand::Path), scalar().prop_map(|value| Operand::Value(Ok(value)))]
}

fn comparison() -> impl Strategy<Value = Comparison> {
    use Comparison::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
    prop_oneof![
        Just(Equal),
        Just(NotEqual),
        Just(Less),
        Just(LessOrEqual),
        Just(Greater),
        Just(GreaterOrEqual)
    ]
}

fn is_legal(left: &DocumentPath, comparison: Comparison, right: &Operand) -> bool {
    match right {
        Operand::Path(path) => path != left,
        Operand::Value(Ok(AttributeValue::Bool(_))) => {
            matches!(comparison, Comparison::Equal | Comparison::NotEqual)
        }
        _ => true,
    }
}

fn condition() -> impl Strategy<Value = Condition> {
    let text = || "[ab]{1,2}".prop_map(|text| Operand::Value(Ok(AttributeValue::S(text))));
    let leaf = prop_oneof![
        (path(), comparison(), operand())
            .prop_filter(
                "the service refuses an operand beside itself, and an order of truth values",
                |(left, op, right)| is_legal(left, *op, right)
            )
            .prop_map(|(left, op, right)| Condition::Compare(Operand::Path(left), op, right)),
        (path(), -2i8..2, 0i8..3).prop_map(|(path, lower, width)| {
            let bound = |number: i8| Operand::Value(Ok(AttributeValue::N(Number::from(number))));
            Condition::Between(Operand::Path(path), bound(lower), bound(lower + width))
        }),
        (path(), proptest::collection::vec(operand(), 1..4))
            .prop_filter("the service refuses an operand beside itself", |(path, values)| {
                values.iter().all(|value| is_legal(path, Comparison::Equal, value))
            })
            .prop_map(|(path, values)| Condition::In(Operand::Path(path), values)),
        path().prop_map(Condition::Exists),
        path().prop_map(Condition::NotExists),
        path().prop_map(|path| Condition::HasType(path, AttributeTypeName(WireType::S))),
        (path(), text()).prop_map(|(path, prefix)| Condition::BeginsWith(path, prefix)),
        (path(), text()).prop_map(|(path, part)| Condition::Contains(path, part)),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::Or),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn item() -> impl Strategy<Value = Item> {
    let optional = || proptest::option::of(scalar());
    (optional(), optional(), optional(), proptest::collection::vec(scalar(), 0..3)).prop_map(
        |(size, odd, and, list)| {
            let mut item =
                Item::from_iter([("pk", AttributeValue::from("one")), ("list", AttributeValue::L(list))]);
            let named = |name: &'static str, value: Option<AttributeValue>| value.map(|value| (name, value));
            item.extend(named("size", size).into_iter().chain(named("a.b #c", odd)));
            item.insert("map", AttributeValue::M(named("and", and).into_iter().collect()));
            item
        },
    )
}

/// The value that an operand stands for, by the tree alone.
fn value<'v>(item: &'v Item, operand: &'v Operand) -> Option<&'v AttributeValue> {
    match operand {
        Operand::Value(value) => value.as_ref().ok(),
        Operand::Path(path) | Operand::Size(path) => at(item, path),
    }
}

fn at<'v>(item: &'v Item, path: &DocumentPath) -> Option<&'v AttributeValue> {
    use dynamo_model::expression::PathElement;
    let mut steps = path.elements().iter();
    let Some(PathElement::Name(root)) = steps.next() else { return None };
    steps.try_fold(item.get(root)?, |value, step| match (value, step) {
        (AttributeValue::M(map), PathElement::Name(name)) => map.get(name),
        (AttributeValue::L(list), PathElement::Index(index)) => list.get(*index),
        _ => None,
    })
}

fn order(a: &AttributeValue, b: &AttributeValue) -> Option<std::cmp::Ordering> {
    match (a, b) {
        (AttributeValue::S(a), AttributeValue::S(b)) => Some(a.cmp(b)),
        (AttributeValue::N(a), AttributeValue::N(b)) => Some(a.cmp(b)),
        (AttributeValue::B(a), AttributeValue::B(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

fn holds(item: &Item, condition: &Condition) -> bool {
    let text = |operand: &Operand| {
        value(item, operand).and_then(AttributeValue::as_s).unwrap_or_default().to_owned()
    };
    match condition {
        Condition::Compare(left, comparison, right) => {
            let (left, right) = (value(item, left), value(item, right));
            let ordered = || left.zip(right).and_then(|(left, right)| order(left, right));
            match comparison {
                Comparison::Equal => left.is_some() && left == right,
                Comparison::NotEqual => !(left.is_some() && left == right),
                Comparison::Less => ordered().is_some_and(|order| order.is_lt()),
                Comparison::LessOrEqual => ordered().is_some_and(|order| order.is_le()),
                Comparison::Greater => ordered().is_some_and(|order| order.is_gt()),
                Comparison::GreaterOrEqual => ordered().is_some_and(|order| order.is_ge()),
            }
        }
        Condition::Between(operand, lower, upper) => {
            let compare = |other| value(item, operand).zip(value(item, other)).and_then(|(a, b)| order(a, b));
            compare(lower).is_some_and(|order| order.is_ge())
                && compare(upper).is_some_and(|order| order.is_le())
        }
        Condition::In(operand, values) => {
            let own = value(item, operand);
            own.is_some() && values.iter().any(|other| value(item, other) == own)
        }
        Condition::Exists(path) => at(item, path).is_some(),
        Condition::NotExists(path) => at(item, path).is_none(),
        Condition::HasType(path, name) => {
            at(item, path).is_some_and(|value| value.type_name() == name.as_str())
        }
        Condition::BeginsWith(path, prefix) => {
            at(item, path).and_then(AttributeValue::as_s).is_some_and(|own| own.starts_with(&text(prefix)))
        }
        Condition::Contains(path, part) => {
            at(item, path).and_then(AttributeValue::as_s).is_some_and(|own| own.contains(&text(part)))
        }
        Condition::And(all) => all.iter().all(|condition| holds(item, condition)),
        Condition::Or(any) => any.iter().any(|condition| holds(item, condition)),
        Condition::Not(inner) => !holds(item, inner),
        other => panic!("not made here: {other:?}"),
    }
}

async fn table(case: &Case) -> std::sync::Arc<str> {
    let table_name = case.table_name();
    let create = CreateTableInput {
        table_name: table_name.clone(),
        attribute_definitions: vec![AttributeDefinition {
            attribute_name: "pk".to_owned(),
            attribute_type: ScalarType::S,
        }],
        key_schema: vec![KeySchemaElement { attribute_name: "pk".to_owned(), key_type: KeyType::Hash }],
        billing_mode: Some(BillingMode::PayPerRequest),
        ..Default::default()
    };
    case.answer(create).await;
    table_name
}

#[test]
fn a_condition_means_what_its_tree_says() {
    for_each_backend(async |case| {
        let table_name = table(case).await;
        let mut runner = TestRunner::deterministic();
        let cases = Config::default().cases;
        let mut held = 0;
        for _ in 0..cases {
            let (item, condition) = (item(), condition()).new_tree(&mut runner).unwrap().current();
            let put =
                PutItemInput { table_name: table_name.clone(), item: item.clone(), ..Default::default() };
            case.answer(put).await;
            let mut renderer = Renderer::new();
            let expression = renderer.condition(&condition).unwrap();
            let (names, values) = renderer.finish();
            let delete = DeleteItemInput {
                table_name: table_name.clone(),
                key: Item::from_iter([("pk", AttributeValue::from("one"))]),
                condition_expression: Some(expression.clone()),
                expression_attribute_names: names,
                expression_attribute_values: values,
                ..Default::default()
            };
            let expected = holds(&item, &condition);
            let met = match case.call(delete).await {
                Ok(_) => true,
                Err(BackendError::Service { error, .. })
                    if error.code == ErrorCode::ConditionalCheckFailed =>
                {
                    false
                }
                Err(error) => panic!("{expression}: {error}"),
            };
            assert_eq!(met, expected, "{expression}\n{condition:?}\n{}", show(&item));
            held += u32::from(met);
        }
        assert!(held > cases / 10 && held < cases, "{held} of {cases} conditions held");
    });
}

fn show(item: &Item) -> String {
    String::from_utf8(dynamo_model::wire::encode_item(item)).unwrap()
}
