//! GetItem and UpdateItem: an update that reads what it does not know.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::update_core::UpdateCore;
use super::{OpFuture, ReturnOption};
use crate::Entity;
use crate::connection::Connection;
use crate::entity::from_item;
use crate::error::{Error, Result};

/// An update that completes index keys from the stored item, which it reads first.
///
/// The update is done only if what the index keys are composed from is still as it was read. When another writer came
/// between, the read and the update are tried again: ten times at most, with pauses of random length, and then the error
/// is a [`Conflict`](crate::ErrorKind::Conflict).
#[must_use = "does nothing until it is awaited or sent"]
pub struct Refetch<E, R = ()> {
    core: UpdateCore,
    connection: Connection,
    types: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity, R: ReturnOption<E>> Refetch<E, R> {
    pub(super) const fn new(core: UpdateCore, connection: Connection) -> Self {
        Self { core, connection, types: PhantomData }
    }

    /// Returns the item as it was ([`AllOld`](super::AllOld)) or as it is afterwards ([`AllNew`](super::AllNew)).
    pub fn returning<N: ReturnOption<E>>(self, _: N) -> Refetch<E, N> {
        Refetch { core: self.core, connection: self.connection, types: PhantomData }
    }

    /// Sends the requests.
    ///
    /// # Errors
    /// When there is no item or it is not one of the entity, a condition fails, the update cannot be built, or other
    /// writers came between every time.
    pub async fn send(self) -> Result<R::Output> {
        let during = || format!("update of `{}`", E::MODEL_REF.name);
        let canonical = |item| Ok(from_item::<E>(item)?.encode()?);
        let sent = self.core.send_refetched(&self.connection, canonical, R::RETURN_VALUES).await;
        let output = sent.map_err(|error: Error| error.during(during))?;
        R::read(output.attributes.filter(|_| R::RETURN_VALUES.is_some()))
            .map_err(|error| error.during(during))
    }
}

impl<E: Entity + 'static, R: ReturnOption<E> + 'static> IntoFuture for Refetch<E, R> {
    type Output = Result<R::Output>;
    type IntoFuture = OpFuture<R::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
