//! Shards: a partition that would be hot is divided by a hash of an attribute.
//!
//! The hash is FNV-1a with 64 bits over the bytes of the attribute's own text in a key, modulo the number of shards
//! (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>). It decides where stored items are, so it never
//! changes.
//!
//! On sharding, see
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-sharding.html>.

use std::fmt::Write;

use super::integer::read_digits;
use crate::PartErrorKind;

const FNV_OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// How many digits the number of a shard has.
pub(crate) const fn digits(shards: u16) -> usize {
    match shards {
        0..=10 => 1,
        11..=100 => 2,
        101..=1_000 => 3,
        1_001..=10_000 => 4,
        _ => 5,
    }
}

pub(super) fn of(text: &str, shards: u16) -> Result<u16, PartErrorKind> {
    let hash =
        text.bytes().fold(FNV_OFFSET_BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
    let no_shard = PartErrorKind::NoSuchShard { shards };
    let number = hash.checked_rem(shards.into()).ok_or(no_shard)?;
    u16::try_from(number).map_err(|_| no_shard)
}

pub(super) fn write(number: u16, shards: u16, out: &mut String) -> Result<(), PartErrorKind> {
    if number >= shards {
        return Err(PartErrorKind::NoSuchShard { shards });
    }
    // Writing to a `String` cannot fail.
    let _ = write!(out, "{number:0width$}", width = digits(shards));
    Ok(())
}

pub(super) fn read(text: &str, shards: u16) -> Option<u16> {
    if text.len() != digits(shards) {
        return None;
    }
    u16::try_from(read_digits(text)?).ok().filter(|number| *number < shards)
}
