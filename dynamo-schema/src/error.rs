//! Why a value cannot be written into a key, or a key not be read.
//!
//! Keys hold e-mail addresses and the like, so these errors tell lengths, positions and single structural characters,
//! never the text of a value or of a key.

use std::error::Error;
use std::fmt;

use crate::{IntegerType, PartKind, TimePrecision};

/// A value does not fit a part of a key template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartError {
    attribute: Option<String>,
    kind: PartErrorKind,
}

/// What is wrong with the value of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PartErrorKind {
    /// The text is empty.
    Empty,
    /// A text of a part with the policy `reject` holds a character that structures keys.
    Structural {
        /// Where the character is, in bytes.
        position: usize,
        /// The character, one of U+0000 to U+0024.
        character: char,
    },
    /// The value is of another kind than the part.
    WrongKind {
        /// What the part holds.
        expected: PartKind,
    },
    /// The integer is outside the range of its type.
    OutOfRange(IntegerType),
    /// The integer has more digits than the declared width.
    Overflow {
        /// The declared width.
        width: u8,
    },
    /// The template declares no scale for a decimal.
    NoScale,
    /// The decimal has more digits after the point than the declared scale.
    TooFine {
        /// The declared scale.
        scale: u8,
    },
    /// The decimal, without its point, has more than 28 digits.
    DecimalTooLarge {
        /// The declared scale.
        scale: u8,
    },
    /// The timestamp is finer than the precision of the part.
    TooPrecise(TimePrecision),
    /// The year is not one of 0 to 9999.
    Year,
    /// The fields of a date or a timestamp are not those of a day or a moment.
    NotADay,
    /// The number of the shard is not below the number of shards.
    NoSuchShard {
        /// The number of shards.
        shards: u16,
    },
    /// A text is not in the form that its kind has.
    Malformed {
        /// What it should have been.
        expected: PartKind,
        /// How many bytes it has.
        length: usize,
    },
}

impl PartError {
    pub(crate) const fn new(kind: PartErrorKind) -> Self {
        Self { attribute: None, kind }
    }

    pub(crate) fn malformed(expected: PartKind, text: &str) -> Self {
        Self::new(PartErrorKind::Malformed { expected, length: text.len() })
    }

    /// The error as one about an attribute, if it names none yet.
    #[must_use]
    pub fn of(mut self, attribute: &str) -> Self {
        self.attribute = Some(attribute.to_owned());
        self
    }

    /// The attribute of the part, when the value was meant for one.
    pub fn attribute(&self) -> Option<&str> {
        self.attribute.as_deref()
    }

    /// What is wrong.
    pub const fn kind(&self) -> PartErrorKind {
        self.kind
    }
}

impl fmt::Display for PartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(attribute) = &self.attribute {
            write!(f, "attribute `{attribute}`: ")?;
        }
        self.kind.fmt(f)
    }
}

impl Error for PartError {}

impl fmt::Display for PartErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Empty => {
                f.write_str("an empty text cannot be part of a key; give it at least one character")
            }
            Self::Structural { position, character } => write!(
                f,
                "the text holds U+{:04X} at byte {position}, which structures keys and which `reject` refuses; \
                 remove it from the value or declare the part `escape`",
                u32::from(character)
            ),
            Self::WrongKind { expected } => {
                write!(f, "the value is of another kind; this part of the key is {}", expected.describe())
            }
            Self::OutOfRange(integer) => {
                write!(f, "the number is outside the range of {}; declare a wider type", integer.as_str())
            }
            Self::Overflow { width } => write!(
                f,
                "the number has more than the {width} digits that the template declares; declare a greater width \
                 (which changes the keys of existing items)"
            ),
            Self::NoScale => f.write_str("a decimal in a key needs a declared scale, such as `{price:.2}`"),
            Self::TooFine { scale } => write!(
                f,
                "the decimal has more than the {scale} digits after the point that the template declares; round the \
                 value or declare a greater scale"
            ),
            Self::DecimalTooLarge { scale } => write!(
                f,
                "the decimal has more than 28 digits at scale {scale}; use a smaller number or a smaller scale"
            ),
            Self::TooPrecise(precision) => write!(
                f,
                "the timestamp is finer than the {} that the template keeps; truncate the value before it is stored \
                 or declare a finer precision",
                precision.describe()
            ),
            Self::Year => f.write_str("the year is outside 0000 to 9999, which is all that a key can order"),
            Self::NotADay => {
                f.write_str("the fields are not those of a day of the calendar or of a moment in it")
            }
            Self::NoSuchShard { shards } => {
                write!(f, "there is no such shard; the template declares {shards}, numbered from 0")
            }
            Self::Malformed { expected, length } => {
                write!(f, "a text of {length} bytes where {} is expected", expected.describe())
            }
        }
    }
}

/// A key cannot be composed from values, or a key's text cannot be taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError {
    template: String,
    kind: KeyErrorKind,
}

/// What is wrong with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyErrorKind {
    /// One part.
    Part(PartError),
    /// The key lacks the literal text that the template has there.
    Literal {
        /// Where in the key, in bytes.
        position: usize,
    },
    /// The key goes on after the template's end.
    Trailing {
        /// Where in the key, in bytes.
        position: usize,
    },
    /// More values were given than the template has parts.
    TooManyValues {
        /// How many parts it has.
        parts: usize,
    },
    /// A range was asked for although every part has a value already.
    NoPartLeft,
    /// A comparison was asked for on a part of this kind, which has none that keys keep.
    Unordered {
        /// The attribute.
        attribute: String,
        /// What kind the part is.
        kind: PartKind,
    },
    /// A prefix was asked for on a part that is not a text.
    NoPrefix {
        /// The attribute.
        attribute: String,
        /// What kind the part is.
        kind: PartKind,
    },
    /// A comparison was asked for on a shard, which is a hash.
    Sharded {
        /// The attribute.
        attribute: String,
    },
    /// A comparison was asked for on a `raw` part, or on a part after one.
    AfterRaw {
        /// The attribute of the raw part.
        attribute: String,
    },
    /// A comparison was asked for on a part that `#` does not set apart from its neighbours.
    NotDelimited {
        /// The attribute.
        attribute: String,
    },
}

impl KeyError {
    pub(crate) fn new(template: &crate::KeyTemplate, kind: KeyErrorKind) -> Self {
        Self { template: template.to_string(), kind }
    }

    /// The template, as a person would write it.
    pub fn template(&self) -> &str {
        &self.template
    }

    /// The attribute that the error is about, when it is about one.
    pub fn attribute(&self) -> Option<&str> {
        match &self.kind {
            KeyErrorKind::Part(error) => error.attribute(),
            KeyErrorKind::Unordered { attribute, .. }
            | KeyErrorKind::NoPrefix { attribute, .. }
            | KeyErrorKind::Sharded { attribute }
            | KeyErrorKind::AfterRaw { attribute }
            | KeyErrorKind::NotDelimited { attribute } => Some(attribute),
            _ => None,
        }
    }

    /// What is wrong.
    pub const fn kind(&self) -> &KeyErrorKind {
        &self.kind
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "key `{}`: ", self.template)?;
        match &self.kind {
            KeyErrorKind::Part(error) => error.fmt(f),
            KeyErrorKind::Literal { position } => {
                write!(
                    f,
                    "the text at byte {position} is not the template's; it is the key of something else"
                )
            }
            KeyErrorKind::Trailing { position } => write!(
                f,
                "the key goes on at byte {position}, after the template's end; it is the key of something else"
            ),
            KeyErrorKind::TooManyValues { parts } => {
                write!(f, "more values than its {parts} parts; leave the last ones out")
            }
            KeyErrorKind::NoPartLeft => {
                f.write_str("every part has a value, so none is left for a range; leave out the last value")
            }
            KeyErrorKind::Unordered { attribute, kind } => write!(
                f,
                "`{attribute}` is {}, whose text has not the order of its values; compare for equality only",
                kind.describe()
            ),
            KeyErrorKind::NoPrefix { attribute, kind } => {
                write!(f, "`{attribute}` is {}, which has no prefixes; use a range", kind.describe())
            }
            KeyErrorKind::Sharded { attribute } => write!(
                f,
                "the shard of `{attribute}` is a hash and has no order; query each shard and compare for equality"
            ),
            KeyErrorKind::AfterRaw { attribute } => write!(
                f,
                "`{attribute}` is `raw`, which keeps no order; declare it `escape`, or compare for equality or by \
                 prefix"
            ),
            KeyErrorKind::NotDelimited { attribute } => write!(
                f,
                "`{attribute}` is not set apart by `#` on both sides, so that no range is exact; put `#` around it"
            ),
        }
    }
}

impl Error for KeyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.kind {
            KeyErrorKind::Part(error) => Some(error),
            _ => None,
        }
    }
}
