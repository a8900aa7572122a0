//! Reading the places of a projection out of an item.

use std::borrow::Cow;

use crate::attribute::{Attribute, Optional, Required};
use crate::decode::{DecodeError, Decoded, Fields, Value};
use crate::expression::{DocumentPath, Path, PathElement};
use crate::{AttributeValue, Item};

/// The attributes of an item, to be read in any order and more than once.
///
/// A projection takes the names of attributes from the paths of its entity, so that it does not know their order when it
/// is compiled; and two of its fields can be inside one attribute.
pub struct Picked<'a>(Vec<(Cow<'a, str>, Cow<'a, AttributeValue>)>);

impl<'a> Picked<'a> {
    /// Reads all attributes.
    ///
    /// # Errors
    /// When the form that the item comes in is broken.
    pub fn new(mut fields: Fields<'a>) -> Decoded<Self> {
        let mut found = Vec::new();
        while let Some((name, value)) = fields.next_field()? {
            found.push((
                name,
                match value {
                    Value::Borrowed(value) => Cow::Borrowed(value),
                    other => Cow::Owned(other.into_attribute_value()),
                },
            ));
        }
        Ok(Self(found))
    }

    /// The value at a place, with what stands for it when it is absent.
    ///
    /// # Errors
    /// When it is absent and must not be, or is not of the type.
    pub fn take<T>(
        &self,
        place: &DocumentPath,
        decode: impl FnOnce(Value<'_>) -> Decoded<T>,
        absent: impl FnOnce() -> Option<T>,
    ) -> Decoded<T> {
        let attribute = self.0.iter().find(|(name, _)| **name == *place.root());
        match attribute.and_then(|(_, value)| inside_of(value, place)) {
            Some(value) => decode(Value::Borrowed(value)).map_err(|error| error.at(place.to_string())),
            None => absent().ok_or_else(|| DecodeError::missing(place.to_string())),
        }
    }
}

/// The value that a path leads to, from its first attribute's value on.
fn inside_of<'v>(document: &'v AttributeValue, place: &DocumentPath) -> Option<&'v AttributeValue> {
    place.elements().iter().skip(1).try_fold(document, |value, step| match (step, value) {
        (PathElement::Name(name), AttributeValue::M(map)) => Item::get(map, name),
        (PathElement::Index(index), AttributeValue::L(list)) => list.get(*index),
        _ => None,
    })
}

/// Whether a field of this presence can stand for an attribute of presence `P`.
#[diagnostic::on_unimplemented(
    message = "an attribute that may be absent cannot be read into a field that may not",
    label = "the attribute may be absent",
    note = "make the field an `Option`, or give it `#[dynamo(default)]`"
)]
pub trait Covers<P> {}

impl<P> Covers<P> for Optional {}
impl Covers<Required> for Required {}

impl<T, F, P> Path<T, F, P> {
    /// The place that a field of type `V` is read from.
    #[doc(hidden)]
    pub fn read_into<V: Attribute<Value = T>>(self) -> DocumentPath {
        self.into_document_path()
    }

    /// States that a field of type `V` may be absent when the attribute may.
    #[doc(hidden)]
    pub fn is_covered_by<V: Attribute>(&self)
    where
        V::Presence: Covers<P>,
    {
    }
}
