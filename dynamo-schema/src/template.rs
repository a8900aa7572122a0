//! Key templates: texts with parts that come from attributes, such as `ORDER#{placed_at}#{order_id}`.

use crate::{IntegerType, List, Text};

/// A key composed of literal text and parts, such as `ORDER#{placed_at}#{order_id}`; see
/// [`parse_template`](crate::parse_template) for the grammar.
///
/// The last part has no terminator, so that keys look as the template says. What [`validate`](crate::validate()) demands
/// makes keys distinct, lets them be read back, and makes ranges exact:
///
/// - Of the characters U+0000 to U+0024 a literal holds `#` only: the others are how texts are escaped.
/// - A text or a token is the last part, or `#` follows.
/// - In a sort key, `#` stands before and after each part, unless the key begins or ends there.
/// - A `raw` part may be followed by any literal, and what is next to it or after it needs no `#`. It keeps neither
///   distinctness nor order, so that it and the parts after it are compared for equality or by prefix only. A key is
///   read back as if the literal that follows were not in the value.
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

/// What a part of a key is; decides its text, which compares as the values do.
///
/// | kind | text |
/// |---|---|
/// | unsigned integer | decimal digits, zero-padded to the full width of the type or to the declared width |
/// | signed integer | the value plus 2^(bits − 1), then as unsigned at full width |
/// | decimal | the value × 10^scale + 10^28 in 29 digits |
/// | Boolean | `0` or `1` |
/// | timestamp | `YYYY-MM-DDTHH:MM:SSZ` with no, 3, 6 or 9 digits of fraction |
/// | date | `YYYY-MM-DD` |
/// | UUID | 36 lower-case characters with hyphens |
/// | ULID | 26 upper-case characters |
/// | text, token | itself, but `$` and two hex digits for each of U+0000 to U+0024 |
/// | shard | the shard's number, zero-padded to the digits of the last one |
///
/// A text is never empty. The texts of different values differ, but for what a declared change of case makes equal, and the text of a prefix is a prefix of the text. All
/// but texts and tokens have one length. A value that has no such text, such as a number beyond the width or a timestamp
/// finer than the precision, is refused and never rounded.
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
