//! A vector index: which items it holds, and how alike their vectors are to another one.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/VectorSearch.html>.

use std::sync::Arc;

use dynamo_model::api::{
    AttributeDefinition, KeySchemaElement, KeyType, SearchSchemaElement, SearchSchemaElementType,
    VectorDistanceFunction, VectorIndex as Wanted,
};
use dynamo_model::{AttributeValue, Item, Number};

use super::index::{Index, Scope};
use super::key::Key;
use super::schema::{KeyAttribute, KeySchema};
use super::tree::{Entry, Tree};
use crate::key_rules::emptiness;

/// A vector index. It is searched whole and exactly, so that nothing but its items is kept.
#[derive(Debug, Clone)]
pub(crate) struct VectorIndex {
    /// The attribute that holds the vectors.
    pub(crate) attribute: String,
    pub(crate) dimensions: usize,
    pub(crate) distance: VectorDistanceFunction,
    /// The attributes that a search may have conditions on, besides the partition key.
    pub(crate) filters: Vec<KeyAttribute>,
    /// Its name, partition key, projection and items. Without a partition key all items are in one partition.
    pub(crate) index: Index,
}

/// What is wrong with the value of an attribute that a vector index takes its vectors from.
pub(crate) enum Misshape<'v> {
    NoList,
    Length(usize),
    NoNumber { position: usize, value: &'v AttributeValue },
    OutOfRange { position: usize, number: Number },
}

impl VectorIndex {
    /// The empty index of a checked definition.
    pub(crate) fn new(wanted: Wanted, definitions: &[AttributeDefinition]) -> Self {
        let of_type = |kind: SearchSchemaElementType, key_type| {
            let elements =
                wanted.search_schema.iter().filter(move |element| element.search_schema_element_type == kind);
            let elements: Vec<KeySchemaElement> = elements
                .map(|element| KeySchemaElement { attribute_name: element.attribute_name.clone(), key_type })
                .collect();
            KeySchema::new(&elements, definitions)
        };
        Self {
            filters: of_type(SearchSchemaElementType::InlineFilter, KeyType::Range).sort,
            index: Index {
                key: of_type(SearchSchemaElementType::Hash, KeyType::Hash),
                name: wanted.index_name,
                scope: Scope::Global,
                projection: wanted.projection,
                throughput: None,
                entries: Tree::default(),
            },
            attribute: wanted.vector_attribute.attribute_name,
            dimensions: usize::try_from(wanted.dimensions).unwrap_or_default(),
            distance: wanted.distance_function,
        }
    }

    /// The attributes that searches name, as the API lists them.
    pub(crate) fn search_schema(&self) -> Vec<SearchSchemaElement> {
        let element = |kind: SearchSchemaElementType| {
            move |attribute: &KeyAttribute| SearchSchemaElement {
                attribute_name: attribute.name.clone(),
                search_schema_element_type: kind,
            }
        };
        let key = self.index.key.partition.iter().map(element(SearchSchemaElementType::Hash));
        key.chain(self.filters.iter().map(element(SearchSchemaElementType::InlineFilter))).collect()
    }

    /// The attributes that searches name.
    pub(crate) fn searched(&self) -> impl Iterator<Item = &KeyAttribute> {
        self.index.key.partition.iter().chain(&self.filters)
    }

    /// The partition key.
    pub(crate) fn partition(&self) -> Option<&KeyAttribute> {
        self.index.key.partition.first()
    }

    /// The numbers of an item's vector.
    pub(crate) fn vector(&self, item: &Item) -> Option<Vec<f32>> {
        floats(item.get(&self.attribute)?, self.dimensions).ok()
    }

    /// Whether an item is in the index: it has a vector and a partition key, and its filters are of their types.
    fn holds(&self, item: &Item) -> bool {
        let fits =
            |attribute: &KeyAttribute| item.get(&attribute.name).is_none_or(|value| attribute.admits(value));
        let filled = |attribute: &KeyAttribute| {
            item.get(&attribute.name).is_some_and(|value| emptiness(value).is_none())
        };
        item.get(&self.attribute).is_some_and(|value| floats(value, self.dimensions).is_ok())
            && self.index.holds(item)
            && self.index.key.attributes().all(filled)
            && self.filters.iter().all(fits)
    }

    /// Whether the index holds an attribute of the items in it.
    fn projects(&self, table_key: &KeySchema, name: &str) -> bool {
        self.index.projects(table_key, name) || self.filters.iter().any(|filter| filter.name == name)
    }

    /// What the index holds of an item: the vector as 32-bit numbers.
    pub(crate) fn project(&self, table_key: &KeySchema, item: &Item) -> Item {
        let value = |name: &str, value: &AttributeValue| {
            let vector = if name == self.attribute { self.vector(item) } else { None };
            vector.map_or_else(
                || value.clone(),
                |vector| AttributeValue::L(vector.into_iter().map(number).collect()),
            )
        };
        let held = item.iter().filter(|(name, _)| self.projects(table_key, name));
        held.map(|(name, stored)| (name.clone(), value(name, stored))).collect()
    }

    /// How many bytes of an item count in the index: four for each number of the vector, whatever is projected.
    pub(crate) fn size_of(&self, table_key: &KeySchema, item: &Item) -> usize {
        let rest = item.iter().filter(|(name, _)| ***name != *self.attribute);
        let rest: usize = rest
            .filter(|(name, _)| self.projects(table_key, name))
            .map(|(name, value)| name.len() + value.size())
            .sum();
        self.attribute.len() + 4 * self.dimensions + rest
    }

    /// The bytes that a write is charged for in the index; `None` when nothing changes there.
    pub(crate) fn written_bytes(
        &self,
        table_key: &KeySchema,
        old: Option<&Item>,
        new: Option<&Item>,
    ) -> Option<usize> {
        let old = old.filter(|item| self.holds(item));
        let new = new.filter(|item| self.holds(item));
        let size = |item: Option<&Item>| item.map_or(0, |item| self.size_of(table_key, item));
        if old.is_none() && new.is_none()
            || old.zip(new).is_some_and(|(old, new)| self.same(table_key, old, new))
        {
            return None;
        }
        Some(size(old).max(size(new)))
    }

    /// Whether two items are the same for the index.
    fn same(&self, table_key: &KeySchema, one: &Item, two: &Item) -> bool {
        let held = |item| self.project(table_key, item);
        self.vector(one) == self.vector(two) && held(one) == held(two)
    }

    /// Follows a change of an item of the table.
    pub(crate) fn follow(
        &mut self,
        schema: &KeySchema,
        table_key: &Key,
        old: Option<&Item>,
        new: Option<&Entry>,
    ) {
        if let Some(old) = old.filter(|item| self.holds(item))
            && let Some(key) = self.index.entry_key(old, table_key)
        {
            self.index.entries.remove(&key);
        }
        if let Some(new) = new.filter(|entry| self.holds(&entry.item))
            && let Some(key) = self.index.entry_key(&new.item, table_key)
        {
            let size = self.size_of(schema, &new.item);
            self.index.entries.insert(key, Entry { item: Arc::clone(&new.item), size });
        }
    }

    /// How alike two vectors are. Numbers are 32-bit floats, sums are of twice the width, and the end is bounded
    /// by what a 32-bit float holds.
    pub(crate) fn score(&self, one: &[f32], two: &[f32]) -> f64 {
        let pairs = || one.iter().zip(two).map(|(one, two)| (f64::from(*one), f64::from(*two)));
        let dot = || pairs().map(|(one, two)| one * two).sum::<f64>();
        let length =
            |vector: &[f32]| vector.iter().map(|value| f64::from(*value).powi(2)).sum::<f64>().sqrt();
        let score = match self.distance {
            VectorDistanceFunction::Euclidean => {
                pairs().map(|(one, two)| (one - two).powi(2)).sum::<f64>().sqrt()
            }
            VectorDistanceFunction::DotProduct => dot(),
            VectorDistanceFunction::Cosine => match (length(one), length(two)) {
                // A vector without a direction is at a right angle to all others.
                (zero, _) | (_, zero) if zero == 0.0 => 1.0,
                _ if one == two => 0.0,
                (first, second) => (1.0 - dot() / (first * second)).clamp(0.0, 2.0),
            },
        };
        score.clamp(f64::from(f32::MIN), f64::from(f32::MAX))
    }

    /// The order of scores, the most alike first.
    pub(crate) fn order(&self, one: f64, two: f64) -> std::cmp::Ordering {
        match self.distance {
            VectorDistanceFunction::DotProduct => two.total_cmp(&one),
            VectorDistanceFunction::Cosine | VectorDistanceFunction::Euclidean => one.total_cmp(&two),
        }
    }
}

/// The numbers of a vector.
pub(crate) fn floats(value: &AttributeValue, dimensions: usize) -> Result<Vec<f32>, Misshape<'_>> {
    let AttributeValue::L(values) = value else { return Err(Misshape::NoList) };
    if values.len() != dimensions {
        return Err(Misshape::Length(values.len()));
    }
    let mut floats = Vec::with_capacity(dimensions);
    for (position, value) in values.iter().enumerate() {
        let AttributeValue::N(number) = value else { return Err(Misshape::NoNumber { position, value }) };
        let float = float(*number).ok_or(Misshape::OutOfRange { position, number: *number })?;
        floats.push(float);
    }
    Ok(floats)
}

/// The nearest 32-bit float; `None` when it would be infinite.
pub(crate) fn float(number: Number) -> Option<f32> {
    /// The largest power of ten that a double holds exactly.
    const EXACT: i32 = 22;
    let power = number.exponent();
    let float = if number.coefficient() < 1 << 53 && power.unsigned_abs() <= EXACT.unsigned_abs() {
        let digits = number.coefficient() as f64;
        let size = if power < 0 { digits / 10f64.powi(-power) } else { digits * 10f64.powi(power) };
        (if number.is_negative() { -size } else { size }) as f32
    } else {
        number.to_string().parse().ok()?
    };
    float.is_finite().then_some(float)
}

/// A 32-bit float with as few digits as tell it apart.
fn number(float: f32) -> AttributeValue {
    format!("{float:e}").parse().map_or(AttributeValue::N(Number::ZERO), AttributeValue::N)
}
