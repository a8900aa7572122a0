//! Reading values: one small seam between the decoders that the derives write and the forms that items come in.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use crate::wire::{self, EncodedElements, EncodedFields, EncodedValue, ValueKind};
use crate::{AttributeValue, Item, Name, Number};

/// A value that is being decoded: taken out of an item, or lent by one that somebody else keeps.
#[derive(Debug)]
#[non_exhaustive]
pub enum Value<'a> {
    /// The decoder may take the content.
    Owned(AttributeValue),
    /// The decoder copies what it needs.
    Borrowed(&'a AttributeValue),
    /// The decoder reads what it needs out of the JSON of a response.
    Encoded(Encoded<'a>),
}

/// A value that is still JSON.
#[derive(Debug)]
pub struct Encoded<'a>(pub(crate) EncodedValue<'a>);

/// Why an item is not a value of the Rust type it is read as: where in the item, and what is wrong there.
///
/// The text never holds the item's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError(
    // In a box, so that results with values move few bytes.
    Box<Problem>,
);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    entity: Option<Cow<'static, str>>,
    /// From the innermost element outwards.
    path: Vec<PathStep>,
    sentence: Box<str>,
    missing: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum PathStep {
    Name(Name),
    Index(usize),
}

impl DecodeError {
    /// An error with a sentence that says what is wrong with the value.
    pub fn invalid(problem: impl Into<String>) -> Self {
        let sentence = problem.into().into();
        Self(Box::new(Problem { entity: None, path: Vec::new(), sentence, missing: false }))
    }

    /// An attribute that must be there is absent.
    pub fn missing(name: impl Into<Name>) -> Self {
        let mut error =
            Self::invalid("the attribute is missing; give the field a default or make it an `Option`");
        error.0.missing = true;
        error.at(name)
    }

    /// The value has another type.
    pub fn wrong_type(expected: &str, found: &str) -> Self {
        Self::invalid(format!("expected type {expected}, found {found}"))
    }

    /// The error seen from the map around the value.
    #[must_use]
    pub fn at(mut self, name: impl Into<Name>) -> Self {
        self.0.path.push(PathStep::Name(name.into()));
        self
    }

    /// The error seen from the list around the value.
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(PathStep::Index(index));
        self
    }

    /// The error of reading an entity.
    #[must_use]
    pub fn of(mut self, entity: impl Into<Cow<'static, str>>) -> Self {
        self.0.entity.get_or_insert_with(|| entity.into());
        self
    }

    /// Whether a required attribute is absent.
    pub fn is_missing(&self) -> bool {
        self.0.missing
    }

    /// The document path of the value, such as `lines[2].price`; empty for the item itself.
    pub fn path(&self) -> String {
        let mut text = String::new();
        for step in self.0.path.iter().rev() {
            match step {
                PathStep::Name(name) if text.is_empty() => text.push_str(name),
                PathStep::Name(name) => {
                    text.push('.');
                    text.push_str(name);
                }
                PathStep::Index(index) => text.push_str(&format!("[{index}]")),
            }
        }
        text
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot read")?;
        if let Some(entity) = &self.0.entity {
            write!(f, " an item as `{entity}`")?;
        }
        let path = self.path();
        if !path.is_empty() {
            write!(f, " at `{path}`")?;
        }
        write!(f, ": {}", self.0.sentence)
    }
}

impl std::error::Error for DecodeError {}

/// The result of reading a value.
pub type Decoded<T> = Result<T, DecodeError>;

macro_rules! take {
    ($self:ident, $expected:literal, $variant:ident, $owned:expr, $borrowed:expr, $encoded:expr) => {
        match $self {
            Self::Owned(AttributeValue::$variant(content)) => Ok($owned(content)),
            Self::Borrowed(AttributeValue::$variant(content)) => Ok($borrowed(content)),
            Self::Encoded(Encoded(value)) if value.kind() == ValueKind::$variant => Ok($encoded(value)),
            other => Err(other.not($expected)),
        }
    };
}

impl<'a> Value<'a> {
    fn not(&self, expected: &str) -> DecodeError {
        DecodeError::wrong_type(expected, self.type_name())
    }

    /// The name of the type on the wire.
    pub const fn type_name(&self) -> &'static str {
        match self {
            Self::Owned(value) => value.type_name(),
            Self::Borrowed(value) => value.type_name(),
            Self::Encoded(Encoded(value)) => value.kind().as_str(),
        }
    }

    pub(crate) const fn encoded(value: EncodedValue<'a>) -> Self {
        Self::Encoded(Encoded(value))
    }

    /// Whether the value is `NULL`.
    pub const fn is_null(&self) -> bool {
        match self {
            Self::Owned(value) => matches!(value, AttributeValue::Null),
            Self::Borrowed(value) => matches!(value, AttributeValue::Null),
            Self::Encoded(Encoded(value)) => matches!(value.kind(), ValueKind::Null),
        }
    }

    /// The text of an `S`.
    ///
    /// # Errors
    /// For every other type.
    pub fn text(self) -> Decoded<Cow<'a, str>> {
        take!(
            self,
            "S",
            S,
            Cow::Owned,
            |text: &'a String| Cow::Borrowed(text.as_str()),
            |value: EncodedValue<'a>| value.string()
        )
    }

    /// The number of an `N`.
    ///
    /// # Errors
    /// For every other type.
    pub fn number(self) -> Decoded<Number> {
        take!(self, "N", N, |number| number, |number: &Number| *number, |value: EncodedValue<'_>| value
            .number())
    }

    /// The bytes of a `B`.
    ///
    /// # Errors
    /// For every other type.
    pub fn bytes(self) -> Decoded<Cow<'a, [u8]>> {
        take!(
            self,
            "B",
            B,
            Cow::Owned,
            |bytes: &'a Vec<u8>| Cow::Borrowed(bytes.as_slice()),
            |value: EncodedValue<'_>| Cow::Owned(value.bytes())
        )
    }

    /// The truth value of a `BOOL`.
    ///
    /// # Errors
    /// For every other type.
    pub fn boolean(self) -> Decoded<bool> {
        take!(self, "BOOL", Bool, |value| value, |value: &bool| *value, |value: EncodedValue<'_>| value
            .boolean())
    }

    /// The values of an `L`.
    ///
    /// # Errors
    /// For every other type.
    pub fn list(self) -> Decoded<Elements<'a>> {
        take!(
            self,
            "L",
            L,
            |values: Vec<AttributeValue>| Elements(ElementsIn::Owned(values.into_iter())),
            |values: &'a Vec<AttributeValue>| Elements(ElementsIn::Borrowed(values.iter())),
            |value: EncodedValue<'a>| Elements(ElementsIn::Encoded(value.elements()))
        )
    }

    /// The attributes of an `M`.
    ///
    /// # Errors
    /// For every other type.
    pub fn map(self) -> Decoded<Fields<'a>> {
        take!(self, "M", M, Fields::owned, Fields::borrowed, |value: EncodedValue<'a>| Fields::encoded(
            value.fields()
        ))
    }

    /// The texts of an `SS`.
    ///
    /// # Errors
    /// For every other type.
    pub fn string_set(self) -> Decoded<BTreeSet<String>> {
        take!(self, "SS", Ss, |set| set, |set: &BTreeSet<String>| set.clone(), |value: EncodedValue<'_>| {
            value.members(Cow::into_owned)
        })
    }

    /// The numbers of an `NS`.
    ///
    /// # Errors
    /// For every other type.
    pub fn number_set(self) -> Decoded<BTreeSet<Number>> {
        take!(self, "NS", Ns, |set| set, |set: &BTreeSet<Number>| set.clone(), |value: EncodedValue<'_>| {
            value.members(|text| wire::number(&text))
        })
    }

    /// The byte strings of a `BS`.
    ///
    /// # Errors
    /// For every other type.
    pub fn binary_set(self) -> Decoded<BTreeSet<Vec<u8>>> {
        take!(self, "BS", Bs, |set| set, |set: &BTreeSet<Vec<u8>>| set.clone(), |value: EncodedValue<'_>| {
            value.members(|text| wire::bytes(&text))
        })
    }

    /// The value as it is.
    pub fn into_attribute_value(self) -> AttributeValue {
        match self {
            Self::Owned(value) => value,
            Self::Borrowed(value) => value.clone(),
            Self::Encoded(Encoded(value)) => value.into_attribute_value(),
        }
    }
}

/// The attributes of an item or a map, one after the other.
#[derive(Debug)]
pub struct Fields<'a>(FieldsIn<'a>);

#[derive(Debug)]
enum FieldsIn<'a> {
    Owned(std::vec::IntoIter<(Name, AttributeValue)>),
    Borrowed(std::slice::Iter<'a, (Name, AttributeValue)>),
    Encoded(EncodedFields<'a>),
}

impl<'a> Fields<'a> {
    /// The attributes of an item that may be taken apart.
    pub fn owned(item: Item) -> Self {
        Self(FieldsIn::Owned(item.into_iter()))
    }

    /// The attributes of an item that somebody else keeps.
    pub fn borrowed(item: &'a Item) -> Self {
        Self(FieldsIn::Borrowed(item.as_slice().iter()))
    }

    pub(crate) const fn encoded(fields: EncodedFields<'a>) -> Self {
        Self(FieldsIn::Encoded(fields))
    }

    /// The value of the attribute with a name, unless the names that are left are all larger. Attributes with smaller names
    /// are passed on the way.
    #[inline]
    pub(crate) fn seek(
        &mut self,
        name: &str,
        mut passed: impl FnMut(Cow<'a, str>, Value<'a>),
    ) -> Option<Value<'a>> {
        match &mut self.0 {
            FieldsIn::Owned(fields) => loop {
                match (*fields.as_slice().first()?.0).cmp(name) {
                    Ordering::Equal => return fields.next().map(|(_, value)| Value::Owned(value)),
                    Ordering::Less => fields.next().map(|(name, value)| passed(name, Value::Owned(value)))?,
                    Ordering::Greater => return None,
                }
            },
            FieldsIn::Borrowed(fields) => loop {
                let (found, value) = fields.as_slice().first()?;
                match (**found).cmp(name) {
                    Ordering::Equal => {
                        fields.next();
                        return Some(Value::Borrowed(value));
                    }
                    Ordering::Less => {
                        fields.next();
                        passed(Cow::Borrowed(&**found), Value::Borrowed(value));
                    }
                    Ordering::Greater => return None,
                }
            },
            FieldsIn::Encoded(fields) => loop {
                match fields.compare_next(name)? {
                    Ordering::Equal => return fields.next_value().map(Value::encoded),
                    Ordering::Less => {
                        fields.next().map(|(name, value)| passed(name, Value::encoded(value)))?;
                    }
                    Ordering::Greater => return None,
                }
            },
        }
    }

    /// The next attribute, in the order of the names.
    ///
    /// # Errors
    /// When the form that the item comes in is broken at this place.
    pub fn next_field(&mut self) -> Decoded<Option<(Cow<'a, str>, Value<'a>)>> {
        Ok(match &mut self.0 {
            FieldsIn::Owned(fields) => fields.next().map(|(name, value)| (name, Value::Owned(value))),
            FieldsIn::Borrowed(fields) => {
                fields.next().map(|(name, value)| (Cow::Borrowed(&**name), Value::Borrowed(value)))
            }
            FieldsIn::Encoded(fields) => fields.next().map(|(name, value)| (name, Value::encoded(value))),
        })
    }
}

/// The attributes of an item that is still JSON.
impl<'a> From<&'a wire::EncodedItem> for Fields<'a> {
    fn from(item: &'a wire::EncodedItem) -> Self {
        Self::encoded(item.fields())
    }
}

/// The values of a list, one after the other.
#[derive(Debug)]
pub struct Elements<'a>(ElementsIn<'a>);

#[derive(Debug)]
enum ElementsIn<'a> {
    Owned(std::vec::IntoIter<AttributeValue>),
    Borrowed(std::slice::Iter<'a, AttributeValue>),
    Encoded(EncodedElements<'a>),
}

impl<'a> Elements<'a> {
    /// The next value.
    ///
    /// # Errors
    /// When the form that the list comes in is broken at this place.
    pub fn next_element(&mut self) -> Decoded<Option<Value<'a>>> {
        Ok(match &mut self.0 {
            ElementsIn::Owned(values) => values.next().map(Value::Owned),
            ElementsIn::Borrowed(values) => values.next().map(Value::Borrowed),
            ElementsIn::Encoded(values) => values.next().map(Value::encoded),
        })
    }

    /// How many values are left, as far as is known without reading them.
    pub fn size_hint(&self) -> usize {
        match &self.0 {
            ElementsIn::Owned(values) => values.len(),
            ElementsIn::Borrowed(values) => values.len(),
            ElementsIn::Encoded(values) => values.len(),
        }
    }
}
