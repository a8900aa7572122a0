//! Templates as a person would write them. [`parse_template`](crate::parse_template) reads the text back.

use std::fmt::{self, Write};

use crate::{Case, KeyTemplate, PartFormat, Segment, TemplatePart, TextPolicy, TimePrecision};

impl fmt::Display for KeyTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.segments.iter().try_for_each(|segment| segment.fmt(f))
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Literal(text) => text.chars().try_for_each(|character| {
                if matches!(character, '{' | '}') {
                    f.write_char(character)?;
                }
                f.write_char(character)
            }),
            Self::Part(part) => part.fmt(f),
        }
    }
}

impl fmt::Display for TemplatePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(shards) = self.format.shards {
            return write!(f, "{{shard({}, {shards})}}", self.attribute);
        }
        write!(f, "{{{}{}}}", self.attribute, self.format)
    }
}

/// The formats that differ from the default, with the colon before them.
impl fmt::Display for PartFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = ':';
        let mut spec = |spec: fmt::Arguments<'_>| {
            let written = write!(f, "{separator}{spec}");
            separator = ',';
            written
        };
        if let Some(width) = self.width {
            spec(format_args!("0{width}"))?;
        }
        if let Some(scale) = self.scale {
            spec(format_args!(".{scale}"))?;
        }
        for word in [self.case.word(), self.text.word(), self.precision.word()].into_iter().flatten() {
            spec(format_args!("{word}"))?;
        }
        Ok(())
    }
}

impl Case {
    /// The word of the grammar; `None` for the default.
    pub(crate) const fn word(self) -> Option<&'static str> {
        match self {
            Self::Keep => None,
            Self::Lower => Some("lower"),
            Self::Upper => Some("upper"),
        }
    }
}

impl TextPolicy {
    /// The word of the grammar; `None` for the default.
    pub(crate) const fn word(self) -> Option<&'static str> {
        match self {
            Self::Escape => None,
            Self::Reject => Some("reject"),
            Self::Raw => Some("raw"),
        }
    }
}

impl TimePrecision {
    /// The word of the grammar; `None` for the default.
    pub(crate) const fn word(self) -> Option<&'static str> {
        match self {
            Self::Nanos => None,
            Self::Micros => Some("us"),
            Self::Millis => Some("ms"),
            Self::Seconds => Some("s"),
        }
    }
}
