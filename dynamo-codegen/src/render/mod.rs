//! Artefacts, as texts.

mod alarms;
mod autoscale;
pub(crate) mod cloudformation;
mod consumers;
pub(crate) mod create_table;
mod global_table;
mod json;
pub(crate) mod of_table;
pub(crate) mod rust;
mod source;
mod table;
mod value;
pub(crate) mod workbench;
mod yaml;

pub(crate) use value::Value;
