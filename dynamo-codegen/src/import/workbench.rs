//! Models of NoSQL Workbench.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/workbench.Modeler.ImportExisting.html>

use dynamo_schema::ScalarType;

use super::draft::{Draft, Entity, Entry, Field, Index, Key, Projection, Source};
use super::template::{self, Reading};
use super::{beside, each, kind_attribute, names, node};
use crate::decode::{Context, Decode, Fields, Keyword, Whole};
use crate::names::snake_case;
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
    entities(&mut draft, facets, &attributes);
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

/// Each facet is an entity; without facets, all items are of one.
fn entities(draft: &mut Draft, mut facets: Vec<Facet>, attributes: &[Attribute]) {
    if facets.is_empty() {
        facets.push(Facet {
            name: draft.table.clone(),
            partition: None,
            sort: None,
            attributes: attributes.iter().map(|attribute| attribute.name.clone()).collect(),
            composed: Vec::new(),
        });
    } else {
        let index_keys =
            draft.indexes.iter().flat_map(|index| index.partition_key.iter().chain(&index.sort_key));
        let index_keys: Vec<&str> = index_keys.map(|key| key.name.as_str()).collect();
        let ordinary = attributes.iter().filter(|of| of.of == Type::Scalar(ScalarType::S));
        let ordinary = ordinary.map(|of| of.name.as_str()).filter(|name| !index_keys.contains(name));
        let kind = kind_attribute(ordinary);
        if facets.len() > 1 || kind.review.is_none() {
            draft.kind_attribute = Some(kind);
        }
    }
    let mut taken = Vec::new();
    for facet in &facets {
        let name = names::type_name(&facet.name, &taken);
        taken.push(name.clone());
        let entity = entity(draft, facet, name, attributes);
        draft.entities.push(entity);
    }
}

fn entity(draft: &Draft, facet: &Facet, name: String, attributes: &[Attribute]) -> Entity {
    let mut entity = Entity {
        kind: if facet.partition.is_some() { facet.name.clone() } else { snake_case(&name) },
        name,
        ..Entity::default()
    };
    let mut guesses = Vec::new();
    let (source, guess) = key(&mut entity, &draft.partition_key, facet.partition.as_deref(), attributes);
    entity.partition = source;
    guesses.extend(guess);
    if let Some(sort) = &draft.sort_key {
        let (source, guess) = key(&mut entity, sort, facet.sort.as_deref(), attributes);
        entity.sort = Some(source);
        guesses.extend(guess);
    }
    if !guesses.is_empty() {
        let aliases = guesses.iter().map(|alias| format!("`{alias}`")).collect::<Vec<_>>().join(" and ");
        entity.key_review =
            Some(format!("which parts are text and which are fields was read out of {aliases}"));
    }
    let kind = draft.kind_attribute.as_ref().map(|kind| kind.text.as_str());
    let is_composed = |name: &String| facet.composed.iter().any(|(key, _)| key == name);
    for name in facet.attributes.iter().filter(|name| Some(name.as_str()) != kind && !is_composed(name)) {
        let of = attributes.iter().find(|attribute| attribute.name == *name).map(|attribute| attribute.of);
        add(&mut entity, name, of, true);
    }
    entity.fields_review =
        Some("the model knows DynamoDB's types only, and not which fields are always there".to_owned());
    for index in &draft.indexes {
        entries(&mut entity, draft, index, facet, attributes);
    }
    let keys = [(&draft.partition_key, Some(&entity.partition))]
        .into_iter()
        .chain(draft.sort_key.iter().map(|key| (key, entity.sort.as_ref())));
    let composed = keys.filter(|(_, source)| matches!(source, Some(Source::Template(_))));
    let composed: Vec<String> = composed.map(|(key, _)| key.name.clone()).collect();
    beside(&mut entity.fields, &composed);
    entity
}

/// The source of a key of the table, whose fields the entity gets; and the alias, when something was guessed.
fn key(
    entity: &mut Entity,
    key: &Key,
    alias: Option<&str>,
    attributes: &[Attribute],
) -> (Source, Option<String>) {
    let reading = match alias {
        Some(alias) if key.scalar == ScalarType::S && alias != key.name => template::read(alias),
        alias => {
            // Only a field can be a number or bytes; and the key's own name is no alias.
            let alias = alias.unwrap_or(&key.name);
            let source = Source::Fields(vec![names::value_name(alias, &[])]);
            Reading { source, parts: vec![alias.to_owned()], is_guess: false }
        }
    };
    match &reading.source {
        Source::Fields(_) => {
            let part = reading.parts.first().map_or(key.name.as_str(), String::as_str);
            let field = of_key(entity, part, &key.name, key.scalar);
            (Source::Fields(vec![field]), reading.is_guess.then(|| alias.unwrap_or_default().to_owned()))
        }
        Source::Template(text) => {
            parts(entity, &reading.parts, text, attributes, false);
            (reading.source, reading.is_guess.then(|| alias.unwrap_or_default().to_owned()))
        }
    }
}

/// The entity has the fields that a template names.
fn parts(entity: &mut Entity, parts: &[String], template: &str, attributes: &[Attribute], optional: bool) {
    for part in parts {
        let attribute = attributes.iter().find(|attribute| snake_case(&attribute.name) == snake_case(part));
        let of = attribute.map_or(Type::Scalar(ScalarType::S), |attribute| attribute.of);
        let name = attribute.map_or(part.as_str(), |attribute| attribute.name.as_str());
        let field = add(entity, name, Some(of), optional);
        part_type(entity, &field, template, optional);
    }
}

/// A field that is a key itself.
fn of_key(entity: &mut Entity, name: &str, attribute: &str, scalar: ScalarType) -> String {
    if let Some(known) = entity.fields.iter().find(|field| field.attribute == attribute) {
        return known.name.clone();
    }
    let taken: Vec<String> = entity.fields.iter().map(|field| field.name.clone()).collect();
    let name = names::value_name(name, &taken);
    let of = type_name(Type::Scalar(scalar), true).to_owned();
    entity.fields.push(Field {
        name: name.clone(),
        attribute: attribute.to_owned(),
        of,
        optional: false,
        review: None,
    });
    name
}

/// Adds an attribute as a field, unless it is there, and says the field's name.
fn add(entity: &mut Entity, attribute: &str, of: Option<Type>, optional: bool) -> String {
    if let Some(known) = entity.fields.iter().find(|field| field.attribute == attribute) {
        return known.name.clone();
    }
    let taken: Vec<String> = entity.fields.iter().map(|field| field.name.clone()).collect();
    let name = names::value_name(attribute, &taken);
    let review =
        of.is_none().then(|| "the table has no attribute of this name, so its type is not known".to_owned());
    let of = type_name(of.unwrap_or(Type::Null), false).to_owned();
    entity.fields.push(Field { name: name.clone(), attribute: attribute.to_owned(), of, optional, review });
    name
}

/// A part of a template has a type that its format is for.
fn part_type(entity: &mut Entity, name: &str, template: &str, optional: bool) {
    let Some(field) = entity.fields.iter_mut().find(|field| field.name == name) else { return };
    field.optional &= optional;
    let format = template.split_once(&format!("{{{name}:")).map_or("", |(_, rest)| rest);
    let of = match format.chars().next() {
        Some('0') => "u64",
        Some('.') => "decimal",
        Some('s' | 'm' | 'n' | 'u') if !format.starts_with("upper") => "timestamp",
        // Without a scale, a number in a key has no fraction.
        _ if field.of == "decimal" => "i64",
        _ if matches!(field.of.as_str(), "string" | "i64" | "u64" | "timestamp" | "bool") => return,
        _ => "string",
    };
    of.clone_into(&mut field.of);
}

/// The type of a spec. Numbers without fraction are keys more easily.
fn type_name(of: Type, is_key: bool) -> &'static str {
    match of {
        Type::Scalar(ScalarType::S) => "string",
        Type::Scalar(ScalarType::N) if is_key => "i64",
        Type::Scalar(ScalarType::N) => "decimal",
        Type::Scalar(ScalarType::B) => "binary",
        Type::Bool => "bool",
        Type::StringSet => "set<string>",
        Type::NumberSet => "set<decimal>",
        Type::BinarySet => "set<binary>",
        Type::List => "list<any>",
        Type::Map => "map<any>",
        Type::Null => "any",
    }
}

/// An entity is in an index whose key attributes it has.
fn entries(entity: &mut Entity, draft: &Draft, index: &Index, facet: &Facet, attributes: &[Attribute]) {
    let mut is_guess = false;
    let mut source = |key: &Key| {
        if key.name == draft.partition_key.name {
            return Some(entity.partition.clone());
        }
        if draft.sort_key.as_ref().is_some_and(|sort| sort.name == key.name) {
            return entity.sort.clone();
        }
        if let Some((_, text)) = facet.composed.iter().find(|(name, _)| *name == key.name) {
            let reading = template::read(text);
            parts(entity, &reading.parts, text, attributes, true);
            return Some(reading.source);
        }
        let field = entity.fields.iter_mut().find(|field| field.attribute == key.name)?;
        let is_listed = facet.attributes.contains(&key.name);
        is_guess |= is_listed && key.scalar == ScalarType::S;
        if matches!(field.of.as_str(), "string" | "decimal" | "binary" | "any") {
            field.of = type_name(Type::Scalar(key.scalar), true).to_owned();
        }
        Some(Source::Fields(vec![field.name.clone()]))
    };
    let keys = |keys: &[Key], source: &mut dyn FnMut(&Key) -> Option<Source>| -> Option<Vec<Source>> {
        keys.iter().map(source).collect()
    };
    let (Some(partition), Some(sort)) =
        (keys(&index.partition_key, &mut source), keys(&index.sort_key, &mut source))
    else {
        return;
    };
    let entry = Entry {
        index: index.name.clone(),
        partition: partition.into_iter().next().filter(|_| !index.is_local),
        sort: sort.into_iter().next(),
        review: is_guess.then(|| {
            "is the key composed of other fields? Then write a template, `\"STATE#{state}\"`, and leave its field out".to_owned()
        }),
    };
    entity.entries.push(entry);
}
