//! DynamoDB's attribute value.

use std::collections::BTreeSet;
use std::fmt;

use crate::item::fit;
use crate::{Item, Number};

/// A value of one of DynamoDB's ten types.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>.
/// `Debug` shows the type and never the content: values can be personal data.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum AttributeValue {
    /// Text.
    S(String),
    /// A number.
    N(Number),
    /// Bytes.
    B(Vec<u8>),
    /// A truth value.
    Bool(bool),
    /// The null value: present, without content.
    Null,
    /// A list.
    L(Vec<AttributeValue>),
    /// A map from names to values.
    M(Item),
    /// A set of texts, never empty in a stored item.
    Ss(BTreeSet<String>),
    /// A set of numbers, distinct by value, never empty in a stored item.
    Ns(BTreeSet<Number>),
    /// A set of byte strings, never empty in a stored item.
    Bs(BTreeSet<Vec<u8>>),
}

impl AttributeValue {
    /// The name of the type on the wire: `S`, `N`, `B`, `BOOL`, `NULL`, `L`, `M`, `SS`, `NS` or `BS`.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::S(_) => "S",
            Self::N(_) => "N",
            Self::B(_) => "B",
            Self::Bool(_) => "BOOL",
            Self::Null => "NULL",
            Self::L(_) => "L",
            Self::M(_) => "M",
            Self::Ss(_) => "SS",
            Self::Ns(_) => "NS",
            Self::Bs(_) => "BS",
        }
    }

    /// The size in bytes that DynamoDB counts for the value.
    ///
    /// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>.
    pub fn size(&self) -> usize {
        match self {
            Self::S(text) => text.len(),
            Self::N(number) => number.size(),
            Self::B(bytes) => bytes.len(),
            Self::Bool(_) | Self::Null => 1,
            Self::L(values) => 3 + values.iter().map(|value| 1 + value.size()).sum::<usize>(),
            Self::M(map) => 3 + map.iter().map(|(name, value)| 1 + name.len() + value.size()).sum::<usize>(),
            Self::Ss(set) => set.iter().map(String::len).sum(),
            Self::Ns(set) => set.iter().map(Number::size).sum(),
            Self::Bs(set) => set.iter().map(Vec::len).sum(),
        }
    }

    /// Gives spare room back, for a value that is kept for long.
    pub(crate) fn compact(&mut self) {
        match self {
            Self::S(text) => text.shrink_to_fit(),
            Self::B(bytes) => bytes.shrink_to_fit(),
            Self::L(values) => {
                values.iter_mut().for_each(Self::compact);
                fit(values);
            }
            Self::M(map) => map.compact(),
            _ => {}
        }
    }

    /// The text, when this is `S`.
    pub fn as_s(&self) -> Option<&str> {
        match self {
            Self::S(text) => Some(text),
            _ => None,
        }
    }

    /// The number, when this is `N`.
    pub const fn as_n(&self) -> Option<&Number> {
        match self {
            Self::N(number) => Some(number),
            _ => None,
        }
    }

    /// The bytes, when this is `B`.
    pub fn as_b(&self) -> Option<&[u8]> {
        match self {
            Self::B(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// The map, when this is `M`.
    pub const fn as_m(&self) -> Option<&Item> {
        match self {
            Self::M(map) => Some(map),
            _ => None,
        }
    }

    /// The list, when this is `L`.
    pub fn as_l(&self) -> Option<&[AttributeValue]> {
        match self {
            Self::L(values) => Some(values),
            _ => None,
        }
    }
}

impl fmt::Debug for AttributeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::L(values) => f.debug_list().entries(values).finish(),
            Self::M(map) => map.fmt(f),
            other => write!(f, "{}(…)", other.type_name()),
        }
    }
}

impl From<&str> for AttributeValue {
    fn from(text: &str) -> Self {
        Self::S(text.to_owned())
    }
}

impl From<String> for AttributeValue {
    fn from(text: String) -> Self {
        Self::S(text)
    }
}

impl From<Number> for AttributeValue {
    fn from(number: Number) -> Self {
        Self::N(number)
    }
}

impl From<bool> for AttributeValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Item> for AttributeValue {
    fn from(map: Item) -> Self {
        Self::M(map)
    }
}
