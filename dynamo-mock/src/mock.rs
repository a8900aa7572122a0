//! The engine as a backend.

use std::future::ready;
use std::sync::Arc;

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
}
