//! Random attribute values, from small pools so that they meet again.

use serde_json::{Map, Value, json};

use crate::Random;
use crate::table::{KeyAttribute, Scalar, Table};

const TEXTS: &[&str] = &["", "a", "a#1", "a#2", "ab", "b", "b#10", "B", "é", "z\u{10ffff}", "\u{0}"];
const KEY_TEXTS: &[&str] = &["a", "a#1", "a#2", "ab", "b", "b#10", "B", "é", "z\u{10ffff}"];
const NUMBERS: &[&str] = &[
    "0",
    "1",
    "1.0",
    "-1",
    "2",
    "2.50",
    "10",
    "1e3",
    "-10",
    "-0",
    "0.001",
    "1E-130",
    "9.99E+125",
    "99999999999999999999999999999999999999",
    "-123456789012345678901234567890.12345678",
];
const SMALL_NUMBERS: &[&str] = &["0", "1", "1.0", "-1", "2", "2.50", "10", "1e3", "-10", "0.5"];
const BAD_NUMBERS: &[&str] = &[
    "",
    "abc",
    "1e126",
    "1e-131",
    "NaN",
    "Infinity",
    "0x1",
    "1_0",
    "--1",
    "1e",
    ".",
    "999999999999999999999999999999999999999",
];
const BYTES: &[&str] = &["AQ==", "/w==", "AA==", "AQI=", "gAE=", "fw=="];
/// The names of attributes that are in no key.
pub(crate) const PLAIN: &[&str] = &["n", "m", "l", "s", "ss", "ns", "bs", "x"];

/// A value of a scalar type that can be a key.
pub(crate) fn key_value(random: &mut Random, scalar: Scalar) -> Value {
    match scalar {
        Scalar::S => json!({"S": random.pick(KEY_TEXTS)}),
        Scalar::N => json!({"N": random.pick(SMALL_NUMBERS)}),
        Scalar::B => json!({"B": random.pick(BYTES)}),
    }
}

/// One of the few partitions, so that they hold several items.
fn partition_value(random: &mut Random, scalar: Scalar) -> Value {
    match scalar {
        Scalar::S => json!({"S": random.pick(&["a", "b"])}),
        Scalar::N => json!({"N": random.pick(&["1", "1.0", "-2"])}),
        Scalar::B => json!({"B": random.pick(&["AQ==", "/w=="])}),
    }
}

/// A value of any type.
pub(crate) fn value(random: &mut Random) -> Value {
    nested(random, 2)
}

fn nested(random: &mut Random, depth: usize) -> Value {
    match random.below(if depth == 0 { 8 } else { 12 }) {
        0 | 1 => json!({"S": random.pick(TEXTS)}),
        2 | 3 => json!({"N": random.pick(if depth == 2 { SMALL_NUMBERS } else { NUMBERS })}),
        4 => json!({"B": random.pick(BYTES)}),
        5 => json!({"BOOL": random.chance(50)}),
        6 => json!({"NULL": true}),
        7 => set(random),
        8 | 9 => {
            let length = random.below(4);
            json!({"L": (0..length).map(|_| nested(random, depth - 1)).collect::<Vec<_>>()})
        }
        _ => {
            let mut map = Map::new();
            for _ in 0..random.below(4) {
                map.insert((random.pick(&["a", "b", "n", "size"])).to_owned(), nested(random, depth - 1));
            }
            json!({"M": map})
        }
    }
}

/// A set without duplicates.
fn set(random: &mut Random) -> Value {
    let (kind, pool): (&str, &[&str]) = match random.below(3) {
        0 => ("SS", &["a", "b", "c", "é"]),
        1 => ("NS", &["1", "2", "3.5", "-10"]),
        _ => ("BS", BYTES),
    };
    json!({kind: pool.iter().filter(|_| random.chance(50)).chain(&pool[..1]).collect::<std::collections::BTreeSet<_>>()})
}

/// A value that DynamoDB refuses.
fn illegal(random: &mut Random) -> Value {
    match random.below(9) {
        0 => json!({"SS": []}),
        1 => json!({"NS": []}),
        2 => json!({"SS": ["a", "a"]}),
        3 => json!({"NS": ["1", "1.0"]}),
        4 => json!({"BS": ["AQ==", "AQ=="]}),
        5 => json!({"NULL": false}),
        6 => json!({}),
        7 => json!({"S": "a", "N": "1"}),
        _ => json!({"N": random.pick(BAD_NUMBERS)}),
    }
}

/// A value that fits the attribute's name: types recur, so that expressions find what they need.
pub(crate) fn value_for(random: &mut Random, name: &str) -> Value {
    if random.rarely(30) {
        return illegal(random);
    }
    if random.rarely(10) {
        let length = random.pick(&[30_000usize, 100_000, 300_000, 409_590]);
        return json!({"S": "x".repeat(length)});
    }
    match name {
        "n" if random.chance(85) => json!({"N": random.pick(SMALL_NUMBERS)}),
        "s" if random.chance(85) => json!({"S": random.pick(TEXTS)}),
        "ss" if random.chance(85) => json!({"SS": [random.pick(&["a", "b"]), "c"]}),
        "ns" if random.chance(85) => json!({"NS": [random.pick(&["1", "2"]), "3.5"]}),
        "bs" if random.chance(85) => json!({"BS": [random.pick(&["AQ==", "/w=="]), "AA=="]}),
        "l" if random.chance(85) => {
            let length = random.below(4);
            json!({"L": (0..length).map(|_| nested(random, 1)).collect::<Vec<_>>()})
        }
        "m" if random.chance(85) => {
            let mut map = Map::new();
            for name in ["a", "b", "n"] {
                if random.chance(60) {
                    map.insert(name.to_owned(), nested(random, 1));
                }
            }
            json!({"M": map})
        }
        _ => value(random),
    }
}

/// A value for a key attribute: nearly always a legal one.
fn for_key(random: &mut Random, attribute: KeyAttribute, partition: bool) -> Value {
    if random.rarely(60) {
        return match random.below(4) {
            0 => json!({"S": ""}),
            1 => json!({"B": ""}),
            2 => json!({"S": "k".repeat(random.pick(&[1_024usize, 1_025, 2_048, 2_049]))}),
            _ => value(random),
        };
    }
    if partition { partition_value(random, attribute.scalar) } else { key_value(random, attribute.scalar) }
}

/// A primary key.
pub(crate) fn key(random: &mut Random, table: &Table) -> Map<String, Value> {
    let mut key = Map::new();
    for attribute in table.key() {
        if !random.rarely(40) {
            let value = for_key(random, attribute, attribute == table.partition);
            key.insert(attribute.name.to_owned(), value);
        }
    }
    if random.rarely(40) {
        key.insert("x".to_owned(), value(random));
    }
    key
}

/// A whole item.
pub(crate) fn item(random: &mut Random, table: &Table) -> Map<String, Value> {
    let mut item = key(random, table);
    for attribute in table.key_attributes() {
        if item.contains_key(attribute.name) || random.chance(25) {
            continue;
        }
        if !table.key().any(|own| own == attribute) {
            let value = for_key(random, attribute, random.clone().chance(50));
            item.insert(attribute.name.to_owned(), value);
        }
    }
    for name in PLAIN {
        if random.chance(40) {
            item.insert((*name).to_owned(), value_for(random, name));
        }
    }
    item
}
