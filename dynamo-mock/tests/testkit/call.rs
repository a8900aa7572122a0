//! Calls of a backend that answers at once.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use dynamo_model::api::Action;
use dynamo_model::{Backend, BackendError};

/// Answers a request.
pub(crate) fn ask<A: Action>(backend: &dyn Backend, input: A) -> Result<A::Output, BackendError> {
    match pin!(backend.call(input.into())).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => {
            answer.map(|response| A::output(response).expect("the response is of the request's action"))
        }
        Poll::Pending => panic!("the future waits"),
    }
}
