//! Where a write goes: to a table that it knows, or to that of the transaction that it becomes part of.

use crate::connection::Connection;

/// The write knows its table: it can be awaited.
#[derive(Clone)]
pub struct Bound(pub(crate) Connection);

/// The write is made without a table, to be part of a transaction or a batch: `Order::create(&order)`.
#[derive(Debug, Clone, Copy)]
pub struct Unbound;

/// [`Bound`] or [`Unbound`].
pub trait Binding: sealed::Sealed {
    /// The table that the write knows, or else the one that it is given.
    #[doc(hidden)]
    fn or<'b>(&'b self, given: &'b Bound) -> &'b Bound;
}

impl Binding for Bound {
    fn or<'b>(&'b self, _: &'b Bound) -> &'b Bound {
        self
    }
}

impl Binding for Unbound {
    fn or<'b>(&'b self, given: &'b Bound) -> &'b Bound {
        given
    }
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Bound {}
    impl Sealed for super::Unbound {}
}
