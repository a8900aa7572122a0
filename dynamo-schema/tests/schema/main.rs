//! The table model from outside.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod arbitrary;
mod cover;
mod encode;
mod keys;
mod overlap;
mod pattern;
mod properties;
mod range_properties;
mod ranges;
mod read;
mod shop;
mod templates;
mod validate;
mod validate_templates;
mod validate_vectors;
