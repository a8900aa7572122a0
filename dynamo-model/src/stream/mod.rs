//! The records of a table's stream as typed changes.
//!
//! An enum says which entities a consumer is told about; [`DynamoEvent`](crate::DynamoEvent) reads records into it. A record
//! comes from DynamoDB Streams ([`Record`]), from the bytes of the event that Lambda hands to a function
//! ([`read_lambda_event`](crate::wire::read_lambda_event)), or, with the feature `lambda`, from `aws_lambda_events`.
//!
//! ```
//! use dynamo_model::prelude::*;
//! use dynamo_model::stream::{Change, ChangeKind, OtherChange};
//! use dynamo_model::wire::read_lambda_event;
//!
//! #[derive(DynamoTable)]
//! #[dynamo(key(pk = S, sk = S), kind = "_t", entities(Order))]
//! struct Shop;
//!
//! #[derive(DynamoEntity)]
//! #[dynamo(table = Shop, key(pk = "ORDER#{number}", sk = "ORDER"))]
//! struct Order {
//!     number: u32,
//!     total: u64,
//! }
//!
//! #[derive(DynamoEvent)]
//! #[dynamo(table = Shop)]
//! enum ShopEvent {
//!     Order(Change<Order>),
//!     Other(OtherChange),
//! }
//!
//! let event = br#"{"Records": [{
//!     "eventID": "1", "eventName": "INSERT", "eventVersion": "1.1",
//!     "eventSource": "aws:dynamodb", "awsRegion": "eu-west-1",
//!     "dynamodb": {
//!         "Keys": {"pk": {"S": "ORDER#0000000007"}, "sk": {"S": "ORDER"}},
//!         "NewImage": {
//!             "pk": {"S": "ORDER#0000000007"}, "sk": {"S": "ORDER"}, "_t": {"S": "order"},
//!             "number": {"N": "7"}, "total": {"N": "1200"}
//!         },
//!         "SequenceNumber": "111", "SizeBytes": 26, "StreamViewType": "NEW_IMAGE"
//!     }
//! }]}"#;
//! for record in read_lambda_event(event)? {
//!     match ShopEvent::from_record(record)? {
//!         ShopEvent::Order(change) if change.kind == ChangeKind::Inserted => {
//!             assert_eq!(change.new.map(|order| order.total), Some(1_200));
//!         }
//!         ShopEvent::Order(_) | ShopEvent::Other(_) => unreachable!(),
//!     }
//! }
//! # Ok::<(), dynamo_model::Error>(())
//! ```
//!
//! See <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.html>.

mod batch;
mod change;
#[cfg(feature = "lambda")]
mod lambda;

pub use batch::{BatchResponse, process};
pub use change::{Change, ChangeKind, OtherChange, RawChange, ReadChange};

use crate::Table;
use crate::api::Record;
use crate::error::Result;

/// An enum of the changes that a consumer of a table's stream is told about. Derive it with `#[derive(DynamoEvent)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an event of a stream",
    note = "derive `DynamoEvent` for an enum such as `enum ShopEvent {{ Order(Change<Order>), Other(OtherChange) }}`"
)]
pub trait StreamEvent: Sized {
    /// The table.
    type Table: Table;

    /// Reads a change as one of the enum's variants.
    ///
    /// # Errors
    /// When no variant is for the change, or an image cannot be read as its entity.
    fn read(change: RawChange) -> Result<Self>;

    /// Reads a record of the stream.
    ///
    /// # Errors
    /// When no variant is for the record, or an image cannot be read as its entity.
    fn from_record(record: impl IntoRecord) -> Result<Self> {
        Self::read(RawChange::new(Self::Table::MODEL, record.into_record()?))
    }
}

/// Something that is a record of a stream.
pub trait IntoRecord {
    /// The record as a plain value.
    ///
    /// # Errors
    /// When a value in it is not one of DynamoDB's.
    fn into_record(self) -> Result<Record>;
}

impl IntoRecord for Record {
    fn into_record(self) -> Result<Record> {
        Ok(self)
    }
}

impl IntoRecord for &Record {
    fn into_record(self) -> Result<Record> {
        Ok(self.clone())
    }
}
