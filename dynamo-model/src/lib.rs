//! Typed single-table DynamoDB.

pub mod api;
mod backend;
mod item;
mod number;
mod value;
pub mod wire;

pub use backend::{Backend, BackendError, CallFuture, IntoBackend};
pub use item::{Item, Name};
pub use number::{MAX_DIGITS, Number, NumberError};
pub use value::AttributeValue;
