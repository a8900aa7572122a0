//! The engine from outside: one module per action, and one each for what several actions share.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod condition;
mod delete_item;
mod fixture;
mod get_item;
mod put_item;
mod query;
mod scan;
mod update_item;
