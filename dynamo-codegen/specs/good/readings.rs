// Generated from readings.toml (814676d83143aa4a). Changes belong there.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate};
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
    /// - Capacity: 0.5 read units per 4 KB of all that is read
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

/// Items to try the access patterns on: those that the spec's examples begin with.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadingsSeeds {
    /// The seed `cool`.
    pub cool: Reading,
    /// The seed `warm`.
    pub warm: Reading,
}

impl ReadingsSeeds {
    /// The items as the spec has them.
    pub fn items() -> Self {
        Self {
            cool: Reading {
                sensor: 7,
                at: EpochSeconds(1777600000),
                day: DateTime::from_timestamp_nanos(1777593600000000000).date_naive(),
                celsius: Decimal::new(1825, 2),
                raw: None,
                flags: BTreeSet::new(),
                gone_at: EpochSeconds(1900000000),
            },
            warm: Reading {
                sensor: 7,
                at: EpochSeconds(1777600800),
                day: DateTime::from_timestamp_nanos(1777593600000000000).date_naive(),
                celsius: Decimal::new(215, 1),
                raw: Some(b"\x00\xff\x10".to_vec()),
                flags: BTreeSet::from([3, 4]),
                gone_at: EpochSeconds(1900000000),
            },
        }
    }

    /// Creates the items in a table, one after the other, and returns them as they are stored.
    ///
    /// # Errors
    /// When one of them is there, and those of the requests.
    pub async fn store(table: &TableHandle<Readings>) -> dynamo_model::Result<Self> {
        let seeds = Self::items();
        table.create(&seeds.cool).await?;
        table.create(&seeds.warm).await?;
        Ok(seeds)
    }
}

/// The examples of the spec, each on a table of its own. They need `dynamo-mock` and `tokio`.
#[cfg(test)]
mod examples {
    use chrono::DateTime;
    use rust_decimal::Decimal;

    use super::*;

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    async fn stored() -> dynamo_model::Result<(ReadingsTable, ReadingsSeeds)> {
        let table = ReadingsTable::on(dynamo_mock::Mock::new(), "readings");
        table.create_table().await?;
        let seeds = ReadingsSeeds::store(&table).await?;
        Ok((table, seeds))
    }

    #[tokio::test]
    async fn a_reading_is_stored() -> Outcome {
        let (table, seeds) = stored().await?;
        let reading = Reading {
            celsius: Decimal::new(22, 0),
            ..seeds.warm.clone()
        };
        table.store(&reading).await?;
        let expected = Reading {
            celsius: Decimal::new(22, 0),
            ..seeds.warm.clone()
        };
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        let expected = seeds.cool.clone();
        let found = table.get(expected.primary_key()).consistent().await?;
        assert_eq!(found, Some(expected));
        Ok(())
    }

    #[tokio::test]
    async fn the_latest_one() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table.latest(7).await?.items;
        let expected = [seeds.warm.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn of_a_period() -> Outcome {
        let (table, seeds) = stored().await?;
        let start = EpochSeconds(1777599999);
        let end = EpochSeconds(1777600800);
        let found = table
            .period_between(7, start..=end, Decimal::new(18, 0), Decimal::new(19, 0))
            .await?
            .items;
        let expected = [seeds.cool.clone(), seeds.warm.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn since_a_moment() -> Outcome {
        let (table, seeds) = stored().await?;
        let found = table
            .period_since(
                7,
                EpochSeconds(1777600001),
                Decimal::new(0, 0),
                Decimal::new(1, 0),
            )
            .await?
            .items;
        let expected = [seeds.warm.clone()];
        assert_eq!(found, expected);
        Ok(())
    }

    #[tokio::test]
    async fn of_a_day() -> Outcome {
        let (table, seeds) = stored().await?;
        let day = DateTime::from_timestamp_nanos(1777593600000000000).date_naive();
        let found = table.day(day).await?;
        let expected = [seeds.cool.clone(), seeds.warm.clone()];
        assert_eq!(found, expected);
        Ok(())
    }
}
