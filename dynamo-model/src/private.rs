//! What the derives refer to. Not an interface: it changes with them.

pub use std::borrow::Cow;
pub use std::marker::PhantomData;
pub use std::option::Option;
pub use std::result::Result;

pub use dynamo_schema::{
    AttributeModel, AttributeType, Case, CollectionModel, EntityIndex, EntityKey as EntityKeyModel,
    EntityModel, IndexModel, IndexScope, KeyAttribute, KeySource, KeyTemplate, PartFormat, PartKind,
    Projection, ScalarType, Segment, TableModel, TemplatePart, TextPolicy, TimePrecision, VariantModel, When,
    WhenTest,
};

pub use crate::attribute::{
    Attribute, Document, KeyPart, KeyScalar, ListElement, Optional, OrderedKey, PrefixKey, Presence,
    Required, Transparent,
};
pub use crate::decode::{DecodeError, Decoded, Fields, Value};
pub use crate::encode::{EncodeError, Encoded};
pub use crate::expression::{DocumentPath, Immutable, IndexInput, Nested, Path, Plain};
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

/// Whether an index of a table is a global one.
pub const fn is_global(table: &TableModel, index: &str) -> bool {
    let Cow::Borrowed(indexes) = &table.indexes else { panic!("a table's model is a static") };
    let mut at = 0;
    while at < indexes.len() {
        if let Cow::Borrowed(name) = &indexes[at].name
            && same(name, index)
        {
            return matches!(indexes[at].scope, IndexScope::Global);
        }
        at += 1;
    }
    panic!(
        "`on` names an index that the table does not have; declare it on the table with `gsi(…)` or `lsi(…)`"
    )
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

/// Adds a field to an item that is being written.
///
/// # Errors
/// When DynamoDB cannot hold the value.
pub fn push<T: Attribute>(item: &mut Item, name: &'static str, value: &T) -> Result<(), EncodeError> {
    match value.encode() {
        Ok(Some(value)) => {
            item.insert(name, value);
            Ok(())
        }
        Ok(None) => Ok(()),
        Err(error) => Err(error.at(name)),
    }
}

/// Reads a field of an item that is being read.
///
/// # Errors
/// When the value is not one of the field's type.
pub fn read<T: Attribute>(name: &'static str, value: Value<'_>) -> Decoded<Option<T>> {
    match T::decode(value) {
        Ok(value) => Ok(Some(value)),
        Err(error) => Err(error.at(name)),
    }
}

/// The value of a field after all attributes were read.
///
/// # Errors
/// When the attribute is missing and must be there.
pub fn require<T: Attribute>(name: &'static str, value: Option<T>) -> Decoded<T> {
    match value {
        Some(value) => Ok(value),
        None => T::absent().ok_or_else(|| DecodeError::missing(name)),
    }
}

/// States the obligations of a key's parts, so that rustc checks them where the derive points.
pub const fn assert_key_part<T: KeyPart>() {}

/// As [`assert_key_part`], for an attribute that is a key itself.
pub const fn assert_key_scalar<T: KeyScalar>() {}
