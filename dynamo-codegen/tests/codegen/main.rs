//! The generator, from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod cli;
mod create_table;
mod format;
mod generated;
mod goldens;
mod import;
mod judge;
mod notations;
mod patterns;
mod refusals;
mod rust;
mod schema;
mod shop;
mod templates;
