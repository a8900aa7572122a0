//! What a request names: tables, indexes, keys.

use std::borrow::Cow;

use dynamo_model::Item;
use dynamo_model::api::{ExpressionAttributeNames, QueryInput, Request, TransactWriteItem, WriteRequest};

use crate::action::plain_name;
use crate::expression::{Bindings, Comparator, Condition, ExpressionCache, Operand};

/// One thing that a request reads or writes. A batch or a transaction names several, in the order of its parts.
#[derive(Debug)]
pub(super) struct Touched<'r> {
    pub(super) table: &'r str,
    pub(super) index: Option<&'r str>,
    /// The attributes that are known of the item: its key, all of an item to be put, or what a key condition
    /// says is equal. Empty when no item is named.
    pub(super) attributes: Cow<'r, Item>,
}

impl<'r> Touched<'r> {
    fn item(table: &'r str, attributes: &'r Item) -> Self {
        Self { table: plain_name(table), index: None, attributes: Cow::Borrowed(attributes) }
    }

    fn table(table: &'r str) -> Self {
        Self { table: plain_name(table), index: None, attributes: Cow::Owned(Item::new()) }
    }
}

/// Everything that a request names.
pub(super) fn touched(request: &Request) -> Vec<Touched<'_>> {
    match request {
        Request::CreateTable(input) => vec![Touched::table(&input.table_name)],
        Request::DescribeTable(input) => vec![Touched::table(&input.table_name)],
        Request::UpdateTable(input) => vec![Touched::table(&input.table_name)],
        Request::DeleteTable(input) => vec![Touched::table(&input.table_name)],
        Request::UpdateTimeToLive(input) => vec![Touched::table(&input.table_name)],
        Request::DescribeTimeToLive(input) => vec![Touched::table(&input.table_name)],
        Request::UpdateContinuousBackups(input) => vec![Touched::table(&input.table_name)],
        Request::DescribeContinuousBackups(input) => vec![Touched::table(&input.table_name)],
        Request::UpdateContributorInsights(input) => vec![Touched::table(&input.table_name)],
        Request::DescribeContributorInsights(input) => vec![Touched::table(&input.table_name)],
        Request::GetItem(input) => vec![Touched::item(&input.table_name, &input.key)],
        Request::PutItem(input) => vec![Touched::item(&input.table_name, &input.item)],
        Request::UpdateItem(input) => vec![Touched::item(&input.table_name, &input.key)],
        Request::DeleteItem(input) => vec![Touched::item(&input.table_name, &input.key)],
        Request::Query(input) => vec![Touched {
            table: plain_name(&input.table_name),
            index: input.index_name.as_deref(),
            attributes: Cow::Owned(equalities(input)),
        }],
        Request::Scan(input) => {
            vec![Touched { index: input.index_name.as_deref(), ..Touched::table(&input.table_name) }]
        }
        Request::SearchVectors(input) => {
            vec![Touched { index: Some(&input.index_name), ..Touched::table(&input.table_name) }]
        }
        Request::BatchGetItem(input) => input
            .request_items
            .iter()
            .flat_map(|(table, wanted)| wanted.keys.iter().map(move |key| Touched::item(table, key)))
            .collect(),
        Request::BatchWriteItem(input) => {
            let parts = input.request_items.iter().flat_map(|(table, writes)| {
                writes.iter().map(move |write| match write {
                    WriteRequest::Put(item) | WriteRequest::Delete(item) => Touched::item(table, item),
                })
            });
            parts.collect()
        }
        Request::TransactGetItems(input) => {
            input.transact_items.iter().map(|get| Touched::item(&get.table_name, &get.key)).collect()
        }
        Request::TransactWriteItems(input) => input.transact_items.iter().map(of_action).collect(),
        // The others name a resource by its ARN, or nothing.
        _ => Vec::new(),
    }
}

fn of_action(action: &TransactWriteItem) -> Touched<'_> {
    match action {
        TransactWriteItem::ConditionCheck(check) => Touched::item(&check.table_name, &check.key),
        TransactWriteItem::Put(put) => Touched::item(&put.table_name, &put.item),
        TransactWriteItem::Delete(delete) => Touched::item(&delete.table_name, &delete.key),
        TransactWriteItem::Update(update) => Touched::item(&update.table_name, &update.key),
    }
}

/// Whether an action writes items.
pub(super) fn is_write(action: &str) -> bool {
    matches!(action, "PutItem" | "UpdateItem" | "DeleteItem" | "BatchWriteItem" | "TransactWriteItems")
}

/// Whether an action is about items, and so has throughput.
pub(super) fn is_on_items(action: &str) -> bool {
    let reads = matches!(
        action,
        "GetItem" | "Query" | "Scan" | "SearchVectors" | "BatchGetItem" | "TransactGetItems"
    );
    reads || is_write(action)
}

/// The attributes that a key condition compares for equality, with their values. A condition that cannot be
/// read has none: the backend will say what is wrong with it.
fn equalities(input: &QueryInput) -> Item {
    let mut found = Item::new();
    let Some(text) = &input.key_condition_expression else { return found };
    let Ok(parsed) = ExpressionCache::default().condition(text) else { return found };
    let (names, values): (&ExpressionAttributeNames, _) =
        (&input.expression_attribute_names, &input.expression_attribute_values);
    let bindings = Bindings::new(&parsed.placeholders, names, values);
    collect(&parsed.root, &bindings, &mut found);
    found
}

/// The parser bounds how deep conditions nest.
fn collect(condition: &Condition, bindings: &Bindings<'_>, found: &mut Item) {
    match condition {
        Condition::And(one, two) => {
            collect(one, bindings, found);
            collect(two, bindings, found);
        }
        Condition::Compare(Comparator::Equal, Operand::Path(path), Operand::Value(slot))
        | Condition::Compare(Comparator::Equal, Operand::Value(slot), Operand::Path(path)) => {
            found.insert(bindings.root(path).to_owned(), bindings.value(*slot).clone());
        }
        _ => {}
    }
}
