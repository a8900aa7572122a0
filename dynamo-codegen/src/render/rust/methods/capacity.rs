//! What a use of a pattern costs, as far as the spec says how large items are.

use dynamo_schema::{EntityModel, IndexScope, Projection};

use super::{Method, entity};
use crate::design::{AccessPattern, Design, Operation, StepAction, UpdateAction, Verb};
use crate::prices::Prices;

/// Bytes of a read unit and of a write unit.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html>
const READ: u64 = 4096;
const WRITE: u64 = 1024;

/// Read and write units.
#[derive(Clone, Copy, Default)]
pub(crate) struct Units {
    pub(crate) read: f64,
    pub(crate) write: f64,
}

/// What a use of a pattern takes; nothing when the spec does not say how large items are, or how many.
pub(crate) fn of_pattern(design: &Design, pattern: &AccessPattern) -> Option<Units> {
    units(&Method::of(design, pattern)?)
}

/// Lines on capacity, and on cost when the spec says how often the pattern is used.
pub(super) fn of(method: &Method<'_>) -> String {
    let Some(units) = units(method) else { return unknown(method) };
    let mut parts = Vec::new();
    if units.read > 0.0 {
        parts.push(counted(units.read, "read unit"));
    }
    if units.write > 0.0 {
        parts.push(counted(units.write, "write unit"));
    }
    if parts.is_empty() {
        return String::new();
    }
    let mut text = format!("- Capacity: {}\n", parts.join(" and "));
    if let Some(rate) = &method.pattern.rate {
        let month = Prices::ON_DEMAND.monthly(units.read, units.write, rate.average);
        let often = number(rate.average);
        text.push_str(&format!("- Cost: ${month:.2} a month, at {often} a second on demand in us-east-1\n"));
    }
    text
}

/// How capacity is counted, where the spec does not say how large items are or how many.
fn unknown(method: &Method<'_>) -> String {
    let is_consistent = match &method.pattern.operation {
        Operation::Get { consistent, .. } | Operation::GetUnique { consistent, .. } => *consistent,
        Operation::Query(query) => query.consistent,
        Operation::Scan(scan) => scan.consistent,
        _ => false,
    };
    let is_guarded = matches!(&method.pattern.operation, Operation::Write(write)
        if method.writes_guards(method.pattern.verb, &write.actions));
    let counted = match method.pattern.verb {
        Verb::MoveTo => "4 write units per 1 KB of the item, and 2 in each of its global indexes",
        _ if is_guarded => {
            "2 write units per 1 KB of the item, 1 in each of its global indexes, and 2 for each guard"
        }
        Verb::TransactGet => "2 read units per 4 KB of each item",
        Verb::Get | Verb::GetUnique | Verb::BatchGet if is_consistent => "1 read unit per 4 KB of each item",
        Verb::Get | Verb::GetUnique | Verb::BatchGet => "0.5 read units per 4 KB of each item",
        Verb::Query | Verb::Scan if is_consistent => "1 read unit per 4 KB of all that is read",
        Verb::Query | Verb::Scan => "0.5 read units per 4 KB of all that is read",
        Verb::SearchVectors => {
            return String::from("- Capacity: bytes of what the index compares, not read units\n");
        }
        Verb::TransactWrite => "2 write units per 1 KB of each item, and 1 in each of its global indexes",
        _ => "1 write unit per 1 KB of each item, in the table and in each of its indexes",
    };
    format!("- Capacity: {counted}\n")
}

fn counted(units: f64, what: &str) -> String {
    let plural = if units == 1.0 { "" } else { "s" };
    format!("{} {what}{plural}", number(units))
}

/// Without digits that say nothing.
fn number(value: f64) -> String {
    let text = format!("{value:.5}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `None` when the size of an item is not known.
fn units(method: &Method<'_>) -> Option<Units> {
    let pattern = method.pattern;
    let rate = pattern.rate.as_ref();
    let bytes = rate.and_then(|rate| rate.bytes).or(method.entity.load.bytes);
    let items = rate.and_then(|rate| rate.items);
    Some(match &pattern.operation {
        Operation::Get { consistent, .. } => Units { read: read(bytes? as f64, *consistent), write: 0.0 },
        // The guard is small.
        Operation::GetUnique { consistent, .. } => {
            Units { read: read(1.0, *consistent) + read(bytes? as f64, *consistent), write: 0.0 }
        }
        Operation::Query(query) => {
            let all = mean(method)? * items?;
            let least = f64::from(query.fan_out.unwrap_or(1)) * read(1.0, query.consistent);
            Units { read: read(all, query.consistent).max(least), write: 0.0 }
        }
        Operation::Scan(scan) => {
            let all = read(mean(method)? * items?, scan.consistent);
            Units { read: all / scan.segments as f64, write: 0.0 }
        }
        Operation::Write(of) if method.writes_guards(pattern.verb, &of.actions) => {
            // What is not given is read first.
            let is_read = !matches!(pattern.verb, Verb::Create | Verb::Delete);
            let bytes = bytes?;
            let read = if is_read { read(bytes as f64, true) } else { 0.0 };
            Units { read, write: write_with_guards(method, &of.actions, bytes) }
        }
        // The item is read, and in one transaction deleted and written anew.
        Operation::Write(_) if pattern.verb == Verb::MoveTo => {
            let bytes = bytes?;
            let guards = 2.0 * method.entity.unique.len() as f64;
            let write = 2.0 * ItemWrite::of(method.design, method.model, bytes).in_transaction() + guards;
            Units { read: read(bytes as f64, true), write }
        }
        Operation::Write(_) => {
            Units { read: 0.0, write: ItemWrite::of(method.design, method.model, bytes?).alone() }
        }
        Operation::BatchWrite => {
            let write = ItemWrite::of(method.design, method.model, bytes?).alone();
            Units { read: 0.0, write: items? * write }
        }
        Operation::SearchVectors(_) => return None,
        Operation::TransactWrite(transaction) => {
            let mut units = 0.0;
            for step in &transaction.steps {
                let times = if step.each.is_some() { items? } else { 1.0 };
                units += times * step_units(method, step.action, &step.name)?;
            }
            Units { read: 0.0, write: units }
        }
    })
}

/// The mean size of the items of a pattern.
fn mean(method: &Method<'_>) -> Option<f64> {
    if let Some(bytes) = method.pattern.rate.as_ref().and_then(|rate| rate.bytes) {
        return Some(bytes as f64);
    }
    let sizes: Option<Vec<u64>> =
        method.pattern.entities.iter().map(|name| entity(method.design, name)?.load.bytes).collect();
    let sizes = sizes?;
    Some(sizes.iter().sum::<u64>() as f64 / sizes.len().max(1) as f64)
}

fn read(bytes: f64, consistent: bool) -> f64 {
    let units = (bytes / READ as f64).ceil().max(1.0);
    if consistent { units } else { units / 2.0 }
}

/// The write of an item, in the table and in each index that it can be in. A change of an index key takes two there, and
/// an update that leaves it alone may take none.
struct ItemWrite {
    /// In the table and its local indexes.
    own: f64,
    /// In its global indexes, which follow a transaction by themselves, at the ordinary price.
    global: f64,
}

impl ItemWrite {
    fn of(design: &Design, model: &EntityModel, bytes: u64) -> Self {
        let units = bytes.div_ceil(WRITE).max(1) as f64;
        let mut write = Self { own: units, global: 0.0 };
        for entry in &*model.indexes {
            let Some(index) = design.table.indexes.iter().find(|index| index.name == entry.index) else {
                continue;
            };
            // Little more than keys is copied into an index that does not hold all.
            let copied = if index.projection == Projection::All { units } else { 1.0 };
            match index.scope {
                IndexScope::Global => write.global += copied,
                IndexScope::Local => write.own += copied,
            }
        }
        write
    }

    fn alone(&self) -> f64 {
        self.own + self.global
    }

    /// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling>
    fn in_transaction(&self) -> f64 {
        2.0 * self.own + self.global
    }
}

/// A transaction of the item and its guards, of which a change writes the old one and the new one.
fn write_with_guards(method: &Method<'_>, actions: &[UpdateAction], bytes: u64) -> f64 {
    let is_changed = |field: &String| actions.iter().any(|action| action.field == *field);
    let unique = method.entity.unique.iter();
    let changed = unique.filter(|unique| unique.scope.iter().chain([&unique.field]).any(is_changed));
    let guards = match method.pattern.verb {
        Verb::Create | Verb::Delete => method.entity.unique.len(),
        Verb::Update => 2 * changed.count(),
        _ => 2 * method.entity.unique.len(),
    };
    ItemWrite::of(method.design, method.model, bytes).in_transaction() + 2.0 * guards as f64
}

fn step_units(method: &Method<'_>, action: StepAction, name: &str) -> Option<f64> {
    let name = match action {
        StepAction::Call => {
            let called = method.design.patterns.iter().find(|pattern| pattern.name == name)?;
            called.entities.first()?
        }
        _ => name,
    };
    let entity = entity(method.design, name)?;
    let model = method.design.table.entities.iter().find(|model| model.name == entity.kind)?;
    let bytes = entity.load.bytes?;
    Some(match action {
        // Nothing is written, and still it is charged as a write.
        StepAction::Check => 2.0 * bytes.div_ceil(WRITE).max(1) as f64,
        _ => ItemWrite::of(method.design, model, bytes).in_transaction(),
    })
}
