//! Renders what a table's model implies.
//!
//! The model comes from Rust types (`Shop::MODEL`) or is built by hand; the artefacts are texts.

mod create_table;

pub use create_table::create_table;
