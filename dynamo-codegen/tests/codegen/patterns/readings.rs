use std::collections::BTreeSet;

use chrono::NaiveDate;
use dynamo_mock::Mock;
use dynamo_model::prelude::EpochSeconds;
use rust_decimal::Decimal;

use crate::generated::readings::{Reading, ReadingsTable};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).unwrap()
}

fn reading(sensor: u64, at: i64, tenths: i64) -> Reading {
    Reading {
        sensor,
        at: EpochSeconds(at),
        day: day(),
        celsius: Decimal::new(tenths, 1),
        raw: None,
        flags: BTreeSet::new(),
        gone_at: EpochSeconds(at + 7_776_000),
    }
}

fn times(readings: impl IntoIterator<Item = Reading>) -> Vec<(u64, i64)> {
    readings.into_iter().map(|reading| (reading.sensor, reading.at.0)).collect()
}

#[tokio::test]
async fn readings_are_found_by_sensor_period_and_day() {
    let readings = ReadingsTable::on(Mock::new(), "readings");
    readings.create_table().await.unwrap();
    for sensor in [1, 2, 33] {
        for (at, tenths) in [(100, 195), (200, 210), (300, 260)] {
            readings.store(&reading(sensor, at, tenths)).await.unwrap();
        }
    }
    let flagged = Reading { flags: BTreeSet::from([3, 5]), raw: Some(vec![1, 2]), ..reading(2, 400, 999) };
    readings.store(&flagged).await.unwrap();

    assert_eq!(readings.latest(2).await.unwrap().items, [flagged]);
    let (low, high) = (Decimal::new(200, 1), Decimal::new(250, 1));
    let mild = readings.period_between(2, EpochSeconds(100)..=EpochSeconds(300), low, high).await.unwrap();
    assert_eq!(times(mild), [(2, 200)]);
    let since = readings.period_since(2, EpochSeconds(200), low, high).await.unwrap();
    assert_eq!(times(since), [(2, 200), (2, 400)]);
    // Out of sixteen shards, in the order of the index: by sensor, then by time.
    let all = readings.day(day()).await.unwrap();
    let order = [(1, 100), (1, 200), (1, 300), (2, 100), (2, 200), (2, 300), (2, 400)];
    assert_eq!(times(all)[..7], order);
    assert!(readings.day(day().succ_opt().unwrap()).await.unwrap().is_empty());
}
