//! Several queries as one: `fan_out`.

use std::cmp::Ordering;
use std::future::IntoFuture;

use super::{OpFuture, Query};
use crate::api::ReturnedItem;
use crate::concurrent::{Job, concurrently};
use crate::entity::from_returned;
use crate::error::Result;
use crate::explain::Explanation;
use crate::expression::Condition;
use crate::key_query::key_order;
use crate::shape::{Holds, Shape};
use crate::sort_argument::ConsistentRead;
use crate::{Entity, Item, Name};

/// The read of several partitions at once, such as the shards of a sharded key. The results of all come in the order of
/// the sort key.
#[must_use = "does nothing until it is awaited or sent"]
pub struct FanOut<E, Source, R = E> {
    queries: Vec<Query<E, Source, R>>,
    /// The sort key of the table or index that is queried.
    sort_key: Vec<Name>,
    descending: bool,
    take: Option<usize>,
}

impl<E: Entity, Source: Holds<E>, R: Shape<Entity = E>> FanOut<E, Source, R> {
    pub(crate) fn new(queries: Vec<Query<E, Source, R>>, sort_key: Vec<Name>) -> Self {
        Self { queries, sort_key, descending: false, take: None }
    }

    fn each(mut self, change: impl FnMut(Query<E, Source, R>) -> Query<E, Source, R>) -> Self {
        self.queries = self.queries.into_iter().map(change).collect();
        self
    }

    /// Returns only items that meet a condition. Several conditions must all hold. DynamoDB reads, and charges for, the
    /// others too.
    pub fn filter(self, condition: impl FnOnce(&Source::Paths) -> Condition) -> Self {
        let condition = condition(&Source::paths());
        self.each(|query| query.filter(|_| condition.clone()))
    }

    /// From the largest sort key to the smallest.
    pub fn descending(mut self) -> Self {
        self.descending = true;
        self.each(Query::descending)
    }

    /// How many results to return at most, of all partitions together. Each partition is read for as many, because all of
    /// them may be in one.
    pub fn take(mut self, results: usize) -> Self {
        self.take = Some(results);
        self.each(|query| query.take(results))
    }

    /// Sees every write that was acknowledged before. Costs twice as much.
    pub fn consistent(self) -> Self
    where
        Source: ConsistentRead,
    {
        self.each(Query::consistent)
    }

    /// The first request to each partition and what it costs, without sending it.
    ///
    /// # Errors
    /// When a request would be refused before it is sent.
    pub fn explain(&self) -> Result<Vec<Explanation>> {
        self.queries.iter().map(Query::explain).collect()
    }

    /// Queries all partitions at once, each with as many requests as it takes.
    ///
    /// # Errors
    /// When a query cannot be built, or an item is not one of the entity.
    pub async fn send(self) -> Result<Vec<R>>
    where
        E: 'static,
        Source: 'static,
        R: 'static,
    {
        let Self { queries, sort_key, descending, take } = self;
        let during = || format!("query of `{}`", E::MODEL_REF.name);
        let reads =
            queries.into_iter().map(|query| Box::pin(query.read_all()) as Job<'_, Result<Vec<ReturnedItem>>>);
        let mut results: Vec<ReturnedItem> = Vec::new();
        for items in concurrently(usize::MAX, reads.collect()).await {
            results.extend(items.map_err(|error| error.during(during))?);
        }
        // The sort is stable: equal keys stay in the order of their partitions.
        results.sort_by(|left, right| {
            let order = compare(&sort_key, left.as_item(), right.as_item());
            if descending { order.reverse() } else { order }
        });
        results.truncate(take.unwrap_or(usize::MAX));
        let read = results.into_iter().map(from_returned).collect::<Result<_>>();
        read.map_err(|error| error.during(during))
    }
}

impl<E, Source, R> IntoFuture for FanOut<E, Source, R>
where
    E: Entity + 'static,
    Source: Holds<E> + 'static,
    R: Shape<Entity = E> + 'static,
{
    type Output = Result<Vec<R>>;
    type IntoFuture = OpFuture<Vec<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The order of two items as DynamoDB sorts them.
fn compare(sort_key: &[Name], left: &Item, right: &Item) -> Ordering {
    let orders = sort_key.iter().map(|name| match (left.get(name), right.get(name)) {
        // Keys of other types are not stored.
        (Some(left), Some(right)) => key_order(left, right).unwrap_or(Ordering::Equal),
        _ => Ordering::Equal,
    });
    orders.fold(Ordering::Equal, Ordering::then)
}
