//! Items that stay the JSON that they came as, until a decoder takes what it wants out of them.
//!
//! One pass over the bytes checks an item and notes where its attributes are. A decoder then reads each value where it
//! stands, without a tree. Items are taken so when they are written as the service writes them: without white space,
//! each value an object of one member. Others, and those with a mistake, are left to the decoder that builds trees,
//! which knows all the other ways of writing them, and what to say about mistakes.

mod note;
mod order;
mod scan;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::{Arc, OnceLock};

use note::{Note, Place};
use scan::Scan;

pub(super) use scan::Experience;

use super::base64;
use super::json::Reader;
use super::value::{ValueKind, parse_number};
use crate::{AttributeValue, Item, Number, names};

/// An item of a response, still as JSON. It has been checked: every value in it is one that DynamoDB can hold.
pub struct EncodedItem {
    body: Arc<str>,
    notes: Vec<Note>,
    /// The notes from here on are the attributes of the item itself.
    root: usize,
    tree: OnceLock<Item>,
}

impl EncodedItem {
    /// Takes the item that comes next in a body. Otherwise stays where it is.
    pub(super) fn take(body: &Arc<str>, json: &mut Reader<'_>, experience: &mut Experience) -> Option<Self> {
        json.peek().ok()?;
        let (notes, root, end) = Scan::item(body, json.position(), experience)?;
        json.continue_at(end);
        Some(Self { body: Arc::clone(body), notes, root, tree: OnceLock::new() })
    }

    fn attributes(&self) -> &[Note] {
        self.notes.get(self.root..).unwrap_or_default()
    }

    /// How many attributes the item has.
    pub fn len(&self) -> usize {
        self.attributes().len()
    }

    /// Whether there is no attribute.
    pub fn is_empty(&self) -> bool {
        self.attributes().is_empty()
    }

    /// The attributes.
    pub(crate) fn fields(&self) -> EncodedFields<'_> {
        EncodedFields { item: self, notes: self.attributes().iter() }
    }

    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<EncodedValue<'_>> {
        let attributes = self.attributes();
        let found = attributes.binary_search_by(|note| note.name.compare(&self.body, name)).ok()?;
        Some(EncodedValue { item: self, place: attributes.get(found)?.value })
    }

    /// The item as a tree, which is built when it is asked for first.
    pub fn as_item(&self) -> &Item {
        self.tree.get_or_init(|| self.fields().into_item())
    }

    /// The item as a tree.
    pub fn into_item(mut self) -> Item {
        self.tree.take().unwrap_or_else(|| self.fields().into_item())
    }
}

impl Clone for EncodedItem {
    fn clone(&self) -> Self {
        Self {
            body: Arc::clone(&self.body),
            notes: self.notes.clone(),
            root: self.root,
            tree: OnceLock::new(),
        }
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
    item: &'a EncodedItem,
    notes: std::slice::Iter<'a, Note>,
}

impl<'a> Iterator for EncodedFields<'a> {
    type Item = (Cow<'a, str>, EncodedValue<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let note = self.notes.next()?;
        Some((note.name.string(&self.item.body), EncodedValue { item: self.item, place: note.value }))
    }
}

impl<'a> EncodedFields<'a> {
    /// How the name of the attribute that comes next compares with another.
    #[inline]
    pub(crate) fn compare_next(&self, name: &str) -> Option<Ordering> {
        Some(self.notes.as_slice().first()?.name.compare(&self.item.body, name))
    }

    /// The value of the attribute that comes next.
    #[inline]
    pub(crate) fn next_value(&mut self) -> Option<EncodedValue<'a>> {
        Some(EncodedValue { item: self.item, place: self.notes.next()?.value })
    }

    fn into_item(self) -> Item {
        let mut item = Item::with_capacity(self.notes.len());
        for (name, value) in self {
            item.insert(names::name(name), value.into_attribute_value());
        }
        item
    }
}

/// The values of a list that is still JSON.
#[derive(Clone)]
pub(crate) struct EncodedElements<'a> {
    item: &'a EncodedItem,
    notes: std::slice::Iter<'a, Note>,
}

impl<'a> Iterator for EncodedElements<'a> {
    type Item = EncodedValue<'a>;

    fn next(&mut self) -> Option<EncodedValue<'a>> {
        Some(EncodedValue { item: self.item, place: self.notes.next()?.value })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.notes.size_hint()
    }
}

impl ExactSizeIterator for EncodedElements<'_> {}

/// A value that is still JSON, which has been checked.
#[derive(Clone, Copy)]
pub(crate) struct EncodedValue<'a> {
    item: &'a EncodedItem,
    place: Place,
}

impl<'a> EncodedValue<'a> {
    pub(crate) const fn kind(&self) -> ValueKind {
        self.place.kind
    }

    /// The string of an `S`.
    pub(crate) fn string(&self) -> Cow<'a, str> {
        self.place.text().string(&self.item.body)
    }

    /// The number of an `N`.
    pub(crate) fn number(&self) -> Number {
        number(self.place.text().of(&self.item.body))
    }

    /// The bytes of a `B`.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        bytes(self.place.text().of(&self.item.body))
    }

    /// The truth value of a `BOOL`.
    pub(crate) fn boolean(&self) -> bool {
        self.place.text().of(&self.item.body) == "true"
    }

    /// The values of an `L`.
    pub(crate) fn elements(&self) -> EncodedElements<'a> {
        EncodedElements { item: self.item, notes: self.place.of(&self.item.notes).iter() }
    }

    /// The attributes of an `M`.
    pub(crate) fn fields(&self) -> EncodedFields<'a> {
        EncodedFields { item: self.item, notes: self.place.of(&self.item.notes).iter() }
    }

    /// The members of a set.
    pub(crate) fn members<T, S: FromIterator<T>>(&self, mut read: impl FnMut(Cow<'a, str>) -> T) -> S {
        let members = self.place.of(&self.item.notes).iter();
        members.map(|note| read(note.value.text().string(&self.item.body))).collect()
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
