//! GetItem, twice: an item by the value of a unique attribute.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{Get, OpFuture, markers};
use crate::connection::Connection;
use crate::entity::Marker;
use crate::error::Result;
use crate::{Entity, EntityKey, Item, Table};

/// The read of an item by a unique attribute: of the marker of the value, and then of the item that it leads to.
///
/// An item that does not have the value any more when it is read is not returned.
#[must_use = "does nothing until it is awaited or sent"]
pub struct GetByUnique<M> {
    connection: Connection,
    key: Result<Item>,
    marker: Get<M>,
    consistent: bool,
    types: PhantomData<fn() -> M>,
}

impl<M: Marker> GetByUnique<M> {
    pub(crate) fn new(connection: Connection, key: &M::Key) -> Self {
        let marker = Get::new(connection.clone(), key);
        Self { connection, key: key.to_item(), marker, consistent: false, types: PhantomData }
    }

    /// Sees every write that was acknowledged before. Costs twice as much.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Sends the requests.
    ///
    /// # Errors
    /// When the key cannot be built, or an item is not what it should be.
    pub async fn send(self) -> Result<Option<M::Owner>> {
        let marker = if self.consistent { self.marker.consistent() } else { self.marker };
        let found = marker.send().await?.map(|marker| marker.owner_key());
        // The key is not held while the request is under way.
        let get = found.map(|key| Get::<M::Owner>::new(self.connection, &key));
        let Some(get) = get else { return Ok(None) };
        let get = if self.consistent { get.consistent() } else { get };
        let Some(owner) = get.send().await? else { return Ok(None) };
        let key = self.key?;
        let has = markers::of_entity(M::Table::MODEL, M::Owner::MODEL_REF, &owner.encode()?)?;
        Ok(has.iter().any(|marker| marker.key == key).then_some(owner))
    }
}

impl<M: Marker + 'static> IntoFuture for GetByUnique<M>
where
    M::Owner: 'static,
{
    type Output = Result<Option<M::Owner>>;
    type IntoFuture = OpFuture<Option<M::Owner>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
