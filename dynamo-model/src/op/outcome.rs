//! What a write returns.

use crate::Entity;
use crate::api::{ReturnValues, ReturnedItem};
use crate::entity::from_returned;
use crate::error::Result;

/// Return the item as it was before the write.
#[derive(Debug, Clone, Copy)]
pub struct AllOld;

/// Return the item as it is after the update.
#[derive(Debug, Clone, Copy)]
pub struct AllNew;

/// A way of returning an item from a write: [`AllOld`], [`AllNew`], or `()` for nothing.
pub trait ReturnOption<E> {
    /// What comes back.
    type Output;

    /// How the API calls it.
    const RETURN_VALUES: Option<ReturnValues>;

    /// Reads what came back.
    ///
    /// # Errors
    /// When the item is not one of the entity.
    fn read(attributes: Option<ReturnedItem>) -> Result<Self::Output>;
}

impl<E> ReturnOption<E> for () {
    type Output = ();
    const RETURN_VALUES: Option<ReturnValues> = None;

    fn read(_: Option<ReturnedItem>) -> Result<()> {
        Ok(())
    }
}

impl<E: Entity> ReturnOption<E> for AllOld {
    type Output = Option<E>;
    const RETURN_VALUES: Option<ReturnValues> = Some(ReturnValues::AllOld);

    fn read(attributes: Option<ReturnedItem>) -> Result<Option<E>> {
        attributes.map(from_returned).transpose()
    }
}

impl<E: Entity> ReturnOption<E> for AllNew {
    type Output = E;
    const RETURN_VALUES: Option<ReturnValues> = Some(ReturnValues::AllNew);

    fn read(attributes: Option<ReturnedItem>) -> Result<E> {
        attributes.map_or_else(
            || Err(crate::Error::invalid("the backend did not return the item that was asked for")),
            from_returned,
        )
    }
}
