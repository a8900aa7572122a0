//! Expressions: tokens, then a tree, then the tree with its request's names and values, then an answer.

mod apply;
mod bound;
mod cache;
mod check;
mod cursor;
mod evaluate;
mod fault;
mod parse_condition;
mod parse_projection;
mod parse_update;
mod request;
mod selection;
mod token;
mod tree;

pub(crate) use apply::Misfit;
pub(crate) use bound::Bindings;
pub(crate) use cache::ExpressionCache;
pub(crate) use evaluate::compare;
pub(crate) use request::{BoundCondition, BoundUpdate, RequestExpressions, check_placeholders, find_path};
pub(crate) use selection::Selection;
pub(crate) use tree::{Comparator, Condition, Function, Operand, Path};
