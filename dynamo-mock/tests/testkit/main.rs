//! What tests of applications use around the engine.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod call;
mod faults;
#[path = "../engine/fixture.rs"]
#[allow(dead_code, reason = "the tests of the engine use the rest")]
mod fixture;
mod recorder;
mod seed;
mod snapshot;
mod throughput;
