//! Attributes that are keys themselves: texts, numbers and bytes; and keys of several attributes.

use std::ops::Bound;

use dynamo_model::prelude::*;
use dynamo_model::{HoldsAll, IntoQuery, Number, Page, Result, TableHandle};
use dynamo_tests::for_each_backend;

#[derive(DynamoTable)]
#[dynamo(key(pk = "Sensor": B, sk = "At": N))]
#[dynamo(gsi(ByValue, pk = "Unit": S, sk = "Value": N))]
#[dynamo(entities(Reading))]
struct Readings;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Readings)]
#[dynamo(key(pk = sensor, sk = at))]
#[dynamo(index(by_value, on = ByValue, pk = unit, sk = value))]
struct Reading {
    #[dynamo(rename = "Sensor")]
    sensor: Vec<u8>,
    #[dynamo(rename = "At")]
    at: i64,
    #[dynamo(rename = "Unit")]
    unit: Option<String>,
    #[dynamo(rename = "Value")]
    value: Number,
}

fn reading(at: i64, value: &str) -> Reading {
    Reading { sensor: vec![0, 255], at, unit: Some("K".to_owned()), value: value.parse().unwrap() }
}

async fn read<Q: IntoQuery<Entity = Reading, Source: HoldsAll<Reading>>>(
    table: &TableHandle<Readings>,
    query: Q,
) -> Vec<i64> {
    times(table.query(query).send().await.unwrap())
}

fn times(readings: impl IntoIterator<Item = Reading>) -> Vec<i64> {
    readings.into_iter().map(|reading| reading.at).collect()
}

#[test]
fn numbers_sort_by_value_and_ranges_are_exact() {
    for_each_backend(async |case| {
        let table = Readings::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        for (at, value) in
            [(-20, "1.5"), (-3, "-0.25"), (0, "1e20"), (9, "1.50000001"), (10, "0"), (200, "1.49")]
        {
            table.create(&reading(at, value)).await.unwrap();
        }
        let sensor = || vec![0u8, 255];
        assert_eq!(read(&table, Reading::of(sensor())).await, [-20, -3, 0, 9, 10, 200]);
        assert_eq!(read(&table, Reading::of(sensor()).at(-3..10)).await, [-3, 0, 9]);
        assert_eq!(read(&table, Reading::of(sensor()).at(-3..=10)).await, [-3, 0, 9, 10]);
        assert_eq!(read(&table, Reading::of(sensor()).at(..0)).await, [-20, -3]);
        assert_eq!(read(&table, Reading::of(sensor()).at(10..)).await, [10, 200]);
        assert_eq!(
            read(&table, Reading::of(sensor()).at((Bound::Excluded(-20), Bound::Excluded(9)))).await,
            [-3, 0]
        );
        assert_eq!(read(&table, Reading::of(sensor()).at(9)).await, [9]);
        assert_eq!(read(&table, Reading::of(vec![0u8])).await, [0; 0]);

        let value = |text: &str| text.parse::<Number>().unwrap();
        assert_eq!(read(&table, Reading::by_value("K")).await, [-3, 10, 200, -20, 9, 0]);
        assert_eq!(read(&table, Reading::by_value("K").value(value("1.49")..value("1.5"))).await, [200]);
        let both = (Bound::Excluded(value("0")), Bound::Excluded(value("1.50000001")));
        assert_eq!(read(&table, Reading::by_value("K").value(both)).await, [200, -20]);
        let page = table.query(Reading::by_value("K")).take(2).await.unwrap();
        assert_eq!(times(page.items), [-3, 10]);
        let rest = table.query(Reading::by_value("K")).after(page.next.unwrap()).await.unwrap();
        assert_eq!(times(rest), [200, -20, 9, 0]);
    });
}

#[test]
fn an_item_without_the_attribute_is_not_in_the_index() {
    for_each_backend(async |case| {
        let table = Readings::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        table.create(&Reading { unit: None, ..reading(1, "1") }).await.unwrap();
        table.create(&reading(2, "2")).await.unwrap();
        assert_eq!(times(table.query(Reading::by_value("K")).await.unwrap()), [2]);
        // Nothing has to be completed: the attribute is the key.
        table.update(Reading::key(vec![0, 255], 1)).set(|r| r.unit(), "K").await.unwrap();
        table.update(Reading::key(vec![0, 255], 2)).remove(|r| r.unit()).await.unwrap();
        assert_eq!(times(table.query(Reading::by_value("K")).await.unwrap()), [1]);
    });
}

#[test]
fn empty_keys_are_refused_before_sending() {
    for_each_backend(async |case| {
        let table = Readings::on(case.backend().clone(), "nowhere");
        let error = table.get(Reading::key(vec![], 1)).await.unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains("`Sensor` is empty"), "{error}");
        let error = table.put(&Reading { unit: Some(String::new()), ..reading(1, "1") }).await.unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains("`Unit` is empty"), "{error}");
        let update = table.update(Reading::key(vec![1], 1)).set(|r| r.unit(), "");
        let error = update.await.unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains("`Unit` is empty"), "{error}");
        let update = table.update_of(&reading(1, "1")).set(|r| r.unit(), "x".repeat(2049));
        let error = update.await.unwrap_err();
        assert!(error.is_invalid() && error.to_string().contains("2049 bytes"), "{error}");
    });
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S))]
#[dynamo(gsi(ByPlace, pk = ["region": S, "hall": N], sk = ["shelf": N, "bin": S]))]
#[dynamo(entities(Part))]
struct Stock;

#[derive(Debug, Clone, PartialEq, DynamoEntity)]
#[dynamo(table = Stock)]
#[dynamo(key(pk = "PART#{id}"))]
#[dynamo(index(by_place, on = ByPlace, pk = [region, hall], sk = [shelf, bin]))]
struct Part {
    id: u32,
    region: String,
    hall: u8,
    shelf: i32,
    bin: String,
}

#[test]
fn keys_of_several_attributes() {
    for_each_backend(async |case| {
        let table = Stock::on(case.backend().clone(), case.table_name()).create_table().await.unwrap();
        for (id, hall, shelf, bin) in
            [(1, 1, 10, "b"), (2, 1, -5, "z"), (3, 1, 10, "a"), (4, 2, 0, "a"), (5, 1, 9, "c")]
        {
            let (region, bin) = ("north".to_owned(), bin.to_owned());
            table.create(&Part { id, region, hall, shelf, bin }).await.unwrap();
        }
        let read = async |page: Result<Page<Part>>| {
            page.unwrap().into_iter().map(|part| part.id).collect::<Vec<u32>>()
        };
        assert_eq!(read(table.query(Part::by_place("north", 1)).await).await, [2, 5, 3, 1]);
        assert_eq!(read(table.query(Part::by_place("north", 2)).await).await, [4]);
        let lower = table.query(Part::by_place("north", 1).shelf(..10)).await.unwrap();
        assert_eq!(lower.into_iter().map(|part| part.id).collect::<Vec<_>>(), [2, 5]);
        let one = table.query(Part::by_place("north", 1).shelf(10).bin("b"..)).await.unwrap();
        assert_eq!(one.into_iter().map(|part| part.id).collect::<Vec<_>>(), [1]);
        table.update(Part::key(1)).set(|p| p.shelf(), -9).await.unwrap();
        assert_eq!(read(table.query(Part::by_place("north", 1)).await).await, [1, 2, 5, 3]);
    });
}
