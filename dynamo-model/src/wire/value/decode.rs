//! Values out of JSON, held to the service's rules.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::parse_number;
use crate::wire::base64::{self, Base64Error};
use crate::wire::decoder::{Decoder, Result};
use crate::wire::error::DecodeError;
use crate::wire::json::{Kind, Reader};
use crate::wire::mismatch::Expected;
use crate::wire::refusal::{SetKind, ValueRefusal};
use crate::{AttributeValue, Item, Name, Number};

/// The Java type of an item's values, which some messages show.
const ITEM_VALUES: &str = "com.amazonaws.dynamodb.v20120810.AttributeValue";

/// Reads an item.
pub(in crate::wire) fn read_item(decoder: &mut Decoder<'_>) -> Result<Item> {
    decoder.begin_map(ITEM_VALUES)?;
    read_attributes(decoder)
}

/// Reads the attributes of a map that has begun. Of several with one name the last stays, as the service has it.
fn read_attributes(decoder: &mut Decoder<'_>) -> Result<Item> {
    let mut attributes: Vec<(Name, AttributeValue)> = Vec::new();
    while let Some(name) = decoder.json.next_name()? {
        let refused = decoder.is_refused();
        let value = read_value(decoder)?;
        if decoder.is_refused() && !refused {
            decoder.name_refused(&name);
        }
        attributes.push((Name::Owned(name.into_owned()), value));
    }
    Ok(Item::from_iter(attributes))
}

/// Reads a value: exactly one type. A type whose content is null is as good as absent.
///
/// What is refused leaves a stand-in, since the body is never used then. The recursion through lists and maps
/// ends at the reader's depth limit.
pub(in crate::wire) fn read_value(decoder: &mut Decoder<'_>) -> Result<AttributeValue> {
    if decoder.json.peek()? != Kind::Object {
        return read_no_object(decoder);
    }
    decoder.json.begin_object()?;
    let mut value: Option<AttributeValue> = None;
    while let Some(name) = decoder.json.next_name()? {
        if decoder.null()? {
            continue;
        }
        let Some(content) = read_content(decoder, &name)? else { continue };
        if value.as_ref().is_some_and(|other| other.type_name() != content.type_name()) {
            decoder.refuse_value(ValueRefusal::SeveralTypes);
        }
        value = Some(content);
    }
    Ok(value.unwrap_or_else(|| {
        decoder.refuse_value(ValueRefusal::Empty);
        AttributeValue::Null
    }))
}

#[cold]
fn read_no_object(decoder: &mut Decoder<'_>) -> Result<AttributeValue> {
    if decoder.null()? {
        decoder.refuse_value(ValueRefusal::Empty);
        return Ok(AttributeValue::Null);
    }
    Err(decoder.mismatch(Expected::NestedStructure("AttributeValue")))
}

/// Reads the content of a type; `None` passes over a member that is no type.
fn read_content(decoder: &mut Decoder<'_>, name: &str) -> Result<Option<AttributeValue>> {
    Ok(Some(match name {
        "S" => AttributeValue::S(decoder.string()?.into_owned()),
        "N" => {
            let text = decoder.string()?;
            AttributeValue::N(number(decoder, &text))
        }
        "M" => {
            if decoder.json.peek()? != Kind::Object {
                return Err(decoder.mismatch(Expected::Map(ITEM_VALUES)));
            }
            decoder.json.begin_object()?;
            AttributeValue::M(read_attributes(decoder)?)
        }
        "L" => {
            let mut values = Vec::new();
            begin_list(decoder)?;
            while decoder.json.next_element()? {
                values.push(read_value(decoder)?);
            }
            AttributeValue::L(values)
        }
        "BOOL" => AttributeValue::Bool(decoder.boolean()?),
        "NULL" => {
            if !decoder.boolean()? {
                decoder.refuse_value(ValueRefusal::NullFalse);
            }
            AttributeValue::Null
        }
        "B" => AttributeValue::B(binary(decoder)?),
        "SS" => AttributeValue::Ss(read_set(decoder, SetKind::Strings, |decoder| {
            Ok(decoder.string()?.into_owned())
        })?),
        "NS" => AttributeValue::Ns(read_set(decoder, SetKind::Numbers, |decoder| {
            let text = decoder.string()?;
            Ok(number(decoder, &text))
        })?),
        "BS" => AttributeValue::Bs(read_set(decoder, SetKind::Binaries, binary)?),
        _ => {
            decoder.json.skip()?;
            return Ok(None);
        }
    }))
}

fn number(decoder: &mut Decoder<'_>, text: &str) -> Number {
    parse_number(text).unwrap_or_else(|error| {
        decoder.refuse_value(ValueRefusal::Number(error));
        Number::ZERO
    })
}

/// Reads bytes.
pub(in crate::wire) fn binary(decoder: &mut Decoder<'_>) -> Result<Vec<u8>> {
    if decoder.json.peek()? != Kind::String {
        return Err(decoder.mismatch(Expected::Blob));
    }
    let text = decoder.json.string()?;
    base64::decode(&text).map_err(|error| {
        DecodeError::Mismatch(match error {
            Base64Error::Length(length) => Cow::Owned(format!(
                "Base64 encoded length is expected a multiple of 4 bytes but found: {length}"
            )),
            // The misspelling is the service's.
            Base64Error::Character => Cow::Borrowed("Invalid last non-pad Base64 character dectected"),
        })
    })
}

fn begin_list(decoder: &mut Decoder<'_>) -> Result<()> {
    if decoder.json.peek()? != Kind::Array {
        return Err(decoder.mismatch(Expected::List));
    }
    Ok(decoder.json.begin_array()?)
}

fn read_set<T: Ord>(
    decoder: &mut Decoder<'_>,
    kind: SetKind,
    mut member: impl FnMut(&mut Decoder<'_>) -> Result<T>,
) -> Result<BTreeSet<T>> {
    let start = decoder.json.clone();
    begin_list(decoder)?;
    let (mut members, mut sent) = (Vec::new(), 0);
    while decoder.json.next_element()? {
        sent += 1;
        if decoder.null()? {
            decoder.refuse_value(ValueRefusal::NullMember(kind));
        } else {
            members.push(member(decoder)?);
        }
    }
    let count = members.len();
    let set = BTreeSet::from_iter(members);
    if sent == 0 {
        decoder.refuse_value(ValueRefusal::EmptySet(kind));
    } else if set.len() < count {
        let refusal = duplicates(start, kind)?;
        decoder.refuse_value(refusal);
    }
    Ok(set)
}

/// Reads a set again to list the members that its refusal shows.
#[cold]
fn duplicates(mut json: Reader<'_>, kind: SetKind) -> Result<ValueRefusal> {
    let mut members = Vec::new();
    json.begin_array()?;
    while json.next_element()? {
        match json.peek()? {
            Kind::Null => json.null()?,
            _ => members.push(json.string()?.into_owned()),
        }
    }
    let mut seen = HashSet::new();
    let before = members.iter().position(|member| !seen.insert(member.as_str()));
    let before = before.unwrap_or(members.len());
    Ok(ValueRefusal::Duplicates { kind, members, before })
}
