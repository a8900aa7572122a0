//! The rules that both kinds of transaction share.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamo_model::api::ServiceError;

use super::resource::{check_arn, is_arn, plain_name};
use super::table_name::broken_constraint;
use crate::engine::{Engine, SharedTable};
use crate::message;
use crate::storage::Key;

/// The actions of one transaction.
const ACTIONS: usize = 100;

/// A transaction has 1 to 100 actions.
pub(super) fn check_length(actions: usize) -> Result<(), ServiceError> {
    if actions == 0 {
        let constraint = "have length greater than or equal to 1";
        return Err(message::constraint(Some("[]"), "transactItems", constraint));
    }
    if actions > ACTIONS {
        // The service prints the whole request here; the engine an ellipsis.
        let constraint = "have length less than or equal to 100";
        return Err(message::constraint(Some("[...]"), "transactItems", constraint));
    }
    Ok(())
}

/// Checks the tables' names. Each comes with its member's name.
pub(super) fn check_table_names<'r>(
    names: impl Iterator<Item = (&'static str, &'r str)>,
) -> Result<(), ServiceError> {
    for (at, (kind, name)) in names.enumerate() {
        if is_arn(name) {
            check_arn(name)?;
        } else if let Some(constraint) = broken_constraint(name) {
            let member = format!("transactItems.{}.member.{kind}.tableName", at + 1);
            return Err(message::constraint(Some(name), &member, constraint));
        }
    }
    Ok(())
}

/// The names of the tables of a transaction, each in one form: a table can be named by its resource name as well.
pub(super) struct TableNames {
    /// The plain names, action by action.
    pub(super) plain: Vec<Arc<str>>,
    given: BTreeMap<Arc<str>, Arc<str>>,
}

impl TableNames {
    pub(super) fn new<'r>(given: impl Iterator<Item = &'r Arc<str>>) -> Self {
        let mut names = Self { plain: Vec::new(), given: BTreeMap::new() };
        for given in given {
            let plain = match plain_name(given) {
                same if *same == **given => Arc::clone(given),
                other => other.into(),
            };
            names.given.entry(Arc::clone(&plain)).or_insert_with(|| Arc::clone(given));
            names.plain.push(plain);
        }
        names
    }

    /// The name that reports show: the one by which the request names the table first.
    pub(super) fn shown(&self, plain: &Arc<str>) -> Arc<str> {
        Arc::clone(self.given.get(plain).unwrap_or(plain))
    }
}

/// The tables that exist, by their names. Locking them in this order cannot end in a deadlock.
pub(super) fn lookup<'r>(
    engine: &Engine,
    names: impl Iterator<Item = &'r Arc<str>>,
) -> BTreeMap<Arc<str>, SharedTable> {
    let mut found = BTreeMap::new();
    for name in names {
        if !found.contains_key(name)
            && let Ok(table) = engine.table(name)
        {
            found.insert(Arc::clone(name), table);
        }
    }
    found
}

/// No item may be named twice. Keys that are wrong in themselves are reported later.
pub(super) fn check_distinct<'k>(
    keys: impl Iterator<Item = (&'k Arc<str>, &'k Result<Key, ServiceError>)>,
) -> Result<(), ServiceError> {
    let right = keys.filter_map(|(table, key)| Some((key.as_ref().ok()?, table)));
    if are_distinct(right) { Ok(()) } else { Err(message::duplicates_in_transaction()) }
}

/// Whether no two are equal. So few are sorted sooner than hashed.
pub(super) fn are_distinct<T: Ord>(members: impl Iterator<Item = T>) -> bool {
    let mut members: Vec<T> = members.collect();
    members.sort_unstable();
    members.windows(2).all(|pair| pair.first() != pair.last())
}
