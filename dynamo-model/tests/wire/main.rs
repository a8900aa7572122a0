//! The wire codec, seen from outside.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking, also in its helpers")]

mod arbitrary;

mod errors;
mod hostile;
mod in_place;
mod json;
mod round_trip;
mod rules;
#[cfg(feature = "aws")]
mod sdk;
mod snapshots;
