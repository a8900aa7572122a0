//! Entities, beyond what the table's model holds of them.

use dynamo_schema::{AttributeRole, AttributeType, Limit};

use super::Spelling;

/// What the model does not hold of an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct EntityDesign {
    /// The struct.
    pub name: String,
    /// The value of the kind attribute, which is the entity's name in the model.
    pub kind: String,
    /// What it is.
    pub doc: Option<String>,
    /// Its fields in the order of the spec. A lock attribute that `optimistic_lock` adds is the last.
    pub fields: Vec<FieldDesign>,
    /// The attributes that no two items share. Each has a guard entity in the model.
    pub unique: Vec<UniqueDesign>,
    /// How much of it is expected.
    pub load: Load,
    /// The path of the struct in Rust that is this entity already.
    pub rust: Option<String>,
    /// How the names of its attributes are spelled, unless a field says otherwise.
    pub rename_all: Option<Spelling>,
    /// The field that keeps the attributes which no other field has.
    pub rest: Option<String>,
    /// What its items were in earlier versions, the first one first.
    pub former: Vec<FormerDesign>,
}

/// What the items of an entity were in an earlier version.
#[derive(Debug, Clone, PartialEq)]
pub struct FormerDesign {
    /// The version, from 1.
    pub version: u32,
    /// The struct.
    pub name: String,
    /// Its fields.
    pub fields: Vec<FieldDesign>,
    /// How it becomes the next version.
    pub upgrade: Upgrade,
}

/// How a version becomes the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Upgrade {
    /// Each field of the next version is a field of this one, or has a value that stands for what is absent.
    Fields(Vec<(String, Option<String>)>),
    /// A function in Rust that takes this version and gives the next.
    Function(String),
}

/// A field.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldDesign {
    /// Its name in Rust.
    pub field: String,
    /// The name in the item.
    pub attribute: String,
    /// Whether it may be absent and has no default.
    pub optional: bool,
    /// Its type without the option.
    pub type_ref: TypeRef,
    /// What it is.
    pub doc: Option<String>,
    /// What it is for besides its type.
    pub roles: Vec<FieldRole>,
    /// Its value when none is given.
    pub default: Option<ValueDefault>,
    /// What values it may have.
    pub limits: Vec<Limit>,
}

/// A type as the spec writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeRef {
    /// A scalar, or any value.
    Scalar(AttributeType),
    /// A named type.
    Named(String),
    /// An enum that has no name in the spec: its name in Rust and its tokens.
    Enum(String, Vec<String>),
    /// An entity of this name, embedded as a document.
    Embedded(String),
    /// A type in Rust that is stored through serde, by path.
    Serde(String),
    /// A list of a type.
    List(Box<TypeRef>),
    /// A set of a type.
    Set(Box<TypeRef>),
    /// A map with open keys.
    Map(Box<TypeRef>),
}

/// A type with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDesign {
    /// Its name in Rust.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// The path of the type in Rust that is this one already.
    pub rust: Option<String>,
    /// How the names of its attributes are spelled, unless a field says otherwise.
    pub rename_all: Option<Spelling>,
    /// What it is made of.
    pub body: TypeBody,
}

/// What a named type is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum TypeBody {
    /// One of these tokens.
    Enum(Vec<String>),
    /// A document with these fields.
    Document(Vec<FieldDesign>),
    /// A document of one of several shapes.
    Union {
        /// The attribute with the variant's token.
        tag: String,
        /// The shapes by token.
        variants: Vec<(String, Vec<FieldDesign>)>,
    },
}

/// What a field is for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FieldRole {
    /// Counts the changes, so that two people who change an item at once notice.
    Lock,
    /// When the item was created.
    Created,
    /// When it was changed last.
    Updated,
    /// Made up when the item is created.
    Generated,
    /// Never changed after that.
    ReadOnly,
    /// Left out where items are shown.
    Hidden,
    /// What a function in Rust makes of other fields.
    Computed {
        /// Its path.
        function: String,
        /// The fields that it takes, in order.
        from: Vec<String>,
    },
    /// When the item vanishes, in seconds after it was written, if that is fixed.
    Ttl {
        /// Seconds after the write.
        after: Option<u64>,
    },
}

impl FieldRole {
    /// The role of the attribute. That it is never changed is no role.
    pub(crate) const fn of_attribute(&self) -> AttributeRole {
        match self {
            Self::Lock => AttributeRole::Lock,
            Self::Created => AttributeRole::Created,
            Self::Updated => AttributeRole::Updated,
            Self::Generated => AttributeRole::Generated,
            Self::ReadOnly | Self::Hidden => AttributeRole::Ordinary,
            Self::Computed { .. } => AttributeRole::Computed,
            Self::Ttl { after } => AttributeRole::Ttl { after: *after },
        }
    }
}

/// A default value.
#[derive(Debug, Clone, PartialEq)]
pub enum ValueDefault {
    /// A Boolean.
    Bool(bool),
    /// A number, as text.
    Number(String),
    /// A text or a token.
    Text(String),
    /// An empty collection.
    Empty,
}

/// An attribute that no two items share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueDesign {
    /// The field.
    pub field: String,
    /// The fields within whose values it is unique.
    pub scope: Vec<String>,
    /// How the value is written into the guard's key, as behind the colon in a template.
    pub format: Option<String>,
    /// The kind of the guard entity.
    pub guard: String,
}

/// How much is expected.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Load {
    /// How many items there are.
    pub count: Option<u64>,
    /// How many there are beside each parent item.
    pub per_parent: Option<f64>,
    /// How large an item is.
    pub bytes: Option<u64>,
}
