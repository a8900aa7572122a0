//! What a read of several items returns.

use crate::{Cursor, Item};

/// Some of the results of a query or scan, and where the rest begins.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Page<E> {
    /// The results. A page can be empty although more follow: a filter may have passed nothing so far.
    pub items: Vec<E>,
    /// Where to go on, by `after`; absent at the end.
    pub next: Option<Cursor>,
    /// Where the page before this one ends, for `before`; absent when this one is known to be the first, or is empty. What
    /// lies before can turn out to be an empty page.
    pub previous: Option<Cursor>,
    /// How many items DynamoDB evaluated for the page, before filters.
    pub scanned_count: usize,
    /// How many requests the page took.
    pub requests: usize,
    /// The read capacity units that all its requests used together, when they were asked for by `metered`.
    pub capacity: Option<f64>,
    /// The items that are no entities, when [`Unreadable::Raw`] keeps them.
    pub unreadable: Vec<Item>,
}

/// What a read does with an item that is not what its entity says: of no known kind, or with an attribute that is missing
/// or has another type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unreadable {
    /// The read is an error, and [`Error::unreadable`](crate::Error::unreadable) holds the item.
    #[default]
    Error,
    /// The item is left out.
    Skip,
    /// The item is kept as it is, in [`Page::unreadable`].
    Raw,
}

impl<E> Page<E> {
    pub(crate) const fn empty() -> Self {
        Self {
            items: Vec::new(),
            next: None,
            previous: None,
            scanned_count: 0,
            requests: 0,
            capacity: None,
            unreadable: Vec::new(),
        }
    }

    /// The page without its items, and those.
    pub(crate) fn without_items(self) -> (Page<()>, Vec<E>) {
        let Self { items, next, previous, scanned_count, requests, capacity, unreadable } = self;
        let page = Page { items: Vec::new(), next, previous, scanned_count, requests, capacity, unreadable };
        (page, items)
    }

    /// The page with other items.
    pub(crate) fn with_items<O>(self, items: Vec<O>) -> Page<O> {
        let Self { next, previous, scanned_count, requests, capacity, unreadable, .. } = self;
        Page { items, next, previous, scanned_count, requests, capacity, unreadable }
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
