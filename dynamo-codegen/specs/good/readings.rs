// Generated from readings.toml (a7be7c4d459820e8). Changes belong there.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use dynamo_model::prelude::*;
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
    pub celsius: Decimal,
    /// The attribute `raw`.
    pub raw: Option<Vec<u8>>,
    /// The attribute `flags`.
    pub flags: BTreeSet<u8>,
    /// The attribute `gone_at`.
    #[dynamo(ttl(after = "90d"))]
    pub gone_at: EpochSeconds,
}
