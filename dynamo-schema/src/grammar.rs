//! The text form of key templates.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use crate::encode::GREATEST_SCALE;
use crate::encode::text::{DELIMITER, is_structural};
use crate::{
    Case, KeyTemplate, PartFormat, PartKind, Segment, TemplatePart, Text, TextPolicy, TimePrecision,
};

/// The greatest width of an integer: the digits of a `u128`.
pub(crate) const GREATEST_WIDTH: u8 = 39;

/// A template's text taken apart; what kinds of value its parts are is not known yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedTemplate {
    /// The segments in order. Two literals never follow each other.
    pub segments: Vec<ParsedSegment>,
}

/// A piece of a template and where it is in the text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParsedSegment {
    /// Text that is the same in every key.
    Literal {
        /// The text, with `{{` and `}}` as single braces.
        text: String,
        /// Where it is.
        range: Range<usize>,
    },
    /// A placeholder.
    Part {
        /// The attribute, as the template names it.
        attribute: String,
        /// How it is written.
        format: PartFormat,
        /// Where the placeholder is, braces included.
        range: Range<usize>,
    },
}

/// A template's text does not follow the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    range: Range<usize>,
    message: String,
}

impl TemplateError {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into() }
    }

    /// The bytes of the template that are wrong.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// What is wrong, and what to write instead.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for TemplateError {}

impl ParsedTemplate {
    /// The template with the kind of each part, which `resolve` tells from the attribute as the template names it; it
    /// also gives the name in the item, which may differ.
    ///
    /// # Errors
    ///
    /// The first segment whose attribute `resolve` does not know.
    pub fn resolve(
        &self,
        mut resolve: impl FnMut(&str) -> Option<(Text, PartKind)>,
    ) -> Result<KeyTemplate, &ParsedSegment> {
        let mut segments = Vec::with_capacity(self.segments.len());
        for segment in &self.segments {
            segments.push(match segment {
                ParsedSegment::Literal { text, .. } => Segment::Literal(Text::Owned(text.clone())),
                ParsedSegment::Part { attribute, format, .. } => {
                    let (attribute, kind) = resolve(attribute).ok_or(segment)?;
                    Segment::Part(TemplatePart { attribute, kind, format: *format })
                }
            });
        }
        Ok(KeyTemplate { segments: segments.into() })
    }
}

/// Takes a template's text apart.
///
/// ```text
/// template  = { literal | "{{" | "}}" | part }
/// part      = "{" attribute [ ":" spec { "," spec } ] "}"
///           | "{" "shard(" attribute "," count ")" "}"
/// spec      = width                        unsigned integers: 4, 04
///           | "." scale                    decimals: .2
///           | "s" | "ms" | "us" | "ns"     timestamps
///           | "lower" | "upper"            texts
///           | "escape" | "reject" | "raw"  texts and tokens
/// ```
///
/// # Errors
///
/// The first place where the text does not follow the grammar. Whether the formats fit the attributes, and whether the
/// parts are set apart well enough, is for [`validate`](crate::validate()) to say.
///
/// ```
/// use dynamo_schema::{ParsedSegment, parse_template};
///
/// let template = parse_template("ITEM#{line:04}").unwrap();
/// let [ParsedSegment::Literal { text, .. }, ParsedSegment::Part { attribute, format, .. }] =
///     template.segments.as_slice()
/// else {
///     panic!()
/// };
/// assert_eq!((text.as_str(), attribute.as_str(), format.width), ("ITEM#", "line", Some(4)));
///
/// let error = parse_template("ITEM#{line:wide}").unwrap_err();
/// assert_eq!(error.range(), 11..15);
/// ```
pub fn parse_template(text: &str) -> Result<ParsedTemplate, TemplateError> {
    if text.is_empty() {
        return Err(TemplateError::new(0..0, "an empty template; a key has at least one byte"));
    }
    let mut segments = Vec::new();
    let mut literal = String::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let rest = &text[at..];
        if rest.starts_with("{{") || rest.starts_with("}}") {
            literal.push(character);
            at += 2;
            continue;
        }
        match character {
            '{' => {
                if !literal.is_empty() {
                    let text = std::mem::take(&mut literal);
                    segments.push(ParsedSegment::Literal { text, range: start..at });
                }
                let Some(length) = rest.find('}') else {
                    return Err(TemplateError::new(
                        at..text.len(),
                        "this `{` has no `}`; close the placeholder, or write `{{` for a brace",
                    ));
                };
                let (attribute, format) = placeholder(&text[at + 1..at + length], at + 1)?;
                at += length + 1;
                segments.push(ParsedSegment::Part { attribute, format, range: at - length - 1..at });
                start = at;
            }
            '}' => {
                return Err(TemplateError::new(
                    at..at + 1,
                    "this `}` closes nothing; write `}}` for a brace",
                ));
            }
            _ => {
                let end = at + character.len_utf8();
                if is_structural(character) && character != DELIMITER {
                    return Err(TemplateError::new(
                        at..end,
                        format!(
                            "a literal holds U+{:04X}; of the characters up to U+0024 only `#` is allowed, because \
                             the others are how texts are escaped",
                            u32::from(character)
                        ),
                    ));
                }
                literal.push(character);
                at = end;
            }
        }
    }
    if !literal.is_empty() {
        segments.push(ParsedSegment::Literal { text: literal, range: start..at });
    }
    Ok(ParsedTemplate { segments })
}

/// Reads what stands between braces, which begins at `at`.
fn placeholder(inner: &str, at: usize) -> Result<(String, PartFormat), TemplateError> {
    if let Some(arguments) = inner.trim().strip_prefix("shard(") {
        return shard(arguments, at..at + inner.len());
    }
    let (attribute, specs) = match inner.split_once(':') {
        Some((attribute, specs)) => (attribute, Some(specs)),
        None => (inner, None),
    };
    let name = attribute_name(attribute, at..at + attribute.len())?;
    let mut format = Declared::default();
    let mut start = at + attribute.len() + 1;
    for spec in specs.into_iter().flat_map(|specs| specs.split(',')) {
        let lead = spec.len() - spec.trim_start().len();
        let range = start + lead..start + lead + spec.trim().len();
        format.add(spec.trim(), range)?;
        start += spec.len() + 1;
    }
    Ok((name, format.format))
}

fn attribute_name(text: &str, range: Range<usize>) -> Result<String, TemplateError> {
    let name = text.trim();
    if name.is_empty() {
        return Err(TemplateError::new(range, "a placeholder without an attribute; write `{attribute}`"));
    }
    if name.contains(['{', '(', ')', ',']) {
        return Err(TemplateError::new(
            range,
            "not the name of an attribute; write `{attribute}`, `{attribute:04}` or `{shard(attribute, 8)}`",
        ));
    }
    Ok(name.to_owned())
}

fn shard(arguments: &str, range: Range<usize>) -> Result<(String, PartFormat), TemplateError> {
    let wrong = |message: &str| TemplateError::new(range.clone(), message);
    let Some((attribute, count)) =
        arguments.trim_end().strip_suffix(')').and_then(|arguments| arguments.split_once(','))
    else {
        return Err(wrong("a shard is written `{shard(attribute, 8)}`, with the number of shards"));
    };
    let name = attribute_name(attribute, range.clone())?;
    let shards = match count.trim().parse::<u16>() {
        Ok(shards) if shards > 0 && !count.contains('+') => shards,
        _ => return Err(wrong("the number of shards is one of 1 to 65535")),
    };
    Ok((name, PartFormat { shards: Some(shards), ..PartFormat::DEFAULT }))
}

/// The format so far, and which aspects of it were declared.
#[derive(Default)]
struct Declared {
    format: PartFormat,
    seen: Vec<Aspect>,
}

#[derive(Clone, Copy, PartialEq)]
enum Aspect {
    Width,
    Scale,
    Case,
    Policy,
    Precision,
}

impl Declared {
    fn add(&mut self, spec: &str, range: Range<usize>) -> Result<(), TemplateError> {
        let aspect = match spec {
            "lower" => self.case(Case::Lower),
            "upper" => self.case(Case::Upper),
            "escape" => self.policy(TextPolicy::Escape),
            "reject" => self.policy(TextPolicy::Reject),
            "raw" => self.policy(TextPolicy::Raw),
            "s" => self.precision(TimePrecision::Seconds),
            "ms" => self.precision(TimePrecision::Millis),
            "us" => self.precision(TimePrecision::Micros),
            "ns" => self.precision(TimePrecision::Nanos),
            _ => self.number(spec, &range)?,
        };
        if self.seen.contains(&aspect) {
            return Err(TemplateError::new(range, "a second format of the same sort; leave one out"));
        }
        self.seen.push(aspect);
        Ok(())
    }

    fn case(&mut self, case: Case) -> Aspect {
        self.format.case = case;
        Aspect::Case
    }

    fn policy(&mut self, policy: TextPolicy) -> Aspect {
        self.format.text = policy;
        Aspect::Policy
    }

    fn precision(&mut self, precision: TimePrecision) -> Aspect {
        self.format.precision = precision;
        Aspect::Precision
    }

    fn number(&mut self, spec: &str, range: &Range<usize>) -> Result<Aspect, TemplateError> {
        let (digits, is_scale) = match spec.strip_prefix('.') {
            Some(digits) => (digits, true),
            None => (spec, false),
        };
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(TemplateError::new(
                range.clone(),
                format!(
                    "unknown format `{spec}`; there are a width such as `04`, a scale such as `.2`, `s`, `ms`, \
                     `us`, `ns`, `lower`, `upper`, `escape`, `reject` and `raw`"
                ),
            ));
        }
        let value = digits.parse::<u8>().unwrap_or(u8::MAX);
        if is_scale {
            if value > GREATEST_SCALE {
                return Err(TemplateError::new(
                    range.clone(),
                    format!("the scale of a decimal is one of 0 to {GREATEST_SCALE}"),
                ));
            }
            self.format.scale = Some(value);
            return Ok(Aspect::Scale);
        }
        if value == 0 || value > GREATEST_WIDTH {
            return Err(TemplateError::new(
                range.clone(),
                format!("the width of an integer is one of 1 to {GREATEST_WIDTH} digits"),
            ));
        }
        self.format.width = Some(value);
        Ok(Aspect::Width)
    }
}
