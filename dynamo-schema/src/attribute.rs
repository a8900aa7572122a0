//! The attributes of an entity and their types.

use crate::{List, PartKind, ScalarType, Text};

/// One attribute of an entity or of a nested document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeModel {
    /// The name in the item.
    pub name: Text,
    /// The name of the field in Rust.
    pub field: Text,
    /// Its type.
    pub attribute_type: AttributeType,
    /// Whether it may be absent.
    pub optional: bool,
    /// What it is for.
    pub role: AttributeRole,
    /// Whether it is never changed once the item is there.
    pub read_only: bool,
    /// Whether it is left out where items are shown.
    pub hidden: bool,
    /// Whether a value stands in for an absent one when the item is read.
    pub has_default: bool,
    /// What values it may have, besides those of its type.
    pub limits: List<Limit>,
    /// The names of the attributes that it is computed from, when that is its role.
    pub computed_from: List<Text>,
}

/// What an attribute is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum AttributeRole {
    /// What its name says.
    #[default]
    Ordinary,
    /// It counts the changes of the item, so that two people who change it at once notice.
    Lock,
    /// When the item was created.
    Created,
    /// When the item was written last.
    Updated,
    /// An identifier that is made up for a new item.
    Generated,
    /// When the item expires.
    Ttl {
        /// How many seconds after a new item is made up, if that is fixed.
        after: Option<u64>,
    },
    /// A function of other attributes, whatever writes them.
    Computed,
}

/// What values an attribute may have. An absent one is within all limits.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// A number of at least this.
    Least(LimitNumber),
    /// A number of at most this.
    Most(LimitNumber),
    /// At least so many characters of a text, bytes of a binary, elements of a collection.
    Shortest(u64),
    /// At most so many characters of a text, bytes of a binary, elements of a collection.
    Longest(u64),
    /// At least so many bytes of a text or a binary.
    LeastBytes(u64),
    /// At most so many bytes of a text or a binary.
    MostBytes(u64),
    /// A text that matches a pattern as a whole.
    Pattern(Text),
}

/// The number `coefficient × 10^-scale`, which a `const` can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitNumber {
    /// The digits.
    pub coefficient: i128,
    /// How many of them are behind the point.
    pub scale: u8,
}

impl AttributeModel {
    /// An attribute without a role, limits and the like.
    pub const fn new(name: Text, field: Text, attribute_type: AttributeType, optional: bool) -> Self {
        Self {
            name,
            field,
            attribute_type,
            optional,
            role: AttributeRole::Ordinary,
            read_only: false,
            hidden: false,
            has_default: false,
            limits: List::Borrowed(&[]),
            computed_from: List::Borrowed(&[]),
        }
    }

    /// The attribute in an item or a document that is not its own: there it has no role.
    #[must_use]
    pub fn without_role(mut self) -> Self {
        self.role = AttributeRole::Ordinary;
        self.read_only = false;
        self.computed_from = List::Borrowed(&[]);
        self
    }
}

/// What an attribute means, beyond its type on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttributeType {
    /// Text (`S`).
    String,
    /// An integer of a width (`N`).
    Integer(IntegerType),
    /// An exact decimal number (`N`).
    Decimal,
    /// A binary floating-point number (`N`).
    Float,
    /// A truth value (`BOOL`).
    Bool,
    /// Bytes (`B`).
    Binary,
    /// A moment in UTC, RFC 3339 with nine digits of fraction (`S`).
    Timestamp,
    /// A calendar date, `YYYY-MM-DD` (`S`).
    Date,
    /// Seconds since 1970 (`N`), the form that time to live needs.
    EpochSeconds,
    /// A UUID in its canonical text (`S`).
    Uuid,
    /// A ULID in its canonical text (`S`).
    Ulid,
    /// One of these tokens (`S`).
    Enum(List<Text>),
    /// A set of texts (`SS`).
    StringSet,
    /// A set of numbers (`NS`).
    NumberSet,
    /// A set of byte strings (`BS`).
    BinarySet,
    /// A list (`L`) of the one type in the list.
    List(List<AttributeType>),
    /// A list (`L`) of as many values as there are types, each of its own.
    Tuple(List<AttributeType>),
    /// A map (`M`) with open keys to values of the one type in the list.
    Map(List<AttributeType>),
    /// A nested document (`M`) with these attributes.
    Document(List<AttributeModel>),
    /// A nested document (`M`) of one of several shapes.
    Union {
        /// The attribute that holds the variant's token.
        tag: Text,
        /// The shapes.
        variants: List<VariantModel>,
    },
    /// Anything: a value that another library or the program itself writes.
    Any,
}

/// One shape of a union.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantModel {
    /// The value of the tag.
    pub token: Text,
    /// The attributes besides the tag.
    pub attributes: List<AttributeModel>,
}

/// The integers of Rust. `usize` and `isize` count as 64 bits wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum IntegerType {
    U8,
    U16,
    U32,
    U64,
    U128,
    I8,
    I16,
    I32,
    I64,
    I128,
}

/// A type on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum WireType {
    S,
    N,
    B,
    Bool,
    Null,
    L,
    M,
    Ss,
    Ns,
    Bs,
}

impl AttributeType {
    /// The type on the wire; `None` when it can be any.
    pub const fn wire(&self) -> Option<WireType> {
        Some(match self {
            Self::String | Self::Timestamp | Self::Date | Self::Uuid | Self::Ulid | Self::Enum(_) => {
                WireType::S
            }
            Self::Integer(_) | Self::Decimal | Self::Float | Self::EpochSeconds => WireType::N,
            Self::Bool => WireType::Bool,
            Self::Binary => WireType::B,
            Self::StringSet => WireType::Ss,
            Self::NumberSet => WireType::Ns,
            Self::BinarySet => WireType::Bs,
            Self::List(_) | Self::Tuple(_) => WireType::L,
            Self::Map(_) | Self::Document(_) | Self::Union { .. } => WireType::M,
            Self::Any => return None,
        })
    }

    /// The type as a key attribute; `None` when it cannot be one. Floats are refused: two texts of one float, or a
    /// rounding, would make two items of one.
    pub const fn scalar(&self) -> Option<ScalarType> {
        if matches!(self, Self::Float) {
            return None;
        }
        match self.wire() {
            Some(WireType::S) => Some(ScalarType::S),
            Some(WireType::N) => Some(ScalarType::N),
            Some(WireType::B) => Some(ScalarType::B),
            _ => None,
        }
    }

    /// How the type is written into a key template; `None` when it cannot be part of one.
    pub const fn part_kind(&self) -> Option<PartKind> {
        Some(match self {
            Self::String => PartKind::Text,
            Self::Enum(_) => PartKind::Token,
            Self::Integer(integer) => PartKind::Integer(*integer),
            Self::EpochSeconds => PartKind::Integer(IntegerType::I64),
            Self::Decimal => PartKind::Decimal,
            Self::Bool => PartKind::Bool,
            Self::Timestamp => PartKind::Timestamp,
            Self::Date => PartKind::Date,
            Self::Uuid => PartKind::Uuid,
            Self::Ulid => PartKind::Ulid,
            _ => return None,
        })
    }
}

impl IntegerType {
    /// How many bits the type has.
    pub const fn bits(self) -> u32 {
        match self {
            Self::U8 | Self::I8 => 8,
            Self::U16 | Self::I16 => 16,
            Self::U32 | Self::I32 => 32,
            Self::U64 | Self::I64 => 64,
            Self::U128 | Self::I128 => 128,
        }
    }

    /// Whether the type has negative values.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::I8 | Self::I16 | Self::I32 | Self::I64 | Self::I128)
    }

    /// How many decimal digits its largest value has, as unsigned.
    pub const fn width(self) -> u8 {
        match self.bits() {
            8 => 3,
            16 => 5,
            32 => 10,
            64 => 20,
            _ => 39,
        }
    }
}
