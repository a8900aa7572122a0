//! Consumed capacity.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>.

use std::collections::BTreeMap;

use dynamo_model::Item;
use dynamo_model::api::{Capacity, ConsumedCapacity, ReturnConsumedCapacity, VectorCapacity};

use crate::storage::{Index, Scope, Table};

/// The units of a read, before the table's part and the indexes' parts are added up.
pub(crate) fn read_units(bytes: usize, consistent: bool) -> f64 {
    let units = bytes.div_ceil(4_096).max(1) as f64;
    if consistent { units } else { units / 2.0 }
}

fn write_units(bytes: usize) -> f64 {
    bytes.div_ceil(1_024).max(1) as f64
}

/// The bytes that a search or a write is charged for: at least 1 KB.
pub(crate) fn vector_bytes(bytes: usize) -> f64 {
    bytes.max(1_024) as f64
}

/// What the units of a transaction are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Read,
    Write,
}

/// The units of one operation on one table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Used {
    pub(crate) table: f64,
    pub(crate) indexes: BTreeMap<(bool, String), f64>,
    /// The bytes written to vector indexes, which are no units.
    pub(crate) vectors: BTreeMap<String, f64>,
}

impl Used {
    /// A use of the table alone.
    pub(crate) fn of_table(units: f64) -> Self {
        Self { table: units, ..Self::default() }
    }

    /// Adds a use of an index.
    pub(crate) fn add_index(&mut self, index: &Index, units: f64) {
        *self.indexes.entry((index.scope == Scope::Global, index.name.clone())).or_default() += units;
    }

    /// The units of a write that turns one item into another.
    pub(crate) fn of_write(table: &Table, old: Option<&Item>, new: Option<&Item>) -> Self {
        let size = |item: Option<&Item>| item.map_or(0, Item::size);
        let mut used = Self::of_table(write_units(size(old).max(size(new))));
        for index in &table.indexes {
            let units = index_units(table, index, old, new);
            if units > 0.0 {
                used.add_index(index, units);
            }
        }
        for vectors in &table.vector_indexes {
            if let Some(bytes) = vectors.written_bytes(&table.key, old, new) {
                used.vectors.insert(vectors.index.name.clone(), vector_bytes(bytes));
            }
        }
        used
    }

    /// Adds another use.
    pub(crate) fn add(&mut self, other: Self) {
        self.table += other.table;
        for (index, units) in other.indexes {
            *self.indexes.entry(index).or_default() += units;
        }
        for (index, bytes) in other.vectors {
            *self.vectors.entry(index).or_default() += bytes;
        }
    }

    /// What the same costs in a transaction: twice the units of the table and of local indexes. Global indexes
    /// follow by themselves, at the ordinary price.
    pub(crate) fn in_transaction(mut self) -> Self {
        self.table *= 2.0;
        for ((global, _), units) in &mut self.indexes {
            if !*global {
                *units *= 2.0;
            }
        }
        self
    }

    /// The report that a request asks for.
    pub(crate) fn report(
        self,
        table_name: &str,
        wanted: Option<ReturnConsumedCapacity>,
    ) -> Option<ConsumedCapacity> {
        self.report_as(table_name, wanted, None)
    }

    /// The report of a transaction, which tells reads and writes apart.
    pub(crate) fn report_as(
        self,
        table_name: &str,
        wanted: Option<ReturnConsumedCapacity>,
        kind: Option<UnitKind>,
    ) -> Option<ConsumedCapacity> {
        let indexes = match wanted {
            None | Some(ReturnConsumedCapacity::None) => return None,
            Some(ReturnConsumedCapacity::Total) => false,
            Some(ReturnConsumedCapacity::Indexes) => true,
        };
        let of_kind = |units, asked| (kind == Some(asked)).then_some(units);
        let capacity = |units| Capacity {
            capacity_units: units,
            read_capacity_units: of_kind(units, UnitKind::Read),
            write_capacity_units: of_kind(units, UnitKind::Write),
        };
        let total = self.table + self.indexes.values().sum::<f64>();
        let mut report = ConsumedCapacity {
            table_name: table_name.to_owned(),
            capacity_units: total,
            read_capacity_units: of_kind(total, UnitKind::Read),
            write_capacity_units: of_kind(total, UnitKind::Write),
            ..ConsumedCapacity::default()
        };
        if indexes {
            report.table = Some(capacity(self.table));
            for ((global, name), units) in self.indexes {
                let parts = if global {
                    &mut report.global_secondary_indexes
                } else {
                    &mut report.local_secondary_indexes
                };
                parts.insert(name, capacity(units));
            }
            for (name, bytes) in self.vectors {
                let written = VectorCapacity {
                    vector_search_request_bytes: None,
                    vector_write_request_bytes: Some(bytes),
                };
                report.vector_indexes.insert(name, written);
            }
        }
        Some(report)
    }
}

/// What a write costs in one index: nothing when its copy does not change, two writes when the copy moves.
fn index_units(table: &Table, index: &Index, old: Option<&Item>, new: Option<&Item>) -> f64 {
    let size = |item: &Item| index.size_of(&table.key, item, item.size());
    let old = old.filter(|item| index.holds(item));
    let new = new.filter(|item| index.holds(item));
    match (old, new) {
        (None, None) => 0.0,
        (Some(item), None) | (None, Some(item)) => write_units(size(item)),
        (Some(old), Some(new)) => {
            if !index.same_key(old, new) {
                write_units(size(old)) + write_units(size(new))
            } else if index.holds_same(&table.key, old, new) {
                0.0
            } else {
                write_units(size(old).max(size(new)))
            }
        }
    }
}
