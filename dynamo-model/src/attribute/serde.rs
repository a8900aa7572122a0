//! Fields that serde writes: `#[dynamo(serde)]` hands them to `serde_dynamo` whole.

use dynamo_schema::AttributeType;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_dynamo::AttributeValue as Dynamo;

use crate::decode::{DecodeError, Decoded, Value};
use crate::encode::Encoded;
use crate::{AttributeValue, EncodeError, Item, Number};

/// The type of such an attribute in the model.
pub const TYPE: AttributeType = AttributeType::Any;

/// Writes a value by its serde implementation.
///
/// # Errors
/// When serde or DynamoDB refuses the value.
pub fn encode<T: Serialize>(value: &T) -> Encoded {
    let value: Dynamo =
        serde_dynamo::to_attribute_value(value).map_err(|error| EncodeError::new(error.to_string()))?;
    from_dynamo(value).map(Some)
}

/// Reads a value by its serde implementation.
///
/// # Errors
/// When serde refuses the value.
pub fn decode<T: DeserializeOwned>(value: Value<'_>) -> Decoded<T> {
    serde_dynamo::from_attribute_value(to_dynamo(value.into_attribute_value()))
        .map_err(|error| DecodeError::invalid(error.to_string()))
}

pub(crate) fn from_dynamo(value: Dynamo) -> Result<AttributeValue, EncodeError> {
    let number = |text: String| text.parse::<Number>().map_err(EncodeError::from);
    Ok(match value {
        Dynamo::S(text) => AttributeValue::S(text),
        Dynamo::N(text) => AttributeValue::N(number(text)?),
        Dynamo::B(bytes) => AttributeValue::B(bytes),
        Dynamo::Bool(value) => AttributeValue::Bool(value),
        Dynamo::Null(_) => AttributeValue::Null,
        Dynamo::L(values) => {
            let values = values.into_iter().enumerate();
            let values = values.map(|(at, value)| from_dynamo(value).map_err(|error| error.at_index(at)));
            AttributeValue::L(values.collect::<Result<_, _>>()?)
        }
        Dynamo::M(map) => {
            let entries = map.into_iter().map(|(name, value)| match from_dynamo(value) {
                Ok(value) => Ok((name, value)),
                Err(error) => Err(error.at(name)),
            });
            AttributeValue::M(Item::from_iter(entries.collect::<Result<Vec<_>, _>>()?))
        }
        Dynamo::Ss(set) => AttributeValue::Ss(set.into_iter().collect()),
        Dynamo::Ns(set) => AttributeValue::Ns(set.into_iter().map(number).collect::<Result<_, _>>()?),
        Dynamo::Bs(set) => AttributeValue::Bs(set.into_iter().collect()),
    })
}

fn to_dynamo(value: AttributeValue) -> Dynamo {
    match value {
        AttributeValue::S(text) => Dynamo::S(text),
        AttributeValue::N(number) => Dynamo::N(number.to_string()),
        AttributeValue::B(bytes) => Dynamo::B(bytes),
        AttributeValue::Bool(value) => Dynamo::Bool(value),
        AttributeValue::Null => Dynamo::Null(true),
        AttributeValue::L(values) => Dynamo::L(values.into_iter().map(to_dynamo).collect()),
        AttributeValue::M(map) => {
            Dynamo::M(map.into_iter().map(|(name, value)| (name.into_owned(), to_dynamo(value))).collect())
        }
        AttributeValue::Ss(set) => Dynamo::Ss(set.into_iter().collect()),
        AttributeValue::Ns(set) => Dynamo::Ns(set.iter().map(ToString::to_string).collect()),
        AttributeValue::Bs(set) => Dynamo::Bs(set.into_iter().collect()),
    }
}
