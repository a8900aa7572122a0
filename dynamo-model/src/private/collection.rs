//! Building collections in a `const`, and what is checked there.

use std::borrow::Cow;

use dynamo_schema::{CollectionModel, CollectionShape, EntityModel, Text, assert_collection};

use crate::api::ReturnedItem;
use crate::collection::Members;
use crate::entity::from_returned;
use crate::error::{Error, ErrorKind, Result};
use crate::key_parts::KeyParts;
use crate::{Collection, Entity, Table};

/// The table that the other entities of a collection live in.
#[diagnostic::on_unimplemented(
    message = "the entities of a collection live in one table, and one of them is in `{Self}`",
    label = "an entity of `{Self}`",
    note = "the table is that of the first entity, `{T}`"
)]
pub trait SameTable<T> {}

impl<T> SameTable<T> for T {}

/// The model of an entity of a collection.
pub const fn collected<E: Entity, T>() -> &'static EntityModel
where
    E::Table: SameTable<T>,
{
    E::MODEL_REF
}

/// The model of a collection, in the model of the table.
pub const fn collection_model<C: Collection>() -> CollectionModel {
    CollectionModel { name: Cow::Borrowed(C::MEMBERS.name), entities: Cow::Borrowed(C::NAMES) }
}

/// States that the entities of a collection can be read together, with the first parts of their keys bound.
///
/// # Panics
/// When they cannot, which is an error of the compiler.
#[track_caller]
pub const fn assert_readable<C: Collection>(bound: usize) {
    if !<C::Table as Table>::IS_SOUND {
        return;
    }
    let members = C::MEMBERS;
    let Members { name, entities, index, hydrate, .. } = *members;
    let shape = CollectionShape { name, entities, index, is_hydrated: hydrate, bound };
    assert_collection(<C::Table as Table>::MODEL, &shape);
}

/// A name of the model.
pub const fn name_of<E: Entity>() -> Text {
    super::entity_name::<E>()
}

/// States that an entity is in an index.
pub const fn assert_in_index<E: KeyParts<INDEX>, const INDEX: u64>() {}

/// Reads an item of a collection.
///
/// # Errors
/// When it is not what its entity says.
pub fn read_item<E: Entity>(item: ReturnedItem) -> Result<E> {
    from_returned(item)
}

/// An item was kept that is of no entity of the collection, which its policy rules out.
pub fn no_member() -> Error {
    Error::new(ErrorKind::Decode, "an item is of no entity of the collection")
}
