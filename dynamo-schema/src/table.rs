//! Tables, indexes, entities and collections.

use crate::{AttributeModel, AttributeRole, KeyTemplate, List, ScalarType, Text};

/// One physical table and all that lives in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableModel {
    /// The name of the design, for people; the physical name is given where the table is opened.
    pub name: Text,
    /// The attribute that is the partition key.
    pub partition_key: KeyAttribute,
    /// The attribute that is the sort key, if the table has one.
    pub sort_key: Option<KeyAttribute>,
    /// The attribute that holds each item's entity name.
    pub kind_attribute: Option<Text>,
    /// The attribute that holds the expiry time in seconds since 1970.
    pub ttl_attribute: Option<Text>,
    /// The attribute that holds the version of each item's entity.
    pub version_attribute: Option<Text>,
    /// The secondary indexes.
    pub indexes: List<IndexModel>,
    /// The vector indexes.
    pub vectors: List<VectorIndexModel>,
    /// The kinds of items.
    pub entities: List<EntityModel>,
    /// The sets of entities that one query may return together.
    pub collections: List<CollectionModel>,
}

/// An attribute that is a key of the table or of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyAttribute {
    /// The attribute's name.
    pub name: Text,
    /// Its type.
    pub scalar: ScalarType,
}

/// Whether an index has partitions of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexScope {
    /// A global secondary index: its own partition key, eventually consistent.
    Global,
    /// A local secondary index: the table's partition key, another sort key.
    Local,
}

/// A secondary index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexModel {
    /// Its name.
    pub name: Text,
    /// Global or local.
    pub scope: IndexScope,
    /// Its partition key: one attribute, or up to four of a global index.
    pub partition_key: List<KeyAttribute>,
    /// Its sort key: none, one attribute, or up to four of a global index.
    pub sort_key: List<KeyAttribute>,
    /// What it holds besides the keys.
    pub projection: Projection,
}

/// Which attributes an index holds besides the keys of the index and of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Projection {
    /// All of them.
    All,
    /// None.
    KeysOnly,
    /// These.
    Include(List<Text>),
}

/// An index of vectors: lists of numbers in an attribute, of which a search finds the most alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VectorIndexModel {
    /// Its name.
    pub name: Text,
    /// The attribute that holds the vectors.
    pub attribute: Text,
    /// How many numbers a vector has.
    pub dimensions: u32,
    /// How alike two vectors are.
    pub distance: VectorDistance,
    /// The attribute that every search names the value of, if there is one.
    pub partition_key: Option<KeyAttribute>,
    /// The attributes that a search can have conditions on.
    pub filters: List<KeyAttribute>,
    /// What it holds besides.
    pub projection: Projection,
}

/// How alike two vectors are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VectorDistance {
    /// One less the cosine of the angle.
    Cosine,
    /// The scalar product: the higher, the more alike.
    DotProduct,
    /// The length of the difference.
    Euclidean,
}

/// A kind of item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityModel {
    /// The value of the kind attribute.
    pub name: Text,
    /// Where its primary key comes from.
    pub key: EntityKey,
    /// The indexes that it is in.
    pub indexes: List<EntityIndex>,
    /// Its attributes, without those that hold composed keys.
    pub attributes: List<AttributeModel>,
    /// The attributes whose values no two of its items share.
    pub unique: List<UniqueModel>,
    /// The version of its shape, when it has several. An item without a version has the first one, 1.
    pub version: Option<u32>,
}

/// An attribute whose value no two items of an entity share. For each value that is taken there is a marker: an item of
/// another kind whose key is the value, written in the same transaction, which leads to the item that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueModel {
    /// The attribute's name.
    pub attribute: Text,
    /// The attributes within whose values it is unique; everywhere, when there are none.
    pub scope: List<Text>,
    /// The kind of the markers, an entity of the same table.
    pub marker: Text,
}

/// Where an entity's primary key comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityKey {
    /// The partition key.
    pub partition: KeySource,
    /// The sort key, when the table has one.
    pub sort: Option<KeySource>,
}

/// Where the value of a key attribute comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// An attribute of the entity is the key itself. The name is the attribute's.
    Attribute(Text),
    /// A text composed from attributes.
    Template(KeyTemplate),
}

/// An entity's part in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntityIndex {
    /// The name under which the entity is queried there, unique in the entity.
    pub name: Text,
    /// The index's name.
    pub index: Text,
    /// One source per partition-key attribute of the index.
    pub partition: List<KeySource>,
    /// One source per sort-key attribute of the index.
    pub sort: List<KeySource>,
    /// When an item is in the index at all; always, when absent.
    pub when: Option<When>,
}

/// The condition on one attribute under which an item is in an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The attribute.
    pub attribute: Text,
    /// What must hold of it.
    pub test: WhenTest,
}

/// What a [`When`] demands. Texts are compared with the attribute's text: a string, an enum's token, or a number in
/// its normal form; `true` and `false` for a Boolean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhenTest {
    /// The attribute is one of these.
    In(List<Text>),
    /// The attribute is none of these; an absent attribute passes.
    NotIn(List<Text>),
    /// The attribute is there.
    Exists,
    /// The attribute is absent.
    Absent,
}

/// Entities that may share a key range, because one query is meant to return them together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollectionModel {
    /// Its name.
    pub name: Text,
    /// The names of its entities.
    pub entities: List<Text>,
}

impl EntityModel {
    /// The attribute that has a role of which an entity has one at most.
    pub fn with_role(&self, is_it: impl Fn(AttributeRole) -> bool) -> Option<&AttributeModel> {
        self.attributes.iter().find(|attribute| is_it(attribute.role))
    }

    /// Whether an attribute is computed from others.
    pub fn is_computed(&self, name: &str) -> bool {
        self.attributes.iter().any(|of| of.role == AttributeRole::Computed && of.name == name)
    }

    /// The attribute that counts the changes.
    pub fn lock(&self) -> Option<&AttributeModel> {
        self.with_role(|role| role == AttributeRole::Lock)
    }
}
