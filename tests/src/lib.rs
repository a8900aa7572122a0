//! One suite that runs on every backend.
//!
//! A case is written once, against [`Backend`](dynamo_model::Backend), and [`for_each_backend`] runs it on
//! each. Where a backend answers otherwise than DynamoDB, the case is listed in `differences.rs` with the
//! reason, and must fail there: an entry that is no longer true is a failure of its own.

mod companion;
mod differences;
mod harness;
mod local;
mod server;

pub use companion::{Companion, tool, unless_missing};
pub use dynamo_mock::Recorder;
pub use harness::{BackendName, Case, for_each_backend};
pub use local::DynamoDbLocal;
pub use server::{LocalServer, client_over, streams_client_over};

/// The program of the project's README runs.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

/// So does that of the page on expressions.
#[cfg(doctest)]
#[doc = include_str!("../../docs/expressions.md")]
mod expressions {}

/// So does that of the page on writes.
#[cfg(doctest)]
#[doc = include_str!("../../docs/writes.md")]
mod writes {}
