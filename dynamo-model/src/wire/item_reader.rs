//! Reading an item field by field, straight from the bytes.

use std::borrow::Cow;

use super::decoder::{Decoder, Result};
use super::error::DecodeError;
use super::json::Reader;
use super::refusal::{Layer, Place, Refusal, ValueRefusal};
use super::value::{ValueKind, binary, parse_number, read_value};
use crate::{AttributeValue, Number};

/// A cursor over the fields of one item. A derived decoder reads a struct with it and builds no tree.
///
/// Per field: [`next_field`](Self::next_field) gives the name, then exactly one accessor takes the value, or
/// [`skip`](Self::skip) passes over it. [`kind`](Self::kind) may be asked first, for optional fields and enums.
/// A list is entered by [`begin_list`](Self::begin_list) and read by [`next_element`](Self::next_element) and
/// an accessor each, until `false`; a map by [`begin_map`](Self::begin_map) and `next_field`, until `None`; a
/// set by [`begin_set`](Self::begin_set) and the accessor of its members, until `None`. Leaving any of them is
/// part of reading them to the end.
///
/// ```
/// use dynamo_model::wire::{ItemReader, json::Reader};
///
/// let mut json = Reader::new(br#"{"id":{"S":"a"},"tags":{"SS":["x","y"]},"old":{"L":[{"N":"1"}]}}"#)?;
/// let mut item = ItemReader::new(&mut json)?;
/// let (mut id, mut tags) = (None, Vec::new());
/// while let Some(name) = item.next_field()? {
///     match &*name {
///         "id" => id = Some(item.text()?),
///         "tags" => {
///             item.begin_set(dynamo_model::wire::ValueKind::Ss)?;
///             while let Some(tag) = item.next_text()? {
///                 tags.push(tag);
///             }
///         }
///         _ => item.skip()?,
///     }
/// }
/// assert_eq!((id.as_deref(), tags.len()), (Some("a"), 2));
/// # Ok::<(), dynamo_model::wire::DecodeError>(())
/// ```
///
/// An item can also be kept for later as it is: [`Reader::position`] before it, [`Reader::skip`], and
/// [`Reader::since`] give its JSON, which another cursor reads.
///
/// The accessors hold values to the same rules as the decoder that builds items, except that a set with a
/// repeated member is not refused: the service stores none.
#[derive(Debug)]
pub struct ItemReader<'r, 'a> {
    json: &'r mut Reader<'a>,
    /// The depth inside the item itself.
    base: u16,
    /// The type of the value that comes next, when it has been read.
    kind: Option<ValueKind>,
}

impl<'r, 'a> ItemReader<'r, 'a> {
    /// Enters the item that comes next.
    ///
    /// # Errors
    /// When no object comes next.
    pub fn new(json: &'r mut Reader<'a>) -> Result<Self> {
        json.begin_object()?;
        let base = json.depth();
        Ok(Self { json, base, kind: None })
    }

    /// The byte that has been reached, to say where a value is wrong.
    pub const fn position(&self) -> usize {
        self.json.position()
    }

    /// The name of the next field of the item, or of the innermost map; `None` leaves it.
    ///
    /// # Errors
    /// When the bytes are malformed.
    pub fn next_field(&mut self) -> Result<Option<Cow<'a, str>>> {
        let name = self.json.next_name_inline()?;
        // The end of the item itself leaves the depth below its base; a map stands in an object of its own.
        if name.is_none() && self.json.depth() >= self.base {
            self.close()?;
        }
        Ok(name)
    }

    /// The type of the value that comes next.
    ///
    /// # Errors
    /// When no value comes next, or one without a type that this version knows.
    #[inline]
    pub fn kind(&mut self) -> Result<ValueKind> {
        if let Some(kind) = self.kind {
            return Ok(kind);
        }
        let kind = match self.json.begin_tagged() {
            Some(tag) => ValueKind::of_tag(tag),
            None => {
                self.json.begin_object()?;
                self.json.next_name()?.as_deref().and_then(ValueKind::of)
            }
        };
        match kind {
            Some(kind) => {
                self.kind = Some(kind);
                Ok(kind)
            }
            None => Err(refused(ValueRefusal::Empty)),
        }
    }

    /// Enters a value of a type.
    #[inline(always)]
    fn open(&mut self, expected: ValueKind) -> Result<()> {
        if self.kind.is_none()
            && let Some(tag) = self.json.begin_tagged()
        {
            let kind = ValueKind::of_tag(tag).ok_or_else(|| refused(ValueRefusal::Empty))?;
            if kind == expected {
                return Ok(());
            }
            self.kind = Some(kind);
        }
        self.open_asked(expected)
    }

    /// Enters a value whose type has been asked for, or is written in another way than the service does.
    fn open_asked(&mut self, expected: ValueKind) -> Result<()> {
        let kind = self.kind()?;
        if kind != expected {
            let (expected, found) = (expected.as_str(), kind.as_str());
            return Err(DecodeError::Mismatch(format!("expected {expected}, found {found}").into()));
        }
        self.kind = None;
        Ok(())
    }

    /// Leaves a value, which holds one type.
    #[inline(always)]
    fn close(&mut self) -> Result<()> {
        if self.json.end_object_here() { Ok(()) } else { self.close_slow() }
    }

    #[cold]
    fn close_slow(&mut self) -> Result<()> {
        match self.json.next_name()? {
            None => Ok(()),
            Some(_) => Err(refused(ValueRefusal::SeveralTypes)),
        }
    }

    /// Takes a text.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn text(&mut self) -> Result<Cow<'a, str>> {
        self.open(ValueKind::S)?;
        let text = self.json.string_inline()?;
        self.close()?;
        Ok(text)
    }

    /// Takes a number as it is written.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn number_text(&mut self) -> Result<Cow<'a, str>> {
        self.open(ValueKind::N)?;
        let text = self.json.string_inline()?;
        self.close()?;
        Ok(text)
    }

    /// Takes a number.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn number(&mut self) -> Result<Number> {
        number(&self.number_text()?)
    }

    /// Takes bytes.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn bytes(&mut self) -> Result<Vec<u8>> {
        self.open(ValueKind::B)?;
        let bytes = self.binary()?;
        self.close()?;
        Ok(bytes)
    }

    /// Takes a truth value.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn boolean(&mut self) -> Result<bool> {
        self.open(ValueKind::Bool)?;
        let value = self.json.boolean()?;
        self.close()?;
        Ok(value)
    }

    /// Takes a null value.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn null(&mut self) -> Result<()> {
        self.open(ValueKind::Null)?;
        if !self.json.boolean()? {
            return Err(refused(ValueRefusal::NullFalse));
        }
        self.close()
    }

    /// Enters a list.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn begin_list(&mut self) -> Result<()> {
        self.open(ValueKind::L)?;
        Ok(self.json.begin_array()?)
    }

    /// Whether the innermost list has another element, which comes next; `false` leaves the list.
    ///
    /// # Errors
    /// When the bytes are malformed.
    pub fn next_element(&mut self) -> Result<bool> {
        let more = self.json.next_element()?;
        if !more {
            self.close()?;
        }
        Ok(more)
    }

    /// Enters a map, whose fields [`next_field`](Self::next_field) names.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn begin_map(&mut self) -> Result<()> {
        self.open(ValueKind::M)?;
        Ok(self.json.begin_object()?)
    }

    /// Enters a set of a type.
    ///
    /// # Errors
    /// When the value is of another type or malformed.
    pub fn begin_set(&mut self, kind: ValueKind) -> Result<()> {
        self.open(kind)?;
        Ok(self.json.begin_array()?)
    }

    /// The next member of a set of texts; `None` leaves the set.
    ///
    /// # Errors
    /// When the bytes are malformed.
    pub fn next_text(&mut self) -> Result<Option<Cow<'a, str>>> {
        Ok(if self.next_element()? { Some(self.json.string()?) } else { None })
    }

    /// The next member of a set of numbers; `None` leaves the set.
    ///
    /// # Errors
    /// When the bytes are malformed.
    pub fn next_number(&mut self) -> Result<Option<Number>> {
        self.next_text()?.map(|text| number(&text)).transpose()
    }

    /// The next member of a set of byte strings; `None` leaves the set.
    ///
    /// # Errors
    /// When the bytes are malformed.
    pub fn next_bytes(&mut self) -> Result<Option<Vec<u8>>> {
        Ok(if self.next_element()? { Some(self.binary()?) } else { None })
    }

    /// Passes over the value, whatever it is.
    ///
    /// # Errors
    /// When the bytes are malformed.
    pub fn skip(&mut self) -> Result<()> {
        let opened = self.kind.take().is_some();
        self.json.skip()?;
        if opened { self.close() } else { Ok(()) }
    }

    /// Takes the value as a tree, for fields that keep any value. [`kind`](Self::kind) must not have been asked.
    ///
    /// # Errors
    /// When the value is malformed, or its type has been asked for.
    pub fn value(&mut self) -> Result<AttributeValue> {
        if self.kind.is_some() {
            return Err(self.json.unexpected().into());
        }
        let mut decoder = Decoder::over(self.json.clone());
        let value = read_value(&mut decoder)?;
        *self.json = decoder.accept(Layer::Bare)?;
        Ok(value)
    }

    fn binary(&mut self) -> Result<Vec<u8>> {
        let mut decoder = Decoder::over(self.json.clone());
        let bytes = binary(&mut decoder)?;
        *self.json = decoder.accept(Layer::Bare)?;
        Ok(bytes)
    }
}

fn number(text: &str) -> Result<Number> {
    parse_number(text).map_err(|error| refused(ValueRefusal::Number(error)))
}

#[cold]
fn refused(reason: ValueRefusal) -> DecodeError {
    DecodeError::Refused(Refusal::Value { reason, place: Place::Item }.message(Layer::Bare))
}
