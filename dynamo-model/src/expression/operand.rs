//! What a path is compared with.

use crate::attribute::Attribute;
use crate::expression::{DocumentPath, Path};
use crate::{AttributeValue, EncodeError};

/// A side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// The value at a path of the item.
    Path(DocumentPath),
    /// The size of the value at a path.
    Size(DocumentPath),
    /// A value of the program. One that cannot be stored is an error when the expression is rendered.
    Value(Result<AttributeValue, EncodeError>),
}

impl Operand {
    /// The operand of a Rust value.
    pub fn of<T: Attribute>(value: &T) -> Self {
        Self::Value(value.encode().and_then(|value| {
            value.ok_or_else(|| {
                EncodeError::new(
                    "an empty set or `None` is stored as an absent attribute; ask `exists()` instead",
                )
            })
        }))
    }
}

/// A Rust value that can stand for a value of type `T`: `T` itself, a reference to it, or `&str` for a text.
pub trait IntoValue<T> {
    /// The value as it is stored; nothing for one that is stored as an absent attribute.
    ///
    /// # Errors
    /// When DynamoDB cannot hold it.
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError>;
}

impl<T: Attribute> IntoValue<T> for T {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        self.encode()
    }
}

impl<T: Attribute> IntoValue<T> for &T {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        self.encode()
    }
}

impl IntoValue<String> for &str {
    fn into_value(self) -> Result<Option<AttributeValue>, EncodeError> {
        Ok(Some(self.into()))
    }
}

/// Something that a value of type `T` can be compared with: a value, or another attribute of that type.
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{T}` cannot be compared with `{Self}`",
    label = "expected a value of type `{T}` or another attribute of that type"
)]
pub trait IntoOperand<T> {
    /// The operand.
    fn into_operand(self) -> Operand;
}

impl<T: Attribute> IntoOperand<T> for T {
    fn into_operand(self) -> Operand {
        Operand::of(&self)
    }
}

impl<T: Attribute> IntoOperand<T> for &T {
    fn into_operand(self) -> Operand {
        Operand::of(self)
    }
}

impl IntoOperand<String> for &str {
    fn into_operand(self) -> Operand {
        Operand::Value(Ok(self.into()))
    }
}

impl<T, F, P> IntoOperand<T> for Path<T, F, P> {
    fn into_operand(self) -> Operand {
        Operand::Path(self.into_document_path())
    }
}
