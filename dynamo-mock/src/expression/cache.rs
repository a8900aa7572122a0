//! Parsed expressions, kept by their text.
//!
//! Programs send the same few expressions again and again; only the values change. A parse costs some forty
//! times what a look-up costs.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::fault::Fault;
use super::tree::{Condition, Parsed, Projection, Update};

/// How many expressions of each kind are kept.
const CAPACITY: usize = 1_024;

/// The parsed expressions of one kind.
#[derive(Debug)]
struct Kept<T> {
    parsed: RwLock<HashMap<Box<str>, Arc<Parsed<T>>>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { parsed: RwLock::default() }
    }
}

impl<T> Kept<T> {
    fn get(&self, text: &str, parse: fn(&str) -> Result<Parsed<T>, Fault>) -> Result<Arc<Parsed<T>>, Fault> {
        if let Some(found) = self.parsed.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Ok(Arc::clone(found));
        }
        let parsed = Arc::new(parse(text)?);
        let mut kept = self.parsed.write().unwrap_or_else(PoisonError::into_inner);
        // A program with values written into its expressions would fill the cache for nothing: begin again.
        if kept.len() >= CAPACITY {
            kept.clear();
        }
        kept.insert(text.into(), Arc::clone(&parsed));
        Ok(parsed)
    }
}

/// All parsed expressions.
#[derive(Debug, Default)]
pub(crate) struct ExpressionCache {
    conditions: Kept<Condition>,
    updates: Kept<Update>,
    projections: Kept<Projection>,
}

impl ExpressionCache {
    /// The tree of a condition, filter or key condition.
    pub(crate) fn condition(&self, text: &str) -> Result<Arc<Parsed<Condition>>, Fault> {
        self.conditions.get(text, super::parse_condition::parse_condition)
    }

    /// The tree of an update expression.
    pub(crate) fn update(&self, text: &str) -> Result<Arc<Parsed<Update>>, Fault> {
        self.updates.get(text, super::parse_update::parse_update)
    }

    /// The tree of a projection expression.
    pub(crate) fn projection(&self, text: &str) -> Result<Arc<Parsed<Projection>>, Fault> {
        self.projections.get(text, super::parse_projection::parse_projection)
    }
}
