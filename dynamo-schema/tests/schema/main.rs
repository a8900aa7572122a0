//! The table model from outside.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod encode;
mod keys;
mod overlap;
mod ranges;
mod read;
mod shop;
mod templates;
mod validate;
