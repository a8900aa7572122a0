//! Default values.

use dynamo_schema::AttributeType;

use super::{DefaultValue, ValueDefault};
use crate::decode::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::field::DefaultSpec;

/// A default is a value of the field's type.
pub(super) fn lower(
    default: &DefaultSpec,
    attribute_type: &AttributeType,
    cx: &Context<'_>,
) -> Option<ValueDefault> {
    let lowered = match (&default.value, attribute_type) {
        (DefaultValue::Bool(value), AttributeType::Bool) => Some(ValueDefault::Bool(*value)),
        (DefaultValue::Integer(value), AttributeType::Integer(integer)) => {
            let bits = integer.bits() - u32::from(integer.is_signed());
            let least = if integer.is_signed() { -(1_i128 << bits.min(126)) } else { 0 };
            let fits = *value >= least && (bits >= 127 || *value < 1_i128 << bits);
            fits.then(|| ValueDefault::Number(value.to_string()))
        }
        (DefaultValue::Integer(value), AttributeType::Decimal | AttributeType::Float) => {
            Some(ValueDefault::Number(value.to_string()))
        }
        (DefaultValue::Float(value), AttributeType::Float | AttributeType::Decimal) if value.is_finite() => {
            Some(ValueDefault::Number(value.to_string()))
        }
        (DefaultValue::Text(text), AttributeType::String) => Some(ValueDefault::Text(text.clone())),
        (DefaultValue::Text(text), AttributeType::Enum(tokens))
            if tokens.iter().any(|token| token == text) =>
        {
            Some(ValueDefault::Text(text.clone()))
        }
        (
            DefaultValue::Empty,
            AttributeType::List(_)
            | AttributeType::Map(_)
            | AttributeType::StringSet
            | AttributeType::NumberSet
            | AttributeType::BinarySet,
        ) => Some(ValueDefault::Empty),
        _ => None,
    };
    if lowered.is_none() {
        let message = "the default is no value of the field's type";
        cx.report(
            Diagnostic::new(Code::DefaultType, default.span, message).label("write a value of the type"),
        );
    }
    lowered
}
