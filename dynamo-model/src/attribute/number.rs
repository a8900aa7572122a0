//! Numbers.

use dynamo_schema::{AttributeType, IntegerType};

use super::{Attribute, KeyPart, KeyScalar, Numeric, Ordered, OrderedKey, Required};
use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, Number};

macro_rules! integers {
    ($($integer:ty = $variant:ident),* $(,)?) => {$(
        impl Attribute for $integer {
            const TYPE: AttributeType = AttributeType::Integer(IntegerType::$variant);
            type Value = Self;
            type Presence = Required;

            fn encode(&self) -> Encoded {
                // Only 128-bit integers can have too many digits.
                #[allow(clippy::unnecessary_fallible_conversions)]
                let number = Number::try_from(*self).map_err(|error| crate::EncodeError::new(error.to_string()))?;
                Ok(Some(AttributeValue::N(number)))
            }

            fn decode(value: Value<'_>) -> Decoded<Self> {
                value.number()?.try_into().map_err(|_| {
                    DecodeError::invalid(concat!("the number does not fit the type ", stringify!($integer)))
                })
            }
        }

        impl Ordered for $integer {}
        impl Numeric for $integer {}
        impl KeyPart for $integer {}
        impl OrderedKey for $integer {}
        impl KeyScalar for $integer {}
    )*};
}

integers! {
    u8 = U8, u16 = U16, u32 = U32, u64 = U64, u128 = U128, usize = U64,
    i8 = I8, i16 = I16, i32 = I32, i64 = I64, i128 = I128, isize = I64,
}

macro_rules! floats {
    ($($float:ty),*) => {$(
        impl Attribute for $float {
            const TYPE: AttributeType = AttributeType::Float;
            type Value = Self;
            type Presence = Required;

            /// The shortest decimal that reads back as the same float.
            fn encode(&self) -> Encoded {
                if !self.is_finite() {
                    return Err(crate::EncodeError::new(
                        "DynamoDB has no NaN and no infinity; use an `Option` or clamp the value",
                    ));
                }
                Ok(Some(AttributeValue::N(Number::try_from(*self)?)))
            }

            fn decode(value: Value<'_>) -> Decoded<Self> {
                Ok(value.number()?.to_f64() as Self)
            }
        }

        impl Ordered for $float {}
        impl Numeric for $float {}
    )*};
}

floats!(f32, f64);

impl Attribute for Number {
    const TYPE: AttributeType = AttributeType::Decimal;
    type Value = Self;
    type Presence = Required;

    fn encode(&self) -> Encoded {
        Ok(Some(AttributeValue::N(*self)))
    }

    fn decode(value: Value<'_>) -> Decoded<Self> {
        value.number()
    }
}

impl Ordered for Number {}
impl Numeric for Number {}
impl KeyPart for Number {}
impl OrderedKey for Number {}
impl KeyScalar for Number {}
