//! The one walk over an item's text, which checks it and notes where everything is.

use std::collections::BTreeSet;

use super::note::{Note, Place, Text};
use super::number;
use super::order::Order;
use crate::wire::base64;
use crate::wire::json::text;
use crate::wire::value::{ValueKind, parse_number};

/// How deep values may nest here: more than the service stores.
const MAX_DEPTH: usize = 40;
/// How many notes room is made for before an item is walked over.
const ENOUGH: usize = 512;

/// What one item leaves for the next one of a body.
#[derive(Debug, Default)]
pub(in crate::wire) struct Experience {
    /// The attributes and elements of what is still open, outer ones first.
    open: Vec<Note>,
    /// At each depth.
    orders: Vec<Order>,
    /// How many notes the next item most likely has.
    likely: usize,
}

/// A walk over an item as the service writes it. Everything else is `None`.
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
    notes: Vec<Note>,
    experience: &'a mut Experience,
}

impl<'a> Scan<'a> {
    /// Walks over the item that starts at a position. Returns its notes, of which the last are its attributes, beginning
    /// with the returned one; and the position after it.
    pub(super) fn item(
        text: &'a str,
        at: usize,
        experience: &'a mut Experience,
    ) -> Option<(Vec<Note>, usize, usize)> {
        // Notes have positions of 32 bits. There are fewer of them than bytes.
        u32::try_from(text.len()).ok()?;
        // An item that was given up may have left some.
        experience.open.clear();
        let notes = Vec::with_capacity(experience.likely);
        let mut scan = Self { text, at, notes, experience };
        let root = scan.attributes(0)?;
        let Self { at, notes, experience, .. } = scan;
        experience.likely = notes.len().min(ENOUGH);
        Some((notes, root, at))
    }

    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.byte() == Some(byte)).then(|| self.at += 1)
    }

    /// A string: what is between its quotes.
    #[inline]
    fn string(&mut self) -> Option<Text> {
        self.take(b'"')?;
        let start = self.at;
        let end = text::special_from(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return Some(Text::new(start, end, false));
        }
        let (_, after) = text::unescape(self.text, start, end).ok()?;
        self.at = after;
        Some(Text::new(start, after - 1, true))
    }

    /// A string without escapes.
    fn plain(&mut self) -> Option<Text> {
        self.string().filter(|text| !text.is_escaped())
    }

    /// The attributes of an item or a map, noted in the order of their names. Returns where their notes start.
    fn attributes(&mut self, depth: usize) -> Option<usize> {
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(self.notes.len());
        }
        let base = self.experience.open.len();
        if self.experience.orders.len() <= depth {
            self.experience.orders.resize_with(depth + 1, Order::default);
        }
        let mut number = 0;
        let mut as_expected = true;
        loop {
            let expected = self.experience.orders.get(depth)?.expected(self.text, self.at, number);
            let (name, kind) = if let Some((name, kind, end)) = expected {
                self.at = end;
                (name, kind)
            } else {
                as_expected = false;
                let name = self.string()?;
                self.take(b':')?;
                (name, self.kind()?)
            };
            let value = self.content(kind, depth)?;
            self.experience.open.push(Note { name, value });
            number += 1;
            match self.byte()? {
                b',' => self.at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        self.at += 1;
        let start = self.notes.len();
        let Experience { open, orders, .. } = &mut *self.experience;
        let (attributes, order) = (open.get(base..)?, orders.get_mut(depth)?);
        if !as_expected || order.len() != number {
            order.learn(self.text, attributes);
        }
        order.append(attributes, &mut self.notes);
        open.truncate(base);
        Some(start)
    }

    /// A value: `{"S":"…"}`.
    fn value(&mut self, depth: usize) -> Option<Place> {
        let kind = self.kind()?;
        self.content(kind, depth)
    }

    /// The type of a value, up to its content: `{"S":`.
    #[inline]
    fn kind(&mut self) -> Option<ValueKind> {
        let kind = match self.text.as_bytes().get(self.at..)? {
            [b'{', b'"', b'S', b'"', b':', ..] => ValueKind::S,
            [b'{', b'"', b'N', b'"', b':', ..] => ValueKind::N,
            [b'{', b'"', b'M', b'"', b':', ..] => ValueKind::M,
            [b'{', b'"', b'L', b'"', b':', ..] => ValueKind::L,
            [b'{', b'"', b'B', b'"', b':', ..] => ValueKind::B,
            [b'{', b'"', b'S', b'S', b'"', b':', ..] => ValueKind::Ss,
            [b'{', b'"', b'N', b'S', b'"', b':', ..] => ValueKind::Ns,
            [b'{', b'"', b'B', b'S', b'"', b':', ..] => ValueKind::Bs,
            [b'{', b'"', b'B', b'O', b'O', b'L', b'"', b':', ..] => ValueKind::Bool,
            [b'{', b'"', b'N', b'U', b'L', b'L', b'"', b':', ..] => ValueKind::Null,
            _ => return None,
        };
        self.at += kind.head_len();
        Some(kind)
    }

    /// The content of a value, and the bracket after it.
    #[inline]
    fn content(&mut self, kind: ValueKind, depth: usize) -> Option<Place> {
        let place = match kind {
            ValueKind::S => Place::of_text(kind, self.string()?),
            _ => self.other(kind, depth)?,
        };
        self.take(b'}')?;
        Some(place)
    }

    /// The content of a value that is no text.
    fn other(&mut self, kind: ValueKind, depth: usize) -> Option<Place> {
        let (start, body) = (self.at, self.text);
        match kind {
            ValueKind::S => return Some(Place::of_text(kind, self.string()?)),
            ValueKind::N => return Some(Place::of_text(kind, self.number()?)),
            ValueKind::B => return Some(Place::of_text(kind, self.binary()?)),
            ValueKind::Bool => {
                let word = if self.byte() == Some(b't') { "true" } else { "false" };
                self.word(word)?;
            }
            ValueKind::Null => self.word("true")?,
            ValueKind::M => {
                let start = self.attributes(deeper(depth)?)?;
                return Some(Place::of_notes(kind, start, self.notes.len()));
            }
            ValueKind::L => {
                if self.text.as_bytes().get(self.at..)?.starts_with(b"[]") {
                    self.at += 2;
                    return Some(Place::of_notes(kind, 0, 0));
                }
                let depth = deeper(depth)?;
                return self.elements(kind, |scan| scan.value(depth));
            }
            ValueKind::Ss => return self.set(kind, Self::string, |text| text.string(body)),
            ValueKind::Ns => return self.set(kind, Self::number, |text| number(text.of(body))),
            ValueKind::Bs => return self.set(kind, Self::binary, |text| text.of(body)),
        }
        Some(Place::of_text(kind, Text::new(start, self.at, false)))
    }

    /// A list of at least one element.
    fn elements(
        &mut self,
        kind: ValueKind,
        mut element: impl FnMut(&mut Self) -> Option<Place>,
    ) -> Option<Place> {
        self.take(b'[')?;
        let base = self.experience.open.len();
        loop {
            let value = element(self)?;
            self.experience.open.push(Note { name: Text::EMPTY, value });
            match self.byte()? {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        let start = self.notes.len();
        self.notes.extend_from_slice(self.experience.open.get(base..)?);
        self.experience.open.truncate(base);
        Some(Place::of_notes(kind, start, self.notes.len()))
    }

    /// A set, whose members are distinct.
    fn set<T: Ord>(
        &mut self,
        kind: ValueKind,
        member: impl Fn(&mut Self) -> Option<Text>,
        mut read: impl FnMut(Text) -> T,
    ) -> Option<Place> {
        let mut members = BTreeSet::new();
        self.elements(kind, |scan| {
            let text = member(scan)?;
            members.insert(read(text)).then_some(Place::of_text(kind, text))
        })
    }

    fn number(&mut self) -> Option<Text> {
        let text = self.plain()?;
        parse_number(text.of(self.text)).is_ok().then_some(text)
    }

    fn binary(&mut self) -> Option<Text> {
        let text = self.plain()?;
        base64::decode(text.of(self.text)).is_ok().then_some(text)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let found = self.text.get(self.at..)?.starts_with(word);
        found.then(|| self.at += word.len())
    }
}

fn deeper(depth: usize) -> Option<usize> {
    (depth < MAX_DEPTH).then_some(depth + 1)
}
