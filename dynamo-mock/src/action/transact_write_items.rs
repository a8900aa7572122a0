//! TransactWriteItems.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use dynamo_model::Item;
use dynamo_model::api::{
    ReturnConsumedCapacity, ServiceError, TransactWriteItem, TransactWriteItemsInput,
    TransactWriteItemsOutput,
};

use super::transact_get_items::TRANSACTION_BYTES;
use super::transaction::{check_distinct, check_length, check_table_names, lookup};
use super::write::{Change, Outcome, Write, WriteExpressions, check_size, check_values};
use crate::capacity::{UnitKind, Used, read_units};
use crate::engine::{self, Engine};
use crate::expression::check_placeholders;
use crate::message;
use crate::storage::Table;

/// How long a token stands for its transaction.
const TOKEN_LIFE: Duration = Duration::from_secs(600);
/// The characters of a token.
const TOKEN_LENGTH: usize = 36;

/// The transactions that were done under a token.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    done: HashMap<String, Done>,
}

/// A transaction that was done under a token.
#[derive(Debug)]
struct Done {
    at: Duration,
    items: Vec<TransactWriteItem>,
    /// What a replay reports: the reads that it takes to answer it.
    reads: BTreeMap<Arc<str>, Used>,
}

impl Tokens {
    /// Forgets the transactions whose time is over.
    fn forget(&mut self, now: Duration) {
        self.done.retain(|_, done| now.saturating_sub(done.at) < TOKEN_LIFE);
    }
}

pub(crate) fn transact_write_items(
    engine: &Engine,
    input: &TransactWriteItemsInput,
) -> Result<TransactWriteItemsOutput, ServiceError> {
    check_length(input.transact_items.len())?;
    let token = input.client_request_token.as_deref().filter(|token| !token.is_empty());
    let Some(token) = token else {
        let (used, _) = execute(engine, &input.transact_items)?;
        return Ok(output(used, input.return_consumed_capacity, UnitKind::Write));
    };
    if token.chars().count() > TOKEN_LENGTH {
        let constraint = "have length less than or equal to 36";
        return Err(message::constraint(Some(token), "clientRequestToken", constraint));
    }
    let now = engine.clock().now();
    let mut tokens = engine.tokens();
    tokens.forget(now);
    if let Some(done) = tokens.done.get(token) {
        if done.items != input.transact_items {
            return Err(message::token_mismatch());
        }
        return Ok(output(done.reads.clone(), input.return_consumed_capacity, UnitKind::Read));
    }
    let (used, reads) = execute(engine, &input.transact_items)?;
    let done = Done { at: now, items: input.transact_items.clone(), reads };
    tokens.done.insert(token.to_owned(), done);
    Ok(output(used, input.return_consumed_capacity, UnitKind::Write))
}

fn output(
    used: BTreeMap<Arc<str>, Used>,
    wanted: Option<ReturnConsumedCapacity>,
    kind: UnitKind,
) -> TransactWriteItemsOutput {
    let report = |(name, used): (Arc<str>, Used)| used.report_as(&name, wanted, Some(kind));
    TransactWriteItemsOutput { consumed_capacity: used.into_iter().filter_map(report).collect() }
}

/// What a transaction used per table, and what its replay would.
type UsedUnits = (BTreeMap<Arc<str>, Used>, BTreeMap<Arc<str>, Used>);

/// Does all actions or none.
fn execute(engine: &Engine, items: &[TransactWriteItem]) -> Result<UsedUnits, ServiceError> {
    check_table_names(items.iter().map(|item| (member(item), &**table_name(item))))?;
    let writes = items.iter().map(|item| check_action(engine, item)).collect::<Result<Vec<_>, _>>()?;

    let found = lookup(engine, items.iter().map(table_name));
    let mut locked: BTreeMap<_, _> = found.iter().map(|(name, table)| (name, engine::write(table))).collect();
    check_distinct(
        items
            .iter()
            .zip(&writes)
            .filter_map(|(item, write)| Some((locked.get(table_name(item))?, write.key_item()))),
    )?;
    if items.iter().any(|item| !locked.contains_key(table_name(item))) {
        return Err(message::table_not_found());
    }

    let (mut outcomes, mut reasons) = (Vec::new(), Vec::new());
    for (item, write) in items.iter().zip(&writes) {
        let Some(table) = locked.get(table_name(item)) else { continue };
        match prepare(table, write)? {
            Ok(outcome) => {
                outcomes.push((table_name(item), outcome));
                reasons.push(message::cancellation_reason(None));
            }
            Err(error) => reasons.push(message::cancellation_reason(Some(error))),
        }
    }
    if let Some(canceled) = message::transaction_canceled(reasons) {
        return Err(canceled);
    }
    check_bytes(&outcomes)?;

    let (mut used, mut reads) = (BTreeMap::<Arc<str>, Used>::new(), BTreeMap::<Arc<str>, Used>::new());
    for (name, outcome) in outcomes {
        let Some(table) = locked.get_mut(name) else { continue };
        let (written, read) = (outcome.used(table).in_transaction(), 2.0 * read_units(outcome.bytes(), true));
        used.entry(Arc::clone(name)).or_default().add(written);
        reads.entry(Arc::clone(name)).or_default().table += read;
        outcome.commit(table);
    }
    Ok((used, reads))
}

/// What an action makes of its item. The inner error cancels the transaction, the outer one refuses the request:
/// empty keys are found before the transaction begins.
fn prepare(table: &Table, write: &Write<'_>) -> Result<Result<Outcome, ServiceError>, ServiceError> {
    let outcome = write.key(table).and_then(|key| write.outcome(table, key));
    match outcome {
        Err(error) if message::is_empty_key(&error) => Err(error),
        outcome => Ok(outcome),
    }
}

/// All items of a transaction together have at most 4 MB.
fn check_bytes(outcomes: &[(&Arc<str>, Outcome)]) -> Result<(), ServiceError> {
    let bytes: usize = outcomes.iter().map(|(_, outcome)| outcome.bytes()).sum();
    if bytes > TRANSACTION_BYTES { Err(message::transaction_too_large()) } else { Ok(()) }
}

const fn table_name(item: &TransactWriteItem) -> &Arc<str> {
    match item {
        TransactWriteItem::ConditionCheck(check) => &check.table_name,
        TransactWriteItem::Put(put) => &put.table_name,
        TransactWriteItem::Delete(delete) => &delete.table_name,
        TransactWriteItem::Update(update) => &update.table_name,
    }
}

const fn member(item: &TransactWriteItem) -> &'static str {
    match item {
        TransactWriteItem::ConditionCheck(_) => "conditionCheck",
        TransactWriteItem::Put(_) => "put",
        TransactWriteItem::Delete(_) => "delete",
        TransactWriteItem::Update(_) => "update",
    }
}

/// The rules of an action that the request alone shows.
fn check_action<'r>(engine: &'r Engine, item: &'r TransactWriteItem) -> Result<Write<'r>, ServiceError> {
    let (key, update, condition, names, values, on_failure) = match item {
        TransactWriteItem::ConditionCheck(check) => (
            &check.key,
            None,
            Some(&check.condition_expression),
            &check.expression_attribute_names,
            &check.expression_attribute_values,
            check.return_values_on_condition_check_failure,
        ),
        TransactWriteItem::Put(put) => (
            &put.item,
            None,
            put.condition_expression.as_ref(),
            &put.expression_attribute_names,
            &put.expression_attribute_values,
            put.return_values_on_condition_check_failure,
        ),
        TransactWriteItem::Delete(delete) => (
            &delete.key,
            None,
            delete.condition_expression.as_ref(),
            &delete.expression_attribute_names,
            &delete.expression_attribute_values,
            delete.return_values_on_condition_check_failure,
        ),
        TransactWriteItem::Update(update) => (
            &update.key,
            Some(&update.update_expression),
            update.condition_expression.as_ref(),
            &update.expression_attribute_names,
            &update.expression_attribute_values,
            update.return_values_on_condition_check_failure,
        ),
    };
    check_placeholders(names, values)?;
    check_values(key)?;
    let expressions = WriteExpressions {
        update: update.map(String::as_str),
        condition: condition.map(String::as_str),
        names,
        values,
    };
    let (update, condition) = expressions.parse(engine.expressions())?;
    let change = match item {
        TransactWriteItem::ConditionCheck(_) => Change::Check(key),
        TransactWriteItem::Delete(_) => Change::Delete(key),
        TransactWriteItem::Update(_) => Change::Update(key, update),
        TransactWriteItem::Put(_) => {
            check_size(key)?;
            Change::Put(Arc::new(Item::clone(key)))
        }
    };
    Ok(Write { change, condition, on_failure })
}
