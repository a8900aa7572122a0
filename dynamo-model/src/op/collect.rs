//! Query over several entities: `collect`.

use std::future::IntoFuture;
use std::marker::PhantomData;

use dynamo_schema::TableModel;

use super::OpFuture;
use crate::api::{QueryInput, ReturnedItem};
use crate::entity::{from_returned, kind_of};
use crate::error::{Error, ErrorKind, Result};
use crate::explain::Explanation;
use crate::expression::Renderer;
use crate::handle::Connection;
use crate::key_query::KeyQuery;
use crate::sort_argument::ConsistentRead;
use crate::{Entity, Table};

/// The read of a whole partition, of whatever entities are in it: an item collection.
#[must_use = "does nothing until it is awaited or sent"]
pub struct Collect<Source> {
    connection: Connection,
    table: &'static TableModel,
    query: KeyQuery,
    consistent: bool,
    source: PhantomData<fn() -> Source>,
}

/// The items of a partition, in the order of the sort key.
#[derive(Debug, Clone)]
pub struct Collected {
    items: Vec<ReturnedItem>,
}

impl<Source> Collect<Source> {
    pub(crate) fn new(connection: Connection, table: &'static TableModel, query: KeyQuery) -> Self {
        Self { connection, table, query: query.whole_partition(), consistent: false, source: PhantomData }
    }

    /// Sees every write that was acknowledged before. Costs twice as much.
    pub fn consistent(mut self) -> Self
    where
        Source: ConsistentRead,
    {
        self.consistent = true;
        self
    }

    fn input(&self) -> Result<QueryInput> {
        let condition = self.query.condition()?;
        let mut renderer = Renderer::new();
        let key_condition = condition.render(&mut renderer);
        let (names, values) = renderer.finish();
        Ok(QueryInput {
            table_name: self.connection.table_name.clone(),
            index_name: condition.index_name.map(Into::into),
            key_condition_expression: Some(key_condition),
            expression_attribute_names: names,
            expression_attribute_values: values,
            consistent_read: self.consistent.then_some(true),
            ..QueryInput::default()
        })
    }

    /// The request and what it costs, without sending it.
    ///
    /// # Errors
    /// When the request would be refused before it is sent.
    pub fn explain(&self) -> Result<Explanation> {
        Ok(Explanation::of_query(Some(self.input()?)))
    }

    /// Sends as many requests as the partition takes.
    ///
    /// # Errors
    /// When the query cannot be built, or an item is of no entity of the table.
    pub async fn send(self) -> Result<Collected> {
        let during = || "query of an item collection".to_owned();
        let mut input = self.input().map_err(|error| error.during(during))?;
        let mut items = Vec::new();
        loop {
            let output = self.connection.call(input.clone()).await.map_err(|error| error.during(during))?;
            for item in output.items {
                self.check(&item).map_err(|error| error.during(during))?;
                items.push(item);
            }
            input.exclusive_start_key = output.last_evaluated_key;
            if input.exclusive_start_key.is_none() {
                return Ok(Collected { items });
            }
        }
    }

    /// An item of an unknown kind is an error here, or it would be passed over in silence by everybody.
    fn check(&self, item: &ReturnedItem) -> Result<()> {
        let Some(attribute) = &self.table.kind_attribute else { return Ok(()) };
        match kind_of(self.table, item.as_item()) {
            Some(kind) if self.table.entities.iter().any(|entity| entity.name == kind) => Ok(()),
            Some(kind) => Err(Error::new(
                ErrorKind::Decode,
                format!(
                    "an item has the kind `{kind}`, which is no entity of the table `{}`",
                    self.table.name
                ),
            )),
            None => Err(Error::new(ErrorKind::Decode, format!("an item has no kind in `{attribute}`"))),
        }
    }
}

impl<Source: 'static> IntoFuture for Collect<Source> {
    type Output = Result<Collected>;
    type IntoFuture = OpFuture<Collected>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl Collected {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The items of one entity, in the order of the sort key.
    ///
    /// # Errors
    /// When an item is not what its entity says.
    pub fn many<E: Entity>(&self) -> Result<Vec<E>> {
        self.iter().filter(CollectedItem::is::<E>).map(|item| item.read()).collect()
    }

    /// The one item of an entity, if there is one.
    ///
    /// # Errors
    /// When there are several, or the item is not what its entity says.
    pub fn one<E: Entity>(&self) -> Result<Option<E>> {
        let mut all = self.many()?;
        if all.len() > 1 {
            return Err(Error::new(
                ErrorKind::Decode,
                format!("the collection holds {} items of `{}`, not one", all.len(), E::MODEL_REF.name),
            ));
        }
        Ok(all.pop())
    }

    /// The one item of an entity that must be there.
    ///
    /// # Errors
    /// When there is none, or as [`one`](Self::one).
    pub fn required<E: Entity>(&self) -> Result<E> {
        self.one()?.ok_or_else(|| {
            Error::new(
                ErrorKind::NotFound,
                format!("the collection holds no item of `{}`", E::MODEL_REF.name),
            )
        })
    }

    /// All items in the order of the sort key, whatever they are.
    pub fn iter(&self) -> impl Iterator<Item = CollectedItem<'_>> {
        self.items.iter().map(CollectedItem)
    }
}

/// An item of a collection, of one of its entities.
#[derive(Debug, Clone, Copy)]
pub struct CollectedItem<'c>(&'c ReturnedItem);

impl CollectedItem<'_> {
    /// Whether the item is of an entity.
    pub fn is<E: Entity>(&self) -> bool {
        // A table that keeps no kinds has one entity.
        kind_of(E::Table::MODEL, self.0.as_item()).is_none_or(|kind| kind == E::MODEL_REF.name)
    }

    /// The item as an entity.
    ///
    /// # Errors
    /// When the item is not of that entity, or not what its entity says.
    pub fn read<E: Entity>(&self) -> Result<E> {
        from_returned(self.0.clone())
    }
}
