//! The table.

use dynamo_schema::{IndexModel, IndexScope, KeyAttribute, Projection};

use super::{doc, doc_or, literal, search, write_list};
use crate::design::Design;
use crate::names::pascal_case;

pub(super) fn write(design: &Design, out: &mut String) {
    let table = &design.table;
    let name = pascal_case(&design.name);
    doc(&doc_or(design.description.as_deref(), || "The table.".to_owned()), 0, out);
    out.push_str("#[derive(Debug, DynamoTable)]\n");
    let mut arguments = vec![format!(
        "key(pk = {}{})",
        key(&table.partition_key),
        match &table.sort_key {
            Some(sort) => format!(", sk = {}", key(sort)),
            None => String::new(),
        }
    )];
    arguments.extend(table.kind_attribute.as_ref().map(|kind| format!("kind = {}", literal(kind))));
    arguments.extend(table.ttl_attribute.as_ref().map(|ttl| format!("ttl = {}", literal(ttl))));
    arguments.extend(table.version_attribute.as_ref().map(|name| format!("version = {}", literal(name))));
    attribute(&arguments.join(", "), out);
    for index in table.indexes.iter() {
        attribute(&self::index(index), out);
    }
    for vector in table.vectors.iter() {
        search::write(vector, out);
    }
    let entities: Vec<String> =
        table.entities.iter().map(|entity| struct_name(design, &entity.name)).collect();
    if !entities.is_empty() {
        write_list(&["entities"], &entities, out);
    }
    for collection in table.collections.iter() {
        let members: Vec<String> = collection.entities.iter().map(|kind| struct_name(design, kind)).collect();
        write_list(&["collection", &collection.name], &members, out);
    }
    out.push_str(&format!("pub struct {name};\n"));
}

fn attribute(arguments: &str, out: &mut String) {
    out.push_str(&format!("#[dynamo({arguments})]\n"));
}

pub(super) fn key(key: &KeyAttribute) -> String {
    format!("{}: {}", literal(&key.name), key.scalar.as_str())
}

/// One key attribute, or a list of several.
fn keys(keys: &[KeyAttribute]) -> String {
    match keys {
        [only] => key(only),
        keys => format!("[{}]", keys.iter().map(key).collect::<Vec<_>>().join(", ")),
    }
}

/// The name of an index in Rust.
pub(super) fn index_name(name: &str) -> String {
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if is_name { name.to_owned() } else { pascal_case(name) }
}

/// How an entity refers to an index: by its name in DynamoDB.
pub(super) fn on(name: &str) -> String {
    let word = index_name(name);
    if word == name { word } else { literal(name) }
}

fn index(index: &IndexModel) -> String {
    let name = index_name(&index.name);
    let (word, has_partition) = match index.scope {
        IndexScope::Global => ("gsi", true),
        // The partition key of a local index is the table's.
        IndexScope::Local => ("lsi", false),
    };
    let mut arguments = vec![name.clone()];
    if name != index.name {
        arguments.push(format!("name = {}", literal(&index.name)));
    }
    if has_partition {
        arguments.push(format!("pk = {}", keys(&index.partition_key)));
    }
    if !index.sort_key.is_empty() {
        arguments.push(format!("sk = {}", keys(&index.sort_key)));
    }
    arguments.extend(projected(&index.projection));
    format!("{word}({})", arguments.join(", "))
}

/// What an index holds, unless it holds all.
pub(super) fn projected(projection: &Projection) -> Option<String> {
    match projection {
        Projection::All => None,
        Projection::KeysOnly => Some("project(keys_only)".to_owned()),
        Projection::Include(names) => {
            let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
            Some(format!("project({})", names.join(", ")))
        }
    }
}

/// The struct of a kind: an entity's, or that of a guard.
pub(super) fn struct_name(design: &Design, kind: &str) -> String {
    let entity = design.entities.iter().find(|entity| entity.kind == kind);
    if let Some(entity) = entity {
        return entity.name.clone();
    }
    let guard = design.entities.iter().find_map(|entity| {
        let unique = entity.unique.iter().find(|unique| unique.guard == kind)?;
        Some(format!("{}{}", entity.name, pascal_case(&unique.field)))
    });
    guard.unwrap_or_else(|| pascal_case(kind))
}
