//! A model for NoSQL Workbench.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/workbench.html>

use dynamo_schema::{
    AttributeType, EntityModel, IndexModel, IndexScope, KeyAttribute, KeySource, Projection, ScalarType,
    TableModel, WireType,
};

use super::Value;
use super::table::{projection, throughput};
use crate::design::{Billing, TableOptions};

/// Workbench shows when a model was made. The same model is the same bytes, so it is always the same moment.
const MOMENT: &str = "Jan 01, 2026, 12:00 AM";

/// A model for NoSQL Workbench, and what it cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Workbench {
    /// The model, in JSON.
    pub text: String,
    /// What of the table is not in it, a sentence for each.
    pub left_out: Vec<String>,
}

/// The table as a model for NoSQL Workbench: each entity is a facet, whose aliases are the key templates.
/// `import`, of the feature `cli`, reads it back.
///
/// ```
/// let spec = "spec = 1\n[model]\nname = \"Shop\"\n[table]\nname = \"shop\"\npk = \"PK\"\n\
///     [entity.Customer]\npk = \"CUSTOMER#{id}\"\n[entity.Customer.fields]\nid = \"ulid\"\nname = \"string\"\n";
/// let report = dynamo_codegen::check("shop.toml", spec);
/// let design = report.design().expect("the spec is sound");
/// let model = dynamo_codegen::workbench_of(&design.table, &design.options);
/// assert!(model.text.contains(r#""PartitionKeyAlias": "CUSTOMER#{id}""#));
/// ```
pub fn workbench_of(table: &TableModel, options: &TableOptions) -> Workbench {
    let mut left_out = Vec::new();
    let (indexes, others): (Vec<&IndexModel>, Vec<&IndexModel>) = table.indexes.iter().partition(|index| {
        index.scope == IndexScope::Global && index.partition_key.len() == 1 && index.sort_key.len() < 2
    });
    for index in others {
        let why = match index.scope {
            IndexScope::Local => "is local",
            IndexScope::Global => "has several attributes in its key",
        };
        left_out.push(format!("the index `{}` {why}, which a model of Workbench cannot say", index.name));
    }
    for vector in &*table.vectors {
        left_out
            .push(format!("`{}` is an index of vectors, which a model of Workbench cannot say", vector.name));
    }
    for entity in table.entities.iter().filter(|entity| entity.version.is_some()) {
        left_out.push(format!("`{}` has versions, which a model of Workbench cannot say", entity.name));
    }
    let markers: Vec<&str> =
        table.entities.iter().flat_map(|entity| &*entity.unique).map(|unique| &*unique.marker).collect();
    for unique in table.entities.iter().flat_map(|entity| &*entity.unique) {
        left_out.push(format!("`{}` is unique, which a model of Workbench cannot say", unique.attribute));
    }
    let entities: Vec<&EntityModel> =
        table.entities.iter().filter(|entity| !markers.contains(&&*entity.name)).collect();
    if entities.iter().flat_map(|entity| &*entity.indexes).any(|entry| entry.when.is_some()) {
        left_out.push("a model of Workbench cannot say when an item is in an index".to_owned());
    }
    for collection in &*table.collections {
        let names: Vec<String> = collection.entities.iter().map(|name| format!("`{name}`")).collect();
        let names = names.join(", ");
        left_out
            .push(format!("that one query reads {names} together, which a model of Workbench cannot say"));
    }
    let model = Value::object([
        ("ModelName", Value::text(&table.name)),
        ("ModelMetadata", metadata()),
        ("DataModel", Value::List(vec![data_model(table, options, &indexes, &entities)])),
    ]);
    Workbench { text: model.to_json(), left_out }
}

fn metadata() -> Value {
    Value::object([
        ("Author", Value::text("dynamo-codegen")),
        ("DateCreated", Value::text(MOMENT)),
        ("DateLastModified", Value::text(MOMENT)),
        ("Description", Value::text("")),
        ("AWSService", Value::text("Amazon DynamoDB")),
        ("Version", Value::text("3.0")),
    ])
}

fn data_model(
    table: &TableModel,
    options: &TableOptions,
    indexes: &[&IndexModel],
    entities: &[&EntityModel],
) -> Value {
    let mut members = vec![
        ("TableName", Value::text(&options.table_name)),
        ("KeyAttributes", keys(&table.partition_key, table.sort_key.as_ref())),
        ("NonKeyAttributes", attributes(table, indexes, entities)),
        ("TableFacets", Value::List(entities.iter().map(|entity| facet(table, indexes, entity)).collect())),
        ("GlobalSecondaryIndexes", Value::List(indexes.iter().filter_map(|of| index(table, of)).collect())),
        ("TableData", Value::List(entities.iter().map(|entity| sample(table, indexes, entity)).collect())),
        ("DataAccess", Value::object([("MySql", Value::Object(Vec::new()))])),
    ];
    match &options.billing {
        Billing::OnDemand => members.push(("BillingMode", Value::text("PAY_PER_REQUEST"))),
        Billing::Provisioned { table, .. } => {
            members.push(("BillingMode", Value::text("PROVISIONED")));
            let settings = Value::object([("ProvisionedThroughput", throughput(*table))]);
            members.push(("ProvisionedCapacitySettings", settings));
        }
    }
    Value::object(members)
}

fn attribute(name: &str, of: &str) -> Value {
    Value::object([("AttributeName", Value::text(name)), ("AttributeType", Value::text(of))])
}

fn keys(partition: &KeyAttribute, sort: Option<&KeyAttribute>) -> Value {
    let key = |key: &KeyAttribute| attribute(&key.name, key.scalar.as_str());
    let sort = sort.map(|sort| ("SortKey", key(sort)));
    Value::object([("PartitionKey", key(partition))].into_iter().chain(sort))
}

/// All that items have besides the table's key: the attributes of entities, the keys of indexes, and the kind.
fn attributes(table: &TableModel, indexes: &[&IndexModel], entities: &[&EntityModel]) -> Value {
    let own = std::iter::once(&table.partition_key).chain(&table.sort_key);
    let mut known: Vec<&str> = own.map(|key| &*key.name).collect();
    let mut list = Vec::new();
    let mut add = |name: &'_ _, of: &str| {
        if !known.contains(name) {
            known.push(name);
            list.push(attribute(name, of));
        }
    };
    if let Some(kind) = &table.kind_attribute {
        add(&&**kind, "S");
    }
    for key in indexes.iter().flat_map(|index| index.partition_key.iter().chain(&*index.sort_key)) {
        add(&&*key.name, key.scalar.as_str());
    }
    for of in entities.iter().flat_map(|entity| &*entity.attributes) {
        add(&&*of.name, wire(&of.attribute_type));
    }
    Value::List(list)
}

/// The type of an attribute. One that can be any is shown as a map.
fn wire(of: &AttributeType) -> &'static str {
    match of.wire() {
        Some(WireType::S) => "S",
        Some(WireType::N) => "N",
        Some(WireType::B) => "B",
        Some(WireType::Bool) => "BOOL",
        Some(WireType::Null) => "NULL",
        Some(WireType::L) => "L",
        Some(WireType::Ss) => "SS",
        Some(WireType::Ns) => "NS",
        Some(WireType::Bs) => "BS",
        Some(WireType::M) | None => "M",
    }
}

/// A kind of item. Of the keys of indexes it has those that its items have.
fn facet(table: &TableModel, indexes: &[&IndexModel], entity: &EntityModel) -> Value {
    let alias = |source: &KeySource| match source {
        KeySource::Attribute(name) => Value::text(name),
        KeySource::Template(template) => Value::text(template.to_string()),
    };
    let sort = entity.key.sort.as_ref().map(|sort| ("SortKeyAlias", alias(sort)));
    let aliases = [("PartitionKeyAlias", alias(&entity.key.partition))].into_iter().chain(sort);
    let own: Vec<&str> =
        std::iter::once(&table.partition_key).chain(&table.sort_key).map(|key| &*key.name).collect();
    let mut names: Vec<&str> = table.kind_attribute.iter().map(|kind| &**kind).collect();
    for entry in &*entity.indexes {
        for index in indexes.iter().filter(|index| index.name == entry.index) {
            names.extend(index.partition_key.iter().chain(&*index.sort_key).map(|key| &*key.name));
        }
    }
    names.extend(entity.attributes.iter().map(|attribute| &*attribute.name));
    let mut listed: Vec<Value> = Vec::new();
    for name in names.into_iter().filter(|name| !own.contains(name)) {
        let name = Value::text(name);
        if !listed.contains(&name) {
            listed.push(name);
        }
    }
    Value::object([
        ("FacetName", Value::text(&entity.name)),
        ("KeyAttributeAlias", Value::object(aliases)),
        ("NonKeyAttributes", Value::List(listed)),
        ("TableData", Value::List(Vec::new())),
        ("DataAccess", Value::object([("MySql", Value::Object(Vec::new()))])),
    ])
}

/// An item that stands for all items of an entity: its keys, those of indexes too, are the templates themselves. A number
/// has no template.
fn sample(table: &TableModel, indexes: &[&IndexModel], entity: &EntityModel) -> Value {
    let mut members: Vec<(String, Value)> = Vec::new();
    let mut add = |key: &KeyAttribute, source: &KeySource| {
        let (of, text) = match (source, key.scalar) {
            (KeySource::Template(template), _) => ("S", template.to_string()),
            (KeySource::Attribute(name), ScalarType::S) => ("S", format!("{{{name}}}")),
            (KeySource::Attribute(_), ScalarType::N) => ("N", "0".to_owned()),
            (KeySource::Attribute(_), ScalarType::B) => ("B", "AA==".to_owned()),
        };
        if !members.iter().any(|(name, _)| *name == key.name) {
            members.push((key.name.clone().into_owned(), Value::object([(of, Value::text(text))])));
        }
    };
    add(&table.partition_key, &entity.key.partition);
    if let Some((key, source)) = table.sort_key.as_ref().zip(entity.key.sort.as_ref()) {
        add(key, source);
    }
    for entry in &*entity.indexes {
        for index in indexes.iter().filter(|index| index.name == entry.index) {
            let keys = index.partition_key.iter().zip(&*entry.partition);
            for (key, source) in keys.chain(index.sort_key.iter().zip(&*entry.sort)) {
                if let KeySource::Template(_) = source {
                    add(key, source);
                }
            }
        }
    }
    Value::Object(members)
}

fn index(table: &TableModel, index: &IndexModel) -> Option<Value> {
    let projection = projection(&match &index.projection {
        Projection::Include(names) => {
            let is_own = |name: &&dynamo_schema::Text| Some(*name) != table.version_attribute.as_ref();
            let names: Vec<_> = names.iter().filter(is_own).cloned().collect();
            if names.is_empty() { Projection::KeysOnly } else { Projection::Include(names.into()) }
        }
        other => other.clone(),
    });
    Some(Value::object([
        ("IndexName", Value::text(&index.name)),
        ("KeyAttributes", keys(index.partition_key.first()?, index.sort_key.first())),
        ("Projection", projection),
    ]))
}
