//! Exact decimals of the crate `rust_decimal`, up to 28 digits.

use dynamo_schema::AttributeType;
use rust_decimal::Decimal;

use super::{Attribute, KeyPart, KeyScalar, Numeric, Ordered, OrderedKey, Required};
use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, Number};

impl Attribute for Decimal {
    const TYPE: AttributeType = AttributeType::Decimal;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        let digits = self.mantissa();
        let number = Number::from_parts(digits < 0, digits.unsigned_abs(), -(self.scale() as i32))?;
        Ok(Some(AttributeValue::N(number)))
    }

    /// A number with more digits than the type holds is an error, never rounded.
    fn decode(value: Value<'_>) -> Decoded<Self> {
        let text = value.number()?.to_string();
        Decimal::from_str_exact(&text).map_err(|_| {
            DecodeError::invalid("the number has more digits than `rust_decimal::Decimal` holds")
        })
    }
}

impl Ordered for Decimal {}
impl Numeric for Decimal {}
impl KeyPart for Decimal {}
impl OrderedKey for Decimal {}
impl KeyScalar for Decimal {}
