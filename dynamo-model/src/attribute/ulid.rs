//! ULIDs, in 26 upper-case characters.

use ::ulid::Ulid;
use dynamo_schema::AttributeType;

use super::{Attribute, KeyPart, KeyScalar, Ordered, OrderedKey, Required};
use crate::AttributeValue;
use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;

impl Attribute for Ulid {
    const TYPE: AttributeType = AttributeType::Ulid;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::S(self.to_string())))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        Ulid::from_string(&value.text()?)
            .map_err(|error| DecodeError::invalid(format!("expected a ULID: {error}")))
    }
}

impl Ordered for Ulid {}
impl KeyPart for Ulid {}
impl OrderedKey for Ulid {}
impl KeyScalar for Ulid {}
