//! Running one case on every backend.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use dynamo_mock::Mock;
use dynamo_model::api::{Action, ServiceError};
use dynamo_model::aws::AwsBackend;
use dynamo_model::{Backend, BackendError, IntoBackend};

use crate::server::{client_over, streams_client_over};
use crate::{DynamoDbLocal, LocalServer, differences};

/// The name of a backend that the suite runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackendName {
    /// The engine in this process.
    Engine,
    /// The engine behind the SDK's client, without a socket.
    SdkConnector,
    /// The same, with every answer as JSON.
    SdkBytes,
    /// The engine behind the local server, and the SDK's client in front of it.
    Server,
    /// Amazon's DynamoDB Local, behind the SDK's client.
    DynamoDbLocal,
}

impl fmt::Display for BackendName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Engine => "the engine",
            Self::SdkConnector => "the SDK's client on the engine",
            Self::SdkBytes => "the SDK's client on the engine, in JSON",
            Self::Server => "the local server",
            Self::DynamoDbLocal => "DynamoDB Local",
        })
    }
}

/// The backends that can run here.
fn backends() -> Vec<(BackendName, Arc<dyn Backend>)> {
    let mut backends = vec![
        (BackendName::Engine, Mock::new().into_backend()),
        (BackendName::SdkConnector, with_streams(Mock::client)),
        (BackendName::SdkBytes, with_streams(|mock| client_over(mock.http_client()))),
        (BackendName::Server, LocalServer::shared().backend().into_backend()),
    ];
    if let Some(server) = DynamoDbLocal::shared() {
        backends.push((BackendName::DynamoDbLocal, server.backend().into_backend()));
    }
    backends
}

/// The backend over the SDK's clients on a new engine: one for tables, one for streams.
fn with_streams(client: impl Fn(&Mock) -> aws_sdk_dynamodb::Client) -> Arc<dyn Backend> {
    let mock = Mock::new();
    let streams = streams_client_over(mock.http_client());
    AwsBackend::new(client(&mock)).with_streams(streams).into_backend()
}

/// One case on one backend.
pub struct Case {
    name: String,
    backend: Arc<dyn Backend>,
    tables: AtomicU32,
}

impl Case {
    /// The backend.
    pub fn backend(&self) -> &Arc<dyn Backend> {
        &self.backend
    }

    /// Sends one request.
    ///
    /// # Errors
    /// Those of the backend.
    ///
    /// # Panics
    /// When the response is of another action.
    pub async fn call<A: Action>(&self, input: A) -> Result<A::Output, BackendError> {
        let request = input.into();
        let action = request.action();
        let response = self.backend.call(request).await?;
        let answered = response.action();
        Ok(A::output(response).unwrap_or_else(|| panic!("{action} was answered as {answered}")))
    }

    /// Sends a request that must succeed.
    ///
    /// # Panics
    /// When it fails.
    pub async fn answer<A: Action>(&self, input: A) -> A::Output {
        self.call(input).await.unwrap_or_else(|error| panic!("{error:?}"))
    }

    /// Sends a request that the service must refuse.
    ///
    /// # Panics
    /// When it succeeds, or when no answer comes.
    pub async fn refusal<A: Action>(&self, input: A) -> ServiceError
    where
        A::Output: fmt::Debug,
    {
        match self.call(input).await {
            Err(BackendError::Service { error, .. }) => error,
            other => panic!("not refused: {other:?}"),
        }
    }

    /// A name for a table that no other case uses.
    pub fn table_name(&self) -> Arc<str> {
        let number = self.tables.fetch_add(1, Ordering::Relaxed);
        format!("{}.{number}", self.name.replace("::", ".")).into()
    }
}

/// Runs a case on every backend that can run here. The case is named by the function that holds it.
///
/// # Panics
/// When the case fails on a backend without a listed difference, or passes in spite of one.
pub fn for_each_backend<F: AsyncFn(&Case)>(case: F) {
    let name = case_name::<F>();
    let mut failed = Vec::new();
    for (backend, calls) in backends() {
        let outcome = run(Case { name: name.clone(), backend: calls, tables: AtomicU32::new(0) }, &case);
        match (outcome, differences::reason(&name, backend)) {
            (Ok(()), None) => {}
            (Err(()), Some(reason)) => {
                eprintln!("known difference: {name} on {backend}: {reason}");
            }
            (Err(()), None) => failed.push(format!("{name} fails on {backend}")),
            (Ok(()), Some(reason)) => {
                failed.push(format!("{name} passes on {backend}, which is listed to differ: {reason}"));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("; "));
}

fn run(case: Case, test: &impl AsyncFn(&Case)) -> Result<(), ()> {
    catch_unwind(AssertUnwindSafe(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.expect("a runtime").block_on(test(&case));
    }))
    // The panic's message is printed where it happens.
    .map_err(|_| ())
}

/// `module::function` out of the name of a closure's type, `binary::module::function::{{closure}}`.
fn case_name<F>() -> String {
    let path: Vec<&str> =
        std::any::type_name::<F>().split("::").filter(|part| !part.starts_with("{{")).skip(1).collect();
    path.join("::")
}
