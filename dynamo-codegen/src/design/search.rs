//! Searches of vector indexes.

use super::Expression;

/// A search for the items whose vectors are most like a given one.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPattern {
    /// The vector index.
    pub index: String,
    /// What an item must meet to be compared.
    pub filter: Option<Expression>,
    /// How many items are found at most.
    pub top: Top,
}

/// How many items a search finds at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Top {
    /// As many as searches find that say nothing: 10.
    Usual,
    /// A number.
    Fixed(u64),
    /// A parameter of this name.
    Parameter(String),
}
