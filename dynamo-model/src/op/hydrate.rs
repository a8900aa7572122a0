//! BatchGetItem after a query of an index: `hydrate`.

use std::future::IntoFuture;

use super::OpFuture;
use super::batch_get_item::{CONCURRENCY, Found, read_all};
use super::query::Query;
use crate::api::ReturnedItem;
use crate::connection::Connection;
use crate::entity::from_returned;
use crate::error::{Error, ErrorKind, Result};
use crate::retry::Retry;
use crate::shape::{Holds, Partial, Shape};
use crate::{Entity, EntityKey, Item, Page, Table, keys};

/// The read of whole items of which a query found a part in an index.
///
/// The index lags behind the table: an item that was just deleted can be in it still, and is reported as missing; one that
/// has just changed is returned as the table has it, whether or not it still belongs where the index has it.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Hydrate<E, Source, R> {
    query: Query<E, Source, R>,
    consistent: bool,
    retry: Retry,
}

/// Whole items, in the order in which the index had them.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Hydrated<E: Entity> {
    /// The items that the table has.
    pub page: Page<E>,
    /// The keys of those that it has not.
    pub missing: Vec<E::Key>,
}

impl<E: Entity, Source: Holds<E>, R: Shape<Entity = E> + Partial> Hydrate<E, Source, R> {
    pub(super) fn new(query: Query<E, Source, R>) -> Self {
        Self { query, consistent: false, retry: Retry::default() }
    }

    /// Reads the whole items as every acknowledged write has left them. The index is read as before. Costs twice as much.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// How long to go on with what DynamoDB leaves unprocessed.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// Sends the requests of the query, and one more per hundred items.
    ///
    /// # Errors
    /// As the query, and when DynamoDB leaves keys unprocessed for too long ([`Throttled`](ErrorKind::Throttled)).
    pub async fn send(self) -> Result<Hydrated<E>> {
        let during = || format!("query of `{}`", E::MODEL_REF.name);
        self.read().await.map_err(|error| error.during(during))
    }

    async fn read(&self) -> Result<Hydrated<E>> {
        // The key is enough, so that items of an earlier version, which cannot be read from what an index holds, are
        // found, too.
        let (page, items) = self.query.read()?.page().await?.without_items();
        let key = |item: &ReturnedItem| keys::primary_of(E::Table::MODEL, item.as_item());
        let keys: Vec<Item> = items.iter().map(key).collect::<Result<_>>()?;
        let fetched = fetch(self.query.connection(), keys.clone(), self.consistent, self.retry).await?;
        let mut page = page.with_items(Vec::with_capacity(items.len()));
        let mut missing = Vec::new();
        for (key, whole) in keys.iter().zip(fetched) {
            match whole {
                Some(whole) => page.items.push(from_returned(whole)?),
                None => missing.push(<E::Key as EntityKey>::parse(key)?),
            }
        }
        Ok(Hydrated { page, missing })
    }
}

/// The items with these keys, each in the place of its key.
pub(super) async fn fetch(
    connection: &Connection,
    keys: Vec<Item>,
    is_consistent: bool,
    retry: Retry,
) -> Result<Vec<Option<ReturnedItem>>> {
    let found = read_all(connection, keys, is_consistent, CONCURRENCY, retry).await?.found;
    let left = found.iter().filter(|found| matches!(found, Found::Unprocessed)).count();
    if left > 0 {
        let problem = format!("DynamoDB left {left} of the keys unprocessed");
        return Err(Error::new(ErrorKind::Throttled, problem));
    }
    let item = |found| match found {
        Found::Item(item) => Some(item),
        Found::Missing | Found::Unprocessed => None,
    };
    Ok(found.into_iter().map(item).collect())
}

impl<E, Source, R> IntoFuture for Hydrate<E, Source, R>
where
    E: Entity + Send + 'static,
    E::Key: Send,
    Source: Holds<E> + 'static,
    R: Shape<Entity = E> + Partial + Send + Sync + 'static,
{
    type Output = Result<Hydrated<E>>;
    type IntoFuture = OpFuture<Hydrated<E>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
