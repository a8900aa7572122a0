//! Each rule about vector indexes: a model that keeps it and one that breaks it.

use dynamo_schema::ViolationKind::{self as Kind};
use dynamo_schema::{
    AttributeModel, AttributeType, EntityModel, IntegerType, List, Projection, ScalarType, TableModel,
    VectorDistance, VectorIndexModel, assert_valid, validate,
};

use crate::shop::{entity, key, table};

fn vector(name: &str, attribute: &str) -> VectorIndexModel {
    VectorIndexModel {
        name: name.to_owned().into(),
        attribute: attribute.to_owned().into(),
        dimensions: 256,
        distance: VectorDistance::Cosine,
        partition_key: None,
        filters: vec![].into(),
        projection: Projection::All,
    }
}

fn searched(partition: Option<(&str, ScalarType)>, filters: &[(&str, ScalarType)]) -> VectorIndexModel {
    VectorIndexModel {
        partition_key: partition.map(|(name, scalar)| key(name, scalar)),
        filters: filters.iter().map(|(name, scalar)| key(name, *scalar)).collect::<Vec<_>>().into(),
        ..vector("by-embedding", "embedding")
    }
}

fn with(vectors: Vec<VectorIndexModel>, entities: Vec<EntityModel>) -> TableModel {
    TableModel { vectors: vectors.into(), ..table(entities) }
}

fn kinds(model: &TableModel) -> Vec<Kind> {
    validate(model).iter().map(|violation| violation.kind).collect()
}

fn alone(vector: VectorIndexModel) -> Vec<Kind> {
    kinds(&with(vec![vector], vec![]))
}

/// An entity whose attribute has a type that no list of types in words can say.
fn product(name: &str, attribute_type: AttributeType) -> EntityModel {
    let mut product = entity("product", "PRODUCT#{id}", "PRODUCT", "id: text, shop: text, brand: text?");
    let name = name.to_owned();
    product.attributes.to_mut().push(AttributeModel::new(
        name.clone().into(),
        name.into(),
        attribute_type,
        false,
    ));
    product
}

fn list(of: AttributeType) -> AttributeType {
    AttributeType::List(List::Owned(vec![of]))
}

#[test]
fn a_good_vector_index_breaks_no_rule() {
    let by_embedding =
        searched(Some(("shop", ScalarType::S)), &[("brand", ScalarType::S), ("_t", ScalarType::S)]);
    let short = VectorIndexModel {
        projection: Projection::Include(vec!["brand".into()].into()),
        dimensions: 4096,
        ..vector("by-colour", "colour")
    };
    let model = with(vec![by_embedding, short], vec![product("embedding", list(AttributeType::Float))]);
    assert_eq!(validate(&model), []);
    assert_valid(&model);
}

#[test]
fn names_are_legal_and_of_one_index_of_any_kind() {
    assert_eq!(alone(vector("by embedding", "embedding")), [Kind::IndexName]);
    assert_eq!(alone(vector("gsi1", "embedding")), [Kind::DuplicateIndex]);
    let twice = with(vec![vector("one", "a"), vector("one", "b")], vec![]);
    let found = validate(&twice);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].to_string(), "index `one`: a second index of this name; rename one");
    let long = "x".repeat(256);
    assert_eq!(alone(vector("one", "")), [Kind::KeyName]);
    assert_eq!(alone(searched(Some((&long, ScalarType::S)), &[])), [Kind::KeyName]);
    let included = |names: Vec<String>| {
        let names: Vec<_> = names.into_iter().map(Into::into).collect();
        alone(VectorIndexModel { projection: Projection::Include(names.into()), ..vector("one", "a") })
    };
    assert_eq!(included(vec![]), [Kind::EmptyProjection]);
    assert_eq!(included(vec![long]), [Kind::KeyName]);
}

#[test]
fn vectors_have_1_to_4096_numbers_and_one_length_per_attribute() {
    for dimensions in [0, 4097] {
        assert_eq!(alone(VectorIndexModel { dimensions, ..vector("one", "a") }), [Kind::VectorDimensions]);
    }
    let two = |attribute| VectorIndexModel { dimensions: 2, ..vector("two", attribute) };
    assert_eq!(kinds(&with(vec![vector("one", "a"), two("a")], vec![])), [Kind::VectorLengths]);
    assert_eq!(kinds(&with(vec![vector("one", "a"), two("b")], vec![])), []);
}

#[test]
fn a_table_has_five_of_them() {
    let indexes = |count: usize| {
        let vectors = (0..count).map(|number| vector(&format!("index{number}"), "embedding")).collect();
        kinds(&with(vectors, vec![]))
    };
    assert_eq!(indexes(5), []);
    assert_eq!(indexes(6), [Kind::TooManyVectorIndexes]);
}

#[test]
fn vectors_are_in_an_attribute_of_their_own() {
    for name in ["pk", "gsi1sk", "_t", "expires_at"] {
        assert_eq!(alone(vector("one", name)), [Kind::VectorIsKey], "{name}");
    }
    assert_eq!(alone(searched(None, &[("embedding", ScalarType::S)])), [Kind::VectorIsKey]);
    let other = searched(Some(("colour", ScalarType::S)), &[]);
    assert_eq!(kinds(&with(vec![vector("one", "colour"), other], vec![])), [Kind::VectorIsKey]);
}

#[test]
fn what_is_searched_by_has_one_role_and_one_type() {
    use ScalarType::{N, S};
    assert_eq!(alone(searched(Some(("shop", S)), &[("shop", S)])), [Kind::RepeatedSearchAttribute]);
    assert_eq!(
        alone(searched(None, &[("a", S), ("a", S), ("a", S)])),
        [Kind::RepeatedSearchAttribute, Kind::RepeatedSearchAttribute]
    );
    assert_eq!(alone(searched(None, &[("gsi1pk", S)])), []);
    assert_eq!(alone(searched(None, &[("gsi1pk", N)])), [Kind::KeyTypes]);
    assert_eq!(alone(searched(None, &[("_t", N)])), [Kind::SearchType]);
    let other = VectorIndexModel { name: "other".into(), ..searched(None, &[("brand", N)]) };
    assert_eq!(kinds(&with(vec![searched(None, &[("brand", S)]), other], vec![])), [Kind::KeyTypes]);
}

#[test]
fn entities_store_what_the_index_takes() {
    use ScalarType::{N, S};
    let of = |searched: VectorIndexModel, name: &str, attribute_type: AttributeType| {
        kinds(&with(vec![searched], vec![product(name, attribute_type)]))
    };
    let small = AttributeType::Integer(IntegerType::U8);
    for good in [list(small.clone()), list(AttributeType::Decimal), AttributeType::Any] {
        assert_eq!(of(vector("one", "embedding"), "embedding", good), []);
    }
    for bad in
        [AttributeType::String, AttributeType::NumberSet, list(AttributeType::String), list(list(small))]
    {
        assert_eq!(of(vector("one", "embedding"), "embedding", bad), [Kind::VectorType]);
    }
    assert_eq!(of(searched(Some(("size", N)), &[]), "size", AttributeType::Decimal), []);
    assert_eq!(of(searched(Some(("size", S)), &[]), "size", AttributeType::Decimal), [Kind::SearchType]);
    assert_eq!(of(searched(Some(("size", N)), &[]), "size", AttributeType::Float), [Kind::SearchType]);
    assert_eq!(of(searched(None, &[("size", N)]), "size", AttributeType::Float), []);
    assert_eq!(of(searched(None, &[("size", S)]), "size", AttributeType::Bool), [Kind::SearchType]);
}
