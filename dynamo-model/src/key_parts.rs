//! The parts of an entity's keys as types.

use crate::attribute::Attribute;
use crate::update_state::{Succ, Zero};

/// The types of the parts of an entity's key in the table, for `INDEX` 0, or in an index: those of the partition key and
/// then those of the sort key, as a list `(A, (B, ()))`. `#[derive(DynamoEntity)]` writes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not in the index that the collection is on",
    note = "give the entity an `index(…)` on it, or leave it out of the collection"
)]
pub trait KeyParts<const INDEX: u64> {
    /// The list.
    type Parts;

    /// [`ReadFrom`](crate::ReadFrom): the table or a local index, or a global one.
    type Source;
}

/// The part at a place in the list.
#[diagnostic::on_unimplemented(
    message = "the key has fewer parts than `of(…)` names",
    label = "one name too many"
)]
pub trait PartAt<N> {
    /// Its type.
    type Part: Attribute;
}

impl<A: Attribute, Rest> PartAt<Zero> for (A, Rest) {
    type Part = A;
}

#[diagnostic::do_not_recommend]
impl<A, Rest: PartAt<N>, N> PartAt<Succ<N>> for (A, Rest) {
    type Part = Rest::Part;
}

/// The type of a part of the key of `E`.
pub type PartOf<E, const INDEX: u64, N> = <<E as KeyParts<INDEX>>::Parts as PartAt<N>>::Part;
