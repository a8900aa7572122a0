//! Paths that know the type of what they lead to.

use std::marker::PhantomData;

use super::{AttributeTypeName, Comparison, Condition, DocumentPath, IntoOperand, Operand};
use crate::attribute::{Attribute, Container, Document, ListOf, MapOf, Numeric, Ordered, Prefixed, Sizeable};

/// The path of an attribute of type `T`.
///
/// `F` says what an update may do with it ([`Plain`], [`Immutable`], [`IndexInput`] or [`Nested`]) and `P` whether it may be
/// absent. The paths of an entity come from the closures of its operations: `|order| order.total()`.
#[derive(Debug)]
#[must_use = "a path does nothing until it is compared or updated"]
pub struct Path<T, F, P> {
    path: DocumentPath,
    types: PhantomData<fn() -> (T, F, P)>,
}

/// An attribute that no key depends on.
#[derive(Debug, Clone, Copy)]
pub struct Plain;

/// An attribute of the primary key, or one that is only written on creation.
#[derive(Debug, Clone, Copy)]
pub struct Immutable;

/// An attribute that index keys are composed from; `Slot` is its place in the entity's list of such attributes.
#[derive(Debug, Clone, Copy)]
pub struct IndexInput<Slot>(PhantomData<Slot>);

/// An attribute that index keys are composed from and that is only written on creation.
#[derive(Debug, Clone, Copy)]
pub struct ReadOnlyInput<Slot>(PhantomData<Slot>);

/// An attribute that is unique, or within whose values one is; `F` is what it is besides. It changes together with a marker.
#[derive(Debug, Clone, Copy)]
pub struct OfUnique<F>(PhantomData<F>);

/// A place inside an attribute.
#[derive(Debug, Clone, Copy)]
pub struct Nested;

/// What an update may do with a place inside an attribute, given what it may do with the attribute.
pub trait Inside {
    /// [`Nested`], or [`Immutable`] inside what never changes.
    type Role;
}

impl Inside for Plain {
    type Role = Nested;
}

impl Inside for Nested {
    type Role = Nested;
}

impl Inside for Immutable {
    type Role = Immutable;
}

impl<Slot> Inside for IndexInput<Slot> {
    type Role = Immutable;
}

impl<F> Inside for OfUnique<F> {
    type Role = Immutable;
}

impl<Slot> Inside for ReadOnlyInput<Slot> {
    type Role = Immutable;
}

impl<T, F, P> Clone for Path<T, F, P> {
    fn clone(&self) -> Self {
        Self::new(self.path.clone())
    }
}

impl<T, F, P> Path<T, F, P> {
    #[doc(hidden)]
    pub const fn new(path: DocumentPath) -> Self {
        Self { path, types: PhantomData }
    }

    /// The path without its types.
    pub fn into_document_path(self) -> DocumentPath {
        self.path
    }

    fn operand(self) -> Operand {
        Operand::Path(self.path)
    }

    fn compare(self, comparison: Comparison, other: impl IntoOperand<T>) -> Condition {
        Condition::Compare(self.operand(), comparison, other.into_operand())
    }

    /// The attribute equals a value or another attribute. Sets and documents are equal when all their content is.
    pub fn eq(self, other: impl IntoOperand<T>) -> Condition {
        self.compare(Comparison::Equal, other)
    }

    /// The attribute differs. An absent attribute differs from every value.
    pub fn ne(self, other: impl IntoOperand<T>) -> Condition {
        self.compare(Comparison::NotEqual, other)
    }

    /// The attribute is one of at most 100 values. No value at all makes the condition an error.
    pub fn is_in<I: IntoOperand<T>>(self, values: impl IntoIterator<Item = I>) -> Condition {
        Condition::In(self.operand(), values.into_iter().map(IntoOperand::into_operand).collect())
    }

    /// The attribute is there.
    pub fn exists(self) -> Condition {
        Condition::Exists(self.path)
    }

    /// The attribute is absent.
    pub fn not_exists(self) -> Condition {
        Condition::NotExists(self.path)
    }

    /// The attribute has a type on the wire, whatever type it should have.
    pub fn has_type(self, name: dynamo_schema::WireType) -> Condition {
        Condition::HasType(self.path, AttributeTypeName(name))
    }
}

impl<T, F, P> Path<T, F, P> {
    /// The attribute is below.
    pub fn lt(self, other: impl IntoOperand<T>) -> Condition
    where
        T: Ordered,
    {
        self.compare(Comparison::Less, other)
    }

    /// The attribute is below or equal.
    pub fn le(self, other: impl IntoOperand<T>) -> Condition
    where
        T: Ordered,
    {
        self.compare(Comparison::LessOrEqual, other)
    }

    /// The attribute is above.
    pub fn gt(self, other: impl IntoOperand<T>) -> Condition
    where
        T: Ordered,
    {
        self.compare(Comparison::Greater, other)
    }

    /// The attribute is above or equal.
    pub fn ge(self, other: impl IntoOperand<T>) -> Condition
    where
        T: Ordered,
    {
        self.compare(Comparison::GreaterOrEqual, other)
    }

    /// The attribute is between two bounds, both included.
    pub fn between(self, lower: impl IntoOperand<T>, upper: impl IntoOperand<T>) -> Condition
    where
        T: Ordered,
    {
        Condition::Between(self.operand(), lower.into_operand(), upper.into_operand())
    }
}

impl<T, F, P> Path<T, F, P> {
    /// The text or the bytes begin with a prefix.
    pub fn begins_with(self, prefix: impl IntoOperand<T>) -> Condition
    where
        T: Prefixed,
    {
        Condition::BeginsWith(self.path, prefix.into_operand())
    }
}

impl<T, F, P> Path<T, F, P> {
    /// The size: bytes of a text or binary, elements of a set, list or map.
    pub fn size(self) -> Size
    where
        T: Sizeable,
    {
        Size(self.path)
    }
}

impl<T, F, P> Path<T, F, P> {
    /// A text contains another, or a set or list an element.
    pub fn contains<E: Attribute>(self, element: impl IntoOperand<E>) -> Condition
    where
        T: Container<E>,
    {
        Condition::Contains(self.path, element.into_operand())
    }
}

impl<T, F, P> Path<T, F, P> {
    /// A path inside the nested document.
    pub fn field<U, G, Q>(self, path: impl FnOnce(&T::Paths) -> Path<U, G, Q>) -> Path<U, F::Role, Q>
    where
        T: Document,
        F: Inside,
    {
        Path::new(path(&T::paths(self.path)).path)
    }
}

impl<T, F, P> Path<T, F, P> {
    /// The element at an index, from 0.
    pub fn index(
        self,
        index: usize,
    ) -> Path<<T::Element as Attribute>::Value, F::Role, crate::attribute::Optional>
    where
        T: ListOf,
        F: Inside,
    {
        Path::new(self.path.element(index))
    }
}

impl<T, F, P> Path<T, F, P> {
    /// The entry under a key, whatever characters the key has.
    pub fn key(
        self,
        key: impl Into<String>,
    ) -> Path<<T::Entry as Attribute>::Value, F::Role, crate::attribute::Optional>
    where
        T: MapOf,
        F: Inside,
    {
        Path::new(self.path.entry(key.into()))
    }
}

/// The size of an attribute, to be compared with a number.
#[derive(Debug, Clone)]
#[must_use = "a size does nothing until it is compared"]
pub struct Size(DocumentPath);

impl Size {
    fn compare(self, comparison: Comparison, size: impl IntoSize) -> Condition {
        Condition::Compare(Operand::Size(self.0), comparison, size.into_size())
    }

    /// The size equals.
    pub fn eq(self, size: impl IntoSize) -> Condition {
        self.compare(Comparison::Equal, size)
    }

    /// The size differs.
    pub fn ne(self, size: impl IntoSize) -> Condition {
        self.compare(Comparison::NotEqual, size)
    }

    /// The size is below.
    pub fn lt(self, size: impl IntoSize) -> Condition {
        self.compare(Comparison::Less, size)
    }

    /// The size is below or equal.
    pub fn le(self, size: impl IntoSize) -> Condition {
        self.compare(Comparison::LessOrEqual, size)
    }

    /// The size is above.
    pub fn gt(self, size: impl IntoSize) -> Condition {
        self.compare(Comparison::Greater, size)
    }

    /// The size is above or equal.
    pub fn ge(self, size: impl IntoSize) -> Condition {
        self.compare(Comparison::GreaterOrEqual, size)
    }

    /// The size is between two bounds, both included.
    pub fn between(self, lower: impl IntoSize, upper: impl IntoSize) -> Condition {
        Condition::Between(Operand::Size(self.0), lower.into_size(), upper.into_size())
    }
}

/// What a size is compared with: a number, another size, or an attribute that is a number.
#[diagnostic::on_unimplemented(
    message = "a size cannot be compared with `{Self}`",
    label = "expected a number, a size, or an attribute that is a number"
)]
pub trait IntoSize {
    /// The operand.
    fn into_size(self) -> Operand;
}

impl IntoSize for usize {
    fn into_size(self) -> Operand {
        Operand::of(&self)
    }
}

impl IntoSize for Size {
    fn into_size(self) -> Operand {
        Operand::Size(self.0)
    }
}

impl<T: Numeric, F, P> IntoSize for Path<T, F, P> {
    fn into_size(self) -> Operand {
        Operand::Path(self.path)
    }
}
