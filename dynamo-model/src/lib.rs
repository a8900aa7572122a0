//! Typed single-table DynamoDB.

pub mod api;
pub mod attribute;
#[cfg(feature = "aws")]
pub mod aws;
mod backend;
mod cursor;
pub mod decode;
mod encode;
mod entity;
mod error;
mod explain;
pub mod expression;
mod handle;
mod item;
mod key_query;
mod keys;
mod number;
pub mod op;
mod page;
pub mod prelude;
#[doc(hidden)]
pub mod private;
mod sort_argument;
mod update_state;
mod value;

pub use attribute::{Attribute, EpochSeconds};
#[cfg(feature = "aws")]
pub use aws::AwsBackend;
pub use backend::{Backend, BackendError, CallFuture, IntoBackend, PauseFuture};
pub use cursor::Cursor;
pub use decode::DecodeError;
pub use encode::{EncodeError, Encoded};
pub use entity::{Entity, EntityKey, Table, from_item, to_item};
pub use error::{Error, ErrorKind, Result};
pub use explain::Explanation;
pub use handle::TableHandle;
pub use item::{Item, Name};
pub use key_query::{KeyQuery, KeyRange};
pub use number::{MAX_DIGITS, Number, NumberError};
pub use page::Page;
pub use sort_argument::{
    BeginsWith, ConsistentRead, IntoQuery, KeyArgument, NextPart, ReadFrom, SortArgument, begins_with,
};
pub use update_state::CompleteUpdate;
pub use value::AttributeValue;

#[cfg(feature = "derive")]
pub use dynamo_derive::{DynamoAttribute, DynamoEntity, DynamoTable};
pub use dynamo_schema as schema;
