//! From facets, aliases and samples to entities: their fields, their types, their keys.

use dynamo_schema::ScalarType;

use super::super::draft::{Draft, Entity, Entry, Field, Index, Key, Source};
use super::super::template::{self, Reading};
use super::super::{beside, kind_attribute, names};
use super::{Attribute, Facet, Type};
use crate::names::snake_case;

/// Each facet is an entity; without facets, all items are of one.
pub(super) fn entities(draft: &mut Draft, mut facets: Vec<Facet>, attributes: &[Attribute]) {
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
