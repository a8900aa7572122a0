//! The SDK's HTTP layer: requests as bytes, answered in this process.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use aws_sdk_dynamodb::config::{AsyncSleep, SharedAsyncSleep};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;

use super::typed::{Answered, Wanted};
use crate::{Answer, Endpoint};

/// Hands requests to an endpoint.
#[derive(Debug, Clone)]
pub(super) struct Connector {
    endpoint: Arc<Endpoint>,
    /// How long an answer may take, and what measures the time.
    patience: Option<(Duration, SharedAsyncSleep)>,
}

impl Connector {
    pub(super) fn new(endpoint: Endpoint) -> Self {
        Self { endpoint: Arc::new(endpoint), patience: None }
    }
}

impl HttpClient for Connector {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        // The engine answers at once, but a decorator of it may not. There is no connection to wait for.
        let patience = settings.read_timeout().zip(components.sleep_impl());
        SharedHttpConnector::new(Self { endpoint: Arc::clone(&self.endpoint), patience })
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let endpoint = Arc::clone(&self.endpoint);
        let patience = self.patience.clone();
        HttpConnectorFuture::new(async move {
            let target = request.headers().get("x-amz-target");
            let body = request.body().bytes().ok_or_else(|| ConnectorError::user(STREAMED.into()))?;
            // The SDK tries a broken connection again.
            // The SDK tries a broken connection again.
            let called = within(patience, endpoint.call(target, body)).await?;
            match called.map_err(|silence| ConnectorError::io(silence.into()))? {
                Err(error) => as_http(endpoint.refusal(&error)),
                Ok(response) if request.extension::<Wanted>().is_some() && Answered::may(&response) => {
                    let mut empty = as_http(endpoint.empty_success())?;
                    empty.add_extension(Answered::new(response));
                    Ok(empty)
                }
                Ok(response) => as_http(endpoint.success(&response)),
            }
        })
    }
}

/// The outcome of a future, unless it takes too long.
async fn within<T>(
    patience: Option<(Duration, SharedAsyncSleep)>,
    future: impl Future<Output = T>,
) -> Result<T, ConnectorError> {
    let Some((limit, timer)) = patience else { return Ok(future.await) };
    let (mut future, mut deadline) = (pin!(future), pin!(timer.sleep(limit)));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(outcome) => Poll::Ready(Ok(outcome)),
        Poll::Pending => {
            let late = deadline.as_mut().poll(context);
            late.map(|()| Err(ConnectorError::timeout("the backend did not answer in time".into())))
        }
    })
    .await
}

const STREAMED: &str = "the body of the request is a stream, which no request of DynamoDB's is";

fn as_http(answer: Answer) -> Result<HttpResponse, ConnectorError> {
    let status = StatusCode::try_from(answer.status()).map_err(|error| ConnectorError::user(error.into()))?;
    let headers = answer.headers();
    let mut response = HttpResponse::new(status, SdkBody::from(answer.into_body()));
    for (name, value) in headers {
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}
