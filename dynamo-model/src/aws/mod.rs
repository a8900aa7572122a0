//! DynamoDB itself, through `aws_sdk_dynamodb::Client`.
//!
//! A client is a backend where one is asked for. Region, credentials, retries, time-outs and the HTTPS
//! client are what the application configured it with:
//!
//! ```no_run
//! use dynamo_model::api::{DescribeTableInput, Request};
//! use dynamo_model::{Backend, IntoBackend};
//!
//! # async fn example(config: aws_sdk_dynamodb::Config) -> Result<(), dynamo_model::BackendError> {
//! let backend = aws_sdk_dynamodb::Client::from_conf(config).into_backend();
//! let request = Request::from(DescribeTableInput { table_name: "shop".into() });
//! let response = backend.call(request).await?;
//! # let _ = response;
//! # Ok(())
//! # }
//! ```
//!
//! [`AttributeValue`](crate::AttributeValue) and [`Item`](crate::Item) convert to the SDK's
//! `AttributeValue` and `HashMap<String, AttributeValue>` with `From`, and back with `TryFrom`, for code
//! that uses the raw client beside this crate:
//!
//! ```
//! use std::collections::HashMap;
//!
//! use aws_sdk_dynamodb::types;
//! use dynamo_model::{AttributeValue, Item};
//!
//! let item = Item::from_iter([("name", AttributeValue::from("Ada"))]);
//! let raw: HashMap<String, types::AttributeValue> = item.clone().into();
//! assert_eq!(raw["name"], types::AttributeValue::S("Ada".to_owned()));
//! assert_eq!(Item::try_from(raw)?, item);
//!
//! let raw = HashMap::from([("age".to_owned(), types::AttributeValue::N("old".to_owned()))]);
//! let error = Item::try_from(raw).unwrap_err();
//! assert_eq!(error.to_string(), "the attribute `age` is not a number that DynamoDB can hold");
//! # Ok::<(), dynamo_model::aws::ConversionError>(())
//! ```

mod administration;
mod batch;
mod codec;
mod convert;
mod data_plane;
mod description;
mod error;
mod input;
mod insights;
mod item;
mod legacy;
mod output;
mod policy;
mod query;
mod table;
mod time_to_live;
mod transaction;
mod vector;

#[cfg(test)]
mod tests;

use std::fmt;
use std::future::{Future, ready};
use std::sync::Arc;

use aws_sdk_dynamodb::Client;

pub use convert::{ConversionError, ConversionErrorKind};

use crate::api::{Request, Response};
use crate::{Backend, BackendError, CallFuture, IntoBackend};

/// The backend over a client of AWS's SDK.
///
/// Requests on items, and their answers, are written and read by this crate's own codec inside the SDK's call, which is
/// several times faster than the SDK's types. Signing, retries, time-outs, endpoints, user agent and interceptors are
/// the client's. An interceptor sees what goes over the network, but the SDK's input holds only the names of the tables,
/// and its output is empty: for a client whose interceptors look into those, there is
/// [`with_sdk_types`](Self::with_sdk_types).
#[derive(Debug, Clone)]
pub struct AwsBackend {
    client: Client,
    sdk_types: bool,
}

impl AwsBackend {
    /// A backend that sends every request through `client`.
    pub const fn new(client: Client) -> Self {
        Self { client, sdk_types: false }
    }

    /// Leaves the writing of requests and the reading of answers to the SDK, so that its inputs and outputs are complete
    /// for interceptors that look into them.
    #[must_use]
    pub const fn with_sdk_types(mut self) -> Self {
        self.sdk_types = true;
        self
    }

    /// The client.
    pub const fn client(&self) -> &Client {
        &self.client
    }
}

impl From<Client> for AwsBackend {
    fn from(client: Client) -> Self {
        Self::new(client)
    }
}

impl IntoBackend for Client {
    fn into_backend(self) -> Arc<dyn Backend> {
        Arc::new(AwsBackend::new(self))
    }
}

impl Backend for AwsBackend {
    fn call(&self, request: Request) -> CallFuture<'_> {
        let client = &self.client;
        // One future per action: the future of a match over all of them would be as large as the largest.
        match request {
            Request::CreateTable(input) => answer(table::create(client, input)),
            Request::DescribeTable(input) => answer(table::describe(client, input)),
            Request::UpdateTable(input) => answer(table::update(client, input)),
            Request::DeleteTable(input) => answer(table::delete(client, input)),
            Request::ListTables(input) => answer(administration::list_tables(client, input)),
            Request::UpdateTimeToLive(input) => answer(time_to_live::update(client, input)),
            Request::DescribeTimeToLive(input) => answer(time_to_live::describe(client, input)),
            Request::TagResource(input) => answer(administration::tag(client, input)),
            Request::UntagResource(input) => answer(administration::untag(client, input)),
            Request::ListTagsOfResource(input) => answer(administration::list_tags(client, input)),
            Request::DescribeLimits(input) => answer(administration::limits(client, input)),
            Request::DescribeEndpoints(input) => answer(administration::endpoints(client, input)),
            Request::UpdateContinuousBackups(input) => answer(time_to_live::update_backups(client, input)),
            Request::DescribeContinuousBackups(input) => {
                answer(time_to_live::describe_backups(client, input))
            }
            Request::UpdateContributorInsights(input) => answer(insights::update(client, input)),
            Request::DescribeContributorInsights(input) => answer(insights::describe(client, input)),
            Request::PutResourcePolicy(input) => answer(policy::put(client, input)),
            Request::GetResourcePolicy(input) => answer(policy::get(client, input)),
            Request::DeleteResourcePolicy(input) => answer(policy::delete(client, input)),
            // The actions of DynamoDB Streams are those of another client of the SDK's.
            request @ (Request::ListStreams(_)
            | Request::DescribeStream(_)
            | Request::GetShardIterator(_)
            | Request::GetRecords(_)) => {
                let unsent = NoStreams { action: request.action() };
                Box::pin(ready(Err(BackendError::Transport(Box::new(unsent)))))
            }
            Request::GetItem(input) => data_plane::get_item(self, input),
            Request::PutItem(input) => data_plane::put_item(self, input),
            Request::UpdateItem(input) => data_plane::update_item(self, input),
            Request::DeleteItem(input) => data_plane::delete_item(self, input),
            Request::Query(input) => data_plane::query(self, input),
            Request::Scan(input) => data_plane::scan(self, input),
            Request::SearchVectors(input) => answer(vector::search(client, input)),
            Request::BatchGetItem(input) => data_plane::batch_get_item(self, input),
            Request::BatchWriteItem(input) => data_plane::batch_write_item(self, input),
            Request::TransactGetItems(input) => data_plane::transact_get_items(self, input),
            Request::TransactWriteItems(input) => data_plane::transact_write_items(self, input),
        }
    }
}

fn answer<'a, O: Into<Response>>(
    call: impl Future<Output = Result<O, BackendError>> + Send + 'a,
) -> CallFuture<'a> {
    Box::pin(async move { call.await.map(Into::into) })
}

/// A request to DynamoDB Streams, which a client of DynamoDB cannot send.
#[derive(Debug)]
struct NoStreams {
    action: &'static str,
}

impl fmt::Display for NoStreams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is an action of DynamoDB Streams, which the client of DynamoDB does not speak to",
            self.action
        )
    }
}

impl std::error::Error for NoStreams {}
