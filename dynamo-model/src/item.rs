//! An item: attribute names and values, in the order of the names.

use std::borrow::Cow;
use std::fmt;

use crate::{AttributeValue, names};

/// The name of an attribute. Names that the program text knows cost no allocation.
pub type Name = Cow<'static, str>;

/// A map from attribute names to values: an item, or a value of type `M`.
///
/// The attributes are kept sorted by name, so that equality, printing and encoding do not depend on the
/// order in which they were added.
///
/// ```
/// use dynamo_model::{AttributeValue, Item};
///
/// let item = Item::from_iter([("name", AttributeValue::from("Ada"))]);
/// assert_eq!(item.get("name").and_then(AttributeValue::as_s), Some("Ada"));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Item {
    attributes: Vec<(Name, AttributeValue)>,
}

impl Item {
    /// An item without attributes.
    pub const fn new() -> Self {
        Self { attributes: Vec::new() }
    }

    /// An empty item with room for `capacity` attributes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { attributes: Vec::with_capacity(capacity) }
    }

    /// The number of attributes.
    pub fn len(&self) -> usize {
        self.attributes.len()
    }

    /// Whether there is no attribute.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// Where a name is, or where it would be.
    fn position(&self, name: &str) -> Result<usize, usize> {
        self.attributes.binary_search_by(|(other, _)| (**other).cmp(name))
    }

    /// Where a name is.
    fn find(&self, name: &str) -> Option<usize> {
        /// So many names are compared one by one sooner than halved: most differ in their length already.
        const FEW: usize = 16;
        if self.attributes.len() > FEW {
            return self.position(name).ok();
        }
        self.attributes.iter().position(|(other, _)| **other == *name)
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        self.find(name).map(|at| &self.attributes[at].1)
    }

    /// The value of an attribute, to be changed in place.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut AttributeValue> {
        self.find(name).map(|at| &mut self.attributes[at].1)
    }

    /// Whether the item has the attribute.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Sets an attribute and returns the value that it had.
    pub fn insert(&mut self, name: impl Into<Name>, value: AttributeValue) -> Option<AttributeValue> {
        let name = name.into();
        // Most callers add in order.
        if self.attributes.last().is_none_or(|(last, _)| comes_before(last, &name)) {
            self.attributes.push((name, value));
            return None;
        }
        match self.position(&name) {
            Ok(at) => Some(std::mem::replace(&mut self.attributes[at].1, value)),
            Err(at) => {
                self.attributes.insert(at, (name, value));
                None
            }
        }
    }

    /// Takes an attribute out.
    pub fn remove(&mut self, name: &str) -> Option<AttributeValue> {
        self.find(name).map(|at| self.attributes.remove(at).1)
    }

    /// The attributes in the order of their names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Name, &AttributeValue)> + DoubleEndedIterator {
        self.attributes.iter().map(|(name, value)| (name, value))
    }

    /// The attributes as a slice, for readers inside the crate.
    pub(crate) fn as_slice(&self) -> &[(Name, AttributeValue)] {
        &self.attributes
    }

    /// The names in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &Name> {
        self.attributes.iter().map(|(name, _)| name)
    }

    /// Makes an item that is kept for long take less memory: spare room is given back, here and in the values, and
    /// names are shared with other such items. Some names are kept for the life of the process: at most 1,024
    /// of up to 64 bytes, whatever items there are.
    pub fn compact(&mut self) {
        for (name, value) in &mut self.attributes {
            if let Cow::Owned(owned) = name
                && let Some(kept) = names::keep(owned)
            {
                *name = Cow::Borrowed(kept);
            }
            value.compact();
        }
        fit(&mut self.attributes);
    }

    /// Keeps the attributes for which `keep` is true.
    pub fn retain(&mut self, mut keep: impl FnMut(&str, &AttributeValue) -> bool) {
        self.attributes.retain(|(name, value)| keep(name, value));
    }

    /// The size in bytes that DynamoDB counts for the item: names in UTF-8 plus values.
    pub fn size(&self) -> usize {
        self.iter().map(|(name, value)| name.len() + value.size()).sum()
    }
}

/// Most names differ in their first byte, which saves the call that compares them.
#[inline]
fn comes_before(name: &str, other: &str) -> bool {
    match (name.as_bytes(), other.as_bytes()) {
        ([first, ..], [second, ..]) if first != second => first < second,
        _ => name < other,
    }
}

impl IntoIterator for Item {
    type Item = (Name, AttributeValue);
    type IntoIter = std::vec::IntoIter<(Name, AttributeValue)>;

    fn into_iter(self) -> Self::IntoIter {
        self.attributes.into_iter()
    }
}

impl<N: Into<Name>> FromIterator<(N, AttributeValue)> for Item {
    /// Of several values under one name the last one stays.
    fn from_iter<I: IntoIterator<Item = (N, AttributeValue)>>(attributes: I) -> Self {
        let mut attributes: Vec<(Name, AttributeValue)> =
            attributes.into_iter().map(|(name, value)| (name.into(), value)).collect();
        if !attributes.is_sorted_by(|a, b| a.0 < b.0) {
            attributes.sort_by(|a, b| a.0.cmp(&b.0));
            attributes.dedup_by(|later, earlier| {
                let same = later.0 == earlier.0;
                if same {
                    std::mem::swap(later, earlier);
                }
                same
            });
        }
        Self { attributes }
    }
}

impl<N: Into<Name>> Extend<(N, AttributeValue)> for Item {
    fn extend<I: IntoIterator<Item = (N, AttributeValue)>>(&mut self, attributes: I) {
        for (name, value) in attributes {
            self.insert(name, value);
        }
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Gives the spare room of a list back.
pub(crate) fn fit<T>(members: &mut Vec<T>) {
    if members.capacity() > members.len() {
        // Cut in place, the rest of the old piece of memory would often lie idle between kept items.
        let mut exact = Vec::with_capacity(members.len());
        exact.append(members);
        *members = exact;
    }
}
