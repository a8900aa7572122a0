//! This crate's codec inside a call of the SDK's.
//!
//! An interceptor puts a serialiser and a deserialiser into the call's configuration, where they win over the
//! operation's own. Everything else stays the SDK's: signing, retries, time-outs, endpoints, user agent, the
//! interceptors of the application. So do errors: the operation's own deserialiser reads them.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_sdk_dynamodb::config::http::HttpResponse;
use aws_sdk_dynamodb::operation::transact_write_items;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeSerializationInterceptorContextMut, Error, Input,
    Output,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, OrchestratorError};
#[cfg(feature = "tracing")]
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::ser_de::{
    DeserializeResponse, SerializeRequest, SharedRequestSerializer, SharedResponseDeserializer,
};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::ConfigBag;

use crate::api::{Request, Response};
use crate::wire;

/// What the SDK wants to have from a call of one of its operations.
#[derive(Clone, Copy)]
pub(super) struct Operation {
    /// An output without content, of the operation's type.
    pub(super) empty: fn() -> Output,
    /// The error, of the operation's type, for an answer that cannot be read. The SDK does not try it again:
    /// the service has done what it was asked to do.
    pub(super) unreadable: fn(BoxError) -> Error,
}

/// One call: the request that goes out and the answer that came in.
struct Exchange {
    operation: Operation,
    action: &'static str,
    /// Gone when it has been serialised, which the SDK does once for all attempts.
    request: Mutex<Option<Request>>,
    /// The operation's own deserialiser, as [`deserializer`] tells it.
    own: AtomicUsize,
    /// The answer to the latest attempt.
    answer: Mutex<Option<Response>>,
    /// The span of the request, which is around those of the SDK.
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

/// The interceptor of one call.
#[derive(Clone)]
pub(super) struct Codec(Arc<Exchange>);

impl Codec {
    pub(super) fn new(request: Request, operation: Operation) -> Self {
        Self(Arc::new(Exchange {
            operation,
            action: request.action(),
            request: Mutex::new(Some(request)),
            own: AtomicUsize::new(0),
            answer: Mutex::default(),
            #[cfg(feature = "tracing")]
            span: tracing::Span::current(),
        }))
    }

    /// Notes the request's id, and how often it was tried again.
    #[cfg(feature = "tracing")]
    fn trace(&self, response: &HttpResponse, config: &ConfigBag) {
        let span = &self.0.span;
        if let Some(id) = response.headers().get("x-amzn-requestid") {
            span.record("aws.request_id", id);
        }
        let attempts = config.load::<RequestAttempts>().map_or(1, |attempts| attempts.attempts());
        if attempts > 1 {
            span.record("http.request.resend_count", attempts - 1);
        }
    }

    /// The answer, unless another deserialiser has read it.
    pub(super) fn answer(&self) -> Option<Response> {
        lock(&self.0.answer).take()
    }
}

/// What is locked is replaced as a whole, so that a panic elsewhere leaves nothing half done.
fn lock<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Requests and answers are not shown: they hold items.
impl fmt::Debug for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Codec").field(&self.0.action).finish()
    }
}

#[dyn_dispatch_hint]
impl Intercept for Codec {
    fn name(&self) -> &'static str {
        "dynamo-model codec"
    }

    fn modify_before_serialization(
        &self,
        _: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.own.store(deserializer(config), Ordering::Relaxed);
        config.interceptor_state().store_put(SharedRequestSerializer::new(self.clone()));
        Ok(())
    }

    // The operation's own deserialiser keeps the answers that are errors, and another interceptor's keeps all.
    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        #[cfg(feature = "tracing")]
        self.trace(context.response(), config);
        let is_own = self.0.own.load(Ordering::Relaxed) == deserializer(config);
        if is_own && context.response().status().is_success() {
            config.interceptor_state().store_put(SharedResponseDeserializer::new(self.clone()));
        }
        Ok(())
    }
}

/// Which deserialiser a call has: where it is kept, which does not change while it stays the same.
fn deserializer(config: &ConfigBag) -> usize {
    config.load::<SharedResponseDeserializer>().map_or(0, |own| std::ptr::from_ref(own).addr())
}

impl SerializeRequest for Codec {
    fn serialize_input(&self, input: Input, _: &mut ConfigBag) -> Result<HttpRequest, BoxError> {
        let request = lock(&self.0.request).take().ok_or("the request has been serialised before")?;
        let body = wire::encode_request(&with_token(request, &input));
        let length = body.len().to_string();
        let mut request = HttpRequest::new(SdkBody::from(body));
        request.set_method("POST")?;
        request.set_uri("/")?;
        let headers = request.headers_mut();
        headers.insert("content-type", wire::CONTENT_TYPE);
        headers.insert("x-amz-target", format!("{}{}", wire::TARGET_PREFIX, self.0.action));
        headers.insert("content-length", length);
        Ok(request)
    }
}

/// A transaction without a token gets the one that the SDK has made, from the source that the application configured.
fn with_token(request: Request, input: &Input) -> Request {
    match request {
        Request::TransactWriteItems(mut transaction) if transaction.client_request_token.is_none() => {
            let made = input.downcast_ref::<transact_write_items::TransactWriteItemsInput>();
            transaction.client_request_token =
                made.and_then(|made| made.client_request_token()).map(str::to_owned);
            transaction.into()
        }
        other => other,
    }
}

impl DeserializeResponse for Codec {
    fn deserialize_nonstreaming_with_config(
        &self,
        response: &HttpResponse,
        _: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let Exchange { operation, action, answer, .. } = &*self.0;
        let unreadable = |error| OrchestratorError::operation((operation.unreadable)(error));
        let body = response.body().bytes().ok_or_else(|| unreadable("the answer is a stream".into()))?;
        // As the SDK has it: no body is as good as an empty one.
        let body = if body.is_empty() { b"{}" } else { body };
        let body = std::str::from_utf8(body).map_err(|error| unreadable(error.into()))?;
        let read =
            wire::decode_response_in_place(action, &body.into()).map_err(|error| unreadable(error.into()))?;
        *lock(answer) = Some(read);
        Ok((operation.empty)())
    }
}
