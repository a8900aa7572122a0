//! A batch of records, as Lambda hands them to a function.

use std::future::Future;

use super::{IntoRecord, StreamEvent};
use crate::error::Error;
use crate::wire::json::Writer;

/// What a function answers for a batch of records: where reading goes on, when not after the batch.
///
/// It needs `ReportBatchItemFailures` in the event source mapping, without which Lambda takes every answer for success.
/// See <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html>.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use = "Lambda goes on after the batch unless it is answered"]
pub struct BatchResponse {
    failed: Option<String>,
}

impl BatchResponse {
    /// The sequence number of the record that failed. Lambda hands out the batch again from there.
    pub fn failed(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// Whether the whole batch is done.
    pub fn is_complete(&self) -> bool {
        self.failed.is_none()
    }

    /// The answer as JSON.
    ///
    /// ```
    /// let response = dynamo_model::stream::BatchResponse::default();
    /// assert_eq!(response.to_json(), r#"{"batchItemFailures":[]}"#);
    /// ```
    pub fn to_json(&self) -> String {
        let mut out = Writer::with_capacity(64);
        out.begin_object();
        out.name("batchItemFailures");
        out.begin_array();
        if let Some(number) = &self.failed {
            out.element();
            out.begin_object();
            out.name("itemIdentifier");
            out.string(number);
            out.end_object();
        }
        out.end_array();
        out.end_object();
        String::from_utf8(out.into_bytes()).unwrap_or_default()
    }
}

/// Handles the records of a batch one after the other and stops at the first that fails, so that no later change of an item
/// is handled before an earlier one.
///
/// Lambda hands a batch out again after a failure, and may do so without one: what `handle` does must be harmless when it is
/// done twice. A record that cannot be read fails too. `report` is told why, before the answer says where.
///
/// ```
/// # use dynamo_model::prelude::*;
/// # use dynamo_model::stream::{BatchResponse, Change, OtherChange, process};
/// # #[derive(DynamoTable)]
/// # #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
/// # struct Shop;
/// # #[derive(DynamoEntity)]
/// # #[dynamo(table = Shop, key(pk = "ORDER#{number}", sk = "ORDER"))]
/// # struct Order { number: u32 }
/// # #[derive(DynamoEvent)]
/// # #[dynamo(table = Shop)]
/// # enum ShopEvent { Order(Change<Order>), Other(OtherChange) }
/// async fn handler(event: &[u8]) -> dynamo_model::Result<String> {
///     let records = dynamo_model::wire::read_lambda_event(event)?;
///     let response = process(records, handle, |error| eprintln!("{error}")).await;
///     Ok(response.to_json())
/// }
///
/// async fn handle(event: ShopEvent) -> dynamo_model::Result<()> {
///     match event {
///         ShopEvent::Order(change) => println!("{:?}", change.kind),
///         ShopEvent::Other(_) => {}
///     }
///     Ok(())
/// }
/// ```
pub async fn process<V, X, F, Handling>(
    records: impl IntoIterator<Item = impl IntoRecord>,
    mut handle: F,
    mut report: impl FnMut(X),
) -> BatchResponse
where
    V: StreamEvent,
    X: From<Error>,
    F: FnMut(V) -> Handling,
    Handling: Future<Output = Result<(), X>>,
{
    // A record that is none has no number: Lambda is told to begin with the batch again.
    let mut number = String::new();
    for record in records {
        let handled = match record.into_record() {
            Ok(record) => {
                number.clone_from(&record.dynamodb.sequence_number);
                match V::from_record(record) {
                    Ok(event) => handle(event).await,
                    Err(error) => Err(error.into()),
                }
            }
            Err(error) => Err(error.into()),
        };
        if let Err(error) = handled {
            report(error);
            return BatchResponse { failed: Some(number) };
        }
    }
    BatchResponse::default()
}
