//! The fields of a collection: one item, one that may be missing, or any number.

use crate::Entity;
use crate::api::ReturnedItem;
use crate::entity::from_returned;
use crate::error::{Error, ErrorKind, Result};

/// A place for the items of one entity in a collection: `E` for exactly one, `Option<E>` for one at the most, `Vec<E>` for
/// any number in the order of the sort key.
#[diagnostic::on_unimplemented(
    message = "a collection has no place of type `{Self}`",
    label = "expected an entity, an `Option` of one, or a `Vec` of one",
    note = "items of no entity go into `#[dynamo(unknown)] others: Vec<Item>`"
)]
pub trait CollectionField: Sized {
    /// The entity.
    type Entity: Entity;

    /// Puts the items of the entity here.
    ///
    /// # Errors
    /// When there are too few or too many, or one is not what its entity says.
    #[doc(hidden)]
    fn gather(items: Vec<ReturnedItem>, collection: &str, field: &str) -> Result<Self>;
}

impl<E: Entity> CollectionField for E {
    type Entity = E;

    fn gather(items: Vec<ReturnedItem>, collection: &str, field: &str) -> Result<Self> {
        Option::<E>::gather(items, collection, field)?.ok_or_else(|| {
            let entity = &E::MODEL_REF.name;
            let problem = format!("the collection `{collection}` has no item of `{entity}` for `{field}`");
            Error::new(ErrorKind::NotFound, problem)
        })
    }
}

impl<E: Entity> CollectionField for Option<E> {
    type Entity = E;

    fn gather(items: Vec<ReturnedItem>, collection: &str, field: &str) -> Result<Self> {
        let count = items.len();
        if count > 1 {
            let entity = &E::MODEL_REF.name;
            let problem = format!(
                "the collection `{collection}` has {count} items of `{entity}` for `{field}`, not one"
            );
            return Err(Error::new(ErrorKind::Decode, problem));
        }
        items.into_iter().next().map(from_returned).transpose()
    }
}

impl<E: Entity> CollectionField for Vec<E> {
    type Entity = E;

    fn gather(items: Vec<ReturnedItem>, _: &str, _: &str) -> Result<Self> {
        items.into_iter().map(from_returned).collect()
    }
}
