//! What each request did, for metrics and traces.
//!
//! [`TableHandle::observe`](crate::TableHandle::observe) takes a function that is told about every request. With the
//! feature `tracing`, each request is a span at the level `INFO` as well, with the names of OpenTelemetry's
//! [conventions for DynamoDB](https://opentelemetry.io/docs/specs/semconv/database/dynamodb/):
//!
//! | field | content |
//! |---|---|
//! | `otel.name`, `otel.kind` | `GetItem shop`, `client` |
//! | `db.system.name` | `aws.dynamodb` |
//! | `db.operation.name`, `db.collection.name` | the action and the table |
//! | `aws.dynamodb.index_name` | the index, of a Query or a Scan of one |
//! | `aws.dynamodb.consistent_read`, `aws.dynamodb.limit` | as the request has them |
//! | `aws.dynamodb.consumed_capacity` | capacity units |
//! | `aws.dynamodb.count`, `aws.dynamodb.scanned_count` | items in the answer, and items evaluated for it |
//! | `dynamo.entity` | the entity that the operation is of |
//! | `aws.request_id`, `http.request.resend_count` | from the AWS backend: how to ask support, and how often it tried again |
//! | `error.type`, `otel.status_code` | the error's code, or `no answer`; `ERROR` |
//!
//! A request that is observed reports its capacity, which costs nothing. Neither says anything of keys, values or
//! expressions, which can be personal data.

mod span;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::BackendError;
use crate::api::{ConsumedCapacity, ErrorCode, Request, Response, ReturnConsumedCapacity};
use crate::connection::Connection;
use span::Span;

/// One request that has been answered, or not.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Call<'a> {
    /// The action, as the API spells it: `GetItem`.
    pub operation: &'static str,
    /// The physical name of the table.
    pub table: &'a str,
    /// The index that was read.
    pub index: Option<&'a str>,
    /// The entity that the operation is of; none for those of several, such as transactions.
    pub entity: Option<&'static str>,
    /// From the request to the answer, with what the client tried again in between.
    pub duration: Duration,
    /// The capacity units used, over all tables. None without an answer.
    pub consumed_capacity: Option<f64>,
    /// How many items the answer has.
    pub items: usize,
    /// How it ended.
    pub outcome: Outcome<'a>,
}

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// It was done.
    Done,
    /// The service refused it, for example because a condition failed.
    Refused(&'a ErrorCode),
    /// No answer came. A write may have happened.
    NoAnswer,
}

/// A function that is told about requests.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&Call<'_>) + Send + Sync>);

impl Observer {
    pub(crate) fn new(observe: impl Fn(&Call<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observe))
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

/// Sends a request and tells who observes it.
pub(crate) async fn send(connection: &Connection, mut request: Request) -> Result<Response, BackendError> {
    let span = Span::new(connection, &request);
    let observer = connection.observer.as_ref();
    if observer.is_none() && !span.is_recorded() {
        return connection.backend().call(request).await;
    }
    let (operation, index) = (request.action(), index(&request).map(str::to_owned));
    report_capacity(&mut request);
    let started = Instant::now();
    let answer = span.around(|| connection.backend().call(request)).await;
    let (consumed_capacity, items) =
        answer.as_ref().map_or((None, 0), |answer| (capacity(answer), items(answer)));
    let call = Call {
        operation,
        table: &connection.table_name,
        index: index.as_deref(),
        entity: connection.entity,
        duration: started.elapsed(),
        consumed_capacity,
        items,
        outcome: match &answer {
            Ok(_) => Outcome::Done,
            Err(BackendError::Service { error, .. }) => Outcome::Refused(&error.code),
            Err(BackendError::Transport(_)) => Outcome::NoAnswer,
        },
    };
    span.record(&call, answer.as_ref().ok());
    if let Some(Observer(observe)) = observer {
        observe(&call);
    }
    answer
}

fn index(request: &Request) -> Option<&str> {
    match request {
        Request::Query(input) => input.index_name.as_deref(),
        Request::Scan(input) => input.index_name.as_deref(),
        _ => None,
    }
}

/// Asks for the capacity that a request uses, unless the caller has said what to report.
fn report_capacity(request: &mut Request) {
    let wanted = match request {
        Request::GetItem(input) => &mut input.return_consumed_capacity,
        Request::PutItem(input) => &mut input.return_consumed_capacity,
        Request::UpdateItem(input) => &mut input.return_consumed_capacity,
        Request::DeleteItem(input) => &mut input.return_consumed_capacity,
        Request::Query(input) => &mut input.return_consumed_capacity,
        Request::Scan(input) => &mut input.return_consumed_capacity,
        Request::BatchGetItem(input) => &mut input.return_consumed_capacity,
        Request::BatchWriteItem(input) => &mut input.return_consumed_capacity,
        Request::TransactGetItems(input) => &mut input.return_consumed_capacity,
        Request::TransactWriteItems(input) => &mut input.return_consumed_capacity,
        _ => return,
    };
    wanted.get_or_insert(ReturnConsumedCapacity::Total);
}

/// The capacity units of an answer that reports them.
fn capacity(answer: &Response) -> Option<f64> {
    let used: &[ConsumedCapacity] = match answer {
        Response::GetItem(output) => output.consumed_capacity.as_slice(),
        Response::PutItem(output) => output.consumed_capacity.as_slice(),
        Response::UpdateItem(output) => output.consumed_capacity.as_slice(),
        Response::DeleteItem(output) => output.consumed_capacity.as_slice(),
        Response::Query(output) => output.consumed_capacity.as_slice(),
        Response::Scan(output) => output.consumed_capacity.as_slice(),
        Response::BatchGetItem(output) => &output.consumed_capacity,
        Response::BatchWriteItem(output) => &output.consumed_capacity,
        Response::TransactGetItems(output) => &output.consumed_capacity,
        Response::TransactWriteItems(output) => &output.consumed_capacity,
        _ => &[],
    };
    (!used.is_empty()).then(|| used.iter().map(|used| used.capacity_units).sum())
}

/// How many items an answer has.
fn items(answer: &Response) -> usize {
    match answer {
        Response::GetItem(output) => output.item.iter().count(),
        Response::PutItem(output) => output.attributes.iter().count(),
        Response::UpdateItem(output) => output.attributes.iter().count(),
        Response::DeleteItem(output) => output.attributes.iter().count(),
        Response::Query(output) => output.items.len(),
        Response::Scan(output) => output.items.len(),
        Response::BatchGetItem(output) => output.responses.values().map(Vec::len).sum(),
        Response::TransactGetItems(output) => output.responses.iter().flatten().count(),
        _ => 0,
    }
}
