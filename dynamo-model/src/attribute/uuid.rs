//! UUIDs, in lower-case hyphenated text.

use ::uuid::Uuid;
use dynamo_schema::AttributeType;

use super::{Attribute, KeyPart, KeyScalar, Ordered, OrderedKey, Required};
use crate::AttributeValue;
use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;

impl Attribute for Uuid {
    const TYPE: AttributeType = AttributeType::Uuid;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::S(self.hyphenated().to_string())))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        Uuid::try_parse(&value.text()?)
            .map_err(|error| DecodeError::invalid(format!("expected a UUID: {error}")))
    }
}

impl Ordered for Uuid {}
impl KeyPart for Uuid {}
impl OrderedKey for Uuid {}
impl KeyScalar for Uuid {}
