//! A table with several entities, and the parts to build others.

use dynamo_schema::{
    AttributeModel, AttributeType, EntityIndex, EntityKey, EntityModel, IndexModel, IndexScope, IntegerType,
    KeyAttribute, KeySource, KeyTemplate, PartKind, Projection, ScalarType, TableModel, When, WhenTest,
    parse_template,
};

pub(crate) fn key(name: &str, scalar: ScalarType) -> KeyAttribute {
    KeyAttribute { name: name.to_owned().into(), scalar }
}

/// A table with the keys `pk` and `sk`, two global indexes and a local one.
pub(crate) fn table(entities: Vec<EntityModel>) -> TableModel {
    let index = |name: &str, scope, partition: &str, sort: &str| IndexModel {
        name: name.to_owned().into(),
        scope,
        partition_key: vec![key(partition, ScalarType::S)].into(),
        sort_key: vec![key(sort, ScalarType::S)].into(),
        projection: Projection::All,
    };
    TableModel {
        name: "shop".into(),
        partition_key: key("pk", ScalarType::S),
        sort_key: Some(key("sk", ScalarType::S)),
        kind_attribute: Some("_t".into()),
        ttl_attribute: Some("expires_at".into()),
        version_attribute: None,
        indexes: vec![
            index("gsi1", IndexScope::Global, "gsi1pk", "gsi1sk"),
            index("gsi2", IndexScope::Global, "gsi2pk", "gsi2sk"),
            index("lsi1", IndexScope::Local, "pk", "lsi1sk"),
        ]
        .into(),
        vectors: vec![].into(),
        entities: entities.into(),
        collections: vec![].into(),
    }
}

/// A type by its name: `text?` is an optional text.
fn attribute(name: &str, kind: &str) -> AttributeModel {
    let (kind, optional) = match kind.strip_suffix('?') {
        Some(kind) => (kind, true),
        None => (kind, false),
    };
    let attribute_type = match kind {
        "text" => AttributeType::String,
        "u16" => AttributeType::Integer(IntegerType::U16),
        "u64" => AttributeType::Integer(IntegerType::U64),
        "i32" => AttributeType::Integer(IntegerType::I32),
        "decimal" => AttributeType::Decimal,
        "float" => AttributeType::Float,
        "time" => AttributeType::Timestamp,
        "date" => AttributeType::Date,
        "uuid" => AttributeType::Uuid,
        "ulid" => AttributeType::Ulid,
        "epoch" => AttributeType::EpochSeconds,
        "binary" => AttributeType::Binary,
        "texts" => AttributeType::StringSet,
        "status" => AttributeType::Enum(vec!["open".into(), "done".into()].into()),
        other => panic!("unknown type {other}"),
    };
    AttributeModel::new(name.to_owned().into(), name.to_owned().into(), attribute_type, optional)
}

/// An entity with the attributes `name: type`, separated by spaces after each comma.
pub(crate) fn entity(name: &str, partition: &str, sort: &str, attributes: &str) -> EntityModel {
    let attributes: Vec<_> = attributes
        .split(',')
        .filter(|text| !text.trim().is_empty())
        .map(|text| {
            let (name, kind) = text.split_once(':').unwrap();
            attribute(name.trim(), kind.trim())
        })
        .collect();
    let partition = source(&attributes, partition);
    let sort = (!sort.is_empty()).then(|| source(&attributes, sort));
    EntityModel {
        name: name.to_owned().into(),
        key: EntityKey { partition, sort },
        indexes: vec![].into(),
        attributes: attributes.into(),
        unique: vec![].into(),
        version: None,
    }
}

/// A template, or `=name` for an attribute that is a key itself.
fn source(attributes: &[AttributeModel], text: &str) -> KeySource {
    match text.strip_prefix('=') {
        Some(name) => KeySource::Attribute(name.to_owned().into()),
        None => KeySource::Template(composed(attributes, text)),
    }
}

fn composed(attributes: &[AttributeModel], text: &str) -> KeyTemplate {
    let kind = |name: &str| {
        let found = attributes.iter().find(|attribute| attribute.name == name);
        found.and_then(|attribute| attribute.attribute_type.part_kind()).unwrap_or(PartKind::Text)
    };
    let parsed = parse_template(text).unwrap();
    parsed.resolve(|name| Some((name.to_owned().into(), kind(name)))).unwrap()
}

/// The entity in one more index.
pub(crate) fn with_index(
    mut entity: EntityModel,
    index: &str,
    partition: &[&str],
    sort: &[&str],
) -> EntityModel {
    let sources = |texts: &[&str]| -> Vec<KeySource> {
        texts.iter().map(|text| source(&entity.attributes, text)).collect()
    };
    let entry = EntityIndex {
        name: format!("by_{index}").into(),
        index: index.to_owned().into(),
        partition: sources(partition).into(),
        sort: sources(sort).into(),
        when: None,
    };
    entity.indexes.to_mut().push(entry);
    entity
}

/// The entity with a condition for its last index.
pub(crate) fn when(mut entity: EntityModel, attribute: &str, tokens: &[&str]) -> EntityModel {
    let test = WhenTest::In(tokens.iter().map(|token| (*token).to_owned().into()).collect::<Vec<_>>().into());
    let when = When { attribute: attribute.to_owned().into(), test };
    entity.indexes.to_mut().last_mut().unwrap().when = Some(when);
    entity
}

pub(crate) fn customer() -> EntityModel {
    entity("customer", "CUSTOMER#{id}", "PROFILE", "id: ulid, email: text, expires_at: epoch?")
}

fn address() -> EntityModel {
    entity("address", "CUSTOMER#{id}", "ADDRESS#{address}", "id: ulid, address: ulid")
}

pub(crate) fn product() -> EntityModel {
    let attributes = "product: ulid, category: text, cents: u64";
    let product = entity("product", "PRODUCT#{product}", "DETAIL", attributes);
    with_index(product, "gsi1", &["CATEGORY#{category}"], &["PRICE#{cents:010}#{product}"])
}

fn order() -> EntityModel {
    let attributes = "order: ulid, customer: ulid, placed: time, status: status, note: text?";
    let order = entity("order", "ORDER#{order}", "META", attributes);
    let order = with_index(order, "gsi1", &["CUSTOMER#{customer}"], &["ORDER#{placed}#{order}"]);
    let order = with_index(order, "gsi2", &["OPEN#{status}#{shard(order, 8)}"], &["{placed}"]);
    when(order, "status", &["open"])
}

fn line() -> EntityModel {
    entity("line", "ORDER#{order}", "ITEM#{line:04}", "order: ulid, line: u16")
}

pub(crate) fn shop() -> TableModel {
    table(vec![customer(), address(), product(), order(), line()])
}
