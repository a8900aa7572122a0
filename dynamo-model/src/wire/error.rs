//! Bytes that are not what they should be.

use std::borrow::Cow;
use std::fmt;

use super::json::{JsonError, JsonErrorKind};
use crate::api::{ErrorCode, ServiceError};

/// The service's words for values that nest deeper than it stores.
const TOO_DEEP: &str = "Nesting Levels have exceeded supported limits: \
    Attributes in the item have nested levels beyond supported limit";

/// Why bytes could not be decoded.
///
/// As a [`ServiceError`] the first two kinds are a `SerializationException`, the last a `ValidationException`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes are not JSON.
    Json(JsonError),
    /// A member has another JSON type than the API gives it. The text is the service's.
    Mismatch(Cow<'static, str>),
    /// The types are right and the content is refused, for example a number of 39 digits.
    Refused(String),
}

impl From<JsonError> for DecodeError {
    fn from(error: JsonError) -> Self {
        Self::Json(error)
    }
}

impl From<DecodeError> for ServiceError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Json(error) if error.kind() == JsonErrorKind::TooDeep => Self::validation(TOO_DEEP),
            // The service says nothing about where JSON is malformed.
            DecodeError::Json(_) => Self::new(ErrorCode::Serialization, ""),
            DecodeError::Mismatch(message) => Self::new(ErrorCode::Serialization, message),
            DecodeError::Refused(message) => Self::validation(message),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(f),
            Self::Mismatch(message) => f.write_str(message),
            Self::Refused(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            _ => None,
        }
    }
}
