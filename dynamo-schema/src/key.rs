//! Composing keys from values and taking them apart again.

use crate::encode::text::is_structural;
use crate::{KeyError, KeyErrorKind, KeyTemplate, PartValue, Segment, TemplatePart, TextPolicy};

/// How many bytes of a key room is made for where a text goes.
const LIKELY_TEXT: usize = 24;

impl KeyTemplate {
    /// The parts in order.
    pub fn parts(&self) -> impl Iterator<Item = &TemplatePart> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Literal(_) => None,
            Segment::Part(part) => Some(part),
        })
    }

    /// The key of an item, from the value that each part's attribute has. `None` when one has no value: the item is
    /// then absent from a sparse index. For a primary key, the caller makes an error of it.
    ///
    /// The last part of a template has no terminator, so that keys look as the template says. [`crate::limits`] tells
    /// how long a key may be.
    ///
    /// # Errors
    ///
    /// When a value cannot be written; see [`TemplatePart::encode`].
    pub fn render<'v>(
        &self,
        mut value: impl FnMut(&TemplatePart) -> Option<PartValue<'v>>,
    ) -> Result<Option<String>, KeyError> {
        let likely = |segment: &Segment| match segment {
            Segment::Literal(text) => text.len(),
            Segment::Part(part) => part.fixed_width().unwrap_or(LIKELY_TEXT),
        };
        let mut key = String::with_capacity(self.segments.iter().map(likely).sum());
        for segment in self.segments.iter() {
            match segment {
                Segment::Literal(text) => key.push_str(text),
                Segment::Part(part) => {
                    let Some(value) = value(part) else { return Ok(None) };
                    part.encode(&value, &mut key)
                        .map_err(|error| KeyError::new(self, KeyErrorKind::Part(error)))?;
                }
            }
        }
        Ok(Some(key))
    }

    /// The attributes and their values that a key was composed from: the inverse of [`KeyTemplate::render`], up to a
    /// change of case. The value of a shard is its number. A `raw` part ends at the first occurrence of the literal
    /// that follows it.
    ///
    /// # Errors
    ///
    /// When the template cannot have given this key, which is then the key of another entity.
    pub fn parse(&self, key: &str) -> Result<Vec<(&str, PartValue<'static>)>, KeyError> {
        let mut values = Vec::new();
        let mut rest = key;
        for (index, segment) in self.segments.iter().enumerate() {
            let position = key.len() - rest.len();
            match segment {
                Segment::Literal(text) => {
                    rest = rest
                        .strip_prefix(&**text)
                        .ok_or_else(|| KeyError::new(self, KeyErrorKind::Literal { position }))?;
                }
                Segment::Part(part) => {
                    let (text, after) = rest.split_at(part_end(part, self.segments.get(index + 1), rest));
                    let value =
                        part.parse(text).map_err(|error| KeyError::new(self, KeyErrorKind::Part(error)))?;
                    values.push((&*part.attribute, value.into_owned()));
                    rest = after;
                }
            }
        }
        if !rest.is_empty() {
            let position = key.len() - rest.len();
            return Err(KeyError::new(self, KeyErrorKind::Trailing { position }));
        }
        Ok(values)
    }
}

/// Where the part at the start of a text ends, at a character's boundary.
fn part_end(part: &TemplatePart, next: Option<&Segment>, text: &str) -> usize {
    if let Some(width) = part.fixed_width() {
        return text.floor_char_boundary(width);
    }
    let end = match (part.format.text, next) {
        // A literal that follows at once is not where the part ends: a part has at least one character.
        (TextPolicy::Raw, Some(Segment::Literal(literal))) => {
            let first = text.chars().next().map_or(0, char::len_utf8);
            text[first..].find(&**literal).map(|end| first + end)
        }
        (TextPolicy::Raw, _) => None,
        _ => text.find(|character| is_structural(character) && character != crate::encode::text::ESCAPE),
    };
    end.unwrap_or(text.len())
}
