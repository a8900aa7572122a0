//! What an update sets an attribute to, computed by DynamoDB from the attributes as they were before.

use std::marker::PhantomData;
use std::ops::{Add, Sub};

use crate::attribute::{ListOf, Numeric};
use crate::expression::{IntoOperand, Operand, Path, UpdateValue};

/// A value that DynamoDB computes from attributes: `p.price() + 5`, `p.nick().or("none")`. It is for
/// [`Update::set_to`](crate::op::Update::set_to).
#[must_use = "does nothing until an update sets an attribute to it"]
pub struct Formula<T> {
    value: UpdateValue,
    of: PhantomData<fn() -> T>,
}

impl<T> Formula<T> {
    const fn new(value: UpdateValue) -> Self {
        Self { value, of: PhantomData }
    }
}

/// What an attribute of type `T` can be set to from others: another attribute of that type, or a [`Formula`].
#[diagnostic::on_unimplemented(
    message = "an attribute of type `{T}` cannot be set to `{Self}`",
    label = "expected another attribute of type `{T}`, or what is computed from some",
    note = "`set` sets an attribute to a value of the program"
)]
pub trait IntoFormula<T> {
    /// The formula without its type.
    fn into_formula(self) -> UpdateValue;
}

impl<T, F, P> IntoFormula<T> for Path<T, F, P> {
    fn into_formula(self) -> UpdateValue {
        UpdateValue::Operand(Operand::Path(self.into_document_path()))
    }
}

impl<T> IntoFormula<T> for Formula<T> {
    fn into_formula(self) -> UpdateValue {
        self.value
    }
}

/// The sum of two numbers. Both must be there.
impl<T: Numeric, F, P, V: IntoOperand<T>> Add<V> for Path<T, F, P> {
    type Output = Formula<T>;

    fn add(self, other: V) -> Formula<T> {
        Formula::new(UpdateValue::Plus(Operand::Path(self.into_document_path()), other.into_operand()))
    }
}

/// The difference of two numbers. Both must be there.
impl<T: Numeric, F, P, V: IntoOperand<T>> Sub<V> for Path<T, F, P> {
    type Output = Formula<T>;

    fn sub(self, other: V) -> Formula<T> {
        Formula::new(UpdateValue::Minus(Operand::Path(self.into_document_path()), other.into_operand()))
    }
}

impl<T, F, P> Path<T, F, P> {
    /// The attribute, or something else when it is absent: `if_not_exists`.
    pub fn or(self, other: impl IntoOperand<T>) -> Formula<T> {
        Formula::new(UpdateValue::IfNotExists(self.into_document_path(), other.into_operand()))
    }

    /// The list, and another one after it: `list_append`. Both must be there.
    pub fn followed_by(self, other: impl IntoOperand<T>) -> Formula<T>
    where
        T: ListOf,
    {
        Formula::new(UpdateValue::Append(Operand::Path(self.into_document_path()), other.into_operand()))
    }
}
