//! The span of a request.

use super::Call;
#[cfg(feature = "tracing")]
use super::Outcome;
use crate::CallFuture;
use crate::api::{Request, Response};
use crate::connection::Connection;

/// The span of a request, where the feature `tracing` is on and somebody listens.
pub(super) struct Span(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(feature = "tracing")]
impl Span {
    pub(super) fn new(connection: &Connection, request: &Request) -> Self {
        use tracing::field::Empty;
        let span = tracing::info_span!(
            "dynamodb.request",
            otel.name = Empty,
            otel.kind = "client",
            otel.status_code = Empty,
            db.system.name = "aws.dynamodb",
            db.operation.name = request.action(),
            db.collection.name = &*connection.table_name,
            aws.dynamodb.index_name = Empty,
            aws.dynamodb.consistent_read = Empty,
            aws.dynamodb.limit = Empty,
            aws.dynamodb.consumed_capacity = Empty,
            aws.dynamodb.count = Empty,
            aws.dynamodb.scanned_count = Empty,
            aws.request_id = Empty,
            http.request.resend_count = Empty,
            dynamo.entity = connection.entity,
            "error.type" = Empty,
        );
        if !span.is_disabled() {
            span.record("otel.name", format!("{} {}", request.action(), connection.table_name));
            describe(&span, request);
        }
        Self(span)
    }

    pub(super) fn is_recorded(&self) -> bool {
        !self.0.is_disabled()
    }

    /// The future of a call, begun and run inside the span.
    pub(super) fn around<'a>(
        &self,
        call: impl FnOnce() -> CallFuture<'a>,
    ) -> tracing::instrument::Instrumented<CallFuture<'a>> {
        tracing::Instrument::instrument(self.0.in_scope(call), self.0.clone())
    }

    pub(super) fn record(&self, call: &Call<'_>, answer: Option<&Response>) {
        let Self(span) = self;
        if let Some(used) = call.consumed_capacity {
            span.record("aws.dynamodb.consumed_capacity", used);
        }
        let page = match answer {
            Some(Response::Query(page)) => Some((page.count, page.scanned_count)),
            Some(Response::Scan(page)) => Some((page.count, page.scanned_count)),
            _ => None,
        };
        if let Some((count, scanned_count)) = page {
            span.record("aws.dynamodb.count", count);
            span.record("aws.dynamodb.scanned_count", scanned_count);
        }
        let error = match call.outcome {
            Outcome::Done => None,
            Outcome::Refused(code) => Some(code.as_str()),
            Outcome::NoAnswer => Some("no answer"),
        };
        if let Some(error) = error {
            span.record("error.type", error);
            span.record("otel.status_code", "ERROR");
            tracing::debug!(parent: span, { "error.type" = error }, "the request was not done");
        }
    }
}

/// What a read is limited by.
#[cfg(feature = "tracing")]
fn describe(span: &tracing::Span, request: &Request) {
    let (index, consistent, limit) = match request {
        Request::GetItem(input) => (None, input.consistent_read, None),
        Request::Query(input) => (input.index_name.as_deref(), input.consistent_read, input.limit),
        Request::Scan(input) => (input.index_name.as_deref(), input.consistent_read, input.limit),
        _ => return,
    };
    if let Some(index) = index {
        span.record("aws.dynamodb.index_name", index);
    }
    if let Some(consistent) = consistent {
        span.record("aws.dynamodb.consistent_read", consistent);
    }
    if let Some(limit) = limit {
        span.record("aws.dynamodb.limit", limit);
    }
}

#[cfg(not(feature = "tracing"))]
impl Span {
    pub(super) const fn new(_: &Connection, _: &Request) -> Self {
        Self()
    }

    pub(super) const fn is_recorded(&self) -> bool {
        false
    }

    pub(super) fn around<'a>(&self, call: impl FnOnce() -> CallFuture<'a>) -> CallFuture<'a> {
        call()
    }

    pub(super) const fn record(&self, _: &Call<'_>, _: Option<&Response>) {}
}
