//! The SDK's HTTP layer: requests as bytes, answered in this process.

use std::sync::Arc;

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
}

impl Connector {
    pub(super) fn new(endpoint: Endpoint) -> Self {
        Self { endpoint: Arc::new(endpoint) }
    }
}

impl HttpClient for Connector {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let endpoint = Arc::clone(&self.endpoint);
        HttpConnectorFuture::new(async move {
            let target = request.headers().get("x-amz-target");
            let body = request.body().bytes().ok_or_else(|| ConnectorError::user(STREAMED.into()))?;
            // The SDK tries a broken connection again.
            // The SDK tries a broken connection again.
            let called = endpoint.call(target, body).await;
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
