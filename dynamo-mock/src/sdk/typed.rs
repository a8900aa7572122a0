//! Answers as values: the SDK does not parse JSON that would be written for it in the same process.
//!
//! Requests stay bytes, so that they are held to every rule, and so that interceptors see what would be sent.
//! Of an answer, the SDK's own deserialiser reads the headers and an empty body, which gives an output with the
//! request's id; the values are put into it. Errors are JSON, which the SDK reads as always.

use std::fmt;
use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeDeserializationInterceptorContextMut, BeforeTransmitInterceptorContextMut, Error, Output,
};
use aws_smithy_runtime_api::client::interceptors::{Intercept, dyn_dispatch_hint};
use aws_smithy_runtime_api::client::orchestrator::{HttpResponse, OrchestratorError};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::client::ser_de::{DeserializeResponse, SharedResponseDeserializer};
use aws_smithy_types::config_bag::ConfigBag;
use dynamo_model::api::Response;

use super::output::{self, Fill};

/// Tells the connector that an answer may be a value. It is of no meaning to other connectors.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted;

/// An answer as a value, beside an HTTP response with the body `{}`.
#[derive(Clone)]
pub(super) struct Answered(Arc<Response>);

impl Answered {
    /// Whether a response may go without JSON.
    pub(super) fn may(response: &Response) -> bool {
        output::is_typed(response)
    }

    pub(super) fn new(response: Response) -> Self {
        Self(Arc::new(response))
    }
}

/// Takes answers as values.
#[derive(Debug)]
pub(super) struct TypedAnswers;

#[dyn_dispatch_hint]
impl Intercept for TypedAnswers {
    fn name(&self) -> &'static str {
        "TypedAnswers"
    }

    // For each attempt anew: a request that is tried again loses its extensions.
    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().add_extension(Wanted);
        Ok(())
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        let Some(Answered(answer)) = response.extension::<Answered>().cloned() else { return Ok(()) };
        let own = config.load::<SharedResponseDeserializer>().ok_or("there is no deserialiser")?;
        let empty = own.deserialize_nonstreaming_with_config(response, config).map_err(Unexpected)?;
        if let Some(typed) = output::deserializer(empty, answer) {
            config.interceptor_state().store_put(typed);
            Ok(())
        } else {
            Err("the answer is of another action".into())
        }
    }
}

/// The SDK did not take `{}` as an output, which all of its outputs are tolerant of.
struct Unexpected(OrchestratorError<Error>);

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no output was made of an empty body: {:?}", self.0)
    }
}

impl std::error::Error for Unexpected {}

/// Puts an answer's values into an output, in place of the SDK's deserialiser.
pub(super) struct Filling<T> {
    /// What the SDK made of the headers and an empty body.
    pub(super) empty: T,
    pub(super) answer: Arc<Response>,
}

impl<T> fmt::Debug for Filling<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filling").finish_non_exhaustive()
    }
}

impl<T: Fill> DeserializeResponse for Filling<T> {
    fn deserialize_nonstreaming_with_config(
        &self,
        _: &HttpResponse,
        _: &ConfigBag,
    ) -> Result<Output, OrchestratorError<Error>> {
        let mut output = self.empty.clone();
        output.fill(&self.answer);
        Ok(Output::erase(output))
    }
}
