//! Parameters and the values that are passed on.

use dynamo_schema::AttributeType;

use super::super::ident;
use super::super::types::type_text;
use crate::design::{FieldValue, Parameter, ParameterKind, TypeRef, ValueType};

/// `name: Type`
pub(super) fn declaration(parameter: &Parameter) -> String {
    format!("{}: {}", ident(&parameter.name), argument_type(parameter))
}

fn argument_type(parameter: &Parameter) -> String {
    let text = match &parameter.kind {
        ParameterKind::Value(of) => borrowed(of),
        ParameterKind::Item(entity) => format!("&{entity}"),
        ParameterKind::Items(entity) => format!("&[{entity}]"),
        ParameterKind::Keys(entity) => format!("Vec<{entity}Key>"),
        ParameterKind::Key(entity) => format!("{entity}Key"),
        ParameterKind::Rows(row) => format!("&[{row}]"),
    };
    if parameter.optional { format!("Option<{text}>") } else { text }
}

/// How a value is passed: texts by reference, all others by value.
pub(super) fn borrowed(of: &ValueType) -> String {
    if is_text(of) { "&str".to_owned() } else { type_text(&of.type_ref) }
}

pub(super) fn is_text(of: &ValueType) -> bool {
    of.type_ref == TypeRef::Scalar(AttributeType::String)
}

/// Whether a value is copied and not moved.
pub(super) fn is_copy(of: &ValueType) -> bool {
    // A reference to a text is copied.
    is_copied(&of.attribute_type) || is_text(of)
}

/// Whether a value of a type is copied and not moved.
pub(crate) fn is_copied(of: &AttributeType) -> bool {
    matches!(
        of,
        AttributeType::Integer(_)
            | AttributeType::Decimal
            | AttributeType::Float
            | AttributeType::Bool
            | AttributeType::Timestamp
            | AttributeType::Date
            | AttributeType::EpochSeconds
            | AttributeType::Uuid
            | AttributeType::Ulid
            | AttributeType::Enum(_)
    )
}

/// The field of something that is borrowed, as an argument for a parameter that is optional or not.
pub(super) fn of_field(owner: &str, field: &FieldValue, optional: bool) -> String {
    let place = format!("{owner}.{}", ident(&field.field));
    let of = &field.value_type;
    match (field.optional, optional) {
        (true, _) if is_text(of) => format!("{place}.as_deref()"),
        (true, _) if is_copy(of) => place,
        (true, _) => format!("{place}.clone()"),
        (false, true) => format!("Some({})", of_field(owner, field, false)),
        (false, false) if is_text(of) => format!("&{place}"),
        (false, false) if is_copy(of) => place,
        (false, false) => format!("{place}.clone()"),
    }
}
