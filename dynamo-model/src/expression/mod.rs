//! Conditions, filters, updates and projections as one plain tree, and its one renderer.
//!
//! The typed side ([`Path`]) is a thin shell: everything it builds ends in a [`Condition`] or an
//! [`UpdateAction`], which hold document paths and values and know no Rust types.

mod condition;
mod formula;
mod operand;
mod path;
mod render;
mod typed;
mod update;

pub use condition::{AttributeTypeName, Comparison, Condition};
pub use formula::{Formula, IntoFormula};
pub use operand::{IntoOperand, IntoValue, Operand};
pub use path::{DocumentPath, PathElement};
pub use render::{ExpressionError, Renderer};
pub use typed::{
    Immutable, IndexInput, Inside, IntoSize, Nested, OfUnique, Path, Plain, ReadOnlyInput, Size,
};
pub use update::{UpdateAction, UpdateExpression, UpdateValue};
