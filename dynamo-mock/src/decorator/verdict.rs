//! What becomes of one call.

use dynamo_model::api::{Request, Response, ServiceError};
use dynamo_model::{Backend, BackendError};

use super::parts::{self, Unprocessed};
use crate::message;

/// What is to be done with one call.
pub(super) enum Verdict {
    Pass,
    Fail(BackendError),
    /// Do it, and lose the answer.
    FailAfter(BackendError),
    /// Do what is left of a batch.
    Shortened(Unprocessed),
}

impl Verdict {
    /// Refuses some of a request's parts: those of a batch stay unprocessed unless all are refused, those of a
    /// transaction are the reasons why it is cancelled, and everything else fails.
    pub(super) fn refuse(request: &mut Request, struck: &[bool], error: ServiceError) -> Self {
        if !struck.iter().all(|struck| *struck)
            && let Some(unprocessed) = parts::take(request, struck)
        {
            return Self::Shortened(unprocessed);
        }
        let transaction = matches!(request, Request::TransactGetItems(_) | Request::TransactWriteItems(_));
        if transaction && let Some(reason) = message::transient_reason(&error.code) {
            let reason_of = |struck: &bool| {
                if *struck { reason.clone() } else { message::cancellation_reason(None) }
            };
            let canceled = message::transaction_canceled(struck.iter().map(reason_of).collect());
            return Self::Fail(canceled.unwrap_or(error).into());
        }
        Self::Fail(error.into())
    }

    /// Does it.
    pub(super) async fn carry_out(
        self,
        backend: &dyn Backend,
        request: Request,
    ) -> Result<Response, BackendError> {
        match self {
            Self::Pass => backend.call(request).await,
            Self::Fail(error) => Err(error),
            Self::FailAfter(error) => {
                // Whatever the answer is, it is lost.
                let _: Result<Response, BackendError> = backend.call(request).await;
                Err(error)
            }
            Self::Shortened(unprocessed) if parts::is_empty(&request) => Ok(unprocessed.into_response()),
            Self::Shortened(unprocessed) => {
                let mut response = backend.call(request).await?;
                unprocessed.add_to(&mut response);
                Ok(response)
            }
        }
    }
}
