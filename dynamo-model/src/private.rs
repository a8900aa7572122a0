//! What the derives refer to. Not an interface: it changes with them.

pub use std::borrow::Cow;
pub use std::clone::Clone;
pub use std::convert::{AsRef, Into};
pub use std::default::Default;
pub use std::fmt::{self, Debug, Formatter};
pub use std::marker::PhantomData;
pub use std::option::Option;
pub use std::result::Result;
pub use std::sync::Arc;

pub use dynamo_schema::{
    AttributeModel, AttributeType, Case, CollectionModel, EntityIndex, EntityKey as EntityKeyModel,
    EntityModel, IndexModel, IndexScope, KeyAttribute, KeySource, KeyTemplate, PartFormat, PartKind,
    Projection, ScalarType, Segment, TableModel, TemplatePart, TextPolicy, TimePrecision, VariantModel, When,
    WhenTest, assert_valid,
};

pub use crate::attribute::{
    Attribute, Document, KeyPart, KeyScalar, ListElement, Optional, OrderedKey, PrefixKey, Presence,
    Required, SetMember, Transparent,
};
pub use crate::decode::{DecodeError, Decoded, Fields, Value};
pub use crate::encode::{EncodeError, Encoded};
pub use crate::expression::{DocumentPath, Immutable, IndexInput, Nested, Path, Plain, ReadOnlyInput};
pub use crate::key_query::KeyQuery;
pub use crate::sort_argument::{At, IntoQuery, KeyArgument, NextPart, Ranged, ReadFrom, SortArgument};
pub use crate::update_state::{CompleteUpdate, Join, Known, Removed, Replace, Succ, Unset, Whole, Zero};
pub use crate::{AttributeValue, Entity, EntityKey, IntoBackend, Item, Table, TableHandle};

/// The kind of a part of a key, decided by the attribute's type.
pub const fn part_kind(attribute_type: &AttributeType) -> PartKind {
    match attribute_type.part_kind() {
        Some(kind) => kind,
        // The trait `KeyPart` refuses such types before this is evaluated.
        None => panic!("this type cannot be part of a key template"),
    }
}

/// A part of a template that is an attribute of type `T`.
pub const fn key_part<T: KeyPart>(attribute: &'static str, format: PartFormat) -> Segment {
    Segment::Part(TemplatePart { attribute: Cow::Borrowed(attribute), kind: part_kind(T::TYPE_REF), format })
}

/// A key that is an attribute of type `T` itself.
pub const fn natural_key<T: KeyScalar>(attribute: &'static str) -> KeySource {
    KeySource::Attribute(Cow::Borrowed(attribute))
}

/// The model of an attribute.
pub const fn attribute(
    name: &'static str,
    field: &'static str,
    attribute_type: AttributeType,
    optional: bool,
) -> AttributeModel {
    AttributeModel { name: Cow::Borrowed(name), field: Cow::Borrowed(field), attribute_type, optional }
}

/// The model of an entity, in the model of the table that lists it.
pub const fn member<E: Entity, T>() -> EntityModel
where
    E::Table: Is<T>,
{
    E::MODEL
}

/// The table itself.
#[diagnostic::on_unimplemented(
    message = "this entity lives in the table `{Self}`, but `{T}` lists it",
    label = "an entity of `{Self}`",
    note = "say `#[dynamo(table = {T})]` of the entity, or take it out of `entities(…)`"
)]
pub trait Is<T> {}

impl<T> Is<T> for T {}

/// The name of an entity, in the model of its table.
pub const fn entity_name<E: Entity>() -> Cow<'static, str> {
    match &E::MODEL_REF.name {
        Cow::Borrowed(name) => Cow::Borrowed(name),
        Cow::Owned(_) => panic!("the model of a derived entity is borrowed"),
    }
}

/// States that a table lists an entity that says it lives there.
///
/// # Panics
/// When it does not, which is an error of the compiler.
#[track_caller]
pub const fn assert_listed<T: Table>(entity: &str, message: &str) {
    if !T::IS_SOUND {
        return;
    }
    let Cow::Borrowed(entities) = &T::MODEL.entities else { return };
    let mut at = 0;
    while at < entities.len() {
        if is(&entities[at].name, entity) {
            return;
        }
        at += 1;
    }
    panic!("{}", message)
}

/// The shape of an entity's entry in an index.
pub struct IndexShape {
    /// The index.
    pub name: &'static str,
    /// Whether the entry has a partition key.
    pub is_global: bool,
    /// How many attributes the partition key has.
    pub partition: usize,
    /// How many attributes the sort key has.
    pub sort: usize,
}

/// How an entity's entry fits its index.
enum Fit {
    Good,
    Unknown,
    Scope,
    Count,
}

const fn fit(table: &TableModel, shape: &IndexShape) -> Fit {
    let Cow::Borrowed(indexes) = &table.indexes else { return Fit::Good };
    let mut at = 0;
    while at < indexes.len() {
        let index = &indexes[at];
        if is(&index.name, shape.name) {
            if matches!(index.scope, IndexScope::Global) != shape.is_global {
                return Fit::Scope;
            }
            // The partition key of a local index is the table's.
            let partition = !shape.is_global || length(&index.partition_key) == shape.partition;
            return if partition && length(&index.sort_key) == shape.sort { Fit::Good } else { Fit::Count };
        }
        at += 1;
    }
    Fit::Unknown
}

/// Whether an entity's entry fits its index.
pub const fn fits(table: &TableModel, shape: &IndexShape) -> bool {
    matches!(fit(table, shape), Fit::Good)
}

/// States that an entity's entry fits its index. The messages are for an unknown index, one of the other scope, and one
/// with another number of key attributes.
///
/// # Panics
/// When it does not, which is an error of the compiler.
#[track_caller]
pub const fn assert_index<T: Table>(shape: &IndexShape, unknown: &str, scope: &str, count: &str) {
    if !T::IS_SOUND {
        return;
    }
    match fit(T::MODEL, shape) {
        Fit::Good => {}
        Fit::Unknown => panic!("{}", unknown),
        Fit::Scope => panic!("{}", scope),
        Fit::Count => panic!("{}", count),
    }
}

// A list of a model is borrowed exactly when it comes from program text, which a slice could not tell.
#[allow(clippy::ptr_arg)]
const fn length<T: Clone>(list: &Cow<'static, [T]>) -> usize {
    match list {
        Cow::Borrowed(list) => list.len(),
        Cow::Owned(_) => 0,
    }
}

#[allow(clippy::ptr_arg)]
const fn is(text: &Cow<'static, str>, other: &str) -> bool {
    match text {
        Cow::Borrowed(text) => same(text, other),
        Cow::Owned(_) => false,
    }
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

/// A query of an entity, in the table or under one of its index entries.
pub fn query<E: Entity>(index: Option<&'static str>) -> KeyQuery {
    KeyQuery::new(E::Table::MODEL, E::MODEL_REF, index)
}

/// Adds a field to an item that is being written.
///
/// # Errors
/// When DynamoDB cannot hold the value.
pub fn push(item: &mut Item, name: &'static str, value: Encoded) -> Result<(), EncodeError> {
    match value {
        Ok(Some(value)) => {
            item.insert(name, value);
            Ok(())
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error.at(name)),
    }
}

/// A field of an item that is being read.
///
/// # Errors
/// When the value is not one of the field's type.
pub fn read<T>(name: &'static str, value: Decoded<T>) -> Decoded<Option<T>> {
    match value {
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(error.at(name)),
    }
}

/// The value of a field after all attributes were read.
///
/// # Errors
/// When the attribute is missing and must be there.
pub fn require<T>(name: &'static str, value: Option<T>, absent: fn() -> Option<T>) -> Decoded<T> {
    match value {
        Some(value) => Ok(value),
        None => absent().ok_or_else(|| DecodeError::missing(name)),
    }
}

/// A value as serde writes it.
///
/// # Errors
/// When serde or DynamoDB refuses the value.
#[cfg(feature = "serde")]
pub fn encode_with_serde<T: serde::Serialize>(value: &T) -> Encoded {
    crate::attribute::serde::encode(value)
}

/// A value that serde wrote.
///
/// # Errors
/// When serde refuses the value.
#[cfg(feature = "serde")]
pub fn decode_with_serde<T: serde::de::DeserializeOwned>(value: Value<'_>) -> Decoded<T> {
    crate::attribute::serde::decode(value)
}

/// Nothing stands in for an absent attribute that serde writes.
pub const fn nothing<T>() -> Option<T> {
    None
}

/// Whether an attribute belongs to the table rather than to an entity: a key of the table or of an index, or the kind.
fn is_structural(table: &TableModel, name: &str) -> bool {
    let mut keys = std::iter::once(&table.partition_key)
        .chain(&table.sort_key)
        .chain(table.indexes.iter().flat_map(|index| index.partition_key.iter().chain(&*index.sort_key)));
    table.kind_attribute.as_deref() == Some(name) || keys.any(|key| key.name == name)
}

/// Keeps an attribute that no field of the entity has, unless it is the table's.
pub fn keep_rest<E: Entity>(rest: &mut Item, name: Cow<'_, str>, value: Value<'_>) {
    if !is_structural(E::Table::MODEL, &name) {
        keep_rest_of(rest, name, value);
    }
}

/// Keeps an attribute that no field of the document has.
pub fn keep_rest_of(rest: &mut Item, name: Cow<'_, str>, value: Value<'_>) {
    rest.insert(name.into_owned(), value.into_attribute_value());
}

/// Adds the attributes that an entity kept.
///
/// # Errors
/// When one is a field's or the table's.
pub fn push_rest<E: Entity>(item: &mut Item, rest: &Item) -> Result<(), EncodeError> {
    for (name, value) in rest.iter() {
        if is_structural(E::Table::MODEL, name) {
            return Err(EncodeError::new("this attribute is the table's own").at(name.clone()));
        }
        if E::MODEL_REF.attributes.iter().any(|attribute| attribute.name == *name) {
            return Err(taken(name));
        }
        item.insert(name.clone(), value.clone());
    }
    Ok(())
}

/// Adds the attributes that a document kept.
///
/// # Errors
/// When one is a field's.
pub fn push_rest_of(item: &mut Item, rest: &Item, fields: &[&str]) -> Result<(), EncodeError> {
    for (name, value) in rest.iter() {
        if fields.contains(&&**name) {
            return Err(taken(name));
        }
        item.insert(name.clone(), value.clone());
    }
    Ok(())
}

fn taken(name: &crate::Name) -> EncodeError {
    EncodeError::new("a field of the struct has this attribute; take it out of the `rest`").at(name.clone())
}

/// A token as it is stored.
///
/// # Errors
/// Never; the signature is that of [`Attribute::encode`].
pub fn token(token: &str) -> Encoded {
    Ok(Some(AttributeValue::S(token.to_owned())))
}

/// A stored token is none of the known ones. The text of the item is not shown.
pub fn unknown_token(known: &[&str]) -> DecodeError {
    DecodeError::invalid(format!(
        "unknown token; known are {}. A variant `#[dynamo(other)] Unknown(String)` would keep it",
        known.iter().map(|token| format!("`{token}`")).collect::<Vec<_>>().join(", ")
    ))
}

/// The attributes of the document that a variant holds.
///
/// # Panics
/// When it is none, which is an error of the compiler.
#[track_caller]
pub const fn document_attributes<T: Document>(tag: &str) -> Cow<'static, [AttributeModel]> {
    let AttributeType::Document(Cow::Borrowed(attributes)) = T::TYPE_REF else {
        panic!("a variant holds a struct with named fields that derives `DynamoAttribute`")
    };
    let mut at = 0;
    while at < attributes.len() {
        if is(&attributes[at].name, tag) {
            panic!("the document has an attribute with the name of the tag; rename one")
        }
        at += 1;
    }
    Cow::Borrowed(attributes)
}

/// The attributes of the document that a variant holds, as they are stored.
///
/// # Errors
/// When DynamoDB cannot hold one of them.
pub fn document_item(document: Encoded) -> Result<Item, EncodeError> {
    match document? {
        Some(AttributeValue::M(item)) => Ok(item),
        _ => Err(EncodeError::new("a variant holds a document")),
    }
}

/// A variant's attributes with the tag.
///
/// # Errors
/// When the document kept an attribute of that name in its `rest`.
pub fn tag(tag: &'static str, token: &str, mut item: Item) -> Encoded {
    if item.insert(tag, AttributeValue::S(token.to_owned())).is_some() {
        return Err(EncodeError::new("this is the attribute that tells the variants apart").at(tag));
    }
    Ok(Some(AttributeValue::M(item)))
}

/// The token of a tagged document, and the document.
///
/// # Errors
/// When the value is no document or has no tag.
pub fn tagged<'a>(value: Value<'a>, tag: &'static str) -> Decoded<(Cow<'a, str>, Value<'a>)> {
    let wrong = |other: &AttributeValue| DecodeError::wrong_type("S", other.type_name()).at(tag);
    match value {
        Value::Owned(AttributeValue::M(mut item)) => match item.remove(tag) {
            Some(AttributeValue::S(token)) => Ok((Cow::Owned(token), Value::Owned(AttributeValue::M(item)))),
            Some(other) => Err(wrong(&other)),
            None => Err(DecodeError::missing(tag)),
        },
        Value::Borrowed(AttributeValue::M(item)) => match item.get(tag) {
            Some(AttributeValue::S(token)) => Ok((Cow::Borrowed(token), value)),
            Some(other) => Err(wrong(other)),
            None => Err(DecodeError::missing(tag)),
        },
        other => Err(DecodeError::wrong_type("M", other.type_name())),
    }
}

/// A document without the tag, which the `rest` of its type would keep otherwise.
pub fn untagged<'a>(value: Value<'a>, tag: &str) -> Value<'a> {
    match value {
        Value::Borrowed(AttributeValue::M(item)) => {
            let others = item.iter().filter(|(name, _)| *name != tag);
            let others = others.map(|(name, value)| (name.clone(), value.clone()));
            Value::Owned(AttributeValue::M(others.collect()))
        }
        other => other,
    }
}

/// What a type does that was derived with errors: it exists, so that they are the only ones.
///
/// # Errors
/// Always.
pub fn encode_inert() -> Encoded {
    Err(EncodeError::new("the derive of this type has errors"))
}

/// As [`encode_inert`].
///
/// # Errors
/// Always.
pub fn decode_inert<T>() -> Decoded<T> {
    Err(DecodeError::invalid("the derive of this type has errors"))
}
