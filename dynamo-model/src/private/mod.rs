//! What the derives refer to. Not an interface: it changes with them.

mod collection;
mod model;
mod pick;
mod read;
mod variant;
mod write;

pub use std::borrow::Cow;
pub use std::clone::Clone;
pub use std::convert::{AsRef, Into};
pub use std::default::Default;
pub use std::fmt::{self, Debug, Formatter};
pub use std::marker::PhantomData;
pub use std::option::Option;
pub use std::result::Result;
pub use std::sync::{Arc, OnceLock};
pub use std::vec::Vec;

pub use dynamo_schema::{
    AttributeModel, AttributeRole, AttributeType, Case, CollectionModel, EntityIndex,
    EntityKey as EntityKeyModel, EntityModel, IndexModel, IndexScope, KeyAttribute, KeySource, KeyTemplate,
    Limit, LimitNumber, PartFormat, PartKind, Projection, ScalarType, Segment, TableModel, TemplatePart,
    Text, TextPolicy, TimePrecision, UniqueModel, VariantModel, VectorDistance, VectorIndexModel, When,
    WhenTest, assert_valid,
};

pub use crate::attribute::{
    Attribute, Document, KeyPart, KeyScalar, ListElement, Optional, OrderedKey, PrefixKey, Presence,
    Required, SetMember, Transparent,
};
pub use crate::collection::{
    Collection, CollectionField, CollectionQuery, Gathered, Members, RangedCollection, UnknownKinds,
};
pub use crate::decode::{DecodeError, Decoded, Fields, Value};
pub use crate::encode::{EncodeError, Encoded};
pub use crate::error::Error;
pub use crate::expression::{
    DocumentPath, Immutable, IndexInput, Nested, OfUnique, Path, Plain, ReadOnlyInput,
};
pub use crate::key_parts::{KeyParts, PartAt, PartOf};
pub use crate::key_query::KeyQuery;
pub use crate::sort_argument::{At, IntoQuery, KeyArgument, NextPart, Ranged, ReadFrom, SortArgument};
pub use crate::stream::{IntoRecord, RawChange, ReadChange, StreamEvent};
pub use crate::tenant::{Tenants, assert_tenant};
pub use crate::update_state::{
    Admit, CompleteUpdate, Current, Join, Known, Removed, Replace, Succ, Unset, Whole, Zero,
};
pub use crate::version::{Former, assert_earlier, former_attributes, upgraded};
pub use collection::{
    SameTable, assert_in_index, assert_readable, collected, collection_model, name_of, no_member, read_item,
};
pub use model::{
    Facts, IndexShape, Is, assert_holds, assert_holds_all, assert_holds_some, assert_holds_version,
    assert_index, assert_listed, assert_vector, attribute, attribute_with, document_attributes, entity_name,
    fits, key_part, member, natural_key, part_kind,
};
pub use pick::Picked;
pub use read::{Reader, nothing};
pub use variant::{document, document_item, tag, tagged, token, unknown_token, untagged};
pub use write::Writer;

pub use crate::entity::{Marker, PlainWrites};
pub use crate::op::{BatchPut, IntoSearch, VectorQuery};
pub use crate::{
    AttributeValue, Draft, Entity, EntityKey, Expires, IntoBackend, Item, Partial, Shape, Table, TableHandle,
};

/// A query of an entity, in the table or under one of its index entries.
pub fn query<E: Entity>(index: Option<&'static str>) -> KeyQuery {
    KeyQuery::new(E::Table::MODEL, E::MODEL_REF, index)
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
