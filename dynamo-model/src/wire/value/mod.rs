//! Attribute values and items on the wire: each value is an object of one member, named for the type.
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>.

mod decode;
mod encode;
mod kind;
mod number;

use decode::{read_item, read_value};
pub(super) use encode::{write_item, write_value};
pub(crate) use kind::ValueKind;
pub(super) use number::parse_number;

use super::decoder::{Decoder, Direction, Result};
use super::json::Writer;
use super::refusal::Layer;
use super::shape::Shape;
use crate::api::ReturnedItem;
use crate::{AttributeValue, Item};

/// The JSON of an item: `{"id":{"S":"a"}}`.
pub fn encode_item(item: &Item) -> Vec<u8> {
    let mut out = Writer::with_capacity(2 * item.size() + 2);
    write_item(item, &mut out);
    out.into_bytes()
}

/// The JSON of a value: `{"S":"a"}`.
pub fn encode_value(value: &AttributeValue) -> Vec<u8> {
    let mut out = Writer::with_capacity(2 * value.size() + 16);
    write_value(value, &mut out);
    out.into_bytes()
}

/// Reads an item, as requests, responses and stream records hold it.
///
/// # Errors
/// When the bytes are not an item by the service's rules.
pub fn decode_item(bytes: &[u8]) -> std::result::Result<Item, super::DecodeError> {
    decode(bytes, read_item)
}

/// Reads one value.
///
/// # Errors
/// When the bytes are not a value by the service's rules.
pub fn decode_value(bytes: &[u8]) -> std::result::Result<AttributeValue, super::DecodeError> {
    decode(bytes, read_value)
}

fn decode<T>(bytes: &[u8], read: impl FnOnce(&mut Decoder<'_>) -> Result<T>) -> Result<T> {
    let mut decoder = Decoder::new(bytes, Direction::Response)?;
    let value = read(&mut decoder)?;
    decoder.finish(Layer::Bare)?;
    Ok(value)
}

impl Shape for Item {
    fn write(&self, out: &mut Writer) {
        write_item(self, out);
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        read_item(decoder)
    }

    fn absent() -> Self {
        Self::new()
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Shape for AttributeValue {
    fn write(&self, out: &mut Writer) {
        write_value(self, out);
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        read_value(decoder)
    }

    fn absent() -> Self {
        Self::Null
    }
}

impl Shape for ReturnedItem {
    fn write(&self, out: &mut Writer) {
        write_item(self.as_item(), out);
    }

    fn read(decoder: &mut Decoder<'_>) -> Result<Self> {
        match decoder.take_encoded() {
            Some(item) => Ok(Self::Encoded(item)),
            None => Ok(read_item(decoder)?.into()),
        }
    }

    fn absent() -> Self {
        Item::new().into()
    }
}
