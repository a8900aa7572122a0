//! The time and the randomness of a test, for a backend that has the system's.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use dynamo_model::api::Request;
use dynamo_model::{Backend, CallFuture, IntoBackend, PauseFuture};

use crate::Clock;
use crate::chance::Chance;

/// A backend whose clock stands still until a test moves it, and whose random numbers are the same in every run.
///
/// An engine has both already; this is for others, such as DynamoDB Local: what the client fills in (stamps, identifiers,
/// expiry) can be foreseen then. The time to live that a server looks after is still by the server's clock.
///
/// ```
/// use std::time::{Duration, UNIX_EPOCH};
///
/// use dynamo_mock::{Clock, Clocked, Mock};
/// use dynamo_model::Backend;
///
/// let clock = Clock::at(Duration::from_secs(1_000));
/// let backend = Clocked::new(Mock::new(), clock.clone());
/// clock.advance(Duration::from_secs(1));
/// assert_eq!(backend.now(), UNIX_EPOCH + Duration::from_secs(1_001));
/// ```
pub struct Clocked {
    backend: Arc<dyn Backend>,
    clock: Clock,
    chance: Chance,
}

impl Clocked {
    /// A backend around another one, with the time of a clock. Its random numbers start from 0.
    pub fn new(backend: impl IntoBackend, clock: Clock) -> Self {
        Self { backend: backend.into_backend(), clock, chance: Chance::new(0) }
    }

    /// The same, with random numbers from another seed.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self { chance: Chance::new(seed), ..self }
    }
}

impl Backend for Clocked {
    fn call(&self, request: Request) -> CallFuture<'_> {
        self.backend.call(request)
    }

    fn pause(&self, duration: Duration) -> PauseFuture<'_> {
        self.backend.pause(duration)
    }

    fn now(&self) -> SystemTime {
        UNIX_EPOCH.checked_add(self.clock.now()).unwrap_or(UNIX_EPOCH)
    }

    fn random(&self) -> u128 {
        self.chance.next()
    }
}

impl fmt::Debug for Clocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clocked").field("clock", &self.clock).finish_non_exhaustive()
    }
}
