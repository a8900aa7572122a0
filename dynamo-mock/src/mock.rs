//! The engine as a backend.

use std::future::ready;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use dynamo_model::api::Request;
use dynamo_model::{Backend, CallFuture};

use crate::{Clock, Engine};

/// A handle on an engine, to open table handles on. Clones share the engine.
///
/// The future of a call is ready at once: the engine has answered before it is returned, and no lock is held
/// while somebody waits.
#[derive(Debug, Clone, Default)]
pub struct Mock {
    engine: Arc<Engine>,
}

impl Mock {
    /// A handle on a new engine without tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// A handle on a new engine without tables, whose random numbers start from a seed. [`Mock::new`] starts from 0.
    ///
    /// ```
    /// use dynamo_mock::Mock;
    /// use dynamo_model::Backend;
    ///
    /// assert_eq!(Mock::with_seed(7).random(), Mock::with_seed(7).random());
    /// assert_ne!(Mock::with_seed(7).random(), Mock::new().random());
    /// ```
    pub fn with_seed(seed: u64) -> Self {
        Self::from(Engine::new().with_seed(seed))
    }

    /// The engine, for calls without a future.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The engine's clock.
    pub fn clock(&self) -> &Clock {
        self.engine.clock()
    }
}

impl From<Engine> for Mock {
    fn from(engine: Engine) -> Self {
        Self { engine: Arc::new(engine) }
    }
}

impl Backend for Mock {
    fn call(&self, request: Request) -> CallFuture<'_> {
        Box::pin(ready(self.engine.call(request).map_err(Into::into)))
    }

    fn now(&self) -> SystemTime {
        // Every time of the clock fits: it counts milliseconds in 64 bits.
        UNIX_EPOCH.checked_add(self.clock().now()).unwrap_or(UNIX_EPOCH)
    }

    fn random(&self) -> u128 {
        self.engine.random()
    }
}
