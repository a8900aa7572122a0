//! Each rule about one table: a model that keeps it and one that breaks it.

use dynamo_schema::ViolationKind::{self as Kind};
use dynamo_schema::{
    AttributeRole, CollectionModel, EntityModel, IndexScope, Projection, ScalarType, TableModel, UniqueModel,
    assert_valid, validate,
};

use crate::shop::{customer, entity, key, product, shop, table, when, with_index};

fn kinds(model: &TableModel) -> Vec<Kind> {
    validate(model).iter().map(|violation| violation.kind).collect()
}

/// The rules that a table with this entity alone breaks.
pub(crate) fn alone(entity: EntityModel) -> Vec<Kind> {
    kinds(&table(vec![entity]))
}

fn changed(change: impl FnOnce(&mut TableModel)) -> Vec<Kind> {
    let mut model = shop();
    change(&mut model);
    kinds(&model)
}

#[test]
fn a_good_table_breaks_no_rule() {
    let model = shop();
    assert_eq!(validate(&model), []);
    assert_valid(&model);
}

#[test]
fn names_are_unique_and_legal() {
    assert!(kinds(&table(vec![customer(), customer()])).contains(&Kind::DuplicateEntity));
    let twice = |model: &mut TableModel| model.indexes.to_mut()[1].name = "gsi1".into();
    assert!(changed(twice).contains(&Kind::DuplicateIndex));
    for name in ["x", "by place", "é-index", &"x".repeat(256)] {
        let mut model = table(vec![]);
        model.indexes.to_mut()[0].name = name.to_owned().into();
        assert_eq!(kinds(&model), [Kind::IndexName], "{name}");
    }
    let long = "x".repeat(256);
    assert_eq!(changed(|model| model.partition_key.name = "".into())[0], Kind::KeyName);
    let mut model = table(vec![]);
    model.indexes.to_mut()[0].projection = Projection::Include(vec![long.into()].into());
    assert_eq!(kinds(&model), [Kind::KeyName]);
    assert_eq!(alone(entity("a", "A", "A", "x: text, x: u16")), [Kind::DuplicateAttribute]);
    let twice = with_index(product(), "gsi1", &["X#{category}"], &["X"]);
    let found = alone(twice);
    assert!(found.contains(&Kind::DuplicateEntry) && found.contains(&Kind::IndexUsedTwice));
}

#[test]
fn collections_name_entities() {
    let collection = |name: &str, entity: &str| CollectionModel {
        name: name.to_owned().into(),
        entities: vec![entity.to_owned().into()].into(),
    };
    let of = |collections: Vec<CollectionModel>| changed(|model| model.collections = collections.into());
    assert_eq!(of(vec![collection("file", "customer")]), []);
    assert_eq!(of(vec![collection("file", "nobody")]), [Kind::UnknownEntity]);
    let twice = of(vec![collection("file", "customer"), collection("file", "order")]);
    assert_eq!(twice, [Kind::DuplicateCollection]);
}

#[test]
fn key_attributes_have_one_type_and_one_place() {
    let other_type = |model: &mut TableModel| {
        model.indexes.to_mut()[2].sort_key = vec![key("gsi1sk", ScalarType::N)].into();
    };
    assert_eq!(changed(other_type), [Kind::KeyTypes]);
    let mut model = table(vec![]);
    model.sort_key = Some(key("pk", ScalarType::S));
    assert_eq!(kinds(&model), [Kind::RepeatedKeyAttribute]);
}

#[test]
fn indexes_are_within_the_limits() {
    let indexes = |scope, count: usize| {
        changed(|model| {
            let like = model.indexes.iter().find(|index| index.scope == scope).unwrap().clone();
            model.entities = vec![].into();
            model.indexes = (0..count)
                .map(|number| {
                    let mut index = like.clone();
                    index.name = format!("index{number}").into();
                    index
                })
                .collect::<Vec<_>>()
                .into();
        })
    };
    assert_eq!(indexes(IndexScope::Global, 20), []);
    assert_eq!(indexes(IndexScope::Global, 21), [Kind::TooManyGlobalIndexes]);
    assert_eq!(indexes(IndexScope::Local, 5), []);
    assert_eq!(indexes(IndexScope::Local, 6), [Kind::TooManyLocalIndexes]);
    let projected = |count: usize| {
        let names: Vec<_> = (0..count).map(|number| format!("a{number}").into()).collect();
        changed(|model| model.indexes.to_mut()[0].projection = Projection::Include(names.into()))
    };
    assert_eq!(projected(0), [Kind::EmptyProjection]);
    assert_eq!(projected(100), []);
    assert_eq!(projected(101), [Kind::TooManyProjected]);
}

#[test]
fn index_keys_have_the_right_size() {
    let size = |at: usize, partition: usize, sort: usize| {
        let keys = |from: usize, count: usize| -> Vec<_> {
            (from..from + count).map(|number| key(&format!("k{number}"), ScalarType::S)).collect()
        };
        let mut model = table(vec![]);
        model.indexes.to_mut()[at].partition_key = keys(0, partition).into();
        model.indexes.to_mut()[at].sort_key = keys(10, sort).into();
        kinds(&model)
    };
    assert_eq!(size(0, 4, 4), []);
    assert_eq!(size(0, 1, 0), []);
    assert_eq!(size(0, 0, 1), [Kind::IndexKeySize]);
    assert_eq!(size(0, 5, 1), [Kind::IndexKeySize]);
    assert_eq!(size(0, 1, 5), [Kind::IndexKeySize]);
    assert_eq!(size(2, 1, 1), [Kind::LocalPartitionKey]);
    assert_eq!(size(2, 2, 1), [Kind::IndexKeySize]);
    assert_eq!(size(2, 1, 2), [Kind::LocalPartitionKey, Kind::IndexKeySize]);
    let mut model = table(vec![]);
    model.sort_key = None;
    assert_eq!(kinds(&model), [Kind::LocalWithoutSortKey]);
}

#[test]
fn an_entity_has_the_keys_of_its_table() {
    assert_eq!(alone(entity("a", "A#{x}", "", "x: text")), [Kind::SortKeyMissing]);
    let mut model = table(vec![entity("a", "A#{x}", "B", "x: text")]);
    model.sort_key = None;
    model.indexes = vec![].into();
    assert_eq!(kinds(&model), [Kind::SortKeySuperfluous]);
    let a = || entity("a", "A#{x}", "A", "x: text");
    assert_eq!(alone(with_index(a(), "nowhere", &["B"], &["B"])), [Kind::UnknownIndex]);
    assert_eq!(alone(with_index(a(), "gsi1", &["B"], &[])), [Kind::SourceCount]);
    assert_eq!(alone(with_index(a(), "gsi1", &["B", "C"], &["B"])), [Kind::SourceCount]);
    assert_eq!(alone(with_index(a(), "lsi1", &[], &["B#{x}"])), []);
    assert_eq!(alone(with_index(a(), "lsi1", &["A#{x}"], &["B#{x}"])), [Kind::LocalPartitionSource]);
}

#[test]
fn natural_keys_are_the_key_attribute() {
    let natural = |partition: &str, attributes: &str, scalar| {
        let mut model = table(vec![entity("user", partition, "", attributes)]);
        model.partition_key = key("user_id", scalar);
        model.sort_key = None;
        model.indexes = vec![].into();
        kinds(&model)
    };
    assert_eq!(natural("=user_id", "user_id: u64", ScalarType::N), []);
    assert_eq!(natural("=user_id", "user_id: binary", ScalarType::B), []);
    assert_eq!(natural("=id", "id: u64", ScalarType::N), [Kind::NaturalName]);
    assert_eq!(natural("=user_id", "user_id: text", ScalarType::N), [Kind::NaturalType]);
    assert_eq!(natural("=user_id", "user_id: float", ScalarType::N), [Kind::NaturalType]);
    assert_eq!(natural("=user_id", "user_id: u64?", ScalarType::N), [Kind::OptionalPrimaryKey]);
    assert_eq!(natural("=user_id", "", ScalarType::N), [Kind::UnknownAttribute]);
    assert_eq!(natural("USER#{id}", "id: u64", ScalarType::N), [Kind::ComposedType]);
}

#[test]
fn parts_are_attributes_with_a_key_text() {
    assert_eq!(alone(entity("a", "A#{y}", "A", "x: text")), [Kind::UnknownAttribute]);
    for kind in ["float", "binary", "texts"] {
        assert_eq!(alone(entity("a", "A#{x}", "A", &format!("x: {kind}"))), [Kind::NotAPart]);
    }
    assert_eq!(alone(entity("a", "A#{x}", "A", "x: text?")), [Kind::OptionalPrimaryKey]);
    let sparse = with_index(entity("a", "A#{x}", "A", "x: text, y: text?"), "gsi1", &["B#{y}"], &["B"]);
    assert_eq!(alone(sparse), []);
    let mut other_kind = entity("a", "A#{x}", "A", "x: text");
    other_kind.attributes.to_mut()[0].attribute_type = dynamo_schema::AttributeType::Ulid;
    assert_eq!(alone(other_kind), [Kind::PartKind]);
}

#[test]
fn native_indexes_take_real_attributes() {
    let place = |partition: &[&str], sort: &[&str]| {
        let attributes = "id: ulid, region: text, shelf: u16, bin: u16";
        let mut model =
            table(vec![with_index(entity("a", "A#{id}", "A", attributes), "gsi1", partition, sort)]);
        let index = &mut model.indexes.to_mut()[0];
        index.partition_key = vec![key("region", ScalarType::S)].into();
        index.sort_key = vec![key("shelf", ScalarType::N), key("bin", ScalarType::N)].into();
        kinds(&model)
    };
    assert_eq!(place(&["=region"], &["=shelf", "=bin"]), []);
    assert_eq!(place(&["=region"], &["=shelf"]), [Kind::SourceCount]);
    assert_eq!(place(&["=region"], &["=bin", "=shelf"]), [Kind::NaturalName, Kind::NaturalName]);
    assert!(place(&["R#{region}"], &["=shelf", "=bin"]).contains(&Kind::ComposedNativeKey));
}

#[test]
fn a_key_attribute_is_written_in_one_way() {
    let mut model = table(vec![]);
    model.indexes.to_mut()[0].partition_key = vec![key("sk", ScalarType::S)].into();
    model.indexes.to_mut()[0].sort_key = vec![key("pk", ScalarType::S)].into();
    let mut inverted = |partition: &str, sort: &str| {
        let a = entity("a", "A#{x}", "B#{y}", "x: text, y: text");
        model.entities = vec![with_index(a, "gsi1", &[partition], &[sort])].into();
        kinds(&model)
    };
    assert_eq!(inverted("B#{y}", "A#{x}"), []);
    assert_eq!(inverted("B#{y}", "A#{y}"), [Kind::TwoSources]);
}

#[test]
fn a_sparse_index_has_keys_of_its_own() {
    let a = || entity("a", "A#{x}", "B", "x: text, y: text?, status: status, gsi2pk: text");
    let two = |change: fn(EntityModel) -> EntityModel, second: &str| {
        let mut model = table(vec![]);
        model.indexes.to_mut()[1].partition_key = vec![key("gsi1pk", ScalarType::S)].into();
        let a = change(with_index(a(), "gsi1", &["X#{x}"], &["C"]));
        model.entities = vec![with_index(a, "gsi2", &["X#{x}"], &[second])].into();
        kinds(&model)
    };
    assert_eq!(two(|a| a, "D"), []);
    assert_eq!(two(|a| when(a, "status", &["open"]), "D"), [Kind::SharedSparseKey]);
    assert_eq!(two(|a| a, "{y}"), [Kind::SharedSparseKey]);

    let mut model =
        table(vec![when(with_index(a(), "gsi2", &["=gsi2pk"], &["=status"]), "status", &["open"])]);
    model.indexes.to_mut()[1].sort_key = vec![key("status", ScalarType::S)].into();
    assert_eq!(kinds(&model), [Kind::WhenWithoutOwnKey]);
}

#[test]
fn ordinary_attributes_leave_the_table_its_own() {
    assert_eq!(alone(entity("a", "A", "A", "pk: text")), [Kind::ShadowsKey]);
    assert_eq!(alone(entity("a", "A", "A", "gsi1pk: text")), []);
    let found = validate(&table(vec![product(), entity("a", "A", "A", "gsi1pk: text")]));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].entity.as_deref()), (Kind::ShadowsKey, Some("a")));
    assert_eq!(found[0].other_entity.as_deref(), Some("product"));
    assert_eq!(alone(entity("a", "A", "A", "_t: text")), [Kind::ShadowsKind]);
    assert_eq!(changed(|model| model.kind_attribute = Some("gsi2sk".into())), [Kind::ShadowsKind]);
    assert_eq!(changed(|model| model.kind_attribute = None), [Kind::KindMissing]);
    let mut model = table(vec![customer()]);
    model.kind_attribute = None;
    assert_eq!(kinds(&model), []);
    assert_eq!(alone(entity("a", "A", "A", "expires_at: u64")), []);
    assert_eq!(alone(entity("a", "A", "A", "expires_at: time")), [Kind::TtlType]);
}

#[test]
fn conditions_compare_attributes_that_have_a_text() {
    let sparse = |attribute: &str, token: &str| {
        let a = entity("a", "A", "A", "x: text, n: u16, tags: texts, status: status");
        alone(when(with_index(a, "gsi1", &["B"], &["C"]), attribute, &[token]))
    };
    assert_eq!(sparse("status", "open"), []);
    assert_eq!(sparse("n", "7"), []);
    assert_eq!(sparse("status", "opened"), [Kind::WhenToken]);
    assert_eq!(sparse("tags", "x"), [Kind::WhenType]);
    assert_eq!(sparse("nothing", "x"), [Kind::UnknownAttribute]);
}

#[test]
fn entities_do_not_share_keys() {
    let pair = |one: (&str, &str), other: (&str, &str)| {
        let attributes = "id: ulid, n: u16, x: text";
        kinds(&table(vec![entity("a", one.0, one.1, attributes), entity("b", other.0, other.1, attributes)]))
    };
    assert_eq!(pair(("C#{id}", "A#{n}"), ("C#{id}", "B#{n}")), []);
    assert_eq!(pair(("C#{id}", "A#{n}"), ("D#{id}", "A#{n}")), []);
    assert_eq!(pair(("C#{id}", "A#{n}"), ("C#{id}", "A#{n}")), [Kind::KeysCollide]);
    assert_eq!(pair(("C#{id}", "A#{x}"), ("C#{id}", "A#{n}")), [Kind::KeysCollide]);
    assert_eq!(pair(("C#{id}", "A#{n}"), ("C#{id}", "A#{n}#B#{n}")), [Kind::KeysContained]);
}

#[test]
fn a_collection_allows_what_a_query_returns_together() {
    let family = |child: &str| {
        let mut model = table(vec![
            entity("parent", "C", "A#{n}", "n: u16"),
            entity("child", "C", child, "n: u16, m: u16"),
        ]);
        let entities = vec!["parent".into(), "child".into()].into();
        model.collections = vec![CollectionModel { name: "family".into(), entities }].into();
        kinds(&model)
    };
    assert_eq!(family("A#{n}#B#{m}"), []);
    assert_eq!(family("A#{m}"), [Kind::KeysCollide]);
}

#[test]
fn an_index_keeps_entities_apart_as_well() {
    let of = |partition: &str, sort: &str| {
        let other = entity("other", "OTHER", "OTHER", "category: text, n: u16");
        let mut model = table(vec![product(), with_index(other, "gsi1", &[partition], &[sort])]);
        let apart = kinds(&model);
        let entities = vec!["product".into(), "other".into()].into();
        model.collections = vec![CollectionModel { name: "both".into(), entities }].into();
        assert_eq!(kinds(&model), []);
        apart
    };
    assert_eq!(of("CATEGORY#{category}", "OTHER#{n}"), []);
    assert_eq!(of("OTHER#{category}", "PRICE#{n}"), []);
    assert_eq!(of("CATEGORY#{category}", "PRICE#{n}"), [Kind::KeysContained]);
    assert_eq!(of("CATEGORY#{category}", "{n}"), [Kind::KeysContained]);
}

#[test]
fn an_item_is_in_an_index_whose_attributes_it_has() {
    let by_email = |attributes: &str| {
        let user = entity("user", "USER#{id}", "USER", "id: ulid, email: text");
        let mut model = table(vec![
            with_index(user, "gsi1", &["=email"], &[]),
            entity("lead", "LEAD#{id}", "LEAD", attributes),
        ]);
        model.indexes.to_mut()[0].partition_key = vec![key("email", ScalarType::S)].into();
        model.indexes.to_mut()[0].sort_key = vec![].into();
        kinds(&model)
    };
    assert_eq!(by_email("id: ulid"), []);
    assert_eq!(by_email("id: ulid, email: text"), [Kind::KeysContained]);
}

#[test]
fn two_entities_with_the_same_natural_keys_collide() {
    let two = |one: (&str, &str), other: (&str, &str), scalar| {
        let mut model = table(vec![
            entity("a", "=id", "=at", &format!("id: {}, at: {}", one.0, one.1)),
            entity("b", "=id", "=at", &format!("id: {}, at: {}", other.0, other.1)),
        ]);
        model.partition_key = key("id", scalar);
        model.sort_key = Some(key("at", ScalarType::S));
        model.indexes = vec![].into();
        kinds(&model)
    };
    assert_eq!(two(("u64", "text"), ("u64", "text"), ScalarType::N), [Kind::KeysCollide]);
    assert_eq!(two(("text", "time"), ("text", "text"), ScalarType::S), [Kind::KeysCollide]);
    assert_eq!(two(("uuid", "text"), ("ulid", "text"), ScalarType::S), []);
    assert_eq!(two(("text", "date"), ("text", "uuid"), ScalarType::S), [Kind::KeysContained]);
}

#[test]
fn all_violations_are_told_with_what_to_do() {
    let mut model = table((0..60).map(|_| entity("same", "A#{y}", "A", "x: text")).collect());
    model.kind_attribute = None;
    let found = validate(&model);
    let count = |kind| found.iter().filter(|violation| violation.kind == kind).count();
    assert_eq!(count(Kind::UnknownAttribute), 60);
    assert_eq!((count(Kind::DuplicateEntity), count(Kind::KeysCollide)), (60 * 59 / 2, 60 * 59 / 2));

    let model = table(vec![
        entity("order", "C#{id}", "O#{n}", "id: ulid, n: u16"),
        entity("line", "C#{id}", "O#{n:05}", "id: ulid, n: u16"),
        entity("bad", "X{y:04}", "A{x}", "x: text, y: text"),
    ]);
    let texts: Vec<_> = validate(&model).iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "entity `bad`: the part `y` has a format that does not apply to it, in `X{y:04}`; leave it out: a width is \
             for unsigned integers, a scale for decimals, a precision for timestamps, a case for texts, a policy for \
             texts and tokens, and none of them for shards",
            "entity `bad`: the literal before `x` does not end in `#`, in `A{x}`; end the literal in `#`, so that \
             ranges stay inside the entity",
            "entities `order` and `line`: both can have the same key, with `O#{n}` and `O#{n:05}`; begin one of the \
             two keys with another literal",
        ]
    );
    let panic = std::panic::catch_unwind(|| assert_valid(&model)).unwrap_err();
    let told = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let told = told.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap();
    assert_eq!(told.lines().count(), 6);
    assert!(told.contains("entities `order` and `line`: both can have the same key"));
}

#[test]
fn each_rule_has_its_own_name() {
    assert_eq!(Kind::KeysCollide.as_str(), "keys-collide");
}

#[test]
fn what_is_computed_is_a_function_of_what_the_program_writes() {
    let computed = |from: &[&str], change: fn(&mut EntityModel)| {
        let mut of = entity("a", "A#{x}", "A", "x: text, y: u16, n: u64, z: text");
        let attributes = of.attributes.to_mut();
        attributes[2].role = AttributeRole::Lock;
        attributes[3].role = AttributeRole::Computed;
        attributes[3].computed_from = from.iter().map(|name| (*name).to_owned().into()).collect();
        change(&mut of);
        alone(of)
    };
    assert_eq!(computed(&["x", "y"], |_| ()), []);
    assert_eq!(computed(&[], |_| ()), [Kind::ComputedFrom]);
    assert_eq!(computed(&["z"], |_| ()), [Kind::ComputedFrom]);
    assert_eq!(computed(&["n"], |_| ()), [Kind::ComputedFrom]);
    assert_eq!(computed(&["x", "w"], |_| ()), [Kind::UnknownAttribute]);
    assert_eq!(computed(&["x"], |of| of.attributes.to_mut()[3].has_default = true), [Kind::ComputedFrom]);
    let in_key = |of: &mut EntityModel| of.key = entity("a", "A#{z}", "A", "z: text").key;
    assert_eq!(computed(&["x"], in_key), [Kind::RoleInKey]);
    let unique = |of: &mut EntityModel| {
        let (attribute, marker) = ("z".into(), "m".into());
        of.unique = vec![UniqueModel { attribute, scope: vec![].into(), marker }].into();
    };
    assert_eq!(computed(&["x"], unique), [Kind::RoleInKey]);
    let in_index = |of: &mut EntityModel| *of = with_index(of.clone(), "gsi1", &["Z#{z}"], &["{y}"]);
    assert_eq!(computed(&["x"], in_index), []);
}
