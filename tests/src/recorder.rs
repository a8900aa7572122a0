//! A backend that writes down what it is asked.

use std::sync::{Arc, Mutex, PoisonError};

use dynamo_model::api::Request;
use dynamo_model::{Backend, CallFuture};

/// Passes requests on and keeps a copy of each.
#[derive(Clone)]
pub struct Recorder {
    inner: Arc<dyn Backend>,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Recorder {
    /// A recorder in front of a backend.
    pub fn new(inner: Arc<dyn Backend>) -> Self {
        Self { inner, requests: Arc::default() }
    }

    /// The requests since the last call of this.
    pub fn take(&self) -> Vec<Request> {
        std::mem::take(&mut self.requests.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Backend for Recorder {
    fn call(&self, request: Request) -> CallFuture<'_> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).push(request.clone());
        self.inner.call(request)
    }
}
