//! The generator, from outside.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

#[cfg(feature = "cli")]
mod cli;
mod create_table;
mod generated;
mod goldens;
mod patterns;
mod rust;
mod shop;
mod templates;
