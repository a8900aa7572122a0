//! Where a query goes on: an opaque text that can be given to a browser and back.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::{AttributeValue, Item, Number};

/// The version of the text's layout.
const VERSION: u8 = 1;

/// The place after which a query or scan goes on.
///
/// It is bound to the query that it comes from: table, index, key condition and direction. Given to another query,
/// or changed on its way, it is an error. It holds the key of an item, so treat it as you treat the item's key.
///
/// ```
/// use dynamo_model::prelude::*;
///
/// #[derive(DynamoTable)]
/// #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Scan))]
/// struct Archive;
///
/// /// A page of a book, with its picture: `Vec<u8>` is stored as bytes.
/// #[derive(Debug, PartialEq, DynamoEntity)]
/// #[dynamo(table = Archive, key(pk = "BOOK#{book}", sk = "PAGE#{page}"))]
/// struct Scan {
///     book: String,
///     page: u16,
///     picture: Vec<u8>,
/// }
///
/// # async fn program() -> dynamo_model::Result<()> {
/// let archive = Archive::on(dynamo_mock::Mock::new(), "archive").create_table().await?;
/// let scans: Vec<Scan> = (1..=5).map(|page| Scan { book: "Emma".into(), page, picture: vec![0xFF; 8] }).collect();
/// archive.batch_write().put_all(&scans).await?;
///
/// // Two results, then their cursor as a text, for a link to the next page.
/// let first = archive.query(Scan::of("Emma")).take(2).await?;
/// let link = first.next.expect("more pages follow").to_string();
/// let second = archive.query(Scan::of("Emma")).take(2).after(link.parse()?).await?;
/// assert_eq!(second.items, scans[2..4]);
///
/// // `take` is a number of results; `page_size` is what one request evaluates, and `max_pages` how many requests are sent.
/// let some = archive.query(Scan::of("Emma")).filter(|scan| scan.page().gt(2)).take(9).page_size(1).max_pages(3).await?;
/// assert_eq!((some.items.len(), some.scanned_count, some.requests), (1, 3, 3));
///
/// // The same text for another query is an error.
/// assert!(archive.query(Scan::of("Persuasion")).after(link.parse()?).await.is_err());
/// # Ok(())
/// # }
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(program()).unwrap();
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Cursor {
    fingerprint: u64,
    key: Item,
}

impl Cursor {
    pub(crate) const fn new(fingerprint: u64, key: Item) -> Self {
        Self { fingerprint, key }
    }

    /// The key after which to start, if the cursor is one of the query with this fingerprint.
    pub(crate) fn key_for(&self, fingerprint: u64) -> Result<Item> {
        if self.fingerprint == fingerprint {
            Ok(self.key.clone())
        } else {
            Err(Error::invalid(
                "the cursor belongs to another query: table, index, key condition and direction must be the same",
            ))
        }
    }
}

impl fmt::Debug for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor(…)")
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![VERSION];
        bytes.extend(self.fingerprint.to_be_bytes());
        for (name, value) in self.key.iter() {
            write_attribute(&mut bytes, name, value);
        }
        let check = hash(&bytes);
        bytes.extend(&check.to_be_bytes()[..4]);
        f.write_str(&text_of(&bytes))
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        bytes_of(text).and_then(|bytes| read(&bytes)).ok_or_else(|| {
            Error::invalid("the cursor is damaged, or of another version; start the query from the beginning")
        })
    }
}

fn read(bytes: &[u8]) -> Option<Cursor> {
    let (content, check) = bytes.split_last_chunk::<4>()?;
    if hash(content).to_be_bytes()[..4] != check[..] {
        return None;
    }
    let (version, content) = content.split_first()?;
    if *version != VERSION {
        return None;
    }
    let (fingerprint, mut rest) = content.split_first_chunk::<8>()?;
    let mut key = Item::new();
    while !rest.is_empty() {
        let (name, value) = read_attribute(&mut rest)?;
        key.insert(name, value);
    }
    Some(Cursor { fingerprint: u64::from_be_bytes(*fingerprint), key })
}

/// Writes a key attribute: length and bytes of the name, a letter for the type, length and bytes of the value.
pub(crate) fn write_attribute(bytes: &mut Vec<u8>, name: &str, value: &AttributeValue) {
    let mut sized = |content: &[u8]| {
        // Keys are far below 64 KiB.
        let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
        bytes.extend(length.to_be_bytes());
        bytes.extend(&content[..usize::from(length)]);
    };
    sized(name.as_bytes());
    match value {
        AttributeValue::S(text) => {
            sized(b"S");
            sized(text.as_bytes());
        }
        AttributeValue::N(number) => {
            sized(b"N");
            sized(number.to_string().as_bytes());
        }
        AttributeValue::B(content) => {
            sized(b"B");
            sized(content);
        }
        // No other type can be a key.
        other => sized(other.type_name().as_bytes()),
    }
}

fn read_attribute(rest: &mut &[u8]) -> Option<(String, AttributeValue)> {
    fn sized<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
        let (length, tail) = rest.split_first_chunk::<2>()?;
        let (content, tail) = tail.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        *rest = tail;
        Some(content)
    }
    let name = String::from_utf8(sized(rest)?.to_vec()).ok()?;
    let kind = sized(rest)?;
    let content = sized(rest)?;
    let value = match kind {
        b"S" => AttributeValue::S(String::from_utf8(content.to_vec()).ok()?),
        b"N" => AttributeValue::N(std::str::from_utf8(content).ok()?.parse::<Number>().ok()?),
        b"B" => AttributeValue::B(content.to_vec()),
        _ => return None,
    };
    Some((name, value))
}

/// FNV-1a: finds damage, not malice.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The letters of base64 that are safe in a URL, RFC 4648 section 5.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn text_of(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .enumerate()
            .fold(0u32, |group, (at, byte)| group | u32::from(*byte) << (16 - 8 * at));
        for letter in 0..=chunk.len() {
            text.push(char::from(LETTERS[(group >> (18 - 6 * letter) & 63) as usize]));
        }
    }
    text
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0u32;
        for (at, letter) in chunk.iter().enumerate() {
            let value = LETTERS.iter().position(|known| known == letter)?;
            group |= u32::try_from(value).ok()? << (18 - 6 * at);
        }
        let [_, content @ ..] = group.to_be_bytes();
        bytes.extend(&content[..chunk.len().checked_sub(1)?]);
    }
    // One text per cursor: leftover bits are zero.
    (text_of(&bytes) == text).then_some(bytes)
}
