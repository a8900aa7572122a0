//! DynamoDB's semantics in process, for tests.
//!
//! [`Mock`] is a backend for table handles; [`Engine`] is the engine behind it. It answers what DynamoDB answers:
//! the same items in the same order, the same errors with the same words.
//!
//! | module | holds |
//! |---|---|
//! | `action` | one file per action of the API: its rules in the order in which the service checks them |
//! | `expression` | the expression language: tokens, trees, rules, evaluation |
//! | `decorator` | backends around a backend: injected faults, a recorder with assertions, limits of throughput, a clock |
//! | `endpoint` | DynamoDB's endpoint without a transport: bytes in, bytes out |
//! | `sdk` | the endpoint behind an unmodified client of AWS's SDK (feature `sdk`) |
//! | `server` | the endpoint behind a local HTTP server (feature `server`) |
//! | `snapshot` | the content of an engine at one moment: restore, fork |
//! | `lag` | eventually consistent reads that are behind |
//! | `seed` | items from JSON and to JSON |
//! | `storage` | tables, their ordered items, and the indexes that follow them |
//! | `time_to_live` | the deletion of expired items |
//! | `message`, `wording` | the words of every error, and those before mid-2026 |
//! | `limit` | DynamoDB's limits |

mod action;
mod capacity;
mod chance;
mod clock;
mod decorator;
mod endpoint;
mod engine;
mod expression;
mod key_rules;
mod lag;
mod limit;
mod message;
mod mock;
#[cfg(feature = "sdk")]
pub mod sdk;
mod seed;
#[cfg(feature = "server")]
pub mod server;
mod snapshot;
mod storage;
mod time_to_live;
mod value;
mod wording;

pub use clock::Clock;
pub use decorator::{Call, Clocked, Fault, Faults, Outcome, Recorder, Rule, Throughput, TimedOut, Units};
pub use endpoint::{Answer, Endpoint, NoAnswer};
pub use engine::Engine;
pub use mock::Mock;
pub use seed::SeedError;
pub use snapshot::Snapshot;
pub use wording::Wording;
