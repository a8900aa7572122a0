//! Tokens, and the shapes of unions.

use std::borrow::Cow;

use crate::decode::{DecodeError, Decoded, Encoded as Json, Value};
use crate::encode::{EncodeError, Encoded};
use crate::wire::ValueKind;
use crate::{AttributeValue, Item};

/// A token as it is stored.
///
/// # Errors
/// Never; the signature is that of `Attribute::encode`.
pub fn token(token: &str) -> Encoded {
    Ok(Some(AttributeValue::S(token.to_owned())))
}

/// A stored token is none of the known ones. The text of the item is not shown.
pub fn unknown_token(known: &[&str]) -> DecodeError {
    DecodeError::invalid(format!(
        "unknown token; known are {}. A variant `#[dynamo(other)] Unknown(String)` would keep it",
        known.iter().map(|token| format!("`{token}`")).collect::<Vec<_>>().join(", ")
    ))
}

/// A document as it is stored.
///
/// # Errors
/// When DynamoDB cannot hold one of its values.
pub fn document(item: Result<Item, EncodeError>) -> Encoded {
    item.map(|item| Some(AttributeValue::M(item)))
}

/// The attributes of the document that a variant holds, as they are stored.
///
/// # Errors
/// When DynamoDB cannot hold one of them.
pub fn document_item(document: Encoded) -> Result<Item, EncodeError> {
    match document? {
        Some(AttributeValue::M(item)) => Ok(item),
        _ => Err(EncodeError::new("a variant holds a document")),
    }
}

/// A variant's attributes with the tag.
///
/// # Errors
/// When the document kept an attribute of that name in its `rest`.
pub fn tag(tag: &'static str, token: &str, mut item: Item) -> Encoded {
    if item.insert(tag, AttributeValue::S(token.to_owned())).is_some() {
        return Err(EncodeError::new("this is the attribute that tells the variants apart").at(tag));
    }
    Ok(Some(AttributeValue::M(item)))
}

/// The token of a tagged document, and the document.
///
/// # Errors
/// When the value is no document or has no tag.
pub fn tagged<'a>(value: Value<'a>, tag: &'static str) -> Decoded<(Cow<'a, str>, Value<'a>)> {
    let wrong = |other: &AttributeValue| DecodeError::wrong_type("S", other.type_name()).at(tag);
    match value {
        Value::Owned(AttributeValue::M(mut item)) => match item.remove(tag) {
            Some(AttributeValue::S(token)) => Ok((Cow::Owned(token), Value::Owned(AttributeValue::M(item)))),
            Some(other) => Err(wrong(&other)),
            None => Err(DecodeError::missing(tag)),
        },
        Value::Borrowed(AttributeValue::M(item)) => match item.get(tag) {
            Some(AttributeValue::S(token)) => Ok((Cow::Borrowed(token), value)),
            Some(other) => Err(wrong(other)),
            None => Err(DecodeError::missing(tag)),
        },
        Value::Encoded(Json(map)) if map.kind() == ValueKind::M => {
            match map.fields().find(|(name, _)| name == tag) {
                Some((_, token)) => match Value::encoded(token).text() {
                    Ok(token) => Ok((token, value)),
                    Err(error) => Err(error.at(tag)),
                },
                None => Err(DecodeError::missing(tag)),
            }
        }
        other => Err(DecodeError::wrong_type("M", other.type_name())),
    }
}

/// A document without the tag, which the `rest` of its type would keep otherwise.
pub fn untagged<'a>(value: Value<'a>, tag: &str) -> Value<'a> {
    match value {
        Value::Borrowed(AttributeValue::M(item)) => {
            let others = item.iter().filter(|(name, _)| *name != tag);
            let others = others.map(|(name, value)| (name.clone(), value.clone()));
            Value::Owned(AttributeValue::M(others.collect()))
        }
        Value::Encoded(Json(map)) => {
            let others = map.fields().filter(|(name, _)| name != tag);
            let others =
                others.map(|(name, value)| (Cow::Owned(name.into_owned()), value.into_attribute_value()));
            Value::Owned(AttributeValue::M(Item::from_iter::<Vec<(crate::Name, _)>>(others.collect())))
        }
        other => other,
    }
}
