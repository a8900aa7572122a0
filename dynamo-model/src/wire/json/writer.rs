//! Writing JSON into a buffer.

use super::text;

/// Writes one JSON text, without white space.
///
/// The writer places commas and quotes; the caller opens and closes, and gives every member of an object a name.
///
/// ```
/// use dynamo_model::wire::json::Writer;
///
/// let mut out = Writer::new();
/// out.begin_object();
/// out.name("Count");
/// out.integer(2);
/// out.end_object();
/// assert_eq!(out.into_bytes(), br#"{"Count":2}"#);
/// ```
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// Whether the next member or element needs a comma before it.
    comma: bool,
}

impl Writer {
    /// An empty text.
    pub fn new() -> Self {
        Self::with_capacity(256)
    }

    /// An empty text with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { bytes: Vec::with_capacity(capacity), comma: false }
    }

    /// The text.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Begins an object.
    pub fn begin_object(&mut self) {
        self.bytes.push(b'{');
        self.comma = false;
    }

    /// Ends the innermost object.
    pub fn end_object(&mut self) {
        self.bytes.push(b'}');
        self.comma = true;
    }

    /// Begins a list.
    pub fn begin_array(&mut self) {
        self.bytes.push(b'[');
        self.comma = false;
    }

    /// Ends the innermost list.
    pub fn end_array(&mut self) {
        self.bytes.push(b']');
        self.comma = true;
    }

    /// Starts an element of the innermost list.
    pub fn element(&mut self) {
        if self.comma {
            self.bytes.push(b',');
        }
        self.comma = true;
    }

    /// Starts a member of the innermost object.
    pub fn name(&mut self, name: &str) {
        if std::mem::replace(&mut self.comma, true) {
            self.string_between(b",\"", name, b"\":");
        } else {
            self.string_between(b"\"", name, b"\":");
        }
    }

    /// Starts a member whose quoted name and colon the program text holds.
    pub(in crate::wire) fn quoted_name(&mut self, quoted: &'static str) {
        self.element();
        self.bytes.extend_from_slice(quoted.as_bytes());
    }

    /// Writes bytes that are JSON already, or ASCII without need of an escape inside quotes.
    pub(in crate::wire) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// The buffer, to append JSON to.
    pub(in crate::wire) fn buffer(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Writes a string.
    pub fn string(&mut self, value: &str) {
        self.string_between(b"\"", value, b"\"");
    }

    /// Writes a string after and before JSON that holds its quotes.
    #[inline]
    pub(in crate::wire) fn string_between(
        &mut self,
        before: &'static [u8],
        value: &str,
        after: &'static [u8],
    ) {
        let bytes = value.as_bytes();
        self.bytes.extend_from_slice(before);
        if text::special_from(bytes, 0) == bytes.len() {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.escaped(bytes);
        }
        self.bytes.extend_from_slice(after);
    }

    #[cold]
    fn escaped(&mut self, bytes: &[u8]) {
        let mut start = 0;
        loop {
            let end = text::special_from(bytes, start);
            self.bytes.extend_from_slice(bytes.get(start..end).unwrap_or_default());
            let Some(&special) = bytes.get(end) else { break };
            self.escape(special);
            start = end + 1;
        }
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            8 => b'b',
            12 => b'f',
            _ => {
                let hex = |digit: u8| if digit < 10 { b'0' + digit } else { b'a' - 10 + digit };
                self.bytes.extend_from_slice(b"\\u00");
                self.bytes.extend([hex(byte >> 4), hex(byte & 15)]);
                return;
            }
        };
        self.bytes.extend([b'\\', short]);
    }

    /// Writes an integer.
    pub fn integer(&mut self, value: i64) {
        if value < 0 {
            self.bytes.push(b'-');
        }
        self.digits(value.unsigned_abs());
    }

    /// Writes the digits of an integer, without quotes.
    pub(in crate::wire) fn digits(&mut self, mut value: u64) {
        let mut digits = [b'0'; 20];
        let mut first = digits.len();
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (value % 10) as u8;
            value /= 10;
            first -= 1;
            if value == 0 {
                break;
            }
        }
        self.bytes.extend_from_slice(digits.get(first..).unwrap_or_default());
    }

    /// Writes a float so that it reads back the same. JSON has no NaN and no infinity: they become `null`.
    pub fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.bytes.extend_from_slice(format!("{value:?}").as_bytes());
        } else {
            self.null();
        }
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.bytes.extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.bytes.extend_from_slice(b"null");
    }
}
