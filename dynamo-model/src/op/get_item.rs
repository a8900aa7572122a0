//! GetItem.

use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{OpFuture, live};
use crate::api::{GetItemInput, ReturnedItem};
use crate::connection::Connection;
use crate::entity::from_returned;
use crate::error::Result;
use crate::explain::Explanation;
use crate::expression::Renderer;
use crate::shape::{Shape, projection};
use crate::{Entity, EntityKey, Expires, Item, Table};

/// The read of one item by its primary key.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Get<E, R = E> {
    connection: Connection,
    key: Result<Item>,
    consistent: bool,
    live: bool,
    types: PhantomData<fn() -> (E, R)>,
}

impl<E: Entity> Get<E> {
    pub(crate) fn new(connection: Connection, key: &E::Key) -> Self {
        Self { connection, key: key.to_item(), consistent: false, live: false, types: PhantomData }
    }
}

impl<E: Entity, R: Shape<Entity = E>> Get<E, R> {
    /// Reads only the attributes of a type that derives [`DynamoProjection`](crate::DynamoProjection). It saves what goes
    /// over the wire; the read costs as much as that of the whole item.
    pub fn project<P: Shape<Entity = E>>(self) -> Get<E, P> {
        let Self { connection, key, consistent, live, .. } = self;
        Get { connection, key, consistent, live, types: PhantomData }
    }

    /// Sees every write that was acknowledged before. Costs twice as much.
    pub fn consistent(mut self) -> Self {
        self.consistent = true;
        self
    }

    /// Leaves out items that have expired, by the backend's clock: DynamoDB deletes them up to a few days late. An item is
    /// live before the second that its `ttl` attribute holds, and without one.
    pub fn live(mut self) -> Self
    where
        E: Expires,
    {
        self.live = true;
        self
    }

    fn input(&self) -> Result<GetItemInput> {
        let mut renderer = Renderer::new();
        let projection_expression = projection::<R>(None, &mut renderer)?;
        Ok(GetItemInput {
            projection_expression,
            expression_attribute_names: renderer.finish().0,
            table_name: self.connection.table_name.clone(),
            key: self.key.clone()?,
            consistent_read: self.consistent.then_some(true),
            ..GetItemInput::default()
        })
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the key cannot be built.
    pub fn explain(&self) -> Result<Explanation> {
        Ok(Explanation::of_get(self.input()?))
    }

    /// Sends the request.
    ///
    /// # Errors
    /// When the key cannot be built, or the item is not one of the entity.
    pub async fn send(self) -> Result<Option<R>> {
        let during = || format!("get of `{}`", E::MODEL_REF.name);
        let input = self.input().map_err(|error| error.during(during))?;
        let output = self.connection.call(input).await.map_err(|error| error.during(during))?;
        let (table, now) = (E::Table::MODEL, self.connection.now());
        let is_there = |item: &ReturnedItem| !self.live || live::is_live(table, item.as_item(), now);
        output.item.filter(is_there).map(from_returned).transpose().map_err(|error| error.during(during))
    }
}

impl<E: Entity + 'static, R: Shape<Entity = E> + 'static> IntoFuture for Get<E, R> {
    type Output = Result<Option<R>>;
    type IntoFuture = OpFuture<Option<R>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
