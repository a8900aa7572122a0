//! The engine from outside: one module per action.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod fixture;
mod put_item;
