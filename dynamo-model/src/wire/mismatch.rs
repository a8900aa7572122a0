//! The service's words for JSON of the wrong type. They are those of a Java program, and stable for years.

use std::borrow::Cow;

use super::error::DecodeError;
use super::json::{Kind, Reader};

/// The type that the API gives a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Boolean,
    String,
    Integer,
    Long,
    Double,
    Blob,
    /// A list that is a member of a structure.
    List,
    /// A list inside a list or a map.
    NestedList,
    /// A map that is a member of a structure, by the Java type of its values.
    Map(&'static str),
    /// A map inside a list or a map.
    NestedMap(&'static str),
    /// A structure that is a member of a structure, by its name.
    Structure(&'static str),
    /// A structure inside a list or a map, by its name.
    NestedStructure(&'static str),
}

const CAST: &str = "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class \
    java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in \
    module java.base of loader 'bootstrap')";
const OBJECT: &str = "Start of structure or map found where not expected";
const FIELD: &str = "Unexpected field type";
const VALUE: &str = "Unexpected value type in payload";

/// The error for the value that comes next, which is not of the type that is expected.
/// A value that is not even JSON is that error instead.
#[cold]
pub(super) fn mismatch(json: &mut Reader<'_>, expected: Expected) -> DecodeError {
    match describe(json, expected) {
        Ok(message) => DecodeError::Mismatch(message),
        Err(error) => error,
    }
}

fn describe(json: &mut Reader<'_>, expected: Expected) -> Result<Cow<'static, str>, DecodeError> {
    let found = json.peek()?;
    let mut scalar = |class| match found {
        Kind::Array => Ok(format!("Unrecognized collection type class java.lang.{class}").into()),
        Kind::Object => Ok(OBJECT.into()),
        _ => Ok(format!("{} cannot be converted to {class}", token(json, found)?).into()),
    };
    match expected {
        Expected::Boolean if found == Kind::String => Ok("Unexpected token received from parser".into()),
        Expected::Boolean => scalar("Boolean"),
        Expected::String => scalar("String"),
        Expected::Integer => scalar("Integer"),
        Expected::Long => scalar("Long"),
        Expected::Double => scalar("Double"),
        Expected::Blob => Ok(match found {
            Kind::Array => "Unrecognized collection type class java.nio.ByteBuffer",
            Kind::Object => OBJECT,
            _ => "only base-64-encoded strings are convertible to bytes",
        }
        .into()),
        Expected::List => Ok(if found == Kind::Object { OBJECT } else { FIELD }.into()),
        Expected::NestedList => Ok(if found == Kind::Object { OBJECT } else { CAST }.into()),
        Expected::Map(values) | Expected::NestedMap(values) if found == Kind::Array => {
            Ok(format!("Unrecognized collection type java.util.Map<java.lang.String, {values}>").into())
        }
        Expected::Map(_) => Ok(FIELD.into()),
        Expected::NestedMap(_) => Ok(CAST.into()),
        Expected::Structure(name) | Expected::NestedStructure(name) if found == Kind::Array => {
            Ok(format!("Unrecognized collection type class com.amazonaws.dynamodb.v20120810.{name}").into())
        }
        Expected::Structure(_) => Ok(FIELD.into()),
        Expected::NestedStructure(_) => Ok(VALUE.into()),
    }
}

/// The service's name for a scalar that it found.
fn token(json: &mut Reader<'_>, found: Kind) -> Result<&'static str, DecodeError> {
    Ok(match found {
        Kind::Bool if json.boolean()? => "TRUE_VALUE",
        Kind::Bool => "FALSE_VALUE",
        Kind::Number if json.number()?.contains(['.', 'e', 'E']) => "DECIMAL_VALUE",
        Kind::Number => "NUMBER_VALUE",
        Kind::String => "STRING_VALUE",
        _ => "NULL_VALUE",
    })
}
