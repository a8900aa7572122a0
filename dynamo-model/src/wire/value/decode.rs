//! Values out of JSON, held to the service's rules.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::{ValueKind, parse_number};
use crate::wire::base64::{self, Base64Error};
use crate::wire::decoder::{Decoder, Result};
use crate::wire::error::DecodeError;
use crate::wire::json::{Kind, Reader};
use crate::wire::mismatch::Expected;
use crate::wire::refusal::{SetKind, ValueRefusal};
use crate::{AttributeValue, Item, Name, Number, names};

/// The Java type of an item's values, which some messages show.
const ITEM_VALUES: &str = "com.amazonaws.dynamodb.v20120810.AttributeValue";

/// Reads an item.
pub(in crate::wire) fn read_item(decoder: &mut Decoder<'_>) -> Result<Item> {
    decoder.begin_map(ITEM_VALUES)?;
    let item = read_attributes(decoder, decoder.likely_attributes())?;
    decoder.learn(item.len());
    Ok(item)
}

/// Reads the attributes of a map that has begun. Of several with one name the last stays, as the service has it.
fn read_attributes(decoder: &mut Decoder<'_>, likely: usize) -> Result<Item> {
    let mut attributes: Vec<(Name, AttributeValue)> = Vec::with_capacity(likely);
    while let Some(name) = decoder.json.next_name()? {
        let refused = decoder.is_refused();
        let value = read_value(decoder)?;
        if decoder.is_refused() && !refused {
            decoder.name_refused(&name);
        }
        attributes.push((names::name(name), value));
    }
    Ok(Item::from_iter(attributes))
}

/// Reads a value: exactly one type. A type whose content is null is as good as absent.
///
/// What is refused leaves a stand-in, since the body is never used then. The recursion through lists and maps
/// ends at the reader's depth limit.
pub(in crate::wire) fn read_value(decoder: &mut Decoder<'_>) -> Result<AttributeValue> {
    let mut value = None;
    if let Some(tag) = decoder.json.begin_tagged() {
        read_member(decoder, ValueKind::of_tag(tag), &mut value)?;
        if decoder.json.end_object_here() {
            return Ok(one_type(decoder, value));
        }
    } else if decoder.json.peek()? == Kind::Object {
        decoder.json.begin_object()?;
    } else {
        return read_no_object(decoder);
    }
    while let Some(name) = decoder.json.next_name()? {
        read_member(decoder, ValueKind::of(&name), &mut value)?;
    }
    Ok(one_type(decoder, value))
}

/// Reads one member of a value into `value`. What is no type, or null, is passed over.
#[inline]
fn read_member(
    decoder: &mut Decoder<'_>,
    kind: Option<ValueKind>,
    value: &mut Option<AttributeValue>,
) -> Result<()> {
    let Some(kind) = kind else { return Ok(decoder.json.skip()?) };
    if decoder.null()? {
        return Ok(());
    }
    let content = read_content(decoder, kind)?;
    if value.as_ref().is_some_and(|other| other.type_name() != kind.as_str()) {
        decoder.refuse_value(ValueRefusal::SeveralTypes);
    }
    *value = Some(content);
    Ok(())
}

#[inline]
fn one_type(decoder: &mut Decoder<'_>, value: Option<AttributeValue>) -> AttributeValue {
    value.unwrap_or_else(|| {
        decoder.refuse_value(ValueRefusal::Empty);
        AttributeValue::Null
    })
}

#[cold]
fn read_no_object(decoder: &mut Decoder<'_>) -> Result<AttributeValue> {
    if decoder.null()? {
        decoder.refuse_value(ValueRefusal::Empty);
        return Ok(AttributeValue::Null);
    }
    Err(decoder.mismatch(Expected::NestedStructure("AttributeValue")))
}

/// Reads the content of a type.
fn read_content(decoder: &mut Decoder<'_>, kind: ValueKind) -> Result<AttributeValue> {
    Ok(match kind {
        ValueKind::S => AttributeValue::S(decoder.string()?.into_owned()),
        ValueKind::N => {
            let text = decoder.string()?;
            AttributeValue::N(number(decoder, &text))
        }
        ValueKind::M => {
            if decoder.json.peek()? != Kind::Object {
                return Err(decoder.mismatch(Expected::Map(ITEM_VALUES)));
            }
            decoder.json.begin_object()?;
            AttributeValue::M(read_attributes(decoder, 0)?)
        }
        ValueKind::L => {
            let mut values = Vec::new();
            begin_list(decoder)?;
            while decoder.json.next_element()? {
                values.push(read_value(decoder)?);
            }
            AttributeValue::L(values)
        }
        ValueKind::Bool => AttributeValue::Bool(decoder.boolean()?),
        ValueKind::Null => {
            if !decoder.boolean()? {
                decoder.refuse_value(ValueRefusal::NullFalse);
            }
            AttributeValue::Null
        }
        ValueKind::B => AttributeValue::B(binary(decoder)?),
        ValueKind::Ss => AttributeValue::Ss(read_set(decoder, SetKind::Strings, |decoder| {
            Ok(decoder.string()?.into_owned())
        })?),
        ValueKind::Ns => AttributeValue::Ns(read_set(decoder, SetKind::Numbers, |decoder| {
            let text = decoder.string()?;
            Ok(number(decoder, &text))
        })?),
        ValueKind::Bs => AttributeValue::Bs(read_set(decoder, SetKind::Binaries, binary)?),
    })
}

fn number(decoder: &mut Decoder<'_>, text: &str) -> Number {
    parse_number(text).unwrap_or_else(|error| {
        decoder.refuse_value(ValueRefusal::Number(error));
        Number::ZERO
    })
}

/// Reads bytes.
fn binary(decoder: &mut Decoder<'_>) -> Result<Vec<u8>> {
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
