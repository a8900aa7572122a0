//! Items that stay the JSON that they came as, until a decoder takes what it wants out of them.
//!
//! One pass over the bytes checks an item and notes where its attributes are. A decoder then reads each value where it
//! stands, without a tree. Items are taken so when they are written as the service writes them: without white space,
//! each value an object of one member. Others, and those with a mistake, are left to the decoder that builds trees,
//! which knows all the other ways of writing them, and what to say about mistakes.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use super::base64;
use super::json::{Reader, text};
use super::value::{ValueKind, parse_number};
use crate::{AttributeValue, Item, Number, names};

/// How deep values may nest here: more than the service stores.
const MAX_DEPTH: u8 = 40;

/// An item of a response, still as JSON. It has been checked: every value in it is one that DynamoDB can hold.
pub struct EncodedItem {
    body: Arc<str>,
    fields: Box<[Field]>,
    tree: OnceLock<Item>,
}

/// Where an attribute is in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    name: Text,
    value: Place,
}

/// Where the content of a value is, of which type.
#[derive(Debug, Clone, Copy)]
struct Place {
    kind: ValueKind,
    content: Text,
}

/// A piece of the text. Of a string, what is between the quotes.
#[derive(Debug, Clone, Copy)]
struct Text {
    start: u32,
    end: u32,
    /// Whether there are escapes in the string.
    escaped: bool,
}

impl Text {
    fn of<'a>(&self, body: &'a str) -> &'a str {
        checked(body.get(self.start as usize..self.end as usize))
    }

    /// The bytes between the quotes.
    fn bytes<'a>(&self, body: &'a str) -> &'a [u8] {
        checked(body.as_bytes().get(self.start as usize..self.end as usize))
    }

    /// How the string compares with another. Texts go by their bytes.
    #[inline]
    fn compare(&self, body: &str, other: &str) -> Ordering {
        if self.escaped { (*self.unescaped(body)).cmp(other) } else { self.bytes(body).cmp(other.as_bytes()) }
    }

    /// Whether the string comes before another one, when that can be seen in their bytes.
    #[inline]
    fn is_before(&self, body: &str, other: &Self) -> bool {
        if self.escaped || other.escaped {
            return false;
        }
        match (self.bytes(body), other.bytes(body)) {
            // Most names differ in their first byte, which saves the call that compares them.
            ([first, ..], [second, ..]) if first != second => first < second,
            (text, other) => text < other,
        }
    }

    /// The string.
    fn string<'a>(&self, body: &'a str) -> Cow<'a, str> {
        if self.escaped { Cow::Owned(self.unescaped(body)) } else { Cow::Borrowed(self.of(body)) }
    }

    #[cold]
    fn unescaped(&self, body: &str) -> String {
        let start = self.start as usize;
        let special = text::special_from(body.as_bytes(), start);
        checked(text::unescape(body, start, special).ok()).0
    }
}

impl EncodedItem {
    /// Takes the item that comes next in a body. Otherwise stays where it is.
    pub(super) fn take(body: &Arc<str>, json: &mut Reader<'_>, likely: usize) -> Option<Self> {
        json.peek().ok()?;
        let mut scan = Scan { text: body, at: json.position(), checks: true };
        let fields = scan.fields(0, likely)?;
        json.continue_at(scan.at);
        Some(Self { body: Arc::clone(body), fields: fields.into(), tree: OnceLock::new() })
    }

    /// How many attributes the item has.
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether there is no attribute.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The attributes.
    pub(crate) fn fields(&self) -> EncodedFields<'_> {
        EncodedFields { body: &self.body, fields: Cow::Borrowed(&self.fields), at: 0 }
    }

    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<EncodedValue<'_>> {
        let found = self.fields.binary_search_by(|field| (*field.name.string(&self.body)).cmp(name)).ok()?;
        Some(EncodedValue { body: &self.body, place: self.fields.get(found)?.value })
    }

    /// The item as a tree, which is built when it is asked for first.
    pub fn as_item(&self) -> &Item {
        self.tree.get_or_init(|| self.fields().into_item())
    }

    /// The item as a tree.
    pub fn into_item(self) -> Item {
        match self.tree.into_inner() {
            Some(tree) => tree,
            None => {
                EncodedFields { body: &self.body, fields: Cow::Borrowed(&self.fields), at: 0 }.into_item()
            }
        }
    }
}

impl Clone for EncodedItem {
    fn clone(&self) -> Self {
        Self { body: Arc::clone(&self.body), fields: self.fields.clone(), tree: OnceLock::new() }
    }
}

/// As of an [`Item`]: names and types, no values.
impl fmt::Debug for EncodedItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_item().fmt(f)
    }
}

/// The attributes of an item or a map that is still JSON, in the order of their names.
#[derive(Clone)]
pub(crate) struct EncodedFields<'a> {
    body: &'a str,
    fields: Cow<'a, [Field]>,
    at: usize,
}

impl<'a> Iterator for EncodedFields<'a> {
    type Item = (Cow<'a, str>, EncodedValue<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let field = self.fields.get(self.at)?;
        self.at += 1;
        Some((field.name.string(self.body), EncodedValue { body: self.body, place: field.value }))
    }
}

impl<'a> EncodedFields<'a> {
    /// How the name of the attribute that comes next compares with another.
    #[inline]
    pub(crate) fn compare_next(&self, name: &str) -> Option<Ordering> {
        Some(self.fields.get(self.at)?.name.compare(self.body, name))
    }

    /// The value of the attribute that comes next.
    #[inline]
    pub(crate) fn next_value(&mut self) -> Option<EncodedValue<'a>> {
        let place = self.fields.get(self.at)?.value;
        self.at += 1;
        Some(EncodedValue { body: self.body, place })
    }

    fn into_item(self) -> Item {
        let mut item = Item::with_capacity(self.fields.len());
        for (name, value) in self {
            item.insert(names::name(name), value.into_attribute_value());
        }
        item
    }
}

/// The values of a list that is still JSON.
#[derive(Clone)]
pub(crate) struct EncodedElements<'a> {
    scan: Scan<'a>,
    end: usize,
}

impl<'a> Iterator for EncodedElements<'a> {
    type Item = EncodedValue<'a>;

    fn next(&mut self) -> Option<EncodedValue<'a>> {
        // After the bracket or a comma; the text ends with a bracket.
        self.scan.at += 1;
        if self.scan.at >= self.end {
            return None;
        }
        let place = checked(self.scan.value(0));
        Some(EncodedValue { body: self.scan.text, place })
    }
}

/// A value that is still JSON, which has been checked.
#[derive(Clone, Copy)]
pub(crate) struct EncodedValue<'a> {
    body: &'a str,
    place: Place,
}

impl<'a> EncodedValue<'a> {
    pub(crate) const fn kind(&self) -> ValueKind {
        self.place.kind
    }

    /// The string of an `S`.
    pub(crate) fn string(&self) -> Cow<'a, str> {
        self.place.content.string(self.body)
    }

    /// The number of an `N`.
    pub(crate) fn number(&self) -> Number {
        number(self.place.content.of(self.body))
    }

    /// The bytes of a `B`.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        bytes(self.place.content.of(self.body))
    }

    /// The truth value of a `BOOL`.
    pub(crate) fn boolean(&self) -> bool {
        self.place.content.of(self.body) == "true"
    }

    /// The values of an `L`.
    pub(crate) fn elements(&self) -> EncodedElements<'a> {
        let scan = Scan { text: self.body, at: self.place.content.start as usize, checks: false };
        EncodedElements { scan, end: self.place.content.end as usize - 1 }
    }

    /// The attributes of an `M`.
    pub(crate) fn fields(&self) -> EncodedFields<'a> {
        let mut scan = Scan { text: self.body, at: self.place.content.start as usize, checks: false };
        let fields = checked(scan.fields(0, 8));
        EncodedFields { body: self.body, fields: Cow::Owned(fields), at: 0 }
    }

    /// The members of a set.
    pub(crate) fn members<T, S: FromIterator<T>>(&self, mut read: impl FnMut(Cow<'a, str>) -> T) -> S {
        let mut scan = Scan { text: self.body, at: self.place.content.start as usize, checks: false };
        let end = self.place.content.end as usize - 1;
        let members = std::iter::from_fn(|| {
            scan.at += 1;
            (scan.at < end).then(|| read(checked(scan.string()).string(self.body)))
        });
        members.collect()
    }

    /// The value as a tree.
    pub(crate) fn into_attribute_value(self) -> AttributeValue {
        match self.kind() {
            ValueKind::S => AttributeValue::S(self.string().into_owned()),
            ValueKind::N => AttributeValue::N(self.number()),
            ValueKind::B => AttributeValue::B(self.bytes()),
            ValueKind::Bool => AttributeValue::Bool(self.boolean()),
            ValueKind::Null => AttributeValue::Null,
            ValueKind::L => AttributeValue::L(self.elements().map(Self::into_attribute_value).collect()),
            ValueKind::M => AttributeValue::M(self.fields().into_item()),
            ValueKind::Ss => AttributeValue::Ss(self.members(Cow::into_owned)),
            ValueKind::Ns => AttributeValue::Ns(self.members(|text| number(&text))),
            ValueKind::Bs => AttributeValue::Bs(self.members(|text| bytes(&text))),
        }
    }
}

/// What an item was checked for when it was taken, and still holds: its text cannot change.
fn checked<T>(value: Option<T>) -> T {
    value.unwrap_or_else(|| unreachable!("the text of an item is checked before it is kept"))
}

/// The number of a text that has been checked.
pub(crate) fn number(text: &str) -> Number {
    checked(parse_number(text).ok())
}

/// The bytes of a text that has been checked.
pub(crate) fn bytes(text: &str) -> Vec<u8> {
    checked(base64::decode(text).ok())
}

/// None of them shows its content: values can be personal data.
impl fmt::Debug for EncodedFields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.clone()).finish()
    }
}

impl fmt::Debug for EncodedElements<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl fmt::Debug for EncodedValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(…)", self.kind().as_str())
    }
}

/// A walk over an item as the service writes it. Everything else is `None`.
#[derive(Clone)]
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// Whether numbers and bytes are looked into. Once is enough.
    checks: bool,
}

impl Scan<'_> {
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.byte() == Some(byte)).then(|| self.at += 1)
    }

    fn text(&self, start: usize, end: usize, escaped: bool) -> Option<Text> {
        Some(Text { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()?, escaped })
    }

    /// A string: what is between its quotes.
    #[inline]
    fn string(&mut self) -> Option<Text> {
        self.take(b'"')?;
        let start = self.at;
        let end = text::special_from(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return self.text(start, end, false);
        }
        let (_, after) = text::unescape(self.text, start, end).ok()?;
        self.at = after;
        self.text(start, after - 1, true)
    }

    /// A string without escapes.
    fn plain(&mut self) -> Option<Text> {
        self.string().filter(|text| !text.escaped)
    }

    /// The attributes of an item or a map, sorted by name. Of several with one name the last stays.
    fn fields(&mut self, depth: u8, likely: usize) -> Option<Vec<Field>> {
        self.take(b'{')?;
        let mut fields: Vec<Field> = Vec::with_capacity(likely);
        if self.take(b'}').is_some() {
            return Some(fields);
        }
        let mut sorted = true;
        loop {
            let name = self.string()?;
            self.take(b':')?;
            let value = self.value(depth)?;
            sorted = sorted && fields.last().is_none_or(|last| last.name.is_before(self.text, &name));
            fields.push(Field { name, value });
            match self.byte()? {
                b',' => self.at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        self.at += 1;
        if !sorted {
            self.sort(&mut fields);
        }
        Some(fields)
    }

    fn sort(&self, fields: &mut Vec<Field>) {
        fields.sort_by(|a, b| {
            if a.name.escaped || b.name.escaped {
                a.name.string(self.text).cmp(&b.name.string(self.text))
            } else {
                a.name.of(self.text).cmp(b.name.of(self.text))
            }
        });
        fields.dedup_by(|later, earlier| {
            let same = later.name.string(self.text) == earlier.name.string(self.text);
            if same {
                *earlier = *later;
            }
            same
        });
    }

    /// A value: `{"S":"…"}`.
    #[inline]
    fn value(&mut self, depth: u8) -> Option<Place> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (kind, length) = match rest {
            [b'{', b'"', b'S', b'"', b':', ..] => (ValueKind::S, 5),
            [b'{', b'"', b'N', b'"', b':', ..] => (ValueKind::N, 5),
            [b'{', b'"', b'M', b'"', b':', ..] => (ValueKind::M, 5),
            [b'{', b'"', b'L', b'"', b':', ..] => (ValueKind::L, 5),
            [b'{', b'"', b'B', b'"', b':', ..] => (ValueKind::B, 5),
            [b'{', b'"', b'S', b'S', b'"', b':', ..] => (ValueKind::Ss, 6),
            [b'{', b'"', b'N', b'S', b'"', b':', ..] => (ValueKind::Ns, 6),
            [b'{', b'"', b'B', b'S', b'"', b':', ..] => (ValueKind::Bs, 6),
            [b'{', b'"', b'B', b'O', b'O', b'L', b'"', b':', ..] => (ValueKind::Bool, 8),
            [b'{', b'"', b'N', b'U', b'L', b'L', b'"', b':', ..] => (ValueKind::Null, 8),
            _ => return None,
        };
        self.at += length;
        let content = if kind == ValueKind::S { self.string()? } else { self.content(kind, depth)? };
        self.take(b'}')?;
        Some(Place { kind, content })
    }

    /// The content of a value that is no text.
    fn content(&mut self, kind: ValueKind, depth: u8) -> Option<Text> {
        let (start, body) = (self.at, self.text);
        match kind {
            ValueKind::S => return self.string(),
            ValueKind::N => return self.number(),
            ValueKind::B => return self.binary(),
            ValueKind::Bool => {
                let word = if self.byte() == Some(b't') { "true" } else { "false" };
                self.word(word)?;
            }
            ValueKind::Null => self.word("true")?,
            ValueKind::M => {
                self.nested(depth)?;
            }
            ValueKind::L => self.list(|scan| scan.value(deeper(depth)?).map(drop))?,
            ValueKind::Ss => self.set(Self::string, |text| text.string(body))?,
            ValueKind::Ns => self.set(Self::number, |text| number(text.of(body)))?,
            ValueKind::Bs => self.set(Self::binary, |text| text.of(body))?,
        }
        self.text(start, self.at, false)
    }

    /// Passes over a map, without noting where its attributes are.
    fn nested(&mut self, depth: u8) -> Option<()> {
        let depth = deeper(depth)?;
        self.take(b'{')?;
        if self.take(b'}').is_some() {
            return Some(());
        }
        loop {
            self.string()?;
            self.take(b':')?;
            self.value(depth)?;
            match self.byte()? {
                b',' => self.at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(())
    }

    fn list(&mut self, element: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        if self.text.as_bytes().get(self.at..)?.starts_with(b"[]") {
            self.at += 2;
            return Some(());
        }
        self.elements(element)
    }

    /// A list of at least one element.
    fn elements(&mut self, mut element: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(b'[')?;
        loop {
            element(self)?;
            match self.byte()? {
                b',' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        Some(())
    }

    /// A set, whose members are distinct.
    fn set<T: Ord>(
        &mut self,
        member: impl Fn(&mut Self) -> Option<Text>,
        mut read: impl FnMut(Text) -> T,
    ) -> Option<()> {
        if !self.checks {
            return self.elements(|scan| member(scan).map(drop));
        }
        let mut members = BTreeSet::new();
        self.elements(|scan| {
            let text = member(scan)?;
            members.insert(read(text)).then_some(())
        })
    }

    fn number(&mut self) -> Option<Text> {
        let text = self.plain()?;
        (!self.checks || parse_number(text.of(self.text)).is_ok()).then_some(text)
    }

    fn binary(&mut self) -> Option<Text> {
        let text = self.plain()?;
        (!self.checks || base64::decode(text.of(self.text)).is_ok()).then_some(text)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        let found = self.text.get(self.at..)?.starts_with(word);
        found.then(|| self.at += word.len())
    }
}

fn deeper(depth: u8) -> Option<u8> {
    (depth < MAX_DEPTH).then_some(depth + 1)
}
