//! One write: the rules that it keeps, what it makes of the item, and what it costs. PutItem, UpdateItem and
//! DeleteItem are one write each, a batch or a transaction is several.

use std::sync::Arc;
use std::time::Duration;

use dynamo_model::Item;
use dynamo_model::api::{ExpressionAttributeNames, ReturnValuesOnConditionCheckFailure, ServiceError};

use crate::capacity::Used;
use crate::expression::{BoundCondition, BoundUpdate, ExpressionCache, RequestExpressions};
use crate::storage::{Entry, Key, Table};
use crate::{key_rules, limit, message, value};

/// What a write does to the item with its key.
pub(super) enum Change<'r> {
    Put(Entry),
    Delete(&'r Item),
    Update(&'r Item, Option<BoundUpdate<'r>>),
    /// Nothing: only the condition counts.
    Check(&'r Item),
}

/// A change, and what must hold for it.
pub(super) struct Write<'r> {
    pub(super) change: Change<'r>,
    pub(super) condition: Option<BoundCondition<'r>>,
    pub(super) on_failure: Option<ReturnValuesOnConditionCheckFailure>,
}

/// The expressions of a write as the request has them.
#[derive(Clone, Copy)]
pub(super) struct WriteExpressions<'r> {
    pub(super) update: Option<&'r str>,
    pub(super) condition: Option<&'r str>,
    pub(super) names: &'r ExpressionAttributeNames,
    pub(super) values: &'r Item,
}

impl<'r> WriteExpressions<'r> {
    /// Parses the expressions and checks all that the request alone shows.
    pub(super) fn parse(
        self,
        cache: &'r ExpressionCache,
    ) -> Result<(Option<BoundUpdate<'r>>, Option<BoundCondition<'r>>), ServiceError> {
        let any = self.update.is_some() || self.condition.is_some();
        let mut expressions = RequestExpressions::new(cache, self.names, self.values, any, "")?;
        let update = self.update.map(|text| expressions.update(text)).transpose()?;
        let condition =
            self.condition.map(|text| expressions.condition("ConditionExpression", text)).transpose()?;
        expressions.finish()?;
        Ok((update, condition))
    }
}

/// Checks the values of an item or key of a request.
pub(super) fn check_values(item: &Item) -> Result<(), ServiceError> {
    value::check_item(item, 1).map_err(|flaw| message::flaw(&flaw))
}

/// Checks the size of an item to be put.
pub(super) fn check_size(size: usize) -> Result<(), ServiceError> {
    if size > limit::ITEM_BYTES { Err(message::item_too_large()) } else { Ok(()) }
}

/// An item to be kept takes no more room than it needs. Its values are checked before, as they may be nested deeply.
pub(super) fn kept(mut item: Item) -> Entry {
    item.compact();
    Entry { size: item.size(), item: Arc::new(item) }
}

/// What a write makes of the item. Nothing is written before [`Outcome::commit`].
pub(super) struct Outcome {
    key: Key,
    old: Option<Entry>,
    new: Option<Entry>,
}

impl Write<'_> {
    /// Checks the key against the table's schema.
    pub(super) fn key(&self, table: &Table) -> Result<Key, ServiceError> {
        let key = self.checked_key(table)?;
        let of_key = |name: &str| key_rules::part_of_key(table, name);
        let condition = self.condition.as_ref().and_then(|condition| condition.find_part(of_key));
        condition.map_or(Ok(key), Err)
    }

    /// The item or key that the write names.
    pub(super) fn item(&self) -> &Item {
        match &self.change {
            Change::Put(entry) => &entry.item,
            Change::Delete(key) | Change::Check(key) | Change::Update(key, _) => key,
        }
    }

    fn checked_key(&self, table: &Table) -> Result<Key, ServiceError> {
        match &self.change {
            Change::Put(entry) => key_rules::check_item_keys(table, &entry.item, entry.size),
            Change::Delete(key) | Change::Check(key) | Change::Update(key, _) => {
                key_rules::check_key(table, key)
            }
        }
    }

    /// What the write makes of the item that is there, if its condition holds.
    pub(super) fn outcome(&self, table: &Table, key: Key) -> Result<Outcome, ServiceError> {
        let old = table.items.get(&key).cloned();
        let found = old.as_ref().map(|entry| &*entry.item);
        check_condition(self.condition.as_ref(), found, self.on_failure)?;
        // The service looks at what an update changes only when its condition holds.
        if let Change::Update(_, Some(update)) = &self.change {
            check_untouched_key(table, update)?;
        }
        let new = match &self.change {
            Change::Put(entry) => Some(entry.clone()),
            Change::Delete(_) => None,
            Change::Update(key, update) => match (update, &old) {
                // Without an update expression the item stays as it is, or is made of its key.
                (None, Some(old)) => Some(old.clone()),
                (None, None) => Some(kept((*key).clone())),
                (Some(update), _) => Some(updated(table, update, key, found)?),
            },
            Change::Check(_) => old.clone(),
        };
        Ok(Outcome { key, old, new })
    }
}

impl Outcome {
    /// What the write costs, in units of its own kind.
    pub(super) fn used(&self, table: &Table) -> Used {
        Used::of_write(table, self.before().map(Arc::as_ref), self.after().map(Arc::as_ref))
    }

    /// The bytes of the item before or after the write, whichever are more.
    pub(super) fn bytes(&self) -> usize {
        let size = |entry: &Option<Entry>| entry.as_ref().map_or(0, |entry| entry.size);
        size(&self.old).max(size(&self.new))
    }

    /// The item before the write.
    pub(super) fn before(&self) -> Option<&Arc<Item>> {
        self.old.as_ref().map(|entry| &entry.item)
    }

    /// The item after the write.
    pub(super) fn after(&self) -> Option<&Arc<Item>> {
        self.new.as_ref().map(|entry| &entry.item)
    }

    /// Writes.
    pub(super) fn commit(self, table: &mut Table, at: Duration) {
        let same = match (&self.old, &self.new) {
            (None, None) => true,
            (Some(old), Some(new)) => Arc::ptr_eq(&old.item, &new.item),
            _ => false,
        };
        if !same {
            table.write(self.key, self.new, at);
        }
    }
}

/// What an absent item is to a condition.
static ABSENT: Item = Item::new();

/// Checks a write's condition against the item that is there.
fn check_condition(
    condition: Option<&BoundCondition<'_>>,
    found: Option<&Item>,
    on_failure: Option<ReturnValuesOnConditionCheckFailure>,
) -> Result<(), ServiceError> {
    let holds = condition.is_none_or(|condition| condition.holds(found.unwrap_or(&ABSENT)));
    if holds {
        return Ok(());
    }
    let mut error = message::condition_failed();
    if on_failure == Some(ReturnValuesOnConditionCheckFailure::AllOld) {
        error.item = found.cloned();
    }
    Err(error)
}

/// An update may not touch the table's key, nor go into the attributes of other keys.
fn check_untouched_key(table: &Table, update: &BoundUpdate<'_>) -> Result<(), ServiceError> {
    if let Some(name) = update.roots().find(|name| table.key.contains(name)) {
        return Err(message::key_update(name));
    }
    update.find_part(|name| key_rules::part_of_key(table, name)).map_or(Ok(()), Err)
}

/// The item after an update, which may create it. The rules for items hold for it as for one that is put.
fn updated(
    table: &Table,
    update: &BoundUpdate<'_>,
    key: &Item,
    old: Option<&Item>,
) -> Result<Entry, ServiceError> {
    let new = update.apply(old.unwrap_or(key))?;
    let empty = |_: &str, kind: &str, _: &str| message::updated_empty_index_key(kind);
    key_rules::check_index_keys(table, &new, empty)?;
    key_rules::check_vectors(table, old, &new, empty)?;
    check_values(&new)?;
    let new = kept(new);
    if table.is_too_large(&new.item, new.size) {
        return Err(message::updated_item_too_large());
    }
    Ok(new)
}
