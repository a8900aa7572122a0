//! The parts of keys: from stored values to texts and back.

use std::borrow::Cow;

use dynamo_schema::{
    KeyAttribute, KeyTemplate, PartFormat, PartKind, PartValue, ScalarType, TemplatePart, limits,
};

use super::Lookup;
use crate::error::{Error, Result};
use crate::{AttributeValue, Number};

/// The text of a template; nothing when a part is absent.
pub(crate) fn compose(template: &KeyTemplate, lookup: Lookup<'_>) -> Result<Option<String>> {
    // An item that lacks a part is not in the index, whatever the others are.
    if template.parts().any(|part| lookup(&part.attribute).is_none()) {
        return Ok(None);
    }
    let mut unfit = None;
    let key = template.render(|part| {
        part_value(part, lookup(&part.attribute)?).map_err(|error| unfit.get_or_insert(error)).ok()
    });
    unfit.map_or_else(|| Ok(key?), Err)
}

/// The part of a key that an attribute's stored value stands for.
pub(crate) fn part_value<'v>(part: &TemplatePart, value: &'v AttributeValue) -> Result<PartValue<'v>> {
    let read = match (part.kind, value) {
        (PartKind::Decimal, AttributeValue::N(number)) => return decimal(part, number),
        (kind @ PartKind::Integer(_), AttributeValue::N(number)) => {
            let unfit =
                |_| Error::invalid(format!("`{}` is part of a key and must be an integer", part.attribute));
            if number.is_negative() {
                kind.read_integer(i128::try_from(*number).map_err(unfit)?)
            } else {
                kind.read_unsigned(u128::try_from(*number).map_err(unfit)?)
            }
        }
        (kind @ PartKind::Bool, AttributeValue::Bool(value)) => kind.read_bool(*value),
        (kind, AttributeValue::S(text)) => kind.read_text(text),
        (_, other) => {
            return Err(Error::invalid(format!(
                "`{}` is part of a key and cannot be of type {}",
                part.attribute,
                other.type_name()
            )));
        }
    };
    Ok(read.map_err(|error| error.of(&part.attribute))?)
}

fn decimal(part: &TemplatePart, number: &Number) -> Result<PartValue<'static>> {
    let unfit =
        || Error::invalid(format!("the decimal `{}` is too large to be part of a key", part.attribute));
    let coefficient = i128::try_from(number.coefficient()).map_err(|_| unfit())?;
    let shift = 10i128.checked_pow(number.exponent().max(0).unsigned_abs()).ok_or_else(unfit)?;
    let coefficient = coefficient.checked_mul(shift).ok_or_else(unfit)?;
    Ok(PartValue::Decimal {
        coefficient: if number.is_negative() { -coefficient } else { coefficient },
        scale: number.exponent().min(0).unsigned_abs(),
    })
}

/// The attribute value that a part of a parsed key stands for.
pub(crate) fn stored_value(part: PartValue<'_>) -> Result<AttributeValue> {
    let kind = match &part {
        PartValue::Text(text) => return Ok(AttributeValue::S(text.clone().into_owned())),
        PartValue::Bool(value) => return Ok(AttributeValue::Bool(*value)),
        PartValue::Unsigned(value) => return Ok(AttributeValue::N(number(Number::try_from(*value))?)),
        PartValue::Signed(value) => return Ok(AttributeValue::N(number(Number::try_from(*value))?)),
        PartValue::Decimal { coefficient, scale } => {
            let scale = i32::try_from(*scale).unwrap_or(i32::MAX);
            let value = Number::from_parts(*coefficient < 0, coefficient.unsigned_abs(), -scale);
            return Ok(AttributeValue::N(number(value)?));
        }
        PartValue::Shard(shard) => return Ok(AttributeValue::N(Number::from(*shard))),
        PartValue::Timestamp { .. } => PartKind::Timestamp,
        PartValue::Date { .. } => PartKind::Date,
        PartValue::Uuid(_) => PartKind::Uuid,
        PartValue::Ulid(_) => PartKind::Ulid,
    };
    // The stored text of these is their text in a key at full precision.
    let mut text = String::new();
    TemplatePart { attribute: Cow::Borrowed(""), kind, format: PartFormat::DEFAULT }
        .encode(&part, &mut text)?;
    Ok(AttributeValue::S(text))
}

fn number(number: Result<Number, crate::NumberError>) -> Result<Number> {
    number.map_err(|error| Error::invalid(format!("a number in a key cannot be stored: {error}")))
}

pub(crate) fn scalar_of(value: &AttributeValue) -> Option<ScalarType> {
    match value {
        AttributeValue::S(_) => Some(ScalarType::S),
        AttributeValue::N(_) => Some(ScalarType::N),
        AttributeValue::B(_) => Some(ScalarType::B),
        _ => None,
    }
}

/// DynamoDB's limits of key values, refused before the request is sent.
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>.
pub(crate) fn check_length(attribute: &KeyAttribute, value: &AttributeValue, sort: bool) -> Result<()> {
    let length = match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::B(bytes) => bytes.len(),
        _ => return Ok(()),
    };
    let limit = if sort { limits::SORT_KEY_BYTES } else { limits::PARTITION_KEY_BYTES };
    if length == 0 {
        return Err(Error::invalid(format!(
            "the key attribute `{}` is empty, which DynamoDB refuses; give it a value",
            attribute.name
        )));
    }
    if length > limit {
        return Err(Error::invalid(format!(
            "the key attribute `{}` has {length} bytes and DynamoDB allows {limit}; shorten its parts",
            attribute.name
        )));
    }
    Ok(())
}
