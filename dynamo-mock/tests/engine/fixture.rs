//! Short ways to write requests.

use dynamo_mock::Engine;
use dynamo_model::api::{
    Action, AttributeDefinition, BillingMode, CreateTableInput, ErrorCode, GetItemInput,
    GlobalSecondaryIndex, IndexProjection, KeySchemaElement, KeyType, LocalSecondaryIndex, ProjectionType,
    PutItemInput, ServiceError,
};
use dynamo_model::{AttributeValue, Item};
use dynamo_schema::ScalarType;

/// A text.
pub(crate) fn s(text: &str) -> AttributeValue {
    AttributeValue::from(text)
}

/// A number.
pub(crate) fn n(text: &str) -> AttributeValue {
    AttributeValue::N(text.parse().unwrap())
}

/// A list.
pub(crate) fn l(values: &[AttributeValue]) -> AttributeValue {
    AttributeValue::L(values.to_vec())
}

/// A map.
pub(crate) fn m(attributes: &[(&str, AttributeValue)]) -> AttributeValue {
    AttributeValue::M(item(attributes))
}

/// A set of texts.
pub(crate) fn ss(texts: &[&str]) -> AttributeValue {
    AttributeValue::Ss(texts.iter().map(|text| (*text).to_owned()).collect())
}

/// An item or a map of values behind placeholders.
pub(crate) fn item(attributes: &[(&str, AttributeValue)]) -> Item {
    attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()
}

/// The key `pk`, `sk`.
pub(crate) fn key(pk: &str, sk: &str) -> Item {
    item(&[("pk", s(pk)), ("sk", s(sk))])
}

/// Names behind placeholders.
pub(crate) fn names(names: &[(&str, &str)]) -> dynamo_model::api::ExpressionAttributeNames {
    names.iter().map(|(key, name)| ((*key).to_owned().into(), (*name).to_owned().into())).collect()
}

/// Answers a request.
pub(crate) fn call<A: Action>(engine: &Engine, input: A) -> Result<A::Output, ServiceError> {
    engine
        .call(input.into())
        .map(|response| A::output(response).expect("the response is of the request's action"))
}

/// Asserts that a request is refused with this message.
pub(crate) fn refused<T: std::fmt::Debug>(answer: Result<T, ServiceError>, message: &str) {
    let error = answer.expect_err(message);
    assert_eq!((error.code.as_str(), error.message.as_str()), (ErrorCode::Validation.as_str(), message));
}

/// Attribute definitions from `name:type`.
pub(crate) fn definitions(text: &str) -> Vec<AttributeDefinition> {
    text.split_whitespace()
        .map(|part| {
            let (name, scalar) = part.split_once(':').unwrap();
            let attribute_type = match scalar {
                "N" => ScalarType::N,
                "B" => ScalarType::B,
                _ => ScalarType::S,
            };
            AttributeDefinition { attribute_name: name.to_owned(), attribute_type }
        })
        .collect()
}

/// A key schema from `hash,hash/range,range`.
pub(crate) fn key_schema(text: &str) -> Vec<KeySchemaElement> {
    let (hash, range) = text.split_once('/').unwrap_or((text, ""));
    let elements = |names: &str, key_type| -> Vec<KeySchemaElement> {
        let names = names.split(',').filter(|name| !name.is_empty());
        names.map(|name| KeySchemaElement { attribute_name: name.to_owned(), key_type }).collect()
    };
    [elements(hash, KeyType::Hash), elements(range, KeyType::Range)].concat()
}

/// A projection: `*`, the empty text for keys only, or names.
pub(crate) fn projection(text: &str) -> IndexProjection {
    let (projection_type, names) = match text {
        "*" => (ProjectionType::All, ""),
        "" => (ProjectionType::KeysOnly, ""),
        names => (ProjectionType::Include, names),
    };
    IndexProjection {
        projection_type: Some(projection_type),
        non_key_attributes: names.split_whitespace().map(str::to_owned).collect(),
    }
}

/// A global index.
pub(crate) fn gsi(name: &str, key: &str, projected: &str) -> GlobalSecondaryIndex {
    GlobalSecondaryIndex {
        index_name: name.to_owned(),
        key_schema: key_schema(key),
        projection: projection(projected),
        provisioned_throughput: None,
    }
}

/// A local index.
pub(crate) fn lsi(name: &str, key: &str, projected: &str) -> LocalSecondaryIndex {
    LocalSecondaryIndex {
        index_name: name.to_owned(),
        key_schema: key_schema(key),
        projection: projection(projected),
    }
}

/// The definition of the table `items`: key `pk`, `sk`; the global indexes `gsi` (`g`, number `h`; all) and `inc`
/// (`g`; `a`), the local index `lsi` (`l`; keys only).
pub(crate) fn definition() -> CreateTableInput {
    CreateTableInput {
        table_name: "items".into(),
        attribute_definitions: definitions("pk:S sk:S g:S h:N l:S"),
        key_schema: key_schema("pk/sk"),
        global_secondary_indexes: vec![gsi("gsi", "g/h", "*"), gsi("inc", "g", "a")],
        local_secondary_indexes: vec![lsi("lsi", "pk/l", "")],
        billing_mode: Some(BillingMode::PayPerRequest),
        ..CreateTableInput::default()
    }
}

/// An engine with the empty table `items`.
pub(crate) fn engine() -> Engine {
    let engine = Engine::new();
    call(&engine, definition()).unwrap();
    engine
}

/// Puts an item into `items`.
pub(crate) fn put(engine: &Engine, item: Item) {
    call(engine, PutItemInput { table_name: "items".into(), item, ..PutItemInput::default() }).unwrap();
}

/// Reads an item of `items`.
pub(crate) fn get(engine: &Engine, pk: &str, sk: &str) -> Option<Item> {
    let input = GetItemInput { table_name: "items".into(), key: key(pk, sk), ..GetItemInput::default() };
    call(engine, input).unwrap().item.map(dynamo_model::api::ReturnedItem::into_item)
}
