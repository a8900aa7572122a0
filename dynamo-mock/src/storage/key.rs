//! Keys as byte strings whose order is DynamoDB's order.
//!
//! Every tree of the engine, a table's or an index's, is ordered by one kind of key: a hash of the partition
//! key, then the partition key, then the sort key, then (in an index) the table's own key, which tells entries
//! with equal index keys apart. Each attribute is encoded so that comparing bytes compares values:
//! text by its UTF-8 bytes, binary as unsigned, numbers by value. An encoded attribute never starts another one,
//! so that a condition on a key is a range of byte strings.

use dynamo_model::{AttributeValue, Number};

/// The key of an entry in a tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Key {
    hash: u64,
    bytes: Box<[u8]>,
}

impl Key {
    /// The bytes after the hash.
    pub(crate) const fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The key that is not above any key of the partitions with this hash or a larger one.
    pub(crate) fn first_of_hash(hash: u64) -> Self {
        Self { hash, bytes: Box::default() }
    }

    /// The least key above this one.
    pub(crate) fn successor(&self) -> Self {
        let mut bytes = Vec::with_capacity(self.bytes.len() + 1);
        bytes.extend_from_slice(&self.bytes);
        bytes.push(0);
        Self { hash: self.hash, bytes: bytes.into() }
    }

    /// The least key above all keys that start with this one; `None` when there is none.
    pub(crate) fn after_prefix(&self) -> Option<Self> {
        let mut bytes = self.bytes.to_vec();
        while let Some(last) = bytes.pop() {
            if let Some(next) = last.checked_add(1) {
                bytes.push(next);
                return Some(Self { hash: self.hash, bytes: bytes.into() });
            }
        }
        self.hash.checked_add(1).map(Self::first_of_hash)
    }
}

/// Builds a key attribute by attribute.
#[derive(Debug, Clone)]
pub(crate) struct KeyBuilder {
    hash: u64,
    bytes: Vec<u8>,
}

impl KeyBuilder {
    /// An empty key with room for `capacity` bytes.
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Self { hash: 0, bytes: Vec::with_capacity(capacity) }
    }

    /// Adds an attribute.
    pub(crate) fn push(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::S(text) => push_bytes(&mut self.bytes, text.as_bytes()),
            AttributeValue::B(bytes) => push_bytes(&mut self.bytes, bytes),
            AttributeValue::N(number) => push_number(&mut self.bytes, *number),
            // Nothing else is a key; the callers check the types.
            _ => {}
        }
    }

    /// Adds the beginning of a text or of bytes, so that the key is a prefix of all that begin with it.
    pub(crate) fn push_beginning(&mut self, value: &AttributeValue) {
        match value {
            AttributeValue::S(text) => push_escaped(&mut self.bytes, text.as_bytes()),
            AttributeValue::B(bytes) => push_escaped(&mut self.bytes, bytes),
            other => self.push(other),
        }
    }

    /// Adds the bytes of another key.
    pub(crate) fn push_key(&mut self, key: &Key) {
        self.bytes.extend_from_slice(&key.bytes);
    }

    /// Says that all attributes of the partition key are there.
    pub(crate) fn end_partition(&mut self) {
        self.hash = hash(&self.bytes);
    }

    /// The key.
    pub(crate) fn finish(self) -> Key {
        Key { hash: self.hash, bytes: self.bytes.into_boxed_slice() }
    }
}

/// How many bytes an attribute takes in a key, when it holds no zero bytes.
pub(crate) fn encoded_len(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len() + TERMINATOR.len(),
        AttributeValue::B(bytes) => bytes.len() + TERMINATOR.len(),
        _ => NUMBER_LEN,
    }
}

/// Ends text and bytes. It is below every byte and every escaped zero that could follow.
const TERMINATOR: [u8; 2] = [0, 0];
/// A zero byte inside text or bytes.
const ESCAPED_ZERO: [u8; 2] = [0, 0xff];

fn push_escaped(out: &mut Vec<u8>, bytes: &[u8]) {
    if !bytes.contains(&0) {
        out.extend_from_slice(bytes);
        return;
    }
    for &byte in bytes {
        if byte == 0 {
            out.extend_from_slice(&ESCAPED_ZERO);
        } else {
            out.push(byte);
        }
    }
}

fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    push_escaped(out, bytes);
    out.extend_from_slice(&TERMINATOR);
}

/// One byte for the sign, two for the magnitude, sixteen for the digits.
const NUMBER_LEN: usize = 19;
const NEGATIVE: u8 = 0x01;
const ZERO: u8 = 0x02;
const POSITIVE: u8 = 0x03;

/// Numbers of one sign are ordered by the power of ten of their first digit, then by their digits with the
/// first one in a fixed place. Below zero both are turned around.
fn push_number(out: &mut Vec<u8>, number: Number) {
    if number.is_zero() {
        out.push(ZERO);
        out.extend_from_slice(&[0; NUMBER_LEN - 1]);
        return;
    }
    let digits = number.digits();
    let magnitude = (number.exponent() + digits as i32 + 1_000) as u16;
    let aligned = number.coefficient() * 10u128.pow(dynamo_model::MAX_DIGITS - digits);
    if number.is_negative() {
        out.push(NEGATIVE);
        out.extend_from_slice(&(!magnitude).to_be_bytes());
        out.extend_from_slice(&(!aligned).to_be_bytes());
    } else {
        out.push(POSITIVE);
        out.extend_from_slice(&magnitude.to_be_bytes());
        out.extend_from_slice(&aligned.to_be_bytes());
    }
}

/// A hash that is the same in every process, so that the order of a Scan never changes.
///
/// It multiplies to 128 bits and folds, eight bytes at a time; partitions with equal hashes are told apart by
/// their bytes, so that collisions cost nothing but a comparison.
fn hash(bytes: &[u8]) -> u64 {
    const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
    const FACTOR: u64 = 0xd6e8_feb8_6659_fd93;
    let fold = |a: u64, b: u64| {
        let product = u128::from(a) * u128::from(b);
        (product >> 64) as u64 ^ product as u64
    };
    let mut state = SEED ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
        state = fold(state ^ word, FACTOR);
    }
    let rest = chunks.remainder().iter().fold(0u64, |word, byte| word << 8 | u64::from(*byte));
    let state = fold(state ^ rest, FACTOR);
    fold(state ^ SEED, FACTOR)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use dynamo_model::{AttributeValue, Number};
    use proptest::prelude::{any, prop, proptest};

    use super::{Key, KeyBuilder};

    fn key(values: &[AttributeValue]) -> Key {
        let mut builder = KeyBuilder::with_capacity(0);
        for value in values {
            builder.push(value);
        }
        builder.finish()
    }

    fn order(a: &str, b: &str) -> Ordering {
        let number = |text: &str| AttributeValue::N(text.parse::<Number>().unwrap());
        key(&[number(a)]).cmp(&key(&[number(b)]))
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let sorted = [
            "-9e125", "-10", "-2", "-1.5", "-1", "-1e-130", "0", "1e-130", "0.1", "1", "1.5", "2", "10",
            "9e125",
        ];
        for pair in sorted.windows(2) {
            assert_eq!(order(pair[0], pair[1]), Ordering::Less, "{pair:?}");
        }
    }

    #[test]
    fn a_prefix_ends_before_the_next_value() {
        let a = key(&["a".into()]);
        let longer = key(&["a\0".into()]);
        let end = a.after_prefix().unwrap();
        assert!(a < end && end < longer);
    }

    proptest! {
        #[test]
        fn bytes_are_ordered_as_unsigned(a: Vec<u8>, b: Vec<u8>, rest: u8) {
            let encode = |bytes: &Vec<u8>| key(&[AttributeValue::B(bytes.clone()), AttributeValue::B(vec![rest])]);
            assert_eq!(encode(&a).cmp(&encode(&b)), a.cmp(&b));
        }

        #[test]
        fn numbers_are_ordered_as_they_compare(
            a in (any::<bool>(), 0u64.., -40i32..40),
            b in (any::<bool>(), 0u64.., -40i32..40),
        ) {
            let number = |(negative, digits, exponent): (bool, u64, i32)| {
                Number::from_parts(negative, u128::from(digits), exponent).unwrap()
            };
            let (a, b) = (number(a), number(b));
            assert_eq!(key(&[a.into()]).cmp(&key(&[b.into()])), a.cmp(&b));
        }

        #[test]
        fn a_beginning_covers_exactly_what_begins_with_it(
            beginning in prop::collection::vec(0u8..3, 0..4),
            bytes in prop::collection::vec(0u8..3, 0..6),
        ) {
            let mut builder = KeyBuilder::with_capacity(0);
            builder.push_beginning(&AttributeValue::B(beginning.clone()));
            let first = builder.finish();
            let end = first.after_prefix();
            let found = key(&[AttributeValue::B(bytes.clone())]);
            let inside = first <= found && end.is_none_or(|end| found < end);
            assert_eq!(inside, bytes.starts_with(&beginning));
        }
    }
}
