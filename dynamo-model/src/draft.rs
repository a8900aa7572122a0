//! New entities without what is filled in for them.

use crate::decode::Fields;
use crate::entity::an_item_of;
use crate::error::{Error, Result};
use crate::{Backend, EncodeError, Entity, Item, written};

/// A new entity without what is filled in for it: identifiers, the times of creation and of the last change, the lock,
/// defaults. `#[derive(DynamoEntity)]` writes one, `OrderDraft` for `Order`, when there is something to fill in;
/// [`TableHandle::fill`](crate::TableHandle::fill) makes the entity of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the draft of an entity",
    note = "an entity whose fields have `generate`, `created`, `updated`, `lock` or `ttl(after = …)` has one"
)]
pub trait Draft {
    /// The entity.
    type Entity: Entity;

    /// Writes the attributes that the draft has.
    ///
    /// # Errors
    /// When DynamoDB cannot hold a value.
    fn encode(&self) -> Result<Item, EncodeError>;
}

/// The entity that a draft becomes.
pub(crate) fn fill<D: Draft>(draft: &D, backend: &dyn Backend) -> Result<D::Entity> {
    let entity = D::Entity::MODEL_REF;
    let during = || an_item_of(entity);
    let mut item = draft.encode().map_err(|error| Error::from(error).during(during))?;
    written::draft(entity, &mut item, backend).map_err(|error| error.during(during))?;
    Ok(D::Entity::decode(Fields::owned(item)).map_err(|error| error.of(entity.name.clone()))?)
}
