//! JSON text: a cursor that reads it and a writer that makes it.
//!
//! Both know JSON and nothing of DynamoDB. The reader checks all of RFC 8259's grammar, also in what it skips,
//! borrows every string that has no escape, and never nests deeper than [`MAX_DEPTH`].

mod error;
mod reader;
pub(in crate::wire) mod text;
mod writer;

pub use error::{JsonError, JsonErrorKind};
pub use reader::{Kind, MAX_DEPTH, Reader};
pub use writer::Writer;
