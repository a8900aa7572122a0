//! Values and items, to and from the SDK's types.
//!
//! The way to the SDK always succeeds. The way back is checked: the SDK holds numbers as text and sets
//! as lists, and can hold types that it does not know.

use std::collections::{BTreeSet, HashMap};
use std::fmt;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue as SdkValue;

use crate::{AttributeValue, Item, NumberError};

/// How deep lists and maps may lie in each other on the way from the SDK.
///
/// DynamoDB stores 32 levels. A value built by hand can be deeper, and must not exhaust the stack.
const MAX_DEPTH: usize = 64;

/// Why a value of the SDK's is no value of DynamoDB's, and where it lies.
///
/// Neither `Display` nor `Debug` shows a value that DynamoDB could have stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversionError {
    path: String,
    kind: ConversionErrorKind,
}

/// What is wrong with a value of the SDK's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConversionErrorKind {
    /// The value is of a type that the SDK does not know.
    UnknownType,
    /// A number is malformed or out of range.
    Number(NumberError),
    /// A set has a member twice; numbers are compared by value.
    DuplicateMember,
    /// `NULL` with the value `false`, which DynamoDB refuses.
    FalseNull,
    /// Lists and maps lie too deep in each other.
    TooDeep,
}

impl ConversionError {
    /// Where the value lies, as in `lines[3].price`; empty when it is the converted value itself.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong with it.
    pub const fn kind(&self) -> &ConversionErrorKind {
        &self.kind
    }

    /// The same error, seen from the map that has the value under `name`.
    fn under(mut self, name: &str) -> Self {
        if !self.path.is_empty() && !self.path.starts_with('[') {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, name);
        self
    }

    /// The same error, seen from the list that has the value at `index`.
    fn at(mut self, index: usize) -> Self {
        if !self.path.is_empty() && !self.path.starts_with('[') {
            self.path.insert(0, '.');
        }
        self.path.insert_str(0, &format!("[{index}]"));
        self
    }
}

impl From<ConversionErrorKind> for ConversionError {
    fn from(kind: ConversionErrorKind) -> Self {
        Self { path: String::new(), kind }
    }
}

impl From<NumberError> for ConversionError {
    fn from(error: NumberError) -> Self {
        ConversionErrorKind::Number(error).into()
    }
}

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() {
            f.write_str("the value ")?;
        } else {
            write!(f, "the attribute `{}` ", self.path)?;
        }
        f.write_str(match self.kind {
            ConversionErrorKind::UnknownType => "is of a type that this version does not know",
            ConversionErrorKind::Number(_) => "is not a number that DynamoDB can hold",
            ConversionErrorKind::DuplicateMember => "is a set that has a member twice",
            ConversionErrorKind::FalseNull => "is NULL with the value false",
            ConversionErrorKind::TooDeep => "is nested too deep",
        })
    }
}

impl std::error::Error for ConversionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            ConversionErrorKind::Number(error) => Some(error),
            _ => None,
        }
    }
}

impl From<AttributeValue> for SdkValue {
    fn from(value: AttributeValue) -> Self {
        match value {
            AttributeValue::S(text) => Self::S(text),
            AttributeValue::N(number) => Self::N(number.to_string()),
            AttributeValue::B(bytes) => Self::B(Blob::new(bytes)),
            AttributeValue::Bool(truth) => Self::Bool(truth),
            AttributeValue::Null => Self::Null(true),
            AttributeValue::L(values) => Self::L(values.into_iter().map(Self::from).collect()),
            AttributeValue::M(map) => Self::M(map.into()),
            AttributeValue::Ss(set) => Self::Ss(set.into_iter().collect()),
            AttributeValue::Ns(set) => Self::Ns(set.iter().map(ToString::to_string).collect()),
            AttributeValue::Bs(set) => Self::Bs(set.into_iter().map(Blob::new).collect()),
        }
    }
}

impl From<Item> for HashMap<String, SdkValue> {
    fn from(item: Item) -> Self {
        item.into_iter().map(|(name, value)| (name.into_owned(), value.into())).collect()
    }
}

impl TryFrom<SdkValue> for AttributeValue {
    type Error = ConversionError;

    /// # Errors
    /// When the value is of an unknown type, or is none that DynamoDB can hold.
    fn try_from(value: SdkValue) -> Result<Self, ConversionError> {
        read_value(value, MAX_DEPTH)
    }
}

impl TryFrom<HashMap<String, SdkValue>> for Item {
    type Error = ConversionError;

    /// # Errors
    /// When an attribute is of an unknown type, or is none that DynamoDB can hold.
    fn try_from(map: HashMap<String, SdkValue>) -> Result<Self, ConversionError> {
        read_map(map, MAX_DEPTH)
    }
}

fn read_map(map: HashMap<String, SdkValue>, depth: usize) -> Result<Item, ConversionError> {
    map.into_iter()
        .map(|(name, value)| match read_value(value, depth) {
            Ok(value) => Ok((name, value)),
            Err(error) => Err(error.under(&name)),
        })
        .collect()
}

fn read_value(value: SdkValue, depth: usize) -> Result<AttributeValue, ConversionError> {
    let inside = || depth.checked_sub(1).ok_or(ConversionErrorKind::TooDeep);
    Ok(match value {
        SdkValue::S(text) => AttributeValue::S(text),
        SdkValue::N(text) => AttributeValue::N(text.parse()?),
        SdkValue::B(blob) => AttributeValue::B(blob.into_inner()),
        SdkValue::Bool(truth) => AttributeValue::Bool(truth),
        SdkValue::Null(true) => AttributeValue::Null,
        SdkValue::Null(false) => return Err(ConversionErrorKind::FalseNull.into()),
        SdkValue::L(values) => AttributeValue::L(read_list(values, inside()?)?),
        SdkValue::M(map) => AttributeValue::M(read_map(map, inside()?)?),
        SdkValue::Ss(members) => AttributeValue::Ss(read_set(members.into_iter().map(Ok))?),
        SdkValue::Ns(members) => AttributeValue::Ns(read_set(members.iter().map(|text| Ok(text.parse()?)))?),
        SdkValue::Bs(members) => {
            AttributeValue::Bs(read_set(members.into_iter().map(|blob| Ok(blob.into_inner())))?)
        }
        _ => return Err(ConversionErrorKind::UnknownType.into()),
    })
}

fn read_list(values: Vec<SdkValue>, depth: usize) -> Result<Vec<AttributeValue>, ConversionError> {
    values
        .into_iter()
        .enumerate()
        .map(|(index, value)| read_value(value, depth).map_err(|error| error.at(index)))
        .collect()
}

fn read_set<T: Ord>(
    members: impl Iterator<Item = Result<T, ConversionError>>,
) -> Result<BTreeSet<T>, ConversionError> {
    let mut set = BTreeSet::new();
    for member in members {
        if !set.insert(member?) {
            return Err(ConversionErrorKind::DuplicateMember.into());
        }
    }
    Ok(set)
}
