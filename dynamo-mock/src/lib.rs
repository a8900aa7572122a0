//! DynamoDB's semantics in process, for tests.
//!
//! [`Mock`] is a backend for table handles; [`Engine`] is the engine behind it. It answers what DynamoDB answers:
//! the same items in the same order, the same errors with the same words.
//!
//! | module | holds |
//! |---|---|
//! | `action` | one file per action of the API: its rules in the order in which the service checks them |
//! | `expression` | the expression language: tokens, trees, rules, evaluation |
//! | `endpoint` | DynamoDB's endpoint without a transport: bytes in, bytes out |
//! | `sdk` | the endpoint behind an unmodified client of AWS's SDK (feature `sdk`) |
//! | `server` | the endpoint behind a local HTTP server (feature `server`) |
//! | `storage` | tables, their ordered items, and the indexes that follow them |
//! | `time_to_live` | the deletion of expired items |
//! | `message` | the words of every error |
//! | `limit` | DynamoDB's limits |

mod action;
mod capacity;
mod clock;
mod endpoint;
mod engine;
mod expression;
mod key_rules;
mod limit;
mod message;
mod mock;
#[cfg(feature = "sdk")]
pub mod sdk;
#[cfg(feature = "server")]
pub mod server;
mod storage;
mod time_to_live;
mod value;

pub use clock::Clock;
pub use endpoint::{Answer, Endpoint, NoAnswer};
pub use engine::Engine;
pub use mock::Mock;
