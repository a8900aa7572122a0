//! A place in an item.

use std::fmt;

use crate::Name;

/// A document path: an attribute, and from there on map entries and list elements.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentPath {
    elements: Vec<PathElement>,
}

/// One step of a document path. A name is always one step, whatever characters it has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PathElement {
    /// An attribute, or an entry of a map.
    Name(Name),
    /// An element of a list, from 0.
    Index(usize),
}

impl DocumentPath {
    /// The path of an attribute.
    pub fn attribute(name: impl Into<Name>) -> Self {
        Self { elements: vec![PathElement::Name(name.into())] }
    }

    /// The path of an entry of the map that this path leads to.
    #[must_use]
    pub fn entry(mut self, name: impl Into<Name>) -> Self {
        self.elements.push(PathElement::Name(name.into()));
        self
    }

    /// The path of an element of the list that this path leads to.
    #[must_use]
    pub fn element(mut self, index: usize) -> Self {
        self.elements.push(PathElement::Index(index));
        self
    }

    /// The steps.
    pub fn elements(&self) -> &[PathElement] {
        &self.elements
    }

    /// The attribute in which the path starts.
    pub fn root(&self) -> &str {
        match self.elements.first() {
            Some(PathElement::Name(name)) => name,
            _ => "",
        }
    }

    /// Whether the path is an attribute itself, nothing inside it.
    pub fn is_attribute(&self) -> bool {
        self.elements.len() == 1
    }

    /// Whether one path leads to the other or to something inside it.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.elements.iter().zip(&other.elements).all(|(a, b)| a == b)
    }
}

impl fmt::Display for DocumentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, element) in self.elements.iter().enumerate() {
            match element {
                PathElement::Name(name) if position == 0 => f.write_str(name)?,
                PathElement::Name(name) => write!(f, ".{name}")?,
                PathElement::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}
