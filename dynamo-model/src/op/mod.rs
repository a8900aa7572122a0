//! The operations: typed builders around the API's plain inputs, one file per action.

mod batch_get_item;
mod batch_write_item;
mod binding;
mod check;
mod collect;
mod condition;
mod create_table;
mod create_unique;
mod delete_collection;
mod delete_item;
mod delete_unique;
mod difference;
mod evaluate;
mod fan_out;
mod get_by_unique;
mod get_item;
mod group;
mod held;
mod hydrate;
mod live;
mod loaded;
mod lock;
mod markers;
mod move_to;
mod outcome;
mod pages;
mod parallel_scan;
mod put_item;
mod put_unique;
mod query;
mod read;
mod refetch;
mod refetch_core;
mod scan;
mod search;
mod transact_get_items;
mod transact_write_items;
mod update_computed;
mod update_core;
mod update_index;
mod update_item;
mod update_unique;
mod update_with;
mod upsert;

pub use batch_get_item::{BatchGet, BatchGetReport, KeyGroups, Lookup};
pub use batch_write_item::{BatchPut, BatchWrite, BatchWritten, Unwritten};
pub use binding::{Binding, Bound, Unbound};
pub use check::Check;
pub use collect::{Collect, Collected, CollectedItem};
pub(crate) use condition::Existence;
pub use create_table::{CreateTable, DeleteTable, create_table_input};
pub use create_unique::CreateUnique;
pub use delete_collection::{DeleteCollection, Deleted};
pub use delete_item::Delete;
pub use delete_unique::DeleteUnique;
pub use fan_out::FanOut;
pub use get_by_unique::GetByUnique;
pub use get_item::Get;
pub use hydrate::{Hydrate, Hydrated};
pub use move_to::MoveTo;
pub use outcome::{AllNew, AllOld, ReturnOption};
pub use pages::{Items, Pages};
pub use parallel_scan::{ParallelScan, ScanProgress, SegmentPage};
pub use put_item::Put;
pub use put_unique::PutUnique;
pub use query::Query;
pub use read::Count;
pub use refetch::Refetch;
pub use scan::Scan;
pub use search::{Hit, IntoSearch, Search, VectorQuery};
pub use transact_get_items::{TransactGet, TransactKeys};
pub use transact_write_items::{
    Action, AnyWrite, Outcome, Reason, TransactWrite, TransactWrites, Transaction, UniqueWrite, UniqueWrites,
};
pub use update_item::{Update, UpdateOf};
pub use update_unique::UpdateUnique;
pub use update_with::{Decision, UpdateWith};
pub use upsert::Upsert;

pub use crate::update_state::Complete;

use std::future::Future;
use std::pin::Pin;

use crate::error::Result;

/// The future of an operation.
pub type OpFuture<T> = Pin<Box<dyn Future<Output = Result<T>> + Send>>;
