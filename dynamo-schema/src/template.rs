//! Key templates: texts with parts that come from attributes, such as `ORDER#{placed_at}#{order_id}`.

use crate::{IntegerType, List, Text};

/// A key composed of literal text and parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyTemplate {
    /// The segments in order. Two literals never follow each other.
    pub segments: List<Segment>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Text that is the same in every key.
    Literal(Text),
    /// The encoded value of an attribute.
    Part(TemplatePart),
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplatePart {
    /// The name of the attribute.
    pub attribute: Text,
    /// What kind of value it is.
    pub kind: PartKind,
    /// How it is written.
    pub format: PartFormat,
}

/// What a part of a key is; decides its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// Text of any length, escaped.
    Text,
    /// An enum's token, escaped as text.
    Token,
    /// An integer, zero-padded; signed ones are offset so that they sort.
    Integer(IntegerType),
    /// A decimal number; needs a declared scale.
    Decimal,
    /// `0` or `1`.
    Bool,
    /// A moment in UTC, in ISO 8601 with a fixed number of digits.
    Timestamp,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A UUID in canonical text.
    Uuid,
    /// A ULID in canonical text.
    Ulid,
}

/// How a part is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartFormat {
    /// The number of digits of an unsigned integer, when not the full width of its type.
    pub width: Option<u8>,
    /// The digits after the point of a decimal.
    pub scale: Option<u8>,
    /// A change of case of a text.
    pub case: Case,
    /// What to do with characters that structure a key.
    pub text: TextPolicy,
    /// The fraction of a second that a timestamp keeps.
    pub precision: TimePrecision,
    /// When set, the part is not the value but its shard: a stable hash of its encoding modulo this number.
    pub shards: Option<u16>,
}

/// A change of case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Case {
    /// As it is.
    #[default]
    Keep,
    /// Lower case, by Unicode.
    Lower,
    /// Upper case, by Unicode.
    Upper,
}

/// What to do with the characters U+0000 to U+0024 in a text part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextPolicy {
    /// Write `$` and two hex digits for each.
    #[default]
    Escape,
    /// Refuse the value.
    Reject,
    /// Write them as they are. For tables that exist; keeps neither order nor distinctness.
    Raw,
}

/// The fraction of a second that a timestamp keeps in a key. A value with a finer one is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimePrecision {
    /// None.
    Seconds,
    /// Three digits.
    Millis,
    /// Six digits.
    Micros,
    /// Nine digits.
    #[default]
    Nanos,
}

impl PartFormat {
    /// The format of a part without a declared one.
    pub const DEFAULT: Self = Self {
        width: None,
        scale: None,
        case: Case::Keep,
        text: TextPolicy::Escape,
        precision: TimePrecision::Nanos,
        shards: None,
    };
}

impl Default for PartFormat {
    fn default() -> Self {
        Self::DEFAULT
    }
}
