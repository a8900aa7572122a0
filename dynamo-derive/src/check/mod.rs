//! From what the user wrote to what the macros work on: names are resolved and every rule is checked that needs no types.

pub(crate) mod collection;
mod computed;
pub(crate) mod entity;
pub(crate) mod event;
pub(crate) mod fields;
pub(crate) mod keys;
pub(crate) mod projection;
pub(crate) mod table;
pub(crate) mod value;
