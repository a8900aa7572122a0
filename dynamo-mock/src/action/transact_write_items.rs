//! TransactWriteItems.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use dynamo_model::Item;
use dynamo_model::api::{
    ItemCollectionMetrics, ReturnConsumedCapacity, ReturnItemCollectionMetrics, ServiceError,
    TransactWriteItem, TransactWriteItemsInput, TransactWriteItemsOutput,
};

use super::item_collection::Collections;
use super::transact_get_items::TRANSACTION_BYTES;
use super::transaction::{TableNames, check_distinct, check_length, check_table_names, lookup};
use super::write::{Change, Outcome, Write, WriteExpressions, check_size, check_values, kept};
use crate::capacity::{UnitKind, Used, read_units};
use crate::engine::{self, Engine};
use crate::expression::check_placeholders;
use crate::message;

/// How long a token stands for its transaction.
const TOKEN_LIFE: Duration = Duration::from_secs(600);
/// The characters of a token.
const TOKEN_LENGTH: usize = 36;

/// The transactions that were done under a token.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tokens {
    done: HashMap<String, Arc<Done>>,
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
    mut input: TransactWriteItemsInput,
) -> Result<TransactWriteItemsOutput, ServiceError> {
    check_length(input.transact_items.len())?;
    let token = input.client_request_token.take().filter(|token| !token.is_empty());
    let wanted = Wanted {
        used: input.return_consumed_capacity.is_some(),
        reads: token.is_some(),
        collections: input.return_item_collection_metrics == Some(ReturnItemCollectionMetrics::Size),
    };
    let Some(token) = token else {
        let done = execute(engine, &mut input.transact_items, wanted)?;
        return Ok(written(done.used, input.return_consumed_capacity, UnitKind::Write, done.collections));
    };
    if token.chars().count() > TOKEN_LENGTH {
        let constraint = "have length less than or equal to 36";
        return Err(message::constraint(Some(&token), "clientRequestToken", constraint));
    }
    let now = engine.clock().now();
    let mut tokens = engine.tokens();
    tokens.forget(now);
    if let Some(done) = tokens.done.get(&token) {
        if done.items != input.transact_items {
            return Err(message::token_mismatch());
        }
        // A replay writes nothing, so that it affects no collection.
        let wanted = input.return_consumed_capacity;
        return Ok(written(done.reads.clone(), wanted, UnitKind::Read, BTreeMap::new()));
    }
    let items = input.transact_items.clone();
    let Executed { used, reads, collections } = execute(engine, &mut input.transact_items, wanted)?;
    tokens.done.insert(token, Arc::new(Done { at: now, items, reads }));
    Ok(written(used, input.return_consumed_capacity, UnitKind::Write, collections))
}

fn written(
    used: BTreeMap<Arc<str>, Used>,
    wanted: Option<ReturnConsumedCapacity>,
    kind: UnitKind,
    item_collection_metrics: BTreeMap<String, Vec<ItemCollectionMetrics>>,
) -> TransactWriteItemsOutput {
    let report = |(name, used): (Arc<str>, Used)| used.report_as(&name, wanted, Some(kind));
    let consumed_capacity = used.into_iter().filter_map(report).collect();
    TransactWriteItemsOutput { consumed_capacity, item_collection_metrics }
}

/// What is to be known of a transaction when it is done.
#[derive(Clone, Copy)]
struct Wanted {
    /// What it used.
    used: bool,
    /// What its replay would use.
    reads: bool,
    /// The sizes of the collections that it affected.
    collections: bool,
}

/// A transaction that was done, as far as it is wanted.
struct Executed {
    /// What it used per table.
    used: BTreeMap<Arc<str>, Used>,
    /// What its replay would.
    reads: BTreeMap<Arc<str>, Used>,
    /// The sizes of the collections that it affected.
    collections: BTreeMap<String, Vec<ItemCollectionMetrics>>,
}

/// Does all actions or none. The items to be put are taken out of the request.
fn execute(
    engine: &Engine,
    items: &mut [TransactWriteItem],
    wanted: Wanted,
) -> Result<Executed, ServiceError> {
    check_table_names(items.iter().map(|item| (member(item), &**item.table_name())))?;
    let tables = TableNames::new(items.iter().map(TransactWriteItem::table_name));
    let names = &tables.plain;
    let writes = items.iter_mut().map(|item| check_action(engine, item)).collect::<Result<Vec<_>, _>>()?;

    let found = lookup(engine, names.iter());
    let mut locked: BTreeMap<_, _> = found.iter().map(|(name, table)| (name, engine::write(table))).collect();
    let mut keys = Vec::with_capacity(names.len());
    for (name, write) in names.iter().zip(&writes) {
        if let Some(table) = locked.get(name) {
            keys.push((name, write.key(table)));
        }
    }
    if keys.len() < names.len() {
        return Err(message::table_not_found());
    }
    check_distinct(keys.iter().map(|(name, key)| (*name, key)))?;

    let (mut outcomes, mut errors) = (Vec::with_capacity(writes.len()), Vec::with_capacity(writes.len()));
    for ((name, key), write) in keys.into_iter().zip(&writes) {
        let outcome = match locked.get(name) {
            Some(table) => key.and_then(|key| write.outcome(table, key)),
            None => continue,
        };
        let error = match outcome {
            // Empty keys are found before the transaction begins.
            Err(error) if message::is_empty_key(&error) => return Err(error),
            Err(error) => Some(error),
            Ok(outcome) => {
                outcomes.push((name, outcome));
                None
            }
        };
        errors.push(error);
    }
    if let Some(canceled) = message::transaction_refused(errors) {
        return Err(canceled);
    }
    check_bytes(&outcomes)?;

    let now = engine.clock().now();
    let (mut used, mut reads) = (BTreeMap::<Arc<str>, Used>::new(), BTreeMap::<Arc<str>, Used>::new());
    for (name, outcome) in outcomes {
        let Some(table) = locked.get_mut(name) else { continue };
        if wanted.used {
            used.entry(tables.shown(name)).or_default().add(outcome.used(table).in_transaction());
        }
        if wanted.reads {
            reads.entry(tables.shown(name)).or_default().table += 2.0 * read_units(outcome.bytes(), true);
        }
        outcome.commit(table, now);
    }
    let mut collections = Collections::default();
    for (name, write) in names.iter().zip(&writes).filter(|_| wanted.collections) {
        if let Some(table) = locked.get(name).filter(|_| !matches!(write.change, Change::Check(_))) {
            collections.note(table, write.item());
        }
    }
    let collections = locked.values().filter_map(|table| collections.of(table)).collect();
    Ok(Executed { used, reads, collections })
}

/// All items of a transaction together have at most 4 MB.
fn check_bytes(outcomes: &[(&Arc<str>, Outcome)]) -> Result<(), ServiceError> {
    let bytes: usize = outcomes.iter().map(|(_, outcome)| outcome.bytes()).sum();
    if bytes > TRANSACTION_BYTES { Err(message::transaction_too_large()) } else { Ok(()) }
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
fn check_action<'r>(engine: &'r Engine, item: &'r mut TransactWriteItem) -> Result<Write<'r>, ServiceError> {
    let parse = |key: &Item, expressions: WriteExpressions<'r>| {
        check_placeholders(expressions.names, expressions.values)?;
        check_values(key)?;
        expressions.parse(engine.expressions())
    };
    match item {
        TransactWriteItem::ConditionCheck(check) => {
            let expressions = WriteExpressions {
                update: None,
                condition: Some(&check.condition_expression),
                names: &check.expression_attribute_names,
                values: &check.expression_attribute_values,
            };
            let (_, condition) = parse(&check.key, expressions)?;
            let on_failure = check.return_values_on_condition_check_failure;
            Ok(Write { change: Change::Check(&check.key), condition, on_failure })
        }
        TransactWriteItem::Put(put) => {
            let expressions = WriteExpressions {
                update: None,
                condition: put.condition_expression.as_deref(),
                names: &put.expression_attribute_names,
                values: &put.expression_attribute_values,
            };
            let (_, condition) = parse(&put.item, expressions)?;
            let entry = kept(std::mem::take(&mut put.item));
            check_size(entry.size)?;
            let on_failure = put.return_values_on_condition_check_failure;
            Ok(Write { change: Change::Put(entry), condition, on_failure })
        }
        TransactWriteItem::Delete(delete) => {
            let expressions = WriteExpressions {
                update: None,
                condition: delete.condition_expression.as_deref(),
                names: &delete.expression_attribute_names,
                values: &delete.expression_attribute_values,
            };
            let (_, condition) = parse(&delete.key, expressions)?;
            let on_failure = delete.return_values_on_condition_check_failure;
            Ok(Write { change: Change::Delete(&delete.key), condition, on_failure })
        }
        TransactWriteItem::Update(update) => {
            let expressions = WriteExpressions {
                update: Some(&update.update_expression),
                condition: update.condition_expression.as_deref(),
                names: &update.expression_attribute_names,
                values: &update.expression_attribute_values,
            };
            let (changes, condition) = parse(&update.key, expressions)?;
            let on_failure = update.return_values_on_condition_check_failure;
            Ok(Write { change: Change::Update(&update.key, changes), condition, on_failure })
        }
    }
}
