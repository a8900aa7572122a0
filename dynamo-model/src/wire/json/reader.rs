//! A pull cursor over JSON.

use std::borrow::Cow;

use super::{JsonError, JsonErrorKind, text};

/// How deep objects and lists may nest in one text.
///
/// DynamoDB's values nest 32 levels, which is 64 in JSON, inside a handful of levels of the request. The limit
/// leaves room above that, so that the rule about values can be reported as such, and bounds the stack of
/// everything that reads values recursively.
pub const MAX_DEPTH: u16 = 256;

/// The kind of the value that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// A list.
    Array,
    /// An object.
    Object,
}

/// A cursor over one JSON text, which it reads from the front to the back without a tree.
///
/// A value is read by the method of its kind. Objects: [`begin_object`](Self::begin_object), then
/// [`next_name`](Self::next_name) and the member's value, until there is no name. Lists:
/// [`begin_array`](Self::begin_array), then [`next_element`](Self::next_element) and the element, until there
/// is none. At the end, [`finish`](Self::finish).
///
/// ```
/// use dynamo_model::wire::json::Reader;
///
/// let mut reader = Reader::new(br#"{"Count": 2, "Names": ["a"]}"#)?;
/// reader.begin_object()?;
/// assert_eq!(reader.next_name()?.as_deref(), Some("Count"));
/// assert_eq!(reader.number()?, "2");
/// assert_eq!(reader.next_name()?.as_deref(), Some("Names"));
/// reader.skip()?;
/// assert_eq!(reader.next_name()?, None);
/// reader.finish()?;
/// # Ok::<(), dynamo_model::wire::json::JsonError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: u16,
    /// Whether an object or a list has just begun: its first member follows no comma.
    fresh: bool,
}

type Result<T> = std::result::Result<T, JsonError>;

impl<'a> Reader<'a> {
    /// A cursor at the start of a text.
    ///
    /// # Errors
    /// When the bytes are not UTF-8. Checking once lets every string be borrowed without another look.
    pub fn new(bytes: &'a [u8]) -> Result<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::over(text)),
            Err(error) => Err(JsonError::new(JsonErrorKind::NotUtf8, error.valid_up_to())),
        }
    }

    /// A cursor at the start of a text that is known to be UTF-8.
    pub(in crate::wire) const fn over(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0, fresh: false }
    }

    /// Goes on after a value that has been read by other means.
    pub(in crate::wire) const fn continue_at(&mut self, at: usize) {
        self.at = at;
        self.fresh = false;
    }

    /// The byte that the cursor has reached, from 0.
    pub const fn position(&self) -> usize {
        self.at
    }

    /// How many objects and lists are open.
    pub const fn depth(&self) -> u16 {
        self.depth
    }

    /// The text from `start` to the cursor.
    pub fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// An error at the cursor: another value is due here.
    #[cold]
    pub fn unexpected(&self) -> JsonError {
        let kind =
            if self.at < self.text.len() { JsonErrorKind::Unexpected } else { JsonErrorKind::Truncated };
        JsonError::new(kind, self.at)
    }

    /// The next byte that is not white space.
    #[inline]
    fn peek_byte(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other.copied(),
            }
        }
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Result<()> {
        if self.peek_byte() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    /// The kind of the value that comes next.
    ///
    /// # Errors
    /// When no value comes next.
    pub fn peek(&mut self) -> Result<Kind> {
        Ok(match self.peek_byte() {
            Some(b'"') => Kind::String,
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'n') => Kind::Null,
            Some(b't' | b'f') => Kind::Bool,
            Some(b'-' | b'0'..=b'9') => Kind::Number,
            _ => return Err(self.unexpected()),
        })
    }

    /// Enters an object.
    ///
    /// # Errors
    /// When no object comes next, or the text nests too deeply.
    #[inline]
    pub fn begin_object(&mut self) -> Result<()> {
        self.begin(b'{')
    }

    /// Enters a list.
    ///
    /// # Errors
    /// When no list comes next, or the text nests too deeply.
    #[inline]
    pub fn begin_array(&mut self) -> Result<()> {
        self.begin(b'[')
    }

    #[inline]
    fn begin(&mut self, bracket: u8) -> Result<()> {
        self.take(bracket)?;
        if self.depth == MAX_DEPTH {
            return Err(JsonError::new(JsonErrorKind::TooDeep, self.at - 1));
        }
        self.depth += 1;
        self.fresh = true;
        Ok(())
    }

    /// Enters an object whose first name is one or two capitals and written without white space, as in `{"S":`,
    /// and returns the name, filled up with a zero. Otherwise stays where it is.
    ///
    /// DynamoDB's values begin so, which makes this the shortest way into them.
    #[inline(always)]
    pub(in crate::wire) fn begin_tagged(&mut self) -> Option<[u8; 2]> {
        let (tag, length) = match *self.text.as_bytes().get(self.at..)? {
            [b'{', b'"', a @ b'A'..=b'Z', b'"', b':', ..] => ([a, 0], 5),
            [b'{', b'"', a @ b'A'..=b'Z', b @ b'A'..=b'Z', b'"', b':', ..] => ([a, b], 6),
            _ => return None,
        };
        if self.depth == MAX_DEPTH {
            return None;
        }
        self.at += length;
        self.depth += 1;
        self.fresh = false;
        Some(tag)
    }

    /// Leaves the innermost object when it ends right here. `false` says nothing about what follows.
    #[inline(always)]
    pub(in crate::wire) fn end_object_here(&mut self) -> bool {
        let here = !self.fresh && self.text.as_bytes().get(self.at) == Some(&b'}');
        if here {
            self.at += 1;
            self.depth = self.depth.saturating_sub(1);
        }
        here
    }

    /// Whether another member follows in the innermost object or list; leaves it when not.
    #[inline]
    fn more(&mut self, end: u8) -> Result<bool> {
        let fresh = std::mem::replace(&mut self.fresh, false);
        match self.peek_byte() {
            Some(byte) if byte == end => {
                self.at += 1;
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Some(b',') if !fresh => {
                self.at += 1;
                Ok(true)
            }
            Some(_) if fresh => Ok(true),
            _ => Err(self.unexpected()),
        }
    }

    /// The name of the object's next member, whose value comes next; `None` leaves the object.
    ///
    /// # Errors
    /// When the text is malformed here.
    pub fn next_name(&mut self) -> Result<Option<Cow<'a, str>>> {
        self.next_name_inline()
    }

    /// [`next_name`](Self::next_name), for the few callers that are worth a copy of it.
    #[inline(always)]
    pub(in crate::wire) fn next_name_inline(&mut self) -> Result<Option<Cow<'a, str>>> {
        if !self.more(b'}')? {
            return Ok(None);
        }
        let name = self.string_inline()?;
        self.take(b':')?;
        Ok(Some(name))
    }

    /// Whether the list has another element, which comes next; `false` leaves the list.
    ///
    /// # Errors
    /// When the text is malformed here.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool> {
        self.more(b']')
    }

    /// Reads a string, borrowed when it has no escape.
    ///
    /// # Errors
    /// When no string comes next, or it is malformed.
    pub fn string(&mut self) -> Result<Cow<'a, str>> {
        self.string_inline()
    }

    /// [`string`](Self::string), for the few callers that are worth a copy of it.
    #[inline(always)]
    pub(in crate::wire) fn string_inline(&mut self) -> Result<Cow<'a, str>> {
        self.take(b'"')?;
        let start = self.at;
        let end = text::special_from(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return self.text.get(start..end).map(Cow::Borrowed).ok_or_else(|| self.unexpected());
        }
        self.string_with_escapes(start, end)
    }

    #[cold]
    fn string_with_escapes(&mut self, start: usize, at: usize) -> Result<Cow<'a, str>> {
        let (unescaped, end) = text::unescape(self.text, start, at)?;
        self.at = end;
        Ok(Cow::Owned(unescaped))
    }

    /// Reads a number and returns it as it is written.
    ///
    /// # Errors
    /// When no number comes next, or it is malformed.
    pub fn number(&mut self) -> Result<&'a str> {
        if self.peek()? != Kind::Number {
            return Err(self.unexpected());
        }
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += usize::from(bytes.get(self.at) == Some(&b'-'));
        // A leading zero stands alone.
        if bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = bytes.get(self.at) {
            self.at += 1;
            self.at += usize::from(matches!(bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        Ok(self.since(start))
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        if count == 0 {
            let kind = if rest.is_empty() { JsonErrorKind::Truncated } else { JsonErrorKind::Number };
            return Err(JsonError::new(kind, self.at));
        }
        Ok(())
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    /// When neither comes next.
    pub fn boolean(&mut self) -> Result<bool> {
        let value = self.peek_byte() == Some(b't');
        self.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Reads `null`.
    ///
    /// # Errors
    /// When something else comes next.
    pub fn null(&mut self) -> Result<()> {
        self.word("null")
    }

    fn word(&mut self, word: &str) -> Result<()> {
        self.peek_byte();
        for expected in word.bytes() {
            if self.text.as_bytes().get(self.at) != Some(&expected) {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Passes over the next value, whatever it is. It is checked as carefully as one that is read.
    ///
    /// # Errors
    /// When the value is malformed.
    pub fn skip(&mut self) -> Result<()> {
        match self.peek()? {
            Kind::Null => self.null(),
            Kind::Bool => self.boolean().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::String => self.string().map(drop),
            // The recursion ends at `MAX_DEPTH`.
            Kind::Array => {
                self.begin_array()?;
                while self.next_element()? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Object => {
                self.begin_object()?;
                while self.next_name()?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
        }
    }

    /// Checks that nothing but white space is left.
    ///
    /// # Errors
    /// When something is.
    pub fn finish(&mut self) -> Result<()> {
        match self.peek_byte() {
            None => Ok(()),
            Some(_) => Err(JsonError::new(JsonErrorKind::Trailing, self.at)),
        }
    }
}
