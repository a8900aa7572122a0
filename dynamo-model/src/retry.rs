//! Trying again after another writer came between.

use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::handle::Connection;

/// How often a read and a conditional write are tried together.
const ATTEMPTS: u32 = 10;
/// The longest pause before the second attempt; it doubles from then on.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
/// The longest pause of all.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// The attempts at a write that other writers come between: a bounded number, with longer and longer pauses of random
/// length, so that two writers who met do not meet again.
#[derive(Debug, Default)]
pub(crate) struct Attempts(u32);

impl Attempts {
    /// Counts a failed attempt and waits. The error is answered back after the last one.
    pub(crate) async fn again(&mut self, connection: &Connection, error: Error) -> Result<(), Error> {
        self.0 += 1;
        if self.0 >= ATTEMPTS {
            return Err(error.into_kind(
                ErrorKind::Conflict,
                "other writers changed the item between each of 10 reads and the write that followed; nothing was \
                 written",
            ));
        }
        let longest = FIRST_PAUSE.saturating_mul(1 << self.0.min(10)).min(LONGEST_PAUSE);
        connection.backend().pause(longest.mul_f64(fraction())).await;
        Ok(())
    }
}

/// A random number from 0 to 1.
fn fraction() -> f64 {
    f64::from(u32::try_from(RandomState::new().hash_one(0) >> 32).unwrap_or(0)) / f64::from(u32::MAX)
}
