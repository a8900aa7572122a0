//! How requests are tried again.

use std::time::Duration;

use crate::connection::Connection;
use crate::error::{Error, ErrorKind};

/// How often, and how far apart, something is tried again that met throttling or a conflict, or that DynamoDB left
/// unprocessed.
///
/// Before the n-th further try there is a pause of a random length between nothing and `first_pause` × 2ⁿ⁻¹, at most
/// `longest_pause`. It ends after so many `tries` without any progress, or when the next pause would make all pauses
/// together longer than the `deadline`, whichever comes first.
///
/// See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html#Programming.Errors.RetryAndBackoff>.
///
/// ```
/// use std::time::Duration;
///
/// use dynamo_model::Retry;
///
/// let patient = Retry::default().tries(20).deadline(Duration::from_secs(120));
/// assert_ne!(patient, Retry::never());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    tries: u32,
    first_pause: Duration,
    longest_pause: Duration,
    deadline: Duration,
}

impl Default for Retry {
    /// Ten tries, the first pause up to 25 ms, the longest up to 3 s, all together up to 20 s.
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Retry {
    /// The default as a constant.
    pub(crate) const DEFAULT: Self = Self {
        tries: 10,
        first_pause: Duration::from_millis(25),
        longest_pause: Duration::from_secs(3),
        deadline: Duration::from_secs(20),
    };

    /// Nothing is tried again.
    pub fn never() -> Self {
        Self::default().tries(1)
    }

    /// How many times a request is sent at most while nothing of it gets done, the first time included.
    #[must_use]
    pub const fn tries(mut self, tries: u32) -> Self {
        self.tries = tries;
        self
    }

    /// The longest that the first pause can be.
    #[must_use]
    pub const fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// The longest that any pause can be.
    #[must_use]
    pub const fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }

    /// The longest that all pauses of one operation can be together.
    #[must_use]
    pub const fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }
}

/// The tries of one request.
#[derive(Debug)]
pub(crate) struct Tries {
    retry: Retry,
    /// Since something was done last.
    failed: u32,
    waited: Duration,
}

impl Tries {
    pub(crate) const fn new(retry: Retry) -> Self {
        Self { retry, failed: 0, waited: Duration::ZERO }
    }

    /// Something was done: the pauses begin small again. What is left has become less, so this does not go on forever.
    pub(crate) const fn progressed(&mut self) {
        self.failed = 0;
    }

    /// Pauses before the next try. Answers whether there is one.
    pub(crate) async fn next(&mut self, connection: &Connection) -> bool {
        self.failed = self.failed.saturating_add(1);
        if self.failed >= self.retry.tries {
            return false;
        }
        let doubled = 2u32.saturating_pow(self.failed - 1);
        let longest = self.retry.first_pause.saturating_mul(doubled).min(self.retry.longest_pause);
        let pause = longest.mul_f64(connection.chance());
        self.waited = self.waited.saturating_add(pause);
        if self.waited > self.retry.deadline {
            return false;
        }
        connection.pause_for(pause).await;
        true
    }
}

/// The attempts at a write that other writers come between.
#[derive(Debug)]
pub(crate) struct Attempts(Tries);

impl Default for Attempts {
    fn default() -> Self {
        // Who came between was done in a moment, unlike a throttled table.
        let retry = Retry::default().tries(10).first_pause(Duration::from_millis(10));
        Self(Tries::new(retry.longest_pause(Duration::from_millis(500))))
    }
}

impl Attempts {
    /// Counts a failed attempt and waits. The error is answered back after the last one.
    pub(crate) async fn again(&mut self, connection: &Connection, error: Error) -> Result<(), Error> {
        if self.0.next(connection).await {
            return Ok(());
        }
        Err(error.into_kind(
            ErrorKind::Conflict,
            "other writers changed the item between each of 10 reads and the write that followed; nothing was \
             written",
        ))
    }
}
