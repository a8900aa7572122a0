//! Access patterns.

use dynamo_schema::{ParsedSegment, parse_template};

use super::super::draft::{Draft, Entity, Pattern, Source, list, text};
use super::super::{each, names, node};
use crate::decode::{Context, Fields};
use crate::span::{Spanned, Word};
use crate::syntax::{Kind, Node};

/// A parameter.
struct Parameter {
    name: String,
    is_entity: bool,
}

/// The words of `range_condition`, the operator of a spec, and how many values it takes.
const RANGES: [(&str, &str, usize); 6] = [
    ("begins_with", "begins_with", 1),
    ("between", "between", 2),
    (">=", "at_least", 1),
    ("<=", "at_most", 1),
    (">", "above", 1),
    ("<", "below", 1),
];

/// Adds a pattern of an entity, or says why there is none.
pub(super) fn pattern(draft: &mut Draft, entity: usize, tree: &Node, cx: &Context<'_>) {
    let Some(mut fields) = Fields::of(tree, "an access pattern", cx) else { return };
    let name: Option<Word> = fields.required("name");
    let operation: Option<Word> = fields.required("operation");
    let id = node(&mut fields, "pattern_id");
    let doc: Option<Word> = fields.optional("description");
    let index: Option<Word> = fields.optional("index_name");
    let range: Option<Word> = fields.optional("range_condition");
    let consistent: Option<Spanned<bool>> = fields.optional("consistent_read");
    let returns: Option<Word> = fields.optional("return_type");
    let filter = node(&mut fields, "filter_expression");
    let parameters = each(node(&mut fields, "parameters"), cx, |node| {
        let mut fields = Fields::of(node, "a parameter", cx)?;
        let name: Option<Word> = fields.required("name");
        let of: Option<Word> = fields.optional("type");
        let is_entity = of.is_some_and(|of| of.as_str() == "entity");
        Some(Parameter { name: name?.value, is_entity })
    });
    let (Some(name), Some(operation)) = (name, operation) else { return };
    let Some(of) = draft.entities.get(entity) else { return };
    let taken: Vec<String> = draft.patterns.iter().map(|pattern| pattern.name.clone()).collect();
    let mut pattern = Pattern { name: names::value_name(name.as_str(), &taken), ..Pattern::default() };
    let id = id.and_then(|id| match &id.kind {
        Kind::Integer(number) => Some(number.to_string()),
        Kind::Text(text) => Some(text.clone()),
        _ => None,
    });
    let is_new = |id: &String| {
        let spelled = text(id);
        !draft
            .patterns
            .iter()
            .any(|pattern| pattern.options.iter().any(|(key, value)| *key == "id" && *value == spelled))
    };
    pattern.options.extend(id.filter(is_new).map(|id| ("id", text(&id))));
    pattern.options.extend(doc.map(|doc| ("doc", text(doc.as_str()))));
    let target = text(&of.name);
    let missing = match operation.as_str() {
        "GetItem" => add(&mut pattern, "get", target),
        "PutItem" => add(&mut pattern, "put", target),
        "DeleteItem" => add(&mut pattern, "delete", target),
        "BatchGetItem" => add(&mut pattern, "batch_get", target),
        "BatchWriteItem" => add(&mut pattern, "batch_write", target),
        "Scan" => add(&mut pattern, "scan", target),
        "Query" => add(&mut pattern, "query", target),
        "UpdateItem" => update(&mut pattern, of, target, &parameters),
        other => Some(format!("`{other}` is no operation on items of one entity")),
    };
    if let Some(missing) = missing {
        draft.left_out.push(format!("the access pattern `{}`: {missing}", name.as_str()));
        return;
    }
    let index = index.map(|index| index.value);
    if let (Some(index), "Query" | "Scan") = (&index, operation.as_str()) {
        pattern.options.push(("index", text(index)));
    }
    if operation.as_str() == "Query" {
        query(&mut pattern, of, index.as_deref(), range.as_ref(), &parameters);
    }
    if consistent.is_some_and(|consistent| consistent.value)
        && matches!(operation.as_str(), "GetItem" | "Query" | "BatchGetItem")
    {
        pattern.options.push(("consistent", "true".to_owned()));
    }
    if filter.is_some() {
        pattern
            .reviews
            .push("the schema's filter is left out: write it as `filter = \"price > :least\"`".to_owned());
    }
    if returns.is_some_and(|returns| returns.as_str() == "mixed_data") {
        pattern.reviews.push(
            "returns items of several entities: list them in `query`, and say with `returns` what becomes of them"
                .to_owned(),
        );
    }
    draft.patterns.push(pattern);
}

fn add(pattern: &mut Pattern, verb: &'static str, target: String) -> Option<String> {
    pattern.options.push((verb, target));
    None
}

/// The parameters that are no parts of the key are what is set.
fn update(pattern: &mut Pattern, of: &Entity, target: String, parameters: &[Parameter]) -> Option<String> {
    if parameters.iter().any(|parameter| parameter.is_entity) {
        pattern.reviews.push("an update by a whole entity replaces the item: is that meant?".to_owned());
        return add(pattern, "put", target);
    }
    let mut keys = parts(&of.partition);
    keys.extend(of.sort.iter().flat_map(parts));
    let values = parameters.iter().map(|parameter| names::value_name(&parameter.name, &[]));
    let values: Vec<String> = values.filter(|name| !keys.contains(name)).collect();
    let (known, unknown): (Vec<String>, Vec<String>) =
        values.into_iter().partition(|name| of.fields.iter().any(|field| field.name == *name));
    if known.is_empty() {
        return Some("an update of which no parameter is a field; write `set`, `add` or `remove`".to_owned());
    }
    if !unknown.is_empty() {
        pattern
            .reviews
            .push(format!("no field is meant by {}: what does the update do with it?", sentence(&unknown)));
    }
    pattern.options.push(("update", target));
    pattern.options.push(("set", list(&known)));
    None
}

/// Which parts of the sort key are given, and which one is bounded.
fn query(
    pattern: &mut Pattern,
    of: &Entity,
    index: Option<&str>,
    range: Option<&Word>,
    parameters: &[Parameter],
) {
    let (partition, sort) = match index {
        None => (Some(&of.partition), of.sort.as_ref()),
        Some(index) => {
            let entry = of.entries.iter().find(|entry| entry.index == index);
            (entry.and_then(|entry| entry.partition.as_ref()), entry.and_then(|entry| entry.sort.as_ref()))
        }
    };
    let range = range.and_then(|word| RANGES.into_iter().find(|(known, ..)| *known == word.as_str()));
    let values = range.map_or(0, |(_, _, values)| values).min(parameters.len());
    let (given, _) = parameters.split_at(parameters.len() - values);
    let given: Vec<String> = given.iter().map(|parameter| names::value_name(&parameter.name, &[])).collect();
    let partition = partition.map(parts).unwrap_or_default();
    let sort = sort.map(parts).unwrap_or_default();
    let by: Vec<String> = sort.iter().take_while(|part| given.contains(part)).cloned().collect();
    if !by.is_empty() {
        pattern.options.push(("by", list(&by)));
    }
    if let Some((condition, operator, _)) = range {
        match sort.get(by.len()) {
            Some(field) => {
                let range = format!("{{ field = {}, ops = [\"{operator}\"] }}", text(field));
                pattern.options.push(("range", range));
            }
            None => {
                pattern.reviews.push(format!("`{condition}` is left out: the sort key has no part for it"));
            }
        }
    }
    let unknown: Vec<String> =
        given.into_iter().filter(|name| !partition.contains(name) && !by.contains(name)).collect();
    if !unknown.is_empty() {
        pattern
            .reviews
            .push(format!("no part of the key is meant by {}: is it a filter?", sentence(&unknown)));
    }
}

/// The fields that a key is made of.
fn parts(source: &Source) -> Vec<String> {
    match source {
        Source::Fields(fields) => fields.clone(),
        Source::Template(template) => {
            let segments = parse_template(template).map(|parsed| parsed.segments).unwrap_or_default();
            let parts = segments.into_iter().filter_map(|segment| match segment {
                ParsedSegment::Part { attribute, .. } => Some(attribute),
                ParsedSegment::Literal { .. } => None,
            });
            parts.collect()
        }
    }
}

fn sentence(names: &[String]) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    crate::suggest::sentence(&names)
}
