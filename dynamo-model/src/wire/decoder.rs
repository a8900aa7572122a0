//! The state of decoding one body.

use std::borrow::Cow;
use std::sync::Arc;

use super::encoded::{EncodedItem, Experience};
use super::error::DecodeError;
use super::json::{JsonError, Kind, Reader};
use super::mismatch::{Expected, mismatch};
use super::refusal::{Layer, Place, Refusal, ValueRefusal};
use super::shape::Shape;
use super::unmodelled;

pub(super) type Result<T> = std::result::Result<T, DecodeError>;

/// Which way a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From a client: held to the service's rules.
    Request,
    /// From the service: what a later version adds is passed over.
    Response,
}

/// One step of the path to the value that is being read.
#[derive(Debug)]
enum Step<'a> {
    Member(&'static str),
    Element(usize),
    Key(Cow<'a, str>),
}

/// A path as the service spells it: `transactItems.1.member.put.tableName`.
fn spelled<'s>(path: impl Iterator<Item = &'s Step<'s>>) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Member(name) => {
                let dot = if text.is_empty() { "" } else { "." };
                let (first, rest) = name.split_at(1);
                text += &format!("{dot}{}{rest}", first.to_ascii_lowercase());
            }
            Step::Element(at) => text += &format!(".{}.member", at + 1),
            Step::Key(key) => text += &format!(".{key}.member"),
        }
    }
    text
}

/// A reader that knows the direction, the path, and the first refusal so far.
///
/// A refusal does not stop the reading, because JSON of a wrong type further on is reported instead.
#[derive(Debug)]
pub(super) struct Decoder<'a> {
    pub(super) json: Reader<'a>,
    direction: Direction,
    path: Vec<Step<'a>>,
    refusal: Option<Refusal>,
    /// How many attributes the next item most likely has.
    likely: usize,
    /// The whole body, when items in it may stay as they are.
    shared: Option<&'a Arc<str>>,
    /// What the items that stayed so tell of the next one.
    experience: Experience,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(bytes: &'a [u8], direction: Direction) -> Result<Self> {
        Ok(Self {
            json: Reader::new(bytes)?,
            direction,
            path: Vec::new(),
            refusal: None,
            likely: 0,
            shared: None,
            experience: Experience::default(),
        })
    }

    /// A decoder of a response whose items may stay as they are.
    pub(super) fn shared(body: &'a Arc<str>) -> Self {
        let json = Reader::over(body);
        let direction = Direction::Response;
        Self {
            json,
            direction,
            path: Vec::new(),
            refusal: None,
            likely: 0,
            shared: Some(body),
            experience: Experience::default(),
        }
    }

    /// Takes the item that comes next as it is, where that is allowed and nothing is wrong with it.
    pub(super) fn take_encoded(&mut self) -> Option<EncodedItem> {
        EncodedItem::take(self.shared?, &mut self.json, &mut self.experience)
    }

    /// Checks that the body is at its end and that nothing was refused.
    pub(super) fn finish(mut self, layer: Layer) -> Result<()> {
        self.json.finish()?;
        match self.refusal {
            None => Ok(()),
            Some(refusal) => Err(DecodeError::Refused(refusal.message(layer))),
        }
    }

    /// Notes a refusal, unless one that precedes it is noted already.
    #[cold]
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        if self.refusal.as_ref().is_none_or(|noted| refusal.precedes(noted)) {
            self.refusal = Some(refusal);
        }
    }

    /// Refuses the value at hand.
    #[cold]
    pub(super) fn refuse_value(&mut self, reason: ValueRefusal) {
        let place = match self.path.last() {
            Some(Step::Member("ExpressionAttributeValues")) => Place::Expression(String::new()),
            Some(Step::Member("ExclusiveStartKey")) => Place::StartKey,
            _ => Place::Item,
        };
        self.refuse(Refusal::Value { reason, place });
    }

    /// How many attributes to make room for before an item is read.
    pub(super) const fn likely_attributes(&self) -> usize {
        self.likely
    }

    /// Learns from an item that has been read: the next one of a page most likely has as many attributes.
    ///
    /// Not in requests, where a large item before many small ones would cost memory without bound.
    pub(super) fn learn(&mut self, attributes: usize) {
        const ENOUGH: usize = 128;
        if self.direction == Direction::Response {
            self.likely = attributes.min(ENOUGH);
        }
    }

    pub(super) const fn is_refused(&self) -> bool {
        self.refusal.is_some()
    }

    /// Says which value of `ExpressionAttributeValues` the noted refusal is about.
    #[cold]
    pub(super) fn name_refused(&mut self, name: &str) {
        if let Some(Refusal::Value { place: Place::Expression(noted), .. }) = &mut self.refusal {
            name.clone_into(noted);
        }
    }

    /// The error for the value that comes next.
    #[cold]
    pub(super) fn mismatch(&mut self, expected: Expected) -> DecodeError {
        mismatch(&mut self.json, expected)
    }

    /// Whether the value that comes next stands in a list or a map, not in a structure.
    fn is_nested(&self) -> bool {
        matches!(self.path.last(), Some(Step::Element(_) | Step::Key(_)))
    }

    /// The path of the value at hand.
    pub(super) fn here(&self) -> String {
        spelled(self.path.iter())
    }

    /// Enters a structure.
    pub(super) fn begin_structure(&mut self, name: &'static str) -> Result<()> {
        if self.json.peek()? != Kind::Object {
            let expected = match self.is_nested() {
                true => Expected::NestedStructure(name),
                false => Expected::Structure(name),
            };
            return Err(self.mismatch(expected));
        }
        Ok(self.json.begin_object()?)
    }

    /// Reads a member of a structure; null is as good as absent.
    pub(super) fn member<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<Option<T>> {
        if self.null()? {
            return Ok(None);
        }
        self.path.push(Step::Member(name));
        let value = read(self)?;
        self.path.pop();
        Ok(Some(value))
    }

    /// Passes over a member that the structure does not have here.
    #[cold]
    pub(super) fn other_member(&mut self, structure: &str, name: &str) -> Result<()> {
        if self.direction == Direction::Request
            && self.json.peek()? != Kind::Null
            && let Some(message) = unmodelled::refused(structure, name)
        {
            self.refuse(Refusal::Plain(message.into()));
        }
        Ok(self.json.skip()?)
    }

    /// The stand-in for a required member that is missing, which a request is refused for.
    #[cold]
    pub(super) fn missing<T: Shape>(&mut self, structure: &str, name: &'static str) -> T {
        if self.direction == Direction::Request {
            let refusal = match structure {
                // Actions on tables word it in their own way.
                "CreateTableInput" | "DescribeTableInput" | "UpdateTableInput" | "DeleteTableInput"
                    if name == "TableName" =>
                {
                    Refusal::Plain(
                        "The parameter 'TableName' is required but was not present in the request".into(),
                    )
                }
                _ => {
                    let path = spelled(self.path.iter().chain([&Step::Member(name)]));
                    Refusal::Member(format!(
                        "Value null at '{path}' failed to satisfy constraint: Member must not be null"
                    ))
                }
            };
            self.refuse(refusal);
        }
        T::absent()
    }

    /// Refuses a map of placeholders that is there and empty: a request without placeholders has none.
    #[cold]
    pub(super) fn refuse_empty(&mut self, structure: &str, map: &str, expressions: bool) {
        if self.direction == Direction::Response {
            return;
        }
        let absent = match structure {
            _ if map == "ExpressionAttributeNames" => "",
            "QueryInput" => ": FilterExpression is null and KeyConditionExpression is null",
            "ScanInput" => ": FilterExpression is null",
            _ => "",
        };
        self.refuse(Refusal::Placeholders(match expressions {
            true => format!("{map} must not be empty"),
            false => format!("{map} can only be specified when using expressions{absent}"),
        }));
    }

    /// Reads a list, element by element.
    pub(super) fn list(&mut self, mut element: impl FnMut(&mut Self) -> Result<()>) -> Result<()> {
        if self.json.peek()? != Kind::Array {
            let expected = if self.is_nested() { Expected::NestedList } else { Expected::List };
            return Err(self.mismatch(expected));
        }
        self.json.begin_array()?;
        let mut at = 0;
        while self.json.next_element()? {
            self.path.push(Step::Element(at));
            element(self)?;
            self.path.pop();
            at += 1;
        }
        Ok(())
    }

    /// Reads a map with values of a Java type, entry by entry.
    pub(super) fn map(
        &mut self,
        java: &'static str,
        mut entry: impl FnMut(&mut Self, &str) -> Result<()>,
    ) -> Result<()> {
        self.begin_map(java)?;
        while let Some(key) = self.json.next_name()? {
            self.path.push(Step::Key(key.clone()));
            entry(self, &key)?;
            self.path.pop();
        }
        Ok(())
    }

    /// Enters a map with values of a Java type.
    pub(super) fn begin_map(&mut self, java: &'static str) -> Result<()> {
        if self.json.peek()? != Kind::Object {
            let expected = if self.is_nested() { Expected::NestedMap(java) } else { Expected::Map(java) };
            return Err(self.mismatch(expected));
        }
        Ok(self.json.begin_object()?)
    }

    /// Takes a null that comes next.
    pub(super) fn null(&mut self) -> Result<bool> {
        let null = self.json.peek()? == Kind::Null;
        if null {
            self.json.null()?;
        }
        Ok(null)
    }

    /// Reads a text.
    #[inline]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>> {
        match self.json.string_inline() {
            Ok(text) => Ok(text),
            Err(error) => Err(self.no_string(error)),
        }
    }

    /// The error where no string could be read.
    #[cold]
    fn no_string(&mut self, error: JsonError) -> DecodeError {
        match self.json.peek() {
            Ok(Kind::String) | Err(_) => error.into(),
            Ok(_) => self.mismatch(Expected::String),
        }
    }

    /// Reads a truth value. The service also takes it from a few words.
    pub(super) fn boolean(&mut self) -> Result<bool> {
        match self.json.peek()? {
            Kind::Bool => Ok(self.json.boolean()?),
            Kind::String => {
                let mut ahead = self.json.clone();
                let word = ahead.string()?.to_ascii_lowercase();
                let value = match word.as_str() {
                    "true" | "t" | "yes" | "y" | "1" => true,
                    "false" | "f" | "no" | "n" | "0" => false,
                    _ => return Err(self.mismatch(Expected::Boolean)),
                };
                self.json = ahead;
                Ok(value)
            }
            _ => Err(self.mismatch(Expected::Boolean)),
        }
    }

    /// Reads an integer. A fraction is cut off and a value out of range becomes the nearest one, as the service does it.
    pub(super) fn integer(&mut self, expected: Expected) -> Result<i64> {
        if self.json.peek()? != Kind::Number {
            return Err(self.mismatch(expected));
        }
        let text = self.json.number()?;
        Ok(text.parse().unwrap_or_else(|_| text.parse::<f64>().unwrap_or(0.0) as i64))
    }

    /// Reads a float.
    pub(super) fn float(&mut self) -> Result<f64> {
        if self.json.peek()? != Kind::Number {
            return Err(self.mismatch(Expected::Double));
        }
        // Every number of JSON's is a text of a float.
        Ok(self.json.number()?.parse().unwrap_or(f64::NAN))
    }
}
