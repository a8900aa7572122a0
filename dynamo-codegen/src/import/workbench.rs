//! Models of NoSQL Workbench.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/workbench.Modeler.ImportExisting.html>

mod entities;

use dynamo_schema::ScalarType;

use super::draft::{Draft, Index, Key, Projection};
use super::{each, names, node};
use crate::decode::{Context, Decode, Fields, Keyword, Whole};
use crate::span::{Spanned, Word};
use crate::syntax::{Kind, Node};

/// An attribute that is no key, and its type as DynamoDB has it.
struct Attribute {
    name: String,
    of: Type,
}

/// The types of DynamoDB.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Scalar(ScalarType),
    Bool,
    Null,
    StringSet,
    NumberSet,
    BinarySet,
    List,
    Map,
}

impl Keyword for Type {
    const WHAT: &'static str = "type of an attribute";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("S", Self::Scalar(ScalarType::S)),
        ("N", Self::Scalar(ScalarType::N)),
        ("B", Self::Scalar(ScalarType::B)),
        ("BOOL", Self::Bool),
        ("NULL", Self::Null),
        ("SS", Self::StringSet),
        ("NS", Self::NumberSet),
        ("BS", Self::BinarySet),
        ("L", Self::List),
        ("M", Self::Map),
    ];
}

/// A facet: a kind of item.
struct Facet {
    name: String,
    partition: Option<String>,
    sort: Option<String>,
    attributes: Vec<String>,
    /// The keys of indexes by attribute, where a sample item spells their templates out.
    composed: Vec<(String, String)>,
}

pub(super) fn drafts(tree: &Node, cx: &Context<'_>) -> Vec<Draft> {
    let Some(mut fields) = Fields::of(tree, "a model", cx) else { return Vec::new() };
    let model: Option<Word> = fields.optional("ModelName");
    let model = model.map_or_else(|| "Model".to_owned(), |name| name.value);
    let description = node(&mut fields, "ModelMetadata").and_then(|metadata| {
        let description: Option<Word> = Fields::of(metadata, "`ModelMetadata`", cx)?.optional("Description");
        description.map(|description| description.value).filter(|description| !description.trim().is_empty())
    });
    let tables = node(&mut fields, "DataModel");
    each(tables, cx, |table| draft(table, &model, description.as_deref(), cx))
}

fn draft(table: &Node, model: &str, description: Option<&str>, cx: &Context<'_>) -> Option<Draft> {
    let mut fields = Fields::of(table, "a table", cx)?;
    let name: Option<Word> = fields.required("TableName");
    let keys: Option<Keys> = fields.required("KeyAttributes");
    let attributes = each(node(&mut fields, "NonKeyAttributes"), cx, |node| attribute(node, cx));
    let mut facets = each(node(&mut fields, "TableFacets"), cx, |node| facet(node, cx));
    let throughput = throughput(&mut fields, cx);
    let global = node(&mut fields, "GlobalSecondaryIndexes");
    let local = node(&mut fields, "LocalSecondaryIndexes");
    let mut indexes = each(global, cx, |node| index(node, false, throughput, cx));
    indexes.extend(each(local, cx, |node| index(node, true, throughput, cx)));
    let items = each(node(&mut fields, "TableData"), cx, Some);
    let (name, keys) = (name?.value, keys?);
    let items = items.into_iter().filter(|item| !is_template(&texts(item), &keys, &mut facets)).count();
    let mut draft = Draft {
        origin: format!("the NoSQL Workbench model `{model}`"),
        model: names::type_name(&name, &[]),
        description: description.map(str::to_owned),
        table: name,
        partition_key: keys.partition,
        sort_key: keys.sort,
        throughput,
        indexes,
        ..Draft::default()
    };
    entities::entities(&mut draft, facets, &attributes);
    draft.left_out.push(
        "a Workbench model has no access patterns: add them, `[access.get_item]` and `get = \"Entity\"`"
            .to_owned(),
    );
    if items > 0 {
        draft.left_out.push(format!("the {items} sample items of the model are not part of the spec"));
    }
    Some(draft)
}

/// The attributes of a sample item that are texts.
fn texts(item: &Node) -> Vec<(String, String)> {
    let Kind::Table(attributes) = &item.kind else { return Vec::new() };
    let texts = attributes.iter().filter_map(|entry| match &entry.value.kind {
        Kind::Table(value) => match value.as_slice() {
            [of] if of.key.as_str() == "S" => match &of.value.kind {
                Kind::Text(text) => Some((entry.key.value.clone(), text.clone())),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    texts.collect()
}

/// Whether a sample item stands for all items of a facet: its keys are the templates themselves, as an exported model has
/// them. The facet gets the templates of its other keys.
fn is_template(item: &[(String, String)], keys: &Keys, facets: &mut [Facet]) -> bool {
    let is_of = |facet: &Facet| {
        let aliases = [(Some(&keys.partition), &facet.partition), (keys.sort.as_ref(), &facet.sort)];
        aliases.into_iter().filter(|(key, _)| key.is_some_and(|key| key.scalar == ScalarType::S)).all(
            |(key, alias)| {
                let value = item.iter().find(|(name, _)| key.is_some_and(|key| key.name == *name));
                match (value, alias) {
                    (Some((_, value)), Some(alias)) => value == alias || *value == format!("{{{alias}}}"),
                    _ => false,
                }
            },
        )
    };
    let is_marked = item.iter().any(|(_, value)| value.contains('{'));
    let Some(facet) = facets.iter_mut().find(|facet| is_marked && is_of(facet)) else { return false };
    let own = [Some(&keys.partition), keys.sort.as_ref()];
    let is_own = |name: &str| own.iter().flatten().any(|key| key.name == name);
    facet.composed.extend(item.iter().filter(|(name, _)| !is_own(name)).cloned());
    true
}

/// `KeyAttributes` of a table or an index.
struct Keys {
    partition: Key,
    sort: Option<Key>,
}

impl Decode for Keys {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "`KeyAttributes`", cx)?;
        let partition = fields.required("PartitionKey");
        let sort = fields.optional("SortKey");
        Some(Self { partition: partition?, sort })
    }
}

impl Decode for Key {
    fn decode(node: &Node, cx: &Context<'_>) -> Option<Self> {
        let mut fields = Fields::of(node, "a key attribute", cx)?;
        let name: Option<Word> = fields.required("AttributeName");
        let scalar: Option<Spanned<ScalarType>> = fields.required("AttributeType");
        Some(Self { name: name?.value, scalar: scalar?.value })
    }
}

fn attribute(node: &Node, cx: &Context<'_>) -> Option<Attribute> {
    let mut fields = Fields::of(node, "an attribute", cx)?;
    let name: Option<Word> = fields.required("AttributeName");
    let of: Option<Spanned<Type>> = fields.required("AttributeType");
    Some(Attribute { name: name?.value, of: of?.value })
}

fn facet(node: &Node, cx: &Context<'_>) -> Option<Facet> {
    let mut fields = Fields::of(node, "a facet", cx)?;
    let name: Option<Word> = fields.required("FacetName");
    let text = |word: Option<Word>| word.map(|word| word.value).filter(|text| !text.trim().is_empty());
    let (mut partition, mut sort) = (None, None);
    if let Some(alias) = super::node(&mut fields, "KeyAttributeAlias") {
        let mut alias = Fields::of(alias, "`KeyAttributeAlias`", cx)?;
        (partition, sort) = (text(alias.optional("PartitionKeyAlias")), text(alias.optional("SortKeyAlias")));
    }
    let attributes: Vec<Word> = fields.list("NonKeyAttributes");
    let attributes = attributes.into_iter().map(|attribute| attribute.value).collect();
    Some(Facet { name: name?.value, partition, sort, attributes, composed: Vec::new() })
}

/// Units to read and to write, where capacity is reserved.
fn throughput(fields: &mut Fields<'_, '_>, cx: &Context<'_>) -> Option<(u64, u64)> {
    let mode: Option<Word> = fields.optional("BillingMode");
    let settings = node(fields, "ProvisionedCapacitySettings");
    if mode?.as_str() != "PROVISIONED" {
        return None;
    }
    let units = settings.and_then(|settings| {
        let throughput =
            node(&mut Fields::of(settings, "`ProvisionedCapacitySettings`", cx)?, "ProvisionedThroughput")?;
        let mut throughput = Fields::of(throughput, "`ProvisionedThroughput`", cx)?;
        let read: Option<Whole> = throughput.required("ReadCapacityUnits");
        let write: Option<Whole> = throughput.required("WriteCapacityUnits");
        Some((read?.value.max(1), write?.value.max(1)))
    });
    // What Workbench itself begins with.
    Some(units.unwrap_or((5, 5)))
}

fn index(node: &Node, is_local: bool, table: Option<(u64, u64)>, cx: &Context<'_>) -> Option<Index> {
    let mut fields = Fields::of(node, "an index", cx)?;
    let name: Option<Word> = fields.required("IndexName");
    let keys: Option<Keys> = fields.required("KeyAttributes");
    let projection = super::node(&mut fields, "Projection").map(|node| projection(node, cx));
    let own = throughput(&mut fields, cx);
    let keys = keys?;
    let throughput = table.map(|table| own.unwrap_or(table)).filter(|_| !is_local);
    let review = (throughput.is_some() && own.is_none())
        .then(|| "the throughput is the table's: the model does not say that of the index".to_owned());
    Some(Index {
        name: name?.value,
        is_local,
        partition_key: vec![keys.partition],
        sort_key: keys.sort.into_iter().collect(),
        projection: projection.unwrap_or(Some(Projection::All))?,
        throughput,
        review,
    })
}

/// `ProjectionType` of an index.
#[derive(Clone, Copy)]
pub(super) enum ProjectionType {
    All,
    KeysOnly,
    Include,
}

impl Keyword for ProjectionType {
    const WHAT: &'static str = "type of a projection";
    const WORDS: &'static [(&'static str, Self)] =
        &[("ALL", Self::All), ("KEYS_ONLY", Self::KeysOnly), ("INCLUDE", Self::Include)];
}

fn projection(node: &Node, cx: &Context<'_>) -> Option<Projection> {
    let mut fields = Fields::of(node, "a projection", cx)?;
    let of: Option<Spanned<ProjectionType>> = fields.required("ProjectionType");
    let included: Vec<Word> = fields.list("NonKeyAttributes");
    let included = included.into_iter().map(|name| name.value);
    Some(match of?.value {
        ProjectionType::All => Projection::All,
        ProjectionType::KeysOnly => Projection::KeysOnly,
        ProjectionType::Include => Projection::Include(included.collect()),
    })
}
