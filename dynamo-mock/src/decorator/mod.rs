//! Backends around a backend. They see each request on its way in and each answer on its way out, and work on
//! every backend: the engine, the service, or one another.

mod bucket;
mod clocked;
mod fault;
mod faults;
mod metering;
mod parts;
mod record;
mod recorder;
mod throughput;
mod touched;
mod verdict;

pub use clocked::Clocked;
pub use fault::{Fault, Rule};
pub use faults::{Faults, TimedOut};
pub use record::{Call, Outcome, Units};
pub use recorder::Recorder;
pub use throughput::Throughput;
