// Generated from readings.toml (a7be7c4d459820e8). Changes belong there.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use dynamo_model::prelude::*;
use dynamo_model::{TableHandle, op};
use rust_decimal::Decimal;

/// Measurements of sensors, which vanish after a while
#[derive(Debug, DynamoTable)]
#[dynamo(key(pk = "sensor": N, sk = "at": N), ttl = "gone_at")]
#[dynamo(gsi(ByDay, pk = "GSI1PK": S, sk = "GSI1SK": S))]
#[dynamo(entities(Reading))]
pub struct Readings;

/// An item of the kind `reading`.
#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Readings)]
#[dynamo(key(pk = sensor, sk = at))]
#[dynamo(index(by_day, on = ByDay, pk = "DAY#{day}#{shard(sensor, 16)}", sk = "{sensor}#{at}"))]
pub struct Reading {
    /// The attribute `sensor`.
    pub sensor: u64,
    /// The attribute `at`.
    pub at: EpochSeconds,
    /// The attribute `day`.
    pub day: NaiveDate,
    /// The attribute `celsius`.
    #[dynamo(range(0..))]
    pub celsius: Decimal,
    /// The attribute `raw`.
    pub raw: Option<Vec<u8>>,
    /// The attribute `flags`.
    pub flags: BTreeSet<u8>,
    /// The attribute `gone_at`.
    #[dynamo(ttl(after = "90d"))]
    pub gone_at: EpochSeconds,
}

/// The table [`Readings`] with a method for each access pattern, and with all that its handle can do.
#[derive(Debug, Clone)]
pub struct ReadingsTable(TableHandle<Readings>);

impl From<TableHandle<Readings>> for ReadingsTable {
    fn from(table: TableHandle<Readings>) -> Self {
        Self(table)
    }
}

impl std::ops::Deref for ReadingsTable {
    type Target = TableHandle<Readings>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl ReadingsTable {
    /// Opens the table on a backend, under its physical name. Nothing is sent.
    pub fn on(
        backend: impl dynamo_model::IntoBackend,
        name: impl Into<std::sync::Arc<str>>,
    ) -> Self {
        Self(TableHandle::new(backend, name))
    }

    /// Writes a [`Reading`], replacing the one with its key.
    ///
    /// - Request: PutItem
    /// - Key: `sensor` = `sensor`, `at` = `at`
    /// - Capacity: 2 write units
    /// - Cost: $492.75 a month, at 150 a second on demand in us-east-1
    pub fn store(&self, reading: &Reading) -> op::Put<Reading> {
        self.0.put(reading)
    }

    /// Reads each [`Reading`] of a partition.
    ///
    /// - Request: Query of the table, the greatest key first
    /// - Key: `sensor` = `sensor`
    pub fn latest(&self, sensor: u64) -> op::Query<Reading, dynamo_model::ReadFrom<false>> {
        self.0.query(Reading::of(sensor)).descending().take(1)
    }

    /// Reads each [`Reading`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `sensor` = `sensor`
    /// - Sort key: `at` = `at`, with `at` between two values, both included
    /// - Filter: `celsius between :low and :high or flags contains 3`
    /// - Capacity: 7.5 read units
    /// - Cost: $4.93 a month, at 2 a second on demand in us-east-1
    pub fn period_between(
        &self,
        sensor: u64,
        at: std::ops::RangeInclusive<EpochSeconds>,
        low: Decimal,
        high: Decimal,
    ) -> op::Query<Reading, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Reading::of(sensor).at(at))
            .filter(|r| r.celsius().between(low, high) | r.flags().contains(3))
    }

    /// Reads each [`Reading`] of a partition.
    ///
    /// - Request: Query of the table
    /// - Key: `sensor` = `sensor`
    /// - Sort key: `at` = `at`, with `at` since a moment, included
    /// - Filter: `celsius between :low and :high or flags contains 3`
    /// - Capacity: 7.5 read units
    /// - Cost: $4.93 a month, at 2 a second on demand in us-east-1
    pub fn period_since(
        &self,
        sensor: u64,
        at: EpochSeconds,
        low: Decimal,
        high: Decimal,
    ) -> op::Query<Reading, dynamo_model::ReadFrom<false>> {
        self.0
            .query(Reading::of(sensor).at(at..))
            .filter(|r| r.celsius().between(low, high) | r.flags().contains(3))
    }

    /// Reads each [`Reading`] of a partition.
    ///
    /// - Request: Query of the index `ByDay`, 16 partitions at once
    /// - Key: `GSI1PK` = `DAY#{day}#{shard(sensor, 16)}`
    /// - Capacity: 1465 read units
    /// - Cost: $4.81 a month, at 0.01 a second on demand in us-east-1
    pub fn day(&self, day: NaiveDate) -> op::FanOut<Reading, dynamo_model::ReadFrom<true>> {
        let queries = (0..16).map(|shard| Reading::by_day(day, shard));
        self.0.fan_out(queries)
    }
}
