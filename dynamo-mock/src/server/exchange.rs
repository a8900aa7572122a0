//! One request and its answer.

use std::net::SocketAddr;
use std::time::Instant;

use bytes::Bytes;
use dynamo_model::api::{ErrorCode, ServiceError};
use dynamo_model::wire;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{CONNECTION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::Semaphore;

use super::body::{self, Unread};
use super::log::{self, Line};
use super::{Options, cors};
use crate::{Answer, Endpoint, NoAnswer};

/// What the service answers to a GET, for load balancers and people.
const HEALTHY: &str = "healthy: dynamodb.us-east-1.amazonaws.com ";
/// What the service answers where it is not spoken to in its own protocol.
const NOT_THE_PROTOCOL: &str = "<UnknownOperationException/>\n";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");
const CHECKSUM: HeaderName = HeaderName::from_static("x-amz-crc32");

/// What the connections of a server share.
#[derive(Debug)]
pub(super) struct Exchanges {
    endpoint: Endpoint,
    options: Options,
    large_bodies: Semaphore,
}

impl Exchanges {
    pub(super) fn new(endpoint: Endpoint, options: Options) -> Self {
        let large_bodies = Semaphore::new(options.large_bodies.min(Semaphore::MAX_PERMITS));
        Self { endpoint, options, large_bodies }
    }

    pub(super) const fn options(&self) -> &Options {
        &self.options
    }

    /// Answers a request.
    ///
    /// # Errors
    /// When the backend has no answer; the connection is to break then.
    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
    ) -> Result<Response<Full<Bytes>>, NoAnswer> {
        let (head, body) = request.into_parts();
        let mut response = match (&head.method, head.uri.path()) {
            (&Method::POST, "/") => self.post(&head.headers, body, peer).await?,
            (&Method::GET | &Method::HEAD, "/") => text(StatusCode::OK, HEALTHY),
            (&Method::OPTIONS, _) => {
                let mut response = Response::default();
                cors::preflight(&head.headers, response.headers_mut());
                return Ok(response);
            }
            _ => text(StatusCode::NOT_FOUND, NOT_THE_PROTOCOL),
        };
        cors::allow(&head.headers, response.headers_mut());
        Ok(response)
    }

    /// Answers a call of the API.
    async fn post(
        &self,
        headers: &HeaderMap,
        body: Incoming,
        peer: SocketAddr,
    ) -> Result<Response<Full<Bytes>>, NoAnswer> {
        let start = Instant::now();
        let target = headers.get("x-amz-target").and_then(|target| target.to_str().ok());
        match body::read(headers, body, &self.options, &self.large_bodies).await {
            Ok(body) => {
                let answer = self.endpoint.answer(target, &body).await?;
                self.log(target, &answer, body.len(), start, peer);
                Ok(response(answer))
            }
            Err(unread) => {
                let (status, answer) = self.refuse(unread);
                self.log(target, &answer, 0, start, peer);
                let mut response = response(answer);
                *response.status_mut() = status;
                // What is left of the body would have to be read to find the next request.
                response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
                Ok(response)
            }
        }
    }

    /// The answer to a body that cannot be used.
    fn refuse(&self, unread: Unread) -> (StatusCode, Answer) {
        let other = |name: &str| ErrorCode::Other(name.to_owned());
        let (status, code, message) = match unread {
            Unread::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                other("RequestEntityTooLargeException"),
                "The body of the request is too large",
            ),
            Unread::TooSlow => (
                StatusCode::REQUEST_TIMEOUT,
                other("RequestTimeoutException"),
                "The body of the request took too long",
            ),
            Unread::Broken => {
                (StatusCode::BAD_REQUEST, ErrorCode::Serialization, "The body of the request is broken off")
            }
            Unread::Encoding => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                other("UnsupportedMediaTypeException"),
                "The encoding of the body is not supported: use gzip, or none",
            ),
            Unread::NotGzip => {
                (StatusCode::BAD_REQUEST, ErrorCode::Serialization, "The body of the request is not gzip")
            }
        };
        (status, self.endpoint.refusal(&ServiceError::new(code, message)))
    }

    fn log(&self, target: Option<&str>, answer: &Answer, received: usize, start: Instant, peer: SocketAddr) {
        if self.options.log {
            log::write(&Line { target, answer, received, took: start.elapsed(), peer });
        }
    }
}

/// An answer as HTTP has it.
fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() =
        StatusCode::from_u16(answer.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(wire::CONTENT_TYPE));
    // A request id that is no header's value can only come from another service behind the backend.
    if let Ok(id) = HeaderValue::try_from(answer.request_id()) {
        headers.insert(REQUEST_ID, id);
    }
    headers.insert(CHECKSUM, HeaderValue::from(answer.crc32()));
    *response.body_mut() = Full::new(answer.into_body().into());
    response
}

fn text(status: StatusCode, body: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}
