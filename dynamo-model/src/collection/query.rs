//! Which collection is read.

use std::fmt;
use std::marker::PhantomData;

use dynamo_schema::{EntityModel, TableModel};

use super::members::{Found, unknown};
use super::{Collection, Gathered, Members};
use crate::api::ReturnedItem;
use crate::encode::Encoded;
use crate::entity::kind_of;
use crate::error::{Error, Result};
use crate::key_query::{KeyCondition, KeyQuery};
use crate::op::Collected;
use crate::{Attribute, AttributeValue, Entity, IntoQuery, KeyArgument};

/// A collection with the parts of its key bound. Its own function `of` makes it.
#[must_use = "a query does nothing until a table is asked with it"]
pub struct CollectionQuery<C> {
    /// The values of the partition key's parts, and then of the sort key's.
    bound: Vec<Encoded>,
    collection: PhantomData<fn() -> C>,
}

impl<C> CollectionQuery<C> {
    #[doc(hidden)]
    pub const fn new() -> Self {
        Self { bound: Vec::new(), collection: PhantomData }
    }

    #[doc(hidden)]
    pub fn bind<T: Attribute>(mut self, value: impl KeyArgument<T>) -> Self {
        self.bound.push(value.into_part().encode());
        self
    }
}

impl<C> Default for CollectionQuery<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> Clone for CollectionQuery<C> {
    fn clone(&self) -> Self {
        Self { bound: self.bound.clone(), collection: PhantomData }
    }
}

impl<C> fmt::Debug for CollectionQuery<C> {
    /// Keys can be personal data, so none is shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CollectionQuery").finish_non_exhaustive()
    }
}

/// What [`TableHandle::collect`](crate::TableHandle::collect) reads: a collection, or everything in the partition of an
/// entity's query.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which collection to read",
    note = "a collection says it by its own function `of`: `collect(CustomerFile::of(customer_id))`"
)]
pub trait IntoCollection {
    /// The table.
    type Table: crate::Table;

    /// What is read.
    type Output;

    /// [`ReadFrom`](crate::ReadFrom): the table or a local index, or a global one.
    type Source;

    /// What is read, without its types.
    #[doc(hidden)]
    fn into_whole(self) -> Whole<Self::Output>;
}

impl<Q: IntoQuery> IntoCollection for Q {
    type Table = <Q::Entity as Entity>::Table;
    type Output = Collected;
    type Source = Q::Source;

    fn into_whole(self) -> Whole<Collected> {
        let table = <Self::Table as crate::Table>::MODEL;
        let query = self.into_query().whole_partition();
        Whole { table, keys: Keys::Partition(query), read: |_, _, items| Ok(Collected::new(items)) }
    }
}

impl<C: Collection> IntoCollection for CollectionQuery<C> {
    type Table = C::Table;
    type Output = C::Output;
    type Source = C::Source;

    fn into_whole(self) -> Whole<C::Output> {
        Whole {
            table: <C::Table as crate::Table>::MODEL,
            keys: Keys::Members(C::MEMBERS, self.bound),
            read: |table, members, items| C::gather(Gathered::new(table, members, items)?),
        }
    }
}

/// A collection without its types.
pub struct Whole<Output> {
    pub(crate) table: &'static TableModel,
    keys: Keys,
    read: fn(&'static TableModel, &'static Members, Vec<ReturnedItem>) -> Result<Output>,
}

enum Keys {
    /// A partition with whatever entities are in it.
    Partition(KeyQuery),
    /// Some entities, and the values that are bound.
    Members(&'static Members, Vec<Encoded>),
}

/// The entity's entry in the index that the collection is on.
fn entry(members: &Members, entity: &'static EntityModel) -> Result<Option<&'static str>> {
    let entry = members.index.map(|index| {
        let entry = entity.indexes.iter().find(|entry| entry.index == index);
        entry.ok_or_else(|| Error::invalid(format!("`{}` is not in the index `{index}`", entity.name)))
    });
    Ok(entry.transpose()?.map(|entry| &*entry.name))
}

/// Stands in where a partition has no declared members.
static ALL: Members =
    Members { name: "item collection", entities: &[], index: None, unknown: super::UnknownKinds::Error };

impl<Output> Whole<Output> {
    /// The collection's name.
    pub(crate) const fn name(&self) -> &'static str {
        match &self.keys {
            Keys::Partition(_) => ALL.name,
            Keys::Members(members, _) => members.name,
        }
    }

    /// The condition that reads all of its entities, and as little as possible besides.
    pub(crate) fn condition(&self) -> Result<KeyCondition> {
        let (members, bound) = match &self.keys {
            Keys::Partition(query) => return query.condition(),
            Keys::Members(members, bound) => (members, bound),
        };
        let mut conditions = Vec::with_capacity(members.entities.len());
        for entity in members.entities {
            let mut query = KeyQuery::new(self.table, entity, entry(members, entity)?);
            for (name, value) in query.part_names()?.into_iter().zip(bound) {
                query.bind_value(name, value.clone());
            }
            conditions.push(query.condition()?);
        }
        KeyCondition::covering(conditions)
    }

    /// The value that a part of its key is bound to.
    pub(crate) fn bound_to(&self, attribute: &str) -> Result<Option<AttributeValue>> {
        let (members, bound) = match &self.keys {
            Keys::Partition(query) => return Ok(query.bound_to(attribute).cloned()),
            Keys::Members(members, bound) => (members, bound),
        };
        // The parts have one name in all of its entities, or else each entity is asked.
        let mut found = None;
        for entity in members.entities {
            let names = KeyQuery::new(self.table, entity, entry(members, entity)?).part_names()?;
            let value = names.iter().zip(bound).find(|(name, _)| *name == attribute).map(|(_, value)| value);
            let Some(Ok(Some(value))) = value else { return Ok(None) };
            found = Some(value.clone());
        }
        Ok(found)
    }

    /// Whether an item is one of the collection, or is kept with it.
    pub(crate) fn holds(&self, item: &ReturnedItem) -> Result<bool> {
        Ok(self.find(item)? != Found::PassedOver)
    }

    /// Whether an item is of an entity of the collection.
    pub(crate) fn has(&self, item: &ReturnedItem) -> Result<bool> {
        Ok(matches!(self.find(item)?, Found::Member(_)))
    }

    fn find(&self, item: &ReturnedItem) -> Result<Found> {
        match &self.keys {
            Keys::Members(members, _) => members.find(self.table, item),
            // An item of an unknown kind is an error, or everybody would pass it over in silence. A table that keeps no kinds
            // has one entity.
            Keys::Partition(_) if self.table.kind_attribute.is_none() => Ok(Found::Member(0)),
            Keys::Partition(_) => match kind_of(self.table, item) {
                Some(kind) if self.table.entities.iter().any(|entity| entity.name == kind) => {
                    Ok(Found::Member(0))
                }
                kind => Err(unknown(self.table, kind.as_deref())),
            },
        }
    }

    /// The items in their places.
    pub(crate) fn read(&self, items: Vec<ReturnedItem>) -> Result<Output> {
        let members = match &self.keys {
            Keys::Partition(_) => &ALL,
            Keys::Members(members, _) => *members,
        };
        (self.read)(self.table, members, items)
    }
}
