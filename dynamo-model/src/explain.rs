//! What an operation would send, in readable form.

use std::fmt::{self, Write as _};

use dynamo_schema::{EntityModel, Projection, TableModel, VectorIndexModel};

use crate::api::{
    DeleteItemInput, ExpressionAttributeNames, GetItemInput, PutItemInput, QueryInput, Request, ScanInput,
    SearchVectorsInput, TransactWriteItem, TransactWriteItemsInput, UpdateItemInput,
};
use crate::error::Result;
use crate::{AttributeValue, Item};

/// The request that an operation would send, and what it would cost.
///
/// `Display` writes the request with its placeholders filled in. It shows keys and values, so it is for people at a
/// terminal, not for logs.
#[derive(Debug, Clone)]
#[must_use = "an explanation is to be shown"]
pub struct Explanation {
    request: Option<Request>,
    capacity: Vec<String>,
}

/// The bytes that one read unit covers.
const READ_UNIT: usize = 4096;
/// The bytes that one write unit covers.
const WRITE_UNIT: usize = 1024;

impl Explanation {
    /// The request; absent when nothing would be sent because nothing can match.
    pub const fn request(&self) -> Option<&Request> {
        self.request.as_ref()
    }

    /// What the operation costs, a sentence per table and index.
    pub fn capacity(&self) -> &[String] {
        &self.capacity
    }

    pub(crate) fn of_get(input: GetItemInput) -> Self {
        let capacity = vec![per_read(input.consistent_read, "the item")];
        Self { request: Some(input.into()), capacity }
    }

    pub(crate) fn of_query(input: Option<QueryInput>) -> Self {
        let Some(input) = input else {
            return Self {
                request: None,
                capacity: vec!["nothing: no item can match, so nothing is sent".to_owned()],
            };
        };
        let capacity = vec![per_read(input.consistent_read, "all items evaluated together")];
        Self { request: Some(input.into()), capacity }
    }

    pub(crate) fn of_scan(input: ScanInput) -> Self {
        let capacity =
            vec![per_read(input.consistent_read, "all items of the table together, in every page")];
        Self { request: Some(input.into()), capacity }
    }

    pub(crate) fn of_search(index: &VectorIndexModel, input: SearchVectorsInput) -> Self {
        let mut capacity = vec!["search request bytes for the vectors that the index compares".to_owned()];
        if index.projection != Projection::All {
            let whole = per_read(None, "each item that is found, which is read from the table");
            capacity.push(whole);
        }
        Self { request: Some(input.into()), capacity }
    }

    pub(crate) fn of_put(table: &TableModel, input: PutItemInput) -> Result<Self> {
        let item = &input.item;
        let mut capacity =
            vec![format!("{} for the item of {} bytes", write_units(item.size()), item.size())];
        for index in &*table.indexes {
            let keys = || index.partition_key.iter().chain(&*index.sort_key);
            if !keys().all(|key| item.contains(&key.name)) {
                continue;
            }
            let own = |name: &str| {
                keys().any(|key| key.name == name)
                    || table.partition_key.name == name
                    || table.sort_key.as_ref().is_some_and(|key| key.name == name)
            };
            let size: usize = item
                .iter()
                .filter(|(name, _)| match &index.projection {
                    Projection::All => true,
                    Projection::KeysOnly => own(name),
                    Projection::Include(names) => own(name) || names.contains(name),
                })
                .map(|(name, value)| name.len() + value.size())
                .sum();
            capacity.push(format!(
                "{} in the index `{}`, if the item is new there",
                write_units(size),
                index.name
            ));
        }
        Ok(Self { request: Some(input.into()), capacity })
    }

    pub(crate) fn of_transaction(input: TransactWriteItemsInput) -> Self {
        let capacity = vec!["2 write units per KB of each item: a transaction writes twice".to_owned()];
        Self { request: Some(input.into()), capacity }
    }

    pub(crate) fn of_update(entity: &EntityModel, input: UpdateItemInput, indexes: Vec<&str>) -> Self {
        let mut capacity = vec![
            "1 write unit per KB of the item, before or after the update, whichever is larger".to_owned(),
        ];
        for name in indexes {
            let index =
                entity.indexes.iter().find(|index| index.name == name).map_or(name, |index| &*index.index);
            capacity.push(format!(
                "2 writes in the index `{index}` if the key of `{name}` changes: one deletes, one inserts"
            ));
        }
        Self { request: Some(input.into()), capacity }
    }

    pub(crate) fn of_delete(entity: &EntityModel, input: DeleteItemInput) -> Self {
        let mut capacity = vec!["1 write unit per KB of the item".to_owned()];
        if !entity.indexes.is_empty() {
            capacity.push("1 write in each index that the item is in".to_owned());
        }
        Self { request: Some(input.into()), capacity }
    }
}

fn write_units(bytes: usize) -> String {
    match bytes.div_ceil(WRITE_UNIT) {
        0 | 1 => "1 write unit".to_owned(),
        units => format!("{units} write units"),
    }
}

fn per_read(consistent: Option<bool>, what: &str) -> String {
    let units = if consistent == Some(true) { "1 read unit" } else { "0.5 read units" };
    format!("{units} per {} KB of {what}", READ_UNIT / 1024)
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.request {
            None => f.write_str("no request")?,
            Some(request) => show_request(f, request)?,
        }
        for sentence in &self.capacity {
            write!(f, "\n  costs      {sentence}")?;
        }
        Ok(())
    }
}

/// The lines of a request under its name.
struct Lines<'r> {
    names: &'r ExpressionAttributeNames,
    values: &'r Item,
}

impl Lines<'_> {
    fn expression(&self, f: &mut fmt::Formatter<'_>, label: &str, text: Option<&String>) -> fmt::Result {
        match text {
            Some(text) => write!(f, "\n  {label:<10} {}", fill(text, self.names, self.values)),
            None => Ok(()),
        }
    }
}

fn show_request(f: &mut fmt::Formatter<'_>, request: &Request) -> fmt::Result {
    f.write_str(request.action())?;
    match request {
        Request::GetItem(input) => {
            write!(f, " on {}", input.table_name)?;
            show_item(f, "key", &input.key)?;
            show_flag(f, "consistent", input.consistent_read)
        }
        Request::PutItem(input) => {
            write!(f, " on {}", input.table_name)?;
            let lines = Lines {
                names: &input.expression_attribute_names,
                values: &input.expression_attribute_values,
            };
            show_item(f, "item", &input.item)?;
            lines.expression(f, "if", input.condition_expression.as_ref())
        }
        Request::UpdateItem(input) => {
            write!(f, " on {}", input.table_name)?;
            let lines = Lines {
                names: &input.expression_attribute_names,
                values: &input.expression_attribute_values,
            };
            show_item(f, "key", &input.key)?;
            lines.expression(f, "update", input.update_expression.as_ref())?;
            lines.expression(f, "if", input.condition_expression.as_ref())
        }
        Request::DeleteItem(input) => {
            write!(f, " on {}", input.table_name)?;
            let lines = Lines {
                names: &input.expression_attribute_names,
                values: &input.expression_attribute_values,
            };
            show_item(f, "key", &input.key)?;
            lines.expression(f, "if", input.condition_expression.as_ref())
        }
        Request::Query(input) => {
            write!(f, " on {}", input.table_name)?;
            show_index(f, input.index_name.as_ref())?;
            let lines = Lines {
                names: &input.expression_attribute_names,
                values: &input.expression_attribute_values,
            };
            lines.expression(f, "where", input.key_condition_expression.as_ref())?;
            lines.expression(f, "filter", input.filter_expression.as_ref())?;
            show_number(f, "limit", input.limit)?;
            show_flag(f, "descending", input.scan_index_forward.map(|forward| !forward))?;
            show_flag(f, "consistent", input.consistent_read)
        }
        Request::Scan(input) => {
            write!(f, " on {}", input.table_name)?;
            show_index(f, input.index_name.as_ref())?;
            let lines = Lines {
                names: &input.expression_attribute_names,
                values: &input.expression_attribute_values,
            };
            lines.expression(f, "filter", input.filter_expression.as_ref())?;
            show_number(f, "segment", input.segment)?;
            show_number(f, "segments", input.total_segments)?;
            show_number(f, "limit", input.limit)?;
            show_flag(f, "consistent", input.consistent_read)
        }
        Request::SearchVectors(input) => {
            write!(f, " on {}, index {}", input.table_name, input.index_name)?;
            let lines = Lines {
                names: &input.expression_attribute_names,
                values: &input.expression_attribute_values,
            };
            write!(f, "\n  {:<10} <{} numbers>", "vector", input.search_vector.len())?;
            lines.expression(f, "where", input.search_condition_expression.as_ref())?;
            show_number(f, "top", Some(input.top_k))
        }
        Request::TransactWriteItems(input) => {
            for write in &input.transact_items {
                show_write(f, write)?;
            }
            match &input.client_request_token {
                Some(token) => write!(f, "\n  {:<10} {token}", "token"),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn show_write(f: &mut fmt::Formatter<'_>, write: &TransactWriteItem) -> fmt::Result {
    let (label, item, names, values, update, condition) = match write {
        TransactWriteItem::Put(put) => (
            "put",
            &put.item,
            &put.expression_attribute_names,
            &put.expression_attribute_values,
            None,
            put.condition_expression.as_ref(),
        ),
        TransactWriteItem::Update(update) => (
            "update",
            &update.key,
            &update.expression_attribute_names,
            &update.expression_attribute_values,
            Some(&update.update_expression),
            update.condition_expression.as_ref(),
        ),
        TransactWriteItem::Delete(delete) => (
            "delete",
            &delete.key,
            &delete.expression_attribute_names,
            &delete.expression_attribute_values,
            None,
            delete.condition_expression.as_ref(),
        ),
        TransactWriteItem::ConditionCheck(check) => (
            "check",
            &check.key,
            &check.expression_attribute_names,
            &check.expression_attribute_values,
            None,
            Some(&check.condition_expression),
        ),
    };
    show_item(f, label, item)?;
    let lines = Lines { names, values };
    lines.expression(f, "", update)?;
    lines.expression(f, "  if", condition)
}

fn show_index(f: &mut fmt::Formatter<'_>, name: Option<&String>) -> fmt::Result {
    name.map_or(Ok(()), |name| write!(f, ", index {name}"))
}

fn show_number(f: &mut fmt::Formatter<'_>, label: &str, number: Option<i32>) -> fmt::Result {
    number.map_or(Ok(()), |number| write!(f, "\n  {label:<10} {number}"))
}

fn show_flag(f: &mut fmt::Formatter<'_>, label: &str, flag: Option<bool>) -> fmt::Result {
    if flag == Some(true) { write!(f, "\n  {label:<10} yes") } else { Ok(()) }
}

fn show_item(f: &mut fmt::Formatter<'_>, label: &str, item: &Item) -> fmt::Result {
    let mut text = String::new();
    show_map(&mut text, item);
    write!(f, "\n  {label:<10} {text}")
}

/// The expression with names and values in the place of their placeholders.
fn fill(expression: &str, names: &ExpressionAttributeNames, values: &Item) -> String {
    let mut text = String::with_capacity(expression.len() * 2);
    let mut rest = expression;
    while let Some(start) = rest.find(['#', ':']) {
        text.push_str(&rest[..start]);
        let tail = &rest[start + 1..];
        let end = tail.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(tail.len());
        let placeholder = &rest[start..start + 1 + end];
        if let Some(name) = names.get(placeholder) {
            text.push_str(name);
        } else if let Some(value) = values.get(placeholder) {
            show(&mut text, value);
        } else {
            text.push_str(placeholder);
        }
        rest = &tail[end..];
    }
    text.push_str(rest);
    text
}

fn show_map(text: &mut String, map: &Item) {
    text.push('{');
    for (position, (name, value)) in map.iter().enumerate() {
        text.push_str(if position == 0 { " " } else { ", " });
        text.push_str(name);
        text.push_str(": ");
        show(text, value);
    }
    text.push_str(if map.is_empty() { "}" } else { " }" });
}

fn show_all<'v, T: 'v>(
    text: &mut String,
    values: impl Iterator<Item = T>,
    mut one: impl FnMut(&mut String, T),
) {
    text.push('[');
    for (position, value) in values.enumerate() {
        if position > 0 {
            text.push_str(", ");
        }
        one(text, value);
    }
    text.push(']');
}

fn show(text: &mut String, value: &AttributeValue) {
    // Writing to a text cannot fail.
    let _ = match value {
        AttributeValue::S(content) => write!(text, "{content:?}"),
        AttributeValue::N(number) => write!(text, "{number}"),
        AttributeValue::B(bytes) => write!(text, "<{} bytes>", bytes.len()),
        AttributeValue::Bool(value) => write!(text, "{value}"),
        AttributeValue::Null => write!(text, "null"),
        AttributeValue::L(values) => {
            show_all(text, values.iter(), show);
            Ok(())
        }
        AttributeValue::M(map) => {
            show_map(text, map);
            Ok(())
        }
        AttributeValue::Ss(set) => {
            show_all(text, set.iter(), |text, member| text.push_str(&format!("{member:?}")));
            Ok(())
        }
        AttributeValue::Ns(set) => {
            show_all(text, set.iter(), |text, member| text.push_str(&member.to_string()));
            Ok(())
        }
        AttributeValue::Bs(set) => {
            show_all(text, set.iter(), |text, member| text.push_str(&format!("<{} bytes>", member.len())));
            Ok(())
        }
    };
}
