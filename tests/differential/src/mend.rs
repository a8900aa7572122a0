//! Requests with one mistake less, where the mistake is no part that can be left out.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::Step;
use crate::order::expressions;
use crate::table::{ABSENT, Scalar, Table};

/// The placeholders of expressions, and the letter that each begins with.
const MAPS: [(&str, char); 2] = [("ExpressionAttributeNames", '#'), ("ExpressionAttributeValues", ':')];

/// The requests that come of one mending each.
pub(crate) fn mended(step: &Step, tables: &[Table]) -> Vec<Map<String, Value>> {
    let whole = Value::Object(step.request.clone());
    let mut all = Vec::new();
    if step.action == "Query" {
        let mut asked = step.request.clone();
        ask_for_partition(&mut asked, tables);
        all.push(Value::Object(asked));
    }
    let mut present = whole.clone();
    name_table(&mut present);
    all.push(present);
    let mut keyed = whole.clone();
    give_keys(&mut keyed, tables, &mut 0);
    all.push(keyed);
    let mut defined = whole.clone();
    define(&mut defined);
    all.push(defined);
    let mut used = whole.clone();
    drop_unused(&mut used);
    all.push(used);
    if step.action == "CreateTable" {
        let mut typed = whole.clone();
        define_attributes(&mut typed);
        all.push(typed);
    }
    let count = count_expressions(&whole);
    for at in 0..count {
        for piece in 0.. {
            let mut smaller = whole.clone();
            if !shorten(&mut smaller, &mut at.clone(), piece) {
                break;
            }
            all.push(smaller);
        }
    }
    all.retain(|candidate| *candidate != whole);
    let requests = all.into_iter().filter_map(|candidate| match candidate {
        Value::Object(request) => Some(request),
        _ => None,
    });
    requests.collect()
}

/// Names a table that is there in place of one that is not.
fn name_table(request: &mut Value) {
    let text = request.to_string().replace(&format!("\"{ABSENT}\""), "\"table1\"");
    if let Ok(present) = serde_json::from_str(&text) {
        *request = present;
    }
}

fn scalar(scalar: Scalar, count: &mut u32) -> Value {
    *count += 1;
    match scalar {
        Scalar::S => json!({"S": format!("mended{count}")}),
        Scalar::N => json!({"N": format!("{}", 7000 + *count)}),
        Scalar::B => json!({"B": format!("{count:04}")}),
    }
}

/// Asks for one partition, and for nothing else of the key.
fn ask_for_partition(request: &mut Map<String, Value>, tables: &[Table]) {
    let text = |name: &str| request.get(name).and_then(Value::as_str);
    let table = tables.iter().find(|table| Some(table.name) == text("TableName"));
    let Some(table) = table.or(tables.first()) else { return };
    let index = table.indexes.iter().find(|index| Some(index.name) == text("IndexName"));
    let partition = index.map_or_else(|| vec![table.partition], |index| index.partition.clone());
    let older = ["KeyConditions", "QueryFilter", "AttributesToGet", "ConditionalOperator"];
    let mut count = 0;
    if older.iter().any(|name| request.contains_key(*name)) {
        let conditions: Map<String, Value> = partition
            .iter()
            .map(|attribute| {
                let values = json!([scalar(attribute.scalar, &mut count)]);
                let condition = json!({"ComparisonOperator": "EQ", "AttributeValueList": values});
                (attribute.name.to_owned(), condition)
            })
            .collect();
        request.insert("KeyConditions".to_owned(), Value::Object(conditions));
        return;
    }
    let mut parts = Vec::new();
    for attribute in partition {
        let value = scalar(attribute.scalar, &mut count);
        for (map, name, of) in [
            ("ExpressionAttributeNames", format!("#mended{count}"), json!(attribute.name)),
            ("ExpressionAttributeValues", format!(":mended{count}"), value),
        ] {
            if let Value::Object(map) = request.entry(map).or_insert_with(|| json!({})) {
                map.insert(name, of);
            }
        }
        parts.push(format!("#mended{count} = :mended{count}"));
    }
    request.insert("KeyConditionExpression".to_owned(), json!(parts.join(" AND ")));
}

/// Gives each key and item a key that is right.
fn give_keys(value: &mut Value, tables: &[Table], count: &mut u32) {
    let Value::Object(request) = value else { return };
    let named = |name: &str| tables.iter().find(|table| table.name == name);
    let table = request.get("TableName").and_then(Value::as_str).and_then(named);
    if let Some(table) = table {
        mend_item(request, table, count);
    }
    if let Some(Value::Array(actions)) = request.get_mut("TransactItems") {
        for action in actions.iter_mut().filter_map(Value::as_object_mut) {
            action.values_mut().for_each(|action| give_keys(action, tables, count));
        }
    }
    let Some(Value::Object(batches)) = request.get_mut("RequestItems") else { return };
    for (name, batch) in batches {
        let Some(table) = named(name) else { continue };
        match batch {
            Value::Array(writes) => {
                for write in writes.iter_mut().filter_map(Value::as_object_mut) {
                    write
                        .values_mut()
                        .filter_map(Value::as_object_mut)
                        .for_each(|write| mend_item(write, table, count));
                }
            }
            Value::Object(reads) => {
                for key in reads.get_mut("Keys").and_then(Value::as_array_mut).into_iter().flatten() {
                    *key = Value::Object(
                        table.key().map(|at| (at.name.to_owned(), scalar(at.scalar, count))).collect(),
                    );
                }
            }
            _ => {}
        }
    }
}

fn mend_item(request: &mut Map<String, Value>, table: &Table, count: &mut u32) {
    let mut key = Map::new();
    for attribute in table.key() {
        key.insert(attribute.name.to_owned(), scalar(attribute.scalar, count));
    }
    if let Some(Value::Object(item)) = request.get_mut("Item") {
        // Keys of indexes may be wrong as well.
        for attribute in table.key_attributes() {
            item.remove(attribute.name);
        }
        item.extend(key);
    } else if request.contains_key("Key") {
        request.insert("Key".to_owned(), Value::Object(key));
    }
}

/// Whether an expression uses placeholders that are not defined.
pub(crate) fn lacks_placeholders(request: &Map<String, Value>) -> bool {
    let whole = Value::Object(request.clone());
    let mut defined = whole.clone();
    define(&mut defined);
    defined != whole
}

/// Defines all placeholders.
fn define(value: &mut Value) {
    let Value::Object(request) = value else {
        if let Value::Array(elements) = value {
            elements.iter_mut().for_each(define);
        }
        return;
    };
    for ((map, sign), fill) in MAPS.into_iter().zip([json!("mended"), Value::Null]) {
        let texts = request.iter().filter(|(name, _)| name.ends_with("Expression"));
        let texts: Vec<String> = texts.filter_map(|(_, text)| text.as_str().map(str::to_owned)).collect();
        let mut names: Vec<(&str, Value)> = Vec::new();
        for text in &texts {
            for (at, _) in text.match_indices(sign) {
                let rest = &text[at..];
                let end = rest[1..].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
                let fill = if fill.is_null() { fitting(&text[..at]) } else { fill.clone() };
                names.push((&rest[..end.map_or(rest.len(), |end| end + 1)], fill));
            }
        }
        if names.is_empty() {
            continue;
        }
        let defined = request.entry(map).or_insert_with(|| json!({}));
        if let Value::Object(defined) = defined {
            for (name, fill) in names {
                defined.entry(name).or_insert(fill);
            }
        }
    }
    request.values_mut().for_each(define);
}

/// Defines exactly the attributes that the keys of a new table name.
fn define_attributes(request: &mut Value) {
    let lists = ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"];
    let indexes = lists.iter().filter_map(|list| request[list].as_array()).flatten();
    let keys = indexes.map(|index| &index["KeySchema"]).chain([&request["KeySchema"]]);
    let named: BTreeSet<String> = keys
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|element| element["AttributeName"].as_str().map(str::to_owned))
        .collect();
    let types = |name: &str| {
        let definitions = request["AttributeDefinitions"].as_array().into_iter().flatten();
        let defined = definitions.filter(|definition| definition["AttributeName"] == name);
        defined.map(|definition| definition["AttributeType"].clone()).next().unwrap_or_else(|| json!("S"))
    };
    let definitions: Vec<Value> =
        named.iter().map(|name| json!({"AttributeName": name, "AttributeType": types(name)})).collect();
    request["AttributeDefinitions"] = json!(definitions);
}

/// Takes out the placeholders that no expression uses.
fn drop_unused(value: &mut Value) {
    match value {
        Value::Object(request) => {
            let texts = expressions(request);
            for (map, sign) in MAPS {
                let Some(Value::Object(placeholders)) = request.get_mut(map) else { continue };
                placeholders.retain(|name, _| {
                    let ends =
                        |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
                    !name.starts_with(sign)
                        || texts.match_indices(name.as_str()).any(|(at, _)| ends(&texts[at + name.len()..]))
                });
                if placeholders.is_empty() {
                    request.remove(map);
                }
            }
            request.values_mut().for_each(drop_unused);
        }
        Value::Array(elements) => elements.iter_mut().for_each(drop_unused),
        _ => {}
    }
}

/// A value that can stand after a text.
fn fitting(before: &str) -> Value {
    let section = SECTIONS.iter().max_by_key(|section| before.rfind(**section));
    let section = section.filter(|section| before.contains(**section));
    match section {
        Some(&"ADD ") => json!({"N": "1"}),
        Some(&"DELETE ") => json!({"SS": ["mended"]}),
        _ => json!({"S": "S"}),
    }
}

fn count_expressions(value: &Value) -> usize {
    match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| usize::from(name.ends_with("Expression")) + count_expressions(value))
            .sum(),
        Value::Array(elements) => elements.iter().map(count_expressions).sum(),
        _ => 0,
    }
}

/// Puts a piece in the place of one of the expressions; false when it has no such piece.
fn shorten(value: &mut Value, at: &mut usize, piece: usize) -> bool {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if name.ends_with("Expression") {
                    if *at > 0 {
                        *at -= 1;
                        continue;
                    }
                    let pieces = value.as_str().map(pieces).unwrap_or_default();
                    let Some(text) = pieces.get(piece) else { return false };
                    *value = json!(text);
                    return true;
                }
                let before = *at;
                if shorten(value, at, piece) {
                    return true;
                }
                if before > 0 && *at == before && count_expressions(value) > 0 {
                    return false;
                }
            }
            false
        }
        Value::Array(elements) => elements.iter_mut().any(|element| shorten(element, at, piece)),
        _ => false,
    }
}

const SECTIONS: [&str; 4] = ["SET ", "REMOVE ", "ADD ", "DELETE "];

/// The parts of an expression that are expressions themselves.
fn pieces(text: &str) -> Vec<String> {
    if SECTIONS.iter().any(|section| text.starts_with(section)) {
        let mut pieces = Vec::new();
        let mut starts: Vec<usize> = SECTIONS
            .iter()
            .flat_map(|section| text.match_indices(section).map(|(at, _)| at).collect::<Vec<_>>())
            .collect();
        starts.sort_unstable();
        starts.push(text.len());
        for bounds in starts.windows(2) {
            let section = text[bounds[0]..bounds[1]].trim();
            let Some((word, actions)) = section.split_once(' ') else { continue };
            if starts.len() > 2 {
                pieces.push(text.replace(section, "").trim().to_owned());
            }
            pieces.extend(split(actions, &[", "]).into_iter().map(|action| format!("{word} {action}")));
        }
        return pieces;
    }
    let list = split(text, &[", "]);
    if list.len() > 1 {
        let without = (0..list.len()).map(|at| {
            let rest =
                list.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, path)| path.as_str());
            rest.collect::<Vec<_>>().join(", ")
        });
        return without.chain(list.iter().cloned()).collect();
    }
    let mut text = text.trim();
    while let Some(inner) = text.strip_prefix("NOT ") {
        text = inner.trim();
    }
    let parts = split(text, &[" AND ", " OR ", " and "]);
    match parts.as_slice() {
        [one] if one.starts_with('(') && one.ends_with(')') => vec![one[1..one.len() - 1].to_owned()],
        [_] => Vec::new(),
        _ => {
            // The bounds of BETWEEN stay together.
            let mut joined: Vec<String> = Vec::new();
            let mut open = false;
            for part in parts {
                match joined.last_mut() {
                    Some(last) if open => {
                        last.push_str(" AND ");
                        last.push_str(&part);
                        open = false;
                    }
                    _ => {
                        open = part.contains(" BETWEEN ") && !part.contains('(')
                            || part.rfind(" BETWEEN ").is_some_and(|at| !part[at..].contains(')'));
                        joined.push(part);
                    }
                }
            }
            if joined.len() > 1 {
                joined
            } else {
                joined.into_iter().filter(|part| part.as_str() != text).collect()
            }
        }
    }
}

/// Splits a text outside of its parentheses.
fn split(text: &str, separators: &[&str]) -> Vec<String> {
    let (mut parts, mut depth, mut start, mut at) = (Vec::new(), 0_usize, 0, 0);
    while at < text.len() {
        let rest = &text[at..];
        match rest.as_bytes()[0] {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let found = separators.iter().find(|separator| depth == 0 && rest.starts_with(**separator));
        if let Some(separator) = found {
            parts.push(text[start..at].trim().to_owned());
            at += separator.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.push(text[start..].trim().to_owned());
    parts
}
