//! Why a Rust value cannot be written.

use std::fmt;

use crate::{Name, NumberError};

/// Why a value cannot be stored: where in the item, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError(
    // In a box, so that results with values move few bytes.
    Box<Problem>,
);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Problem {
    /// From the innermost element outwards.
    path: Vec<String>,
    sentence: Box<str>,
}

impl EncodeError {
    /// An error with a sentence that says what is wrong and what to do.
    pub fn new(problem: impl Into<String>) -> Self {
        Self(Box::new(Problem { path: Vec::new(), sentence: problem.into().into() }))
    }

    /// The error seen from the map around the value.
    #[must_use]
    pub fn at(mut self, name: impl Into<Name>) -> Self {
        self.0.path.push(name.into().into_owned());
        self
    }

    /// The error seen from the list around the value.
    #[must_use]
    pub fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(format!("[{index}]"));
        self
    }
}

impl From<NumberError> for EncodeError {
    fn from(error: NumberError) -> Self {
        Self::new(error.to_string())
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot store the value")?;
        if !self.0.path.is_empty() {
            f.write_str(" at `")?;
            for (position, step) in self.0.path.iter().rev().enumerate() {
                let dot = if position == 0 || step.starts_with('[') { "" } else { "." };
                write!(f, "{dot}{step}")?;
            }
            f.write_str("`")?;
        }
        write!(f, ": {}", self.0.sentence)
    }
}

impl std::error::Error for EncodeError {}

/// The result of writing a value: nothing for one that is absent.
pub type Encoded = Result<Option<crate::AttributeValue>, EncodeError>;
