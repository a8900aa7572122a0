//! Models of other tools as specs.
//!
//! A foreign model says less than a spec, and what it leaves open is inferred and marked with a comment that begins with
//! `review:`, at the line that it is about.

mod draft;
mod names;
mod schema;
mod template;
mod workbench;

use crate::decode::{Context, Fields};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::snake_case;
use crate::report::Report;
use crate::syntax::json::{self, Null};
use crate::syntax::{Kind, Node};
use draft::Draft;

/// A spec that was made of a foreign model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imported {
    /// A name for its file, `shop.toml`.
    pub file: String,
    /// The spec, in TOML.
    pub text: String,
    /// How many comments ask for a review.
    pub reviews: usize,
}

/// Reads a model of NoSQL Workbench, or the `schema.json` of AWS's data-modeling server, and makes a spec of each of its
/// tables. [`check`](crate::check()) says of a spec what is still wrong with it.
///
/// ```
/// let model = r#"{
///   "ModelName": "Shop",
///   "DataModel": [{
///     "TableName": "shop",
///     "KeyAttributes": {
///       "PartitionKey": { "AttributeName": "PK", "AttributeType": "S" },
///       "SortKey": { "AttributeName": "SK", "AttributeType": "S" }
///     },
///     "NonKeyAttributes": [{ "AttributeName": "name", "AttributeType": "S" }],
///     "TableFacets": [{
///       "FacetName": "Customer",
///       "KeyAttributeAlias": { "PartitionKeyAlias": "CUSTOMER#<id>", "SortKeyAlias": "PROFILE" },
///       "NonKeyAttributes": ["name"]
///     }]
///   }]
/// }"#;
/// let specs = dynamo_codegen::import("shop.json", model).expect("it is a model of NoSQL Workbench");
/// assert_eq!(specs[0].file, "shop.toml");
/// assert!(specs[0].text.contains("pk = \"CUSTOMER#{id}\""));
/// assert!(dynamo_codegen::check("shop.toml", &specs[0].text).design().is_some());
/// ```
///
/// # Errors
///
/// A text that is no JSON, is none of the two, or lacks what a table needs, with the places in it.
pub fn import(path: &str, source: &str) -> Result<Vec<Imported>, Report> {
    let mut diagnostics = Vec::new();
    let tree = json::parse(source, Null::Absent, &mut diagnostics);
    let cx = Context::new(source, diagnostics);
    let mut drafts = if cx.has_errors() { Vec::new() } else { drafts(&tree, &cx) };
    if cx.has_errors() {
        return Err(Report::new(path, source, cx.into_diagnostics(), None));
    }
    let mut files: Vec<String> = Vec::new();
    drafts.iter_mut().for_each(keys_of_items);
    let imported = drafts.iter().map(|draft| {
        let name = names::value_name(&draft.table, &files);
        files.push(name.clone());
        let text = draft.to_toml();
        let reviews = text.lines().filter(|line| line.starts_with("# review: ")).count();
        Imported { file: format!("{name}.toml"), text, reviews }
    });
    Ok(imported.collect())
}

/// Items that exist have keys that another program has composed.
fn keys_of_items(draft: &mut Draft) {
    let keys =
        draft.entities.iter().flat_map(|entity| std::iter::once(&entity.partition).chain(&entity.sort));
    let is_composed =
        |source: &draft::Source| matches!(source, draft::Source::Template(text) if text.contains('{'));
    if keys.into_iter().any(is_composed) {
        let review = "keys pad numbers and escape `#`: are there items whose keys were composed in another way? Then write `{part:raw}`";
        draft.left_out.push(review.to_owned());
    }
}

/// Which of the two it is, is told by their first keys.
fn drafts(tree: &Node, cx: &Context<'_>) -> Vec<Draft> {
    let Kind::Table(entries) = &tree.kind else {
        crate::decode::mismatch(tree, "a model as a table", cx);
        return Vec::new();
    };
    let has = |key: &str| entries.iter().any(|entry| entry.key.as_str() == key);
    let drafts =
        if has("DataModel") {
            workbench::drafts(tree, cx)
        } else if has("tables") {
            schema::drafts(tree, cx)
        } else {
            let message = "neither a model of NoSQL Workbench nor a schema of the data-modeling server";
            let diagnostic = Diagnostic::new(Code::MissingKey, tree.span, message);
            cx.report(diagnostic.label("neither `DataModel` nor `tables` is here").help(
                "export the model from NoSQL Workbench as JSON, or take the `schema.json` of the server",
            ));
            return Vec::new();
        };
    if drafts.is_empty() && !cx.has_errors() {
        let diagnostic = Diagnostic::new(Code::EmptyList, tree.span, "the model has no table");
        cx.report(diagnostic.label("nothing to make a spec of"));
    }
    drafts
}

/// The tables of a list, each read on its own, so that what is wrong with one does not hide another.
fn each<'n, T>(
    list: Option<&'n Node>,
    cx: &Context<'_>,
    mut read: impl FnMut(&'n Node) -> Option<T>,
) -> Vec<T> {
    match list.map(|node| (&node.kind, node)) {
        None => Vec::new(),
        Some((Kind::List(nodes), _)) => nodes.iter().filter_map(&mut read).collect(),
        Some((_, node)) => {
            crate::decode::mismatch(node, "a list", cx);
            Vec::new()
        }
    }
}

/// The value of a key, if it is there.
fn node<'n>(fields: &mut Fields<'n, '_>, key: &'static str) -> Option<&'n Node> {
    fields.entry(key).map(|entry| &entry.value)
}

/// Attributes by which tables of many kinds of items usually tell them apart.
const KIND_NAMES: [&str; 8] =
    ["_t", "type", "entity_type", "entity", "kind", "typename", "item_type", "record_type"];

/// The attribute that tells items apart: one of the attributes that has such a name, or else a new one.
fn kind_attribute<'a>(attributes: impl IntoIterator<Item = &'a str>) -> draft::Reviewed {
    let found =
        attributes.into_iter().find(|name| KIND_NAMES.contains(&snake_case(name).as_str()) || *name == "_t");
    match found {
        Some("_t") => draft::Reviewed { text: "_t".to_owned(), review: None },
        Some(name) => draft::Reviewed {
            text: name.to_owned(),
            review: Some(
                "does this attribute hold the kind of each item, and are the entities' names its values?"
                    .to_owned(),
            ),
        },
        None => draft::Reviewed {
            text: "_t".to_owned(),
            review: Some(
                "nothing tells the items of the entities apart; items that exist need this attribute"
                    .to_owned(),
            ),
        },
    }
}

/// A key that is composed takes its attribute for itself.
fn beside(fields: &mut [draft::Field], composed: &[String]) {
    for field in fields.iter_mut().filter(|field| composed.contains(&field.attribute)) {
        let key = &field.attribute;
        field.review =
            Some(format!("the attribute `{key}` holds the composed key, so the field is stored beside it"));
        field.attribute = format!("{key}_value");
    }
}
