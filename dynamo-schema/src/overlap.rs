//! Whether the keys of two entities can meet.
//!
//! Two templates are walked side by side, byte by byte where both have a fixed text, and from `#` to `#` where one has a
//! text of any length: no encoded value holds `#`, so the components between them face each other. What cannot be
//! decided counts as meeting.

use std::borrow::Cow;
use std::slice;

use crate::{AttributeType, KeyTemplate, PartFormat, PartKind, Segment, TemplatePart, TextPolicy, WireType};
use crate::{TimePrecision, view};

/// How the keys of two entities stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Overlap {
    /// No query for one returns the other.
    Disjoint,
    /// Their keys differ, but a prefix or range query for one can return the other.
    Contains,
    /// Both can have the same key.
    Collides,
}

/// Compares two templates as sort keys in one partition.
///
/// A template without a part has one key and is queried for equality only; any other is queried by its leading literal
/// at the widest.
///
/// ```
/// use dynamo_schema::{IntegerType, KeyTemplate, Overlap, PartKind, overlap, parse_template};
///
/// let template = |text| -> KeyTemplate {
///     let kind = PartKind::Integer(IntegerType::U16);
///     parse_template(text).unwrap().resolve(|name| Some((name.to_owned().into(), kind))).unwrap()
/// };
/// assert_eq!(overlap(&template("ITEM#{n}"), &template("META")), Overlap::Disjoint);
/// assert_eq!(overlap(&template("ITEM#{n}"), &template("ITEM#{n}#NOTE#{m}")), Overlap::Contains);
/// assert_eq!(overlap(&template("ITEM#{n}"), &template("ITEM#{m:05}")), Overlap::Collides);
/// ```
pub const fn overlap(first: &KeyTemplate, second: &KeyTemplate) -> Overlap {
    sort_overlap(KeyShape::Template(first), KeyShape::Template(second))
}

/// Compares two whole keys, each a partition key and, when the table or the index has one, a sort key.
///
/// A query names one partition, so partition keys meet only when they can be equal.
pub const fn key_overlap(
    first: (&KeyTemplate, Option<&KeyTemplate>),
    second: (&KeyTemplate, Option<&KeyTemplate>),
) -> Overlap {
    if !can_equal(KeyShape::Template(first.0), KeyShape::Template(second.0)) {
        return Overlap::Disjoint;
    }
    match (first.1, second.1) {
        (Some(first), Some(second)) => overlap(first, second),
        _ => Overlap::Collides,
    }
}

/// What the values of a key attribute look like.
#[derive(Clone, Copy)]
pub(crate) enum KeyShape<'m> {
    /// A composed text.
    Template(&'m KeyTemplate),
    /// An attribute of the entity, of this type.
    Natural(&'m AttributeType),
}

pub(crate) const fn sort_overlap(first: KeyShape<'_>, second: KeyShape<'_>) -> Overlap {
    if start_apart(first, second) {
        return Overlap::Disjoint;
    }
    if can_equal(first, second) {
        return Overlap::Collides;
    }
    if query_returns(first, second) || query_returns(second, first) {
        return Overlap::Contains;
    }
    Overlap::Disjoint
}

pub(crate) const fn can_equal(first: KeyShape<'_>, second: KeyShape<'_>) -> bool {
    match (Cursor::new(first), Cursor::new(second)) {
        (Some(first), Some(second)) => matches!(meet(first, second), Meeting::Same | Meeting::Undecided),
        // Numbers and bytes: any can equal any, but never a text.
        (None, None) => true,
        _ => false,
    }
}

/// Whether both start with a literal and these differ at some byte: what most pairs are told apart by.
const fn start_apart(first: KeyShape<'_>, second: KeyShape<'_>) -> bool {
    let (KeyShape::Template(first), KeyShape::Template(second)) = (first, second) else { return false };
    match (view::list(&first.segments), view::list(&second.segments)) {
        ([Segment::Literal(first), ..], [Segment::Literal(second), ..]) => {
            !view::same_start(view::text(first).as_bytes(), view::text(second).as_bytes())
        }
        _ => false,
    }
}

/// Whether the widest query for one entity can return another.
const fn query_returns(queried: KeyShape<'_>, other: KeyShape<'_>) -> bool {
    let segments = match queried {
        // An attribute that is the key itself has no prefix of the entity's own.
        KeyShape::Natural(_) => return true,
        KeyShape::Template(template) => view::list(&template.segments),
    };
    let prefix = match segments {
        [Segment::Literal(_)] => return false,
        [literal @ Segment::Literal(_), ..] => slice::from_ref(literal),
        _ => return true,
    };
    match Cursor::new(other) {
        Some(other) => !matches!(meet(Cursor::at_start(prefix), other), Meeting::Apart),
        None => false,
    }
}

/// How two texts stand to each other as far as their templates tell.
enum Meeting {
    /// They differ at some byte, or the second ends where the first goes on.
    Apart,
    /// They can be equal.
    Same,
    /// The first ends where the second goes on.
    FirstEnds,
    /// A `raw` part can hold anything.
    Undecided,
}

const fn meet(mut first: Cursor<'_>, mut second: Cursor<'_>) -> Meeting {
    loop {
        match first.skip_alike(&mut second) {
            Some(true) => continue,
            Some(false) => return Meeting::Apart,
            None => {}
        }
        match (first.symbol(), second.symbol()) {
            (Symbol::End, Symbol::End) => return Meeting::Same,
            (Symbol::End, _) => return Meeting::FirstEnds,
            (_, Symbol::End) => return Meeting::Apart,
            (Symbol::Raw, _) | (_, Symbol::Raw) => return Meeting::Undecided,
            // A text is not empty.
            (Symbol::Text, Symbol::Byte(b'#')) | (Symbol::Byte(b'#'), Symbol::Text) => return Meeting::Apart,
            (Symbol::Text, _) | (_, Symbol::Text) => {
                if !(first.skip_component() && second.skip_component()) {
                    return Meeting::Undecided;
                }
            }
            (one, other) => {
                if !one.meets(other) {
                    return Meeting::Apart;
                }
                first.advance();
                second.advance();
            }
        }
    }
}

/// What a template has at one place.
#[derive(Clone, Copy)]
enum Symbol {
    End,
    Byte(u8),
    Digit,
    LowerHex,
    Crockford,
    /// One or more bytes, none of them `#`.
    Text,
    /// One or more bytes.
    Raw,
}

impl Symbol {
    const fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Byte(one), Self::Byte(other)) => one == other,
            (Self::Byte(byte), class) | (class, Self::Byte(byte)) => class.holds(byte),
            // Each of the others holds the digits.
            _ => true,
        }
    }

    const fn holds(self, byte: u8) -> bool {
        match self {
            Self::Digit => byte.is_ascii_digit(),
            Self::LowerHex => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
            Self::Crockford => {
                matches!(byte, b'0'..=b'9' | b'A'..=b'H' | b'J' | b'K' | b'M' | b'N' | b'P'..=b'T' | b'V'..=b'Z')
            }
            _ => true,
        }
    }
}

/// A place in a template: a segment, and a byte of it when its length is fixed.
#[derive(Clone, Copy)]
struct Cursor<'m> {
    segments: &'m [Segment],
    segment: usize,
    byte: usize,
}

impl<'m> Cursor<'m> {
    const fn at_start(segments: &'m [Segment]) -> Self {
        Self { segments, segment: 0, byte: 0 }
    }

    /// `None` for numbers and bytes.
    const fn new(shape: KeyShape<'m>) -> Option<Self> {
        let segments = match shape {
            KeyShape::Template(template) => view::list(&template.segments),
            KeyShape::Natural(attribute) => match (attribute.wire(), attribute) {
                (Some(WireType::N | WireType::B), _) => return None,
                (_, AttributeType::Uuid) => NATURAL_UUID,
                (_, AttributeType::Ulid) => NATURAL_ULID,
                (_, AttributeType::Date) => NATURAL_DATE,
                _ => NATURAL_TEXT,
            },
        };
        Some(Self::at_start(segments))
    }

    /// Goes over what can be compared as a whole: two literals, as far as both go, or two parts of one form. `Some(false)`
    /// when they differ, `None` when there is nothing of the sort.
    const fn skip_alike(&mut self, other: &mut Cursor<'_>) -> Option<bool> {
        if self.segment >= self.segments.len() || other.segment >= other.segments.len() {
            return None;
        }
        if self.byte > 0 || other.byte > 0 {
            return None;
        }
        match (&self.segments[self.segment], &other.segments[other.segment]) {
            (Segment::Literal(one), Segment::Literal(another)) => {
                let (one, another) = (view::text(one).as_bytes(), view::text(another).as_bytes());
                if !view::same_start(one, another) {
                    return Some(false);
                }
                self.skip(another.len(), one.len());
                other.skip(one.len(), another.len());
                Some(true)
            }
            (Segment::Part(one), Segment::Part(another)) => {
                match (one.fixed_width(), another.fixed_width()) {
                    (Some(width), Some(other_width)) if width == other_width && same_form(one, another) => {
                        self.skip(width, width);
                        other.skip(width, width);
                        Some(true)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Goes on by so many bytes of a segment of this length, at the most to its end.
    const fn skip(&mut self, bytes: usize, length: usize) {
        if bytes < length {
            self.byte = bytes;
        } else {
            self.segment += 1;
        }
    }

    const fn symbol(&self) -> Symbol {
        let mut segment = self.segment;
        let mut byte = self.byte;
        while segment < self.segments.len() {
            match &self.segments[segment] {
                Segment::Literal(text) => {
                    let bytes = view::text(text).as_bytes();
                    if byte < bytes.len() {
                        return Symbol::Byte(bytes[byte]);
                    }
                }
                Segment::Part(part) => match part.fixed_width() {
                    None if part.is_raw() => return Symbol::Raw,
                    None => return Symbol::Text,
                    Some(width) if byte < width => return byte_of(part, byte),
                    Some(_) => {}
                },
            }
            segment += 1;
            byte = 0;
        }
        Symbol::End
    }

    const fn advance(&mut self) {
        while self.segment < self.segments.len() {
            let length = match &self.segments[self.segment] {
                Segment::Literal(text) => view::text(text).len(),
                Segment::Part(part) => match part.fixed_width() {
                    Some(width) => width,
                    None => 1,
                },
            };
            if self.byte < length {
                self.byte += 1;
                if self.byte == length {
                    self.segment += 1;
                    self.byte = 0;
                }
                return;
            }
            self.segment += 1;
            self.byte = 0;
        }
    }

    /// Goes to the next `#` or to the end; false when a `raw` part is in between, which can hold any number of `#`.
    const fn skip_component(&mut self) -> bool {
        loop {
            match self.symbol() {
                Symbol::End | Symbol::Byte(b'#') => return true,
                Symbol::Raw => return false,
                _ => self.advance(),
            }
        }
    }
}

/// Whether two parts of one width have the same kinds of bytes in the same places.
const fn same_form(one: &TemplatePart, other: &TemplatePart) -> bool {
    const fn form(part: &TemplatePart) -> u8 {
        match part.kind {
            _ if part.format.shards.is_some() => 0,
            PartKind::Integer(_) | PartKind::Decimal | PartKind::Bool | PartKind::Text | PartKind::Token => 0,
            PartKind::Date => 1,
            PartKind::Timestamp => 2,
            PartKind::Uuid => 3,
            PartKind::Ulid => 4,
        }
    }
    form(one) == form(other)
}

/// What a part of fixed width has at one of its bytes.
const fn byte_of(part: &TemplatePart, byte: usize) -> Symbol {
    if part.format.shards.is_some() {
        return Symbol::Digit;
    }
    match part.kind {
        PartKind::Uuid if matches!(byte, 8 | 13 | 18 | 23) => Symbol::Byte(b'-'),
        PartKind::Uuid => Symbol::LowerHex,
        PartKind::Ulid => Symbol::Crockford,
        PartKind::Date | PartKind::Timestamp => match byte {
            4 | 7 => Symbol::Byte(b'-'),
            10 => Symbol::Byte(b'T'),
            13 | 16 => Symbol::Byte(b':'),
            19 if matches!(part.format.precision, TimePrecision::Seconds) => Symbol::Byte(b'Z'),
            19 => Symbol::Byte(b'.'),
            23 if matches!(part.format.precision, TimePrecision::Millis) => Symbol::Byte(b'Z'),
            26 if matches!(part.format.precision, TimePrecision::Micros) => Symbol::Byte(b'Z'),
            29 => Symbol::Byte(b'Z'),
            _ => Symbol::Digit,
        },
        PartKind::Bool | PartKind::Integer(_) | PartKind::Decimal | PartKind::Text | PartKind::Token => {
            Symbol::Digit
        }
    }
}

const fn natural(kind: PartKind) -> Segment {
    let format = PartFormat { text: TextPolicy::Raw, ..PartFormat::DEFAULT };
    Segment::Part(TemplatePart { attribute: Cow::Borrowed(""), kind, format })
}

// Texts that are keys themselves are not escaped. The same moment may be written in several ways, so a timestamp counts
// as any text.
const NATURAL_TEXT: &[Segment] = &[natural(PartKind::Text)];
const NATURAL_UUID: &[Segment] = &[natural(PartKind::Uuid)];
const NATURAL_ULID: &[Segment] = &[natural(PartKind::Ulid)];
const NATURAL_DATE: &[Segment] = &[natural(PartKind::Date)];
