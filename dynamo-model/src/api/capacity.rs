//! Consumed capacity, in capacity units.

use std::collections::BTreeMap;

use super::VectorCapacity;

/// Which capacity a response reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnConsumedCapacity {
    /// The total and a part per index.
    Indexes,
    /// The total.
    Total,
    /// Nothing.
    None,
}

/// The capacity units that an operation used on one table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConsumedCapacity {
    /// The table.
    pub table_name: String,
    /// All units together.
    pub capacity_units: f64,
    /// The read units, where the action reports them apart (transactions).
    pub read_capacity_units: Option<f64>,
    /// The write units, where the action reports them apart (transactions).
    pub write_capacity_units: Option<f64>,
    /// The table's own part, with `INDEXES`.
    pub table: Option<Capacity>,
    /// The part of each local index, with `INDEXES`.
    pub local_secondary_indexes: BTreeMap<String, Capacity>,
    /// The part of each global index, with `INDEXES`.
    pub global_secondary_indexes: BTreeMap<String, Capacity>,
    /// The part of each vector index, with `INDEXES`, in bytes.
    pub vector_indexes: BTreeMap<String, VectorCapacity>,
}

/// The capacity units of a table or of one index.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Capacity {
    /// All units together.
    pub capacity_units: f64,
    /// The read units, where they are reported apart.
    pub read_capacity_units: Option<f64>,
    /// The write units, where they are reported apart.
    pub write_capacity_units: Option<f64>,
}
