//! The keys of items, computed from their attributes by the model alone.
//!
//! A put and a partial update both come here, so that an index key is the same whichever way it was written.

mod part;

use std::borrow::Cow;

use dynamo_schema::{
    Case, EntityIndex, EntityModel, IndexModel, IndexScope, KeyAttribute, KeySource, PartFormat, PartValue,
    TableModel, TextPolicy, When, WhenTest, limits,
};

use crate::error::{Error, Result};
use crate::{AttributeValue, Item, Name, vectors, version};
pub(crate) use part::{check_length, compose, part_value, scalar_of, stored_value};

/// Where the value of an attribute is looked up.
pub(crate) type Lookup<'l> = &'l dyn Fn(&str) -> Option<&'l AttributeValue>;

/// Adds to an entity's attributes what the table needs of it: primary key, index keys, kind.
pub(crate) fn complete(table: &TableModel, entity: &EntityModel, item: &mut Item) -> Result<()> {
    let mut composed: Vec<(Name, AttributeValue)> = Vec::with_capacity(2 + 2 * entity.indexes.len());
    {
        let attributes = &*item;
        let lookup = |name: &str| attributes.get(name);
        for (attribute, source) in primary_sources(table, entity) {
            let value = key_value(attribute, source, &lookup)?;
            let value = value.ok_or_else(|| missing_part(entity, attribute))?;
            check_length(attribute, &value, is_sort_key(table, attribute))?;
            if matches!(source, KeySource::Template(_)) {
                composed.push((attribute.name.clone(), value));
            }
        }
        for index in &*entity.indexes {
            if let IndexKey::Present(key) = index_key(table, entity, index, &lookup)? {
                composed.extend(key);
            }
        }
    }
    if let Some(kind) = &table.kind_attribute {
        composed.push((kind.clone(), AttributeValue::S(entity.name.clone().into_owned())));
    }
    composed.extend(version::attribute(table, entity));
    item.extend(composed);
    vectors::check_item(table, item)?;
    check_size(item)
}

/// DynamoDB's limit of an item, names included, refused before the request is sent.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>.
pub(crate) fn check_size(item: &Item) -> Result<()> {
    let size = item.size();
    if size <= limits::ITEM_BYTES {
        return Ok(());
    }
    let (name, value) = item
        .iter()
        .max_by_key(|(name, value)| name.len() + value.size())
        .map_or(("", 0), |(name, value)| (&**name, name.len() + value.size()));
    Err(Error::invalid(format!(
        "the item has {size} bytes and DynamoDB allows {}; the largest attribute is `{name}` with {value} bytes: \
         store it elsewhere, or in several items",
        limits::ITEM_BYTES
    )))
}

/// The primary key as the table stores it, from the attributes that it is made of.
pub(crate) fn primary(table: &TableModel, entity: &EntityModel, fields: &Item) -> Result<Item> {
    let lookup = |name: &str| fields.get(name);
    let mut key = Item::with_capacity(2);
    for (attribute, source) in primary_sources(table, entity) {
        let value = key_value(attribute, source, &lookup)?.ok_or_else(|| missing_part(entity, attribute))?;
        check_length(attribute, &value, is_sort_key(table, attribute))?;
        key.insert(attribute.name.clone(), value);
    }
    Ok(key)
}

/// The attributes out of an entity's that its primary key is made of.
pub(crate) fn primary_fields(table: &TableModel, entity: &EntityModel, attributes: &Item) -> Item {
    let mut fields = Item::with_capacity(2);
    let mut keep = |name: &Name| {
        if let Some(value) = attributes.get(name) {
            fields.insert(name.clone(), value.clone());
        }
    };
    for (_, source) in primary_sources(table, entity) {
        match source {
            KeySource::Attribute(name) => keep(name),
            KeySource::Template(template) => template.parts().for_each(|part| keep(&part.attribute)),
        }
    }
    fields
}

/// The primary key of a stored item.
pub(crate) fn primary_of(table: &TableModel, item: &Item) -> Result<Item> {
    let names = std::iter::once(&table.partition_key).chain(&table.sort_key).map(|key| &key.name);
    let mut key = Item::with_capacity(2);
    for name in names {
        let missing = || Error::invalid(format!("the item has no key attribute `{name}`"));
        key.insert(name.clone(), item.get(name).ok_or_else(missing)?.clone());
    }
    Ok(key)
}

/// The attributes that a stored primary key is made of, under their own names.
pub(crate) fn parse(table: &TableModel, entity: &EntityModel, item: &Item) -> Result<Item> {
    let mut fields = Item::new();
    for (attribute, source) in primary_sources(table, entity) {
        let value = item
            .get(&attribute.name)
            .ok_or_else(|| Error::invalid(format!("the item has no key attribute `{}`", attribute.name)))?;
        match source {
            KeySource::Attribute(name) => {
                fields.insert(name.clone(), value.clone());
            }
            KeySource::Template(template) => {
                let text = value.as_s().ok_or_else(|| {
                    Error::invalid(format!(
                        "the key attribute `{}` has type {}, not S",
                        attribute.name,
                        value.type_name()
                    ))
                })?;
                for (name, part) in template.parse(text)? {
                    // A shard is a hash: it does not give the value back, which another part holds.
                    if matches!(part, PartValue::Shard(_)) {
                        continue;
                    }
                    let value = stored_value(part)?;
                    if fields.get(name).is_some_and(|known| *known != value) {
                        return Err(Error::invalid(format!("the keys of the item disagree about `{name}`")));
                    }
                    fields.insert(name.to_owned(), value);
                }
            }
        }
    }
    Ok(fields)
}

/// Adds to what an index holds of an item the attributes that its keys are made of, and that they give back.
pub(crate) fn recover(table: &TableModel, entity: &EntityModel, entry: &str, item: &mut Item) -> Result<()> {
    let mut found = parse(table, entity, item)?;
    let entry = entity.indexes.iter().find(|index| index.name == entry);
    if let Some(entry) = entry {
        let model = index_model(table, &entry.index)?;
        for (attribute, source) in index_sources(table, entity, entry, model) {
            let KeySource::Template(template) = source else { continue };
            let Some(text) = item.get(&attribute.name).and_then(AttributeValue::as_s) else { continue };
            let formats: Vec<PartFormat> = template.parts().map(|part| part.format).collect();
            for ((name, part), format) in template.parse(text)?.into_iter().zip(formats) {
                let is_lossless = format.case == Case::Keep && format.text != TextPolicy::Raw;
                if is_lossless && !matches!(part, PartValue::Shard(_)) && !found.contains(name) {
                    found.insert(name.to_owned(), stored_value(part)?);
                }
            }
        }
    }
    found.retain(|name, _| !item.contains(name));
    item.extend(found);
    Ok(())
}

/// The key of an item in one index.
#[derive(Debug)]
pub(crate) enum IndexKey {
    /// The composed key attributes and their values.
    Present(Vec<(Name, AttributeValue)>),
    /// The item is not in the index: these composed attributes must be absent.
    Absent(Vec<Name>),
}

/// Computes an item's key in an index. Attributes that are keys themselves are left out: they are in the item anyway.
pub(crate) fn index_key(
    table: &TableModel,
    entity: &EntityModel,
    index: &EntityIndex,
    lookup: Lookup<'_>,
) -> Result<IndexKey> {
    let model = index_model(table, &index.index)?;
    let sources = index_sources(table, entity, index, model);
    let composed = composed(table, &sources);
    let absent = || absent_key(&composed);
    if !index.when.as_ref().is_none_or(|when| holds(when, lookup(&when.attribute))) {
        return Ok(absent());
    }
    let mut key = Vec::with_capacity(composed.len());
    for (attribute, source) in &sources {
        let is_composed = composed.iter().any(|(composed, _)| composed.name == attribute.name);
        // An attribute that is a key itself decides alone whether the item is in the index; a partial update need not
        // know it.
        let value = match key_value(attribute, source, lookup)? {
            Some(value) => value,
            None if is_composed => return Ok(absent()),
            None => continue,
        };
        let sort = model.sort_key.iter().any(|key| key.name == attribute.name);
        check_length(attribute, &value, sort)?;
        if is_composed {
            key.push((attribute.name.clone(), value));
        }
    }
    Ok(IndexKey::Present(key))
}

/// The key of an item that is not in an index.
pub(crate) fn absent_index_key(
    table: &TableModel,
    entity: &EntityModel,
    index: &EntityIndex,
) -> Result<IndexKey> {
    let model = index_model(table, &index.index)?;
    Ok(absent_key(&composed(table, &index_sources(table, entity, index, model))))
}

fn absent_key(composed: &[(&KeyAttribute, &KeySource)]) -> IndexKey {
    IndexKey::Absent(composed.iter().map(|(attribute, _)| attribute.name.clone()).collect())
}

/// The key attributes that are written for an index. The table's own key attributes can be an index's too; those are
/// written with the primary key.
fn composed<'m>(
    table: &TableModel,
    sources: &[(&'m KeyAttribute, &'m KeySource)],
) -> Vec<(&'m KeyAttribute, &'m KeySource)> {
    let is_composed = |(attribute, source): &&(&KeyAttribute, &KeySource)| {
        matches!(source, KeySource::Template(_)) && !is_table_key(table, &attribute.name)
    };
    sources.iter().filter(is_composed).copied().collect()
}

/// Checks a value that an update gives an attribute which is a key of an index itself.
pub(crate) fn check_natural(
    table: &TableModel,
    entity: &EntityModel,
    name: &str,
    value: &AttributeValue,
) -> Result<()> {
    for index in &*entity.indexes {
        let model = index_model(table, &index.index)?;
        for (attribute, source) in index_sources(table, entity, index, model) {
            if matches!(source, KeySource::Attribute(natural) if natural == name) {
                check_length(attribute, value, model.sort_key.contains(attribute))?;
            }
        }
    }
    Ok(())
}

/// The names of the attributes that an item's key in an index is composed from.
pub(crate) fn composed_from<'m>(
    table: &'m TableModel,
    entity: &'m EntityModel,
    index: &'m EntityIndex,
) -> Result<Vec<&'m str>> {
    let model = index_model(table, &index.index)?;
    let mut inputs: Vec<&str> = Vec::new();
    for (attribute, source) in index_sources(table, entity, index, model) {
        if let KeySource::Template(template) = source
            && !is_table_key(table, &attribute.name)
        {
            inputs.extend(template.parts().map(|part| &*part.attribute));
        }
    }
    Ok(inputs)
}

/// The names of all attributes that decide an item's key in any index.
pub(crate) fn all_index_inputs<'m>(table: &'m TableModel, entity: &'m EntityModel) -> Result<Vec<&'m str>> {
    let mut inputs = Vec::new();
    for index in &*entity.indexes {
        inputs.extend(composed_from(table, entity, index)?);
        inputs.extend(index.when.as_ref().map(|when| &*when.attribute));
    }
    Ok(inputs)
}

/// The names of all attributes that are written for indexes.
pub(crate) fn all_composed<'m>(table: &'m TableModel, entity: &'m EntityModel) -> Result<Vec<&'m Name>> {
    let mut names: Vec<&Name> = Vec::new();
    for index in &*entity.indexes {
        let sources = index_sources(table, entity, index, index_model(table, &index.index)?);
        for (attribute, _) in composed(table, &sources) {
            if !names.contains(&&attribute.name) {
                names.push(&attribute.name);
            }
        }
    }
    Ok(names)
}

/// The index of that name.
pub(crate) fn index_model<'m>(table: &'m TableModel, name: &str) -> Result<&'m IndexModel> {
    let found = table.indexes.iter().find(|index| index.name == name);
    found.ok_or_else(|| Error::invalid(format!("the table `{}` has no index `{name}`", table.name)))
}

/// The table's key attributes and where the entity gets them from.
pub(crate) fn primary_sources<'m>(
    table: &'m TableModel,
    entity: &'m EntityModel,
) -> impl Iterator<Item = (&'m KeyAttribute, &'m KeySource)> {
    let partition = (&table.partition_key, &entity.key.partition);
    std::iter::once(partition).chain(table.sort_key.as_ref().zip(entity.key.sort.as_ref()))
}

/// The index's key attributes and where the entity gets them from. A local index shares the table's partition key.
pub(crate) fn index_sources<'m>(
    table: &'m TableModel,
    entity: &'m EntityModel,
    index: &'m EntityIndex,
    model: &'m IndexModel,
) -> Vec<(&'m KeyAttribute, &'m KeySource)> {
    let mut sources = Vec::with_capacity(4);
    if model.scope == IndexScope::Local {
        sources.push((&table.partition_key, &entity.key.partition));
    } else {
        sources.extend(model.partition_key.iter().zip(&*index.partition));
    }
    sources.extend(model.sort_key.iter().zip(&*index.sort));
    sources
}

/// Whether an attribute belongs to the table rather than to an entity: a key of the table or of an index, the kind, or the
/// version.
pub(crate) fn is_structural(table: &TableModel, name: &str) -> bool {
    let mut keys = std::iter::once(&table.partition_key)
        .chain(&table.sort_key)
        .chain(table.indexes.iter().flat_map(|index| index.partition_key.iter().chain(&*index.sort_key)));
    let own = [table.kind_attribute.as_deref(), table.version_attribute.as_deref()];
    own.contains(&Some(name)) || keys.any(|key| key.name == name)
}

pub(crate) fn is_table_key(table: &TableModel, name: &str) -> bool {
    table.partition_key.name == name || table.sort_key.as_ref().is_some_and(|key| key.name == name)
}

fn is_sort_key(table: &TableModel, attribute: &KeyAttribute) -> bool {
    table.sort_key.as_ref().is_some_and(|key| key.name == attribute.name)
}

fn missing_part(entity: &EntityModel, attribute: &KeyAttribute) -> Error {
    Error::invalid(format!(
        "the key attribute `{}` of `{}` has no value: a part of it is absent",
        attribute.name, entity.name
    ))
}

/// The value of one key attribute; nothing when an attribute that it needs is absent.
fn key_value(
    attribute: &KeyAttribute,
    source: &KeySource,
    lookup: Lookup<'_>,
) -> Result<Option<AttributeValue>> {
    match source {
        KeySource::Attribute(name) => {
            let Some(value) = lookup(name) else { return Ok(None) };
            if scalar_of(value) != Some(attribute.scalar) {
                return Err(Error::invalid(format!(
                    "the key attribute `{name}` must be of type {}, not {}",
                    attribute.scalar.as_str(),
                    value.type_name()
                )));
            }
            Ok(Some(value.clone()))
        }
        KeySource::Template(template) => Ok(compose(template, lookup)?.map(AttributeValue::S)),
    }
}

/// Whether an item is in an index, given the attribute that decides it.
pub(crate) fn holds(when: &When, value: Option<&AttributeValue>) -> bool {
    match &when.test {
        WhenTest::Exists => value.is_some(),
        WhenTest::Absent => value.is_none(),
        WhenTest::In(texts) => value.is_some_and(|value| is_one_of(value, texts)),
        WhenTest::NotIn(texts) => !value.is_some_and(|value| is_one_of(value, texts)),
    }
}

fn is_one_of(value: &AttributeValue, texts: &[Name]) -> bool {
    let text: Cow<'_, str> = match value {
        AttributeValue::S(text) => Cow::Borrowed(text),
        AttributeValue::N(number) => Cow::Owned(number.to_string()),
        AttributeValue::Bool(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        _ => return false,
    };
    texts.contains(&text)
}
