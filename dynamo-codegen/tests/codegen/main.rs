//! The generator, from outside.
#![allow(clippy::unwrap_used, reason = "helpers of tests, too")]

mod create_table;
mod goldens;
