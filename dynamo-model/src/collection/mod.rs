//! Item collections: items of several entities that have one partition key, read together.

mod field;
mod members;
mod query;

pub use field::CollectionField;
pub(crate) use members::Found;
pub use members::{Gathered, Members, UnknownKinds};
pub use query::{CollectionQuery, IntoCollection, Whole};

use dynamo_schema::Text;

use crate::Table;
use crate::error::Result;

/// Entities that are read together. Derive it with `#[derive(DynamoCollection)]` for an enum of entities, which gives their
/// items in the order of the sort key, or for a struct that has a place for each.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection",
    note = "derive `DynamoCollection` for it: an enum of entities, or a struct of them"
)]
pub trait Collection: Sized + 'static {
    /// The table in which its entities live.
    type Table: Table;

    /// What a read of all of it answers: the struct, or the items of the enum.
    type Output;

    /// [`ReadFrom`](crate::ReadFrom): the table or a local index, or a global one.
    type Source;

    /// Its entities.
    #[doc(hidden)]
    const MEMBERS: &'static Members;

    /// The names of its entities.
    #[doc(hidden)]
    const NAMES: &'static [Text];

    /// Puts items into their places.
    ///
    /// # Errors
    /// When an item is not what its entity says, or one that must be there is not.
    #[doc(hidden)]
    fn gather(items: Gathered) -> Result<Self::Output>;
}

/// A collection of which a range of the sort key can be read: `#[dynamo(of(account), range = day)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no range",
    note = "name the part of the sort key after those of `of(…)`: `#[dynamo(of(account), range = day)]`"
)]
pub trait RangedCollection: Collection {
    /// The type of the part.
    type Part: crate::Attribute;
}
