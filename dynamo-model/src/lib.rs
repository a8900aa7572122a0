//! Typed single-table DynamoDB.

pub mod api;
#[cfg(feature = "aws")]
pub mod aws;
mod backend;
mod item;
mod number;
mod value;

#[cfg(feature = "aws")]
pub use aws::AwsBackend;
pub use backend::{Backend, BackendError, CallFuture, IntoBackend};
pub use item::{Item, Name};
pub use number::{MAX_DIGITS, Number, NumberError};
pub use value::AttributeValue;
