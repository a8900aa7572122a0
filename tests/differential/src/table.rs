//! Random tables.

use serde_json::{Value, json};

use crate::{Abilities, Random};

/// The type of a key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scalar {
    S,
    N,
    B,
}

impl Scalar {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::N => "N",
            Self::B => "B",
        }
    }

    pub(crate) fn random(random: &mut Random) -> Self {
        match random.below(10) {
            0..=5 => Self::S,
            6..=7 => Self::N,
            _ => Self::B,
        }
    }
}

/// A key attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyAttribute {
    pub(crate) name: &'static str,
    pub(crate) scalar: Scalar,
}

/// An index.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    pub(crate) name: &'static str,
    pub(crate) global: bool,
    pub(crate) partition: Vec<KeyAttribute>,
    pub(crate) sort: Vec<KeyAttribute>,
    pub(crate) projection: Value,
}

/// A table as it is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) partition: KeyAttribute,
    pub(crate) sort: Option<KeyAttribute>,
    pub(crate) indexes: Vec<Index>,
    /// The view of its stream.
    pub(crate) stream: Option<&'static str>,
    /// What the other backend knows.
    pub(crate) abilities: Abilities,
}

/// The name of a table or index that is not there.
pub(crate) const ABSENT: &str = "absent";

/// The attributes that keys of global indexes are made of.
const INDEX_ATTRIBUTES: [&str; 4] = ["g1", "g2", "g3", "g4"];

impl Table {
    /// A table. Not every backend knows index keys of several attributes.
    pub(crate) fn random(random: &mut Random, name: &'static str, abilities: Abilities) -> Self {
        let partition = KeyAttribute { name: "pk", scalar: Scalar::random(random) };
        let sort = random.chance(75).then(|| KeyAttribute { name: "sk", scalar: Scalar::random(random) });
        let types: Vec<Scalar> = INDEX_ATTRIBUTES.iter().map(|_| Scalar::random(random)).collect();
        let attribute = |at: usize| KeyAttribute { name: INDEX_ATTRIBUTES[at % 4], scalar: types[at % 4] };
        let mut indexes = Vec::new();
        for name in &["gsi1", "gsi2", "gsi3"][..random.below(4)] {
            let first = random.below(4);
            let (partition, sort) = match random.below(if abilities.multi_attribute_keys { 6 } else { 4 }) {
                0 => (vec![attribute(first)], vec![]),
                1 => (vec![attribute(first)], vec![partition]),
                2 if sort.is_some() => (sort.into_iter().collect(), vec![partition]),
                4 => (vec![attribute(first), attribute(first + 1)], vec![attribute(first + 2)]),
                5 => (vec![attribute(first)], vec![attribute(first + 1), attribute(first + 2)]),
                _ => (vec![attribute(first)], vec![attribute(first + 1)]),
            };
            indexes.push(Index { name, global: true, partition, sort, projection: projection(random) });
        }
        if sort.is_some() {
            for name in &["lsi1", "lsi2"][..random.below(3)] {
                let own = match *name {
                    "lsi1" => KeyAttribute { name: "l1", scalar: types[0] },
                    _ => attribute(3),
                };
                let projection = projection(random);
                indexes.push(Index {
                    name,
                    global: false,
                    partition: vec![partition],
                    sort: vec![own],
                    projection,
                });
            }
        }
        let views = ["NEW_AND_OLD_IMAGES", "NEW_IMAGE", "OLD_IMAGE", "KEYS_ONLY"];
        let stream = random.chance(20).then(|| random.pick(&views));
        let stream = if abilities.all_views { stream } else { stream.and(Some(views[0])) };
        Self { name, partition, sort, indexes, stream, abilities }
    }

    /// The attributes of the primary key.
    pub(crate) fn key(&self) -> impl Iterator<Item = KeyAttribute> {
        [Some(self.partition), self.sort].into_iter().flatten()
    }

    /// The attributes of all keys, each once.
    pub(crate) fn key_attributes(&self) -> Vec<KeyAttribute> {
        let mut all: Vec<KeyAttribute> = self.key().collect();
        for attribute in self.indexes.iter().flat_map(|index| index.partition.iter().chain(&index.sort)) {
            if !all.contains(attribute) {
                all.push(*attribute);
            }
        }
        all
    }

    /// Whether a read of an index may ask for an attribute. Neither oracle keeps a filter or projection to what an
    /// index holds.
    pub(crate) fn holds(&self, index: usize, name: &str) -> bool {
        let index = &self.indexes[index];
        let named = index.projection["NonKeyAttributes"].as_array();
        index.projection["ProjectionType"] == "ALL"
            || index.partition.iter().chain(&index.sort).any(|attribute| attribute.name == name)
            || self.key().any(|attribute| attribute.name == name)
            || named.is_some_and(|names| names.iter().any(|known| known == name))
    }

    /// Whether a read of an index fetches from the table what the index does not hold.
    pub(crate) fn fetches(&self, index: usize) -> bool {
        self.abilities.local_fetch && !self.indexes[index].global
    }

    /// The request that creates it.
    pub(crate) fn create(&self) -> Value {
        let definitions: Vec<Value> = self
            .key_attributes()
            .iter()
            .map(|attribute| {
                json!({"AttributeName": attribute.name, "AttributeType": attribute.scalar.as_str()})
            })
            .collect();
        let sort: Vec<KeyAttribute> = self.sort.into_iter().collect();
        let mut request = json!({
            "TableName": self.name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": definitions,
            "KeySchema": key_schema(&[self.partition], &sort),
        });
        if let Some(view) = self.stream {
            request["StreamSpecification"] = json!({"StreamEnabled": true, "StreamViewType": view});
        }
        for (member, global) in [("GlobalSecondaryIndexes", true), ("LocalSecondaryIndexes", false)] {
            let indexes: Vec<Value> = self
                .indexes
                .iter()
                .filter(|index| index.global == global)
                .map(|index| {
                    json!({
                        "IndexName": index.name,
                        "KeySchema": key_schema(&index.partition, &index.sort),
                        "Projection": index.projection,
                    })
                })
                .collect();
            if !indexes.is_empty() {
                request[member] = Value::Array(indexes);
            }
        }
        request
    }
}

fn key_schema(partition: &[KeyAttribute], sort: &[KeyAttribute]) -> Value {
    let element = |role: &'static str| move |attribute: &KeyAttribute| json!({"AttributeName": attribute.name, "KeyType": role});
    partition.iter().map(element("HASH")).chain(sort.iter().map(element("RANGE"))).collect()
}

fn projection(random: &mut Random) -> Value {
    match random.below(3) {
        0 => json!({"ProjectionType": "ALL"}),
        1 => json!({"ProjectionType": "KEYS_ONLY"}),
        _ => json!({"ProjectionType": "INCLUDE", "NonKeyAttributes": ["n", "m"]}),
    }
}
