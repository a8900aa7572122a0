//! Optional values, lists and maps with open keys.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use dynamo_schema::AttributeType;

use super::{Attribute, Container, Optional, Required, Sizeable};
use crate::decode::{Decoded, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, EncodeError, Item, Name};

/// `None` is an absent attribute. A stored `NULL`, which other programs write, reads as `None` too.
impl<T: Attribute> Attribute for Option<T> {
    const TYPE: AttributeType = T::TYPE;
    type Value = T::Value;
    type Presence = Optional;

    fn encode(&self) -> Encoded {
        self.as_ref().map_or(Ok(None), Attribute::encode)
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        if value.is_null() { Ok(None) } else { T::decode(value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Attribute> Attribute for Box<T> {
    const TYPE: AttributeType = T::TYPE;
    type Value = T::Value;
    type Presence = T::Presence;

    fn encode(&self) -> Encoded {
        (**self).encode()
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        T::decode(value).map(Self::new)
    }

    fn absent() -> Option<Self> {
        T::absent().map(Self::new)
    }
}

/// The element of a list. A byte is none, so that `Vec<u8>` is always bytes and never a list of numbers.
pub trait ListElement: Attribute {}

macro_rules! elements {
    ($($element:ty),* $(,)?) => {$(impl ListElement for $element {})*};
}

elements!(String, Box<str>, std::sync::Arc<str>, Cow<'_, str>, char, bool);
elements!(u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64, crate::Number);
elements!(AttributeValue, Item, super::EpochSeconds);
#[cfg(feature = "chrono")]
elements!(chrono::DateTime<chrono::Utc>, chrono::NaiveDate);
#[cfg(feature = "uuid")]
elements!(::uuid::Uuid);
#[cfg(feature = "ulid")]
elements!(::ulid::Ulid);
#[cfg(feature = "rust_decimal")]
elements!(rust_decimal::Decimal);

impl<T: Attribute> ListElement for Option<T> {}
impl<T: ListElement> ListElement for Vec<T> {}
impl ListElement for Vec<u8> {}
impl<T: Attribute> ListElement for BTreeMap<String, T> {}
impl<T: Attribute, S: BuildHasher + Default> ListElement for HashMap<String, T, S> {}
impl<T: super::set::SetMember + Ord> ListElement for std::collections::BTreeSet<T> {}

fn encode_element<T: Attribute>(element: &T) -> Result<AttributeValue, EncodeError> {
    // A list has no gaps: an absent element is stored as `NULL`.
    Ok(element.encode()?.unwrap_or(AttributeValue::Null))
}

impl<T: ListElement> Attribute for Vec<T> {
    const TYPE: AttributeType = AttributeType::List(Cow::Borrowed(&[T::TYPE]));
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        let mut list = Vec::with_capacity(self.len());
        for (at, element) in self.iter().enumerate() {
            list.push(encode_element(element).map_err(|error| error.at_index(at))?);
        }
        Ok(Some(AttributeValue::L(list)))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        let mut elements = value.list()?;
        let mut list = Self::with_capacity(elements.size_hint());
        while let Some(element) = elements.next_element()? {
            let position = list.len();
            let element = match (element.is_null(), T::absent()) {
                (true, Some(absent)) => absent,
                _ => T::decode(element).map_err(|error| error.at_index(position))?,
            };
            list.push(element);
        }
        Ok(list)
    }
}

impl<T: ListElement> Sizeable for Vec<T> {}
impl<T: ListElement> Container<T> for Vec<T> {}

/// A list attribute, tied to the type of its elements.
pub trait ListOf: Attribute {
    /// The type of the elements.
    type Element: Attribute;
}

impl<T: ListElement> ListOf for Vec<T> {
    type Element = T;
}

fn decode_map<T: Attribute, M: Default + Extend<(String, T)>>(value: Value<'_>) -> Decoded<M> {
    let mut fields = value.map()?;
    let mut map = M::default();
    while let Some((name, value)) = fields.next_field()? {
        match T::decode(value) {
            Ok(value) => map.extend([(name.into_owned(), value)]),
            Err(error) => return Err(error.at(name.into_owned())),
        }
    }
    Ok(map)
}

fn encode_map<'a, T: Attribute + 'a>(entries: impl Iterator<Item = (&'a String, &'a T)>) -> Encoded {
    let mut map: Vec<(Name, AttributeValue)> = Vec::with_capacity(entries.size_hint().0);
    for (name, value) in entries {
        if let Some(value) = value.encode().map_err(|error| error.at(name.clone()))? {
            map.push((Cow::Owned(name.clone()), value));
        }
    }
    Ok(Some(AttributeValue::M(Item::from_iter(map))))
}

impl<T: Attribute> Attribute for BTreeMap<String, T> {
    const TYPE: AttributeType = AttributeType::Map(Cow::Borrowed(&[T::TYPE]));
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        encode_map(self.iter())
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        decode_map::<T, Self>(value)
    }
}

impl<T: Attribute> Sizeable for BTreeMap<String, T> {}

impl<T: Attribute, S: BuildHasher + Default> Attribute for HashMap<String, T, S> {
    const TYPE: AttributeType = AttributeType::Map(Cow::Borrowed(&[T::TYPE]));
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        encode_map(self.iter())
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        decode_map::<T, Self>(value)
    }
}

impl<T: Attribute, S: BuildHasher + Default> Sizeable for HashMap<String, T, S> {}

/// A map with open keys, tied to the type of its values.
pub trait MapOf: Attribute {
    /// The type of the values.
    type Entry: Attribute;
}

impl<T: Attribute> MapOf for BTreeMap<String, T> {
    type Entry = T;
}

impl<T: Attribute, S: BuildHasher + Default> MapOf for HashMap<String, T, S> {
    type Entry = T;
}

impl Attribute for Item {
    const TYPE: AttributeType = AttributeType::Map(Cow::Borrowed(&[AttributeType::Any]));
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::M(self.clone())))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        match value.into_attribute_value() {
            AttributeValue::M(map) => Ok(map),
            other => Err(crate::DecodeError::wrong_type("M", other.type_name())),
        }
    }
}

impl Sizeable for Item {}
