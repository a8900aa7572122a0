//! Every error that the engine answers, in the service's words.
//!
//! The words are those that the service uses since late 2026; expressions have theirs in `expression/fault.rs`. The
//! words before are made of these in `former.rs`.

mod batch;
pub(crate) mod former;
mod legacy;
mod query;
mod setting;
mod stream;
mod transaction;
mod transient;
mod update_table;
mod vector;

use dynamo_model::api::{ErrorCode, ServiceError};

pub(crate) use self::batch::*;
pub(crate) use self::legacy::*;
pub(crate) use self::query::*;
pub(crate) use self::setting::*;
pub(crate) use self::stream::*;
pub(crate) use self::transaction::*;
pub(crate) use self::transient::*;
pub(crate) use self::update_table::*;
pub(crate) use self::vector::*;
use crate::expression::Misfit;
use crate::value::Flaw;

const INVALID: &str = "One or more parameter values were invalid: ";
const NOT_VALID: &str = "One or more parameter values are not valid. ";
const EMPTY_KEY: &str = "The AttributeValue for a key attribute cannot contain an empty";

fn invalid(what: impl AsRef<str>) -> ServiceError {
    ServiceError::validation(format!("{INVALID}{}", what.as_ref()))
}

/// Puts the service's count of errors in front of a validation error that the request alone shows.
pub(crate) fn detected(mut error: ServiceError) -> ServiceError {
    if error.code == ErrorCode::Validation && !error.message.starts_with(DETECTED) {
        error.message.insert_str(0, DETECTED);
    }
    error
}

const DETECTED: &str = "1 validation error detected: ";

/// A member of the request breaks a constraint of the API's model.
pub(crate) fn constraint(value: Option<&str>, member: &str, constraint: &str) -> ServiceError {
    let value = value.map(|value| format!(" '{value}'")).unwrap_or_default();
    ServiceError::validation(format!(
        "{DETECTED}Value{value} at '{member}' failed to satisfy constraint: Member must {constraint}"
    ))
}

/// An action that the engine does not know.
pub(crate) fn unknown_operation(action: &str) -> ServiceError {
    ServiceError::new(ErrorCode::UnknownOperation, format!("Unsupported operation: {action}"))
}

// Tables.

pub(crate) fn table_not_found() -> ServiceError {
    ServiceError::new(ErrorCode::ResourceNotFound, "Requested resource not found")
}

pub(crate) fn described_table_not_found(name: &str) -> ServiceError {
    ServiceError::new(
        ErrorCode::ResourceNotFound,
        format!("Requested resource not found: Table: {name} not found"),
    )
}

pub(crate) fn table_exists(name: &str) -> ServiceError {
    ServiceError::new(ErrorCode::ResourceInUse, format!("Table already exists: {name}"))
}

pub(crate) fn deletion_protected(arn: &str) -> ServiceError {
    ServiceError::validation(format!(
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection \
         first: {arn}"
    ))
}

pub(crate) fn table_name_length() -> ServiceError {
    ServiceError::validation("TableName must be at least 3 characters long and at most 255 characters long")
}

pub(crate) fn table_definition(what: &str) -> ServiceError {
    invalid(what)
}

pub(crate) fn key_schema(what: &str) -> ServiceError {
    ServiceError::validation(format!("Invalid KeySchema: {what}"))
}

pub(crate) fn same_key_name(attributes: usize) -> ServiceError {
    ServiceError::validation(match attributes {
        0..=2 => "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        _ => "The KeySchema contains multiple key attributes with the same name",
    })
}

pub(crate) fn capacity_out_of_bounds(value: i64, name: &str) -> ServiceError {
    ServiceError::validation(format!("Given value {value} for {name} is out of bounds"))
}

pub(crate) fn index_not_found(name: &str) -> ServiceError {
    ServiceError::validation(format!("The table does not have the specified index: {name}"))
}

// Values and keys.

pub(crate) fn flaw(flaw: &Flaw) -> ServiceError {
    ServiceError::validation(flaw_text(flaw))
}

fn flaw_text(flaw: &Flaw) -> String {
    match flaw {
        Flaw::EmptySet("SS") => format!("{INVALID}An string set  may not be empty"),
        Flaw::EmptySet("NS") => format!("{INVALID}An number set  may not be empty"),
        Flaw::EmptySet(_) => format!("{INVALID}Binary sets should not be empty"),
        Flaw::EmptyName => "Empty attribute name".to_owned(),
        Flaw::LongName => "Attribute name is too large, must be less than 65536 bytes".to_owned(),
        Flaw::TooDeep => "Nesting Levels have exceeded supported limits: Attributes in the item have nested \
                          levels beyond supported limit"
            .to_owned(),
    }
}

pub(crate) fn item_too_large() -> ServiceError {
    ServiceError::validation("Item size has exceeded the maximum allowed size")
}

pub(crate) fn updated_item_too_large() -> ServiceError {
    ServiceError::validation("Item size to update has exceeded the maximum allowed size")
}

pub(crate) fn missing_key(name: &str) -> ServiceError {
    invalid(format!("Missing the key {name} in the item"))
}

pub(crate) fn key_type(name: &str, expected: &str, actual: &str) -> ServiceError {
    invalid(format!("Type mismatch for key {name} expected: {expected} actual: {actual}"))
}

pub(crate) fn index_key_type(name: &str, expected: &str, actual: &str, index: &str) -> ServiceError {
    invalid(format!(
        "Type mismatch for Index Key {name} Expected: {expected} Actual: {actual} IndexName: {index}"
    ))
}

pub(crate) fn empty_key(name: &str, kind: &str) -> ServiceError {
    ServiceError::validation(format!("{NOT_VALID}{EMPTY_KEY} {kind} value. Key: {name}"))
}

pub(crate) fn empty_index_key(name: &str, kind: &str, index: &str) -> ServiceError {
    ServiceError::validation(format!(
        "{NOT_VALID}A value specified for a secondary index key is not supported. {EMPTY_KEY} {kind} value. \
         IndexName: {index}, IndexKey: {name}"
    ))
}

pub(crate) fn updated_empty_index_key(kind: &str) -> ServiceError {
    ServiceError::validation(format!(
        "{NOT_VALID}The update expression attempted to update a secondary index key to a value that is not \
         supported. {EMPTY_KEY} {kind} value."
    ))
}

/// Whether an error is that of an empty key attribute.
pub(crate) fn is_empty_key(error: &ServiceError) -> bool {
    error.message.starts_with(NOT_VALID)
}

pub(crate) fn partition_key_too_long() -> ServiceError {
    // The service's own text has no space here.
    invalid("Size of hashkey has exceeded the maximum size limit of2048 bytes")
}

pub(crate) fn sort_key_too_long() -> ServiceError {
    invalid("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
}

pub(crate) fn index_key_too_long(name: &str, size: usize, limit: usize, index: &str) -> ServiceError {
    invalid(format!(
        "Size limit exceeded for Index Key {name} Actual Size: {size} bytes Max Size: {limit} bytes IndexName: {index}"
    ))
}

pub(crate) fn key_mismatch() -> ServiceError {
    ServiceError::validation("The provided key element does not match the schema")
}

/// An expression goes into a key attribute. `kind` is `Key` for the table's, `IndexKey` for others.
pub(crate) fn part_of_key(kind: &str, name: &str) -> ServiceError {
    ServiceError::validation(format!(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: {kind}: {name}"
    ))
}

pub(crate) fn key_update(name: &str) -> ServiceError {
    invalid(format!("Cannot update attribute {name}. This attribute is part of the key"))
}

// Expressions.

pub(crate) fn invalid_expression(kind: &str, fault: &impl std::fmt::Display) -> ServiceError {
    ServiceError::validation(format!("Invalid {kind}: {fault}"))
}

pub(crate) fn names_without_expression() -> ServiceError {
    ServiceError::validation("ExpressionAttributeNames can only be specified when using expressions")
}

pub(crate) fn values_without_expression(detail: &str) -> ServiceError {
    ServiceError::validation(format!(
        "ExpressionAttributeValues can only be specified when using expressions{detail}"
    ))
}

pub(crate) fn invalid_placeholder(map: &str, key: &str) -> ServiceError {
    ServiceError::validation(format!("{map} contains invalid key: Syntax error; key: \"{key}\""))
}

pub(crate) fn long_placeholder(map: &str, size: usize) -> ServiceError {
    ServiceError::validation(format!(
        "{map} contains invalid key: The expression attribute map contains a key that is too long; size of key: {size}"
    ))
}

fn invalid_name(what: &str, key: &str) -> ServiceError {
    ServiceError::validation(format!("ExpressionAttributeNames contains invalid value: {what} for key {key}"))
}

pub(crate) fn empty_name_behind(key: &str) -> ServiceError {
    invalid_name("Empty attribute name", key)
}

pub(crate) fn long_name_behind(key: &str) -> ServiceError {
    invalid_name("Attribute name is too large, must be less than 65536 bytes", key)
}

pub(crate) fn invalid_value_behind(key: &str, flaw: &Flaw) -> ServiceError {
    ServiceError::validation(format!(
        "ExpressionAttributeValues contains invalid value: {} for key {key}",
        flaw_text(flaw)
    ))
}

pub(crate) fn unused<'k>(map: &str, keys: impl Iterator<Item = &'k str>) -> ServiceError {
    let keys: Vec<&str> = keys.collect();
    ServiceError::validation(format!(
        "Value provided in {map} unused in expressions: keys: {{{}}}",
        keys.join(", ")
    ))
}

pub(crate) fn misfit(misfit: &Misfit) -> ServiceError {
    ServiceError::validation(match misfit {
        Misfit::InvalidPath => {
            "The document path provided in the update expression is invalid for update".to_owned()
        }
        Misfit::MissingAttribute => {
            "The provided expression refers to an attribute that does not exist in the item".to_owned()
        }
        Misfit::WrongType => "An operand in the update expression has an incorrect data type".to_owned(),
        Misfit::Number(error) => error.to_string(),
    })
}

pub(crate) fn return_values() -> ServiceError {
    ServiceError::validation("ReturnValues can only be ALL_OLD or NONE")
}

pub(crate) fn condition_failed() -> ServiceError {
    ServiceError::new(ErrorCode::ConditionalCheckFailed, "The conditional request failed")
}
