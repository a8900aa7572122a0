//! What is converted: three shapes, and the entity of the calls.

use std::collections::{BTreeMap, BTreeSet};

use dynamo_model::prelude::*;
use serde::{Deserialize, Serialize};

/// Eight scalars.
#[derive(Debug, Clone, PartialEq, DynamoAttribute, Serialize, Deserialize)]
pub(crate) struct Small {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) age: u32,
    pub(crate) score: i64,
    pub(crate) ratio: f64,
    pub(crate) active: bool,
    pub(crate) city: String,
    pub(crate) note: Option<String>,
}

/// Twenty-five fields of most types.
#[derive(Debug, Clone, PartialEq, DynamoAttribute, Serialize, Deserialize)]
pub(crate) struct Medium {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) city: String,
    pub(crate) street: String,
    pub(crate) zip: String,
    pub(crate) country: String,
    pub(crate) note: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) reference: Option<String>,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) version: u32,
    pub(crate) count: u16,
    pub(crate) total: u64,
    pub(crate) balance: i32,
    pub(crate) ratio: f64,
    pub(crate) weight: f64,
    pub(crate) active: bool,
    pub(crate) verified: bool,
    pub(crate) tags: Vec<String>,
    pub(crate) scores: Vec<u32>,
    pub(crate) labels: BTreeMap<String, String>,
    pub(crate) groups: Vec<String>,
    pub(crate) home: Address,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute, Serialize, Deserialize)]
pub(crate) struct Address {
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) number: u32,
}

/// A hundred nested structs.
#[derive(Debug, Clone, PartialEq, DynamoAttribute, Serialize, Deserialize)]
pub(crate) struct Large {
    pub(crate) id: String,
    pub(crate) lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) sku: String,
    pub(crate) title: String,
    pub(crate) count: u32,
    pub(crate) price: i64,
    pub(crate) gift: bool,
    pub(crate) options: Vec<String>,
}

fn text(prefix: &str, length: usize) -> String {
    format!("{prefix}{}", "abcdefgh".repeat(length / 8 + 1)).chars().take(length).collect()
}

pub(crate) fn small() -> Small {
    Small {
        id: text("id", 20),
        name: text("name", 24),
        age: 42,
        score: -1_234_567,
        ratio: 0.75,
        active: true,
        city: text("city", 12),
        note: Some(text("note", 40)),
    }
}

pub(crate) fn medium() -> Medium {
    Medium {
        id: text("id", 20),
        name: text("name", 24),
        email: text("mail", 30),
        city: text("city", 12),
        street: text("street", 24),
        zip: text("zip", 6),
        country: text("c", 2),
        note: Some(text("note", 60)),
        phone: None,
        reference: Some(text("ref", 16)),
        created: 1_700_000_000,
        updated: 1_700_000_500,
        version: 7,
        count: 12,
        total: 129_950,
        balance: -250,
        ratio: 0.125,
        weight: 12.5,
        active: true,
        verified: false,
        tags: vec![text("new", 5), text("gift", 6), text("sale", 6)],
        scores: vec![1, 20, 300],
        labels: BTreeMap::from([(text("a", 4), text("x", 10)), (text("b", 4), text("y", 10))]),
        groups: vec![text("g", 8)],
        home: Address { street: text("street", 20), city: text("city", 12), number: 7 },
    }
}

pub(crate) fn large() -> Large {
    let line = |at: usize| Line {
        sku: format!("SKU-{at:06}"),
        title: text("title", 30),
        count: 3,
        price: 12_995,
        gift: at.is_multiple_of(2),
        options: vec![text("red", 6), text("large", 8)],
    };
    Large { id: text("id", 20), lines: (0..100).map(line).collect() }
}

#[derive(DynamoTable)]
#[dynamo(key(pk = S, sk = S), kind = "_t")]
#[dynamo(gsi(ByStatus, pk = "g1": S, sk = "g2": S))]
#[dynamo(entities(Order))]
pub(crate) struct Shop;

/// An order of about 1 KB.
#[derive(Debug, Clone, PartialEq, DynamoEntity, Serialize, Deserialize)]
#[dynamo(table = Shop)]
#[dynamo(key(pk = "CUSTOMER#{customer}", sk = "ORDER#{number}"))]
#[dynamo(index(by_status, on = ByStatus, pk = "STATUS#{status}", sk = "{placed}#{number}"))]
pub(crate) struct Order {
    pub(crate) customer: String,
    pub(crate) number: u32,
    pub(crate) status: String,
    pub(crate) placed: u64,
    pub(crate) total: u64,
    pub(crate) currency: String,
    pub(crate) paid: bool,
    pub(crate) city: String,
    pub(crate) street: String,
    pub(crate) zip: String,
    pub(crate) tags: BTreeSet<String>,
    pub(crate) lines: Vec<OrderLine>,
    pub(crate) note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, DynamoAttribute, Serialize, Deserialize)]
pub(crate) struct OrderLine {
    pub(crate) sku: String,
    pub(crate) count: u32,
    pub(crate) price: u64,
}

pub(crate) fn order(number: u32) -> Order {
    Order {
        customer: "c-1".to_owned(),
        number,
        status: "open".to_owned(),
        placed: 1_700_000_000 + u64::from(number),
        total: 129_950,
        currency: "EUR".to_owned(),
        paid: false,
        city: text("city", 12),
        street: text("street", 24),
        zip: text("zip", 6),
        tags: BTreeSet::from([text("gift", 5), text("new", 5)]),
        lines: (0..3).map(|at| OrderLine { sku: format!("SKU-{at:06}"), count: 2, price: 12_995 }).collect(),
        note: Some(text("note", 480)),
    }
}
