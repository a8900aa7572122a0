//! Sets: `SS`, `NS` and `BS`. DynamoDB has no empty set, so an empty one is an absent attribute.

use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, Hash};

use dynamo_schema::{AttributeType, ScalarType};

use super::{Attribute, Container, Optional, Sizeable, Transparent};
use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, EncodeError};

/// A type whose values can be members of a set: texts, numbers and bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the member of a set",
    note = "DynamoDB has sets of texts, of numbers and of bytes; store other things as a list"
)]
pub trait SetMember: Attribute {
    /// The type of the members on the wire.
    const SCALAR: ScalarType;
}

macro_rules! members {
    ($($member:ty = $scalar:ident),* $(,)?) => {$(
        impl SetMember for $member {
            const SCALAR: ScalarType = ScalarType::$scalar;
        }
    )*};
}

members! {
    String = S, Vec<u8> = B, crate::Number = N,
    u8 = N, u16 = N, u32 = N, u64 = N, u128 = N, usize = N,
    i8 = N, i16 = N, i32 = N, i64 = N, i128 = N, isize = N,
}
#[cfg(feature = "uuid")]
members!(::uuid::Uuid = S);
#[cfg(feature = "ulid")]
members!(::ulid::Ulid = S);
#[cfg(feature = "rust_decimal")]
members!(rust_decimal::Decimal = N);
#[cfg(feature = "chrono")]
members!(chrono::DateTime<chrono::Utc> = S, chrono::NaiveDate = S);

#[diagnostic::do_not_recommend]
impl<W: Transparent> SetMember for W
where
    W::Inner: SetMember,
{
    const SCALAR: ScalarType = W::Inner::SCALAR;
}

const fn set_type(member: ScalarType) -> AttributeType {
    match member {
        ScalarType::S => AttributeType::StringSet,
        ScalarType::N => AttributeType::NumberSet,
        ScalarType::B => AttributeType::BinarySet,
    }
}

fn encode<'a, T: SetMember + 'a>(members: impl Iterator<Item = &'a T>) -> Encoded {
    let mut set: Option<AttributeValue> = None;
    for member in members {
        let Some(value) = member.encode()? else { continue };
        let distinct = match (&mut set, value) {
            (None, AttributeValue::S(text)) => {
                set = Some(AttributeValue::Ss(BTreeSet::from([text])));
                true
            }
            (None, AttributeValue::N(number)) => {
                set = Some(AttributeValue::Ns(BTreeSet::from([number])));
                true
            }
            (None, AttributeValue::B(bytes)) => {
                set = Some(AttributeValue::Bs(BTreeSet::from([bytes])));
                true
            }
            (Some(AttributeValue::Ss(set)), AttributeValue::S(text)) => set.insert(text),
            (Some(AttributeValue::Ns(set)), AttributeValue::N(number)) => set.insert(number),
            (Some(AttributeValue::Bs(set)), AttributeValue::B(bytes)) => set.insert(bytes),
            (_, other) => {
                return Err(EncodeError::new(format!(
                    "a set cannot hold a member of type {}",
                    other.type_name()
                )));
            }
        };
        if !distinct {
            return Err(EncodeError::new("two members of the set are stored as one value"));
        }
    }
    Ok(set)
}

fn decode<T: SetMember, S: Default + Extend<T>>(value: Value<'_>) -> Decoded<S> {
    let members: Vec<AttributeValue> = match T::SCALAR {
        ScalarType::N => value.number_set()?.into_iter().map(AttributeValue::N).collect(),
        ScalarType::B => value.binary_set()?.into_iter().map(AttributeValue::B).collect(),
        ScalarType::S => value.string_set()?.into_iter().map(AttributeValue::S).collect(),
    };
    let mut set = S::default();
    for (position, member) in members.into_iter().enumerate() {
        let member: Result<T, DecodeError> = T::decode(Value::Owned(member));
        set.extend([member.map_err(|error| error.at_index(position))?]);
    }
    Ok(set)
}

impl<T: SetMember + Ord> Attribute for BTreeSet<T> {
    const TYPE: AttributeType = set_type(T::SCALAR);
    type Value = Self;
    type Presence = Optional;

    fn encode(&self) -> Encoded {
        encode(self.iter())
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        decode::<T, Self>(value)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

impl<T: SetMember + Ord> Sizeable for BTreeSet<T> {}
impl<T: SetMember + Ord> Container<T> for BTreeSet<T> {}

impl<T: SetMember + Eq + Hash, S: BuildHasher + Default> Attribute for HashSet<T, S> {
    const TYPE: AttributeType = set_type(T::SCALAR);
    type Value = Self;
    type Presence = Optional;

    fn encode(&self) -> Encoded {
        encode(self.iter())
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        decode::<T, Self>(value)
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl<T: SetMember + Eq + Hash, S: BuildHasher + Default> Sizeable for HashSet<T, S> {}
impl<T: SetMember + Eq + Hash, S: BuildHasher + Default> Container<T> for HashSet<T, S> {}

/// A set attribute, tied to the type of its members.
pub trait SetOf: Attribute {
    /// The type of the members.
    type Member: SetMember;
}

impl<T: SetMember + Ord> SetOf for BTreeSet<T> {
    type Member = T;
}

impl<T: SetMember + Eq + Hash, S: BuildHasher + Default> SetOf for HashSet<T, S> {
    type Member = T;
}
