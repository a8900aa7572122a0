//! What a read of several items returns.

use crate::Cursor;

/// Some of the results of a query or scan, and where the rest begins.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<E> {
    /// The results. A page can be empty although more follow: a filter may have passed nothing so far.
    pub items: Vec<E>,
    /// Where to go on; absent at the end.
    pub next: Option<Cursor>,
    /// How many items DynamoDB evaluated for the page, before filters.
    pub scanned_count: usize,
    /// How many requests the page took.
    pub requests: usize,
}

impl<E> Page<E> {
    pub(crate) const fn empty() -> Self {
        Self { items: Vec::new(), next: None, scanned_count: 0, requests: 0 }
    }

    /// Whether nothing follows.
    pub fn is_last(&self) -> bool {
        self.next.is_none()
    }
}

impl<E> IntoIterator for Page<E> {
    type Item = E;
    type IntoIter = std::vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}
