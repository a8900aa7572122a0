//! Texts, Booleans and bytes.

use std::borrow::Cow;
use std::sync::Arc;

use dynamo_schema::AttributeType;

use super::{
    Attribute, Container, KeyPart, KeyScalar, Ordered, OrderedKey, PrefixKey, Prefixed, Required, Sizeable,
};
use crate::AttributeValue;
use crate::decode::{Decoded, Value};
use crate::encode::Encoded;

macro_rules! texts {
    ($($text:ty),*) => {$(
        impl Attribute for $text {
            const TYPE: AttributeType = AttributeType::String;
            type Value = Self;
            type Presence = Required;

            fn encode(&self) -> Encoded {
                Ok(Some(AttributeValue::S((**self).to_owned())))
            }

            #[inline]
            fn decode(value: Value<'_>) -> Decoded<Self> {
                Ok(value.text()?.into_owned().into())
            }
        }

        impl Ordered for $text {}
        impl Prefixed for $text {}
        impl Sizeable for $text {}
        impl Container<$text> for $text {}
        impl KeyPart for $text {}
        impl OrderedKey for $text {}
        impl PrefixKey for $text {}
        impl KeyScalar for $text {}
    )*};
}

texts!(String, Box<str>, Arc<str>, Cow<'_, str>);

impl Attribute for char {
    const TYPE: AttributeType = AttributeType::String;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::S(self.to_string())))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        let text = value.text()?;
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(crate::decode::DecodeError::invalid("expected a text of one character")),
        }
    }
}

impl Ordered for char {}

impl Attribute for bool {
    const TYPE: AttributeType = AttributeType::Bool;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::Bool(*self)))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        value.boolean()
    }
}

impl KeyPart for bool {}
impl OrderedKey for bool {}

impl Attribute for Vec<u8> {
    const TYPE: AttributeType = AttributeType::Binary;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::B(self.clone())))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        Ok(value.bytes()?.into_owned())
    }
}

impl Ordered for Vec<u8> {}
impl Prefixed for Vec<u8> {}
impl Sizeable for Vec<u8> {}
impl KeyScalar for Vec<u8> {}
impl OrderedKey for Vec<u8> {}
impl PrefixKey for Vec<u8> {}

impl<const N: usize> Attribute for [u8; N] {
    const TYPE: AttributeType = AttributeType::Binary;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::B(self.to_vec())))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        let bytes = value.bytes()?;
        Self::try_from(&*bytes).map_err(|_| {
            crate::decode::DecodeError::invalid(format!("expected {N} bytes, found {}", bytes.len()))
        })
    }
}

impl<const N: usize> Ordered for [u8; N] {}
impl<const N: usize> KeyScalar for [u8; N] {}
impl<const N: usize> OrderedKey for [u8; N] {}

impl Attribute for AttributeValue {
    const TYPE: AttributeType = AttributeType::Any;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(self.clone()))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        Ok(value.into_attribute_value())
    }
}
