//! Building models in a `const`, and what is checked there.

use std::borrow::Cow;

use dynamo_schema::{
    AttributeModel, AttributeRole, AttributeType, EntityModel, IndexModel, IndexScope, KeyAttribute,
    KeySource, Limit, PartFormat, PartKind, Projection, Segment, TableModel, TemplatePart, Text,
};

use crate::attribute::{Document, KeyPart, KeyScalar};
use crate::{Entity, Table};

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
    attribute_with(name, field, attribute_type, optional, Facts::NONE)
}

/// What the model says of an attribute besides its name and its type.
#[derive(Clone, Copy)]
#[allow(missing_docs, reason = "the names are those of the model")]
pub struct Facts {
    pub role: AttributeRole,
    pub read_only: bool,
    pub hidden: bool,
    pub has_default: bool,
    pub limits: &'static [Limit],
    pub computed_from: &'static [Text],
}

impl Facts {
    /// There is nothing to say.
    pub const NONE: Self = Self {
        role: AttributeRole::Ordinary,
        read_only: false,
        hidden: false,
        has_default: false,
        limits: &[],
        computed_from: &[],
    };
}

/// The model of an attribute of which there is more to say.
pub const fn attribute_with(
    name: &'static str,
    field: &'static str,
    attribute_type: AttributeType,
    optional: bool,
    facts: Facts,
) -> AttributeModel {
    let Facts { role, read_only, hidden, has_default, limits, computed_from } = facts;
    AttributeModel {
        name: Cow::Borrowed(name),
        field: Cow::Borrowed(field),
        attribute_type,
        optional,
        role,
        read_only,
        hidden,
        has_default,
        limits: Cow::Borrowed(limits),
        computed_from: Cow::Borrowed(computed_from),
    }
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

/// States that a table has a vector index of this attribute, with this partition key (none when empty) and these filters.
/// Beside each stands the message.
///
/// # Panics
/// When it has not, which is an error of the compiler.
#[track_caller]
pub const fn assert_vector<T: Table>(
    index: &str,
    (attribute, other): (&str, &str),
    (key, partition): (&str, &str),
    filters: &[(&str, &str)],
    unknown: &str,
) {
    if !T::IS_SOUND {
        return;
    }
    let Cow::Borrowed(vectors) = &T::MODEL.vectors else { return };
    let mut at = 0;
    while at < vectors.len() && !is(&vectors[at].name, index) {
        at += 1;
    }
    if at == vectors.len() {
        panic!("{}", unknown);
    }
    let vector = &vectors[at];
    if !is(&vector.attribute, attribute) {
        panic!("{}", other);
    }
    let is_key = match &vector.partition_key {
        Some(declared) => is(&declared.name, key),
        None => key.is_empty(),
    };
    if !is_key {
        panic!("{}", partition);
    }
    let mut of = 0;
    while of < filters.len() {
        if !has_filter(vector, filters[of].0) {
            panic!("{}", filters[of].1);
        }
        of += 1;
    }
}

const fn has_filter(vector: &dynamo_schema::VectorIndexModel, name: &str) -> bool {
    let Cow::Borrowed(filters) = &vector.filters else { return false };
    let mut at = 0;
    while at < filters.len() {
        if is(&filters[at].name, name) {
            return true;
        }
        at += 1;
    }
    false
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

/// The attributes that an index holds, besides keys; nothing when it holds all, or is unknown, which is said elsewhere.
const fn projected<T: Table>(index: &str) -> Option<(&'static IndexModel, &'static [Text])> {
    let Cow::Borrowed(indexes) = &T::MODEL.indexes else { return None };
    let mut at = 0;
    while at < indexes.len() {
        if is(&indexes[at].name, index) {
            return match &indexes[at].projection {
                Projection::All => None,
                Projection::KeysOnly => Some((&indexes[at], &[])),
                Projection::Include(Cow::Borrowed(names)) => Some((&indexes[at], names)),
                Projection::Include(Cow::Owned(_)) => None,
            };
        }
        at += 1;
    }
    None
}

const fn holds<T: Table>(index: &IndexModel, projected: &[Text], attribute: &str) -> bool {
    let mut at = 0;
    while at < projected.len() {
        if is(&projected[at], attribute) {
            return true;
        }
        at += 1;
    }
    let (Cow::Borrowed(partition), Cow::Borrowed(sort)) = (&index.partition_key, &index.sort_key) else {
        return false;
    };
    has_key(std::slice::from_ref(&T::MODEL.partition_key), attribute)
        || has_key(T::MODEL.sort_key.as_slice(), attribute)
        || has_key(partition, attribute)
        || has_key(sort, attribute)
}

const fn has_key(keys: &[KeyAttribute], attribute: &str) -> bool {
    let mut at = 0;
    while at < keys.len() {
        if is(&keys[at].name, attribute) {
            return true;
        }
        at += 1;
    }
    false
}

/// States that an index holds an attribute.
///
/// # Panics
/// When it does not, which is an error of the compiler.
#[track_caller]
pub const fn assert_holds<T: Table>(index: &str, attribute: &str, message: &str) {
    if let Some((model, names)) = projected::<T>(index)
        && !holds::<T>(model, names, attribute)
    {
        panic!("{}", message);
    }
}

/// States that an index holds the kind and all of these attributes.
///
/// # Panics
/// When it does not, which is an error of the compiler.
#[track_caller]
pub const fn assert_holds_all<T: Table>(index: &str, attributes: &[&str], message: &str) {
    let Some((model, names)) = projected::<T>(index) else { return };
    if let Some(Cow::Borrowed(kind)) = &T::MODEL.kind_attribute
        && !holds::<T>(model, names, kind)
    {
        panic!("{}", message);
    }
    let mut at = 0;
    while at < attributes.len() {
        if !holds::<T>(model, names, attributes[at]) {
            panic!("{}", message);
        }
        at += 1;
    }
}

/// States that an index holds the version of items, if the table has an attribute for it.
///
/// # Panics
/// When it does not, which is an error of the compiler.
#[track_caller]
pub const fn assert_holds_version<T: Table>(index: &str, message: &str) {
    if let Some(Cow::Borrowed(version)) = &T::MODEL.version_attribute {
        assert_holds::<T>(index, version, message);
    }
}

/// States that an index holds only some attributes.
///
/// # Panics
/// When it holds all, which is an error of the compiler.
#[track_caller]
pub const fn assert_holds_some<T: Table>(index: &str, message: &str) {
    let Cow::Borrowed(indexes) = &T::MODEL.indexes else { return };
    let mut at = 0;
    while at < indexes.len() {
        if is(&indexes[at].name, index) && matches!(indexes[at].projection, Projection::All) {
            panic!("{}", message);
        }
        at += 1;
    }
}
