//! Where items are kept.

pub(crate) mod index;
pub(crate) mod key;
pub(crate) mod lag;
mod lock;
mod node;
pub(crate) mod schema;
pub(crate) mod settings;
pub(crate) mod stream;
pub(crate) mod table;
pub(crate) mod tree;
pub(crate) mod vector;
mod walk;

pub(crate) use index::{Index, Scope};
pub(crate) use key::{Key, KeyBuilder};
pub(crate) use lag::Lag;
pub(crate) use lock::TableLock;
pub(crate) use schema::{KeyAttribute, KeySchema, KeyValues};
pub(crate) use settings::{Insights, Policy, Recovery, Settings, TimeToLive};
pub(crate) use stream::{Change, Stream};
pub(crate) use table::Table;
pub(crate) use tree::{Entry, KeyRange, Tree};
pub(crate) use vector::VectorIndex;
