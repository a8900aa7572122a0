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
mod convert;
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
#[derive(Debug, Clone)]
pub struct AwsBackend {
    client: Client,
}

impl AwsBackend {
    /// A backend that sends every request through `client`.
    pub const fn new(client: Client) -> Self {
        Self { client }
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
            Request::GetItem(input) => answer(item::get(client, input)),
            Request::PutItem(input) => answer(item::put(client, input)),
            Request::UpdateItem(input) => answer(item::update(client, input)),
            Request::DeleteItem(input) => answer(item::delete(client, input)),
            Request::Query(input) => answer(query::query(client, input)),
            Request::Scan(input) => answer(query::scan(client, input)),
            Request::SearchVectors(input) => answer(vector::search(client, input)),
            Request::BatchGetItem(input) => answer(batch::get(client, input)),
            Request::BatchWriteItem(input) => answer(batch::write(client, input)),
            Request::TransactGetItems(input) => answer(transaction::get(client, input)),
            Request::TransactWriteItems(input) => answer(transaction::write(client, input)),
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
