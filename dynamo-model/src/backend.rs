//! Where requests go.

use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::api::{Request, Response, ServiceError};

/// The future of one call.
pub type CallFuture<'a> = Pin<Box<dyn Future<Output = Result<Response, BackendError>> + Send + 'a>>;

/// The future of a pause.
pub type PauseFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Something that answers DynamoDB's API: the service, an engine in this process, or a decorator of either.
///
/// The request holds exactly what the service would see: expression strings and placeholders.
pub trait Backend: Send + Sync + 'static {
    /// Answers one request. The response is of the request's action.
    fn call(&self, request: Request) -> CallFuture<'_>;

    /// Waits, as the backend counts time. An engine without real time answers at once; that is the default.
    fn pause(&self, duration: Duration) -> PauseFuture<'_> {
        let _ = duration;
        Box::pin(std::future::ready(()))
    }

    /// The time, for what writes fill in and reads compare with: stamps, identifiers, expiry. The system's by default.
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    /// Random bits for identifiers that are made up. By default they come from what the operating system seeds hash maps
    /// with: two calls never agree, but they are no secrets.
    fn random(&self) -> u128 {
        let half = |number: u8| u128::from(RandomState::new().hash_one(number));
        half(0) << 64 | half(1)
    }
}

impl<B: Backend + ?Sized> Backend for Arc<B> {
    fn call(&self, request: Request) -> CallFuture<'_> {
        (**self).call(request)
    }

    fn pause(&self, duration: Duration) -> PauseFuture<'_> {
        (**self).pause(duration)
    }

    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn random(&self) -> u128 {
        (**self).random()
    }
}

/// Why a backend has no answer.
///
/// `Debug` shows the causes by their messages only: a client's error can hold items and whole answers,
/// which can be personal data.
#[non_exhaustive]
pub enum BackendError {
    /// The service answered with an error. The source is the client's own error, when there is one.
    Service {
        /// The error as the service describes it.
        error: ServiceError,
        /// The error of the client that made the call.
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// No answer came: connection, time-out, credentials. A write may have happened.
    Transport(Box<dyn std::error::Error + Send + Sync>),
}

impl From<ServiceError> for BackendError {
    fn from(error: ServiceError) -> Self {
        Self::Service { error, source: None }
    }
}

impl fmt::Display for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service { error, .. } => error.fmt(f),
            Self::Transport(error) => write!(f, "no answer from DynamoDB: {error}"),
        }
    }
}

impl fmt::Debug for BackendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service { error, source } => f
                .debug_struct("Service")
                .field("error", error)
                .field("source", &source.as_deref().map(|error| Causes(error)))
                .finish(),
            Self::Transport(error) => f.debug_tuple("Transport").field(&Causes(&**error)).finish(),
        }
    }
}

/// An error and its causes, by their messages.
struct Causes<'a>(&'a (dyn std::error::Error + 'static));

impl fmt::Debug for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let causes = std::iter::successors(Some(self.0), |error| error.source());
        f.debug_list().entries(causes.map(|error| error.to_string())).finish()
    }
}

impl std::error::Error for BackendError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Service { source, .. } => source.as_deref().map(|error| error as _),
            Self::Transport(error) => Some(&**error),
        }
    }
}

/// A value that a table handle can be opened on: a backend, or a client that becomes one.
pub trait IntoBackend {
    /// The backend.
    fn into_backend(self) -> Arc<dyn Backend>;
}

impl<B: Backend> IntoBackend for B {
    fn into_backend(self) -> Arc<dyn Backend> {
        Arc::new(self)
    }
}
